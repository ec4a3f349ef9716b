//! One field: where a backend keeps it and in what form, read and written by the same declaration.

use serde_json::{Map, Value};

use crate::contract::Kind;
use crate::html;
use crate::json::{Named, find, is_blank, plain, put};
use crate::problem::Problem;
use crate::template::{Scope, render};
use crate::when::{self, Format};

/// The backend's JSON type when it is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    Text,
    Number,
    Bool,
}

/// A field of a profile, judged.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub kind: Kind,
    pub read: Option<String>,
    pub write: Option<String>,
    pub stored: Option<Stored>,
    pub format: Format,
    pub zone: Option<i64>,
    pub split: Option<String>,
    pub each: Option<String>,
    pub map: Vec<(Value, Value)>,
    pub default: Option<Value>,
    /// What an object, or each object of a list, is made of.
    pub parts: Named<Field>,
    pub wrap: Option<Value>,
    pub filter: Option<String>,
    pub sort: Option<String>,
    pub terms: Map<String, Value>,
    /// The backend's text is HTML; ours is not.
    pub html: bool,
    /// What the backend is asked to bring along for it.
    pub expand: Option<String>,
}

impl Field {
    /// A field that is read and written at one place.
    pub fn at(pointer: &str, kind: Kind) -> Field {
        let query = crate::json::only_step(pointer);
        Field {
            kind,
            read: Some(pointer.into()),
            write: Some(pointer.into()),
            stored: None,
            format: Format::Iso,
            zone: None,
            split: None,
            each: None,
            map: Vec::new(),
            default: None,
            parts: Vec::new(),
            wrap: None,
            filter: query.clone(),
            sort: query,
            terms: Map::new(),
            html: false,
            expand: None,
        }
    }

    /// The value in a backend's record, in our form; absent is absent.
    ///
    /// # Errors
    /// `Unreadable` with the pointer, when what is there has the wrong shape.
    pub fn read(&self, row: &Value, above: &str) -> Result<Option<Value>, Problem> {
        let found = self.read.as_deref().and_then(|at| row.pointer(at));
        match found.filter(|value| !is_blank(value)) {
            None => Ok(self.default.clone()),
            Some(value) => self.ours(value).map_err(|()| {
                let at = self.read.as_deref().unwrap_or_default();
                Problem::unreadable(format!("{above}{at}"))
            }),
        }
    }

    fn ours(&self, value: &Value) -> Result<Option<Value>, ()> {
        let read = match self.kind {
            Kind::Texts => Some(self.texts(value).ok_or(())?),
            Kind::Json if self.stored == Some(Stored::Text) => {
                let text = value.as_str().ok_or(())?;
                Some(self.opened(serde_json::from_str(text).map_err(|_| ())?)?)
            }
            Kind::Json if !self.parts.is_empty() => Some(self.opened(value.clone())?),
            _ => {
                let value = self.mapped(value);
                if is_blank(&value) {
                    return Ok(self.default.clone());
                }
                Some(self.one(&value).ok_or(())?)
            }
        };
        Ok(read)
    }

    /// An object, or each object of a list, in our form; whole where nothing is said of its parts.
    fn opened(&self, value: Value) -> Result<Value, ()> {
        match value {
            value if self.parts.is_empty() => Ok(value),
            Value::Array(items) => items.into_iter().map(|item| self.opened(item)).collect(),
            Value::Object(_) => {
                let mut ours = Map::new();
                for (name, part) in &self.parts {
                    if let Some(found) = part.read(&value, "").map_err(|_| ())? {
                        ours.insert(name.clone(), found);
                    }
                }
                Ok(Value::Object(ours))
            }
            _ => Err(()),
        }
    }

    /// The same in the backend's form. Nothing is left out silently: a part that nothing is said of cannot be written.
    fn closed(&self, value: &Value) -> Option<Value> {
        match value {
            value if self.parts.is_empty() => Some(value.clone()),
            Value::Array(items) => items.iter().map(|item| self.closed(item)).collect(),
            Value::Object(members) => {
                let mut theirs = Value::Object(Map::new());
                for (name, value) in members {
                    let part = find(&self.parts, name)?;
                    if let Some(at) = &part.write {
                        put(&mut theirs, at, part.theirs(value)?);
                    }
                }
                Some(theirs)
            }
            _ => None,
        }
    }

    fn mapped(&self, theirs: &Value) -> Value {
        let text = plain(theirs);
        let same = |key: &Value| key == theirs || (key.is_string() && key.as_str() == text.as_deref());
        let found = self.map.iter().find(|(key, _)| same(key));
        found.map_or_else(|| theirs.clone(), |(_, ours)| ours.clone())
    }

    fn one(&self, value: &Value) -> Option<Value> {
        match self.kind {
            Kind::Text if self.html => plain(value).map(|text| html::text(&text).into()),
            Kind::Text => plain(value).map(Value::String),
            Kind::Number => number(value),
            Kind::Bool => match value {
                Value::Bool(_) => Some(value.clone()),
                _ => match plain(value)?.as_str() {
                    "1" | "true" => Some(Value::Bool(true)),
                    "0" | "false" => Some(Value::Bool(false)),
                    _ => None,
                },
            },
            Kind::Date => when::read_day(value, self.format).map(Value::String),
            Kind::DateTime => when::read_instant(value, self.format, self.zone).map(Value::String),
            Kind::Texts | Kind::Json => Some(value.clone()),
        }
    }

    fn texts(&self, value: &Value) -> Option<Value> {
        let split = |text: &str| match &self.split {
            Some(by) => text.split(by.as_str()).map(|part| part.trim().into()).collect(),
            None => vec![Value::String(text.into())],
        };
        let items = match value {
            Value::Array(items) => items.clone(),
            Value::String(text) => split(text),
            _ => return None,
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in &items {
            let item = match &self.each {
                Some(at) => item.pointer(at)?,
                None => item,
            };
            let text = plain(&self.mapped(item))?;
            if !text.is_empty() {
                texts.push(Value::String(text));
            }
        }
        Some(Value::Array(texts))
    }

    /// A value of ours in the backend's form, for writing. Null is what the map has for it, as a rule null; nothing wraps it.
    pub fn theirs(&self, value: &Value) -> Option<Value> {
        if value.is_null() {
            let nothing = self.map.iter().find(|(_, ours)| ours.is_null());
            return Some(nothing.map_or(Value::Null, |(theirs, _)| theirs.clone()));
        }
        let stored = match self.kind {
            Kind::Texts => {
                // What is opened item by item is wrapped item by item.
                let one =
                    |item: &Value| self.item(item).and_then(|theirs| if self.each.is_some() { self.wrapped(theirs) } else { Some(theirs) });
                let items: Vec<Value> = value.as_array()?.iter().map(one).collect::<Option<_>>()?;
                match &self.split {
                    Some(by) => {
                        let texts: Vec<String> = items.iter().filter_map(plain).collect();
                        Value::String(texts.join(by))
                    }
                    None => Value::Array(items),
                }
            }
            Kind::Json if self.stored == Some(Stored::Text) => Value::String(self.closed(value)?.to_string()),
            Kind::Json => self.closed(value)?,
            _ => self.item(value)?,
        };
        if self.kind == Kind::Texts && self.each.is_some() { Some(stored) } else { self.wrapped(stored) }
    }

    /// A value of the backend's in what the backend puts around it.
    fn wrapped(&self, theirs: Value) -> Option<Value> {
        let Some(template) = &self.wrap else { return Some(theirs) };
        let mut scope = Scope::new();
        scope.insert("value".into(), theirs);
        render(template, &scope)
    }

    /// One value of ours in the backend's form, for filters too; for texts one of its elements.
    pub fn item(&self, value: &Value) -> Option<Value> {
        let right = match self.kind {
            Kind::Text | Kind::Texts | Kind::Date | Kind::DateTime => value.is_string(),
            Kind::Number => value.is_number(),
            Kind::Bool => value.is_boolean(),
            Kind::Json => true,
        };
        if !right {
            return None;
        }
        let blank = is_blank(value);
        let value = match self.kind {
            Kind::Date if !blank => when::write_day(value, self.format)?,
            Kind::DateTime if !blank => when::write_instant(value, self.format, self.zone)?,
            _ => value.clone(),
        };
        let found = self.map.iter().find(|(_, ours)| *ours == value);
        let value = found.map_or(value, |(theirs, _)| theirs.clone());
        match self.stored {
            Some(Stored::Number) if value.is_string() => number(&value),
            Some(Stored::Bool) if !value.is_boolean() => plain(&value)?.parse().ok().map(Value::Bool),
            Some(Stored::Text) => plain(&value).map(Value::String),
            _ => Some(value),
        }
    }
}

/// A number, or the number a text writes.
fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            let parsed: Value = serde_json::from_str(text.trim()).ok()?;
            parsed.is_number().then_some(parsed)
        }
        _ => None,
    }
}
