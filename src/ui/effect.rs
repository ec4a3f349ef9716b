//! Effects, with their machinery compiled once and not for each closure.

use leptos::prelude::Effect;

/// Runs now and again when a signal that it reads changes, after the page has been drawn.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}
