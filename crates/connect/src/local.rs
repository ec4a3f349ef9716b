//! Filtering, searching and sorting by the engine itself, where a backend cannot.

use std::cmp::Ordering;

use serde_json::Value;

use crate::query::{Filter, Op, Query, Sort, Unapplied};
use crate::record::Record;

/// Keeps and orders records as the query says.
pub(crate) fn apply(records: &mut Vec<Record>, query: &Query) {
    let words = query.search.as_deref().map(str::to_lowercase);
    records.retain(|record| {
        query.filter.iter().all(|filter| holds(record, filter)) && words.as_deref().is_none_or(|words| mentions(record, words))
    });
    if !query.sort.is_empty() {
        records.sort_by(|one, other| order(one, other, &query.sort));
    }
}

/// What a page left out, as a query to apply.
pub(crate) fn rest(query: &Query, left: &[Unapplied]) -> Query {
    let mut rest = Query::default();
    for part in left {
        match part {
            Unapplied::Filter(filter) => rest.filter.push(filter.clone()),
            // An order holds whole or not at all.
            Unapplied::Sort(_) => rest.sort.clone_from(&query.sort),
            Unapplied::Search => rest.search.clone_from(&query.search),
        }
    }
    rest
}

fn value(record: &Record, field: &str) -> Value {
    if field == "id" {
        return Value::String(record.id.clone());
    }
    record.fields.get(field).cloned().unwrap_or(Value::Null)
}

fn holds(record: &Record, filter: &Filter) -> bool {
    let found = value(record, &filter.field);
    let compared = |wanted: fn(Ordering) -> bool| compare(&found, &filter.value).is_some_and(wanted);
    match filter.op {
        Op::Eq => same(&found, &filter.value),
        Op::Ne => !same(&found, &filter.value),
        Op::Lt => compared(Ordering::is_lt),
        Op::Lte => compared(Ordering::is_le),
        Op::Gt => compared(Ordering::is_gt),
        Op::Gte => compared(Ordering::is_ge),
        Op::In => {
            let wanted = filter.value.as_array();
            wanted.is_some_and(|all| all.iter().any(|one| same(&found, one)))
        }
        Op::Contains => contains(&found, &filter.value),
        Op::StartsWith => match (&found, &filter.value) {
            (Value::String(text), Value::String(part)) => text.to_lowercase().starts_with(&part.to_lowercase()),
            _ => false,
        },
    }
}

fn same(one: &Value, other: &Value) -> bool {
    one == other || compare(one, other) == Some(Ordering::Equal)
}

fn contains(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Array(items), _) => items.iter().any(|item| same(item, wanted)),
        (Value::String(text), Value::String(part)) => text.to_lowercase().contains(&part.to_lowercase()),
        _ => false,
    }
}

/// Whether any text of the record holds the words, given in lower case.
fn mentions(record: &Record, words: &str) -> bool {
    let holds = |value: &Value| value.as_str().is_some_and(|text| text.to_lowercase().contains(words));
    record.fields.values().any(|value| match value {
        Value::Array(items) => items.iter().any(holds),
        value => holds(value),
    })
}

/// Two values of one kind compared; nothing when they are not.
fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::String(one), Value::String(other)) => Some(one.cmp(other)),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        _ => None,
    }
}

/// The order of two records: text by its lower case, absent values last whatever the direction.
fn order(one: &Record, other: &Record, sorts: &[Sort]) -> Ordering {
    for sort in sorts {
        let (first, second) = (value(one, &sort.field), value(other, &sort.field));
        let found = match (&first, &second) {
            (Value::Null, Value::Null) => Ordering::Equal,
            (Value::Null, _) => return Ordering::Greater,
            (_, Value::Null) => return Ordering::Less,
            (Value::String(one), Value::String(other)) => one.to_lowercase().cmp(&other.to_lowercase()).then_with(|| one.cmp(other)),
            _ => compare(&first, &second).unwrap_or(Ordering::Equal),
        };
        let found = if sort.descending { found.reverse() } else { found };
        if found.is_ne() {
            return found;
        }
    }
    Ordering::Equal
}
