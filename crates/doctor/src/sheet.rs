//! The profile as it is examined: with its presets, and mended as far as that lets the examination go on.

use serde_json::{Map, Value, json};

const OPERATIONS: [&str; 5] = ["list", "read", "create", "update", "remove"];

/// The profile's text as JSON, twice: as it was given, and as the examination works with it.
#[derive(Default)]
pub(crate) struct Sheet {
    given: Value,
    pub working: Value,
}

impl Sheet {
    pub fn new(text: &str, presets: &dyn Fn(&str) -> Option<String>) -> Option<Sheet> {
        let given: Value = serde_json::from_str(text).ok()?;
        let working = connect::merged(text, presets)?;
        Some(Sheet { given, working })
    }

    /// Lays a patch over the working profile.
    pub fn mend(&mut self, patch: &Value) {
        merge(&mut self.working, patch);
    }

    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.working.pointer(pointer).filter(|value| !value.is_null())
    }

    pub fn text(&self, pointer: &str) -> &str {
        self.at(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn resources(&self) -> Vec<String> {
        let all = self.at("/resources").and_then(Value::as_object);
        all.map(|all| all.keys().filter(|name| !name.starts_with("x-")).cloned().collect()).unwrap_or_default()
    }

    /// A part of a resource with the defaults under it; an operation as an object. Nothing when there is none.
    pub fn part(&self, resource: &str, key: &str) -> Option<Value> {
        let own = self.at(&format!("/resources/{}/{key}", escaped(resource)));
        let below = self.at(&format!("/defaults/{key}"));
        let operation = OPERATIONS.contains(&key);
        let found = match (below, own) {
            (_, None | Some(Value::Bool(false))) if operation => return None,
            (Some(below), Some(Value::Bool(true))) => below.clone(),
            (Some(below), Some(own)) => {
                let mut whole = below.clone();
                merge(&mut whole, own);
                whole
            }
            (below, own) => own.or(below)?.clone(),
        };
        Some(match found {
            Value::String(url) if operation => json!({ "url": url }),
            found => found,
        })
    }

    /// Where a part of a resource is said: by itself, or by the defaults.
    pub fn place(&self, resource: &str, path: &str) -> String {
        let own = format!("/resources/{}/{path}", escaped(resource));
        let below = format!("/defaults/{path}");
        let said = |pointer: &String| self.given.pointer(pointer).is_some_and(|value| !value.is_null());
        if !said(&own) && said(&below) { below } else { own }
    }

    /// A field, or `id`, as an object.
    pub fn field(&self, resource: &str, field: &str) -> Map<String, Value> {
        let found = if field == "id" {
            self.part(resource, "id").or_else(|| Some("/id".into()))
        } else {
            self.part(resource, "fields").and_then(|fields| fields.get(field).cloned())
        };
        match found {
            Some(Value::Object(members)) => members,
            Some(Value::String(at)) => Map::from_iter([("at".into(), Value::String(at))]),
            _ => Map::new(),
        }
    }

    pub fn field_place(&self, resource: &str, field: &str) -> String {
        if field == "id" { self.place(resource, "id") } else { self.place(resource, &format!("fields/{}", escaped(field))) }
    }

    /// A patch that gives members to a field (null takes one away).
    pub fn field_patch(&self, resource: &str, field: &str, members: &Value) -> Value {
        let mut whole = Value::Object(self.field(resource, field));
        if let (Value::Object(whole), Some(members)) = (&mut whole, members.as_object()) {
            // A null must stay in the patch: it takes away what is there.
            members.iter().for_each(|(key, value)| drop(whole.insert(key.clone(), value.clone())));
        }
        let below = if field == "id" { json!({ "id": whole }) } else { json!({ "fields": { field: whole } }) };
        json!({ "resources": { resource: below } })
    }

    /// Puts another declaration in place of a field, in the working profile alone.
    pub fn set_field(&mut self, resource: &str, field: &str, declared: Value) {
        if let Some(known) = self.working.pointer_mut(&format!("/resources/{}/fields/{}", escaped(resource), escaped(field))) {
            *known = declared;
        } else {
            self.mend(&json!({ "resources": { resource: { "fields": { field: declared } } } }));
        }
    }

    /// A patch that gives members to an operation.
    pub fn operation_patch(&self, resource: &str, operation: &str, members: Value) -> Value {
        let own = self.at(&format!("/resources/{}/{operation}", escaped(resource)));
        let below = self.at(&format!("/defaults/{operation}"));
        let address = match (own, below) {
            (Some(Value::String(url)), _) | (Some(Value::Bool(true)), Some(Value::String(url))) => Some(url.clone()),
            _ => None,
        };
        let mut members = members;
        if let (Some(url), Value::Object(members)) = (address, &mut members) {
            members.insert("url".into(), url.into());
        }
        json!({ "resources": { resource: { operation: members } } })
    }

    /// The rules for what answers mean with one more before them, as a patch.
    pub fn kinds_patch(&self, rule: Value) -> Value {
        let mut rules = vec![rule];
        if let Some(Value::Array(known)) = self.at("/errors/kinds") {
            rules.extend(known.iter().cloned());
        }
        json!({ "errors": { "kinds": rules } })
    }
}

/// Whether a request uses a variable anywhere.
pub(crate) fn uses(part: &Value, name: &str) -> bool {
    let text = part.to_string();
    [format!("{{{name}}}"), format!("{{{name}|")].iter().any(|hole| text.contains(hole.as_str()))
}

pub(crate) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// JSON Merge Patch (RFC 7396).
pub(crate) fn merge(base: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *base = patch.clone();
        return;
    };
    if !base.is_object() {
        *base = Value::Object(Map::new());
    }
    let Value::Object(members) = base else { return };
    for (key, value) in patch {
        if value.is_null() {
            members.remove(key);
        } else {
            merge(members.entry(key.as_str()).or_insert(Value::Null), value);
        }
    }
}
