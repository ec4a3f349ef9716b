//! For each code the smallest profile that is told exactly that, once, and nothing else.

use connect::{Complaint, Contract, Profile};
use serde_json::{Value, json};

/// Code, place, and a profile, judged against an application that asks for nothing.
fn cases() -> Vec<(&'static str, &'static str, Value)> {
    let notes = |notes: Value| json!({ "base": "", "resources": { "notes": notes } });
    let list = |list: Value| json!({ "base": "", "resources": { "notes": { "fields": { "text": "/text" }, "list": list } } });
    let signed = |auth: Value| json!({ "base": "", "resources": {}, "credentials": "include", "auth": auth });
    let in_ = json!({ "request": { "url": "/in", "body": { "p": "{password}" } } });
    let me = json!({ "id": "/id", "name": "/name" });
    vec![
        ("unknown-key", "/colour", json!({ "base": "", "resources": {}, "colour": 1 })),
        ("wrong-type", "/base", json!({ "base": 5, "resources": {} })),
        ("missing", "/base", json!({ "resources": {} })),
        ("bad-pointer", "/resources/notes/fields/text", json!({ "base": "", "resources": { "notes": { "fields": { "text": "text" } } } })),
        ("extends-unavailable", "/extends", json!({ "extends": "nothing", "base": "", "resources": {} })),
        ("extends-endless", "/extends", json!({ "extends": "endless", "base": "", "resources": {} })),
        ("moving-origin", "/resources/notes/list", list(json!({ "url": "https://{me.id}.test/", "complete": true }))),
        ("unknown-variable", "/resources/notes/list/url", list(json!({ "url": "/{there}", "complete": true }))),
        ("unknown-escape", "/resources/notes/list/url", list(json!({ "url": "/{me.id|rot13}", "complete": true }))),
        ("credential-in-url", "/auth/login/request", signed(json!({ "me": me, "login": { "request": "/in?{password}" } }))),
        (
            "unused-rule",
            "/resources/notes/list/sort",
            list(json!({ "url": "/n", "complete": true, "sort": { "asc": "{field}", "desc": "-{field}" } })),
        ),
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
            "/resources/notes/fields/colour",
            json!({ "base": "", "resources": { "notes": { "fields": { "colour": "/colour" } } } }),
        ),
        (
            "version-unused",
            "/resources/notes/update",
            json!({ "base": "", "resources": { "notes": { "version": "/etag", "update": "/n/{id}" } } }),
        ),
        ("id-unused", "/resources/notes/remove", notes(json!({ "remove": "/n" }))),
        ("body-dropped", "/resources/notes/list/body", list(json!({ "url": "/n", "complete": true, "body": { "all": true } }))),
        ("variable-unused", "/resources/notes/create", notes(json!({ "create": { "url": "/n", "body": { "a": 1 } } }))),
        ("no-effect", "/resources/notes/fields/text/split", notes(json!({ "fields": { "text": { "at": "/t", "split": "," } } }))),
        ("no-pages", "/resources/notes/list", list(json!("/n"))),
        (
            "unknown-value",
            "/resources/notes/fields/level/map",
            notes(json!({ "fields": { "level": { "at": "/l", "map": { "1": "hihg" } } } })),
        ),
        ("never-matches", "/errors/kinds/0", json!({ "base": "", "resources": {}, "errors": { "kinds": [{ "kind": "conflict" }] } })),
        ("unknown-role", "/roles/membr", json!({ "base": "", "resources": {}, "roles": { "membr": { "notes": ["list"] } } })),
        (
            "unknown-operation",
            "/roles/member/notes/1",
            json!({ "base": "", "resources": {}, "roles": { "member": { "notes": ["list", "delete"] } } }),
        ),
        ("session-not-carried", "/auth/attach", json!({ "base": "", "resources": {}, "auth": { "login": in_, "me": me } })),
    ]
}

fn judged(text: &str) -> (bool, Vec<Complaint>) {
    let contract = Contract::parse(
        r#"{ "me": { "requires": ["id", "name"], "uses": ["roles"], "roles": ["member", "editor"] }, "records": { "notes": {
            "requires": [], "uses": [], "fields": { "text": { "as": "text" }, "level": { "as": "text", "oneOf": ["low", "high"] },
            "tags": { "as": "texts", "oneOf": ["a"] }, "done": { "as": "bool" }, "on": { "as": "date" }, "size": { "as": "number" } } } } }"#,
    )
    .unwrap();
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

/// Further forms of the same mistakes, each with all that is told of it.
#[test]
fn what_can_hardly_be_meant_is_told() {
    let notes = |notes: Value| json!({ "base": "", "resources": { "notes": notes } });
    let field = |name: &str, field: Value| notes(json!({ "fields": { name: field } }));
    let list = |list: Value| notes(json!({ "fields": { "text": "/t", "size": "/s" }, "list": list }));
    let asked = |more: Value| {
        let mut whole = json!({ "url": "/n", "params": { "*": "{where}", "s": "{sort}" },
            "where": { "ops": { "eq": { "{field}": "{value}" } } }, "sort": { "asc": "{field}", "desc": "-{field}" } });
        whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        list(whole)
    };
    let me = json!({ "id": "/id", "name": "/name" });
    let login = json!({ "request": { "url": "/in", "body": { "p": "{password}" } }, "response": { "t": "/t" } });
    let attach = json!({ "header": "A", "value": "{t}" });
    let auth = |more: Value| {
        let mut whole = json!({ "base": "", "resources": {}, "auth": { "login": login, "me": me, "attach": attach } });
        whole["auth"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        whole
    };
    let live =
        |live: Value| json!({ "base": "", "resources": { "notes": { "list": { "url": "/n", "complete": true } } }, "realtime": live });
    let told = [
        ("id-unused /resources/notes/read", notes(json!({ "read": "/n" }))),
        ("id-unused /resources/notes/update", notes(json!({ "update": "/n" }))),
        (
            "id-unused /resources/notes/remove",
            notes(json!({ "parent": "text", "fields": { "text": "/t" }, "remove": "/rooms/{parent}/n" })),
        ),
        ("body-dropped /resources/notes/read/body", notes(json!({ "read": { "url": "/n/{id}", "body": { "a": "{id}" } } }))),
        (
            "body-dropped /auth/me/request/body",
            auth(json!({ "me": { "request": { "url": "/me", "body": {} }, "id": "/id", "name": "/n" } })),
        ),
        ("variable-unused /resources/notes/create", notes(json!({ "create": { "url": "/n", "method": "GET" } }))),
        ("variable-unused /resources/notes/list/sort/desc", asked(json!({ "sort": { "asc": "{field}", "desc": "down" } }))),
        ("variable-unused /resources/notes/list/where/ops/eq", asked(json!({ "where": { "ops": { "eq": { "{field}": "x" } } } }))),
        ("variable-unused /resources/notes/list/where/ops/eq", asked(json!({ "where": { "ops": { "eq": { "q": "{value}" } } } }))),
        ("variable-unused /auth/login/request", auth(json!({ "login": { "request": "/in", "response": { "t": "/t" } } }))),
        (
            "variable-unused /auth/secondFactor/finish/request",
            auth(json!({ "secondFactor": { "when": { "status": 401 }, "finish": { "request": "/f", "response": { "t": "/t" } } } })),
        ),
        (
            "never-matches /auth/secondFactor/when",
            auth(json!({ "secondFactor": { "when": {}, "finish": { "request": { "url": "/f", "body": "{code}" } } } })),
        ),
        ("wrong-type /resources/notes/fields/done/map", field("done", json!({ "at": "/d", "map": { "Y": "yes" } }))),
        ("wrong-type /resources/notes/fields/size/map", field("size", json!({ "at": "/s", "map": [["one", "1"]] }))),
        ("wrong-type /resources/notes/fields/tags/map", field("tags", json!({ "at": "/s", "map": { "1": ["a"] } }))),
        ("no-effect /resources/notes/fields/text/format", field("text", json!({ "at": "/t", "format": "unix" }))),
        ("no-effect /resources/notes/fields/done/each", field("done", json!({ "at": "/d", "each": "/x" }))),
        ("no-effect /resources/notes/fields/done/zone", field("done", json!({ "at": "/d", "zone": "utc" }))),
        ("no-effect /resources/notes/fields/text/expand", field("text", json!({ "at": "/t", "expand": "room" }))),
        ("unknown-value /resources/notes/fields/level/default", field("level", json!({ "default": "middling" }))),
        ("unknown-value /resources/notes/fields/tags/map", field("tags", json!({ "at": "/s", "map": { "1": "b" } }))),
        ("missing /resources/notes/list/next/at", list(json!({ "url": "/n", "complete": true, "next": {} }))),
        ("no-pages /resources/notes/list", list(json!({ "url": "/n", "params": { "size": "{size}" } }))),
        ("no-effect /realtime/steps", live(json!({ "transport": "poll", "steps": [{ "on": "open", "request": "/x" }] }))),
        (
            "no-effect /realtime/steps/0",
            live(json!({ "transport": "sse", "url": "/s", "message": { "record": "/r" }, "steps": [{ "on": "open" }, { "on": "ready" }] })),
        ),
        ("unknown-resource /roles/guest/horses", json!({ "base": "", "resources": {}, "roles": { "guest": { "horses": ["list"] } } })),
        (
            "unknown-role /auth/me/roles/map",
            auth(json!({ "me": { "id": "/id", "name": "/n", "roles": { "at": "/r", "map": { "1": "membr" } } } })),
        ),
        ("session-not-carried /auth/csrf/cookie", auth(json!({ "csrf": { "cookie": "c", "header": "X" } }))),
        ("session-not-carried /auth/refresh/response", auth(json!({ "refresh": { "request": "/r" } }))),
        ("wrong-type /profile", json!({ "base": "", "resources": {}, "profile": "2" })),
    ];
    for (expected, profile) in told {
        let complaints = judged(&profile.to_string()).1;
        let found: Vec<String> = complaints.iter().map(|told| format!("{} {}", told.code, told.pointer)).collect();
        assert_eq!(found, [expected], "{profile}");
    }
}

/// What looks like it and may well be meant.
#[test]
fn what_may_be_meant_is_no_mistake() {
    let notes = |notes: Value| json!({ "base": "", "resources": { "notes": notes } });
    let auth = |auth: Value| json!({ "profile": "1", "base": "", "resources": {}, "auth": auth });
    let me = json!({ "id": "/id", "name": "/name" });
    let good = [
        // One record of another, known by that alone; a whole record has its own id.
        notes(
            json!({ "parent": "text", "fields": { "text": "/t" }, "read": "/rooms/{parent}/note", "create": { "url": "/rooms/{parent}/read", "body": {} } }),
        ),
        notes(json!({ "read": "/n/{id}", "update": { "url": "/n", "method": "PUT", "mode": "full" } })),
        notes(
            json!({ "update": { "method": "POST", "url": "/rpc", "body": { "key": "{id}", "set": "{item}" } }, "create": { "method": "GET", "url": "/add", "params": { "*": "{item}" } } }),
        ),
        // One field to sort and to filter by needs no name.
        notes(json!({ "fields": { "text": "/t" }, "list": { "url": "/n", "params": { "q": "{where}", "dir": "{sort}" },
            "sort": { "asc": "up", "desc": "down" }, "where": { "and": " ", "ops": { "contains": "{value}" } } } })),
        // A condition of a field's own needs no value.
        notes(
            json!({ "fields": { "done": { "at": "/d", "where": { "eq": { "only": "done" } } } }, "list": { "url": "/n", "params": { "*": "{where}" }, "next": { "link": true } } }),
        ),
        // Nothing is written as a word of theirs; a day is mapped before it is read; texts are mapped one by one.
        notes(
            json!({ "fields": { "done": { "at": "/d", "map": [[0, false], [1, true], ["", null]] }, "on": { "at": "/o", "format": "unix", "map": { "soon": 0, "": null } },
            "tags": { "at": "/g", "split": ",", "map": { "1": "a" } }, "level": { "at": "/l", "map": { "1": "low", "2": "high", "": null } } } }),
        ),
        // A link by mail and then a code; a token that is brought along; a header of the profile, or a body, that carries the session.
        auth(
            json!({ "login": { "request": { "url": "/in", "body": "{identity}" }, "response": { "t": "/t" } }, "attach": { "header": "A", "value": "{t}" }, "me": me,
            "secondFactor": { "when": { "status": 200 }, "finish": { "request": { "url": "/f", "body": "{code}" } } } }),
        ),
        auth(
            json!({ "login": { "manual": ["token"] }, "attach": { "header": "A", "value": "{token}" }, "me": { "request": "/me", "id": "/id", "name": "/n" } }),
        ),
        json!({ "base": "", "headers": { "A": "{t}" }, "resources": {}, "auth": { "login": { "request": { "url": "/in", "body": "{password}" }, "response": { "t": "/t" } }, "me": me } }),
        json!({ "base": "", "auth": { "login": { "request": { "url": "/in", "body": "{password}" }, "response": { "t": "/t" } }, "me": me },
            "resources": { "notes": { "list": { "method": "POST", "url": "/n", "body": { "session": "{t}" }, "complete": true } } } }),
        json!({ "base": "", "credentials": "include", "resources": {}, "auth": { "login": { "before": { "request": { "method": "POST", "url": "/ticket", "body": "{password}" }, "response": { "ticket": "/t" } },
            "request": { "url": "/in", "body": "{ticket}" } }, "csrf": { "cookie": "c", "header": "X" }, "refresh": { "request": "/r" }, "me": me } }),
        json!({ "base": "", "resources": { "notes": {} }, "roles": { "member": { "*": ["*"] }, "guest": { "notes": ["list"] } } }),
        // The last step joins the channel.
        json!({ "base": "", "resources": { "notes": { "list": { "url": "/n", "complete": true } } },
            "realtime": { "transport": "websocket", "url": "/s", "message": { "record": "/r" }, "steps": [{ "on": "open", "send": {} }, { "on": "ready" }] } }),
    ];
    for profile in good {
        assert_eq!(judged(&profile.to_string()).1, [], "{profile}");
    }
}
