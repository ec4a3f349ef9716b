//! Records whose address needs the record they belong to. Their id is both: `PARENT/ID`, each escaped.

use serde_json::Value;

use crate::json::{deeper, plain, steps};
use crate::problem::Problem;
use crate::profile::Resource;
use crate::query::{Op, Query};
use crate::record::Record;

/// A query within one parent.
pub(super) struct Within {
    pub ours: String,
    pub theirs: Value,
    /// The query without the condition that named the parent.
    pub rest: Query,
}

/// The parent that a query names; nothing where none is needed.
///
/// # Errors
/// `Unsupported` when one is needed: the address cannot be made.
pub(super) fn of_query(name: &str, resource: &Resource, query: &Query) -> Result<Option<Within>, Problem> {
    let Some(field) = &resource.parent else { return Ok(None) };
    let at = query.filter.iter().position(|filter| filter.field == *field && filter.op == Op::Eq);
    let value = at.and_then(|at| query.filter.get(at)).map(|filter| &filter.value);
    let ours = named(name, field, value)?;
    let mut rest = query.clone();
    rest.filter = query.filter.iter().enumerate().filter(|(index, _)| Some(*index) != at).map(|(_, filter)| filter.clone()).collect();
    Ok(Some(Within { theirs: theirs(resource, &ours), ours, rest }))
}

/// A parent's id, which must be there.
pub(super) fn named(resource: &str, field: &str, value: Option<&Value>) -> Result<String, Problem> {
    let found = value.and_then(plain).filter(|text| !text.is_empty());
    found.ok_or_else(|| Problem::unsupported([resource, " without ", field].concat()))
}

/// A parent's id in the backend's form.
pub(super) fn theirs(resource: &Resource, ours: &str) -> Value {
    let value = Value::String(ours.into());
    let field = resource.parent.as_ref().and_then(|name| resource.field(name));
    field.and_then(|field| field.item(&value)).unwrap_or(value)
}

/// The parent's id and the record's own.
pub(super) fn split(resource: &Resource, id: &str) -> Result<(Option<String>, String), Problem> {
    if resource.parent.is_none() {
        return Ok((None, id.into()));
    }
    let pointer = ["/", id].concat();
    let mut both = steps(&pointer);
    match (both.next(), both.next()) {
        (Some(parent), Some(own)) => Ok((Some(parent), own)),
        _ => Err(Problem::NotFound),
    }
}

/// Gives a record its parent: in its id, and in its field.
pub(super) fn adopt(resource: &Resource, within: Option<&str>, record: &mut Record) {
    let (Some(field), Some(within)) = (&resource.parent, within) else { return };
    let whole = deeper(&deeper("", within), &record.id);
    record.id = whole.trim_start_matches('/').into();
    if !record.fields.contains_key(field) {
        record.fields.insert(field.clone(), within.into());
    }
}
