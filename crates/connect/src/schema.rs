//! The vocabulary as a JSON Schema, made from the table of words. Only who asks for it carries it.

mod about;
#[cfg(test)]
mod page;

use serde_json::{Map, Value, json};

use crate::words::{FRAME, Group, Shape};

/// The JSON Schema (draft 2020-12) of a connection profile.
///
/// It knows shapes. What belongs together, and what an application needs, `Profile::judge` finds.
pub fn schema() -> Value {
    let mut made = Map::new();
    let whole = named(&FRAME, false, &mut made);
    // A preset, which has no records, and a profile over one are each only a part, in which null takes away.
    let part = named(&FRAME, true, &mut made);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Connection profile",
        "description": "How a JSON backend signs people in, lists, reads, writes, refuses and pushes.",
        "if": { "required": ["resources"], "not": { "required": ["extends"] } },
        "then": whole,
        "else": part,
        "$defs": made
    })
}

/// The name under `$defs`; where defaults or a preset may add what is missing, nothing is required.
fn named(group: &'static Group, part: bool, made: &mut Map<String, Value>) -> Value {
    let part = part || group.part;
    let name = if part && !group.part { format!("{}InPart", group.name) } else { group.name.to_string() };
    if !made.contains_key(&name) {
        made.insert(name.clone(), Value::Null);
        let shape = object(group, part, made);
        made.insert(name.clone(), shape);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn object(group: &'static Group, part: bool, made: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut one = Some(group);
    while let Some(group) = one {
        for key in group.keys {
            let mut shape = nullable(&key.shape, part, made);
            if let Some(about) = about(group, key.name) {
                shape = match shape {
                    Value::Object(mut rules) => {
                        rules.insert("description".into(), about.into());
                        Value::Object(rules)
                    }
                    _ => json!({ "description": about }),
                };
            }
            properties.insert(key.name.into(), shape);
            if !key.need.is_empty() && !part {
                required.push(Value::from(key.name));
            }
        }
        one = group.also;
    }
    let mut shape =
        json!({ "type": "object", "properties": properties, "patternProperties": { "^x-": true }, "additionalProperties": false });
    if let (Value::Object(shape), false) = (&mut shape, required.is_empty()) {
        shape.insert("required".into(), required.into());
    }
    shape
}

/// A shape; in a part also null, which takes away what lies under it.
fn nullable(shape: &'static Shape, part: bool, made: &mut Map<String, Value>) -> Value {
    let made = of(shape, part, made);
    if part && !matches!(shape, Shape::Any) { json!({ "anyOf": [made, { "type": "null" }] }) } else { made }
}

fn of(shape: &'static Shape, part: bool, made: &mut Map<String, Value>) -> Value {
    match shape {
        Shape::Any => Value::Bool(true),
        Shape::Null => json!({ "type": "null" }),
        Shape::Text => json!({ "type": "string" }),
        Shape::Form(form) => json!({ "type": "string", "pattern": form.pattern, "description": form.expected }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Only(value) => json!({ "const": value }),
        Shape::Count(least) => json!({ "type": "integer", "minimum": least, "maximum": u32::MAX }),
        Shape::Object(group) => named(group, part, made),
        Shape::Headers if part => {
            json!({ "type": "object", "patternProperties": { "^x-": true }, "additionalProperties": { "type": ["string", "null"] } })
        }
        Shape::Headers => json!({ "type": "object", "patternProperties": { "^x-": true }, "additionalProperties": { "type": "string" } }),
        Shape::Map(inner) => {
            json!({ "type": "object", "patternProperties": { "^x-": true }, "additionalProperties": nullable(inner, part, made) })
        }
        // A list replaces what lies under it: it is never only a part.
        Shape::List(inner) => json!({ "type": "array", "items": of(inner, false, made) }),
        Shape::Either(shapes, expected) => {
            let all: Vec<Value> = shapes.iter().map(|shape| of(shape, part, made)).collect();
            json!({ "anyOf": all, "description": expected })
        }
    }
}

/// What a key means; one that several groups share may be told of once.
fn about(group: &Group, key: &str) -> Option<&'static str> {
    let known =
        |named: &dyn Fn(&str) -> bool| about::ABOUT.iter().find(|(group, name, _)| *name == key && named(group)).map(|found| found.2);
    known(&|name| name == group.name).or_else(|| matches!(key, "at" | "header").then(|| known(&|name| name == "place")).flatten())
}
