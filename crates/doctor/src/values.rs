//! Small things about values: their form, their order, and words for a Problem.

use std::cmp::Ordering;

use connect::{Problem, Record};
use serde_json::Value;

/// A body as JSON, read as the engine reads it: a byte order mark before it is passed over.
pub(crate) fn json(body: &str) -> Option<Value> {
    serde_json::from_str(body.trim_start_matches('\u{feff}')).ok()
}

/// The form of a value, without the value: letters become `a`, digits `9`.
pub(crate) fn form(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "true or false".into(),
        Value::Number(_) => "a number".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
        Value::String(text) => {
            let mask = |letter: char| {
                if letter.is_ascii_digit() {
                    '9'
                } else if letter.is_alphabetic() {
                    'a'
                } else {
                    letter
                }
            };
            let masked: String = text.chars().take(30).map(mask).collect();
            format!("a text like \"{masked}\"")
        }
    }
}

/// A Problem in words.
pub(crate) fn told(problem: &Problem) -> String {
    match problem {
        Problem::Offline => "no answer".into(),
        Problem::SignedOut => "the answer means that nobody is signed in".into(),
        Problem::NotAllowed => "the answer means that it is not allowed".into(),
        Problem::NotFound => "the answer means that there is no such thing".into(),
        Problem::BadCredentials => "the answer means that name or password are wrong".into(),
        Problem::Conflict => "the answer means that somebody else was first".into(),
        Problem::Refused { fields, .. } if fields.is_empty() => "it was refused".into(),
        Problem::Refused { fields, .. } => {
            let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
            format!("it was refused because of {}", names.join(", "))
        }
        Problem::Unreadable { at } => format!("the answer cannot be read at \"{at}\""),
        Problem::Busy { .. } => "the backend asks to wait".into(),
        Problem::Unavailable { status } => format!("status {status}"),
        Problem::Unsupported { operation } => format!("the profile cannot say {operation}"),
    }
}

/// A field of a record; `id` too.
pub(crate) fn value(record: &Record, field: &str) -> Option<Value> {
    if field == "id" {
        return Some(Value::String(record.id.clone()));
    }
    record.fields.get(field).filter(|value| !value.is_null()).cloned()
}

/// Two values of one kind compared.
pub(crate) fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::String(one), Value::String(other)) => Some(one.cmp(other)),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        _ => None,
    }
}

/// The ids of records.
pub(crate) fn ids(records: &[Record]) -> Vec<String> {
    records.iter().map(|record| record.id.clone()).collect()
}

/// The same ids, whatever their order.
pub(crate) fn same_set(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|id| other.contains(id))
}
