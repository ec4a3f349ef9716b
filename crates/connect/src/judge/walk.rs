//! The shape of a profile, judged by the table of words.

use serde_json::Value;

use super::Judge;
use crate::complaint::{self, Complaint, Fault};
use crate::json::step_into;
use crate::words::{FRAME, Group, RESOURCE, Shape, is_header};

/// What a walk looks for.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    /// Wrong shapes, and what is missing where nothing can be added to it later.
    All,
    /// Wrong shapes only: defaults may add what is missing.
    Shapes,
    /// What is missing only.
    Needs,
}

impl Judge<'_> {
    /// The whole profile as it is written.
    #[inline(never)]
    pub(super) fn walk(&mut self, root: &Value) {
        let mut walk = Walk { out: &mut self.complaints, path: String::new() };
        walk.shape(root, &Shape::Object(&FRAME), Look::All);
    }

    /// A resource with its defaults: is anything missing?
    #[inline(never)]
    pub(super) fn walk_resource(&mut self, whole: &Value, path: &str) {
        let mut walk = Walk { out: &mut self.complaints, path: path.into() };
        walk.shape(whole, &Shape::Object(&RESOURCE), Look::Needs);
    }
}

struct Walk<'a> {
    out: &'a mut Vec<Complaint>,
    path: String,
}

impl Walk<'_> {
    #[inline(never)]
    fn complain(&mut self, fault: Fault, expected: &str, look: Look) {
        if look != Look::Needs {
            self.out.push(Complaint::new(fault, &self.path, expected));
        }
    }

    #[inline(never)]
    fn shape(&mut self, value: &Value, shape: &Shape, look: Look) {
        match shape {
            Shape::Any => {}
            Shape::Either(shapes, expected) => match shapes.iter().find(|shape| fits(shape, value)) {
                Some(shape) => self.shape(value, shape, look),
                None => self.complain(complaint::WRONG_TYPE, expected, look),
            },
            Shape::Form(form) => {
                let text = value.as_str();
                if !text.is_some_and(form.good) {
                    let fault = if text.is_some() { form.fault } else { complaint::WRONG_TYPE };
                    self.complain(fault, form.expected, look);
                }
            }
            Shape::Word(words) => {
                if !value.as_str().is_some_and(|text| words.contains(&text)) {
                    let expected = ["one of: ", &words.join(", ")].concat();
                    self.complain(complaint::WRONG_TYPE, &expected, look);
                }
            }
            Shape::Count(least) => {
                let good = value.as_u64().is_some_and(|number| number >= u64::from(*least) && number <= u64::from(u32::MAX));
                if !good {
                    let expected = ["a whole number, ", &least.to_string(), " or more"].concat();
                    self.complain(complaint::WRONG_TYPE, &expected, look);
                }
            }
            Shape::Object(group) if value.is_object() => self.object(value, group, look),
            Shape::Headers | Shape::Map(_) | Shape::List(_) if fits(shape, value) => self.each(value, shape, look),
            _ if fits(shape, value) => {}
            _ => self.complain(complaint::WRONG_TYPE, expected(shape), look),
        }
    }

    #[inline(never)]
    fn object(&mut self, value: &Value, group: &Group, look: Look) {
        let Value::Object(map) = value else { return };
        let below = if group.part && look == Look::All { Look::Shapes } else { look };
        let from = self.path.len();
        for (name, value) in map.iter().filter(|(name, _)| !name.starts_with("x-")) {
            step_into(&mut self.path, name);
            match group.key(name) {
                // There it takes away what a default says.
                Some(_) if below == Look::Shapes && value.is_null() => {}
                Some(key) => self.shape(value, &key.shape, below),
                None => {
                    let mut known = String::from("one of: ");
                    list_keys(group, &mut known);
                    self.complain(complaint::UNKNOWN_KEY, &known, look);
                }
            }
            self.path.truncate(from);
        }
        let mut group = Some(group).filter(|_| below != Look::Shapes);
        while let Some(one) = group {
            for key in one.keys.iter().filter(|key| !key.need.is_empty() && !map.contains_key(key.name)) {
                step_into(&mut self.path, key.name);
                self.out.push(Complaint::new(complaint::MISSING, &self.path, key.need));
                self.path.truncate(from);
            }
            // What is read from the list needs no request of its own.
            group = one.also.filter(|_| !map.contains_key("from"));
        }
    }

    #[inline(never)]
    fn each(&mut self, value: &Value, shape: &Shape, look: Look) {
        let from = self.path.len();
        match (value, shape) {
            (Value::Object(map), _) => {
                for (name, value) in map.iter().filter(|(name, _)| !name.starts_with("x-")) {
                    step_into(&mut self.path, name);
                    match shape {
                        _ if look == Look::Shapes && value.is_null() => {}
                        Shape::Map(inner) => self.shape(value, inner, look),
                        _ if !value.is_string() || !is_header(name) => {
                            self.complain(complaint::WRONG_TYPE, "a header name and its text", look);
                        }
                        _ => {}
                    }
                    self.path.truncate(from);
                }
            }
            (Value::Array(items), Shape::List(inner)) => {
                for (at, item) in items.iter().enumerate() {
                    step_into(&mut self.path, &at.to_string());
                    self.shape(item, inner, look);
                    self.path.truncate(from);
                }
            }
            _ => {}
        }
    }
}

fn list_keys(group: &Group, known: &mut String) {
    for (at, key) in group.keys.iter().enumerate() {
        if at > 0 {
            known.push_str(", ");
        }
        known.push_str(key.name);
    }
    if let Some(also) = group.also {
        known.push_str(", ");
        list_keys(also, known);
    }
}

/// Whether the JSON type is right; what is in it is judged later.
fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Null => value.is_null(),
        Shape::Text | Shape::Form(_) | Shape::Word(_) => value.is_string(),
        Shape::Flag => value.is_boolean(),
        Shape::Only(wanted) => value == wanted,
        Shape::Count(_) => value.is_number(),
        Shape::Object(_) | Shape::Map(_) | Shape::Headers => value.is_object(),
        Shape::List(_) => value.is_array(),
        Shape::Either(shapes, _) => shapes.iter().any(|shape| fits(shape, value)),
    }
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text => "a text",
        Shape::Flag => "true or false",
        Shape::Only(true) => "true",
        Shape::Only(false) => "false",
        Shape::List(_) => "a list",
        _ => "an object",
    }
}
