//! The live channel: events in, steps out.

use connect::{Action, Live, LiveEvent, LiveSession, LiveStep, Wire};
use serde_json::json;

use crate::scripted::{answer, answered, profile, run};

fn message(event: &str, data: &str) -> LiveEvent {
    LiveEvent::Message { event: event.into(), data: data.into() }
}

fn listed(resource: &str) -> LiveStep {
    LiveStep::ListAgain { resource: resource.into() }
}

fn joined() -> LiveSession {
    let signed_in = r#"{"token":"T1","record":{"id":"u1","name":"Ada"}}"#;
    let (client, _) = answered(profile("expression"), vec![answer(200, signed_in)]);
    run(client.sign_in(&[("identity", "a"), ("password", "b")])).unwrap();
    assert_eq!(client.capabilities("alerts").live, Live::Push);
    assert_eq!(client.capabilities("people").live, Live::None);
    assert!(client.live(&["people"]).is_none());
    client.live(&["people", "alerts"]).unwrap()
}

#[test]
fn a_stream_is_joined_and_joined_again() {
    let mut live = joined();
    assert_eq!(live.start(), [LiveStep::OpenStream { url: "/api/stream".into() }]);
    assert_eq!(live.on(LiveEvent::Opened), []);
    for client in ["c1", "c2"] {
        let steps = live.on(message("HELLO", &format!(r#"{{"clientId":"{client}"}}"#)));
        let [LiveStep::Send(request), again] = steps.as_slice() else { panic!("{steps:?}") };
        assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "/api/stream"));
        assert!(request.headers.contains(&("Authorization".into(), "T1".into())));
        let body: serde_json::Value = serde_json::from_str(request.body.as_ref().unwrap()).unwrap();
        assert_eq!(body, json!({ "clientId": client, "subscriptions": ["alerts/*"] }));
        assert_eq!(*again, listed("alerts"));
        assert_eq!(live.on(message("HELLO", r#"{"clientId":"c9"}"#)).len(), 1, "once for each time it was opened");
        // Cut, and opened again by the browser itself: what came meanwhile was missed.
        assert_eq!(live.on(LiveEvent::Opened), []);
        assert_eq!(live.on(message("HELLO", r#"{"clientId":"c8"}"#)).last(), Some(&listed("alerts")));
        assert_eq!(live.on(LiveEvent::Closed), [LiveStep::OpenStream { url: "/api/stream".into() }]);
    }
}

#[test]
fn messages_become_changes() {
    let mut live = joined();
    let data =
        |action: &str| format!(r#"{{"action":"{action}","record":{{"id":"x","title":"Live","published_at":"2026-02-03 10:00:00.000Z"}}}}"#);
    for (word, action) in [("create", Action::Created), ("update", Action::Updated), ("delete", Action::Removed)] {
        let steps = live.on(message("alerts/*", &data(word)));
        let [LiveStep::Changed { resource, action: found, record }] = steps.as_slice() else { panic!("{steps:?}") };
        assert_eq!((resource.as_str(), *found, record.id.as_str()), ("alerts", action, "x"));
        assert_eq!(record.text("sent"), Some("2026-02-03T10:00:00Z"));
    }
    assert_eq!(live.on(message("alerts/*", &data("renamed"))), [listed("alerts")]);
    assert_eq!(live.on(message("members/*", &data("create"))), []);
}

#[test]
fn what_cannot_be_read_is_listed_again() {
    let mut live = joined();
    for data in ["", "{", "[]", "null", r#"{"action":"create"}"#, r#"{"action":"create","record":{"id":"x","published_at":5}}"#] {
        assert_eq!(live.on(message("alerts/*", data)), [listed("alerts")], "{data}");
    }
    let removed = live.on(message("alerts/*", r#"{"action":"delete","record":{"id":"x","published_at":5}}"#));
    assert!(matches!(removed.as_slice(), [LiveStep::Changed { action: Action::Removed, .. }]));
}

#[test]
fn without_a_stream_there_is_asking_again() {
    let (client, _) = answered(profile("flat-list"), Vec::new());
    let mut live = client.live(&["alerts", "people"]).unwrap();
    assert_eq!(live.start(), [LiveStep::PollEvery { seconds: 30, resource: "alerts".into() }]);
    let (client, _) = answered(profile("at-once"), Vec::new());
    assert!(client.live(&["alerts"]).is_none());
}

fn over(name: &str, login: &str, wire: Wire) -> LiveSession {
    let (client, _) = answered(crate::recorded::profile(name), vec![answer(200, login), answer(200, r#"{"data":{"id":"u"}}"#)]);
    run(client.sign_in(&[("identity", "a"), ("password", "b")])).unwrap();
    // Who can open no such channel asks every so often.
    let mut plain = client.live(&["alerts"]).unwrap();
    assert_eq!((plain.wire(), plain.start()), (None, vec![LiveStep::PollEvery { seconds: 60, resource: "alerts".into() }]));
    let live = client.live_over(&["alerts", "people"], &[wire]).unwrap();
    assert_eq!(live.wire(), Some(wire));
    live
}

fn frame(data: serde_json::Value) -> LiveEvent {
    message("message", &data.to_string())
}

fn sent(step: &LiveStep) -> serde_json::Value {
    let LiveStep::Send(request) = step else { panic!("{step:?}") };
    assert_eq!(request.method, "");
    serde_json::from_str(request.body.as_ref().unwrap()).unwrap()
}

fn change(step: &LiveStep) -> (Action, &str, Option<&str>) {
    let LiveStep::Changed { action, record, .. } = step else { panic!("{step:?}") };
    (*action, record.id.as_str(), record.text("headline"))
}

/// The frames as Parse Server's LiveQuery was recorded.
#[test]
fn a_socket_that_subscribes_each_resource() {
    let mut live = over("parse-server", r#"{"objectId":"u","username":"ada","sessionToken":"r:1"}"#, Wire::WebSocket);
    assert_eq!(live.start(), [LiveStep::OpenStream { url: "ws://127.0.0.1:3500/parse/".into() }]);
    let connect = live.on(LiveEvent::Opened);
    assert_eq!(sent(&connect[0]), json!({ "op": "connect", "applicationId": "portal", "restAPIKey": "restkey", "sessionToken": "r:1" }));
    let joined = live.on(frame(json!({ "op": "connected", "clientId": "e9" })));
    let subscribe = json!({ "op": "subscribe", "requestId": 1, "query": { "className": "Alert", "where": {} }, "sessionToken": "r:1" });
    assert_eq!((sent(&joined[0]), &joined[1..]), (subscribe, [listed("alerts")].as_slice()));
    assert_eq!(live.on(frame(json!({ "op": "subscribed", "clientId": "e9", "requestId": 1 }))), []);
    let object = |title: &str| json!({ "title": title, "severity": "info", "className": "Alert", "objectId": "DtBZuGBAhb" });
    let event = |op: &str, title: &str| frame(json!({ "op": op, "clientId": "e9", "requestId": 1, "object": object(title) }));
    assert_eq!(change(&live.on(event("create", "Live"))[0]), (Action::Created, "DtBZuGBAhb", Some("Live")));
    assert_eq!(change(&live.on(event("update", "Live 2"))[0]), (Action::Updated, "DtBZuGBAhb", Some("Live 2")));
    assert_eq!(change(&live.on(event("delete", "Live 2"))[0]).0, Action::Removed);
    assert_eq!(live.on(LiveEvent::Closed), [LiveStep::OpenStream { url: "ws://127.0.0.1:3500/parse/".into() }]);
}

/// The frames as Directus was recorded; its pings are answered, and list nothing again.
#[test]
fn a_socket_with_many_records_in_a_message() {
    let mut live = over("directus", r#"{"data":{"access_token":"A","refresh_token":"R"}}"#, Wire::WebSocket);
    assert_eq!(live.start(), [LiveStep::OpenStream { url: "ws://127.0.0.1:3600/websocket".into() }]);
    assert_eq!(sent(&live.on(LiveEvent::Opened)[0]), json!({ "type": "auth", "access_token": "A" }));
    let joined = live.on(frame(json!({ "type": "auth", "status": "ok" })));
    assert_eq!(sent(&joined[0]), json!({ "type": "subscribe", "collection": "alerts", "uid": "alerts" }));
    assert_eq!(joined[1..], [listed("alerts")]);
    let event =
        |word: &str, data: serde_json::Value| frame(json!({ "type": "subscription", "event": word, "data": data, "uid": "alerts" }));
    assert_eq!(live.on(event("init", json!([{ "id": "a", "title": "" }]))), [listed("alerts")]);
    let both = live.on(event("create", json!([{ "id": "a", "title": "One" }, { "id": "b", "title": "Two" }])));
    assert_eq!((change(&both[0]), change(&both[1])), ((Action::Created, "a", Some("One")), (Action::Created, "b", Some("Two"))));
    assert_eq!(change(&live.on(event("delete", json!(["cf19"])))[0]), (Action::Removed, "cf19", None));
    assert_eq!(live.on(event("update", json!([{ "title": "no id" }, { "id": "a" }]))), [listed("alerts")]);
    let pong = live.on(frame(json!({ "type": "ping" })));
    assert_eq!((pong.len(), sent(&pong[0])), (1, json!({ "type": "pong" })));
}

#[test]
fn lines_of_json() {
    let contract = connect::Contract::parse(
        r#"{ "records": { "alerts": { "requires": [], "uses": [], "fields": { "headline": { "as": "text" } } } } }"#,
    )
    .unwrap();
    let profile = json!({ "base": "https://backend.test", "resources": { "alerts": { "fields": { "headline": "/title" }, "list": "/alerts" } },
        "auth": { "login": { "manual": ["token"] }, "attach": { "header": "Authorization", "value": "Bearer {token}" }, "me": { "request": "/me", "id": "/id", "name": "/id" } },
        "realtime": { "transport": "ndjson", "url": "/changes", "onGap": "none", "message": { "action": "/kind", "record": "/doc", "id": "/gone" } } });
    let (profile, _) = connect::Profile::judge(&profile.to_string(), &contract).unwrap();
    let (client, _) = answered(profile, vec![answer(200, r#"{"id":"u"}"#)]);
    run(client.sign_in(&[("token", "T")])).unwrap();
    let mut live = client.live_over(&["alerts"], &[Wire::Ndjson]).unwrap();
    let opening = live.opening().unwrap();
    assert_eq!(
        (opening.url.as_str(), opening.headers),
        ("https://backend.test/changes", vec![("Authorization".into(), "Bearer T".into())])
    );
    live.start();
    assert_eq!(live.on(LiveEvent::Opened), []);
    assert_eq!(
        change(&live.on(frame(json!({ "kind": "created", "doc": { "id": 1, "title": "x" } })))[0]),
        (Action::Created, "1", Some("x"))
    );
    assert_eq!(change(&live.on(frame(json!({ "kind": "removed", "gone": 1 })))[0]), (Action::Removed, "1", None));
    assert_eq!(live.on(message("message", "{")), [listed("alerts")]);
}
