//! A session that has run out is renewed, or told: its answer is never taken for the member's.

use std::cell::Cell;
use std::rc::Rc;

use connect::{Client, Contract, Problem, Profile, Query, Request, Response};
use serde_json::{Value, json};

use crate::scripted::{self, Scripted, answer, run};

/// A member signed in by a token that has run out right afterwards, and what the backend tells a guest instead.
/// Whether it can be renewed is up to `renews`.
fn expired(guest: &str, told: Response, renews: bool) -> (Client, Scripted) {
    let mut auth = json!({ "login": { "request": "/in", "response": { "token": "/token" } }, "attach": { "header": "X-Token", "value": "{token}" },
        "refresh": { "request": { "method": "POST", "url": "/renew", "anonymous": true }, "response": { "token": "/token" } },
        "me": { "request": "/me", "id": "/id", "name": "/id" } });
    if guest == "empty" {
        auth["guest"] = json!("empty");
    }
    let profile = json!({ "base": "", "auth": auth, "resources": {
        "notes": { "fields": { "text": "/text" }, "list": "/notes", "read": { "url": "/notes/{id}", "item": "/note" }, "remove": "/notes/{id}" },
        "rooms": { "fields": { "text": "/text" }, "list": { "url": "/notes", "complete": true }, "read": { "from": "list" } } } });
    let fields = json!({ "text": { "as": "text" } });
    let kind = json!({ "requires": [], "uses": [], "fields": fields });
    let contract = Contract::parse(&json!({ "records": { "notes": kind, "rooms": kind } }).to_string()).unwrap();
    let (profile, complaints) = Profile::judge(&profile.to_string(), &contract).unwrap();
    assert!(complaints.iter().all(|told| !told.fatal), "{complaints:#?}");
    let good = Rc::new(Cell::new("T0"));
    let now = Rc::clone(&good);
    let given = scripted::client(profile, move |request: &Request| {
        let known = request.headers.iter().any(|(name, value)| name == "X-Token" && value == now.get());
        let note = json!({ "id": 1, "text": "x" });
        Ok(match (request.method.as_str(), request.url.as_str()) {
            (_, "/in") => answer(200, r#"{"token":"T0"}"#),
            (_, "/renew") if renews => answer(200, &json!({ "token": now.get() }).to_string()),
            ("GET", "/me") if known => answer(200, r#"{"id":"u"}"#),
            (_, "/renew" | "/me") => answer(403, "{}"),
            _ if !known => told.clone(),
            ("DELETE", _) => answer(204, ""),
            (_, "/notes") => answer(200, &json!([note]).to_string()),
            _ => answer(200, &json!({ "note": note }).to_string()),
        })
    });
    run(given.0.sign_in(&[])).unwrap();
    good.set("T1");
    given.1.sent.take();
    given
}

fn urls(transport: &Scripted) -> Vec<String> {
    transport.sent.take().into_iter().map(|request| request.url).collect()
}

#[test]
fn an_empty_list_is_asked_for_again_once_the_session_is_renewed() {
    let (client, transport) = expired("empty", answer(200, "[]"), true);
    assert_eq!(run(client.list("notes", &Query::new())).unwrap().records.len(), 1);
    assert_eq!(urls(&transport), ["/notes", "/me", "/renew", "/me", "/notes"]);
    let (client, _) = expired("empty", answer(200, "[]"), true);
    assert_eq!(run(client.read("rooms", "1")).map(|record| record.id), Ok("1".into()));
    let (client, _) = expired("empty", answer(200, "[]"), false);
    assert_eq!(run(client.list("notes", &Query::new())), Err(Problem::SignedOut));
    assert!(!client.is_signed_in());
}

#[test]
fn so_is_a_record_that_seems_missing() {
    for told in [answer(404, "{}"), answer(400, "{}"), answer(403, "{}"), answer(204, ""), answer(200, r#"{"note":null}"#)] {
        let (client, transport) = expired("empty", told, true);
        assert_eq!(run(client.read("notes", "1")).map(|record| record.id), Ok("1".into()));
        assert_eq!(urls(&transport), ["/notes/1", "/me", "/renew", "/me", "/notes/1"]);
    }
}

#[test]
fn a_bare_403_is_doubted_wherever_it_comes_from() {
    let (client, _) = expired("refused", answer(403, "{}"), true);
    assert_eq!(run(client.remove("notes", "1", None)), Ok(()));
    let (client, transport) = expired("refused", answer(403, "{}"), false);
    assert_eq!(run(client.list("notes", &Query::new())), Err(Problem::SignedOut));
    assert_eq!(urls(&transport), ["/notes", "/me", "/renew"]);
}

/// Two at once: the empty answer of the old session comes when the other has renewed it already.
#[test]
fn an_empty_answer_to_the_session_before_is_not_believed() {
    let (client, transport) = expired("empty", answer(200, "[]"), true);
    let query = Query::new();
    let mut late = Box::pin(client.list("notes", &query));
    run(std::future::poll_fn(|context| std::task::Poll::Ready(late.as_mut().poll(context).is_ready())));
    run(client.renew_session()).unwrap();
    assert_eq!(run(late).unwrap().records.len(), 1);
    assert_eq!(urls(&transport), ["/notes", "/renew", "/notes"]);
}

/// Where nobody has signed in there is nothing to doubt.
#[test]
fn a_guest_is_answered_like_one() {
    let (client, transport) = expired("empty", answer(403, "{}"), true);
    run(client.sign_out());
    assert_eq!(run(client.list("notes", &Query::new())), Err(Problem::NotAllowed));
    assert_eq!(run(client.read("notes", "1")), Err(Problem::NotAllowed));
    assert_eq!(urls(&transport), ["/notes", "/notes/1"]);
}

/// A page past the end that is refused is the end, and nothing else is.
#[test]
fn a_page_past_the_end_that_is_refused() {
    let walk = |list: Value, first: Value| {
        let profile = json!({ "base": "", "resources": { "notes": { "fields": { "text": "/text" }, "list": list } } });
        let contract = r#"{ "records": { "notes": { "requires": [], "uses": [], "fields": { "text": { "as": "text" } } } } }"#;
        let (profile, _) = Profile::judge(&profile.to_string(), &Contract::parse(contract).unwrap()).unwrap();
        let (client, _) = scripted::answered(profile, vec![answer(200, &first.to_string()), answer(400, r#"{"detail":"no such page"}"#)]);
        run(client.all("notes", &Query::new().size(2))).map(|records| records.len())
    };
    let rows = json!([{ "id": 1 }, { "id": 2 }]);
    let refused = Err(Problem::Refused { message: Some("no such page".into()), fields: Vec::new() });
    assert_eq!(walk(json!({ "url": "/n", "params": { "page": "{page}", "size": "{size}" } }), rows.clone()), Ok(2));
    let told = json!({ "url": "/n", "params": { "page": "{page}", "size": "{size}" }, "items": "/rows", "total": "/total" });
    assert_eq!(walk(told, json!({ "rows": rows, "total": 3 })), refused);
    let token = json!({ "url": "/n", "params": { "after": "{cursor}" }, "items": "/rows", "next": "/next" });
    assert_eq!(walk(token, json!({ "rows": rows, "next": "t" })), refused);
}
