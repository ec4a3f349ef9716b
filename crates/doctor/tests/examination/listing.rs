//! The lists of the backend in memory.

use std::cmp::Ordering;

use connect::Response;
use serde_json::{Value, json};

use crate::backend::{Backend, answer};
use crate::fault::Fault;

impl Backend {
    pub(crate) fn list(&self, query: &[(String, String)]) -> Response {
        let get = |name: &str| query.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let asked = self.asked();
        if self.has(Fault::ListFails) {
            return answer(500, &json!({}));
        }
        if self.has(Fault::Html) {
            return Response { status: 200, headers: vec![], body: "<!doctype html><title>Portal</title>".into() };
        }
        let refused = answer(400, &json!({ "message": "what?" }));
        let mut rows: Vec<Value> = self.rows().iter().map(|row| self.shown(row)).collect();
        for (key, wanted) in query {
            let Some((field, op)) = key.split_once("__") else { continue };
            match self.fault {
                Fault::FilterRefused => return refused,
                Fault::FilterIgnored => continue,
                Fault::FilterNothing => rows.clear(),
                Fault::SeatsUnfiltered if field == "seats" => rows.clear(),
                _ => rows.retain(|row| self.fits(&row[field], op, wanted)),
            }
        }
        if let Some(text) = get("q") {
            match self.fault {
                Fault::SearchRefused => return refused,
                Fault::SearchIgnored => {}
                Fault::SearchNothing => rows.clear(),
                _ => rows.retain(|row| row.to_string().to_lowercase().contains(&text.to_lowercase())),
            }
        }
        if let Some(sort) = get("sort") {
            let down = sort.starts_with('-') != self.has(Fault::SortReversed);
            let field = sort.trim_start_matches('-').to_string();
            if self.has(Fault::SortRefused) {
                return refused;
            }
            let unsorted = self.has(Fault::SortIgnored) || (self.has(Fault::SeatsUnsorted) && field == "seats");
            if !unsorted {
                rows.sort_by(|one, other| compared(&one[&field], &other[&field]));
                if down {
                    rows.reverse();
                }
            }
        } else if self.has(Fault::OrderUnstable) {
            let steps = (asked % 5).min(rows.len());
            rows.rotate_left(steps);
        }
        let number = |name: &str, usual: usize| get(name).map_or(usual, |text| text.parse().unwrap());
        let (page, size) = (number("page", 1), number("size", 50));
        let size = if self.has(Fault::SizeIgnored) {
            50
        } else if self.has(Fault::SizeCapped) {
            size.min(5)
        } else {
            size
        };
        let count = rows.len();
        let mut from = if self.has(Fault::PagesFromNought) { page * size } else { page.saturating_sub(1) * size };
        if let Some(text) = get("offset").or_else(|| get("after")) {
            from = text.parse().unwrap();
        }
        from = match self.fault {
            Fault::PagesOverlap if from > 0 => from - 1,
            Fault::PagesMiss if from > 0 => from + 1,
            _ => from,
        };
        if self.has(Fault::PastEndRefused) && from >= count && page > 1 {
            // Without a field the engine takes it for the end.
            return answer(422, &json!({ "message": "no", "errors": { "page": "is too high" } }));
        }
        let rows: Vec<Value> = rows.into_iter().skip(from).take(size).collect();
        let next = if from + rows.len() < count { json!((from + rows.len()).to_string()) } else { Value::Null };
        let count = if self.has(Fault::TotalWrong) { count + 5 } else { count };
        let items = if self.has(Fault::ItemsElsewhere) { "results" } else { "rows" };
        answer(
            200,
            &if self.has(Fault::TotalMissing) { json!({ items: rows }) } else { json!({ items: rows, "count": count, "next": next }) },
        )
    }

    pub(crate) fn shown(&self, row: &Value) -> Value {
        let mut row = row.clone();
        match self.fault {
            Fault::TextEmpty => row["text"] = Value::Null,
            Fault::RequiredMissing if row["id"] == 103 => row["label"] = Value::Null,
            Fault::AbsentFits if row["id"] == 105 => row["seats"] = Value::Null,
            Fault::FormatWrong if row["at"].is_string() => {
                row["at"] = json!(1_767_348_000 + (row["id"].as_u64().unwrap() * 7 % 13) * 86_400);
            }
            Fault::SeatsAsWords => row["seats"] = json!(format!("{} places", row["seats"])),
            _ => {}
        }
        row
    }

    fn fits(&self, found: &Value, op: &str, wanted: &str) -> bool {
        let other = if found.is_number() { json!(wanted.parse::<f64>().unwrap()) } else { json!(wanted) };
        if found.is_null() {
            return op.starts_with("lt");
        }
        let order = compared(found, &other);
        let text = found.as_str().unwrap_or_default().to_lowercase();
        match op {
            "eq" => order.is_eq(),
            "ne" => order.is_ne(),
            "lt" => order.is_lt(),
            "lte" => order.is_le(),
            "gt" if self.has(Fault::GtIsGte) => order.is_ge(),
            "gt" => order.is_gt(),
            "gte" => order.is_ge(),
            "contains" if self.has(Fault::ContainsIsEqual) => order.is_eq(),
            "contains" => text.contains(&wanted.to_lowercase()),
            _ => text.starts_with(&wanted.to_lowercase()),
        }
    }
}

fn compared(one: &Value, other: &Value) -> Ordering {
    if one.is_null() || other.is_null() {
        return other.is_null().cmp(&one.is_null());
    }
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.partial_cmp(&other).unwrap(),
        _ => one.as_str().unwrap_or_default().cmp(other.as_str().unwrap_or_default()),
    }
}
