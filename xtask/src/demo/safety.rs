//! Nothing real in the data, and every link whole.

use std::collections::BTreeSet;

use serde_json::Value;

use super::organisations::text;
use super::{Record, Scale, dataset_json, sample};

/// Whether the name stands in the text as a whole word, in this spelling.
fn holds(all: &str, name: &str) -> bool {
    all.match_indices(name).any(|(at, _)| {
        let before = all[..at].chars().next_back();
        let after = all[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, found)),
        _ => {}
    }
}

#[test]
fn no_denied_name_appears() {
    for scale in [Scale::Demo, Scale::Large] {
        let all = dataset_json(scale, 0);
        let denied = include_str!("deny.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let found: Vec<_> = denied.filter(|name| holds(&all, name)).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn every_address_is_a_safe_one() {
    let data = sample();
    let values: Vec<Value> = data.records.values().flatten().cloned().map(Value::Object).collect();
    let mut all = Vec::new();
    values.iter().for_each(|value| strings(value, &mut all));
    for text in all {
        for word in text.split_whitespace() {
            let web = word.contains("://");
            assert!(!web || word.starts_with("https://") && word.contains(".example.org"), "{word}");
            assert!(!word.contains('@') || word.contains(".example.org"), "{word}");
        }
        let unsafe_letters =
            ['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{2014}'];
        assert!(!text.contains(unsafe_letters), "{text}");
    }
    for phone in data.records["people"].iter().map(|one| text(one, "phone")).filter(|phone| !phone.is_empty()) {
        let drama = ["+447700900", "+441632960", "+442079460"].iter().any(|range| phone.starts_with(range));
        assert!(drama && phone.len() == 13, "{phone}");
    }
}

#[test]
fn every_id_is_tight_and_its_own() {
    let data = sample();
    for (name, records) in &data.records {
        let ids: BTreeSet<_> = records.iter().map(|one| text(one, "id")).collect();
        assert_eq!(ids.len(), records.len(), "{name}");
        for id in ids {
            assert!(id.len() == 15 && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let data = sample();
    let links = [
        ("people", "organisation", "organisations"),
        ("people", "deputy", "people"),
        ("organisations", "leadContact", "people"),
        ("meetings", "fromAlert", "alerts"),
        ("replies", "meeting", "meetings"),
        ("replies", "person", "people"),
        ("alerts", "organisation", "organisations"),
        ("alerts", "author", "people"),
        ("alerts", "supersededBy", "alerts"),
        ("alertReads", "alert", "alerts"),
        ("alertReads", "person", "people"),
        ("answers", "alert", "alerts"),
        ("answers", "organisation", "organisations"),
        ("signatures", "person", "people"),
        ("signatures", "organisation", "organisations"),
        ("signatures", "trueSigner", "people or organisations"),
        ("supportItems", "author", "people"),
        ("supportItems", "trueAuthor", "people"),
    ];
    for (from, field, to) in links {
        let known: BTreeSet<_> = to.split(" or ").flat_map(|name| &data.records[name]).map(|one| text(one, "id")).collect();
        for one in data.records[from].iter().filter(|one| one.contains_key(field)) {
            assert!(known.contains(text(one, field)), "{from}.{field}");
        }
    }
    let asks: BTreeSet<_> = data.records["alerts"]
        .iter()
        .filter_map(|one| one.get("asks"))
        .flat_map(|asks| asks.as_array().unwrap())
        .map(|ask| ask["id"].as_str().unwrap())
        .collect();
    assert!(data.records["answers"].iter().all(|one| asks.contains(text(one, "ask"))));
    assert!(data.records["answers"].len() > 100);
}

#[test]
fn hidden_organisations_speak_nowhere() {
    let data = sample();
    let hidden: Vec<&Record> = data.records["organisations"].iter().filter(|one| text(one, "visibility") == "hidden").collect();
    for name in ["alerts", "answers", "signatures", "supportItems", "statements", "posts", "meetings"] {
        let all = serde_json::to_string(&data.records[name]).unwrap();
        for one in &hidden {
            assert!(!holds(&all, text(one, "name")), "{name} {}", text(one, "name"));
        }
    }
}

#[test]
fn private_messages_leave_no_trace_in_others() {
    let data = sample();
    let private: BTreeSet<_> =
        data.records["alerts"].iter().filter(|one| text(one, "scope") == "Private").map(|one| text(one, "id")).collect();
    for one in data.records["alerts"].iter().filter(|one| text(one, "scope") != "Private") {
        assert!(!private.contains(text(one, "supersededBy")), "{}", text(one, "headline"));
    }
    let open = data.records["answers"].iter().all(|one| !private.contains(text(one, "alert")));
    assert!(open);
}
