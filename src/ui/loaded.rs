//! The four pictures of a question: waiting, failed, empty, and what was asked for.

use std::rc::Rc;

use leptos::prelude::*;

use super::{heading, icon, problem_card};
use crate::{
    backend::Asking,
    markup::{IntoMarkup, Markup, view},
    problem::Problem,
    words::{problem, ui as words},
};

/// The shape of what is awaited, drawn still and only after a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A list read in order.
    Rows,
    /// A set of cards.
    Cards,
    /// One page of text.
    Page,
}

/// Draws a question: the skeleton while waiting, the problem with its next step, or the answer.
pub fn loaded<T: 'static>(asking: Asking<T>, shape: Waiting, answered: impl Fn(Rc<T>) -> Markup + Send + 'static) -> Markup {
    (move || match asking.get() {
        None => waiting(shape),
        Some(Ok(answer)) => {
            let answer = answered(answer);
            if asking.stale() {
                let again = Callback::new(move |()| asking.again());
                view! {
                    <p class="offline notice" data-tone="warn" role="status">
                        {icon("wifi-off")} <span>{words::stale()}</span>
                        <button type="button" class="link-button" on:click=move |_| again.run(())>{words::refresh()}</button>
                    </p>
                    {answer}
                }
            } else {
                answer
            }
        }
        // Where the answer would have been the page, its heading is missing too.
        Some(Err(Problem::NotFound)) if shape == Waiting::Page => missing(),
        Some(Err(problem)) => problem_card(&problem, Some(Callback::new(move |()| asking.again()))),
    })
    .into_markup()
}

fn missing() -> Markup {
    view! { <div class="stack">{heading(problem::not_found_title)} {problem_card(&Problem::NotFound, None)}</div> }
}

/// A still picture of what will come; it says so to screen readers.
#[must_use]
pub fn waiting(shape: Waiting) -> Markup {
    let lines: &[&str] = match shape {
        Waiting::Rows => &["title", "", "short", "title", "", "short", "title", "", "short"],
        Waiting::Cards => &["card", "card", "card", "card"],
        Waiting::Page => &["title", "", "", "short", "", "", "short"],
    };
    let lines = lines.iter().map(|line| view! { <span class="skeleton" data-line=*line></span> }).collect_view();
    view! { <div class="stack" aria-busy="true"><span class="visually-hidden" role="status">{words::loading()}</span>{lines}</div> }
}

/// Nothing to show yet: what will appear here, and what to do.
pub fn empty(name: &'static str, headline: impl ToString, text: impl ToString, next: Markup) -> Markup {
    view! {
        <div class="empty stack">
            {icon(name)}
            <p><strong>{headline.to_string()}</strong></p>
            <p class="soft">{text.to_string()}</p>
            {next}
        </div>
    }
}
