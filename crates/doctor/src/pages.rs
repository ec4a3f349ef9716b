//! Pages: each record on one of them, and the total what they hold together.

use connect::{Client, Problem, Query};
use serde_json::{Value, json};

use crate::codes;
use crate::doctor::Doctor;
use crate::places;
use crate::sheet::uses;
use crate::values::{self, ids, told};
use crate::walk::{Style, Walk, style};

impl Doctor {
    pub async fn pages(&mut self, name: &str, client: &mut Client, walk: &Walk) {
        let list = self.sheet.part(name, "list").unwrap_or_default();
        self.total(name, &list, walk);
        self.past_end(name, &list, walk);
        if walk.stops_early && matches!(style(&list), Style::Page | Style::Offset) {
            let first = walk.pages.first().map_or(0, Vec::len);
            let patch = self.sheet.operation_patch(name, "list", json!({ "max": first }));
            let place = self.sheet.place(name, "list/max");
            self.find(
                &codes::SIZE_CAPPED,
                place,
                format!("{first} of {} asked for, and more on the next page", walk.size),
                Some(patch.clone()),
            );
            self.sheet.mend(&patch);
            if let Some(mended) = self.member().await {
                *client = mended;
            }
        }
        let again = client.list(name, &Query::new()).await.map(|page| ids(&page.records));
        if let Err(problem) = &again
            && self.offline(problem)
        {
            return;
        }
        if again.is_ok_and(|again| walk.pages.first().is_some_and(|first| *first != again)) {
            let place = self.sheet.place(name, "list");
            return self.find(&codes::ORDER_UNSTABLE, place, "the same request twice gave two orders", None);
        }
        self.small_pages(name, client, walk, &list).await;
    }

    /// Whether ids repeat within a page, which is a finding; where another member is different in each record, that is
    /// the id from then on.
    pub fn repeated(&mut self, name: &str, walk: &Walk) -> bool {
        if !self.repeats(walk) {
            return false;
        }
        let list = self.sheet.part(name, "list").unwrap_or_default();
        let body: Option<Value> = walk.answers.first().and_then(|answer| values::json(&answer.body));
        let rows = body.as_ref().and_then(|body| crate::fields::rows(body, &list)).unwrap_or_default();
        let patch = places::identity(&rows).map(|at| self.sheet.field_patch(name, "id", &json!({ "at": at })));
        let place = self.sheet.field_place(name, "id");
        self.find(&codes::IDS_REPEAT, place, "the same id twice on one page", patch.clone());
        patch.iter().for_each(|patch| self.sheet.mend(patch));
        true
    }

    pub fn repeats(&self, walk: &Walk) -> bool {
        let repeats = |page: &Vec<String>| page.iter().enumerate().any(|(at, id)| page.iter().take(at).any(|before| before == id));
        walk.pages.iter().any(repeats)
    }

    fn total(&mut self, name: &str, list: &Value, walk: &Walk) {
        let Some(rule) = list.get("total").filter(|total| !total.is_null()) else { return };
        let place = self.sheet.place(name, "list/total");
        let count = walk.records.len() as u64;
        let rows: usize = walk.pages.iter().map(Vec::len).sum();
        let Some(total) = walk.total else {
            if let Some(header) = rule.get("header").and_then(Value::as_str).filter(|_| self.hides) {
                return self.hidden(place, header);
            }
            let patch = walk.whole.then(|| self.total_elsewhere(name, walk, count)).flatten();
            return self.find(&codes::TOTAL_MISSING, place, "no number is there", patch);
        };
        if total == count || total == rows as u64 || (!walk.whole && total > count) {
            return;
        }
        let patch = walk.whole.then(|| self.total_elsewhere(name, walk, count)).flatten();
        self.find(&codes::TOTAL_WRONG, place, format!("{total} is told, and there are {count}"), patch);
    }

    fn total_elsewhere(&self, name: &str, walk: &Walk, count: u64) -> Option<Value> {
        let answer = walk.answers.first()?;
        let body: Value = values::json(&answer.body)?;
        let header = answer.headers.iter().find(|(name, value)| {
            value.trim().parse() == Ok(count) && ["total", "count"].iter().any(|word| name.to_ascii_lowercase().contains(word))
        });
        let at = places::total(&body, count).map(Value::from).or_else(|| Some(json!({ "header": header?.0 })))?;
        Some(self.sheet.operation_patch(name, "list", json!({ "total": at })))
    }

    pub fn hidden(&mut self, place: String, header: &str) {
        self.find(&codes::HEADER_HIDDEN, place, format!("{header} cannot be read from the portal's origin"), None);
    }

    fn past_end(&mut self, name: &str, list: &Value, walk: &Walk) {
        let counted = matches!(style(list), Style::Page | Style::Offset);
        let Some(problem) = walk.past_end.as_ref().filter(|_| counted && list.get("total").is_none_or(Value::is_null)) else { return };
        if *problem != Problem::NotFound {
            let patch = self.total_elsewhere(name, walk, walk.records.len() as u64);
            let place = self.sheet.place(name, "list");
            self.find(&codes::PAST_END_REFUSED, place, told(problem), patch);
        }
    }

    /// The list once more in small pages.
    async fn small_pages(&mut self, name: &str, client: &mut Client, walk: &Walk, list: &Value) {
        let what = format!("{name}: pages");
        let count = walk.records.len();
        if style(list) == Style::Once {
            return self.skip(&what, "the profile names no paging");
        }
        if !(uses(list, "size") || uses(list, "end")) {
            return self.skip(&what, "the request does not name a size");
        }
        if count < 2 {
            return self.skip(&what, "there are too few records");
        }
        let size = count.div_ceil(4).min(10);
        let most = if walk.whole { count.div_ceil(size).min(12) } else { 4 };
        let small = match self.walk(name, client, u32::try_from(size).ok(), most).await {
            Ok(small) => small,
            Err(problem) => {
                if !self.offline(&problem) {
                    let place = self.sheet.place(name, "list");
                    self.find(&codes::LIST_REFUSED, place, format!("with {size} records a page: {}", told(&problem)), None);
                }
                return;
            }
        };
        let first = small.pages.first().map_or(0, Vec::len);
        if first > size {
            let place = self.sheet.place(name, "list/params");
            return self.find(&codes::SIZE_IGNORED, place, format!("{first} records, where {size} were asked for"), None);
        }
        let rows: usize = small.pages.iter().map(Vec::len).sum();
        let overlap = rows > small.records.len();
        let all = walk.whole && most * size >= count;
        let missing = walk.records.iter().filter(|record| !small.records.iter().any(|one| one.id == record.id)).count();
        if overlap || (all && missing > 0) {
            let patch = self.first_page(name, list, size, most, count).await;
            let place = self.sheet.place(name, "list/params");
            if overlap {
                self.find(
                    &codes::PAGES_OVERLAP,
                    place,
                    format!("{} records come twice in pages of {size}", rows - small.records.len()),
                    patch,
                );
            } else {
                self.find(&codes::PAGES_MISS, place, format!("{missing} of {count} records are on no page of {size}"), patch);
            }
        }
    }

    /// Whether pages are counted from another number.
    async fn first_page(&mut self, name: &str, list: &Value, size: usize, most: usize, count: usize) -> Option<Value> {
        if style(list) != Style::Page {
            return None;
        }
        let now = list.get("first").and_then(Value::as_u64).unwrap_or(1);
        let patch = self.sheet.operation_patch(name, "list", json!({ "first": u64::from(now == 0) }));
        let mut client = self.signed_in(self.patched(&patch)).await?;
        let walk = self.walk(name, &mut client, u32::try_from(size).ok(), most).await.ok()?;
        let rows: usize = walk.pages.iter().map(Vec::len).sum();
        (walk.records.len() == count && rows == count).then_some(patch)
    }

    /// A list that is empty although its total is not.
    pub async fn begins_elsewhere(&mut self, name: &str, walk: &Walk) {
        let list = self.sheet.part(name, "list").unwrap_or_default();
        let total = walk.total.unwrap_or_default();
        let count = usize::try_from(total).unwrap_or(usize::MAX);
        let size = usize::try_from(walk.size).unwrap_or(usize::MAX);
        let patch = self.first_page(name, &list, size, count.div_ceil(size).clamp(1, 12), count).await;
        let place = self.sheet.place(name, "list/params");
        self.find(&codes::PAGES_MISS, place, format!("the first page is empty, and the total is {total}"), patch);
    }
}
