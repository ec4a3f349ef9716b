//! A list walked page by page, without believing its total.

use connect::{Client, Cursor, Problem, Query, Record, Response};
use serde_json::Value;

use crate::doctor::Doctor;
use crate::sheet::uses;

/// Records a page when the profile does not say.
const USUAL_SIZE: u64 = 50;

/// How a list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Page,
    Offset,
    Next,
    Once,
}

/// What a walk met.
#[derive(Default)]
pub(crate) struct Walk {
    /// Each record once.
    pub records: Vec<Record>,
    /// The ids of each page.
    pub pages: Vec<Vec<String>>,
    /// The total that the first page told.
    pub total: Option<u64>,
    /// Whether the end was reached.
    pub whole: bool,
    /// Whether the engine would have stopped at the first page although there was more.
    pub stops_early: bool,
    /// What a page past the end was answered with, when it was refused.
    pub past_end: Option<Problem>,
    /// The answers.
    pub answers: Vec<Response>,
    /// Records that a page was asked for.
    pub size: u64,
}

pub(crate) fn style(list: &Value) -> Style {
    let paged = !list.get("complete").is_some_and(|complete| complete == true);
    match () {
        () if !paged => Style::Once,
        () if list.get("next").is_some() => Style::Next,
        () if uses(list, "page") => Style::Page,
        () if uses(list, "offset") => Style::Offset,
        () => Style::Once,
    }
}

impl Doctor {
    /// Walks a list; where an answer cannot be read, the profile is mended and the client made anew.
    pub async fn walk(&mut self, name: &str, client: &mut Client, size: Option<u32>, most: usize) -> Result<Walk, Problem> {
        let list = self.sheet.part(name, "list").unwrap_or_default();
        let style = style(&list);
        let number = |key: &str| list.get(key).and_then(Value::as_u64);
        let own = number("size").unwrap_or(USUAL_SIZE);
        let each = size.map_or(own, u64::from).min(number("max").unwrap_or(u64::MAX));
        let mut walk = Walk { size: each, ..Walk::default() };
        let mut next: Option<Cursor> = None;
        let mut mended = 0;
        let mut rows: u64 = 0;
        while walk.pages.len() < most {
            let at = walk.pages.len();
            let mut query = Query::new();
            query.size = size;
            query.cursor = match style {
                Style::Page if at > 0 => Some(Cursor::skip(each.saturating_mul(at as u64))),
                Style::Offset if at > 0 => Some(Cursor::skip(rows)),
                _ => next.take(),
            };
            self.witness.mark();
            let page = match client.list(name, &query).await {
                Ok(page) => page,
                Err(Problem::Unreadable { .. }) if mended < 4 && self.mended(name) => {
                    mended += 1;
                    if let Some(new) = self.member().await {
                        *client = new;
                    }
                    continue;
                }
                Err(problem @ (Problem::Refused { .. } | Problem::NotFound | Problem::Unreadable { .. })) if at > 0 => {
                    walk.past_end = Some(problem);
                    walk.whole = true;
                    break;
                }
                Err(problem) => return Err(problem),
            };
            walk.answers.extend(self.witness.answer());
            let ids = crate::values::ids(&page.records);
            let known = walk.records.len();
            for record in page.records {
                if !walk.records.iter().any(|one| one.id == record.id) {
                    walk.records.push(record);
                }
            }
            let new = walk.records.len() > known;
            rows = rows.saturating_add(ids.len() as u64);
            if at == 0 {
                walk.total = page.total;
                walk.stops_early = page.next.is_none();
            }
            let short = walk.pages.first().is_some_and(|first| ids.len() < first.len());
            let empty = ids.is_empty();
            walk.pages.push(ids);
            let counted = matches!(style, Style::Page | Style::Offset);
            let told = page.next.is_none() && page.total == Some(walk.records.len() as u64);
            next = page.next;
            if empty || !new || short || style == Style::Once || (counted && told) || (style == Style::Next && next.is_none()) {
                walk.whole = true;
                break;
            }
        }
        let first = walk.pages.first().map_or(0, Vec::len);
        walk.stops_early &= walk.records.len() > first;
        Ok(walk)
    }

    fn mended(&mut self, name: &str) -> bool {
        let answer = self.witness.answer();
        answer.is_some_and(|answer| self.inspect(name, &answer))
    }
}
