//! Conditions: whether each finds exactly the records that it fits.

use connect::{Client, Op, Problem, Query, Unapplied};
use serde_json::{Value, json};

use crate::codes::{self, Kind};
use crate::doctor::Doctor;
use crate::places;
use crate::sheet::escaped;
use crate::values::{compare, ids, same_set, told, value};
use crate::walk::Walk;

/// The most fields for each comparison.
const MOST_FIELDS: usize = 2;

/// Texts from this length on are not looked for.
const LONG: usize = 100;

/// The most pages of what a condition finds.
const MOST_PAGES: usize = 8;

const OPS: [Op; 9] = [Op::Eq, Op::Ne, Op::In, Op::Lt, Op::Lte, Op::Gt, Op::Gte, Op::Contains, Op::StartsWith];

/// Whether a value fits a condition; `Perhaps` where backends may well differ, as about capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Yes,
    Perhaps,
    No,
}

/// What one condition on one field came to; nothing when it is as it should be.
struct Tried {
    op: Op,
    field: String,
    bad: Option<(&'static Kind, String)>,
}

impl Doctor {
    pub async fn filters(&mut self, name: &str, client: &Client, walk: &Walk) {
        let what = format!("{name}: conditions");
        if !client.capabilities(name).filter {
            return self.skip(&what, "the profile has no words for them");
        }
        let mut tried: Vec<Tried> = Vec::new();
        let fields = self.plain_fields(name);
        for op in OPS {
            for field in &fields {
                let own = self.sheet.field(name, field).get("where").is_some_and(|terms| terms.get(op.name()).is_some());
                let count = tried.iter().filter(|one| one.op == op).count();
                if count >= MOST_FIELDS && !own {
                    continue;
                }
                match self.condition(name, client, walk, op, field).await {
                    Err(problem) => {
                        self.offline(&problem);
                        return;
                    }
                    Ok(found) => tried.extend(found),
                }
            }
        }
        if tried.is_empty() {
            return self.skip(&what, "no condition can be said that only some of the records fit");
        }
        self.judge_conditions(name, tried);
    }

    /// One finding for one cause: the rule as a whole, a field, or a comparison.
    fn judge_conditions(&mut self, name: &str, mut tried: Vec<Tried>) {
        let absent = |one: &mut Tried| one.bad.take_if(|(kind, _)| kind.code == codes::ABSENT_FITS.code);
        if let Some((kind, seen)) = tried.iter_mut().filter_map(absent).collect::<Vec<_>>().into_iter().next() {
            let place = self.sheet.place(name, "list/where");
            self.find(kind, place, seen, None);
        }
        let code = |one: &Tried| one.bad.as_ref().map(|(kind, _)| kind.code);
        let alike =
            |some: &[&Tried]| some.first().is_some_and(|first| code(first).is_some() && some.iter().all(|one| code(one) == code(first)));
        let all: Vec<&Tried> = tried.iter().collect();
        if alike(&all) {
            if let Some((kind, seen)) = tried.first().and_then(|first| first.bad.clone()) {
                let place = self.sheet.place(name, "list/where");
                self.find(kind, place, seen, None);
            }
            return;
        }
        let mut fields: Vec<String> = tried.iter().map(|one| one.field.clone()).collect();
        fields.dedup();
        for field in fields {
            let own: Vec<&Tried> = tried.iter().filter(|one| one.field == field).collect();
            let others_fine =
                own.iter().all(|one| tried.iter().any(|other| other.field != field && other.op == one.op && other.bad.is_none()));
            if !alike(&own) || !(others_fine || own.len() > 1) {
                continue;
            }
            if let Some((kind, seen)) = own.first().and_then(|first| first.bad.clone()) {
                let patch = self.sheet.field_patch(name, &field, &self.query_without(name, &field, "filter"));
                let place = self.sheet.field_place(name, &field);
                self.find(kind, place, seen, Some(patch));
            }
            tried.retain(|one| one.field != field);
        }
        for one in tried {
            let Some((kind, seen)) = one.bad else { continue };
            let own = self.sheet.field(name, &one.field).get("where").is_some_and(|terms| terms.get(one.op.name()).is_some());
            if own {
                let place = format!("{}/where/{}", self.sheet.field_place(name, &one.field), one.op.name());
                self.find(kind, place, seen, None);
                continue;
            }
            let place = self.sheet.place(name, &format!("list/where/ops/{}", one.op.name()));
            let removed = json!({ "list": { "where": { "ops": { one.op.name(): null } } } });
            let patch =
                if place.starts_with("/defaults") { json!({ "defaults": removed }) } else { json!({ "resources": { name: removed } }) };
            if !self.report.findings.iter().any(|finding| finding.pointer == place) {
                self.find(kind, place, seen, Some(patch));
            }
        }
    }

    async fn condition(&mut self, name: &str, client: &Client, walk: &Walk, op: Op, field: &str) -> Result<Option<Tried>, Problem> {
        let kind = self.wanted.pointer(&format!("/records/{name}/fields/{field}/as")).and_then(Value::as_str).unwrap_or("json").to_string();
        let values: Vec<Option<Value>> = walk.records.iter().map(|record| value(record, field)).collect();
        let known: Vec<&Value> = values.iter().flatten().collect();
        let Some(wanted) = wanted(op, &kind, &known) else { return Ok(None) };
        let fits: Vec<Fit> = values.iter().map(|value| fit(op, &kind, value.as_ref(), &wanted)).collect();
        if !fits.contains(&Fit::Yes) || !fits.contains(&Fit::No) {
            return Ok(None);
        }
        let found = match self.found(name, client, op, field, wanted).await {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            Err(Problem::Offline) => return Err(Problem::Offline),
            Err(problem) => {
                let bad = Some((&codes::FILTER_REFUSED, format!("{field} {}: {}", op.name(), told(&problem))));
                return Ok(Some(Tried { op, field: field.into(), bad }));
            }
        };
        let all = ids(&walk.records);
        let of = |wanted: Fit| all.iter().zip(&fits).filter(move |(_, fit)| **fit == wanted).map(|(id, _)| id);
        let missed = of(Fit::Yes).filter(|id| !found.contains(id)).count();
        let wrong = of(Fit::No).filter(|id| found.contains(id)).count();
        let absent = all.iter().zip(&values).filter(|(id, value)| value.is_none() && found.contains(id)).count();
        let first = walk.pages.first().is_some_and(|first| !walk.whole && same_set(first, &found));
        let seen = format!("{field} {}: {} found, where {} of {} fit", op.name(), found.len(), of(Fit::Yes).count(), all.len());
        let bad = match () {
            () if found.is_empty() => Some(&codes::FILTER_FINDS_NOTHING),
            () if wrong > 0 && (same_set(&all, &found) || first) => Some(&codes::FILTER_IGNORED),
            () if wrong > 0 && wrong == absent && missed == 0 => Some(&codes::ABSENT_FITS),
            () if wrong > 0 || (missed > 0 && walk.whole) => Some(&codes::COMPARISON_DIFFERS),
            () => None,
        };
        Ok(Some(Tried { op, field: field.into(), bad: bad.map(|kind| (kind, seen)) }))
    }

    /// The ids that a condition finds; nothing when it cannot be said.
    async fn found(&mut self, name: &str, client: &Client, op: Op, field: &str, wanted: Value) -> Result<Option<Vec<String>>, Problem> {
        let mut query = Query::new().filter(field, op, wanted);
        let mut found = Vec::new();
        for _ in 0..MOST_PAGES {
            let page = client.list(name, &query).await?;
            if page.unapplied.iter().any(|part| matches!(part, Unapplied::Filter(_))) {
                return Ok(None);
            }
            found.extend(ids(&page.records));
            let Some(next) = page.next.filter(|_| !page.records.is_empty()) else { break };
            query.cursor = Some(next);
        }
        Ok(Some(found))
    }

    /// What a refusal says of single fields, if there is a place for it: a rule for `errors.fields`.
    pub fn field_errors(&self, name: &str, field: &str, body: &Value) -> Option<Value> {
        let members = self.sheet.field(name, field);
        let at = members.get("write").or_else(|| members.get("at")).and_then(Value::as_str)?;
        let theirs = at.rsplit('/').next()?;
        let (place, found) = places::members(body).into_iter().find(|(pointer, _)| pointer.rsplit('/').next() == Some(&escaped(theirs)))?;
        let text = match found {
            Value::String(_) => String::new(),
            Value::Array(_) => "/0".into(),
            Value::Object(inner) => format!("/{}", escaped(inner.iter().find(|(_, value)| value.is_string())?.0)),
            _ => return None,
        };
        Some(json!({ "each": place.rsplit_once('/')?.0, "text": text }))
    }
}

/// A value for which the condition divides the records.
fn wanted(op: Op, kind: &str, known: &[&Value]) -> Option<Value> {
    let mut distinct: Vec<&Value> = Vec::new();
    known.iter().for_each(|value| {
        if !distinct.contains(value) {
            distinct.push(value);
        }
    });
    let ordered = matches!(kind, "number" | "date" | "datetime");
    distinct.sort_by(|one, other| compare(one, other).unwrap_or(std::cmp::Ordering::Equal));
    let middle = |at: usize| distinct.get(at).map(|value| (*value).clone());
    let ascii = |value: &&&Value| value.as_str().is_some_and(str::is_ascii);
    // Nobody filters by a whole page of text, and addresses have an end.
    let short = |value: &&&Value| value.as_str().is_none_or(|text| text.len() < LONG && !text.contains('\n'));
    match op {
        Op::Eq | Op::Ne if kind != "datetime" => known.iter().find(short).map(|value| (*value).clone()),
        Op::In if matches!(kind, "text" | "number") => {
            let first = known.iter().find(short)?;
            Some(json!([first, distinct.iter().filter(short).rev().find(|other| *other != first)?]))
        }
        Op::Gt | Op::Lte if ordered => middle(distinct.len().saturating_sub(1) / 2),
        Op::Lt | Op::Gte if ordered => middle(distinct.len() / 2),
        Op::Contains if kind == "text" => known.iter().filter(ascii).find_map(|value| word(value)?.get(1..).map(Value::from)),
        Op::StartsWith if kind == "text" => known.iter().filter(ascii).find_map(|value| {
            let start: String = value.as_str()?.chars().take_while(char::is_ascii_alphanumeric).collect();
            (start.len() > 1).then(|| start.into())
        }),
        _ => None,
    }
}

/// A word of a text, of at least four letters.
pub(crate) fn word(value: &Value) -> Option<&str> {
    let mut words = value.as_str()?.split(|letter: char| !letter.is_alphanumeric());
    words.find(|word| word.len() > 3 && word.chars().all(|letter| letter.is_ascii_alphabetic()))
}

fn fit(op: Op, kind: &str, found: Option<&Value>, wanted: &Value) -> Fit {
    let Some(found) = found else { return if op == Op::Ne { Fit::Perhaps } else { Fit::No } };
    let lower = |value: &Value| value.as_str().unwrap_or_default().to_lowercase();
    let text = found.as_str().unwrap_or_default();
    let part = wanted.as_str().unwrap_or_default();
    let sure = |yes: bool, perhaps: bool| {
        if yes {
            Fit::Yes
        } else if perhaps {
            Fit::Perhaps
        } else {
            Fit::No
        }
    };
    let likely = found.is_string() && wanted.is_string() && lower(found) == lower(wanted);
    let order = compare(found, wanted);
    let bound = kind == "datetime" && order.is_some_and(std::cmp::Ordering::is_eq);
    let ordered = |yes: fn(std::cmp::Ordering) -> bool| if bound { Fit::Perhaps } else { sure(order.is_some_and(yes), false) };
    match op {
        Op::Eq => sure(found == wanted, likely),
        Op::Ne if likely && found != wanted => Fit::Perhaps,
        Op::Ne => sure(found != wanted, false),
        Op::In => {
            let all = wanted.as_array();
            sure(
                all.is_some_and(|all| all.contains(found)),
                all.is_some_and(|all| all.iter().any(|one| lower(one) == lower(found) && found.is_string())),
            )
        }
        Op::Lt => ordered(std::cmp::Ordering::is_lt),
        Op::Lte => ordered(std::cmp::Ordering::is_le),
        Op::Gt => ordered(std::cmp::Ordering::is_gt),
        Op::Gte => ordered(std::cmp::Ordering::is_ge),
        Op::Contains => sure(text.contains(part), lower(found).contains(&lower(wanted))),
        Op::StartsWith => sure(text.starts_with(part), lower(found).starts_with(&lower(wanted))),
    }
}
