//! What an answer to a write proves, and what it does not.

use connect::{Client, Contract, Problem, Profile, Request, Response};
use serde_json::{Map, Value, json};

use crate::scripted::{Scripted, answer, answered, client, run};

fn profile(notes: Value) -> Profile {
    let mut notes = notes;
    notes["fields"] = json!({ "text": "/text", "room": { "at": "/expand/room", "write": false, "expand": "room" } });
    let contract =
        r#"{ "records": { "notes": { "requires": [], "uses": [], "fields": { "text": { "as": "text" }, "room": { "as": "text" } } } } }"#;
    let profile = json!({ "base": "", "resources": { "notes": notes } });
    Profile::judge(&profile.to_string(), &Contract::parse(contract).unwrap()).unwrap().0
}

fn writer(returns: &str, read: bool, answers: Vec<Response>) -> (Client, Scripted) {
    let write = |url: &str| json!({ "url": url, "returns": returns });
    let mut notes = json!({ "create": write("/n"), "update": write("/n/{id}") });
    if read {
        notes["read"] = "/n/{id}".into();
    }
    answered(profile(notes), answers)
}

fn text() -> Map<String, Value> {
    Map::from_iter([("text".to_string(), "new".into())])
}

#[test]
fn nothing_is_wanted_back_but_html_is_no_success() {
    let page = || answer(200, "<!doctype html><title>Portal</title>");
    let (client, _) = writer("none", false, vec![page(), page(), answer(200, r#"[{"id":1}]"#)]);
    let unreadable = |at: &str| Problem::Unreadable { at: at.into() };
    assert_eq!(run(client.create("notes", text())), Err(unreadable("not JSON")));
    assert_eq!(run(client.update("notes", "1", text(), None)), Err(unreadable("not JSON")));
    // A static server answers with its list.
    assert_eq!(run(client.create("notes", text())), Err(unreadable("")));
    // Nothing, an object, and after an update a count in a list: all that was said.
    let (client, _) = writer("none", false, vec![answer(204, ""), answer(200, r#"{"ok":true}"#), answer(200, "[1]")]);
    assert_eq!(run(client.create("notes", text())).unwrap().fields, text());
    assert_eq!(run(client.create("notes", text())).unwrap().id, "");
    assert_eq!(run(client.update("notes", "1", text(), None)).unwrap().fields, text());
}

/// A member who is told that it failed sends it again.
#[test]
fn what_is_written_but_cannot_be_read_again_is_written() {
    for told in [answer(503, "{}"), answer(404, "{}"), answer(429, "{}"), answer(403, "{}")] {
        let (client, _) = writer("id", true, vec![answer(201, r#"{"id":1}"#), told.clone(), answer(200, "{}"), told]);
        let made = run(client.create("notes", text())).unwrap();
        assert_eq!((made.id.as_str(), made.fields), ("1", text()));
        let changed = run(client.update("notes", "1", text(), None)).unwrap();
        assert_eq!((changed.id.as_str(), changed.fields), ("1", text()));
    }
    // What the profile gets wrong is told all the same.
    let (client, _) = writer("id", true, vec![answer(201, r#"{"id":1}"#), answer(200, r#"{"id":2}"#)]);
    assert!(matches!(run(client.create("notes", text())), Err(Problem::Unreadable { .. })));
}

/// What goes back is the record as it is kept; what was brought along for it is not part of it.
#[test]
fn a_whole_record_is_sent_back_without_what_is_joined() {
    let joined = |request: &Request| {
        let expanded = json!({ "id": "1", "text": "old", "created": "2020", "expand": { "room": "Hall" } });
        let mut row = if request.url.contains("expand=room") { expanded } else { json!({ "id": "1", "text": "old", "created": "2020" }) };
        if let Some(body) = &request.body {
            row = serde_json::from_str(body).unwrap();
        }
        Ok(answer(200, &row.to_string()))
    };
    for read in [json!({ "url": "/n/{id}", "params": { "expand": "{expand}" } }), json!({ "url": "/n/{id}?expand={expand}" })] {
        let in_address = read.get("params").is_none();
        let notes = json!({ "read": read, "update": { "method": "PUT", "url": "/n/{id}", "mode": "full" } });
        let (client, transport) = client(profile(notes), joined);
        assert_eq!(run(client.read("notes", "1")).unwrap().text("room"), Some("Hall"));
        run(client.update("notes", "1", text(), None)).unwrap();
        let sent: Value = serde_json::from_str(transport.sent.borrow()[2].body.as_deref().unwrap()).unwrap();
        // An address that is written out with it cannot be asked without.
        assert_eq!(sent.get("expand").is_some(), in_address);
        assert_eq!((&sent["text"], &sent["created"]), (&json!("new"), &json!("2020")));
    }
}
