//! A question that a page asks the backend: waiting, answered or refused, kept whole until it is drawn.

use std::{any::Any, future::Future, marker::PhantomData, pin::Pin, rc::Rc};

use leptos::prelude::*;

use super::{Backend, Brought, use_backend, use_preloaded};
use crate::problem::Problem;

type Answer = Result<Rc<dyn Any>, Problem>;
type Coming = Pin<Box<dyn Future<Output = Answer>>>;

/// A question under way. It is asked again when a signal that the question reads changes, and by [`Asking::again`].
pub struct Asking<T> {
    answer: Option<LocalResource<Answer>>,
    first: StoredValue<Option<Rc<T>>, LocalStorage>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Asking<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Asking<T> {}

impl<T: 'static> Asking<T> {
    /// Nothing while waiting, then the answer or the problem. Tracks.
    #[must_use]
    pub fn get(self) -> Option<Result<Rc<T>, Problem>> {
        match self.answer.and_then(|answer| answer.get()) {
            Some(Ok(value)) => value.downcast().ok().map(Ok),
            Some(Err(problem)) => match self.first.get_value() {
                // What was seen before is still worth more than an apology.
                Some(seen) if matches!(problem, Problem::Offline | Problem::Unavailable { .. }) => Some(Ok(seen)),
                _ => Some(Err(problem)),
            },
            None => self.first.get_value().map(Ok),
        }
    }

    /// The answer when there is one. Tracks.
    #[must_use]
    pub fn value(self) -> Option<Rc<T>> {
        self.get().and_then(Result::ok)
    }

    /// Whether what is shown was seen earlier and could not be fetched anew. Tracks.
    #[must_use]
    pub fn stale(self) -> bool {
        self.first.with_value(Option::is_some) && matches!(self.answer.and_then(|answer| answer.get()), Some(Err(_)))
    }

    /// Asks once more.
    pub fn again(self) {
        if let Some(answer) = self.answer {
            answer.refetch();
        }
    }
}

/// Asks now, and again when a signal read by `question` (outside its future) changes.
pub fn ask<T: 'static, F, Fut>(question: F) -> Asking<T>
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<T, Problem>> + 'static,
{
    begin(
        None,
        Box::new(move || {
            let coming = question();
            Box::pin(async move { coming.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
        }),
    )
}

/// Like [`ask`], and shows what the same key last held while the new answer is on its way.
pub fn ask_kept<T: 'static, F, Fut>(key: impl Into<String>, question: F) -> Asking<T>
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<T, Problem>> + 'static,
{
    let backend: Backend = use_backend();
    let key = key.into();
    begin(
        backend.kept(&key),
        Box::new(move || {
            let coming = question();
            let key = key.clone();
            Box::pin(async move {
                let value = Rc::new(coming.await?) as Rc<dyn Any>;
                backend.keep_any(&key, Rc::clone(&value));
                Ok(value)
            })
        }),
    )
}

/// Like [`ask_kept`] for what the public may read: the document may have brought it (`records` names it in the data block),
/// so that it is there before anything is asked.
pub fn ask_public<T: Brought + 'static, F, Fut>(key: impl Into<String>, brought_as: &str, question: F) -> Asking<T>
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<T, Problem>> + 'static,
{
    let backend: Backend = use_backend();
    let key = key.into();
    if backend.kept::<T>(&key).is_none() {
        let brought = use_preloaded().with_value(|preloaded| preloaded.record::<T>(brought_as, &key));
        if let Some(brought) = brought {
            backend.keep(&key, Rc::new(brought));
        }
    }
    ask_kept(key, question)
}

fn begin<T: 'static>(first: Option<Rc<T>>, question: Question) -> Asking<T> {
    let answer = answer(question);
    Asking { answer, first: StoredValue::new_local(first), kind: PhantomData }
}

/// One kind of question for all types of answers: what a page's bundle holds of this machinery, it holds once.
type Question = Box<dyn Fn() -> Coming>;

fn answer(question: Question) -> Option<LocalResource<Answer>> {
    // Pages written at build time show what was handed to them and ask nothing.
    (!cfg!(feature = "ssr")).then(|| LocalResource::new(question))
}
