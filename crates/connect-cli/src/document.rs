//! The portal's contract as an OpenAPI 3.1 document: the API of a gateway for which the preset `commonwatch` is the whole profile.

use serde_json::{Map, Value, json};

/// The lists that guests may see, where the gateway shows them any.
const PUBLIC: [&str; 4] = ["commitmentVersions", "signatures", "posts", "statements"];

/// The largest page.
const MOST: u32 = 500;

pub(crate) fn document(contract: &Value) -> Value {
    let none = Map::new();
    let records = contract.get("records").and_then(Value::as_object).unwrap_or(&none);
    let mut paths = signing();
    let mut schemas = Map::from_iter([("problem".to_string(), problem()), ("me".to_string(), me(contract))]);
    for (name, record) in records {
        let does = |operation: &str| {
            let listed = |key: &str| record.get(key).and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == operation));
            listed("requires") || listed("uses")
        };
        let fields = record.get("fields").and_then(Value::as_object).unwrap_or(&none);
        let versioned = does("update");
        let own = |operations: [(&str, Option<Value>); 2]| -> Value {
            operations.into_iter().filter_map(|(method, operation)| Some((method.to_string(), operation?))).collect::<Map<_, _>>().into()
        };
        let list = does("list").then(|| list(name, fields));
        let create = does("create").then(|| create(name));
        paths.insert(format!("/{name}"), own([("get", list), ("post", create)]));
        if does("read") || versioned {
            let mut one = own([("get", does("read").then(|| read(name))), ("patch", versioned.then(|| update(name)))]);
            put(&mut one, "parameters", json!([{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }]));
            paths.insert(format!("/{name}/{{id}}"), one);
        }
        schemas.insert(name.clone(), whole(name, fields, versioned));
        schemas.insert(format!("{name}Fields"), parts(fields));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Commonwatch gateway", "version": env!("CARGO_PKG_VERSION"),
            "description": "What the portal asks of a backend, as an API of its own. The profile of whoever speaks it is {\"extends\": \"commonwatch\", \"base\": ADDRESS}."
        },
        "servers": [{ "url": "/api" }],
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas,
            "responses": refusals(),
            "parameters": {
                "page": parameter("page", "The number of the page; the first is 1. A page past the end is empty.", json!({ "type": "integer", "minimum": 1, "default": 1 })),
                "size": parameter("size", "Records a page.", json!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": 100 })),
                "sort": parameter("sort", "Names of parameters below, first key first, divided by commas; a minus before one: largest first.", json!({ "type": "string" })),
                "search": parameter("search", "Only records with these words in one of their texts.", json!({ "type": "string" }))
            }
        }
    })
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(key.into(), value);
    }
}

fn shared(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

fn parameter(name: &str, about: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": about, "schema": schema })
}

fn body(schema: Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

/// An operation that answers with JSON, or with nothing, or with one of these refusals.
fn operation(about: &str, status: &str, schema: Option<Value>, refused: &[&str]) -> Value {
    let mut good = json!({ "description": about });
    if let Some(schema) = schema {
        put(&mut good, "content", json!({ "application/json": { "schema": schema } }));
    }
    let refused = refused.iter().chain(&["429", "503"]).map(|status| (status.to_string(), shared("responses", status)));
    let answers: Map<String, Value> = std::iter::once((status.to_string(), good)).chain(refused).collect();
    json!({ "summary": about, "responses": answers })
}

fn signing() -> Map<String, Value> {
    let text = json!({ "type": "string" });
    let typed = json!({ "type": "object", "required": ["identity", "password"], "properties": { "identity": text, "password": text } });
    let token = json!({ "type": "object", "required": ["token"], "properties": { "token": text } });
    let mut login = operation("A token for what the member typed; 401 when it is wrong", "200", Some(token), &["401"]);
    put(&mut login, "requestBody", body(typed));
    put(&mut login, "security", json!([]));
    let logout = operation("The token is good no longer", "204", None, &["401"]);
    let me = operation("Who is signed in", "200", Some(shared("schemas", "me")), &["401"]);
    Map::from_iter([
        ("/login".to_string(), json!({ "post": login })),
        ("/logout".to_string(), json!({ "post": logout })),
        ("/me".to_string(), json!({ "get": me })),
    ])
}

fn list(name: &str, fields: &Map<String, Value>) -> Value {
    let page = json!({
        "type": "object", "required": ["items", "total"],
        "properties": {
            "items": { "type": "array", "items": shared("schemas", name) },
            "total": { "type": "integer", "minimum": 0, "description": "How many records there are on all pages together." }
        }
    });
    let mut made = operation("A page of the records that fit all conditions", "200", Some(page), &["400", "401", "403"]);
    let mut parameters: Vec<Value> = ["page", "size", "sort", "search"].iter().map(|name| shared("parameters", name)).collect();
    let only = |name: &str, schema: Value| parameter(name, "Only records in which it is exactly this.", schema);
    parameters.push(only("id", json!({ "type": "string" })));
    for (field, shape) in fields.iter().filter(|(_, shape)| !matches!(kind(shape), "texts" | "json")) {
        parameters.push(only(field, value(shape, false)));
    }
    put(&mut made, "parameters", parameters.into());
    public(name, &mut made);
    made
}

fn read(name: &str) -> Value {
    let mut made = operation("One record", "200", Some(shared("schemas", name)), &["401", "403", "404"]);
    public(name, &mut made);
    made
}

fn public(name: &str, operation: &mut Value) {
    if PUBLIC.contains(&name) {
        put(operation, "security", json!([{ "bearer": [] }, {}]));
    }
}

fn create(name: &str) -> Value {
    let mut made = operation("The record that was made", "201", Some(shared("schemas", name)), &["400", "401", "403"]);
    put(&mut made, "requestBody", body(shared("schemas", &format!("{name}Fields"))));
    made
}

fn update(name: &str) -> Value {
    let about = "The record as it is now; only what was sent has changed, and null has emptied a field";
    let mut made = operation(about, "200", Some(shared("schemas", name)), &["400", "401", "403", "404", "412"]);
    put(&mut made, "requestBody", body(shared("schemas", &format!("{name}Fields"))));
    let about = "The revision that was read; 412 when the record has another one now.";
    put(&mut made, "parameters", json!([{ "name": "If-Match", "in": "header", "description": about, "schema": { "type": "string" } }]));
    made
}

/// The record as it is read: what must be there, and its id.
fn whole(name: &str, fields: &Map<String, Value>, versioned: bool) -> Value {
    let needed = fields.iter().filter(|(_, shape)| shape.get("required") == Some(&Value::Bool(true))).map(|(field, _)| field.as_str());
    let mut properties = json!({ "id": { "type": "string" } });
    if versioned {
        put(&mut properties, "revision", json!({ "type": "string", "description": "Another text after each change of the record." }));
    }
    let own = ["id"].into_iter().chain(versioned.then_some("revision"));
    let required: Vec<&str> = own.chain(needed).collect();
    json!({ "allOf": [shared("schemas", &format!("{name}Fields")), { "type": "object", "required": required, "properties": properties }] })
}

/// The fields, any of which may be left out where a record is written.
fn parts(fields: &Map<String, Value>) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|(field, shape)| (field.clone(), property(shape))).collect();
    json!({ "type": "object", "properties": properties })
}

fn property(shape: &Value) -> Value {
    let needed = shape.get("required") == Some(&Value::Bool(true));
    let mut made = value(shape, !needed);
    if let Some(without) = shape.get("without").and_then(Value::as_str) {
        put(&mut made, "description", format!("Without it: {without}").into());
    }
    made
}

fn kind(shape: &Value) -> &str {
    shape.get("as").and_then(Value::as_str).unwrap_or("json")
}

/// The JSON Schema of a field's values; `empty` may be null as well.
fn value(shape: &Value, empty: bool) -> Value {
    let mut words = shape.get("oneOf").and_then(Value::as_array).cloned();
    let typed = |name: &str| if empty { json!({ "type": [name, "null"] }) } else { json!({ "type": name }) };
    let mut made = match kind(shape) {
        "number" => typed("number"),
        "bool" => typed("boolean"),
        "texts" => typed("array"),
        "json" => json!({}),
        _ => typed("string"),
    };
    match kind(shape) {
        "date" => put(&mut made, "format", "date".into()),
        "datetime" => put(&mut made, "format", "date-time".into()),
        "texts" => {
            let mut each = json!({ "type": "string" });
            if let Some(words) = words.take() {
                put(&mut each, "enum", words.into());
            }
            put(&mut made, "items", each);
        }
        _ => {}
    }
    if let Some(mut words) = words {
        words.extend(empty.then_some(Value::Null));
        put(&mut made, "enum", words.into());
    }
    made
}

fn me(contract: &Value) -> Value {
    let names = |key: &str| contract.pointer(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let (needed, used, roles) = (names("/me/requires"), names("/me/uses"), names("/me/roles"));
    let mut properties = Map::new();
    for name in needed.iter().chain(&used).filter_map(Value::as_str) {
        let mut schema = if name == "roles" {
            json!({ "type": "array", "items": { "type": "string", "enum": roles } })
        } else {
            json!({ "type": if needed.iter().any(|one| one == name) { json!("string") } else { json!(["string", "null"]) } })
        };
        if let Some(without) = contract.pointer(&format!("/me/without/{name}")).and_then(Value::as_str) {
            put(&mut schema, "description", format!("Without it: {without}").into());
        }
        properties.insert(name.into(), schema);
    }
    json!({ "type": "object", "required": needed, "properties": properties })
}

/// Problem Details (RFC 9457); `errors` is as in its own example.
fn problem() -> Value {
    let text = |about: &str| json!({ "type": "string", "description": about });
    json!({
        "type": "object",
        "properties": {
            "type": text("A URI for this kind of problem."), "title": text("What is wrong, in a few words."),
            "status": { "type": "integer" }, "detail": text("A sentence for the member."),
            "errors": {
                "type": "array", "description": "What is wrong with single fields.",
                "items": {
                    "type": "object", "required": ["pointer", "detail"],
                    "properties": { "pointer": text("The field that was sent, as #/NAME."), "detail": text("A sentence that stands beside the field.") }
                }
            }
        }
    })
}

fn refusals() -> Value {
    let refused = |about: &str| json!({ "description": about, "content": { "application/problem+json": { "schema": shared("schemas", "problem") } } });
    let later = |about: &str| {
        let mut made = refused(about);
        put(&mut made, "headers", json!({ "Retry-After": { "description": "Seconds to wait.", "schema": { "type": "integer" } } }));
        made
    };
    json!({
        "400": refused("What was sent is not right; errors tell which fields"),
        "401": refused("Nobody is signed in, or no longer"),
        "403": refused("Not for this member"),
        "404": refused("There is no such record, or not for this member"),
        "412": refused("The record has been changed meanwhile"),
        "429": later("Too many requests"),
        "503": later("Not now")
    })
}
