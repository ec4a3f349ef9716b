//! OpenAPI 3, as JSON.

use serde_json::{Map, Value, json};

use super::found::{Api, Form, Listed, last_word, set};
use super::samples::escaped;
use crate::http::origin_of;

/// How deep references and records are followed.
const DEEP: usize = 12;

pub(crate) fn read(name: &str, document: &Value, api: &mut Api) {
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    api.name = text("/info/title").into();
    let server = text("/servers/0/url").trim_end_matches('/');
    let remote = name.contains("://");
    let base = match () {
        () if server.contains("://") => server.to_string(),
        () if remote => format!("{}{server}", origin_of(name)),
        () => server.to_string(),
    };
    if base.is_empty() {
        api.unsure.push("base: the description names no server".into());
    }
    if base.contains('{') {
        api.unsure.push("base: the server's address has variables".into());
    }
    api.based(&base);
    let empty = Map::new();
    let paths = document.get("paths").and_then(Value::as_object).unwrap_or(&empty);
    for (path, methods) in paths.iter().filter(|(path, _)| !path.contains('{')) {
        let Some(schema) = answered(document, methods.get("get")) else { continue };
        let Some((items, row)) = rows(document, "", &schema, 0) else { continue };
        let mut members = Vec::new();
        collect(document, "", &row, 0, &mut members);
        let total = total(document, "", &schema, 0);
        let mut operations = Map::new();
        if let Some(request) = write(document, methods.get("post"), path) {
            operations.insert("create".into(), request);
        }
        let one = paths.iter().find(|(other, _)| is_one(path, other));
        if let Some((place, methods)) = one {
            single(document, place, methods, &mut operations);
        }
        let params = parameters(document, methods);
        api.lists.push(Listed { name: last_word(path), path: path.clone(), items, members, total, params, operations, described: true });
    }
    super::openapi_auth::read(document, paths, api);
}

/// Whether an address is the list's with one variable after it.
fn is_one(path: &str, other: &str) -> bool {
    let rest = other.strip_prefix(path.trim_end_matches('/')).map(|rest| rest.trim_matches('/'));
    rest.is_some_and(|rest| rest.starts_with('{') && rest.ends_with('}') && !rest.contains('/'))
}

fn single(document: &Value, place: &str, methods: &Value, operations: &mut Map<String, Value>) {
    let Some((before, after)) = place.split_once('{') else { return };
    let url = format!("{before}{{id}}{}", after.split_once('}').map_or("", |(_, rest)| rest));
    if let Some(schema) = answered(document, methods.get("get")) {
        let mut request = json!({ "url": url });
        if let Some(item) = item(document, &schema) {
            set(&mut request, "item", json!(item));
        }
        operations.insert("read".into(), request);
    }
    for (method, mode) in [("patch", None), ("put", Some("full"))] {
        let Some(mut request) = write(document, methods.get(method), &url).filter(|_| !operations.contains_key("update")) else { continue };
        set(&mut request, "method", json!(method.to_uppercase()));
        if let Some(mode) = mode.filter(|_| operations.contains_key("read")) {
            set(&mut request, "mode", json!(mode));
            set(&mut request, "x-unsure", json!("PUT is taken to want the whole record"));
        }
        operations.insert("update".into(), request);
    }
    if methods.get("delete").is_some() {
        operations.insert("remove".into(), json!({ "url": url }));
    }
}

/// A request that writes, with what its answer holds.
fn write(document: &Value, operation: Option<&Value>, url: &str) -> Option<Value> {
    let operation = operation?;
    let mut request = json!({ "url": url });
    let body = operation.get("requestBody").map(|body| resolved(document, body, 0));
    let schema = body.as_ref().and_then(|body| media(body)).map(|schema| resolved(document, schema, 0));
    if let Some(wrapper) = schema.as_ref().and_then(|schema| item(document, schema)) {
        let name = wrapper.trim_start_matches('/').to_string();
        set(&mut request, "body", json!({ name: "{item}" }));
    }
    match answered(document, Some(operation)) {
        None => set(&mut request, "returns", json!("none")),
        Some(schema) => {
            if let Some(item) = item(document, &schema) {
                set(&mut request, "item", json!(item));
            }
        }
    }
    Some(request)
}

/// The one object that a record is wrapped in, where it has no id itself.
fn item(document: &Value, schema: &Value) -> Option<String> {
    let members = schema.get("properties")?.as_object()?;
    let wrappers = ["data", "item", "record", "result"];
    let only = members.len() < 4 && !members.contains_key("id");
    let found =
        members.iter().find(|(name, inner)| wrappers.contains(&name.as_str()) && resolved(document, inner, 0).get("properties").is_some());
    found.filter(|_| only).map(|(name, _)| format!("/{}", escaped(name)))
}

fn parameters(document: &Value, methods: &Value) -> Vec<String> {
    let own = methods.pointer("/get/parameters").and_then(Value::as_array);
    let shared = methods.get("parameters").and_then(Value::as_array);
    let all = own.into_iter().chain(shared).flatten().map(|parameter| resolved(document, parameter, 0));
    let query = all.filter(|parameter| parameter.get("in").is_some_and(|place| place == "query"));
    query.filter_map(|parameter| parameter.get("name")?.as_str().map(String::from)).collect()
}

/// The schema of a good answer.
pub(super) fn answered(document: &Value, operation: Option<&Value>) -> Option<Value> {
    let answers = operation?.get("responses")?.as_object()?;
    let good =
        answers.iter().find(|(status, _)| status.starts_with('2')).or_else(|| answers.iter().find(|(status, _)| *status == "default"))?;
    let answer = resolved(document, good.1, 0);
    Some(resolved(document, media(&answer)?, 0))
}

pub(super) fn media(part: &Value) -> Option<&Value> {
    let content = part.get("content")?.as_object()?;
    let json = content.iter().find(|(name, _)| name.contains("json")).or_else(|| content.iter().find(|(name, _)| name.contains("form")))?;
    json.1.get("schema")
}

/// A part of the document with its reference followed, and what `allOf` puts together.
pub(super) fn resolved(document: &Value, part: &Value, depth: usize) -> Value {
    if depth > DEEP {
        return Value::Null;
    }
    if let Some(reference) = part.get("$ref").and_then(Value::as_str) {
        let found = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        return found.map_or(Value::Null, |found| resolved(document, found, depth + 1));
    }
    let many = ["allOf", "oneOf", "anyOf"].iter().find_map(|key| part.get(*key)?.as_array());
    let Some(many) = many else { return part.clone() };
    let mut whole = part.clone();
    for one in many {
        let one = resolved(document, one, depth + 1);
        if one.get("type").is_some_and(|kind| kind == "null") {
            continue;
        }
        for (key, value) in one.as_object().into_iter().flatten() {
            match (whole.get_mut(key), value) {
                (Some(Value::Object(known)), Value::Object(more)) => more.iter().for_each(|(key, value)| {
                    known.entry(key.as_str()).or_insert_with(|| value.clone());
                }),
                (Some(_), _) => {}
                (None, _) => set(&mut whole, key, value.clone()),
            }
        }
    }
    whole
}

fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default(),
        _ if schema.get("properties").is_some() => "object",
        _ if schema.get("items").is_some() => "array",
        _ => "",
    }
}

/// Where an answer has its rows, and what a row is.
fn rows(document: &Value, above: &str, schema: &Value, depth: usize) -> Option<(String, Value)> {
    if kind(schema) == "array" {
        let row = resolved(document, schema.get("items")?, 0);
        return (kind(&row) == "object").then(|| (above.to_string(), row));
    }
    let members = schema.get("properties")?.as_object()?;
    if depth > 2 {
        return None;
    }
    // An object with an id is a record, not a page of them.
    if members.contains_key("id") {
        return None;
    }
    members.iter().find_map(|(name, inner)| rows(document, &format!("{above}/{}", escaped(name)), &resolved(document, inner, 0), depth + 1))
}

fn total(document: &Value, above: &str, schema: &Value, depth: usize) -> Option<String> {
    let members = schema.get("properties")?.as_object()?;
    let number = |inner: &Value| matches!(kind(inner), "integer" | "number");
    let sounds = |name: &str| {
        ["total", "count"].iter().any(|word| name.to_ascii_lowercase().contains(word)) && !name.to_ascii_lowercase().contains("page")
    };
    let own = members.iter().find(|(name, inner)| sounds(name) && number(&resolved(document, inner, 0)));
    let place = |name: &str| format!("{above}/{}", escaped(name));
    if let Some((name, _)) = own {
        return Some(place(name));
    }
    let inner = |(name, inner): (&String, &Value)| total(document, &place(name), &resolved(document, inner, 0), depth + 1);
    if depth < 3 { members.iter().find_map(inner) } else { None }
}

fn collect(document: &Value, above: &str, schema: &Value, depth: usize, members: &mut Vec<(String, Form)>) {
    for (name, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let inner = resolved(document, inner, 0);
        let pointer = format!("{above}/{}", escaped(name));
        let format = inner.get("format").and_then(Value::as_str).unwrap_or_default();
        let form = match (kind(&inner), format) {
            ("string", "date") => Form::Day,
            ("string", "date-time") => Form::Time,
            ("integer", _) => Form::Whole,
            ("number", _) => Form::Number,
            ("boolean", _) => Form::Bool,
            ("array", _) => {
                let each = inner.get("items").map(|items| resolved(document, items, 0)).unwrap_or_default();
                if kind(&each) == "object" { Form::Objects } else { Form::Texts }
            }
            ("object", _) => Form::Object,
            _ => Form::Text,
        };
        if form == Form::Object && depth < 2 {
            collect(document, &pointer, &inner, depth + 1, members);
        }
        members.push((pointer, form));
    }
}
