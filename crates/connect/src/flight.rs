//! One at a time: those who ask while the first is under way share its outcome.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::task::{Poll, Waker};

use crate::problem::Problem;

/// A piece of work that must never run twice at once, such as renewing a session.
#[derive(Default)]
pub(crate) struct Flight {
    busy: Cell<bool>,
    round: Cell<u64>,
    landed: RefCell<Option<Result<(), Problem>>>,
    waiting: RefCell<Vec<Waker>>,
}

/// Frees the flight even when its future is dropped half-way.
struct Landing<'a>(&'a Flight);

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        self.0.busy.set(false);
        self.0.round.set(self.0.round.get().wrapping_add(1));
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }
}

impl Flight {
    /// Runs the work, or waits for the run that is under way and takes its outcome.
    pub async fn run(&self, work: impl Future<Output = Result<(), Problem>>) -> Result<(), Problem> {
        while self.busy.get() {
            let round = self.round.get();
            poll_fn(|context| {
                if !self.busy.get() || self.round.get() != round {
                    return Poll::Ready(());
                }
                self.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            })
            .await;
            if let Some(outcome) = self.landed.borrow().as_ref() {
                return outcome.clone();
            }
        }
        self.busy.set(true);
        self.landed.replace(None);
        let landing = Landing(self);
        let outcome = work.await;
        self.landed.replace(Some(outcome.clone()));
        drop(landing);
        outcome
    }
}
