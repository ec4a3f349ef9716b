//! Answers read: JSON of the declared shape becomes records, everything else a Problem.

use serde_json::Value;

use crate::json::{deeper, plain, put};
use crate::plan;
use crate::problem::Problem;
use crate::profile::{List, Place, Resource};
use crate::query::{Cursor, Place as From};
use crate::record::{Page, Record, Version};
use crate::transport::Response;

/// The largest answer that is read, in bytes.
pub(crate) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The most records that are read from one answer.
pub(crate) const MOST_ROWS: usize = 50_000;

/// An answer's body as JSON. An empty body is null.
pub(crate) fn json(response: &Response) -> Result<Value, Problem> {
    if response.body.len() > MOST_BYTES {
        return Err(Problem::unreadable("too large"));
    }
    let text = response.body.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(text).map_err(|_| Problem::unreadable("not JSON"))
}

/// One record out of a backend's row; `above` is where the row stands in the answer.
pub(crate) fn record(resource: &Resource, row: &Value, above: &str, response: Option<&Response>) -> Result<Record, Problem> {
    let id = resource.id.read(row, above)?;
    let Some(Value::String(id)) = id else {
        let at = resource.id.read.as_deref().unwrap_or_default();
        return Err(Problem::unreadable(format!("{above}{at}")));
    };
    let version = match resource.version.as_ref().map(|version| &version.place) {
        Some(Place::At(at)) => row.pointer(at).filter(|value| !value.is_null()).cloned(),
        Some(Place::Header(name)) => response.and_then(|r| r.header(name)).map(Value::from),
        _ => None,
    };
    let mut fields = serde_json::Map::new();
    for (name, field) in &resource.fields {
        if let Some(value) = field.read(row, above)? {
            fields.insert(name.clone(), value);
        }
    }
    Ok(Record { id, version: version.map(Version), fields })
}

/// How a page was asked for.
pub(crate) struct Asked {
    /// The page number sent, if any.
    pub page: u64,
    /// Records before it.
    pub skip: u64,
    /// Records a page; 0 when nobody knows.
    pub size: u64,
}

/// A page out of a list's answer, which came from this address.
pub(crate) fn page(resource: &Resource, list: &List, response: &Response, url: &str, asked: &Asked) -> Result<Page, Problem> {
    let root = json(response)?;
    let rows = root.pointer(&list.items).and_then(Value::as_array);
    let rows = rows.ok_or_else(|| Problem::unreadable(list.items.as_str()))?;
    if rows.len() > MOST_ROWS {
        return Err(Problem::unreadable("too many"));
    }
    let mut records = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let above = deeper(&list.items, &at.to_string()) + &list.row;
        let row = row.pointer(&list.row).ok_or_else(|| Problem::unreadable(above.as_str()))?;
        let joined = joined(resource, &root, row);
        records.push(record(resource, joined.as_ref().unwrap_or(row), &above, None)?);
    }
    let total = list.total.as_ref().filter(|total| total.call.is_none());
    let total = total.and_then(|total| counted(&total.place, &root, response));
    let count = records.len() as u64;
    let next = next(list, &root, response, url, asked, count, total);
    Ok(Page { records, total, next, unapplied: Vec::new() })
}

/// A total, where an answer tells it. One below nothing is none.
pub(crate) fn counted(place: &Place, root: &Value, response: &Response) -> Option<u64> {
    found(Some(place), root, response)?.parse().ok()
}

/// A row with the records that came beside it put under `/included`, each under its name: one, or a list where the row has keys.
pub(crate) fn joined(resource: &Resource, root: &Value, row: &Value) -> Option<Value> {
    let rule = resource.list.as_ref()?.included.as_ref()?;
    let beside = root.pointer(&rule.at)?.as_array()?;
    let same = |one: &Value, other: &Value| rule.key.iter().all(|at| one.pointer(at).is_some() && one.pointer(at) == other.pointer(at));
    let one = |key: &Value| beside.iter().find(|one| same(one, key)).cloned();
    let mut whole = row.clone();
    for (name, at) in &rule.join {
        let found = row.pointer(at).and_then(|key| match key {
            Value::Array(keys) => Some(keys.iter().filter_map(one).collect()),
            key => one(key),
        });
        if let Some(found) = found {
            put(&mut whole, &deeper("/included", name), found);
        }
    }
    Some(whole)
}

fn found(place: Option<&Place>, root: &Value, response: &Response) -> Option<String> {
    match place? {
        Place::At(at) => plain(root.pointer(at)?),
        Place::Header(name) => response.header(name).map(|text| text.trim().to_string()),
        Place::Link => plan::next_link(response.header("link")?).map(String::from),
    }
    .filter(|text| !text.is_empty())
}

fn next(list: &List, root: &Value, response: &Response, url: &str, asked: &Asked, count: u64, total: Option<u64>) -> Option<Cursor> {
    let seen = asked.skip.saturating_add(count);
    if list.next.is_some() {
        let text = found(list.next.as_ref(), root, response)?;
        if list.call.uses("cursor") {
            return Some(Cursor(From::Token(text, seen)));
        }
        return plan::follow(url, &text).map(|url| Cursor(From::Link(url, seen)));
    }
    let more = match total {
        Some(total) => seen < total && count > 0,
        None => asked.size > 0 && count >= asked.size,
    };
    if !more {
        None
    } else if list.call.uses("page") {
        Some(Cursor(From::Page(asked.page.saturating_add(1), seen)))
    } else if list.call.uses("offset") {
        Some(Cursor(From::Skip(seen)))
    } else {
        None
    }
}
