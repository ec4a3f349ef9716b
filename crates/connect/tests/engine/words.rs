//! Words that no recorded backend needed: each with the shape it is for.

use connect::{Cache, Client, Complaint, Contract, Op, Problem, Profile, Query, Response};
use serde_json::{Map, Value, json};

use crate::scripted::{Scripted, answered, run};

const CONTRACT: &str = r#"{ "records": { "notes": { "requires": [], "uses": [], "fields": {
    "text": { "as": "text" }, "room": { "as": "text" }, "at": { "as": "datetime" }, "size": { "as": "number" } } } } }"#;

fn judged(profile: &Value) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
    Profile::judge(&profile.to_string(), &Contract::parse(CONTRACT).unwrap())
}

fn client(profile: Value, answers: Vec<Response>) -> (Client, Scripted) {
    let (profile, complaints) = judged(&profile).unwrap_or_else(|complaints| panic!("{complaints:#?}"));
    assert_eq!(complaints, []);
    answered(profile, answers)
}

fn answer(status: u16, headers: &[(&str, &str)], body: Value) -> Response {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Response { status, headers, body: if body.is_null() { String::new() } else { body.to_string() } }
}

fn urls(transport: &Scripted) -> Vec<String> {
    transport.sent.borrow().iter().map(|request| format!("{} {}", request.method, request.url)).collect()
}

fn fields(pairs: Value) -> Map<String, Value> {
    pairs.as_object().unwrap().clone()
}

#[test]
fn records_within_others() {
    let profile = json!({ "base": "", "resources": { "notes": {
        "parent": "room", "id": { "at": "/no", "stored": "number" },
        "fields": { "text": "/text", "room": { "write": false } },
        "list": { "url": "/rooms/{parent}/notes", "params": { "page": "{page}", "*": "{where}" }, "size": 2, "where": { "ops": { "eq": { "{field}": "{value}" } } } },
        "read": "/rooms/{parent}/notes/{id}", "create": "/rooms/{parent}/notes", "update": "/rooms/{parent}/notes/{id}", "remove": "/rooms/{parent}/notes/{id}" } } });
    let row = json!({ "no": 7, "text": "x" });
    let answers = vec![
        answer(200, &[], json!([row])),
        answer(200, &[], row.clone()),
        answer(201, &[], row.clone()),
        answer(200, &[], row.clone()),
        answer(204, &[], Value::Null),
    ];
    let (client, transport) = client(profile, answers);
    let query = Query::new().filter("text", Op::Eq, "x").filter("room", Op::Eq, "a/b");
    let page = run(client.list("notes", &query)).unwrap();
    let id = page.records[0].id.clone();
    assert_eq!((id.as_str(), page.records[0].text("room"), page.unapplied.len()), ("a~1b/7", Some("a/b"), 0));
    assert_eq!(run(client.read("notes", &id)).unwrap().id, id);
    assert_eq!(run(client.create("notes", fields(json!({ "room": "a/b", "text": "x" })))).unwrap().id, id);
    assert_eq!(run(client.update("notes", &id, fields(json!({ "text": "x" })), None)).unwrap().id, id);
    run(client.remove("notes", &id, None)).unwrap();
    let one = "/rooms/a%2Fb/notes/7";
    assert_eq!(
        urls(&transport),
        [
            "GET /rooms/a%2Fb/notes?page=1&text=x".to_string(),
            format!("GET {one}"),
            "POST /rooms/a%2Fb/notes".into(),
            format!("PATCH {one}"),
            format!("DELETE {one}")
        ]
    );
    assert!(matches!(run(client.list("notes", &Query::new())), Err(Problem::Unsupported { .. })));
    assert!(matches!(run(client.create("notes", fields(json!({ "text": "x" })))), Err(Problem::Unsupported { .. })));
    assert_eq!(run(client.read("notes", "7")), Err(Problem::NotFound));
}

#[test]
fn a_total_that_is_asked_for() {
    let profile = json!({ "base": "", "resources": { "notes": { "fields": { "text": "/text" },
        "list": { "url": "/notes", "params": { "skip": "{offset}", "size": "{size}", "q": "{text}" },
            "total": { "header": "X-Count", "request": { "method": "HEAD", "url": "/notes", "params": { "q": "{text}" } } } } } } });
    let rows = json!([{ "id": 1 }, { "id": 2 }]);
    let answers =
        vec![answer(200, &[], rows.clone()), answer(200, &[("x-count", "3")], Value::Null), answer(200, &[], json!([{ "id": 3 }]))];
    let (client, transport) = client(profile, answers);
    let query = Query::new().size(2).search("a");
    let page = run(client.list("notes", &query)).unwrap();
    assert_eq!((page.total, page.next.is_some()), (Some(3), true));
    run(client.list("notes", &query.at(page.next.unwrap()))).unwrap();
    assert_eq!(urls(&transport), ["GET /notes?q=a&size=2&skip=0", "HEAD /notes?q=a", "GET /notes?q=a&size=2&skip=2"]);
}

#[test]
fn versions_in_a_header_are_sent_back_in_their_form() {
    let profile = json!({ "base": "", "resources": { "notes": { "fields": { "text": "/text" }, "version": { "header": "ETag", "format": "\"{version}\"" },
        "read": "/notes/{id}", "update": { "url": "/notes/{id}", "headers": { "If-Match": "{version}" } }, "remove": { "url": "/notes/{id}", "headers": { "If-Match": "{version}" } } } } });
    let row = json!({ "id": "1", "text": "x" });
    let answers = vec![answer(200, &[("etag", "v1")], row.clone()), answer(412, &[], Value::Null), answer(428, &[], Value::Null)];
    let (client, transport) = client(profile, answers);
    let record = run(client.read("notes", "1")).unwrap();
    assert_eq!(run(client.update("notes", "1", fields(json!({ "text": "y" })), record.version.as_ref())), Err(Problem::Conflict));
    assert_eq!(run(client.remove("notes", "1", record.version.as_ref())), Err(Problem::Conflict));
    for request in transport.sent.borrow().iter().skip(1) {
        assert!(request.headers.contains(&("If-Match".into(), "\"v1\"".into())), "{request:?}");
    }
}

#[test]
fn an_order_as_a_list_and_conditions_as_objects() {
    let profile = json!({ "base": "", "resources": { "notes": {
        "fields": { "text": "/text", "size": "/size", "room": "/room" },
        "list": { "method": "POST", "url": "/query", "body": { "sort": "{sort}", "query": "{where}", "size": "{size}" }, "items": "/hits", "row": "/source",
            "sort": { "asc": { "{field}": "asc" }, "desc": { "{field}": "desc" } },
            "where": { "ops": { "eq": { "term": { "{field}": "{value}" } }, "gte": { "range": { "{field}": { "gte": "{value}" } } }, "contains": { "match": { "{field}": "{value}" } } },
                "and": { "bool": { "must": "{terms}" } }, "or": { "bool": { "should": "{terms}" } }, "empty": { "all": {} } },
            "search": { "any": ["text", "room"] } } } } });
    let hits = answer(200, &[], json!({ "hits": [{ "source": { "id": 1 } }] }));
    let (client, transport) = client(profile.clone(), vec![hits.clone(), hits.clone(), hits.clone()]);
    run(client.list("notes", &Query::new().size(5))).unwrap();
    let query = Query::new().size(5).filter("size", Op::Gte, 2).filter("room", Op::In, json!(["a", "b"])).search("x").descending("size");
    assert_eq!(run(client.list("notes", &query)).unwrap().unapplied, []);
    let bodies: Vec<Value> =
        transport.sent.borrow().iter().map(|request| serde_json::from_str(request.body.as_ref().unwrap()).unwrap()).collect();
    assert_eq!(bodies[0], json!({ "query": { "all": {} }, "size": 5 }));
    let either = |one: Value, other: Value| json!({ "bool": { "should": [one, other] } });
    let must = json!([
        { "range": { "size": { "gte": 2 } } },
        either(json!({ "term": { "room": "a" } }), json!({ "term": { "room": "b" } })),
        either(json!({ "match": { "text": "x" } }), json!({ "match": { "room": "x" } }))
    ]);
    assert_eq!(bodies[1], json!({ "sort": { "size": "desc" }, "query": { "bool": { "must": must } }, "size": 5 }));
    let mut listed = profile;
    listed["resources"]["notes"]["list"]["sort"] = json!({ "asc": "{field}", "desc": "-{field}", "list": true });
    let (client, transport) = self::client(listed, vec![hits]);
    run(client.list("notes", &Query::new().size(5).ascending("room").descending("size"))).unwrap();
    let body: Value = serde_json::from_str(transport.sent.borrow()[0].body.as_ref().unwrap()).unwrap();
    assert_eq!(body["sort"], json!(["room", "-size"]));
}

#[test]
fn refusals_that_are_one_object_or_a_sentence() {
    let profile = json!({ "base": "", "resources": { "notes": { "fields": { "text": "/body", "size": "/size" }, "create": "/notes" } },
        "errors": { "message": "/error/message", "kinds": [{ "at": "/error/message", "matches": "{_} already exists", "kind": "conflict" }],
            "fields": [{ "each": "/error/cause", "one": true, "field": "/name", "text": "/why" }, { "at": "/error/message", "matches": "{field}: {text}" }] } });
    let answers = vec![
        answer(422, &[], json!({ "error": { "message": "No.", "cause": { "name": "body", "why": "too long" } } })),
        answer(422, &[], json!({ "error": { "message": "size: too small" } })),
        answer(400, &[], json!({ "error": { "message": "this already exists" } })),
        answer(500, &[], json!("<html>oh</html>")),
    ];
    let (client, _) = client(profile, answers);
    let create = || run(client.create("notes", fields(json!({ "text": "x" }))));
    assert_eq!(create(), Err(Problem::Refused { message: Some("No.".into()), fields: vec![("text".into(), "too long".into())] }));
    assert_eq!(
        create(),
        Err(Problem::Refused { message: Some("size: too small".into()), fields: vec![("size".into(), "too small".into())] })
    );
    assert_eq!(create(), Err(Problem::Conflict));
    assert_eq!(create(), Err(Problem::Unavailable { status: 500 }));
}

#[test]
fn presets_lie_under_each_other() {
    let presets = |name: &str| {
        Some(match name {
            "house" => r#"{ "extends": "dialect", "headers": { "X-House": "1", "X-Old": null } }"#.to_string(),
            "dialect" => r#"{ "base": "/x", "headers": { "X-Old": "1" }, "resources": {}, "defaults": { "list": { "url": "/{path}", "items": "/data", "complete": true } } }"#.into(),
            "broken" => "[]".into(),
            deeper if deeper.starts_with("deep") => format!(r#"{{ "extends": "{deeper}r" }}"#),
            _ => return None,
        })
    };
    let judge = |profile: Value| Profile::judge_with(&profile.to_string(), &Contract::parse(CONTRACT).unwrap(), &presets);
    let short = json!({ "extends": "house", "base": "/y", "resources": { "notes": { "vars": { "path": "n" }, "fields": { "text": "/t" }, "list": true } } });
    let (profile, complaints) = judge(short).unwrap();
    assert_eq!(complaints, []);
    let (client, transport) = answered(profile, vec![answer(200, &[], json!({ "data": [] }))]);
    run(client.list("notes", &Query::new())).unwrap();
    let sent = transport.sent.borrow()[0].clone();
    assert_eq!((sent.url.as_str(), sent.headers), ("/y/n", vec![("X-House".to_string(), "1".to_string())]));
    let told = judge(json!({ "extends": "deep", "base": "", "resources": {} })).unwrap_err();
    assert_eq!((told.len(), told[0].code), (1, "extends-endless"));
    for bad in ["broken", "nothing"] {
        let told = judge(json!({ "extends": bad, "base": "", "resources": {} })).unwrap_err();
        assert_eq!((told.len(), told[0].code), (1, "extends-unavailable"));
    }
}

#[test]
fn how_long_answers_are_kept() {
    let profile = json!({ "base": "", "cache": { "stale": "PT5M", "keep": "P1W" }, "resources": {
        "notes": { "fields": { "text": "/t" }, "list": "/n", "cache": { "stale": "P1DT1H1M1S", "device": true } } } });
    let (profile, _) = judged(&profile).unwrap();
    assert_eq!(profile.cache("notes"), Cache { stale: Some(90_061), keep: None, device: true });
    assert_eq!(profile.cache("others"), Cache { stale: Some(300), keep: Some(604_800), device: false });
    for bad in ["", "5", "P", "PT", "P1H", "PT1D", "P-1D", "PT1.5S", "1D", "P99999999999D"] {
        let told = judged(&json!({ "base": "", "resources": {}, "cache": { "keep": bad } })).unwrap_err();
        assert_eq!((told[0].code, told[0].pointer.as_str()), ("wrong-type", "/cache/keep"), "{bad}");
    }
}

#[test]
fn times_without_a_zone_are_written_as_the_backend_reads_them() {
    let profile = json!({ "base": "", "resources": { "notes": { "fields": { "at": { "at": "/at", "format": "local", "zone": "+02:00" } }, "create": "/n" } } });
    let (client, transport) = client(profile, vec![answer(200, &[], json!({ "id": 1, "at": "2026-02-03T12:00:00" }))]);
    let made = run(client.create("notes", fields(json!({ "at": "2026-02-03T10:00:00Z" })))).unwrap();
    assert_eq!(made.text("at"), Some("2026-02-03T10:00:00Z"));
    assert_eq!(transport.sent.borrow()[0].body.as_deref(), Some(r#"{"at":"2026-02-03T12:00:00"}"#));
}

/// What a static server, a single-page fallback and a shy backend answer with 200 or 204.
#[test]
fn a_good_status_proves_nothing() {
    let profile = json!({ "base": "", "resources": { "notes": { "fields": { "text": "/text" }, "list": { "url": "/notes", "items": "/data", "complete": true },
        "read": { "url": "/notes/{id}", "item": "/data" }, "create": { "url": "/notes", "item": "/data" }, "remove": "/notes/{id}" } } });
    let page = || Response { status: 200, headers: Vec::new(), body: "<!doctype html><title>Portal</title>".into() };
    let all = || answer(200, &[], json!({ "data": [{ "id": 1, "text": "x" }] }));
    let answers = vec![
        page(),
        page(),
        page(),
        page(),
        all(),
        answer(204, &[], Value::Null),
        answer(200, &[], json!({ "data": null })),
        answer(200, &[], Value::Null),
    ];
    let (client, _) = client(profile, answers);
    let unreadable = |at: &str| Problem::Unreadable { at: at.into() };
    let create = || run(client.create("notes", fields(json!({ "text": "x" })))).unwrap_err();
    assert_eq!(run(client.list("notes", &Query::new())).unwrap_err(), unreadable("not JSON"));
    assert_eq!(run(client.read("notes", "1")).unwrap_err(), unreadable("not JSON"));
    assert_eq!(create(), unreadable("not JSON"));
    assert_eq!(run(client.remove("notes", "1", None)).unwrap_err(), unreadable("not JSON"));
    assert_eq!(create(), unreadable("/data/id"));
    assert_eq!(run(client.read("notes", "9")).unwrap_err(), Problem::NotFound);
    assert_eq!(run(client.read("notes", "9")).unwrap_err(), Problem::NotFound);
    assert_eq!(run(client.read("notes", "9")).unwrap_err(), unreadable("/data"));
}

#[test]
fn parts_of_an_object_and_of_each_in_a_list() {
    let part = json!({ "text": "/TXT", "until": { "at": "/FRIST", "as": "datetime", "format": "unixMillis" },
        "minutes": { "at": "/ZEIT/MIN", "as": "number", "stored": "text" }, "no": { "at": "/NR", "write": false } });
    let levels =
        json!({ "mail": { "at": "/MAIL", "as": "text", "map": { "M": "members" } }, "x-note": "passed over", "all": { "default": "me" } });
    let profile = json!({ "base": "", "resources": { "notes": { "fields": {
        "asks": { "at": "/ASKS", "parts": part }, "levels": { "at": "/LEVELS", "stored": "text", "parts": levels } },
        "read": "/notes/{id}", "update": "/notes/{id}", "create": "/notes" } } });
    let contract =
        r#"{ "records": { "notes": { "requires": [], "uses": [], "fields": { "asks": { "as": "json" }, "levels": { "as": "json" } } } } }"#;
    let (profile, complaints) = Profile::judge(&profile.to_string(), &Contract::parse(contract).unwrap()).unwrap();
    assert_eq!(complaints, []);
    let row = json!({ "id": "1", "ASKS": [{ "TXT": "a", "NR": 4, "FRIST": 1_000, "ZEIT": { "MIN": "60" }, "OTHER": 1 }, { "TXT": "b" }], "LEVELS": r#"{"MAIL":"M"}"# });
    let broken = json!({ "id": "1", "ASKS": [{ "TXT": "a", "FRIST": "soon" }] });
    let scalar = json!({ "id": "1", "ASKS": "none" });
    let rows = [&row, &row, &broken, &scalar].map(|row| answer(200, &[], row.clone()));
    let (client, transport) = answered(profile, rows.to_vec());
    let read = run(client.read("notes", "1")).unwrap();
    let first = json!({ "text": "a", "no": 4, "until": "1970-01-01T00:00:01Z", "minutes": 60 });
    assert_eq!(read.fields["asks"], json!([first, { "text": "b" }]));
    assert_eq!(read.fields["levels"], json!({ "mail": "members", "all": "me" }));
    run(client.update("notes", "1", read.fields.clone(), None)).unwrap();
    let sent: Value = serde_json::from_str(transport.sent.borrow()[1].body.as_deref().unwrap()).unwrap();
    let kept = json!([{ "TXT": "a", "FRIST": 1_000, "ZEIT": { "MIN": "60" } }, { "TXT": "b" }]);
    assert_eq!(sent, json!({ "ASKS": kept, "LEVELS": r#"{"MAIL":"M"}"# }));
    // What is not so is told with the field's place, and a part that the profile does not name is not dropped.
    for _ in 0..2 {
        assert_eq!(run(client.read("notes", "1")), Err(Problem::Unreadable { at: "/ASKS".into() }));
    }
    let refused = run(client.create("notes", fields(json!({ "asks": [{ "colour": "red" }] }))));
    assert_eq!(refused, Err(Problem::Refused { message: None, fields: vec![("asks".into(), String::new())] }));
}

#[test]
fn only_json_has_parts_and_they_are_no_columns() {
    let profile = |text: Value| json!({ "base": "", "resources": { "notes": { "fields": { "text": text } } } });
    let told =
        |text: Value| judged(&profile(text)).unwrap_err().iter().map(|one| format!("{} {}", one.code, one.pointer)).collect::<Vec<_>>();
    assert_eq!(told(json!({ "at": "/t", "parts": { "a": "/a" } })), ["wrong-type /resources/notes/fields/text/parts"]);
    let queried = json!({ "at": "/t", "as": "json", "parts": { "a": { "at": "/a", "query": "A" } } });
    assert!(told(queried).contains(&"unknown-key /resources/notes/fields/text/parts/a/query".to_string()));
}
