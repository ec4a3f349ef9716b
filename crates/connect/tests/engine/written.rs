//! What is written is read back: every kind of field, in every form that a backend may keep it.

use std::cell::RefCell;
use std::rc::Rc;

use connect::{Client, Problem, Profile, Request};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::scripted::{answer, client, contract, run};

/// A profile whose `people` have these fields, and a backend that keeps the last record it was sent.
fn keeper(fields: Value) -> Client {
    let call = json!({ "url": "/x" });
    let json = json!({ "base": "", "resources": {
        "people": { "fields": fields, "list": call, "read": { "url": "/x/{id}" }, "create": call, "update": { "url": "/x/{id}" } },
        "alerts": { "fields": { "headline": "/h", "sent": "/s" }, "list": call } } });
    let (profile, _) = Profile::judge(&json.to_string(), &contract()).unwrap();
    let kept = Rc::new(RefCell::new(json!({ "id": "1" })));
    let keep = move |request: &Request| {
        let mut kept = kept.borrow_mut();
        if let Some(body) = &request.body {
            *kept = serde_json::from_str(body).unwrap();
            kept.as_object_mut().unwrap().insert("id".into(), "1".into());
        }
        Ok(answer(200, &kept.to_string()))
    };
    client(profile, keep).0
}

fn day() -> impl Strategy<Value = String> {
    (0..10_000u32, 1..13u32, 1..29u32).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

fn instant() -> impl Strategy<Value = String> {
    (day(), 0..24u32, 0..60u32, 0..60u32).prop_map(|(day, h, m, s)| format!("{day}T{h:02}:{m:02}:{s:02}Z"))
}

fn written_and_read(field: &str, form: Value, value: Value) -> Value {
    let mut fields = json!({ "name": { "default": "n" } });
    fields[field] = form;
    let client = keeper(fields);
    run(async {
        let made = client.create("people", Map::from_iter([(field.to_string(), value)])).await.unwrap();
        let read = client.read("people", "1").await.unwrap();
        assert_eq!(made, read);
        read.fields.get(field).cloned().unwrap_or_default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts(value in prop::collection::vec("[^,]{1,6}", 0..4), form in 0..5usize) {
        let value: Vec<String> = value.iter().map(|text| text.trim().to_string()).filter(|text| !text.is_empty()).collect();
        let form = [json!("/a/b~1c/~0"), json!({ "at": "/a", "split": "," }), json!({ "at": "/a", "map": { "x": "y" } }), json!({ "at": "/a", "wrap": { "in": "{value}" }, "read": "/a/in", "write": "/a" }), json!({ "at": "/a/data", "each": "/id", "wrap": { "type": "members", "id": "{value}" } })][form].clone();
        prop_assume!(form.get("map").is_none() || !value.iter().any(|text| text == "x"));
        let read = written_and_read("languages", form.clone(), json!(value));
        let empty = value.is_empty() && read.is_null();
        prop_assert!(empty || read == json!(value), "{form}: {value:?} became {read}");
    }

    #[test]
    fn days(value in day(), format in 0..5usize) {
        let format = ["iso", "isoMillis", "space", "unix", "unixMillis"][format];
        let read = written_and_read("confirmedOn", json!({ "at": "/a", "format": format }), json!(value));
        prop_assert_eq!(read, json!(value));
    }

    #[test]
    fn plain_values(text in "\\PC{1,9}", hundredths in any::<i32>(), whole in any::<i32>(), truth in any::<bool>()) {
        let number = f64::from(hundredths) / 100.0;
        prop_assert_eq!(written_and_read("bio", json!("/a"), json!(text)), json!(text));
        prop_assert_eq!(written_and_read("organisation", json!({ "at": "/a", "stored": "number" }), json!(whole.to_string())), json!(whole.to_string()));
        prop_assert_eq!(written_and_read("hours", json!("/a"), json!(number)), json!(number));
        prop_assert_eq!(written_and_read("hours", json!({ "at": "/a", "stored": "text" }), json!(whole)), json!(whole));
        for form in [json!("/a"), json!({ "at": "/a", "stored": "text" }), json!({ "at": "/a", "map": { "Y": true, "N": false } }), json!({ "at": "/a", "map": [[1, true], [0, false]] }), json!({ "at": "/a", "map": { "1": true, "0": false }, "stored": "number" })] {
            prop_assert_eq!(written_and_read("former", form, json!(truth)), json!(truth));
        }
        let any = json!({ "a": [text, number, truth, null] });
        prop_assert_eq!(written_and_read("visibility", json!("/a"), any.clone()), any.clone());
        prop_assert_eq!(written_and_read("visibility", json!({ "at": "/a", "stored": "text" }), any.clone()), any);
    }

    #[test]
    fn instants(value in instant(), form in 0..8usize) {
        let mut form = [json!({ "format": "iso" }), json!({ "format": "isoMillis" }), json!({ "format": "space" }), json!({ "format": "unix" }),
            json!({ "format": "unixMillis" }), json!({ "format": "unix", "stored": "text" }), json!({ "format": "unixMillis", "stored": "text" }),
            json!({ "format": "unixMillis", "wrap": "/Date({value}+0200)/" })][form].clone();
        form["at"] = json!("/s");
        let call = json!({ "url": "/x" });
        let json = json!({ "base": "", "resources": { "people": { "fields": { "name": "/n" }, "list": call, "read": "/x/{id}" },
            "alerts": { "fields": { "headline": { "default": "h" }, "sent": form }, "list": call, "create": call } } });
        let (profile, _) = Profile::judge(&json.to_string(), &contract()).unwrap();
        let echo = |request: &Request| Ok(answer(200, &request.body.clone().unwrap().replacen('{', "{\"id\":1,", 1)));
        let (client, _) = client(profile, echo);
        let made = run(client.create("alerts", Map::from_iter([("sent".to_string(), json!(value))]))).unwrap();
        prop_assert_eq!(made.text("sent"), Some(value.as_str()));
    }
}

#[test]
fn numbers_in_text_are_instants_where_the_format_says_so() {
    let day = |theirs: &str, format: &str| {
        let call = json!({ "url": "/x" });
        let json = json!({ "base": "", "resources": { "people": { "list": call, "read": "/x/{id}",
            "fields": { "name": { "default": "n" }, "confirmedOn": { "at": "/d", "format": format } } },
            "alerts": { "fields": { "headline": "/h", "sent": "/s" }, "list": call } } });
        let (profile, _) = Profile::judge(&json.to_string(), &contract()).unwrap();
        let record = json!({ "id": 1, "d": theirs }).to_string();
        let (client, _) = client(profile, move |_: &Request| Ok(answer(200, &record)));
        run(client.read("people", "1")).map(|record| record.text("confirmedOn").unwrap_or_default().to_string())
    };
    for theirs in ["1790000000000", " 1790000000000 ", "/Date(1790000000000)/", "/Date(1790000000000+0200)/", "/Date(1790000000000-0500)/"]
    {
        assert_eq!(day(theirs, "unixMillis").as_deref(), Ok("2026-09-21"), "{theirs}");
    }
    assert_eq!(day("/Date(-86400000+0100)/", "unixMillis").as_deref(), Ok("1969-12-31"));
    assert_eq!(day("1790000000", "unix").as_deref(), Ok("2026-09-21"));
    for (theirs, format) in [
        ("1790000000000", "iso"),
        ("soon", "unixMillis"),
        ("/Date()/", "unixMillis"),
        ("/Date(-)/", "unixMillis"),
        ("/Date(é)/", "unix"),
        ("", "space"),
    ] {
        assert_ne!(day(theirs, format).as_deref(), Ok("2026-09-21"), "{theirs} as {format}");
    }
    assert!(day("1790000000000", "iso").is_err());
    assert!(day("/Date()/", "unixMillis").is_err());
}

#[test]
fn nothing_is_written_as_the_map_has_it() {
    for (form, theirs) in [
        (json!("/bio"), json!(null)),
        (json!({ "at": "/bio", "map": [["", null]] }), json!("")),
        (json!({ "at": "/bio", "map": { "-": null }, "wrap": { "text": "{value}" } }), json!("-")),
    ] {
        let call = json!({ "url": "/x" });
        let json = json!({ "base": "", "resources": { "people": { "fields": { "name": { "default": "n" }, "bio": form }, "list": call, "read": "/x/{id}",
            "update": { "url": "/x/{id}", "returns": "none" } }, "alerts": { "fields": { "headline": "/h", "sent": "/s" }, "list": call } } });
        let (profile, _) = Profile::judge(&json.to_string(), &contract()).unwrap();
        let (client, sent) = client(profile, |_: &Request| Ok(answer(200, r#"{"id":"1"}"#)));
        run(client.update("people", "1", Map::from_iter([("bio".to_string(), Value::Null)]), None)).unwrap();
        let body: Value = serde_json::from_str(sent.sent.borrow()[0].body.as_deref().unwrap()).unwrap();
        assert_eq!(body, json!({ "bio": theirs }));
    }
}

#[test]
fn every_written_form_of_an_instant_is_read() {
    let cases = [
        ("2026-02-03 10:00:00.000Z", Some("2026-02-03T10:00:00Z")),
        ("2026-02-03T10:00:00.999+05:30", Some("2026-02-03T04:30:00Z")),
        ("2026-02-28T23:30:00-0100", Some("2026-03-01T00:30:00Z")),
        ("2024-02-29T00:00Z", Some("2024-02-29T00:00:00Z")),
        ("2016-12-31T23:59:60Z", Some("2016-12-31T23:59:59Z")),
        ("2026-02-29T00:00:00Z", None),
        ("2026-02-03T24:00:00Z", None),
        ("2026-02-03T10:00:00", None),
        ("2026-02-03", None),
        ("0000-01-01T00:00:00+01:00", None),
        ("3 February 2026", None),
        ("２０２６-02-03T10:00:00Z", None),
    ];
    for (theirs, ours) in cases {
        let call = json!({ "url": "/x" });
        let json = json!({ "base": "", "resources": { "people": { "fields": { "name": "/n" }, "list": call, "read": "/x/{id}" },
            "alerts": { "fields": { "headline": { "default": "h" }, "sent": "/s" }, "list": call } } });
        let (profile, _) = Profile::judge(&json.to_string(), &contract()).unwrap();
        let (client, _) = client(profile, move |_| Ok(answer(200, &json!([{ "id": 1, "s": theirs }]).to_string())));
        let page = run(client.list("alerts", &connect::Query::new()));
        match ours {
            Some(ours) => assert_eq!(page.unwrap().records[0].text("sent"), Some(ours), "{theirs}"),
            None => assert_eq!(page, Err(Problem::Unreadable { at: "/0/s".into() }), "{theirs}"),
        }
    }
}

#[test]
fn a_record_becomes_a_type() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Person {
        id: String,
        name: String,
        bio: Option<String>,
    }
    let client = keeper(json!({ "name": "/n", "bio": "/b" }));
    let given = Map::from_iter([("name".to_string(), json!("Ada"))]);
    let record = run(client.create("people", given)).unwrap();
    assert_eq!(record.to::<Person>(), Ok(Person { id: "1".into(), name: "Ada".into(), bio: None }));
    let nameless = run(client.create("people", Map::new())).unwrap();
    assert!(matches!(nameless.to::<Person>(), Err(Problem::Unreadable { .. })));
}
