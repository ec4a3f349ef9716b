//! Sample answers: a file or an address for each kind of record.

use serde_json::Value;

use super::found::{Api, Form, Listed, last_word};
use crate::http::origin_of;

/// How deep a record is looked into.
const DEEP: usize = 2;

pub(crate) fn read(name: &str, body: &Value, api: &mut Api) {
    let Some((items, rows)) = rows(body) else {
        api.unsure.push(format!("{name}: no list of objects is in it"));
        return;
    };
    let mut members: Vec<(String, Form)> = Vec::new();
    for row in rows.iter().take(50) {
        collect("", row, 0, &mut members);
    }
    let remote = name.contains("://");
    let word = last_word(&name.replace('\\', "/"));
    let whole = name.split(['?', '#']).next().unwrap_or(name);
    let path = if remote {
        let origin = origin_of(name);
        let path = whole.get(origin.len()..).unwrap_or_default();
        let (above, _) = path.rsplit_once('/').unwrap_or_default();
        api.based(&format!("{origin}{above}"));
        path.get(above.len()..).unwrap_or_default().to_string()
    } else {
        if api.base.is_empty() {
            api.base = "/api".into();
            api.unsure.push("base: samples do not tell it".into());
        }
        format!("/{word}")
    };
    let query = name.split_once('?').map_or("", |(_, query)| query);
    let params: Vec<String> =
        query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, _)| name.replace("%5B", "[").replace("%5D", "]")).collect();
    let total = total(body, rows.len());
    api.lists.push(Listed { name: word, path, items, members, total, described: !params.is_empty(), params, ..Listed::default() });
}

/// The first list of objects, from the outside in.
fn rows(body: &Value) -> Option<(String, &Vec<Value>)> {
    let mut next = vec![(String::new(), body)];
    let mut at = 0;
    while let Some((pointer, value)) = next.get(at).cloned() {
        at += 1;
        match value {
            Value::Array(rows) if !rows.is_empty() && rows.iter().all(Value::is_object) => return Some((pointer, rows)),
            Value::Object(members) if at < 200 => {
                next.extend(members.iter().map(|(key, value)| (format!("{pointer}/{}", escaped(key)), value)))
            }
            _ => {}
        }
    }
    None
}

pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn total(body: &Value, least: usize) -> Option<String> {
    let mut next = vec![(String::new(), body, 0)];
    while let Some((pointer, value, depth)) = next.pop() {
        let name = pointer.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        if value.as_u64().is_some_and(|count| count >= least as u64) && (name.contains("total") || name.contains("count")) {
            return Some(pointer);
        }
        if let Value::Object(members) = value
            && depth < 3
        {
            next.extend(members.iter().map(|(key, value)| (format!("{pointer}/{}", escaped(key)), value, depth + 1)));
        }
    }
    None
}

fn collect(above: &str, row: &Value, depth: usize, members: &mut Vec<(String, Form)>) {
    let Value::Object(row) = row else { return };
    for (key, value) in row {
        let pointer = format!("{above}/{}", escaped(key));
        if depth < DEEP && value.is_object() {
            collect(&pointer, value, depth + 1, members);
        }
        let Some(form) = form(value) else { continue };
        match members.iter_mut().find(|(known, _)| *known == pointer) {
            // What is not a time everywhere is a text.
            Some((_, known)) if *known != form && matches!(known, Form::Day | Form::Time | Form::LocalTime) => *known = Form::Text,
            Some((_, known)) if *known == Form::Whole && form == Form::Number => *known = form,
            Some(_) => {}
            None => members.push((pointer, form)),
        }
    }
}

fn form(value: &Value) -> Option<Form> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Form::Bool,
        Value::Number(number) if number.is_f64() => Form::Number,
        Value::Number(_) => Form::Whole,
        Value::String(text) => text_form(text),
        Value::Array(items) if items.iter().any(Value::is_object) => Form::Objects,
        Value::Array(_) => Form::Texts,
        Value::Object(_) => Form::Object,
    })
}

/// Whether a text is a day or a time (RFC 3339, or with a space).
fn text_form(text: &str) -> Form {
    let mask: String = text.chars().map(|letter| if letter.is_ascii_digit() { '9' } else { letter }).collect();
    if mask == "9999-99-99" {
        return Form::Day;
    }
    let clock = mask.strip_prefix("9999-99-99").and_then(|rest| rest.strip_prefix('T').or_else(|| rest.strip_prefix(' ')));
    match clock {
        Some(clock) if clock.starts_with("99:99") => {
            let zone = clock.ends_with('Z') || clock.contains('+') || clock.contains('-');
            if zone { Form::Time } else { Form::LocalTime }
        }
        _ => Form::Text,
    }
}
