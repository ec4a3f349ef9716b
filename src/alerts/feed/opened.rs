//! What I have opened and what my organisation has answered. An alert is read only when it was opened.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;

use super::{Alert, Feed};
use crate::{
    alerts::{answer::AlertRead, filters::answered_key},
    backend::{fields, now},
    problem::Problem,
};

impl Feed {
    /// Notes that an alert was opened, here at once and at the backend when it answers.
    pub fn opened(self, id: String) {
        let early = self.opened_early.try_update_value(|early| early.as_mut().map(|early| early.push(id.clone()))).flatten();
        if early.is_none() {
            spawn_local(async move {
                // Refused or offline: it stays unread, which is the truth.
                let _ = self.note_opened(id).await;
            });
        }
    }

    async fn note_opened(self, id: String) -> Result<(), Problem> {
        if !untrack(|| self.knows_unread()) || self.done.with_untracked(|done| done.opened.contains(&id)) {
            return Ok(());
        }
        let Some(person) = self.session.me_now().map(|me| me.person_id().to_owned()) else { return Ok(()) };
        self.done.update(|done| _ = done.opened.insert(id.clone()));
        let mut read = fields([("alert", Value::from(id.clone())), ("person", Value::from(person))]);
        if self.backend.client().can_write("alertReads", "readAt") {
            read.insert("readAt".into(), now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true).into());
        }
        let answer = self.backend.create::<AlertRead>("alertReads", read).await;
        if answer.is_err() {
            self.done.try_update(|done| _ = done.opened.remove(&id));
        }
        answer.map(|_| ())
    }

    /// Notes every unread alert that stands as opened; stops at the first that is refused.
    pub async fn open_all(self) -> Result<(), Problem> {
        let unread = self.done.with_untracked(|done| {
            let of = |alerts: &Vec<Arc<Alert>>| -> Vec<String> {
                alerts.iter().filter(|alert| alert.is_unread(&done.opened, now())).map(|alert| alert.id.clone()).collect()
            };
            self.alerts.with_untracked(of)
        });
        for id in unread {
            self.note_opened(id).await?;
        }
        Ok(())
    }

    /// Notes that my organisation has answered an ask.
    pub fn answered(self, alert: &str, ask: &str) {
        self.done.update(|done| _ = done.answered.insert(answered_key(alert, ask)));
    }
}
