//! A change under way: busy, done, or refused with nothing lost.

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task::spawn_local};

use crate::problem::Problem;

type Done = Box<dyn FnOnce()>;

/// The state of a form or button that changes something at the backend.
#[derive(Clone, Copy)]
pub struct Sending {
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

/// A change that has not been sent yet.
#[must_use]
pub fn sending() -> Sending {
    Sending { busy: RwSignal::new(false), problem: RwSignal::new(None) }
}

impl Sending {
    /// Sends the change; a second press while it is under way does nothing, so that nothing is sent twice.
    pub fn run<T: 'static>(self, change: impl Future<Output = Result<T, Problem>> + 'static, done: impl FnOnce(T) + 'static) {
        self.send(Box::pin(async move {
            let value = change.await?;
            Ok(Box::new(move || done(value)) as Done)
        }));
    }

    fn send(self, change: Pin<Box<dyn Future<Output = Result<Done, Problem>>>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = change.await;
            // The page may have been left meanwhile: then there is nothing to draw.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(done) => done(),
                Err(problem) => self.problem.set(Some(problem)),
            }
        });
    }

    /// Whether the change is on its way. Tracks.
    #[must_use]
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Why it was refused. Tracks.
    #[must_use]
    pub fn problem(self) -> Option<Problem> {
        self.problem.get()
    }

    /// What the backend said of one field. Tracks.
    #[must_use]
    pub fn said_of(self, field: &str) -> Option<String> {
        self.problem.with(|problem| match problem {
            Some(Problem::Refused { fields, .. }) => fields.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone()),
            _ => None,
        })
    }

    /// Refuses on the portal's own judgement, before anything is sent: field names with what is wrong.
    pub fn refuse(self, fields: Vec<(String, String)>) {
        self.problem.set(Some(Problem::Refused { message: None, fields }));
    }

    /// Takes the problem away, as when the person goes on typing.
    pub fn clear(self) {
        self.problem.set(None);
    }
}
