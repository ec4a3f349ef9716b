//! Fetching the feed: page by page, once at a time, never losing what arrives live meanwhile.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{Alert, Done, Feed, State, settle};
use crate::{
    alerts::{
        answer::{AlertRead, Answer},
        filters::answered_key,
    },
    backend::{Op, Query, Record, read_as, sort_by},
    problem::Problem,
};

/// How many alerts are asked for at a time: the first page is drawn before the others are there.
const PAGE: u32 = 200;

/// A list on its way: what arrived meanwhile is newer than the list.
#[derive(Clone, Default)]
pub struct Loading {
    /// What came live.
    pub arrived: Vec<Arc<Alert>>,
    /// Whether something may have been missed meanwhile.
    pub again: bool,
}

impl Feed {
    /// Asks for everything once more; asked while a list is on its way, once more after it.
    pub fn load(self) {
        let waits = self.loading.try_update_value(|loading| loading.as_mut().map(|loading| loading.again = true));
        if waits.flatten().is_some() {
            return;
        }
        self.loading.set_value(Some(Loading::default()));
        let turn = self.turn.get_value();
        spawn_local(async move {
            let answer = self.load_list(turn).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Ok(()) => self.load_done(turn).await,
                Err(problem) => self.state.set(State::Failed(problem)),
            }
            if self.turn.try_get_value() == Some(turn)
                && self.loading.try_update_value(Option::take).flatten().is_some_and(|loading| loading.again)
            {
                self.load();
            }
        });
    }

    async fn load_list(self, turn: u32) -> Result<(), Problem> {
        let first = self.state.get_untracked() == State::Waiting;
        let can = self.backend.capabilities("alerts");
        let mut found: Vec<Arc<Alert>> = Vec::new();
        let query = Query::new().sort("sent", true).size(PAGE);
        let each = |records: Vec<Record>| {
            found.extend(records.into_iter().map(|record| Arc::new(read_as::<Alert>(record))));
            // Later pages only add below; without an order they could move what is being read.
            if first && (can.sort || can.complete) {
                self.take(found.clone(), turn);
            }
        };
        self.backend.pages("alerts", query, each).await?;
        self.take(found, turn);
        Ok(())
    }

    /// Takes a list as it came, and lays it out while nothing is being read yet.
    fn take(self, mut found: Vec<Arc<Alert>>, turn: u32) {
        if self.turn.try_get_value() != Some(turn) {
            return;
        }
        let arrived = self.loading.with_value(|loading| loading.as_ref().map(|loading| loading.arrived.clone())).unwrap_or_default();
        found.retain(|alert| arrived.iter().all(|newer| newer.id != alert.id));
        found.extend(arrived);
        sort_by(&mut found, |a, b| a.newest_first().cmp(&b.newest_first()));
        found.dedup_by(|a, b| a.id == b.id);
        settle(&mut found);
        self.alerts.set(found);
    }

    /// What I have opened, and what my organisation has answered.
    async fn load_done(self, turn: u32) {
        let done = self.ask_done().await;
        if self.turn.try_get_value() != Some(turn) {
            return;
        }
        self.done.update(|known| {
            known.opened.extend(done.opened);
            known.answered.extend(done.answered);
        });
        let early = self.opened_early.try_update_value(Option::take).flatten().unwrap_or_default();
        self.state.set(State::Ready);
        for id in early {
            self.opened(id);
        }
    }

    async fn ask_done(self) -> Done {
        let mut done = Done::default();
        let Some(me) = self.session.me_now() else { return done };
        let person = me.person_id().to_owned();
        if self.backend.capabilities("alertReads").list {
            let query = Query::new().filter("person", Op::Eq, person.clone());
            if let Ok(reads) = self.backend.all::<AlertRead>("alertReads", query).await {
                done.opened.extend(reads.into_iter().filter(|read| read.person == person).map(|read| read.alert));
            }
        }
        if let Some(organisation) = me.organisation.clone()
            && self.backend.capabilities("answers").list
        {
            let query = Query::new().filter("organisation", Op::Eq, organisation.clone());
            if let Ok(answers) = self.backend.all::<Answer>("answers", query).await {
                let mine = answers.into_iter().filter(|answer| answer.organisation == organisation);
                done.answered.extend(mine.map(|answer| answered_key(&answer.alert, &answer.ask)));
            }
        }
        done
    }
}
