//! The faults, and the profile beside each.

use serde_json::{Map, Value, json};

/// What is wrong with the backend, or with the profile beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    PlainHttp,
    Unreachable,
    Blocked,
    Html,
    AnyPassword,
    PasswordFails,
    NoLogin,
    TokenElsewhere,
    OtherScheme,
    MeWrapped,
    NoRoles,
    NoRefresh,
    SignOutIgnored,
    GuestSees,
    GuestReads,
    GuestEmpty,
    ListFails,
    ItemsElsewhere,
    IdElsewhere,
    IdsRepeat,
    RequiredMissing,
    TextEmpty,
    SeatsAsWords,
    FormatWrong,
    OrderUnstable,
    SizeIgnored,
    SizeCapped,
    PagesOverlap,
    PagesMiss,
    PagesFromNought,
    PastEndRefused,
    TotalMissing,
    TotalWrong,
    HeaderHidden,
    SortRefused,
    SortIgnored,
    SortReversed,
    SeatsUnsorted,
    FilterRefused,
    FilterIgnored,
    FilterNothing,
    GtIsGte,
    ContainsIsEqual,
    SeatsUnfiltered,
    AbsentFits,
    SearchRefused,
    SearchIgnored,
    SearchNothing,
    ReadRefused,
    ReadNothing,
    ReadWrapped,
    ReadOther,
    MissingUntold,
    VersionMissing,
    CreateRefused,
    CreateEmpty,
    CreateIdOnly,
    SeatsLost,
    UpdateRefused,
    UpdateLost,
    StaleAccepted,
    ConflictUntold,
    ErrorsElsewhere,
    RemoveRefused,
    RemoveLater,
}

/// The profile beside the backend, with what the fault changes in it.
pub fn profile(fault: Fault) -> Value {
    let mut profile: Value = serde_json::from_str(include_str!("profile.json")).unwrap();
    let list = |profile: &mut Value| {
        profile["resources"]["alerts"]["list"].as_object_mut().map(|list: &mut Map<String, Value>| list.remove("total"))
    };
    match fault {
        Fault::PlainHttp => profile["base"] = json!("http://backend.test/api"),
        Fault::IdElsewhere => profile["resources"]["alerts"]["id"] = json!("/key"),
        Fault::IdsRepeat => profile["resources"]["alerts"]["id"] = json!("/label"),
        Fault::SizeCapped | Fault::PastEndRefused => drop(list(&mut profile)),
        _ => {}
    }
    if fault == Fault::ReadWrapped {
        profile["resources"]["alerts"]["create"] = json!({ "url": "/alerts", "item": "/data" });
    }
    profile
}
