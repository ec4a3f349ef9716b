//! What is written: a record like those that are there, and what is left of it.

use connect::{Client, Problem, Record};
use serde_json::{Map, Value, json};

use crate::codes;
use crate::doctor::Doctor;
use crate::filters::word;
use crate::values::{self, told, value};
use crate::walk::Walk;

/// What the texts of a made record end with.
const MARK: &str = " (check)";

impl Doctor {
    fn kind(&self, name: &str, field: &str) -> &str {
        self.wanted.pointer(&format!("/records/{name}/fields/{field}/as")).and_then(Value::as_str).unwrap_or("json")
    }

    fn is_required(&self, name: &str, field: &str) -> bool {
        self.wanted.pointer(&format!("/records/{name}/fields/{field}/required")) == Some(&Value::Bool(true))
    }

    /// The writable fields of a record that is there; texts that are different in each record are made different.
    pub fn sample(&self, name: &str, client: &Client, walk: &Walk) -> Option<Map<String, Value>> {
        let record = walk.records.iter().max_by_key(|record| record.fields.len())?;
        let mut fields = Map::new();
        for (field, found) in record.fields.iter().filter(|(field, found)| client.can_write(name, field) && !found.is_null()) {
            let members = self.sheet.field(name, field);
            let same = walk.records.iter().filter(|other| other.id != record.id && value(other, field).as_ref() == Some(found)).count();
            let free = self.kind(name, field) == "text" && !members.contains_key("map") && !members.contains_key("stored");
            let marked = match found.as_str() {
                Some(text) if free && same == 0 && text.contains('@') => Value::String(format!("check-{text}")),
                Some(text) if free && same == 0 && text.contains(' ') => Value::String(format!("{text}{MARK}")),
                Some(text) if free && same == 0 && word(found).is_some() => Value::String(format!("{text}-check")),
                _ => found.clone(),
            };
            fields.insert(field.clone(), marked);
        }
        (!fields.is_empty()).then_some(fields)
    }

    /// A field to change, and what to.
    pub fn changeable(&self, name: &str, fields: &Map<String, Value>) -> Option<(String, Value)> {
        let text = fields.iter().find(|(_, value)| value.as_str().is_some_and(|text| text.ends_with(MARK)));
        if let Some((field, Value::String(text))) = text {
            return Some((field.clone(), Value::String(text.replace(MARK, " (checked)"))));
        }
        let number = fields.iter().find(|(field, value)| value.is_u64() && self.kind(name, field) == "number");
        number.and_then(|(field, value)| Some((field.clone(), json!(value.as_u64()?.checked_add(1)?))))
    }

    /// A record without one field that the portal needs: its refusal should name the field.
    pub async fn refusal(&mut self, name: &str, client: &Client, fields: &Map<String, Value>) {
        let what = format!("{name}: errors of fields");
        let Some(field) = fields.keys().find(|field| self.is_required(name, field)).cloned() else { return };
        let mut less = fields.clone();
        less.remove(&field);
        self.witness.mark();
        let problem = match client.create(name, less).await {
            Ok(record) => {
                self.made.push(record.id);
                return self.skip(&what, "the backend accepts a record without a field that the portal needs");
            }
            Err(problem) => problem,
        };
        if self.offline(&problem) || matches!(&problem, Problem::Refused { fields, .. } if !fields.is_empty()) {
            return;
        }
        let response = self.witness.answer();
        let body: Value = response.as_ref().and_then(|response| values::json(&response.body)).unwrap_or_default();
        let refused = matches!(problem, Problem::Refused { .. });
        let members = self.sheet.field(name, &field);
        let at = members.get("write").or_else(|| members.get("at")).and_then(Value::as_str).unwrap_or_default();
        let theirs = at.rsplit('/').next().unwrap_or_default();
        if !refused || theirs.is_empty() || !body.to_string().contains(theirs) {
            return self.skip(&what, "the refusal does not name the field");
        }
        let rule = self.field_errors(name, &field, &body);
        let patch = rule.map(|rule| {
            let mut rules: Vec<Value> = self.sheet.at("/errors/fields").and_then(Value::as_array).cloned().unwrap_or_default();
            rules.push(rule);
            json!({ "errors": { "fields": rules } })
        });
        self.find(
            &codes::FIELD_ERRORS_UNREAD,
            "/errors/fields".into(),
            format!("a refusal that names {theirs}, of which nothing is read"),
            patch,
        );
    }

    /// Makes a record, and finds it whatever the answer says.
    pub async fn made(&mut self, name: &str, client: &Client, fields: &Map<String, Value>, before: &[String]) -> Option<String> {
        self.witness.mark();
        let made = client.create(name, fields.clone()).await;
        let response = self.witness.answer();
        let status = response.as_ref().map_or(0, |response| response.status);
        let returns = self.sheet.part(name, "create").and_then(|part| part.get("returns").and_then(Value::as_str).map(String::from));
        let place = self.sheet.place(name, "create");
        let problem = match made {
            Ok(record) => {
                let bare =
                    returns.is_none_or(|returns| returns == "record") && !fields.keys().any(|field| record.fields.contains_key(field));
                if bare {
                    let patch = self.sheet.operation_patch(name, "create", json!({ "returns": "id" }));
                    self.find(&codes::CREATE_ANSWER_DIFFERS, place.clone(), "an id without the fields", Some(patch));
                }
                if !record.id.is_empty() {
                    self.made.push(record.id.clone());
                    return Some(record.id);
                }
                None
            }
            Err(problem) => Some(problem),
        };
        if let Some(problem) = &problem
            && self.offline(problem)
        {
            self.report.left_behind.push(format!("{name}: perhaps one, as no answer came to making it"));
            return None;
        }
        let fine = (200..300).contains(&status);
        let after = if fine { self.everything(name, client).await.unwrap_or_default() } else { Vec::new() };
        let unknown: Vec<String> = after.into_iter().filter(|id| !before.contains(id) && !self.made.contains(id)).collect();
        let new = self.new_one(name, client, fields, &unknown).await;
        if new.is_none() {
            // Somebody else may have made them: they are told, not removed.
            self.report.left_behind.extend(unknown.iter().map(|id| format!("{name}/{id} (perhaps)")));
        }
        if let Some(problem) = problem {
            if !fine {
                let message =
                    if let Problem::Refused { message: Some(message), .. } = &problem { format!(": {message}") } else { String::new() };
                self.find(&codes::CREATE_REFUSED, place, format!("status {status}; {}{message}", told(&problem)), None);
                return None;
            }
            let body = response.as_ref().map(|response| response.body.trim()).unwrap_or_default();
            let patch = self.create_answer(name, body, new.as_deref());
            self.find(&codes::CREATE_ANSWER_DIFFERS, place, told(&problem), patch);
        }
        self.made.extend(new.clone());
        new
    }

    /// Which of the new records is the one that was made.
    async fn new_one(&self, name: &str, client: &Client, fields: &Map<String, Value>, new: &[String]) -> Option<String> {
        let marked = |value: &Value| value.as_str().is_some_and(|text| text.ends_with(MARK));
        let mut best = None;
        for id in new {
            let record = self.look(name, client, id).await;
            let listed = client.all(name, &connect::Query::new()).await.unwrap_or_default();
            let Some(record) = record.or_else(|| listed.into_iter().find(|record| record.id == *id)) else { continue };
            let same: Vec<&Value> =
                fields.iter().filter(|(field, value)| record.fields.get(*field) == Some(value)).map(|(_, value)| value).collect();
            let likely = same.len() * 2 >= fields.len() || same.iter().any(|value| marked(value));
            if likely && best.as_ref().is_none_or(|(most, _)| same.len() > *most) {
                best = Some((same.len(), id.clone()));
            }
        }
        best.map(|(_, id)| id)
    }

    /// What the answer to a create is, as a patch.
    fn create_answer(&self, name: &str, body: &str, id: Option<&str>) -> Option<Value> {
        let at = self.sheet.field(name, "id");
        let at = at.get("read").or_else(|| at.get("at")).and_then(Value::as_str).unwrap_or("/id").to_string();
        let root: Value = values::json(body).unwrap_or_default();
        if root.is_null() {
            return Some(self.sheet.operation_patch(name, "create", json!({ "returns": "none" })));
        }
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from);
        let there = |value: &Value| value.pointer(&at).map(plain).as_deref() == id;
        let places = crate::places::members(&root);
        let (item, row) = places.into_iter().find(|(_, value)| value.pointer(&at).is_some() && there(value))?;
        let returns = if row.as_object().is_some_and(|members| members.len() > 2) { "record" } else { "id" };
        Some(self.sheet.operation_patch(name, "create", json!({ "item": item, "returns": returns })))
    }

    /// Whether each field that was written is there.
    pub async fn kept(&mut self, name: &str, client: &Client, id: &str, fields: &Map<String, Value>) -> Option<Record> {
        let Some(record) = self.look(name, client, id).await else {
            self.skip(&format!("{name}: what was written"), "the record that was made cannot be read");
            return None;
        };
        for (field, wanted) in fields {
            let found = record.fields.get(field);
            let trimmed = |value: &Value| value.as_str().map(|text| text.trim().to_string());
            let same = found == Some(wanted) || found.is_some_and(|found| trimmed(found).is_some() && trimmed(found) == trimmed(wanted));
            if !same {
                let seen =
                    found.map_or_else(|| String::from("nothing is there"), |found| format!("{} is there", crate::values::form(found)));
                let patch = self.sheet.field_patch(name, field, &json!({ "write": false }));
                let place = self.sheet.field_place(name, field);
                self.find(&codes::FIELD_NOT_KEPT, place, format!("{field}: {seen}"), Some(patch));
            }
        }
        Some(record)
    }
}
