//! What somebody sees who is not signed in.

use connect::Problem;
use serde_json::Value;

use crate::codes;
use crate::doctor::Doctor;
use crate::{Case, Who};

/// What a guest got for the list of each resource: how many records, or why none.
pub(crate) type Guests = Vec<(String, Result<usize, Problem>)>;

impl Doctor {
    /// Asks for every list before anybody signs in.
    pub async fn guests(&mut self, case: &Case<'_>) -> Guests {
        let mut seen = Guests::new();
        if self.sheet.at("/auth").is_none() {
            return seen;
        }
        if self.cookies_stay(case) {
            self.skip("guests", "the session is in cookies, which go along here whoever asks");
            return seen;
        }
        let Some(client) = self.client() else { return seen };
        for name in self.sheet.resources() {
            let chosen = case.resources.is_empty() || case.resources.contains(&name);
            if !chosen || self.sheet.part(&name, "list").is_none() || self.sheet.part(&name, "parent").is_some() {
                continue;
            }
            let listed = client.list(&name, &connect::Query::new()).await.map(|page| page.records.len());
            if let Err(problem) = &listed
                && self.offline(problem)
            {
                return seen;
            }
            seen.push((name, listed));
        }
        seen
    }

    fn cookies_stay(&self, case: &Case<'_>) -> bool {
        let include = self.sheet.text("/credentials") == "include";
        include && (case.browser || matches!(case.who, Who::Session(_)))
    }

    /// Whether the profile says that a guest may do this.
    pub fn is_public(&self, name: &str, operation: &str) -> bool {
        let open = self.sheet.part(name, operation).is_some_and(|part| part.get("anonymous") == Some(&Value::Bool(true)));
        let rule = self.sheet.at("/roles/guest").and_then(|rule| rule.get(name).or_else(|| rule.get("*")));
        let named = rule.and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == operation || one == "*"));
        open || named || self.sheet.at("/auth").is_none()
    }

    /// What a guest got, beside what a member sees.
    pub async fn guest_and_member(&mut self, name: &str, guests: &Guests, members: usize, id: Option<&str>) {
        let Some((_, listed)) = guests.iter().find(|(known, _)| known == name) else { return };
        if !self.is_public(name, "list") {
            match listed {
                Ok(0) if members > 0 && self.sheet.text("/auth/guest") != "empty" => {
                    let patch = serde_json::json!({ "auth": { "guest": "empty" } });
                    self.find(
                        &codes::GUEST_EMPTY,
                        "/auth/guest".into(),
                        "status 200 and an empty list, where a member gets records",
                        Some(patch),
                    );
                }
                Ok(count) if *count > 0 => {
                    let place = self.sheet.place(name, "list");
                    return self.find(&codes::GUEST_SEES, place, format!("{count} records of {name} without signing in"), None);
                }
                _ => {}
            }
        }
        let cookies = self.sheet.text("/credentials") == "include";
        let by_call = self.sheet.part(name, "read").is_some_and(|read| read.get("from").is_none());
        if let (Some(id), Some(client)) = (id, self.client())
            && by_call
            && !cookies
            && !self.is_public(name, "read")
            && client.read(name, id).await.is_ok()
        {
            let place = self.sheet.place(name, "read");
            self.find(&codes::GUEST_SEES, place, format!("one record of {name} without signing in, by its id"), None);
        }
    }
}
