//! LIST: pages, order, conditions and search.

use serde_json::Value;

use super::{Judge, Part};
use crate::json::deeper;
use crate::profile::{List, SortRule, WhereRule};

const KEYS: [&str; 11] = ["items", "row", "total", "next", "complete", "first", "size", "max", "sort", "where", "search"];

impl Judge<'_> {
    pub(super) fn list(&mut self, value: &Value, path: String) -> Option<List> {
        let (call, further) = self.request(value, path.clone(), "GET", &KEYS)?;
        let mut list = List {
            call,
            items: String::new(),
            row: String::new(),
            total: None,
            next: None,
            complete: false,
            first: 1,
            size: None,
            max: None,
            sort: None,
            filter: WhereRule::default(),
            search: Vec::new(),
            search_op: "contains".into(),
        };
        if let Some(part) = further {
            list.items = self.pointer(&part, "items").unwrap_or_default();
            list.row = self.pointer(&part, "row").unwrap_or_default();
            list.total = self.place(&part, "total", false);
            list.next = self.place(&part, "next", true);
            list.complete = self.flag(&part, "complete");
            list.first = self.number(&part, "first", 0).map_or(1, u64::from);
            list.size = self.number(&part, "size", 1);
            list.max = self.number(&part, "max", 1);
            list.sort = self.sort(&part);
            list.filter = self.filter(&part);
            self.search(&part, &mut list);
        }
        self.fits_together(&list, &path);
        Some(list)
    }

    fn sort(&mut self, list: &Part) -> Option<SortRule> {
        let part = self.part(list.get("sort")?, list.path("sort"), &["asc", "desc", "join"])?;
        let (asc, desc) = (part.get("asc"), part.get("desc"));
        let alike = match (asc, desc) {
            (Some(asc), Some(desc)) => (asc.is_string() && desc.is_string()) || (asc.is_object() && desc.is_object()),
            _ => false,
        };
        if !alike {
            self.wrong(&part.path, "asc and desc, both texts or both objects");
        }
        Some(SortRule { asc: asc?.clone(), desc: desc?.clone(), join: self.text(&part, "join").unwrap_or(",").into() })
    }

    fn filter(&mut self, list: &Part) -> WhereRule {
        let mut rule = WhereRule { group: "({terms})".into(), ..WhereRule::default() };
        let Some(value) = list.get("where") else { return rule };
        let keys = ["ops", "and", "or", "group", "empty"];
        let Some(part) = self.part(value, list.path("where"), &keys) else { return rule };
        rule.ops = self.members(&part, "ops");
        for (op, template) in &rule.ops {
            let path = deeper(&part.path("ops"), op);
            self.is_op(op, &path);
            if !template.is_string() && !template.is_object() {
                self.wrong(&path, "a text or an object");
            }
        }
        rule.and = part.get("and").cloned();
        rule.or = self.text(&part, "or").map(String::from);
        rule.empty = part.get("empty").cloned();
        if let Some(group) = self.text(&part, "group") {
            rule.group = group.into();
        }
        if rule.ops.values().any(Value::is_string) && rule.and.is_none() {
            let remedy = "Say how two conditions are joined";
            self.fatal("missing", &part.path("and"), "a text between conditions", remedy);
        }
        rule
    }

    fn search(&mut self, part: &Part, list: &mut List) {
        let Some(value) = part.get("search") else { return };
        let Some(rule) = self.part(value, part.path("search"), &["any", "op"]) else { return };
        list.search = self.texts(&rule, "any");
        if let Some(op) = self.word(&rule, "op", &super::fields::OPS) {
            list.search_op = op.into();
        }
        if list.filter.or.is_none() && list.search.len() > 1 {
            let path = deeper(&deeper(&part.path, "where"), "or");
            self.missing(&path, "a text between alternatives, as search looks in several fields");
        }
    }

    fn fits_together(&mut self, list: &List, path: &str) {
        let rule = |used: bool, written: bool, key: &'static str| (used != written).then_some((used, key));
        let has_where = !list.filter.ops.is_empty() || !list.search.is_empty();
        let checks = [rule(list.call.uses("sort"), list.sort.is_some(), "sort"), rule(list.call.uses("where"), has_where, "where")];
        for (used, key) in checks.into_iter().flatten() {
            let place = deeper(path, key);
            if used {
                self.missing(&place, "the rule for a variable that the request uses");
            } else {
                let remedy = format!("Use {{{key}}} in params or body, or remove the rule");
                self.fatal("unused-rule", &place, "a request that uses this rule", &remedy);
            }
        }
        if list.call.uses("cursor") && list.next.is_none() {
            self.missing(&deeper(path, "next"), "where an answer holds the next cursor");
        }
        let counted = list.call.uses("page") || list.call.uses("offset");
        if counted && !list.call.uses("size") && !list.call.uses("end") && list.size.is_none() {
            self.missing(&deeper(path, "size"), "the page size, as the request does not name it");
        }
        if list.complete && (counted || list.call.uses("cursor") || list.next.is_some()) {
            let remedy = "Remove complete, or remove the paging";
            self.fatal("two-ways", &deeper(path, "complete"), "pages, or everything at once", remedy);
        }
    }
}
