//! A spoilt profile is complained about at the right place, and all of it at once.

use connect::{Complaint, Profile};
use serde_json::{Value, json};

use crate::scripted::{contract, text};

/// The complaints about a profile with one part replaced (or, with null, removed).
fn spoilt(name: &str, pointer: &str, value: Value) -> Vec<Complaint> {
    let mut profile: Value = serde_json::from_str(&text(name)).unwrap();
    let (above, key) = pointer.rsplit_once('/').unwrap();
    let part = profile.pointer_mut(above).unwrap().as_object_mut().unwrap();
    match value {
        Value::Null => drop(part.remove(key).unwrap()),
        value => drop(part.insert(key.into(), value)),
    }
    match Profile::judge(&profile.to_string(), &contract()) {
        Ok((_, complaints)) => complaints,
        Err(complaints) => {
            assert!(complaints.iter().any(|complaint| complaint.fatal));
            complaints
        }
    }
}

#[test]
fn each_mistake_has_its_code_and_place() {
    let expected = [
        ("expression", "/extends", json!("common"), "extends-unavailable", "/extends"),
        ("expression", "/base", Value::Null, "missing", "/base"),
        ("expression", "/base", json!("ftp://x"), "wrong-type", "/base"),
        ("expression", "/colour", json!(1), "unknown-key", "/colour"),
        ("expression", "/defaults/list/colour", json!(1), "unknown-key", "/defaults/list/colour"),
        ("expression", "/credentials", json!("always"), "wrong-type", "/credentials"),
        ("expression", "/auth/login", Value::Null, "missing", "/auth/login"),
        ("expression", "/auth/me/id", Value::Null, "missing", "/auth/me/id"),
        ("expression", "/auth/me/fields/shoeSize", json!("/x"), "unknown-field", "/auth/me/fields/shoeSize"),
        ("expression", "/auth/login/response/token", json!("token"), "bad-pointer", "/auth/login/response/token"),
        ("expression", "/auth/login/request/url", json!("/in?p={password}"), "credential-in-url", "/auth/login/request/url"),
        ("expression", "/auth/attach/value", json!("{tokn}"), "unknown-variable", "/auth/attach/value"),
        ("expression", "/auth/attach/value", json!("{token|rot13}"), "unknown-escape", "/auth/attach/value"),
        (
            "expression",
            "/auth/login/before",
            json!([{ "request": "/a" }, { "request": { "url": "/b?{password}" } }]),
            "credential-in-url",
            "/auth/login/before/1/request/url",
        ),
        ("expression", "/auth/login/before", json!({ "request": "/{b}" }), "unknown-variable", "/auth/login/before/request"),
        ("expression", "/auth/me/request/url", json!("/{clientId}"), "unknown-variable", "/auth/me/request/url"),
        ("expression", "/headers", json!({ "X-A": "{colour}" }), "unknown-variable", "/headers/X-A"),
        ("expression", "/realtime/url", json!("https://{a}.test/"), "moving-origin", "/realtime/url"),
        ("expression", "/auth/csrf", json!({ "header": "X" }), "two-ways", "/auth/csrf"),
        ("expression", "/auth/oidc", json!({ "issuer": "https://id.test" }), "missing", "/auth/oidc/clientId"),
        ("expression", "/auth/secondFactor", json!({ "when": {} }), "missing", "/auth/secondFactor/finish"),
        ("expression", "/resources/people/parent", json!("house"), "missing", "/resources/people/parent"),
        ("expression", "/resources/people/cache", json!({ "keep": "P1Y" }), "wrong-type", "/resources/people/cache/keep"),
        ("expression", "/resources/people/version", json!({ "format": "{version}" }), "missing", "/resources/people/version/at"),
        ("expression", "/errors/fields", json!([{ "text": "/x" }]), "two-ways", "/errors/fields/0"),
        ("expression", "/realtime/steps", json!([{ "on": "open", "send": {} }]), "two-ways", "/realtime/steps/0/send"),
        ("expression", "/auth/me/request", Value::Null, "missing", "/auth/me/request"),
        ("expression", "/resources", Value::Null, "missing", "/resources"),
        ("expression", "/resources/people", Value::Null, "missing", "/resources/people"),
        ("expression", "/resources/people/read", Value::Null, "missing", "/resources/people/read"),
        ("expression", "/resources/people/fields/name", Value::Null, "missing", "/resources/people/fields/name"),
        ("expression", "/resources/people/fields/shoeSize", json!("/x"), "unknown-field", "/resources/people/fields/shoeSize"),
        ("expression", "/resources/horses", json!({}), "unknown-resource", "/resources/horses"),
        ("expression", "/resources/people/vars", json!({}), "unknown-variable", "/resources/people/list/url"),
        (
            "expression",
            "/resources/people/fields/former",
            json!({ "at": "/left", "as": "number" }),
            "wrong-type",
            "/resources/people/fields/former/as",
        ),
        ("expression", "/resources/people/fields/former", json!({ "as": "bool" }), "missing", "/resources/people/fields/former/at"),
        (
            "expression",
            "/resources/people/fields/former",
            json!({ "at": "/a", "default": "no" }),
            "wrong-type",
            "/resources/people/fields/former/default",
        ),
        (
            "expression",
            "/resources/people/fields/former",
            json!({ "at": "/a", "map": [1] }),
            "wrong-type",
            "/resources/people/fields/former/map",
        ),
        (
            "expression",
            "/resources/people/fields/former",
            json!({ "at": "/a/b", "where": { "eq": "x" } }),
            "no-query-name",
            "/resources/people/fields/former/query",
        ),
        (
            "expression",
            "/resources/people/fields/former",
            json!({ "at": "/a", "where": { "like": "x" } }),
            "unknown-key",
            "/resources/people/fields/former/where/like",
        ),
        (
            "expression",
            "/resources/people/fields/former",
            json!({ "at": "/a", "wrap": "{x}" }),
            "unknown-variable",
            "/resources/people/fields/former/wrap",
        ),
        (
            "expression",
            "/resources/people/fields/confirmedOn",
            json!({ "at": "/a", "format": "roman" }),
            "wrong-type",
            "/resources/people/fields/confirmedOn/format",
        ),
        (
            "expression",
            "/resources/people/fields/confirmedOn",
            json!({ "at": "/a", "zone": "Mars" }),
            "wrong-type",
            "/resources/people/fields/confirmedOn/zone",
        ),
        (
            "expression",
            "/resources/people/list/search/any",
            json!(["name", "visibility"]),
            "no-query-name",
            "/resources/people/list/search/any",
        ),
        ("expression", "/defaults/list/where/or", Value::Null, "missing", "/resources/people/list/where/or"),
        ("expression", "/defaults/list/where/and", Value::Null, "missing", "/resources/people/list/where/and"),
        ("expression", "/defaults/list/where", Value::Null, "missing", "/resources/people/list/where/or"),
        ("expression", "/defaults/list/sort", Value::Null, "missing", "/resources/people/list/sort"),
        ("expression", "/defaults/list/params/sort", Value::Null, "unused-rule", "/resources/people/list/sort"),
        ("expression", "/defaults/list/complete", json!(true), "two-ways", "/resources/people/list/complete"),
        ("expression", "/defaults/read", Value::Null, "missing", "/resources/people/read"),
        ("expression", "/defaults/read/url", json!("//elsewhere.test/{id}"), "wrong-type", "/defaults/read/url"),
        ("expression", "/defaults/read/url", json!("https://{table}.test/{id}"), "moving-origin", "/resources/people/read"),
        ("expression", "/defaults/read/params/expand", json!("{token}"), "credential-in-url", "/resources/people/read/params/expand"),
        ("expression", "/errors/kinds", json!([{ "status": 400, "kind": "rude" }]), "wrong-type", "/errors/kinds/0/kind"),
        ("expression", "/realtime/message/actions/create", json!("born"), "wrong-type", "/realtime/message/actions/create"),
        ("expression", "/realtime/resources", json!(["horses"]), "wrong-type", "/realtime/resources/0"),
        ("expression", "/realtime/url", Value::Null, "missing", "/realtime/url"),
        ("expression", "/roles/member", json!({ "people": "list" }), "wrong-type", "/roles/member/people"),
        ("rotating", "/resources/people/list/next", Value::Null, "missing", "/resources/people/list/next"),
        ("rotating", "/resources/people/read", Value::Null, "missing", "/resources/people/read"),
        ("rotating", "/resources/people/update/headers", Value::Null, "version-unused", "/resources/people/update"),
        (
            "rotating",
            "/resources/alerts/list/params",
            json!({ "offset": "{offset}", "order": "{sort}" }),
            "missing",
            "/resources/alerts/list/size",
        ),
        ("at-once", "/resources/people/list/complete", Value::Null, "wrong-type", "/resources/people/read/from"),
    ];
    for (name, pointer, value, code, place) in expected {
        let complaints = spoilt(name, pointer, value.clone());
        let found = complaints.iter().any(|complaint| complaint.code == code && complaint.pointer == place);
        assert!(found, "{pointer} = {value}: expected {code} at {place}, got {complaints:#?}");
        assert!(complaints.iter().all(|complaint| !complaint.expected.is_empty() && !complaint.remedy.is_empty()));
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let json =
        json!({ "base": 5, "x-note": "free", "resources": { "people": { "list": "no", "fields": { "name": "name" } } }, "auth": {} });
    let complaints = Profile::judge(&json.to_string(), &contract()).err().unwrap();
    let places: Vec<&str> = complaints.iter().map(|complaint| complaint.pointer.as_str()).collect();
    for place in [
        "/base",
        "/resources/people/list",
        "/resources/people/fields/name",
        "/resources/people/read",
        "/resources/alerts",
        "/auth/login",
        "/auth/me",
    ] {
        assert!(places.contains(&place), "{place} is not among {places:?}");
    }
    assert!(complaints[0].to_string().contains(" at \"/"));
}

#[test]
fn what_is_no_json_is_one_complaint() {
    for text in ["", "{", "[]", "5", "{\"base\":1e400}"] {
        let complaints = Profile::judge(text, &contract()).err().unwrap();
        assert!(complaints.iter().any(|complaint| complaint.fatal), "{text}");
    }
}

#[test]
fn origins_are_those_of_the_profile() {
    let profile = crate::scripted::profile("rotating");
    assert_eq!(profile.origins(), ["https://backend.test"]);
    assert_eq!(profile.base(), "https://backend.test/v2");
    assert_eq!(crate::scripted::profile("expression").origins(), [] as [String; 0]);
}

/// A policy that allows `http:` does not allow `ws:` to the same host.
#[test]
fn a_websocket_has_an_origin_of_its_own() {
    let asked = |base: &str, realtime: Value| {
        let profile = json!({ "base": base, "realtime": realtime, "resources": {
            "people": { "fields": { "name": "/name" }, "list": "/people", "read": "/people/{id}" },
            "alerts": { "fields": { "headline": "/title", "sent": "/sent" }, "list": "/alerts" } } });
        let (profile, _) = Profile::judge(&profile.to_string(), &contract()).unwrap();
        profile.origins()
    };
    let channel = |transport: &str, url: &str| json!({ "transport": transport, "url": url, "resources": ["alerts"], "message": { "record": "/record" } });
    assert_eq!(asked("http://api.test:8/v1", channel("websocket", "/live")), ["http://api.test:8", "ws://api.test:8"]);
    assert_eq!(asked("https://api.test/v1", channel("websocket", "/live")), ["https://api.test", "wss://api.test"]);
    assert_eq!(asked("https://api.test", channel("websocket", "wss://live.test/x?y")), ["https://api.test", "wss://live.test"]);
    assert_eq!(asked("https://api.test", channel("sse", "/live")), ["https://api.test"]);
    assert_eq!(asked("/api", channel("websocket", "/live")), [] as [String; 0]);
}
