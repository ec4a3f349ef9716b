//! Each fault is told by exactly its finding.

use doctor::{KINDS, Remedy};
use serde_json::{Value, json};

use crate::backend::Backend;
use crate::fault::Fault::{self, *};
use crate::fault::profile;
use crate::run::{examined, report, typed};

const TABLE: &[(Fault, &str, &str)] = &[
    (PlainHttp, "plain-http", "/base"),
    (Unreachable, "unreachable", "/base"),
    (Blocked, "blocked", "/base"),
    (Html, "not-json", "/resources/alerts/list"),
    (AnyPassword, "wrong-password-accepted", "/auth/login"),
    (PasswordFails, "wrong-password-untold", "/auth/login"),
    (NoLogin, "login-refused", "/auth/login/request"),
    (TokenElsewhere, "login-unreadable", "/auth/login/response"),
    (OtherScheme, "session-not-carried", "/auth/attach"),
    (MeWrapped, "me-unreadable", "/auth/me"),
    (NoRoles, "roles-missing", "/auth/me/roles"),
    (NoRefresh, "refresh-fails", "/auth/refresh"),
    (SignOutIgnored, "sign-out-ignored", "/auth/logout"),
    (GuestSees, "guest-sees-records", "/resources/alerts/list"),
    (GuestReads, "guest-sees-records", "/resources/alerts/read"),
    (GuestEmpty, "guest-empty", "/auth/guest"),
    (ListFails, "list-refused", "/resources/alerts/list"),
    (ItemsElsewhere, "items-wrong", "/resources/alerts/list/items"),
    (IdElsewhere, "id-missing", "/resources/alerts/id"),
    (IdsRepeat, "ids-repeat", "/resources/alerts/id"),
    (RequiredMissing, "required-missing", "/resources/alerts/fields/tlp"),
    (TextEmpty, "always-empty", "/resources/alerts/fields/description"),
    (SeatsAsWords, "wrong-kind", "/resources/alerts/fields/seats"),
    (FormatWrong, "wrong-kind", "/resources/alerts/fields/sent"),
    (OrderUnstable, "order-unstable", "/resources/alerts/list"),
    (SizeIgnored, "size-ignored", "/resources/alerts/list/params"),
    (SizeCapped, "size-capped", "/resources/alerts/list/max"),
    (PagesOverlap, "pages-overlap", "/resources/alerts/list/params"),
    (PagesMiss, "pages-miss", "/resources/alerts/list/params"),
    (PagesFromNought, "pages-miss", "/resources/alerts/list/params"),
    (PastEndRefused, "past-end-refused", "/resources/alerts/list"),
    (TotalMissing, "total-missing", "/resources/alerts/list/total"),
    (TotalWrong, "total-wrong", "/resources/alerts/list/total"),
    (HeaderHidden, "header-hidden", "/resources/alerts/version"),
    (SortRefused, "sort-refused", "/resources/alerts/list/sort"),
    (SortIgnored, "sort-ignored", "/resources/alerts/list/sort"),
    (SortReversed, "sort-reversed", "/resources/alerts/list/sort"),
    (SeatsUnsorted, "sort-ignored", "/resources/alerts/fields/seats"),
    (FilterRefused, "filter-refused", "/resources/alerts/list/where"),
    (FilterIgnored, "filter-ignored", "/resources/alerts/list/where"),
    (FilterNothing, "filter-finds-nothing", "/resources/alerts/list/where"),
    (GtIsGte, "comparison-differs", "/resources/alerts/list/where/ops/gt"),
    (ContainsIsEqual, "filter-finds-nothing", "/resources/alerts/list/where/ops/contains"),
    (SeatsUnfiltered, "filter-finds-nothing", "/resources/alerts/fields/seats"),
    (AbsentFits, "absent-fits", "/resources/alerts/list/where"),
    (SearchRefused, "search-refused", "/resources/alerts/list/params"),
    (SearchIgnored, "search-ignored", "/resources/alerts/list/params"),
    (SearchNothing, "search-finds-nothing", "/resources/alerts/list/params"),
    (ReadRefused, "read-refused", "/resources/alerts/read"),
    (ReadNothing, "read-not-found", "/resources/alerts/read"),
    (ReadWrapped, "read-unreadable", "/resources/alerts/read"),
    (ReadOther, "read-other-record", "/resources/alerts/read"),
    (MissingUntold, "missing-untold", "/resources/alerts/read"),
    (VersionMissing, "version-missing", "/resources/alerts/version"),
    (CreateRefused, "create-refused", "/resources/alerts/create"),
    (CreateEmpty, "create-answer-differs", "/resources/alerts/create"),
    (CreateIdOnly, "create-answer-differs", "/resources/alerts/create"),
    (SeatsLost, "field-not-kept", "/resources/alerts/fields/seats"),
    (UpdateRefused, "update-refused", "/resources/alerts/update"),
    (UpdateLost, "update-not-kept", "/resources/alerts/update"),
    (StaleAccepted, "stale-write-accepted", "/resources/alerts/update"),
    (ConflictUntold, "conflict-untold", "/resources/alerts/update"),
    (ErrorsElsewhere, "field-errors-unread", "/errors/fields"),
    (RemoveRefused, "remove-refused", "/resources/alerts/remove"),
    (RemoveLater, "removed-still-there", "/resources/alerts/remove"),
];

#[test]
fn a_healthy_backend_yields_no_finding() {
    let report = report(Fault::None);
    assert_eq!(report.findings, []);
    assert!(report.is_healthy());
    assert_eq!(report.left_behind, Vec::<String>::new());
    assert!(report.skipped.is_empty(), "{:?}", report.skipped);
}

#[test]
fn each_fault_yields_exactly_its_finding() {
    let mut wrong = Vec::new();
    for (fault, code, pointer) in TABLE {
        let found: Vec<(String, String, String)> = report(*fault)
            .findings
            .iter()
            .map(|finding| (finding.code.into(), finding.pointer.clone(), finding.observed.clone()))
            .collect();
        let exact = matches!(found.as_slice(), [(known, at, _)] if known == code && at == pointer);
        if !exact {
            wrong.push(format!("{fault:?}: {code} at {pointer} was expected, found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_code_has_a_fault() {
    for kind in KINDS {
        assert!(TABLE.iter().any(|(_, code, _)| *code == kind.code), "{} has no fault", kind.code);
    }
}

#[test]
fn remedies_are_patches_where_the_answer_shows_them() {
    let patch = |fault: Fault| match report(fault).findings.remove(0).remedy {
        Remedy::Patch(patch) => patch,
        Remedy::Advice(text) => panic!("{fault:?}: {text}"),
    };
    let alerts = |part: serde_json::Value| json!({ "resources": { "alerts": part } });
    assert_eq!(patch(ItemsElsewhere), alerts(json!({ "list": { "items": "/results" } })));
    assert_eq!(patch(IdElsewhere), alerts(json!({ "id": { "at": "/id" } })));
    assert_eq!(patch(FormatWrong), alerts(json!({ "fields": { "sent": { "at": "/at", "format": "unix" } } })));
    assert_eq!(patch(PagesFromNought), alerts(json!({ "list": { "first": 0 } })));
    assert_eq!(patch(SizeCapped), alerts(json!({ "list": { "max": 5 } })));
    assert_eq!(patch(PastEndRefused), alerts(json!({ "list": { "total": "/count" } })));
    assert_eq!(patch(SortReversed), alerts(json!({ "list": { "sort": { "asc": "-{field}", "desc": "{field}" } } })));
    assert_eq!(patch(GtIsGte), alerts(json!({ "list": { "where": { "ops": { "gt": null } } } })));
    assert_eq!(patch(ReadWrapped), alerts(json!({ "read": { "item": "/data" } })));
    assert_eq!(patch(CreateEmpty), alerts(json!({ "create": { "returns": "none" } })));
    assert_eq!(patch(CreateIdOnly), alerts(json!({ "create": { "returns": "id" } })));
    assert_eq!(patch(TokenElsewhere), json!({ "auth": { "login": { "response": { "access": "/token" } } } }));
    assert_eq!(patch(OtherScheme), json!({ "auth": { "attach": { "header": "Authorization", "value": "Token {access}" } } }));
    assert_eq!(patch(GuestEmpty), json!({ "auth": { "guest": "empty" } }));
    assert_eq!(patch(ErrorsElsewhere)["errors"]["fields"][1], json!({ "each": "/problems", "text": "" }));
    assert_eq!(patch(MissingUntold)["errors"]["kinds"][0], json!({ "status": 403, "on": "read", "kind": "notFound" }));
}

/// JSON Merge Patch (RFC 7396).
fn merge(base: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *base = patch.clone();
        return;
    };
    if !base.is_object() {
        *base = json!({});
    }
    for (key, value) in members {
        if value.is_null() {
            base.as_object_mut().unwrap().remove(key);
        } else {
            merge(&mut base[key], value);
        }
    }
}

#[test]
fn a_patch_mends_what_it_is_for() {
    let mut patched = 0;
    for (fault, code, _) in TABLE {
        let findings = report(*fault).findings;
        let Some(Remedy::Patch(patch)) = findings.first().map(|finding| finding.remedy.clone()) else { continue };
        let mut mended = profile(*fault);
        merge(&mut mended, &patch);
        let again = examined(&mended, &Backend::new(*fault), typed(), false).report;
        assert!(again.findings.iter().all(|finding| finding.code != *code), "{fault:?} with {patch}: {:#?}", again.findings);
        patched += 1;
    }
    assert!(patched > 20, "{patched}");
}
