//! LIST: pages, order, conditions and search.

use serde_json::Value;

use super::{Judge, Part, get};
use crate::complaint;
use crate::profile::{Included, List, SortRule, TotalRule, WhereRule};

impl Judge<'_> {
    #[inline(never)]
    pub(super) fn list(&mut self, value: &Value, path: &str, terms: bool) -> Option<List> {
        let call = self.call(Some(value), path, "GET")?;
        let empty = Part::new();
        let part = value.as_object().unwrap_or(&empty);
        let mut list = List {
            call,
            items: get::string(part, "items"),
            row: get::string(part, "row"),
            total: None,
            next: get::place(part.get("next")),
            complete: get::flag(part, "complete"),
            first: get::count(part, "first").map_or(1, u64::from),
            size: get::count(part, "size"),
            max: get::count(part, "max"),
            sort: get::part(part, "sort").and_then(|rule| self.sort(rule, path)),
            filter: self.filter(part, path),
            search: Vec::new(),
            search_op: "contains".into(),
            included: get::part(part, "included").map(included),
        };
        if let Some(place) = get::place(part.get("total")) {
            let asked = get::part(part, "total").and_then(|total| total.get("request"));
            let call = self.call(asked, &[path, "/total/request"].concat(), "GET");
            list.total = Some(TotalRule { place, call });
        } else if part.contains_key("total") {
            self.complain_below(complaint::MISSING, path, "/total/at", "where the total is: at or header");
        }
        if list.next.is_none() && part.contains_key("next") {
            self.complain_below(complaint::MISSING, path, "/next/at", "where the next page is told: at, header or link");
        }
        if let Some(rule) = get::part(part, "search") {
            list.search = get::texts(rule, "any");
            if let Some(op) = get::owned(rule, "op") {
                list.search_op = op;
            }
            if list.filter.or.is_none() && list.search.len() > 1 {
                self.complain_below(complaint::MISSING, path, "/where/or", "what joins alternatives, as search looks in several fields");
            }
        }
        self.fits_together(&list, path, terms);
        Some(list)
    }

    #[inline(never)]
    fn sort(&mut self, part: &Part, path: &str) -> Option<SortRule> {
        let (asc, desc) = (part.get("asc")?.clone(), part.get("desc")?.clone());
        if asc.is_string() != desc.is_string() {
            self.complain_below(complaint::WRONG_TYPE, path, "/sort", "asc and desc, both texts or both objects");
        }
        let join = get::owned(part, "join").unwrap_or_else(|| ",".into());
        Some(SortRule { asc, desc, join, list: get::flag(part, "list") })
    }

    #[inline(never)]
    fn filter(&mut self, list: &Part, path: &str) -> WhereRule {
        let mut rule = WhereRule { group: "({terms})".into(), ..WhereRule::default() };
        let Some(part) = get::part(list, "where") else { return rule };
        rule.ops = get::members(part, "ops");
        for op in rule.ops.keys() {
            self.is_op(op, &[path, "/where/ops/", op].concat());
        }
        rule.and = part.get("and").cloned();
        rule.or = part.get("or").cloned();
        rule.empty = part.get("empty").cloned();
        if let Some(group) = get::owned(part, "group") {
            rule.group = group;
        }
        if rule.ops.values().any(Value::is_string) && rule.and.is_none() {
            self.complain_below(complaint::MISSING, path, "/where/and", "a text between conditions");
        }
        rule
    }

    #[inline(never)]
    fn fits_together(&mut self, list: &List, path: &str, terms: bool) {
        let has_where = terms || !list.filter.ops.is_empty() || !list.search.is_empty();
        for (key, rule, written) in [("sort", "/sort", list.sort.is_some()), ("where", "/where", has_where)] {
            match (list.call.uses(key), written) {
                (true, false) => self.complain_below(complaint::MISSING, path, rule, "the rule for a variable that the request uses"),
                (false, true) => self.complain_below(complaint::UNUSED_RULE, path, rule, "a request that uses this rule"),
                _ => {}
            }
        }
        if list.call.uses("cursor") && list.next.is_none() {
            self.complain_below(complaint::MISSING, path, "/next", "where an answer holds the next cursor");
        }
        let counted = list.call.uses("page") || list.call.uses("offset");
        if counted && !list.call.uses("size") && !list.call.uses("end") && list.size.is_none() {
            self.complain_below(complaint::MISSING, path, "/size", "the page size, as the request does not name it");
        }
        if list.complete && (counted || list.call.uses("cursor") || list.next.is_some()) {
            self.complain_below(complaint::TWO_WAYS, path, "/complete", "pages, or everything at once");
        }
    }
}

fn included(part: &Part) -> Included {
    let mut key = get::texts(part, "key");
    if key.is_empty() {
        key = vec!["/type".into(), "/id".into()];
    }
    Included { at: get::string(part, "at"), key, join: get::pairs(part, "join") }
}
