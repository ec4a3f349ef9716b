//! RESOURCE: the portal's records, where this backend keeps them, and what can be done with them.

use serde_json::{Map, Value};

use super::{Judge, Part};
use crate::contract::Kind;
use crate::field::Field;
use crate::json::{Named, deeper, find, lay, merge};
use crate::profile::{Profile, Read, Resource, Returns, Write};

const KEYS: [&str; 9] = ["vars", "id", "version", "fields", "list", "read", "create", "update", "remove"];

const OPERATIONS: [&str; 5] = ["list", "read", "create", "update", "remove"];

impl Judge<'_> {
    pub(super) fn resources(&mut self, frame: &Part) -> Named<Resource> {
        let mut found = Vec::new();
        let empty = Map::new();
        let defaults = match frame.get("defaults") {
            Some(value) => match self.part(value, "/defaults".into(), &KEYS) {
                Some(part) => part.map,
                None => return found,
            },
            None => &empty,
        };
        let Some(value) = frame.get("resources") else {
            self.missing("/resources", "the records that this backend keeps");
            return found;
        };
        let Some(all) = self.open(value, "/resources".into()) else { return found };
        for (name, value) in all.map {
            if name.starts_with("x-") {
                continue;
            }
            let path = all.path(name);
            if !self.contract.resources.iter().any(|(known, _)| known == name) {
                let remedy = "Remove it, or correct its name";
                self.remark("unknown-resource", &path, "records that the portal knows", remedy);
            }
            let Some(own) = self.part(value, path.clone(), &KEYS) else { continue };
            let whole = Value::Object(self.over(defaults, &own));
            if let Some(part) = self.open(&whole, path) {
                let resource = self.resource(name, &part);
                found.push((name.clone(), resource));
            }
        }
        found
    }

    /// A resource laid over the defaults. An operation exists only when the resource names it.
    fn over(&mut self, defaults: &Map<String, Value>, own: &Part) -> Map<String, Value> {
        let mut whole = Map::new();
        for key in KEYS {
            let below = defaults.get(key);
            let operation = OPERATIONS.contains(&key);
            let value = match (below, own.get(key)) {
                (_, None) if operation => continue,
                (_, Some(Value::Null | Value::Bool(false))) if operation => continue,
                (Some(below), None) => below.clone(),
                (None, None) => continue,
                (Some(below), Some(Value::Bool(true))) if operation => below.clone(),
                (None, Some(Value::Bool(true))) if operation => {
                    let remedy = "Write the request, or put it under defaults";
                    self.fatal("missing", &own.path(key), "a request, as defaults has none", remedy);
                    continue;
                }
                // A null variable stays: known, and missing.
                (Some(Value::Object(below)), Some(Value::Object(own))) if key == "vars" => {
                    let mut both = below.clone();
                    lay(&mut both, own);
                    Value::Object(both)
                }
                (Some(below), Some(own)) => {
                    let mut merged = below.clone();
                    merge(&mut merged, own);
                    merged
                }
                (None, Some(own)) => own.clone(),
            };
            whole.insert(key.into(), value);
        }
        whole
    }

    fn resource(&mut self, name: &str, part: &Part) -> Resource {
        let mut vars = Map::new();
        let mut known = Vec::new();
        for (var, value) in self.members(part, "vars") {
            if value.is_object() || value.is_array() {
                self.wrong(&deeper(&part.path("vars"), &var), "a text, a number, true, false or null");
            }
            known.push(var.clone());
            if !value.is_null() {
                vars.insert(var, value);
            }
        }
        let id = match part.get("id") {
            Some(value) => self.field(value, part.path("id"), Kind::Text),
            None => None,
        };
        Resource {
            vars,
            known,
            id: id.unwrap_or_else(|| Field::at("/id", Kind::Text)),
            version: self.place(part, "version", false),
            fields: self.fields(name, part),
            list: part.get("list").and_then(|value| self.list(value, part.path("list"))),
            read: part.get("read").and_then(|value| self.read(value, part)),
            create: self.write(part, "create", "POST"),
            update: self.write(part, "update", "PATCH"),
            remove: part.get("remove").and_then(|value| {
                let request = self.request(value, part.path("remove"), "DELETE", &[]);
                request.map(|(call, _)| call)
            }),
        }
    }

    fn fields(&mut self, resource: &str, part: &Part) -> Vec<(String, Field)> {
        let mut fields = Vec::new();
        let wanted = find(&self.contract.resources, resource).map(|wanted| &wanted.fields);
        for (name, value) in &self.members(part, "fields") {
            let path = deeper(&part.path("fields"), name);
            let known = wanted.and_then(|fields| find(fields, name));
            if known.is_none() && wanted.is_some() {
                self.remark("unknown-field", &path, "a field that the portal knows", "Remove it");
            }
            let kind = known.map_or(Kind::Json, |wanted| wanted.kind);
            if let Some(field) = self.field(value, path, kind) {
                fields.push((name.clone(), field));
            }
        }
        fields
    }

    fn read(&mut self, value: &Value, part: &Part) -> Option<Read> {
        let path = part.path("read");
        if let Some(from) = value.get("from") {
            let read = self.part(value, path, &["from"])?;
            let complete = part.get("list").and_then(|list| list.get("complete"));
            if from != "list" || complete != Some(&Value::Bool(true)) {
                self.wrong(&read.path("from"), "list, where the list is complete");
            }
            return Some(Read::FromList);
        }
        let (call, further) = self.request(value, path, "GET", &["item"])?;
        let item = further.and_then(|part| self.pointer(&part, "item"));
        Some(Read::Call(call, item.unwrap_or_default()))
    }

    fn write(&mut self, part: &Part, key: &str, method: &str) -> Option<Write> {
        let keys = ["item", "returns", "mode"];
        let (mut call, further) = self.request(part.get(key)?, part.path(key), method, &keys)?;
        call.body.get_or_insert_with(|| "{item}".into());
        let mut write = Write { call, item: String::new(), returns: Returns::Record, full: false };
        if let Some(further) = further {
            write.item = self.pointer(&further, "item").unwrap_or_default();
            write.full = self.word(&further, "mode", &["full", "partial"]) == Some("full");
            write.returns = match self.word(&further, "returns", &["record", "id", "none"]) {
                Some("id") => Returns::Id,
                Some("none") => Returns::Nothing,
                _ => Returns::Record,
            };
            if write.full && (key != "update" || part.get("read").is_none()) {
                let remedy = "Add read: a full update begins with the record as it is";
                self.fatal("missing", &part.path("read"), "a read, as the mode is full", remedy);
            }
        }
        Some(write)
    }

    /// What the portal cannot do without.
    pub(super) fn needs(&mut self, profile: &Profile) {
        for (name, wanted) in &self.contract.resources {
            let path = deeper("/resources", name);
            let Some(resource) = find(&profile.resources, name) else {
                if !wanted.requires.is_empty() {
                    self.missing(&path, "records that the portal cannot do without");
                }
                continue;
            };
            for operation in &wanted.requires {
                let there = match operation.as_str() {
                    "list" => resource.list.is_some(),
                    "read" => resource.read.is_some(),
                    "create" => resource.create.is_some(),
                    "update" => resource.update.is_some(),
                    _ => resource.remove.is_some(),
                };
                if !there {
                    self.missing(&deeper(&path, operation), "an operation that the portal needs");
                }
            }
            for (field, _) in wanted.fields.iter().filter(|(_, wanted)| wanted.required) {
                let found = resource.field(field);
                if found.is_none_or(|found| found.read.is_none() && found.default.is_none()) {
                    let place = deeper(&deeper(&path, "fields"), field);
                    self.missing(&place, "a field that the portal cannot do without");
                }
            }
        }
    }
}
