//! For each code the smallest profile that is told exactly that, once, and nothing else.

use connect::{Complaint, Contract, Profile};
use serde_json::{Value, json};

/// Code, place, and a profile, judged against an application that asks for nothing.
fn cases() -> Vec<(&'static str, &'static str, Value)> {
    let list = |list: Value| json!({ "base": "", "resources": { "notes": { "fields": { "text": "/text" }, "list": list } } });
    let me = json!({ "id": "/id", "name": "/name" });
    vec![
        ("unknown-key", "/colour", json!({ "base": "", "resources": {}, "colour": 1 })),
        ("wrong-type", "/base", json!({ "base": 5, "resources": {} })),
        ("missing", "/base", json!({ "resources": {} })),
        ("bad-pointer", "/resources/notes/fields/text", json!({ "base": "", "resources": { "notes": { "fields": { "text": "text" } } } })),
        ("extends-unavailable", "/extends", json!({ "extends": "nothing", "base": "", "resources": {} })),
        ("extends-endless", "/extends", json!({ "extends": "endless", "base": "", "resources": {} })),
        ("moving-origin", "/resources/notes/list", list(json!("https://{me.id}.test/"))),
        ("unknown-variable", "/resources/notes/list", list(json!("/{there}"))),
        ("unknown-escape", "/resources/notes/list", list(json!("/{me.id|rot13}"))),
        (
            "credential-in-url",
            "/auth/login/request",
            json!({ "base": "", "resources": {}, "auth": { "me": me, "login": { "request": "/in?{password}" } } }),
        ),
        ("unused-rule", "/resources/notes/list/sort", list(json!({ "url": "/n", "sort": { "asc": "{field}", "desc": "-{field}" } }))),
        ("two-ways", "/resources/notes/list/complete", list(json!({ "url": "/n", "complete": true, "next": { "link": true } }))),
        (
            "no-query-name",
            "/resources/notes/fields/text/query",
            json!({ "base": "", "resources": { "notes": { "fields": { "text": { "at": "/a/b", "where": { "eq": "{value}" } } } } } }),
        ),
        (
            "bad-pattern",
            "/errors/fields/0/matches",
            json!({ "base": "", "resources": {}, "errors": { "fields": [{ "at": "/error", "matches": "{field}{text}" }] } }),
        ),
        ("unknown-resource", "/resources/horses", json!({ "base": "", "resources": { "horses": {} } })),
        (
            "unknown-field",
            "/resources/notes/fields/size",
            json!({ "base": "", "resources": { "notes": { "fields": { "size": "/size" } } } }),
        ),
        (
            "version-unused",
            "/resources/notes/update",
            json!({ "base": "", "resources": { "notes": { "version": "/etag", "update": "/n/{id}" } } }),
        ),
    ]
}

fn judged(text: &str) -> (bool, Vec<Complaint>) {
    let contract =
        Contract::parse(r#"{ "records": { "notes": { "requires": [], "uses": [], "fields": { "text": { "as": "text" } } } } }"#).unwrap();
    let preset = |name: &str| (name == "endless").then(|| r#"{ "extends": "endless" }"#.to_string());
    match Profile::judge_with(text, &contract, &preset) {
        Ok((_, complaints)) => (true, complaints),
        Err(complaints) => (false, complaints),
    }
}

#[test]
fn each_code_has_a_profile_that_is_told_only_that() {
    for (code, place, profile) in cases() {
        let (usable, complaints) = judged(&profile.to_string());
        let told: Vec<(&str, &str)> = complaints.iter().map(|told| (told.code, told.pointer.as_str())).collect();
        assert_eq!(told, [(code, place)], "{profile}");
        assert_eq!(usable, !complaints[0].fatal, "{code}");
        assert!(!complaints[0].expected.is_empty() && !complaints[0].remedy.is_empty(), "{code}");
    }
}

#[test]
fn no_code_is_without_a_case() {
    let not_json = judged("{").1;
    assert_eq!((not_json.len(), not_json[0].code), (1, "not-json"));
    let bad_contract = Contract::parse("{}").err().unwrap();
    assert_eq!(bad_contract.code, "bad-contract");
    let told: Vec<&str> = cases().iter().map(|(code, ..)| *code).chain(["not-json", "bad-contract"]).collect();
    for code in Complaint::CODES {
        assert!(told.contains(code), "{code} has no case");
    }
    assert_eq!(told.len(), Complaint::CODES.len(), "a case is there twice, or its code is not told of");
}
