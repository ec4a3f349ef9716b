//! A query in the backend's words: conditions, order and search; what cannot be said is told, never dropped.

use serde_json::{Map, Value};

use crate::json::{plain, text_of};
use crate::profile::{List, Resource, WhereRule};
use crate::query::{Filter, Op, Query, Sort, Unapplied};
use crate::template::{Scope, render, render_text};

/// The variables `where`, `sort` and `text` of a list request, and what they leave out.
pub(crate) fn conditions(resource: &Resource, list: &List, query: &Query) -> (Scope, Vec<Unapplied>) {
    let mut scope = Scope::new();
    let mut left = Vec::new();
    let mut terms = Terms::default();
    for filter in &query.filter {
        let said = term(resource, list, filter).is_some_and(|term| terms.add(term, &list.filter));
        if !said {
            left.push(Unapplied::Filter(filter.clone()));
        }
    }
    if let Some(words) = &query.search {
        if list.call.uses("text") {
            scope.insert("text".into(), words.as_str().into());
        } else {
            let said = any_of(resource, list, words).is_some_and(|term| terms.add(term, &list.filter));
            if !said {
                left.push(Unapplied::Search);
            }
        }
    }
    if let Some(all) = terms.joined(resource, &list.filter) {
        scope.insert("where".into(), all);
    }
    if let Some(order) = order(resource, list, &query.sort, &mut left) {
        scope.insert("sort".into(), order);
    }
    (scope, left)
}

#[derive(Default)]
struct Terms {
    texts: Vec<String>,
    merged: Map<String, Value>,
    wrapped: Vec<Value>,
}

impl Terms {
    /// Adds a term; false when it does not go with the others.
    fn add(&mut self, term: Value, rule: &WhereRule) -> bool {
        match term {
            Value::String(text) if self.merged.is_empty() && self.wrapped.is_empty() => {
                self.texts.push(text);
                true
            }
            Value::Object(term) if self.texts.is_empty() => {
                if rule.and.as_ref().is_some_and(Value::is_object) {
                    self.wrapped.push(Value::Object(term));
                    return true;
                }
                if term.iter().any(|(key, value)| clashes(self.merged.get(key), value)) {
                    return false;
                }
                for (key, value) in &term {
                    crate::json::merge(self.merged.entry(key.as_str()).or_insert(Value::Null), value);
                }
                true
            }
            _ => false,
        }
    }

    fn joined(self, resource: &Resource, rule: &WhereRule) -> Option<Value> {
        if !self.texts.is_empty() {
            let between = rule.and.as_ref().and_then(Value::as_str).unwrap_or_default();
            return Some(self.texts.join(between).into());
        }
        if !self.merged.is_empty() {
            return Some(Value::Object(self.merged));
        }
        if !self.wrapped.is_empty() {
            let mut scope = resource.vars.clone();
            scope.insert("terms".into(), Value::Array(self.wrapped));
            return render(rule.and.as_ref()?, &scope);
        }
        rule.empty.clone()
    }
}

/// Whether two conditions cannot both stand under one name. Two comparisons of one field can: `{ gte, lt }`.
fn clashes(known: Option<&Value>, new: &Value) -> bool {
    match (known, new) {
        (None, _) => false,
        (Some(Value::Object(known)), Value::Object(new)) => new.keys().any(|key| known.contains_key(key)),
        _ => true,
    }
}

fn scope_of(resource: &Resource, name: &str, value: Option<Value>) -> Scope {
    let mut scope: Scope = resource.vars.clone();
    scope.insert("field".into(), name.into());
    if let Some(value) = value {
        scope.insert("value".into(), value);
    }
    scope
}

/// One condition in the backend's words.
fn term(resource: &Resource, list: &List, filter: &Filter) -> Option<Value> {
    let field = resource.field(&filter.field)?;
    let name = field.filter.as_deref()?;
    let template = |op: Op| field.terms.get(op.name()).or_else(|| list.filter.ops.get(op.name()));
    if filter.op != Op::In {
        let value = field.item(&filter.value)?;
        return render(template(filter.op)?, &scope_of(resource, name, Some(value)));
    }
    let values = filter.value.as_array()?.iter().map(|value| field.item(value));
    let values: Vec<Value> = values.collect::<Option<_>>()?;
    if let Some(template) = template(Op::In) {
        return render(template, &scope_of(resource, name, Some(Value::Array(values))));
    }
    let each = template(Op::Eq)?;
    let terms = values.into_iter().map(|value| render(each, &scope_of(resource, name, Some(value))));
    alternatives(list, terms.collect::<Option<_>>()?)
}

/// Alternatives: one alone, or texts joined in a group.
fn alternatives(list: &List, terms: Vec<Value>) -> Option<Value> {
    if let [one] = terms.as_slice() {
        return Some(one.clone());
    }
    let mut scope = Scope::new();
    let or = list.filter.or.as_ref()?;
    let Some(between) = or.as_str() else {
        scope.insert("terms".into(), Value::Array(terms));
        return render(or, &scope);
    };
    let texts: Vec<&str> = terms.iter().map(Value::as_str).collect::<Option<_>>()?;
    scope.insert("terms".into(), texts.join(between).into());
    render_text(&list.filter.group, &scope, None).map(Value::String)
}

/// A search as alternatives over several fields.
fn any_of(resource: &Resource, list: &List, words: &str) -> Option<Value> {
    let op = list.search_op.as_str();
    let terms = list.search.iter().map(|name| {
        let field = resource.field(name)?;
        let template = field.terms.get(op).or_else(|| list.filter.ops.get(op))?;
        render(template, &scope_of(resource, field.filter.as_deref()?, Some(words.into())))
    });
    let terms: Vec<Value> = terms.collect::<Option<_>>()?;
    if terms.is_empty() { None } else { alternatives(list, terms) }
}

fn order(resource: &Resource, list: &List, sorts: &[Sort], left: &mut Vec<Unapplied>) -> Option<Value> {
    let mut texts: Vec<String> = Vec::new();
    let mut merged: Map<String, Value> = Map::new();
    let join = list.sort.as_ref().map_or("", |rule| rule.join.as_str());
    for (at, sort) in sorts.iter().enumerate() {
        let said = list.sort.as_ref().and_then(|rule| {
            let name = resource.field(&sort.field)?.sort.as_deref()?;
            let template = if sort.descending { &rule.desc } else { &rule.asc };
            render(template, &scope_of(resource, name, None))
        });
        match said {
            Some(Value::String(text)) => texts.push(text),
            Some(Value::Object(members)) => {
                for (key, value) in members {
                    let value = match merged.get(&key).and_then(plain) {
                        Some(before) => Value::String(before + join + &text_of(&value)),
                        None => value,
                    };
                    merged.insert(key, value);
                }
            }
            _ => {
                // Later keys without this one would be another order than the one asked for.
                left.extend(sorts.iter().skip(at).cloned().map(Unapplied::Sort));
                break;
            }
        }
    }
    if !texts.is_empty() {
        let as_list = list.sort.as_ref().is_some_and(|rule| rule.list);
        return Some(if as_list { texts.into_iter().map(Value::String).collect() } else { texts.join(join).into() });
    }
    (!merged.is_empty()).then_some(Value::Object(merged))
}
