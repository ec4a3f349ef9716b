//! Whatever comes back is a record or a typed Problem; it never panics, and never leaves the origin.

use connect::{Client, Cursor, Filter, LiveEvent, Op, Page, Problem, Profile, Query, Request, Response, Wire};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::recorded;
use crate::scripted::{answer, answered, client, contract, profile, run, text};

const PROFILES: [&str; 4] = ["expression", "flat-list", "rotating", "at-once"];

/// Any JSON, among it the names that the profiles look for.
pub fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![".{0,8}", "[0-9]{1,4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{0,12}Z?", Just("T\u{0}\u{2028}".to_string())];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.prop_map(Value::from)
    ];
    let key = prop::sample::select(vec![
        "items",
        "data",
        "node",
        "id",
        "key",
        "title",
        "published_at",
        "at",
        "attributes",
        "label",
        "seen",
        "next",
        "meta",
        "error",
        "errors",
        "path",
        "message",
        "record",
        "action",
        "token",
        "languages",
        "person",
        "left",
        "revision",
    ]);
    leaf.prop_recursive(5, 48, 4, move |inner| {
        let members = prop::collection::vec((key.clone(), inner.clone()), 0..5);
        let object = members.prop_map(|members| Value::Object(members.into_iter().map(|(key, value)| (key.to_string(), value)).collect()));
        prop_oneof![prop::collection::vec(inner, 0..4).prop_map(Value::from), object]
    })
}

fn any_answer() -> impl Strategy<Value = Response> {
    let status = prop::sample::select(vec![200u16, 201, 204, 301, 304, 400, 401, 403, 404, 409, 422, 429, 500, 503]);
    let body = prop_oneof![
        any_json().prop_map(|json| json.to_string()),
        ".{0,40}",
        Just("[".repeat(5000)),
        Just("[1e400]".to_string()),
        Just("\"\\ud800\"".to_string())
    ];
    let header = prop::sample::select(vec!["Link", "ETag", "X-Total-Count", "Retry-After"]);
    let headers = prop::collection::vec((header, ".{0,12}"), 0..3);
    (status, body, headers).prop_map(|(status, body, headers)| Response {
        status,
        body,
        headers: headers.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
    })
}

/// Everything that can be asked of a client.
fn ask_everything(client: &Client) {
    run(async {
        let query = Query::new().search("x").descending("sent").ascending("name").filter("former", Op::Ne, true).size(1);
        let _ = client.sign_in(&[("identity", "a"), ("password", "b")]).await;
        for resource in ["people", "alerts", "posts"] {
            let page = client.list(resource, &query).await.unwrap_or_default();
            if let Some(next) = page.next {
                let _ = client.list(resource, &Query::new().at(next)).await;
            }
            let _ = client.read(resource, "a").await;
            let fields: Map<String, Value> = Map::from_iter([("headline".to_string(), "x".into())]);
            let _ = client.create(resource, fields.clone()).await;
            let _ = client.update(resource, "a", fields, None).await;
            let _ = client.remove(resource, "a", None).await;
        }
        let _ = client.fetch_me().await;
        client.sign_out().await;
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answer_is_read_or_refused(at in 0..PROFILES.len(), reply in any_answer()) {
        let profile = profile(PROFILES[at]);
        let base = profile.base().to_string();
        let (client, transport) = client(profile, move |_| Ok(reply.clone()));
        ask_everything(&client);
        for request in transport.sent.borrow().iter() {
            prop_assert!(request.url.starts_with(&base) || request.url.starts_with("https://backend.test/"), "{}", request.url);
        }
    }

    #[test]
    fn any_message_is_a_step_or_nothing(event in prop_oneof![Just("alerts/*".to_string()), Just("HELLO".to_string()), ".{0,6}"], data in prop_oneof![any_json().prop_map(|json| json.to_string()), ".{0,20}"]) {
        let (client, _) = answered(profile("expression"), Vec::new());
        let mut live = client.live(&["alerts"]).unwrap();
        live.start();
        live.on(LiveEvent::Message { event, data });
    }

    #[test]
    fn any_profile_is_judged(at in 0..PROFILES.len(), place in any::<prop::sample::Index>(), spoilt in any_json()) {
        let mut profile: Value = serde_json::from_str(&text(PROFILES[at])).unwrap();
        let places = places(&profile, String::new());
        *profile.pointer_mut(&places[place.index(places.len())]).unwrap() = spoilt;
        if let Ok((profile, _)) = Profile::judge(&profile.to_string(), &contract()) {
            let (client, _) = client(profile, |_| Ok(answer(200, r#"{"items":[],"data":[]}"#)));
            ask_everything(&client);
        }
    }

    #[test]
    fn any_profile_of_a_backend_is_judged(at in 0..recorded::NAMES.len(), place in any::<prop::sample::Index>(), spoilt in any_json(), frame in any_json()) {
        let whole = recorded::text(recorded::NAMES[at]);
        let mut profile: Value = serde_json::from_str(&whole).unwrap();
        let places = places(&profile, String::new());
        *profile.pointer_mut(&places[place.index(places.len())]).unwrap() = spoilt;
        if let Ok((profile, _)) = Profile::judge(&profile.to_string(), &recorded::contract_for(&whole)) {
            let _ = (profile.oidc(), profile.origins(), profile.cache("alerts"));
            let (client, _) = client(profile, |_| Ok(answer(200, r#"{"results":[{"id":"a"}],"data":[],"sessionToken":"t","objectId":"u","username":"a"}"#)));
            ask_everything(&client);
            if let Some(mut live) = client.live_over(&["alerts"], &[Wire::Sse, Wire::WebSocket, Wire::Ndjson]) {
                let data = frame.to_string();
                let message = |event: &str| LiveEvent::Message { event: event.into(), data: data.clone() };
                live.start();
                for event in [LiveEvent::Opened, message("message"), message("auth"), message("connected"), LiveEvent::Closed] {
                    live.on(event);
                }
            }
        }
    }

    #[test]
    fn an_id_stays_in_its_place(id in ".{0,12}") {
        let (client, transport) = client(profile("expression"), |_| Ok(answer(404, "")));
        prop_assert_eq!(run(client.read("people", &id)).err(), Some(Problem::NotFound));
        for request in transport.sent.borrow().iter() {
            let path = request.url.strip_prefix("/api/tables/members/records/").and_then(|rest| rest.strip_suffix("?expand=group"));
            prop_assert!(path.is_some_and(|path| !path.is_empty() && !path.contains(['/', '?', '#', '&', '\\'])), "{}", request.url);
        }
    }

    #[test]
    fn a_quoted_value_stays_in_its_quotes(value in "[a-z'\\\\\"{}|&= ]{0,10}") {
        let (client, transport) = client(profile("expression"), |_| Ok(answer(200, r#"{"items":[]}"#)));
        run(client.list("people", &Query::new().filter("name", Op::Eq, value.as_str()))).unwrap();
        let url = transport.sent.borrow()[0].url.clone();
        let sent = url.split("filter=").nth(1).unwrap().split('&').next().unwrap();
        let term = percent_decoded(sent);
        let quoted = term.strip_prefix("full_name='").and_then(|rest| rest.strip_suffix('\'')).unwrap();
        let mut read = String::new();
        let mut letters = quoted.chars();
        while let Some(letter) = letters.next() {
            prop_assert_ne!(letter, '\'', "an unescaped quote in {}", term);
            read.push(if letter == '\\' { letters.next().unwrap() } else { letter });
        }
        prop_assert_eq!(read, value);
    }
}

/// Every place in a JSON document but its root.
pub fn places(value: &Value, at: String) -> Vec<String> {
    let mut found = Vec::new();
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (format!("{at}/{}", escaped(key)), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(key, value)| (format!("{at}/{key}"), value)).collect(),
        _ => Vec::new(),
    };
    for (path, child) in children {
        found.push(path.clone());
        found.extend(places(child, path));
    }
    found
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte.unwrap()).to_digit(16).unwrap() as u8;
        bytes.push(if byte == b'%' { digit(rest.next()) * 16 + digit(rest.next()) } else { byte });
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_link_cannot_lead_elsewhere() {
    for link in ["https://evil.test/v2/posts?p=2", "//evil.test/v2/posts?p=2", "/v2/posts?p=2", "?p=2", "posts?p=2"] {
        let first = Response {
            headers: vec![("Link".into(), format!("<{link}>; rel=\"next\""))],
            ..answer(200, r#"{"data":[{"id":"1","title":"x"}]}"#)
        };
        let (client, transport) = answered(profile("rotating"), vec![first, answer(200, r#"{"data":[]}"#)]);
        let page: Page = run(client.list("posts", &Query::new())).unwrap();
        run(client.list("posts", &Query::new().at(page.next.unwrap()))).unwrap();
        assert_eq!(transport.sent.borrow()[1].url, "https://backend.test/v2/posts?p=2", "{link}");
    }
}

#[test]
fn an_answer_that_is_too_large_is_not_read() {
    let (client, _) = answered(profile("flat-list"), vec![answer(200, &format!("[{}]", " ".repeat(17 * 1024 * 1024)))]);
    assert_eq!(run(client.list("people", &Query::new())), Err(Problem::Unreadable { at: "too large".into() }));
}

#[test]
fn a_line_break_begins_no_header() {
    let token = r#"{"token":"T\r\nX-Evil: 1","record":{"id":"u","name":"A"}}"#;
    let (client, transport) = answered(profile("expression"), vec![answer(200, token), answer(200, r#"{"items":[{"id":"1"}]}"#)]);
    run(client.sign_in(&[])).unwrap();
    run(client.list("alerts", &Query::new().at(Cursor::skip(0)))).unwrap();
    let sent: Vec<Request> = transport.sent.borrow().clone();
    assert!(sent.iter().flat_map(|request| &request.headers).all(|(_, value)| !value.contains(char::is_control)));
}

#[test]
fn a_filter_that_is_not_of_its_kind_is_not_sent() {
    let (client, transport) = answered(profile("expression"), vec![answer(200, r#"{"items":[{"id":"1"}]}"#)]);
    let query = Query::new().filter("former", Op::Eq, "yes").filter("shoeSize", Op::Eq, 4).filter("visibility", Op::Eq, "x");
    let page = run(client.list("people", &query)).unwrap();
    assert_eq!(page.unapplied.len(), 3);
    assert!(matches!(&page.unapplied[0], connect::Unapplied::Filter(Filter { field, .. }) if field == "former"));
    assert_eq!(transport.sent.borrow()[0].url, "/api/tables/members/records?expand=group&page=1&perPage=30");
}
