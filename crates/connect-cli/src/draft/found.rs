//! What the material shows of an API, before it is matched with what the portal needs.

use serde_json::{Map, Value};

/// What a member of a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    /// A text with a day.
    Day,
    /// A text with a time.
    Time,
    /// A text with a time, but no zone.
    LocalTime,
    Number,
    Whole,
    Bool,
    Texts,
    /// A list of objects.
    Objects,
    Object,
}

/// A list of records, and what else can be done with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    /// The name of the records: the last fixed part of the address.
    pub name: String,
    pub path: String,
    pub items: String,
    /// Pointer and form of each member of a record.
    pub members: Vec<(String, Form)>,
    pub total: Option<String>,
    /// Names of query parameters; nothing is known about them when the material was a sample.
    pub params: Vec<String>,
    /// Operations besides list: name and request.
    pub operations: Map<String, Value>,
    /// Whether the material says which parameters there are.
    pub described: bool,
}

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    pub name: String,
    pub base: String,
    pub lists: Vec<Listed>,
    pub auth: Option<Value>,
    pub unsure: Vec<String>,
}

impl Api {
    /// The base as it is first told; a second one that is different is a doubt.
    pub fn based(&mut self, base: &str) {
        if self.base.is_empty() {
            self.base = base.into();
        } else if !base.is_empty() && self.base != base {
            self.unsure.push(format!("base: {base} was found as well"));
        }
    }
}

/// The last part of an address that is no variable.
pub(crate) fn last_word(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let word = path.rsplit('/').find(|part| !part.is_empty() && !part.contains('{')).unwrap_or_default();
    word.trim_end_matches(".json").to_string()
}

/// Gives an object a member.
pub(crate) fn set(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(key.into(), value);
    }
}
