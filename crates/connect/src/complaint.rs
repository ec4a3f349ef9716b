//! What is wrong with a profile: where, what was expected, how to mend it.

/// One complaint. All of them are collected, not only the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Stable word for the kind of mistake, such as `unknown-key`: one of `Complaint::CODES`.
    pub code: &'static str,
    /// JSON Pointer (RFC 6901) into the profile.
    pub pointer: String,
    /// What should be there.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the profile cannot be used until it is mended.
    pub fatal: bool,
}

/// A kind of mistake: its code, whether the profile cannot be used, and what to do about it.
pub(crate) type Fault = (&'static str, bool, &'static str);

/// Declares each kind of mistake, and the list of their codes.
macro_rules! faults {
    ($($name:ident = $code:literal, $fatal:literal, $remedy:literal;)*) => {
        // Remarks have no use where nothing is remarked upon.
        $(#[cfg_attr(not(feature = "remarks"), allow(dead_code))]
        pub(crate) const $name: Fault = ($code, $fatal, $remedy);)*

        impl Complaint {
            /// Every code that a complaint may have.
            pub const CODES: &'static [&'static str] = &[$($code),*];
        }
    };
}

faults! {
    NOT_JSON = "not-json", true, "Check commas, quotes and brackets";
    BAD_CONTRACT = "bad-contract", true, "Mend the portal's contract file";
    UNKNOWN_KEY = "unknown-key", true, "Correct the key, or begin it with x- if it is a note";
    WRONG_TYPE = "wrong-type", true, "Write it as expected, or leave the key out";
    MISSING = "missing", true, "Add it";
    BAD_POINTER = "bad-pointer", true, "Write it after RFC 6901, as in /items or /a~1b";
    EXTENDS_UNAVAILABLE = "extends-unavailable", true, "Correct the name, or write what is common under defaults";
    EXTENDS_ENDLESS = "extends-endless", true, "Take extends out of one of the presets";
    MOVING_ORIGIN = "moving-origin", true, "Write the host in full: a request never goes to a host that an answer names";
    UNKNOWN_VARIABLE = "unknown-variable", true, "Correct the name, or define it under vars";
    UNKNOWN_ESCAPE = "unknown-escape", true, "Correct what follows the bar";
    CREDENTIAL_IN_URL = "credential-in-url", true, "Send it in a header or in the body: addresses are kept in logs";
    UNUSED_RULE = "unused-rule", true, "Use the variable in params or body, or remove the rule";
    TWO_WAYS = "two-ways", true, "Keep one of the two";
    NO_QUERY_NAME = "no-query-name", true, "Give the field a query name";
    BAD_PATTERN = "bad-pattern", true, "Write it like {field}: {text}, with something between two variables";
    ID_UNUSED = "id-unused", true, "Put {id} into the address or the body: without it another record is meant, or all of them";
    BODY_DROPPED = "body-dropped", true, "Name the method, such as POST, or move what is in the body to params";
    UNKNOWN_RESOURCE = "unknown-resource", false, "Remove it, or correct its name";
    UNKNOWN_FIELD = "unknown-field", false, "Remove it, or correct its name";
    UNKNOWN_ROLE = "unknown-role", false, "Correct its name, or map yours to one of the portal's in auth.me.roles";
    UNKNOWN_OPERATION = "unknown-operation", false, "Correct it: list, read, create, update or remove";
    UNKNOWN_VALUE = "unknown-value", false, "Map it to one of the portal's own words";
    VARIABLE_UNUSED = "variable-unused", false, "Put the variable in, unless your backend does without it";
    NEVER_MATCHES = "never-matches", false, "Say what such an answer looks like: status, at, equals or matches";
    NO_EFFECT = "no-effect", false, "Remove it, or write it where it is used";
    NO_PAGES = "no-pages", false, "Say complete: true if everything comes at once, or else how a page is asked for";
    SESSION_NOT_CARRIED = "session-not-carried", false, "Send the session along: attach a header, or let cookies go with credentials: include";
    VERSION_UNUSED = "version-unused", false, "Add a header such as \"If-Match\": \"{version}\", or put it into the body";
}

impl Complaint {
    /// A complaint of this kind.
    pub(crate) fn new(fault: Fault, pointer: &str, expected: &str) -> Complaint {
        let (code, fatal, remedy) = fault;
        Complaint { code, pointer: pointer.into(), expected: expected.into(), remedy: remedy.into(), fatal }
    }
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Complaint { code, pointer, expected, remedy, .. } = self;
        write!(out, "{code} at \"{pointer}\": {expected}. {remedy}.")
    }
}
