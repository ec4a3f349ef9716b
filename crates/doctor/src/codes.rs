//! Every kind of finding: its code, how grave it is, what it means, and what helps when no patch can be made.

use crate::report::Severity::{self, Mend, Remark};

/// A kind of finding.
#[derive(Debug)]
pub struct Kind {
    /// The stable code.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What it means, and what was expected.
    pub expected: &'static str,
    /// What to do where no patch of the profile can be proposed.
    pub remedy: &'static str,
}

macro_rules! kinds {
    ($($name:ident = $code:literal, $severity:ident, $expected:literal, $remedy:literal;)*) => {
        $(pub(crate) static $name: Kind = Kind { code: $code, severity: $severity, expected: $expected, remedy: $remedy };)*

        /// Every kind of finding there is, in the order of an examination.
        pub static KINDS: &[&Kind] = &[$(&$name),*];
    };
}

kinds! {
    PLAIN_HTTP = "plain-http", Mend, "the backend is asked over https unless it is on this machine", "Give the backend a certificate, and write https";
    UNREACHABLE = "unreachable", Mend, "the backend answers", "Start the backend, or correct base";
    BLOCKED = "blocked", Mend, "the backend allows requests from the portal's origin (CORS), and the portal's policy allows the backend", "Answer with Access-Control-Allow-Origin, -Allow-Headers and -Allow-Methods for the portal's origin, and add the backend to connect-src";
    NOT_JSON = "not-json", Mend, "an answer is JSON", "Correct the address: a page of HTML often comes from a server that answers unknown addresses with its start page";
    WRONG_PASSWORD_ACCEPTED = "wrong-password-accepted", Mend, "a wrong password is refused", "Let the backend refuse it; where its login answers 200 to anything, add \"confirm\": true to auth.login so that me decides";
    WRONG_PASSWORD_UNTOLD = "wrong-password-untold", Mend, "a wrong password is told as badCredentials", "Add a rule for that answer to errors.kinds";
    LOGIN_REFUSED = "login-refused", Mend, "the login accepts the right name and password", "Compare the names in auth.login.request.body with what the backend wants, and try the account by hand";
    LOGIN_UNREADABLE = "login-unreadable", Mend, "the login's answer holds the session where auth.login.response says", "Correct the pointers under auth.login.response";
    SESSION_NOT_CARRIED = "session-not-carried", Mend, "a request with the session is known as the member's", "Correct auth.attach, or allow cookies with credentials";
    ME_UNREADABLE = "me-unreadable", Mend, "auth.me tells who is signed in", "Correct the address and the pointers under auth.me";
    ROLES_MISSING = "roles-missing", Mend, "the member has at least one role where auth.me.roles says", "Correct auth.me.roles, or give the account a role";
    REFRESH_FAILS = "refresh-fails", Mend, "the session can be renewed as auth.refresh says, and works afterwards", "Compare auth.refresh with the backend: with or without the session (anonymous), and what is kept of the answer";
    SIGN_OUT_IGNORED = "sign-out-ignored", Remark, "a token no longer works after sign-out", "Let the backend revoke it, or keep its lifetime short";
    GUEST_SEES = "guest-sees-records", Mend, "a guest sees nothing of what is not declared as public", "Close it on the server; if it is meant to be public, say so with \"anonymous\": true or under roles.guest";
    GUEST_EMPTY = "guest-empty", Mend, "a guest is refused, or the profile declares that guests get an empty list", "Add \"guest\": \"empty\" to auth";
    LIST_REFUSED = "list-refused", Mend, "the list is answered", "Correct the address, the method and the parameters, or the account's rights";
    ITEMS_WRONG = "items-wrong", Mend, "the records are a list where items says, each where row says", "Correct items";
    ID_MISSING = "id-missing", Mend, "each record has an id where id says", "Correct id";
    IDS_REPEAT = "ids-repeat", Mend, "no two records of a page have the same id", "Name the member that is different in each record";
    REQUIRED_MISSING = "required-missing", Mend, "a field that the portal needs is in each record", "Correct its pointer, or give it a default";
    ALWAYS_EMPTY = "always-empty", Remark, "a field is filled in at least one record", "Correct its pointer, or leave the field out";
    WRONG_KIND = "wrong-kind", Mend, "a field's values are of the declared kind", "Correct its pointer, or describe its form with as, stored, format, split, each or map";
    ORDER_UNSTABLE = "order-unstable", Mend, "the same request twice gives the same order", "Let the backend order by a unique key when nothing else is asked";
    SIZE_IGNORED = "size-ignored", Mend, "a page holds no more records than were asked for", "Correct the parameter with {size}";
    SIZE_CAPPED = "size-capped", Mend, "a page holds as many records as were asked for while there are more", "Set max to what the backend gives at most";
    PAGES_OVERLAP = "pages-overlap", Mend, "no record is on two pages", "Correct the paging parameters and first";
    PAGES_MISS = "pages-miss", Mend, "every record is on one of the pages", "Correct the paging parameters and first";
    PAST_END_REFUSED = "past-end-refused", Mend, "a page past the end is empty, not found or simply refused, where there is no total to stop at", "Declare total or next, or let the backend answer with an empty list";
    TOTAL_MISSING = "total-missing", Mend, "the total is where the profile says", "Correct total, or leave it out";
    TOTAL_WRONG = "total-wrong", Mend, "the total is the number of records", "Point total to the number of all records that the query finds";
    HEADER_HIDDEN = "header-hidden", Mend, "the portal may read the headers that the profile needs", "Add the header to Access-Control-Expose-Headers";
    SORT_REFUSED = "sort-refused", Mend, "a list can be sorted as the profile says", "Correct sort and the field's query name";
    SORT_IGNORED = "sort-ignored", Mend, "a sorted list is in that order", "Correct sort and the field's query name, or take the rule out: the portal then sorts";
    SORT_REVERSED = "sort-reversed", Mend, "ascending is ascending and descending is descending", "Change asc and desc round";
    FILTER_REFUSED = "filter-refused", Mend, "a condition is answered", "Correct where and the field's query name";
    FILTER_IGNORED = "filter-ignored", Mend, "a condition leaves out what it does not fit", "Correct where and the field's query name, or take the rule out: the portal then filters";
    FILTER_FINDS_NOTHING = "filter-finds-nothing", Mend, "a condition finds the records that it fits", "Correct the field's query name, and the form of the value (stored, format)";
    COMPARISON_DIFFERS = "comparison-differs", Mend, "a condition finds exactly the records that it fits", "Correct the operator's words under where.ops";
    ABSENT_FITS = "absent-fits", Remark, "a condition leaves out records without a value, but for ne", "Know that records without a value come along, or take the comparison out of where.ops: the portal then compares";
    SEARCH_REFUSED = "search-refused", Mend, "a search is answered", "Correct the parameter with {text}, or search";
    SEARCH_IGNORED = "search-ignored", Mend, "a search for a word that is nowhere finds nothing", "Correct the parameter with {text}, or take it out: the portal then searches";
    SEARCH_FINDS_NOTHING = "search-finds-nothing", Mend, "a search for a word of a record finds something", "Correct the parameter with {text}, or let the backend search these fields";
    READ_REFUSED = "read-refused", Mend, "a listed record can be read", "Correct the address of read, or the account's rights";
    READ_NOT_FOUND = "read-not-found", Mend, "a listed record is found by its id", "Correct the address of read, or the id that it uses";
    READ_UNREADABLE = "read-unreadable", Mend, "a single record has the shape of a listed one, where item says", "Correct read.item";
    READ_OTHER = "read-other-record", Mend, "reading by an id gives the record of that id", "Correct the address of read";
    MISSING_UNTOLD = "missing-untold", Mend, "a record that is not there is told as not found", "Add a rule for that answer to errors.kinds";
    VERSION_MISSING = "version-missing", Mend, "a record that was read has a version where the profile says", "Correct version, or leave it out";
    CREATE_REFUSED = "create-refused", Mend, "a record like those that are there can be made", "Correct create and the fields that are written, or the account's rights";
    CREATE_ANSWER_DIFFERS = "create-answer-differs", Mend, "a create is answered as returns says", "Correct returns and item of create";
    FIELD_NOT_KEPT = "field-not-kept", Mend, "a field that was written is there afterwards", "Correct where it is written, or mark it with \"write\": false";
    UPDATE_REFUSED = "update-refused", Mend, "a record can be changed", "Correct update: method, address, mode, version";
    UPDATE_NOT_KEPT = "update-not-kept", Mend, "a change is there afterwards", "Correct update: method, body, mode";
    STALE_ACCEPTED = "stale-write-accepted", Mend, "a change of an older version is refused", "Send the version as the backend wants it (If-Match, or in the body), or leave version out";
    CONFLICT_UNTOLD = "conflict-untold", Mend, "the refusal of a stale change is told as conflict", "Add a rule for that answer to errors.kinds";
    FIELD_ERRORS_UNREAD = "field-errors-unread", Mend, "what a refusal says of a field is read", "Describe under errors.fields where it stands";
    REMOVE_REFUSED = "remove-refused", Mend, "a record that was made can be removed", "Correct remove, or the account's rights; then remove what the examination left behind";
    REMOVED_STAYS = "removed-still-there", Mend, "a removed record is gone", "Let the backend remove it, or leave it out of lists and reads";
}
