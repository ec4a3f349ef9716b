//! Single records.

use connect::{Client, Problem, Record};
use serde_json::{Value, json};

use crate::codes;
use crate::doctor::Doctor;
use crate::places;
use crate::values::{self, ids, told};
use crate::walk::Walk;

impl Doctor {
    pub async fn reads(&mut self, name: &str, walk: &Walk) {
        let Some(read) = self.sheet.part(name, "read") else { return self.version(name, walk.records.first()) };
        let all = ids(&walk.records);
        let mut some: Vec<String> = [0, all.len() / 2, all.len().saturating_sub(1)].iter().filter_map(|at| all.get(*at).cloned()).collect();
        some.dedup();
        let Some(mut client) = self.member().await else { return self.skip(&format!("{name}: reading"), "the session was lost") };
        let mut found = None;
        for id in some {
            match self.read_one(name, &mut client, &id).await {
                Some(record) => found = Some(record),
                None => return,
            }
        }
        if found.is_none() {
            return;
        }
        self.version(name, found.as_ref());
        if read.get("from").is_none() {
            self.missing(name, &client, &all).await;
        }
    }

    /// One record; nothing when that is a finding.
    async fn read_one(&mut self, name: &str, client: &mut Client, id: &str) -> Option<Record> {
        let place = self.sheet.place(name, "read");
        for again in [false, true] {
            self.witness.mark();
            let problem = match client.read(name, id).await {
                Ok(record) => return Some(record),
                Err(problem) => problem,
            };
            if self.offline(&problem) {
                return None;
            }
            match &problem {
                Problem::NotFound => self.find(&codes::READ_NOT_FOUND, place.clone(), "a listed record is not found", None),
                Problem::Unreadable { .. } => {
                    let patch = self.unreadable(name, id, &problem, &place);
                    if let Some(patch) = patch.filter(|_| !again) {
                        self.sheet.mend(&patch);
                        *client = self.member().await?;
                        continue;
                    }
                }
                problem => self.find(&codes::READ_REFUSED, place.clone(), told(problem), None),
            }
            return None;
        }
        None
    }

    /// Another record, another shape, or no JSON at all; a patch where the record is elsewhere.
    fn unreadable(&mut self, name: &str, id: &str, problem: &Problem, place: &str) -> Option<Value> {
        let response = self.witness.answer();
        let body = response.as_ref().and_then(|response| values::json(&response.body));
        let Some(body) = body else {
            self.find(&codes::NOT_JSON, place.into(), "a single record's answer is not JSON", None);
            return None;
        };
        let item =
            self.sheet.part(name, "read").and_then(|read| read.get("item").and_then(Value::as_str).map(String::from)).unwrap_or_default();
        let at = self.sheet.field(name, "id");
        let at = at.get("read").or_else(|| at.get("at")).and_then(Value::as_str).unwrap_or("/id");
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from);
        let known = body.pointer(&item).and_then(|row| row.pointer(at)).filter(|value| !value.is_null()).map(plain);
        if known.is_some_and(|known| known != id) {
            self.find(&codes::READ_OTHER, place.into(), "the answer holds another record", None);
            return None;
        }
        let there = |value: &Value| value.pointer(at).map(plain).as_deref() == Some(id);
        let elsewhere = places::members(&body)
            .into_iter()
            .find(|(_, value)| there(value))
            .map(|(pointer, _)| pointer)
            .filter(|pointer| *pointer != item);
        let patch = elsewhere.map(|at| self.sheet.operation_patch(name, "read", json!({ "item": at })));
        self.find(&codes::READ_UNREADABLE, place.into(), told(problem), patch.clone());
        patch
    }

    fn version(&mut self, name: &str, record: Option<&Record>) {
        let Some(rule) = self.sheet.part(name, "version").filter(|rule| !rule.is_null()) else { return };
        let Some(record) = record else { return };
        if record.version.is_some() {
            return;
        }
        let place = self.sheet.place(name, "version");
        if let Some(header) = rule.get("header").and_then(Value::as_str) {
            if self.hides {
                return self.hidden(place, header);
            }
            if self.sheet.part(name, "read").is_none() {
                return self.skip(&format!("{name}: versions"), "they are in a header, and single records cannot be read");
            }
        }
        self.find(&codes::VERSION_MISSING, place, "no version with a record", None);
    }

    async fn missing(&mut self, name: &str, client: &Client, ids: &[String]) {
        let Some(known) = ids.first() else { return };
        let id = nobody(known);
        if ids.contains(&id) {
            return self.skip(&format!("{name}: a missing record"), "no id of its form is known to be free");
        }
        self.witness.mark();
        let problem = match client.read(name, &id).await {
            Err(Problem::NotFound) => return,
            Err(problem) if self.offline(&problem) => return,
            Err(problem) => told(&problem),
            Ok(_) => "a record".into(),
        };
        let status = self.witness.answer().map_or(0, |response| response.status);
        let rule = json!({ "status": status, "on": "read", "kind": "notFound" });
        let patch = (status >= 400).then(|| self.sheet.kinds_patch(rule));
        let place = self.sheet.place(name, "read");
        self.find(&codes::MISSING_UNTOLD, place, format!("status {status} for an id that is not there; {problem}"), patch);
    }
}

/// An id of the same form that nobody should have.
fn nobody(known: &str) -> String {
    if known.chars().all(|letter| letter.is_ascii_digit()) {
        return "987654321".into();
    }
    let plain = known.chars().all(|letter| letter.is_ascii_hexdigit() || letter == '-');
    let from = known.chars().count().saturating_sub(8);
    let change = |(at, letter): (usize, char)| match letter {
        letter if at < from || !letter.is_ascii_alphanumeric() => letter,
        letter if letter.is_ascii_digit() || plain => '0',
        letter if letter.is_ascii_uppercase() => 'Z',
        _ => 'z',
    };
    known.chars().enumerate().map(change).collect()
}
