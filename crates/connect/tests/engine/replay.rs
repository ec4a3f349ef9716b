//! Recorded exchanges replayed: what is asked, what is sent, what is answered, what it gives.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use connect::{
    Client, Credential, Cursor, Filter, Op, Page, Problem, Profile, Query, Record, Request, Response, Sort, Unreachable, Version,
};
use serde_json::{Map, Value, json};

use crate::scripted;

/// What is still to be sent, shared with the transport.
type Script = Rc<RefCell<VecDeque<Value>>>;

#[test]
fn expression() {
    replay("expression");
}

#[test]
fn flat_list() {
    replay("flat-list");
}

#[test]
fn rotating() {
    replay("rotating");
}

#[test]
fn at_once() {
    replay("at-once");
}

fn replay(name: &str) {
    replay_with(&format!("tests/exchanges/{name}.json"), &scripted::profile(name));
}

/// Replays every scenario of a file.
pub fn replay_with(name: &str, profile: &Profile) {
    let file = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    let scenarios: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    for scenario in scenarios.as_array().unwrap() {
        let title = format!("{name}: {}", scenario["title"].as_str().unwrap());
        let script = Script::default();
        let shared = Rc::clone(&script);
        let heading = title.clone();
        let mut refused = false;
        let (client, _) = scripted::client(profile.clone(), move |request| {
            let next = shared.borrow_mut().pop_front();
            if next.is_none() && std::mem::take(&mut refused) {
                // After a 403 the engine asks who is signed in; nobody did when this was recorded.
                return Err(Unreachable::Offline);
            }
            let next = next.unwrap_or_else(|| panic!("{heading}: nothing expects {request:#?}"));
            check(&heading, &next, request);
            refused = next["status"] == 403;
            give(&next)
        });
        let mut kept = Kept::default();
        for (at, step) in scenario["steps"].as_array().unwrap().iter().enumerate() {
            let title = format!("{title}, step {}", at + 1);
            let exchanges = step["sends"].as_array().cloned().unwrap_or_default();
            script.borrow_mut().extend(exchanges);
            let given = scripted::run(act(&client, step, &mut kept));
            assert_eq!(*script.borrow(), [] as [Value; 0], "{title}: not everything was sent");
            holds(&title, &step["gives"], &given);
        }
    }
}

/// What one step leaves for the next.
#[derive(Default)]
struct Kept {
    cursor: Option<Cursor>,
    version: Option<Version>,
    sealed: Vec<u8>,
}

/// The request has the method, address and body that are written, those headers, and not those.
fn check(title: &str, exchange: &Value, request: &Request) {
    let line = format!("{} {}", request.method, request.url);
    match exchange.get("asked") {
        Some(asked) => assert_eq!(params(asked.as_str().unwrap()), params(&line), "{title}: {}", exchange["recorded"]),
        None => assert_eq!(exchange["request"], line, "{title}"),
    }
    if let Some(body) = exchange.get("body") {
        let sent = request.body.clone().unwrap_or_default();
        let sent = serde_json::from_str(&sent).unwrap_or(Value::String(sent));
        assert_eq!(*body, sent, "{title}: {line}");
    }
    for (name, value) in exchange["headers"].as_object().into_iter().flatten() {
        let sent = request.headers.iter().find(|(key, _)| key == name).map(|(_, value)| json!(value));
        assert_eq!(sent.unwrap_or_default(), *value, "{title}: {line}: {name}");
    }
}

/// An address and its parameters, decoded and in one order: recorded ones are written as a person writes them.
fn params(line: &str) -> (String, Vec<String>) {
    let (address, query) = line.split_once('?').unwrap_or((line, ""));
    let decoded = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('%') {
            bytes.extend(before.bytes());
            let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
            bytes.push(byte.unwrap_or(b'%'));
            rest = if byte.is_some() { &after[2..] } else { after };
        }
        bytes.extend(rest.bytes());
        String::from_utf8(bytes).unwrap()
    };
    let mut all: Vec<String> = query.split('&').map(decoded).map(|pair| by_key(&pair)).collect();
    all.sort();
    (decoded(address), all)
}

/// The same, with JSON in it written in one way.
fn by_key(pair: &str) -> String {
    let Some((name, value)) = pair.split_once('=').filter(|(_, value)| value.starts_with('{')) else { return pair.into() };
    serde_json::from_str::<Value>(value).map_or_else(|_| pair.into(), |json| format!("{name}={json}"))
}

fn give(exchange: &Value) -> Result<Response, Unreachable> {
    if exchange.get("unreachable").is_some() {
        return Err(Unreachable::Timeout);
    }
    let body = exchange.get("text").map(|text| text.as_str().unwrap().to_string());
    let body = body.or_else(|| exchange.get("answer").map(Value::to_string)).unwrap_or_default();
    let headers = exchange["with"].as_object().into_iter().flatten();
    Ok(Response {
        status: exchange["status"].as_u64().unwrap_or(200) as u16,
        headers: headers.map(|(name, value)| (name.clone(), value.as_str().unwrap().into())).collect(),
        body,
    })
}

async fn act(client: &Client, step: &Value, kept: &mut Kept) -> Value {
    let text = |key: &str| step[key].as_str().unwrap_or_default();
    let fields = || step["fields"].as_object().cloned().unwrap_or_default();
    let (resource, id) = (text("resource"), text("id"));
    let version = kept.version.clone().filter(|_| step["stale"] == true);
    match text("do") {
        "sign in" => {
            let me = client
                .sign_in(&[("identity", step["identity"].as_str().unwrap_or("ada@example.org")), ("password", text("password"))])
                .await;
            outcome(me.map(|me| json!({ "id": me.id, "name": me.name, "roles": me.roles, "fields": me.fields })))
        }
        "seal" => {
            kept.sealed = client.credential().unwrap().seal();
            client.sign_out().await;
            Value::Null
        }
        "resume" => {
            let credential = Credential::unseal(&kept.sealed).unwrap();
            outcome(client.resume(credential).await.map(|me| json!({ "id": me.id })))
        }
        "sign out" => {
            client.sign_out().await;
            Value::Null
        }
        "signed in" => json!(client.is_signed_in()),
        "can" => {
            let can = client.capabilities(resource);
            json!({ "list": can.list, "create": can.create, "update": can.update, "total": can.total,
                "search": can.search, "sort": can.sort, "complete": can.complete, "version": can.version })
        }
        "list" => {
            let mut query = query(&step["query"]);
            query.cursor = kept.cursor.take().filter(|_| step["further"] == true).or(query.cursor);
            outcome(client.list(resource, &query).await.map(|page| {
                kept.cursor = page.next.clone();
                shown(page)
            }))
        }
        "all" => outcome(
            client
                .all(resource, &query(&step["query"]))
                .await
                .map(|records| json!(records.into_iter().map(|record| record.id).collect::<Vec<_>>())),
        ),
        "read" => outcome(client.read(resource, id).await.map(|record| {
            kept.version = record.version.clone();
            plain(record)
        })),
        "create" => outcome(client.create(resource, fields()).await.map(plain)),
        "update" => outcome(client.update(resource, id, fields(), version.as_ref()).await.map(plain)),
        "remove" => outcome(client.remove(resource, id, None).await.map(|()| Value::Null)),
        other => panic!("no step is called {other}"),
    }
}

fn outcome(result: Result<Value, Problem>) -> Value {
    result.unwrap_or_else(|problem| json!({ "problem": format!("{problem:?}") }))
}

fn plain(record: Record) -> Value {
    let mut fields = record.fields;
    fields.insert("id".into(), record.id.into());
    Value::Object(fields)
}

fn shown(page: Page) -> Value {
    let mut shown = Map::new();
    shown.insert("ids".into(), page.records.iter().map(|record| record.id.clone()).collect());
    shown.insert("records".into(), page.records.into_iter().map(plain).collect());
    shown.insert("total".into(), page.total.map_or(Value::Null, Value::from));
    shown.insert("further".into(), page.next.is_some().into());
    shown.insert("unapplied".into(), page.unapplied.len().into());
    Value::Object(shown)
}

/// What is expected is there; objects may hold more.
fn holds(title: &str, expected: &Value, given: &Value) {
    match (expected, given) {
        (Value::Object(expected), Value::Object(given)) => {
            for (key, value) in expected {
                let found = given.get(key).unwrap_or(&Value::Null);
                holds(&format!("{title}: {key} of {given:?}"), value, found);
            }
        }
        (Value::Array(expected), Value::Array(given)) if expected.len() == given.len() => {
            for (value, found) in expected.iter().zip(given) {
                holds(title, value, found);
            }
        }
        _ => assert_eq!(expected, given, "{title}"),
    }
}

fn query(value: &Value) -> Query {
    let mut query = Query::new();
    for part in value["filter"].as_array().into_iter().flatten() {
        let op = [Op::Eq, Op::Ne, Op::Lt, Op::Lte, Op::Gt, Op::Gte, Op::In, Op::Contains];
        let op = op.into_iter().find(|op| part[1] == op.name()).unwrap();
        query.filter.push(Filter { field: part[0].as_str().unwrap().into(), op, value: part[2].clone() });
    }
    for key in value["sort"].as_array().into_iter().flatten() {
        let key = key.as_str().unwrap();
        let field = key.trim_start_matches('-').to_string();
        query.sort.push(Sort { field, descending: key.starts_with('-') });
    }
    query.search = value["search"].as_str().map(String::from);
    query.cursor = value["from"].as_u64().map(Cursor::skip);
    query.size = value["size"].as_u64().map(|size| size as u32);
    query
}
