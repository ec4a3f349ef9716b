//! The home page: who we are in a sentence, three ways in, and what was written last.

use super::page_text::{PageText, page_text};
use crate::{
    blog,
    markup::{Markup, view},
    ui::{Folded, Waiting, heading, icon, loaded, markdown},
    words::about as words,
};

/// The page at `/`.
pub fn home_page() -> Markup {
    let asking = page_text("home", "/");
    view! {
        {loaded(asking, Waiting::Page, |text| hero(&text))}
        <div class="page stack" data-gap="6">
            <ul class="cards" role="list">
                {path("megaphone", words::warn(), words::warn_text(), "/early-warning", words::warn_link())}
                {path("calendar", words::meet(), words::meet_text(), "/how-we-work", words::meet_link())}
                {path("leaf", words::care(), words::care_text(), "/commitment", words::care_link())}
            </ul>
            {loaded(asking, Waiting::Page, |text| {
                view! { <section class="prose">{markdown(text.lead().1, Folded::No)}</section> }
            })}
            <section class="stack" aria-labelledby="latest">
                <h2 id="latest">{words::latest()}</h2>
                {blog::latest_posts()}
            </section>
        </div>
    }
}

fn hero(text: &PageText) -> Markup {
    let title = text.title.clone();
    view! {
        <div class="hero">
            <div class="page stack">
                {heading(move || title.clone())}
                {markdown(text.lead().0, Folded::No)}
                <p><a class="button" href="/about">{words::who_we_are()}</a></p>
            </div>
        </div>
    }
}

fn path(picture: &'static str, title: &'static str, text: &'static str, address: &'static str, link: &'static str) -> Markup {
    view! {
        <li class="card path stack" data-gap="2">
            {icon(picture)}
            <h2>{title}</h2>
            <p class="soft">{text}</p>
            <a href=address>{link}</a>
        </li>
    }
}
