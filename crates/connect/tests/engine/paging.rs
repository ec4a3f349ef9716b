//! Walking pages visits each record once, in order, whatever the style of paging.

use std::cell::RefCell;
use std::rc::Rc;

use connect::{Op, Problem, Profile, Query, Record, Request, Response, Unapplied};
use proptest::prelude::*;

use crate::scripted::{answer, answered, client, contract, profile, run};

/// The value of a parameter in an address.
fn param(request: &Request, name: &str) -> Option<u64> {
    let query = request.url.split_once('?')?.1;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name)?.1.parse().ok()
}

/// One page of so many records as each profile's backend would answer, cut off at its own limit.
fn backend(name: &str, request: &Request, count: u64, limit: u64) -> Response {
    let (from, size) = match name {
        "expression" => {
            let size = param(request, "perPage").unwrap_or(30).min(limit);
            ((param(request, "page").unwrap() - 1) * size, size)
        }
        "flat-list" => {
            let size = param(request, "_limit").unwrap().min(limit);
            ((param(request, "_page").unwrap() - 1) * size, size)
        }
        _ => (param(request, "after").unwrap_or(0), param(request, "limit").unwrap().min(limit)),
    };
    let end = (from + size).min(count);
    let row = |id: u64| match name {
        "rotating" => format!(r#"{{"node":{{"key":"{id}","attributes":{{"label":"n"}}}}}}"#),
        "flat-list" => format!(r#"{{"id":{id},"person":{{"label":"n{id}"}}}}"#),
        _ => format!(r#"{{"id":"{id}","full_name":"n{id}"}}"#),
    };
    let rows: Vec<String> = (from..end).map(row).collect();
    let rows = rows.join(",");
    match name {
        "expression" => answer(200, &format!(r#"{{"items":[{rows}],"totalItems":{count}}}"#)),
        "rotating" => {
            let next = if end < count { format!("\"{end}\"") } else { "null".into() };
            answer(200, &format!(r#"{{"data":[{rows}],"meta":{{"next":{next}}}}}"#))
        }
        _ => Response { headers: vec![("X-Total-Count".into(), count.to_string())], ..answer(200, &format!("[{rows}]")) },
    }
}

fn walk(name: &'static str, count: u64, size: u32, limit: u64) -> Result<Vec<Record>, Problem> {
    let (client, _) = client(profile(name), move |request| Ok(backend(name, request, count, limit)));
    run(client.all("people", &Query::new().size(size)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_record_once(style in 0..3usize, count in 0..60u64, size in 1..20u32, limit in 1..20u64) {
        let name = ["expression", "flat-list", "rotating"][style];
        let found: Vec<String> = walk(name, count, size, limit).unwrap().into_iter().map(|record| record.id).collect();
        let expected: Vec<String> = (0..count).map(|id| id.to_string()).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_backend_that_ignores_the_page_is_found_out() {
    let same = |_: &Request| Ok(answer(200, r#"{"items":[{"id":"a","full_name":"A"}],"totalItems":9}"#));
    let (client, _) = client(profile("expression"), same);
    let found = run(client.all("people", &Query::new()));
    assert_eq!(found, Err(Problem::Unreadable { at: "pages repeat".into() }));
}

/// What is shown as it comes: each page once it is there, and the same guards.
#[test]
fn pages_are_given_as_they_come() {
    let (client, transport) = client(profile("rotating"), |request| Ok(backend("rotating", request, 5, 2)));
    let mut given = Vec::new();
    let query = Query::new().ascending("hours").size(2);
    let unapplied = run(client.pages("people", &query, &mut |page| given.push((page.len(), transport.sent.borrow().len())))).unwrap();
    assert_eq!(given, [(2, 1), (2, 2), (1, 3)]);
    assert_eq!(unapplied, [Unapplied::Sort(query.sort[0].clone())]);
    // It begins where the query does.
    let mut given = Vec::new();
    let first = run(client.list("people", &query)).unwrap();
    run(client.pages("people", &query.at(first.next.unwrap()), &mut |page| given.extend(page))).unwrap();
    assert_eq!(given.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["2", "3", "4"]);
}

/// A token that leads on to itself: with something new each time it is a walk, with nothing it is a circle.
#[test]
fn empty_pages_in_a_circle_are_found_out() {
    let page = |key: u32, next: &str| answer(200, &format!(r#"{{"data":[{{"node":{{"key":"{key}"}}}}],"meta":{{"next":"{next}"}}}}"#));
    let none = |next: &str| answer(200, &format!(r#"{{"data":[],"meta":{{"next":{next}}}}}"#));
    let (going_on, _) = answered(profile("rotating"), vec![page(1, "t"), page(2, "t"), none("\"u\""), none("null")]);
    assert_eq!(run(going_on.all("people", &Query::new())).unwrap().len(), 2);
    let (circle, transport) = answered(profile("rotating"), vec![page(1, "t"), none("\"u\""), none("\"t\"")]);
    assert_eq!(run(circle.all("people", &Query::new())), Err(Problem::Unreadable { at: "pages repeat".into() }));
    assert_eq!(transport.sent.borrow().len(), 3);
}

/// A list that comes at once is asked for once, however many records it has.
#[test]
fn a_list_that_comes_at_once_is_asked_for_once() {
    let rows: Vec<String> = (0..450).map(|id| format!(r#"{{"id":"{id}","name":"n"}}"#)).collect();
    let list = serde_json::json!({ "url": "/people", "complete": true });
    let fields = serde_json::json!({ "name": "/name" });
    let alerts = serde_json::json!({ "fields": { "headline": "/h", "sent": "/s" }, "list": "/alerts" });
    let people = serde_json::json!({ "fields": fields, "list": list, "read": { "from": "list" } });
    let text = serde_json::json!({ "base": "", "resources": { "people": people, "alerts": alerts } }).to_string();
    let (judged, _) = Profile::judge(&text, &contract()).unwrap();
    let (client, transport) = client(judged, move |_| Ok(answer(200, &format!("[{}]", rows.join(",")))));
    assert_eq!(run(client.all("people", &Query::new())).unwrap().len(), 450);
    assert_eq!(transport.sent.borrow().len(), 1);
}

#[test]
fn a_failure_half_way_is_no_short_list() {
    let calls = Rc::new(RefCell::new(0));
    let fails = move |request: &Request| {
        *calls.borrow_mut() += 1;
        Ok(if *calls.borrow() == 3 { answer(500, "") } else { backend("expression", request, 40, 10) })
    };
    let (client, _) = client(profile("expression"), fails);
    assert_eq!(run(client.all("people", &Query::new())), Err(Problem::Unavailable { status: 500 }));
}

#[test]
fn what_the_backend_cannot_do_the_engine_does() {
    let (client, transport) = client(profile("rotating"), |request| Ok(backend("rotating", request, 7, 3)));
    let query = Query::new().filter("id", Op::Gte, "3").descending("id").size(2);
    let found = run(client.all("people", &query)).unwrap();
    let ids: Vec<&str> = found.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["6", "5", "4", "3"]);
    assert!(transport.sent.borrow().iter().all(|request| !request.url.contains("filter")));
}
