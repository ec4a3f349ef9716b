//! Writing, with permission: a record is made, changed and removed. Whatever was made is removed at the end.

use connect::{Client, Problem, Record};
use serde_json::{Map, Value, json};

use crate::codes;
use crate::doctor::Doctor;
use crate::values::{ids, told};
use crate::walk::Walk;

impl Doctor {
    pub async fn writes(&mut self, name: &str, walk: &Walk) {
        let what = format!("{name}: writing");
        let named = |operation: &str| self.sheet.part(name, operation).is_some();
        if !named("create") {
            if named("update") {
                self.skip(&what, "only records of others could be changed, as none can be made");
            }
            return;
        }
        if !named("remove") {
            return self.skip(&what, "what is made could not be removed: the profile names no remove");
        }
        let Some(client) = self.member().await else { return self.skip(&what, "the session was lost") };
        let able = client.capabilities(name);
        if !(able.create && able.remove) {
            return self.skip(&what, "the account's roles are not offered it");
        }
        let Some(fields) = self.sample(name, &client, walk) else { return self.skip(&what, "there is no record to make a similar one of") };
        let Some(before) = self.everything(name, &client).await else {
            return self.skip(&what, "the list cannot be read in full, so that what is made could be lost");
        };
        let removed = self.write_and_remove(name, &client, fields, &before).await;
        self.clean(name, &client, removed).await;
    }

    /// Makes, changes and removes one record. Gives the id of what is known to be removed.
    async fn write_and_remove(&mut self, name: &str, client: &Client, fields: Map<String, Value>, before: &[String]) -> Option<String> {
        self.refusal(name, client, &fields).await;
        let id = self.made(name, client, &fields, before).await?;
        let kept = self.kept(name, client, &id, &fields).await;
        if self.down {
            return None;
        }
        if client.capabilities(name).update {
            self.changed(name, client, &id, &fields, kept.as_ref()).await;
        }
        if self.down {
            return None;
        }
        self.removed(name, client, &id).await
    }

    /// Removes a record and looks for it. Gives its id when it is gone, or when there is nothing more to try.
    async fn removed(&mut self, name: &str, client: &Client, id: &str) -> Option<String> {
        let version = client.read(name, id).await.ok().and_then(|record| record.version);
        let place = self.sheet.place(name, "remove");
        if let Err(problem) = client.remove(name, id, version.as_ref()).await {
            if !self.offline(&problem) {
                self.find(&codes::REMOVE_REFUSED, place, told(&problem), None);
            }
            return None;
        }
        let read = self.sheet.part(name, "read").is_some() && client.read(name, id).await.is_ok();
        let listed = self.everything(name, client).await.is_some_and(|all| all.iter().any(|known| known == id));
        if read || listed {
            let seen = if listed { "it is listed afterwards" } else { "it can be read afterwards" };
            self.find(&codes::REMOVED_STAYS, place, seen, None);
            return None;
        }
        Some(id.into())
    }

    /// Removes what was made and is not known to be gone, listed or not; what stays is told.
    async fn clean(&mut self, name: &str, client: &Client, removed: Option<String>) {
        let left: Vec<String> = std::mem::take(&mut self.made).into_iter().filter(|id| Some(id) != removed.as_ref()).collect();
        if left.is_empty() {
            return self.keep(client);
        }
        // The session may have ended meanwhile.
        let other = if client.needs_sign_in() && !client.is_signed_in() { self.member().await } else { None };
        let client = other.as_ref().unwrap_or(client);
        for id in left {
            let version = client.read(name, &id).await.ok().and_then(|record| record.version);
            let mut gone = client.remove(name, &id, version.as_ref()).await;
            if gone.is_err() {
                gone = client.remove(name, &id, None).await;
            }
            let listed = self.everything(name, client).await.is_some_and(|all| all.contains(&id));
            let read = self.sheet.part(name, "read").is_some() && client.read(name, &id).await.is_ok();
            if listed || read || !matches!(gone, Ok(()) | Err(Problem::NotFound)) {
                self.report.left_behind.push(format!("{name}/{id}"));
            }
        }
        self.keep(client);
    }

    /// The ids of all records.
    pub async fn everything(&self, name: &str, client: &Client) -> Option<Vec<String>> {
        client.all(name, &connect::Query::new()).await.ok().map(|records| ids(&records))
    }

    /// Changes the record, and then with the version from before the change.
    async fn changed(&mut self, name: &str, client: &Client, id: &str, fields: &Map<String, Value>, kept: Option<&Record>) {
        let what = format!("{name}: changing");
        let Some((field, value)) = self.changeable(name, fields) else { return self.skip(&what, "no text or number that can be written") };
        let version = kept.and_then(|record| record.version.clone());
        let place = self.sheet.place(name, "update");
        let change = |value: &Value| Map::from_iter([(field.clone(), value.clone())]);
        if let Err(problem) = client.update(name, id, change(&value), version.as_ref()).await {
            if !self.offline(&problem) {
                self.find(&codes::UPDATE_REFUSED, place, told(&problem), None);
            }
            return;
        }
        if let Some(now) = self.look(name, client, id).await
            && now.fields.get(&field) != Some(&value)
        {
            return self.find(&codes::UPDATE_NOT_KEPT, place, format!("{field} is as before"), None);
        }
        let uses = self.sheet.part(name, "update").is_some_and(|update| crate::sheet::uses(&update, "version"));
        if version.is_none() || !uses {
            return;
        }
        let first = fields.get(&field).cloned().unwrap_or(value);
        self.witness.mark();
        let problem = match client.update(name, id, change(&first), version.as_ref()).await {
            Err(Problem::Conflict) => return,
            Err(problem) if self.offline(&problem) => return,
            Ok(_) => {
                return self.find(
                    &codes::STALE_ACCEPTED,
                    place,
                    "a change with the version from before the last change was accepted",
                    None,
                );
            }
            Err(problem) => problem,
        };
        let status = self.witness.answer().map_or(0, |response| response.status);
        let patch = (status >= 400).then(|| self.sheet.kinds_patch(json!({ "status": status, "on": "update", "kind": "conflict" })));
        self.find(&codes::CONFLICT_UNTOLD, place, format!("status {status}; {}", told(&problem)), patch);
    }

    /// A record as it is now.
    pub async fn look(&self, name: &str, client: &Client, id: &str) -> Option<Record> {
        if self.sheet.part(name, "read").is_some() {
            return client.read(name, id).await.ok();
        }
        let all = client.all(name, &connect::Query::new()).await.ok()?;
        all.into_iter().find(|record| record.id == id)
    }
}
