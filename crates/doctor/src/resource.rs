//! One resource, from its list to its writes.

use connect::Problem;
use serde_json::Value;

use crate::Case;
use crate::codes;
use crate::doctor::Doctor;
use crate::guests::Guests;
use crate::values::{ids, told};
use crate::walk::Walk;

/// The most pages that are walked at the profile's own page size.
const MOST_PAGES: usize = 12;

impl Doctor {
    pub async fn resource(&mut self, name: &str, guests: &Guests, case: &Case<'_>) {
        let Some(list) = self.sheet.part(name, "list") else { return self.skip(name, "it has no list") };
        if self.sheet.part(name, "parent").is_some() {
            return self.skip(name, "its address needs the id of another record");
        }
        let seen_by_guests = guests.iter().any(|(known, listed)| known == name && matches!(listed, Ok(count) if *count > 0));
        if self.sheet.at("/auth").is_some() && self.session.is_none() && !self.is_public(name, "list") && !seen_by_guests {
            return self.skip(name, "nobody is signed in");
        }
        let Some(mut client) = self.member().await else { return self.skip(name, "the session was lost") };
        if self.session.is_some() && !client.capabilities(name).list {
            return self.skip(name, "the account's roles are not offered its list");
        }
        let mut walk = match self.walk(name, &mut client, None, MOST_PAGES).await {
            Ok(walk) => walk,
            Err(problem) => return self.not_listed(name, &problem),
        };
        if self.repeated(name, &walk) {
            let again = match self.member().await {
                Some(mended) => {
                    client = mended;
                    self.walk(name, &mut client, None, MOST_PAGES).await.ok()
                }
                None => None,
            };
            match again.filter(|walk| !self.repeats(walk)) {
                Some(again) => walk = again,
                None => return self.skip(name, "records cannot be told apart"),
            }
        }
        if !walk.whole {
            self.skip(&format!("{name}: what concerns all records"), "there are too many to read them all");
        }
        self.filled(name, &walk);
        let complete = list.get("complete") == Some(&Value::Bool(true));
        if walk.records.is_empty() {
            if !complete && walk.total.is_some_and(|total| total > 0) {
                self.begins_elsewhere(name, &walk).await;
            }
            self.skip(name, "there are no records to examine it by");
        } else if !complete {
            self.pages(name, &mut client, &walk).await;
            if !self.down {
                self.order(name, &client, &walk).await;
                self.filters(name, &client, &walk).await;
                self.search(name, &client, &walk).await;
            }
        }
        if self.down {
            return;
        }
        self.keep(&client);
        self.reads(name, &walk).await;
        self.guest_and_member(name, guests, walk.records.len(), ids(&walk.records).first().map(String::as_str)).await;
        if case.write && !self.down {
            self.writes(name, &walk).await;
        } else if self.sheet.part(name, "create").is_some() || self.sheet.part(name, "update").is_some() {
            self.skip(&format!("{name}: writing"), "it was not allowed to write");
        }
    }

    fn not_listed(&mut self, name: &str, problem: &Problem) {
        if self.offline(problem) {
            return;
        }
        let place = self.sheet.place(name, "list");
        let response = self.witness.answer();
        let told_before = self.report.findings.iter().any(|finding| {
            [codes::NOT_JSON.code, codes::ITEMS_WRONG.code, codes::ID_MISSING.code].contains(&finding.code)
                && finding.pointer.contains(&place)
                || finding.pointer.starts_with("/defaults/list")
        });
        if matches!(problem, Problem::Unreadable { .. }) && told_before {
            return;
        }
        let html = response.as_ref().is_some_and(|response| response.body.trim_start().starts_with('<'));
        let status = response.map_or(0, |response| response.status);
        if html {
            return self.find(&codes::NOT_JSON, place, format!("status {status} with a page of HTML for the list of {name}"), None);
        }
        self.find(&codes::LIST_REFUSED, place, format!("status {status} for the list of {name}; {}", told(problem)), None);
    }

    /// Fields that the rows do not hold.
    fn filled(&mut self, name: &str, walk: &Walk) {
        let Some(client) = self.client() else { return };
        let mut counts: Vec<(String, usize)> = Vec::new();
        let mut rows = 0;
        for row in walk.answers.iter().filter_map(|answer| client.profile().read_rows(name, answer).ok()).flatten() {
            rows += 1;
            for (field, value) in row {
                let there = usize::from(matches!(value, Ok(Some(_))));
                match counts.iter_mut().find(|(known, _)| *known == field) {
                    Some((_, count)) => *count += there,
                    None => counts.push((field, there)),
                }
            }
        }
        for (field, count) in counts.into_iter().filter(|(field, count)| field != "id" && *count < rows) {
            let required = self.wanted.pointer(&format!("/records/{name}/fields/{field}/required")) == Some(&Value::Bool(true));
            let place = self.sheet.field_place(name, &field);
            let patch = if count == 0 { self.place_for(name, &field, walk) } else { None };
            let seen = format!("nothing in {} of {rows} records", rows - count);
            if required {
                self.find(&codes::REQUIRED_MISSING, place, seen, patch);
            } else if count == 0 {
                self.find(&codes::ALWAYS_EMPTY, place, seen, patch);
            }
        }
    }
}
