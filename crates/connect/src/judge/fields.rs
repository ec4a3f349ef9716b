//! FIELD: one declaration that reads, writes and filters.

use serde_json::Value;

use super::{Judge, Part, get};
use crate::complaint;
use crate::contract::Kind;
use crate::field::{Field, Stored};
use crate::json::{deeper, is_pointer, only_step};
use crate::when::{self, Format};
use crate::words::OPS;

impl Judge<'_> {
    /// A field of the given kind; a bare text is its pointer.
    #[inline(never)]
    pub(super) fn field(&mut self, value: &Value, path: &str, kind: Kind) -> Option<Field> {
        let part = match value {
            Value::String(pointer) => return is_pointer(pointer).then(|| Field::at(pointer, kind)),
            Value::Object(part) => part,
            _ => return None,
        };
        let mut field = Field::at("", kind);
        field.read = get::owned(part, "at");
        field.write.clone_from(&field.read);
        if part.contains_key("read") {
            field.read = get::owned(part, "read");
        }
        if part.contains_key("write") {
            field.write = get::owned(part, "write");
        }
        field.default = part.get("default").filter(|value| !value.is_null()).cloned();
        let elsewhere = part.get("write") == Some(&Value::Bool(false));
        if field.read.is_none() && field.write.is_none() && field.default.is_none() && !elsewhere {
            self.complain_below(complaint::MISSING, path, "/at", "where the backend keeps it: at, read, write or default");
        }
        self.form(part, &mut field, path);
        self.names(part, &mut field, path);
        #[cfg(feature = "remarks")]
        self.idle_words(part, &field, path);
        Some(field)
    }

    #[inline(never)]
    fn form(&mut self, part: &Part, field: &mut Field, path: &str) {
        if let Some(name) = get::text(part, "as") {
            field.html = name == "html";
            let kind = Kind::named(if field.html { "text" } else { name });
            if kind != Some(field.kind) && field.kind != Kind::Json {
                self.complain_below(complaint::WRONG_TYPE, path, "/as", "the kind that the portal has it as");
            }
            field.kind = kind.unwrap_or(field.kind);
        }
        field.stored = match get::text(part, "stored") {
            Some("text") => Some(Stored::Text),
            Some("number") => Some(Stored::Number),
            Some("bool") => Some(Stored::Bool),
            _ => None,
        };
        field.format = get::text(part, "format").and_then(Format::named).unwrap_or_default();
        field.zone = get::text(part, "zone").and_then(when::offset);
        if field.format == Format::Local && field.zone.is_none() {
            self.complain_below(complaint::MISSING, path, "/zone", "the zone of times that are written without one");
        }
        field.split = get::owned(part, "split");
        field.each = get::owned(part, "each");
        field.expand = get::owned(part, "expand");
        field.wrap = part.get("wrap").cloned();
        if let Some(map) = get::part(part, "map") {
            for (theirs, ours) in map {
                if !theirs.starts_with("x-") {
                    field.map.push((theirs.as_str().into(), ours.clone()));
                }
            }
        }
        for pair in get::items(part, "map") {
            match pair.as_array().map(Vec::as_slice) {
                Some([theirs, ours]) => field.map.push((theirs.clone(), ours.clone())),
                _ => self.complain_below(complaint::WRONG_TYPE, path, "/map", "pairs of [theirs, ours]"),
            }
        }
        if !field.map.iter().all(|(_, ours)| is_mapped(field.kind, ours)) {
            self.complain_below(complaint::WRONG_TYPE, path, "/map", "theirs, and beside it a value of the field's own kind");
        }
        for (name, value) in get::members(part, "parts").iter().filter(|(name, _)| !name.starts_with("x-")) {
            let path = deeper(&[path, "/parts"].concat(), name);
            field.parts.extend(self.field(value, &path, Kind::Json).map(|one| (name.clone(), one)));
        }
        if !field.parts.is_empty() && field.kind != Kind::Json {
            self.complain_below(complaint::WRONG_TYPE, path, "/parts", "a field that is json: only objects have parts");
        }
        if field.default.as_ref().is_some_and(|default| !fits(field.kind, default)) {
            self.complain_below(complaint::WRONG_TYPE, path, "/default", "a value of the field's own kind");
        }
    }

    #[inline(never)]
    fn names(&mut self, part: &Part, field: &mut Field, path: &str) {
        let place = field.read.as_deref().or(field.write.as_deref());
        let own = place.and_then(only_step);
        let (filter, sort) = match part.get("query") {
            Some(Value::Object(names)) => (names.get("filter"), names.get("sort")),
            one => (one, one),
        };
        field.filter = query(filter, &own);
        field.sort = query(sort, &own);
        field.terms = get::members(part, "where");
        for op in field.terms.keys() {
            self.is_op(op, &[path, "/where/", op].concat());
        }
        if !field.terms.is_empty() && field.filter.is_none() {
            self.complain_below(complaint::NO_QUERY_NAME, path, "/query", "a name to filter by");
        }
    }

    #[inline(never)]
    pub(super) fn is_op(&mut self, op: &str, path: &str) {
        if !OPS.contains(&op) {
            let known = ["one of: ", &OPS.join(", ")].concat();
            self.complain(complaint::UNKNOWN_KEY, path, &known);
        }
    }
}

fn query(named: Option<&Value>, own: &Option<String>) -> Option<String> {
    match named {
        None => own.clone(),
        Some(name) => name.as_str().map(String::from),
    }
}

/// Whether a field of this kind may be read as this. Days and times are mapped before they are read.
fn is_mapped(kind: Kind, ours: &Value) -> bool {
    let each = if kind == Kind::Texts { Kind::Text } else { kind };
    ours.is_null() || fits(each, ours) || (matches!(kind, Kind::Date | Kind::DateTime) && ours.is_number())
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
