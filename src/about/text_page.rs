//! A page that is nothing but text.

use super::page_text::page_text;
use crate::{
    markup::{Markup, view},
    ui::{Folded, Waiting, heading, icon, loaded, markdown},
    words::about as words,
};

/// The page of a file in `public/content`, by its name.
pub fn text_page(name: &'static str) -> Markup {
    let asking = page_text(name, &format!("/{name}"));
    view! {
        <div class="page stack">
            {loaded(asking, Waiting::Page, |text| {
                let title = text.title.clone();
                view! { {heading(move || title.clone())} <div class="prose">{markdown(&text.body, Folded::No)}</div> }
            })}
        </div>
    }
}

/// The commitment's text without its heading, for the room that adds signing to it.
pub fn commitment_text() -> Markup {
    let asking = page_text("commitment", "/commitment");
    loaded(asking, Waiting::Page, |text| view! { <div class="prose">{markdown(&text.body, Folded::No)}</div> })
}

/// What an unknown address shows.
pub fn not_found_page() -> Markup {
    view! {
        <div class="page stack">
            {heading(words::not_found)}
            <div class="empty stack">
                {icon("search")}
                <p>{words::not_found_text()}</p>
                <p><a class="button" href="/">{words::not_found_home()}</a></p>
            </div>
        </div>
    }
}
