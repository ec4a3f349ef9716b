//! The live channel: events in, steps out.

use connect::{Action, Live, LiveEvent, LiveSession, LiveStep};
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
