//! Sorting: whether a sorted list is in that order.

use std::cmp::Ordering;

use connect::{Client, Problem, Query, Record, Unapplied};
use serde_json::{Value, json};

use crate::codes::{self, Kind};
use crate::doctor::Doctor;
use crate::values::{compare, told, value};
use crate::walk::Walk;

/// The most fields that are sorted by.
const MOST_FIELDS: usize = 4;

impl Doctor {
    pub async fn order(&mut self, name: &str, client: &Client, walk: &Walk) {
        let what = format!("{name}: order");
        if !client.capabilities(name).sort {
            return self.skip(&what, "the profile has no words for it");
        }
        if self
            .report
            .findings
            .iter()
            .any(|finding| finding.code == codes::ORDER_UNSTABLE.code && finding.pointer == self.sheet.place(name, "list"))
        {
            return self.skip(&what, "the order is not stable");
        }
        let fields = self.plain_fields(name);
        let mut results: Vec<(String, Option<(&'static Kind, String)>)> = Vec::new();
        for field in fields.iter().filter(|field| distinct(&walk.records, field) > 1) {
            if results.len() >= MOST_FIELDS {
                break;
            }
            match self.sorted_both_ways(name, client, field).await {
                Ok(Some(result)) => results.push((field.clone(), result)),
                Ok(None) => {}
                Err(problem) => {
                    self.offline(&problem);
                    return;
                }
            }
        }
        let bad: Vec<&(String, Option<(&'static Kind, String)>)> = results.iter().filter(|(_, result)| result.is_some()).collect();
        let codes: Vec<&str> = bad.iter().filter_map(|(_, result)| result.as_ref().map(|(kind, _)| kind.code)).collect();
        if results.is_empty() {
            self.skip(&what, "no field with two different values can be sorted by");
        } else if bad.len() == results.len() && codes.iter().all(|code| Some(code) == codes.first()) {
            if let Some((_, Some((kind, seen)))) = bad.first() {
                let patch = (kind.code == codes::SORT_REVERSED.code).then(|| self.turned(name)).flatten();
                let place = self.sheet.place(name, "list/sort");
                self.find(kind, place, seen.clone(), patch);
            }
        } else {
            for (field, result) in &results {
                let Some((kind, seen)) = result else { continue };
                let patch = self.sheet.field_patch(name, field, &self.query_without(name, field, "sort"));
                let place = self.sheet.field_place(name, field);
                self.find(kind, place, seen.clone(), Some(patch));
            }
        }
    }

    /// Fields with a plain value that a backend compares as the portal does.
    pub fn plain_fields(&self, name: &str) -> Vec<String> {
        let fields =
            self.sheet.part(name, "fields").and_then(|fields| fields.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>()));
        let plain = |field: &String| {
            let members = self.sheet.field(name, field);
            let kind = self.wanted.pointer(&format!("/records/{name}/fields/{field}/as")).and_then(Value::as_str).unwrap_or("json");
            let html = members.get("as").is_some_and(|kind| kind == "html");
            !["map", "default", "split", "each"].iter().any(|key| members.contains_key(*key)) && !html && kind != "json" && kind != "texts"
        };
        let all: Vec<String> = fields.unwrap_or_default().into_iter().filter(plain).collect();
        // One of each kind first: kinds fail in different ways.
        let mut kinds: Vec<String> = Vec::new();
        let (first, rest): (Vec<String>, Vec<String>) = all.into_iter().partition(|field| {
            let kind = self.wanted.pointer(&format!("/records/{name}/fields/{field}/as")).map(Value::to_string).unwrap_or_default();
            let new = !kinds.contains(&kind);
            kinds.push(kind);
            new
        });
        first.into_iter().chain(rest).collect()
    }

    /// A field's query names without the one for filtering, or sorting.
    pub fn query_without(&self, name: &str, field: &str, what: &str) -> Value {
        let other = if what == "sort" { "filter" } else { "sort" };
        match self.sheet.field(name, field).get("query") {
            Some(Value::String(known)) => json!({ "query": { what: false, other: known } }),
            Some(Value::Object(known)) => {
                let mut known = known.clone();
                known.insert(what.into(), false.into());
                json!({ "query": known })
            }
            _ => json!({ "query": { what: false } }),
        }
    }

    /// The rule with asc and desc changed round.
    fn turned(&self, name: &str) -> Option<Value> {
        let rule = self.sheet.part(name, "list")?.get("sort")?.clone();
        let (asc, desc) = (rule.get("asc")?, rule.get("desc")?);
        let keys = |value: &Value| value.as_object().map(|members| members.keys().cloned().collect::<Vec<_>>());
        // A merge patch would mix two objects with different members.
        (keys(asc) == keys(desc)).then(|| self.sheet.operation_patch(name, "list", json!({ "sort": { "asc": desc, "desc": asc } })))
    }

    /// Nothing when the order cannot be said or judged.
    async fn sorted_both_ways(
        &mut self,
        name: &str,
        client: &Client,
        field: &str,
    ) -> Result<Option<Option<(&'static Kind, String)>>, Problem> {
        let mut pages = Vec::new();
        for descending in [false, true] {
            match client.list(name, &Query::new().sort(field, descending)).await {
                Ok(page) if page.unapplied.iter().any(|part| matches!(part, Unapplied::Sort(_))) => return Ok(None),
                Ok(page) => pages.push(page.records),
                Err(Problem::Offline) => return Err(Problem::Offline),
                Err(problem) => return Ok(Some(Some((&codes::SORT_REFUSED, format!("by {field}: {}", told(&problem)))))),
            }
        }
        let [up, down] = pages.as_slice() else { return Ok(None) };
        let (up, down) = (judged(up, field), judged(down, field));
        let (Some(up), Some(down)) = (up, down) else { return Ok(None) };
        Ok(Some(match (up, down) {
            (Order { rises: true, .. }, Order { falls: true, .. }) => None,
            (Order { falls: true, .. }, Order { rises: true, .. }) => {
                Some((&codes::SORT_REVERSED, format!("by {field}: ascending falls and descending rises")))
            }
            _ => Some((&codes::SORT_IGNORED, format!("by {field}: the records are in neither order"))),
        }))
    }
}

fn distinct(records: &[Record], field: &str) -> usize {
    let mut seen: Vec<Value> = Vec::new();
    for found in records.iter().filter_map(|record| value(record, field)) {
        if !seen.contains(&found) {
            seen.push(found);
        }
    }
    seen.len()
}

struct Order {
    rises: bool,
    falls: bool,
}

/// Whether values rise or fall under any usual order of texts; nothing when they are all the same.
fn judged(records: &[Record], field: &str) -> Option<Order> {
    let usual = |found: &Value| found.as_str().is_none_or(str::is_ascii);
    let values: Vec<Value> = records.iter().filter_map(|record| value(record, field)).filter(usual).collect();
    let first = values.first()?;
    if values.iter().all(|value| value == first) {
        return None;
    }
    let lower = |value: &Value| value.as_str().map_or_else(|| value.clone(), |text| text.to_lowercase().into());
    let letters = |value: &Value| match lower(value) {
        Value::String(text) => text.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect::<String>().into(),
        other => other,
    };
    let number = |value: &Value| {
        value.as_str().and_then(|text| serde_json::from_str(text).ok()).filter(Value::is_number).unwrap_or_else(|| value.clone())
    };
    let ways: [&dyn Fn(&Value) -> Value; 4] = [&Value::clone, &lower, &letters, &number];
    let follows = |wrong: Ordering| {
        ways.iter().any(|way| {
            let keys: Vec<Value> = values.iter().map(way).collect();
            keys.iter().zip(keys.iter().skip(1)).all(|(one, next)| compare(one, next).is_some_and(|order| order != wrong))
        })
    };
    Some(Order { rises: follows(Ordering::Greater), falls: follows(Ordering::Less) })
}
