//! Records that come beside others, joined by what the others hold of them: one key, or a list of keys.

use connect::{Contract, Profile, Query, Record};
use serde_json::{Value, json};

use crate::recorded::preset;
use crate::scripted::{answer, answered, run};

const CONTRACT: &str = r#"{ "records": { "people": { "requires": ["list", "read"], "fields": {
    "name": { "as": "text" }, "organisationName": { "as": "text" }, "languages": { "as": "texts" }, "otherOrganisations": { "as": "json" } } } } }"#;

fn profile() -> Profile {
    let profile = json!({
        "extends": "json-api", "base": "/api",
        "defaults": { "list": { "included": { "join": {
            "house": "/relationships/house/data", "tongues": "/relationships/tongues/data", "posts": "/relationships/posts/data" } } } },
        "resources": { "people": {
            "vars": { "type": "people" },
            "fields": {
                "name": { "at": "/attributes/name", "query": "name" },
                "organisationName": { "at": "/included/house/attributes/name", "write": false, "expand": "house" },
                "languages": { "at": "/included/tongues", "each": "/attributes/code", "write": false, "expand": "tongues" },
                "otherOrganisations": { "at": "/included/posts", "write": false, "expand": "posts", "parts": {
                    "organisation": { "at": "/relationships/house/data/id", "as": "text" }, "title": "/attributes/title" } }
            },
            "list": true, "read": true
        } }
    });
    Profile::judge_with(&profile.to_string(), &Contract::parse(CONTRACT).unwrap(), &preset).unwrap().0
}

fn key(kind: &str, id: u8) -> Value {
    json!({ "type": kind, "id": id.to_string() })
}

fn person(id: u8, house: Value, tongues: Value, posts: Value) -> Value {
    let held = json!({ "house": { "data": house }, "tongues": { "data": tongues }, "posts": { "data": posts } });
    json!({ "type": "people", "id": id.to_string(), "attributes": { "name": "Ama" }, "relationships": held })
}

fn beside() -> Value {
    json!([
        { "type": "houses", "id": "1", "attributes": { "name": "Open House" } },
        { "type": "tongues", "id": "1", "attributes": { "code": "en" } },
        { "type": "tongues", "id": "2", "attributes": { "code": "cy" } },
        { "type": "posts", "id": "1", "attributes": { "title": "Adviser" }, "relationships": { "house": { "data": key("houses", 1) } } }
    ])
}

fn shown(record: &Record) -> Value {
    json!([record.text("organisationName"), record.fields.get("languages"), record.fields.get("otherOrganisations")])
}

#[test]
fn one_or_many_in_the_order_of_the_keys_and_what_did_not_come_is_left_out() {
    let whole = || person(1, key("houses", 1), json!([key("tongues", 2), key("tongues", 9), key("tongues", 1)]), json!([key("posts", 1)]));
    let bare = person(2, Value::Null, json!([]), json!([]));
    let page = json!({ "data": [whole(), bare], "included": beside(), "links": { "next": null } });
    let one = json!({ "data": whole(), "included": beside() });
    let (client, sent) = answered(profile(), vec![answer(200, &page.to_string()), answer(200, &one.to_string())]);
    let records = run(client.all("people", &Query::new())).unwrap();
    let full = json!(["Open House", ["cy", "en"], [{ "organisation": "1", "title": "Adviser" }]]);
    assert_eq!(shown(&records[0]), full);
    assert_eq!(shown(&records[1]), json!([null, [], []]));
    assert_eq!(shown(&run(client.read("people", "1")).unwrap()), full);
    assert!(sent.sent.borrow().iter().all(|request| request.url.contains("include=tongues%2Chouse%2Cposts")));
}
