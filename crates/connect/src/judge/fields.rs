//! FIELD: one declaration that reads, writes and filters.

use serde_json::Value;

use super::{Judge, Part};
use crate::contract::Kind;
use crate::field::{Field, Stored};
use crate::json::{deeper, only_step};
use crate::when::{self, Format};

const KEYS: [&str; 14] =
    ["at", "read", "write", "as", "stored", "format", "zone", "split", "each", "map", "default", "wrap", "query", "where"];

/// The comparisons a filter may have.
pub(super) const OPS: [&str; 8] = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "contains"];

impl Judge<'_> {
    /// A field of the given kind; a bare text is its pointer.
    pub(super) fn field(&mut self, value: &Value, path: String, kind: Kind) -> Option<Field> {
        if let Value::String(pointer) = value {
            return self.is_pointer(pointer, &path).then(|| Field::at(pointer, kind));
        }
        let part = self.part(value, path, &KEYS)?;
        let mut field = Field::at("", kind);
        field.read = self.pointer(&part, "at");
        field.write = field.read.clone();
        if part.get("read").is_some() {
            field.read = self.pointer(&part, "read");
        }
        match part.get("write") {
            Some(Value::Bool(false)) => field.write = None,
            Some(_) => field.write = self.pointer(&part, "write"),
            None => {}
        }
        field.default = part.get("default").filter(|value| !value.is_null()).cloned();
        if field.read.is_none() && field.write.is_none() && field.default.is_none() {
            self.missing(&part.path("at"), "where the backend keeps it: at, read, write or default");
        }
        self.form(&part, &mut field);
        self.names(&part, &mut field);
        Some(field)
    }

    fn form(&mut self, part: &Part, field: &mut Field) {
        if let Some(name) = self.text(part, "as") {
            let kind = Kind::named(name);
            if kind != Some(field.kind) && field.kind != Kind::Json {
                let expected = format!("{:?}, as the portal has it", field.kind).to_lowercase();
                let remedy = "Leave `as` out, and say with stored, format, map, split how it is kept";
                self.fatal("wrong-type", &part.path("as"), &expected, remedy);
            }
            field.kind = kind.unwrap_or(field.kind);
        }
        field.stored = match self.word(part, "stored", &["text", "number", "bool"]) {
            Some("text") => Some(Stored::Text),
            Some("number") => Some(Stored::Number),
            Some(_) => Some(Stored::Bool),
            None => None,
        };
        let formats = ["iso", "isoMillis", "space", "unix", "unixMillis"];
        let format = self.word(part, "format", &formats).and_then(Format::named);
        field.format = format.unwrap_or_default();
        if let Some(zone) = self.text(part, "zone") {
            field.zone = when::offset(zone);
            if field.zone.is_none() {
                self.wrong(&part.path("zone"), "utc, or an offset such as +02:00");
            }
        }
        field.split = self.text(part, "split").map(String::from);
        field.each = self.pointer(part, "each");
        if field.split.as_deref() == Some("") {
            self.wrong(&part.path("split"), "a separator that is not empty");
        }
        field.wrap = part.get("wrap").cloned();
        match part.get("map") {
            None => {}
            Some(Value::Object(map)) => {
                let pairs = map.iter().filter(|(theirs, _)| !theirs.starts_with("x-"));
                field.map = pairs.map(|(key, ours)| (key.as_str().into(), ours.clone())).collect();
            }
            Some(Value::Array(pairs)) => {
                for pair in pairs {
                    match pair.as_array().map(Vec::as_slice) {
                        Some([theirs, ours]) => field.map.push((theirs.clone(), ours.clone())),
                        _ => self.wrong(&part.path("map"), "pairs of [theirs, ours]"),
                    }
                }
            }
            Some(_) => self.wrong(&part.path("map"), "an object, or pairs of [theirs, ours]"),
        }
        if field.default.as_ref().is_some_and(|default| !fits(field.kind, default)) {
            self.wrong(&part.path("default"), "a value of the field's own kind");
        }
    }

    fn names(&mut self, part: &Part, field: &mut Field) {
        let place = field.read.as_deref().or(field.write.as_deref());
        let own = place.and_then(only_step);
        (field.filter, field.sort) = (own.clone(), own.clone());
        match part.get("query") {
            None => {}
            Some(Value::Bool(false)) => (field.filter, field.sort) = (None, None),
            Some(Value::String(name)) => {
                (field.filter, field.sort) = (Some(name.clone()), Some(name.clone()));
            }
            Some(value) => {
                if let Some(inner) = self.part(value, part.path("query"), &["filter", "sort"]) {
                    field.filter = self.query(&inner, "filter", own.clone());
                    field.sort = self.query(&inner, "sort", own);
                }
            }
        }
        field.terms = self.members(part, "where");
        for op in field.terms.keys() {
            self.is_op(op, &deeper(&part.path("where"), op));
        }
        if !field.terms.is_empty() && field.filter.is_none() {
            let remedy = "Give it a query name";
            self.fatal("no-query-name", &part.path("query"), "a name to filter by", remedy);
        }
    }

    fn query(&mut self, part: &Part, key: &str, own: Option<String>) -> Option<String> {
        match part.get(key) {
            None => own,
            Some(Value::Bool(false)) => None,
            Some(_) => self.text(part, key).map(String::from),
        }
    }

    pub(super) fn is_op(&mut self, op: &str, path: &str) {
        if !OPS.contains(&op) {
            let known = format!("one of: {}", OPS.join(", "));
            self.fatal("unknown-key", path, &known, "Correct the comparison's name");
        }
    }
}

fn fits(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Text | Kind::Date | Kind::DateTime => value.is_string(),
        Kind::Number => value.is_number(),
        Kind::Bool => value.is_boolean(),
        Kind::Texts => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
        Kind::Json => true,
    }
}
