//! Small things done to JSON: pointers (RFC 6901), merging (RFC 7396), values as text.

use serde_json::{Map, Value};

/// Whether it is a JSON Pointer: empty, or begins with `/` and holds only good escapes.
pub(crate) fn is_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(|after| after.starts_with(['0', '1']))
}

/// The names along a pointer, unescaped.
pub(crate) fn steps(pointer: &str) -> impl Iterator<Item = String> {
    let whole = pointer.split('/').skip(1);
    whole.map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// One more step at the end of a pointer, escaped.
pub(crate) fn deeper(pointer: &str, step: &str) -> String {
    let mut whole = String::from(pointer);
    step_into(&mut whole, step);
    whole
}

/// Adds a step to a pointer in its place, escaped.
#[inline(never)]
pub(crate) fn step_into(pointer: &mut String, step: &str) {
    pointer.push('/');
    for letter in step.chars() {
        match letter {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(letter),
        }
    }
}

/// The name of a one-step pointer.
pub(crate) fn only_step(pointer: &str) -> Option<String> {
    let mut names = steps(pointer);
    names.next().filter(|_| names.next().is_none())
}

/// Puts a value at a place, building objects on the way there.
pub(crate) fn put(root: &mut Value, pointer: &str, value: Value) {
    let mut place = root;
    for step in steps(pointer) {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(map) = place else { return };
        place = map.entry(step).or_insert(Value::Null);
    }
    *place = value;
}

/// JSON Merge Patch: null removes, objects merge, the rest replaces.
pub(crate) fn merge(base: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *base = patch.clone();
        return;
    };
    if !base.is_object() {
        *base = Value::Object(Map::new());
    }
    let Value::Object(map) = base else { return };
    for (key, value) in std::mem::take(map) {
        if !patch.get(&key).is_some_and(Value::is_null) {
            map.insert(key, value);
        }
    }
    for (key, value) in patch.iter().filter(|(_, value)| !value.is_null()) {
        merge(map.entry(key.as_str()).or_insert(Value::Null), value);
    }
}

/// Text, number or bool as text; nothing for the rest.
pub(crate) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Any value as text: plain ones bare, the rest as JSON.
pub(crate) fn text_of(value: &Value) -> String {
    plain(value).unwrap_or_else(|| value.to_string())
}

/// Absent in all but name.
pub(crate) fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Things by their names, in the order they were written.
pub(crate) type Named<T> = Vec<(String, T)>;

/// The thing of that name.
pub(crate) fn find<'a, T>(all: &'a [(String, T)], name: &str) -> Option<&'a T> {
    all.iter().find(|(known, _)| known == name).map(|(_, found)| found)
}

/// Lays members over others. Not `extend` or `collect`: each of those would bring a sort of its own.
pub(crate) fn lay(over: &mut Map<String, Value>, members: &Map<String, Value>) {
    for (name, value) in members {
        over.insert(name.clone(), value.clone());
    }
}
