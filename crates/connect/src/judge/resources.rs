//! RESOURCE: the portal's records, where this backend keeps them, and what can be done with them.

use serde_json::{Map, Value};

use super::frame::cache;
use super::{Judge, Part, get};
use crate::complaint;
use crate::contract::Kind;
use crate::field::Field;
use crate::json::{Named, deeper, find, lay, merge};
use crate::profile::{Profile, Read, Resource, Returns, VersionRule, Write};
use crate::words::RESOURCE;

const OPERATIONS: [&str; 5] = ["list", "read", "create", "update", "remove"];

impl Judge<'_> {
    #[inline(never)]
    pub(super) fn resources(&mut self, root: &Part) -> Named<Resource> {
        let mut found = Vec::new();
        let empty = Map::new();
        let defaults = get::part(root, "defaults").unwrap_or(&empty);
        for (name, value) in get::part(root, "resources").unwrap_or(&empty) {
            let Value::Object(own) = value else { continue };
            if name.starts_with("x-") {
                continue;
            }
            let path = deeper("/resources", name);
            if !self.contract.resources.iter().any(|(known, _)| known == name) {
                self.complain(complaint::UNKNOWN_RESOURCE, &path, "records that the portal knows");
            }
            let whole = self.over(defaults, own, &path);
            self.walk_resource(&whole, &path);
            if let Value::Object(whole) = &whole {
                found.push((name.clone(), self.resource(name, whole, &path)));
            }
            if let Some((_, resource)) = found.last() {
                self.record_variables(&whole, &resource.known, &path);
            }
        }
        found
    }

    /// A resource laid over the defaults. An operation exists only when the resource names it.
    #[inline(never)]
    fn over(&mut self, defaults: &Part, own: &Part, path: &str) -> Value {
        let mut whole = Map::new();
        for key in RESOURCE.keys {
            let operation = OPERATIONS.contains(&key.name);
            let value = match (defaults.get(key.name), own.get(key.name)) {
                (_, None | Some(Value::Null | Value::Bool(false))) if operation => continue,
                (None, None) => continue,
                (Some(below), None) => below.clone(),
                (Some(below), Some(Value::Bool(true))) if operation => below.clone(),
                (None, Some(Value::Bool(true))) if operation => {
                    let path = deeper(path, key.name);
                    self.complain(complaint::MISSING, &path, "a request, as defaults has none");
                    continue;
                }
                // A null variable stays: known, and missing.
                (Some(Value::Object(below)), Some(Value::Object(own))) if key.name == "vars" => {
                    let mut both = below.clone();
                    lay(&mut both, own);
                    Value::Object(both)
                }
                (Some(below), Some(own)) => {
                    let mut merged = below.clone();
                    merge(&mut merged, own);
                    merged
                }
                (None, Some(own)) if operation => {
                    let mut alone = Value::Null;
                    merge(&mut alone, own);
                    alone
                }
                (None, Some(own)) => own.clone(),
            };
            whole.insert(key.name.into(), value);
        }
        Value::Object(whole)
    }

    #[inline(never)]
    fn resource(&mut self, name: &str, part: &Part, path: &str) -> Resource {
        let mut vars = Map::new();
        let mut known = Vec::new();
        for (var, value) in get::members(part, "vars") {
            known.push(var.clone());
            if !value.is_null() {
                vars.insert(var, value);
            }
        }
        let id = part.get("id").and_then(|id| self.field(id, &deeper(path, "id"), Kind::Text));
        let version = get::place(part.get("version"))
            .map(|place| VersionRule { place, format: get::part(part, "version").and_then(|version| get::owned(version, "format")) });
        if version.is_none() && part.get("version").is_some_and(Value::is_object) {
            self.complain_below(complaint::MISSING, path, "/version/at", "where the version is: at or header");
        }
        let fields = self.fields(name, part, path);
        let terms = fields.iter().any(|(_, field)| !field.terms.is_empty());
        let resource = Resource {
            vars,
            known,
            id: id.unwrap_or_else(|| Field::at("/id", Kind::Text)),
            version,
            fields,
            list: part.get("list").and_then(|value| self.list(value, &deeper(path, "list"), terms)),
            read: self.read(part, path),
            create: self.write(part, path, "create", "POST"),
            update: self.write(part, path, "update", "PATCH"),
            remove: self.call(part.get("remove"), &deeper(path, "remove"), "DELETE"),
            parent: get::owned(part, "parent"),
            cache: get::part(part, "cache").map(cache),
        };
        for name in resource.list.iter().flat_map(|list| &list.search) {
            if resource.field(name).is_none_or(|field| field.filter.is_none()) {
                self.complain_below(complaint::NO_QUERY_NAME, path, "/list/search/any", "fields with a query name");
            }
        }
        if let Some(list) = &resource.list {
            let none = |named: fn(&Field) -> bool| resource.fields.iter().all(|(_, field)| !named(field));
            if list.sort.is_some() && none(|field| field.sort.is_some()) {
                self.complain_below(complaint::NO_QUERY_NAME, path, "/list/sort", "a field to sort by");
            }
            if !list.filter.ops.is_empty() && none(|field| field.filter.is_some()) {
                self.complain_below(complaint::NO_QUERY_NAME, path, "/list/where", "a field to filter by");
            }
        }
        for (name, call) in resource.calls() {
            // What belongs to another record may be known by that alone; a whole record has its own id in it.
            let known = match name {
                "read" => call.uses("parent"),
                "update" => call.uses("parent") || resource.update.as_ref().is_some_and(|update| update.full),
                "remove" => false,
                _ => true,
            };
            if !known && !call.uses("id") {
                self.complain(complaint::ID_UNUSED, &deeper(path, name), "a request with {id} in it");
            }
        }
        if resource.version.is_some() && resource.update.as_ref().is_some_and(|update| !update.call.uses("version")) {
            self.complain_below(complaint::VERSION_UNUSED, path, "/update", "an update that sends {version}");
        }
        if resource.parent.as_deref().is_some_and(|parent| find(&resource.fields, parent).is_none()) {
            self.complain_below(complaint::MISSING, path, "/parent", "the name of one of this resource's fields");
        }
        resource
    }

    #[inline(never)]
    fn fields(&mut self, resource: &str, part: &Part, path: &str) -> Vec<(String, Field)> {
        let mut fields = Vec::new();
        let wanted = find(&self.contract.resources, resource).map(|wanted| &wanted.fields);
        for (name, value) in &get::members(part, "fields") {
            let path = deeper(&[path, "/fields"].concat(), name);
            let known = wanted.and_then(|fields| find(fields, name));
            if known.is_none() && wanted.is_some() {
                self.complain(complaint::UNKNOWN_FIELD, &path, "a field that the portal knows");
            }
            let kind = known.map_or(Kind::Json, |wanted| wanted.kind);
            if let Some(field) = self.field(value, &path, kind) {
                fields.push((name.clone(), field));
            }
        }
        fields
    }

    #[inline(never)]
    fn read(&mut self, part: &Part, path: &str) -> Option<Read> {
        let value = part.get("read")?;
        if value.get("from").is_some() {
            let list = get::part(part, "list");
            if !list.is_some_and(|list| get::flag(list, "complete")) {
                self.complain_below(complaint::WRONG_TYPE, path, "/read/from", "list, where the list is complete");
            }
            return Some(Read::FromList);
        }
        let call = self.call(Some(value), &deeper(path, "read"), "GET")?;
        let item = value.get("item").and_then(Value::as_str).unwrap_or_default();
        Some(Read::Call(call, item.into()))
    }

    #[inline(never)]
    fn write(&mut self, part: &Part, path: &str, key: &str, method: &str) -> Option<Write> {
        let mut call = self.call(part.get(key), &deeper(path, key), method)?;
        call.body.get_or_insert_with(|| "{item}".into());
        let mut write = Write { call, item: String::new(), returns: Returns::Record, full: false, idempotency: None };
        if let Some(further) = get::part(part, key) {
            write.item = get::string(further, "item");
            write.full = get::text(further, "mode") == Some("full");
            write.idempotency = get::owned(further, "idempotency");
            write.returns = match get::text(further, "returns") {
                Some("id") => Returns::Id,
                Some("none") => Returns::Nothing,
                _ => Returns::Record,
            };
            if write.full && (key != "update" || !part.contains_key("read")) {
                self.complain_below(complaint::MISSING, path, "/read", "a read, as a full update begins with the record as it is");
            }
        }
        Some(write)
    }

    /// What the portal cannot do without.
    #[inline(never)]
    pub(super) fn needs(&mut self, profile: &Profile) {
        for (name, wanted) in &self.contract.resources {
            let path = deeper("/resources", name);
            let Some(resource) = find(&profile.resources, name) else {
                if !wanted.requires.is_empty() {
                    self.complain(complaint::MISSING, &path, "records that the portal cannot do without");
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
                    self.complain(complaint::MISSING, &deeper(&path, operation), "an operation that the portal needs");
                }
            }
            for (field, _) in wanted.fields.iter().filter(|(_, wanted)| wanted.required) {
                let found = resource.field(field);
                let parent = resource.parent.as_ref() == Some(field);
                if !parent && found.is_none_or(|found| found.read.is_none() && found.default.is_none()) {
                    let place = deeper(&[&path, "/fields"].concat(), field);
                    self.complain(complaint::MISSING, &place, "a field that the portal cannot do without");
                }
            }
        }
    }
}
