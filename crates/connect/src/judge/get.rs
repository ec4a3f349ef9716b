//! What stands under a key, if it has the right shape. Whether it has was judged before.

use serde_json::{Map, Value};

use super::Part;
use crate::profile::{Place, Saved, Texts};

static NOTHING: Vec<Value> = Vec::new();

#[inline(never)]
pub(super) fn text<'v>(part: &'v Part, key: &str) -> Option<&'v str> {
    part.get(key).and_then(Value::as_str)
}

#[inline(never)]
pub(super) fn owned(part: &Part, key: &str) -> Option<String> {
    text(part, key).map(String::from)
}

/// The text, or an empty one.
#[inline(never)]
pub(super) fn string(part: &Part, key: &str) -> String {
    text(part, key).unwrap_or_default().into()
}

#[inline(never)]
pub(super) fn flag(part: &Part, key: &str) -> bool {
    part.get(key) == Some(&Value::Bool(true))
}

#[inline(never)]
pub(super) fn count(part: &Part, key: &str) -> Option<u32> {
    part.get(key)?.as_u64()?.try_into().ok()
}

#[inline(never)]
pub(super) fn part<'v>(part: &'v Part, key: &str) -> Option<&'v Part> {
    part.get(key)?.as_object()
}

pub(super) fn items<'v>(part: &'v Part, key: &str) -> &'v [Value] {
    part.get(key).and_then(Value::as_array).unwrap_or(&NOTHING)
}

pub(super) fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap_or(&NOTHING)
}

/// One object, or a list of them.
pub(super) fn parts<'v>(part: &'v Part, key: &str) -> Vec<&'v Part> {
    let mut found = Vec::new();
    match part.get(key) {
        Some(Value::Object(one)) => found.push(one),
        Some(Value::Array(all)) => {
            for one in all {
                if let Value::Object(one) = one {
                    found.push(one);
                }
            }
        }
        _ => {}
    }
    found
}

/// The members of an object, notes left out.
#[inline(never)]
pub(super) fn members(from: &Part, key: &str) -> Map<String, Value> {
    let mut found = Map::new();
    if let Some(members) = part(from, key) {
        for (name, value) in members {
            if !name.starts_with("x-") {
                found.insert(name.clone(), value.clone());
            }
        }
    }
    found
}

/// A text, or a list of texts.
#[inline(never)]
pub(super) fn texts(part: &Part, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(one) = text(part, key) {
        found.push(one.to_string());
    }
    for item in items(part, key) {
        if let Some(one) = item.as_str() {
            found.push(one.to_string());
        }
    }
    found
}

/// Names and texts.
#[inline(never)]
pub(super) fn pairs(from: &Part, key: &str) -> Texts {
    let mut found = Texts::new();
    if let Some(members) = part(from, key) {
        for (name, value) in members {
            if let Some(text) = value.as_str().filter(|_| !name.starts_with("x-")) {
                found.push((name.clone(), text.to_string()));
            }
        }
    }
    found
}

/// A pointer, `{at}`, `{header}` or `{link}`.
#[inline(never)]
pub(super) fn place(value: Option<&Value>) -> Option<Place> {
    match value? {
        Value::String(at) => Some(Place::At(at.clone())),
        Value::Object(inner) => match (owned(inner, "at"), owned(inner, "header")) {
            (Some(at), _) => Some(Place::At(at)),
            (None, Some(name)) => Some(Place::Header(name)),
            (None, None) => flag(inner, "link").then_some(Place::Link),
        },
        _ => None,
    }
}

/// Names, and where an answer holds each.
#[inline(never)]
pub(super) fn saved(from: &Part, key: &str) -> Saved {
    let mut found = Saved::new();
    if let Some(members) = part(from, key) {
        for (name, value) in members {
            if let Some(place) = place(Some(value)).filter(|_| !name.starts_with("x-")) {
                found.push((name.clone(), place));
            }
        }
    }
    found
}
