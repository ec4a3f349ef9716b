//! Searching by words.

use connect::{Client, Query, Unapplied};
use serde_json::Value;

use crate::codes;
use crate::doctor::Doctor;
use crate::filters::word;
use crate::values::{ids, same_set, told, value};
use crate::walk::Walk;

/// A word that is in no record.
const NOWHERE: &str = "zqxvkjwq";

/// The most words that are looked for.
const MOST_WORDS: usize = 4;

impl Doctor {
    pub async fn search(&mut self, name: &str, client: &Client, walk: &Walk) {
        let what = format!("{name}: search");
        if !client.capabilities(name).search {
            return self.skip(&what, "the profile has no words for it");
        }
        let ruled = self.sheet.part(name, "list").is_some_and(|list| list.get("search").is_some());
        let place = self.sheet.place(name, if ruled { "list/search" } else { "list/params" });
        let nothing = match client.list(name, &Query::new().search(NOWHERE)).await {
            Ok(page) if page.unapplied.contains(&Unapplied::Search) => return self.skip(&what, "it cannot be said"),
            Ok(page) => ids(&page.records),
            Err(problem) => {
                if !self.offline(&problem) {
                    self.find(&codes::SEARCH_REFUSED, place, told(&problem), None);
                }
                return;
            }
        };
        let first = walk.pages.first().cloned().unwrap_or_default();
        if !nothing.is_empty() && (same_set(&nothing, &first) || nothing.len() >= first.len()) {
            return self.find(&codes::SEARCH_IGNORED, place, "a word that is nowhere finds as much as no search", None);
        }
        let mut words: Vec<String> = Vec::new();
        for field in self.search_fields(name) {
            let found = walk.records.iter().filter_map(|record| value(record, &field)).find_map(|value| word(&value).map(String::from));
            if let Some(found) = found.filter(|found| !words.contains(found)) {
                words.push(found);
            }
        }
        words.truncate(MOST_WORDS);
        if words.is_empty() {
            return self.skip(&what, "no text holds a word of four plain letters");
        }
        let count = words.len();
        for word in words {
            match client.list(name, &Query::new().search(&word)).await {
                Ok(page) if !page.records.is_empty() => return,
                Ok(_) => {}
                Err(problem) => {
                    if !self.offline(&problem) {
                        self.find(&codes::SEARCH_REFUSED, place, told(&problem), None);
                    }
                    return;
                }
            }
        }
        self.find(&codes::SEARCH_FINDS_NOTHING, place, format!("{count} words of records find nothing"), None);
    }

    /// The fields that the profile names for it, else all texts, those that the portal needs first.
    fn search_fields(&self, name: &str) -> Vec<String> {
        let named = self.sheet.part(name, "list").and_then(|list| list.pointer("/search/any").cloned());
        if let Some(Value::Array(named)) = named {
            return named.iter().filter_map(|name| name.as_str().map(String::from)).collect();
        }
        let mut fields = self.plain_fields(name);
        let required =
            |field: &String| self.wanted.pointer(&format!("/records/{name}/fields/{field}/required")) == Some(&Value::Bool(true));
        fields.sort_by_key(|field| !required(field));
        fields
    }
}
