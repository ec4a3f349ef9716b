//! One item of the board, and for its author the ways to end it.

use leptos::prelude::*;

use super::{
    Item,
    item::plain_number,
    support_page::{author, kind_text, picture, topic_text},
};
use crate::{
    backend::{Asking, ask_kept, fields, sending, use_backend},
    markup::{IntoMarkup, Markup, view},
    session::use_session,
    ui::{Folded, ProblemNotice, Waiting, heading, icon, loaded, markdown, when},
    words::support as words,
};

/// The page at `/support/{id}`.
pub fn item_page(id: String) -> Markup {
    let backend = use_backend();
    let key = format!("support {id}");
    let asking = ask_kept(key, move || {
        let id = id.clone();
        async move { backend.read::<Item>("supportItems", &id).await }
    });
    view! { <div class="page">{loaded(asking, Waiting::Page, move |item| article(asking, &item))}</div> }
}

fn article(asking: Asking<Item>, item: &Item) -> Markup {
    let title = item.title.clone();
    let fact = |name: &'static str, value: Option<String>| value.map(|value| view! { <dt>{name}</dt> <dd><bdi>{value}</bdi></dd> });
    let status = item.status.as_deref().and_then(words::statuses).map(str::to_owned);
    let author_link = item.author.clone().filter(|_| !item.anonymous).map(|author| {
        let address = format!("/directory/people/{}", crate::address::step(&author));
        view! { <p><a class="button" href=address>{words::contact()}</a></p> }
    });
    view! {
        <article class="stack" data-gap="5">
            <header class="stack">
                <p class="topic">{icon(picture(&item.kind))} {kind_text(&item.kind)} " · " {topic_text(&item.topic)}</p>
                {heading(move || title.clone())}
            </header>
            <div class="prose" dir="auto">{markdown(item.body.as_deref().unwrap_or_default(), Folded::No)}</div>
            <dl class="facts">
                {fact(words::by(), Some(author(item)))}
                {fact(words::status(), status)}
                {fact(words::open_until(), item.until.as_deref().and_then(when::date).map(when::long_date))}
                {fact(words::capacity(), item.capacity.filter(|many| *many > 0.0).map(plain_number))}
                {fact(words::hours_label(), item.hours_per_month.map(plain_number))}
                {fact(words::cost(), item.cost_pence.map(|_| item.cost().unwrap_or_else(|| words::free().to_owned())))}
                {fact(words::reference(), item.reference.clone())}
            </dl>
            {author_link}
            {ending(asking, item)}
            <p><a href="/support">{words::back()}</a></p>
        </article>
    }
}

/// What the author can do when it is over.
fn ending(asking: Asking<Item>, item: &Item) -> Markup {
    let backend = use_backend();
    let me = use_session().me_now();
    let mine = me.is_some_and(|me| item.author.as_deref() == Some(me.person_id()));
    let over = matches!(item.status.as_deref(), Some("closed" | "withdrawn" | "expired"));
    if !mine || over || !backend.capabilities("supportItems").update {
        return ().into_markup();
    }
    let sending = sending();
    let found = StoredValue::new((item.id.clone(), item.seen.clone()));
    let end = move |status: &'static str| {
        let (id, seen) = found.get_value();
        let change = fields([("status", status.into())]);
        sending.run(async move { backend.update::<Item>("supportItems", &id, change, seen).await }, move |_| asking.again());
    };
    view! {
        <section class="stack" aria-label=words::yours()>
            <ProblemNotice sending/>
            <div class="cluster">
                <button type="button" class="button" on:click=move |_| end("closed")>{words::done()}</button>
                <button type="button" class="button" data-quiet on:click=move |_| end("withdrawn")>{words::withdraw()}</button>
            </div>
        </section>
    }
}
