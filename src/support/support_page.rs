//! The board: requests and offers that still stand, by topic.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{Item, item::plain_number};
use crate::{
    backend::{Query, ask_kept, now, use_backend},
    markup::{IntoMarkup, Markup, view},
    ui::{Waiting, empty, heading, icon, loaded, when},
    words::support as words,
};

/// The page at `/support`. Which kind and topic are shown stands in the address.
pub fn support_page() -> Markup {
    let backend = use_backend();
    let query = use_query_map();
    let kind = Memo::new(move |_| query.with(|query| query.get("kind")).unwrap_or_default());
    let topic = Memo::new(move |_| query.with(|query| query.get("topic")).unwrap_or_default());
    let asking = ask_kept("support", move || async move { backend.all::<Item>("supportItems", Query::new().sort("created", true)).await });
    let may_add = backend.capabilities("supportItems").create;
    let topics = words::TOPICS_ALL.iter().map(|(code, text)| chip(topic, "topic", kind, code, text)).collect_view();
    view! {
        <div class="page stack">
            <div class="cluster between">
                {heading(words::title)}
                {may_add.then(|| view! {
                    <div class="cluster">
                        <a class="button" href="/support/new?kind=request">{words::ask()}</a>
                        <a class="button" data-quiet href="/support/new?kind=offer">{words::offer()}</a>
                    </div>
                })}
            </div>
            <p class="lead">{words::lead()}</p>
            <div class="stack" role="group" aria-label=words::filters()>
                <div class="cluster" data-gap="2">
                    {chip(kind, "kind", topic, "request", words::requests())}
                    {chip(kind, "kind", topic, "offer", words::offers())}
                </div>
                <div class="cluster" data-gap="2">{topics}</div>
            </div>
            {loaded(asking, Waiting::Cards, move |items| {
                let today = now().date_naive().to_string();
                let fits = |item: &&Item| {
                    item.is_open(&today)
                        && kind.with(|kind| kind.is_empty() || item.kind == *kind)
                        && topic.with(|topic| topic.is_empty() || item.topic == *topic)
                };
                let cards: Vec<_> = items.iter().filter(fits).map(card).collect();
                let count = words::count(cards.len());
                let list = if cards.is_empty() {
                    empty("life-buoy", words::none(), words::none_text(), ().into_markup())
                } else {
                    view! { <ul class="cards" role="list">{cards}</ul> }
                };
                view! { <p class="soft" role="status">{count}</p> {list} }
            })}
        </div>
    }
}

/// A filter that is on or off; the other filter stays as it is.
fn chip(value: Memo<String>, name: &'static str, other: Memo<String>, code: &'static str, text: &'static str) -> Markup {
    let navigate = use_navigate();
    let press = move |_| {
        let on = value.with_untracked(|value| *value != code);
        let other_name = if name == "kind" { "topic" } else { "kind" };
        let mut parts = Vec::new();
        if on {
            parts.push(format!("{name}={code}"));
        }
        other.with_untracked(|other| {
            if !other.is_empty() {
                parts.push(format!("{other_name}={other}"));
            }
        });
        let address = if parts.is_empty() { "/support".to_owned() } else { format!("/support?{}", parts.join("&")) };
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <button type="button" class="chip" aria-pressed=move || if value.with(|value| *value == code) { "true" } else { "false" } on:click=press>
            {text}
        </button>
    }
}

fn card(item: &Item) -> Markup {
    let address = format!("/support/{}", crate::address::step(&item.id));
    let until = item.until.as_deref().and_then(when::date).map(|day| view! { <span>{words::until(&when::long_date(day))}</span> });
    view! {
        <li class="card support-card stack" data-gap="2" data-kind=item.kind.clone()>
            <p class="topic">{icon(picture(&item.kind))} {kind_text(&item.kind)} " · " {topic_text(&item.topic)}</p>
            <h2><a href=address><bdi>{item.title.clone()}</bdi></a></h2>
            <p class="soft" dir="auto">{item.body.as_deref().map(first_words)}</p>
            <p class="meta"><span><bdi>{author(item)}</bdi></span> {until} {hours(item)}</p>
        </li>
    }
}

/// The icon of a kind.
pub fn picture(kind: &str) -> &'static str {
    if kind == "offer" { "hand-heart" } else { "life-buoy" }
}

/// "Request" or "Offer".
pub fn kind_text(kind: &str) -> &'static str {
    if kind == "offer" { words::kind_offer() } else { words::kind_request() }
}

/// A topic in words.
pub fn topic_text(topic: &str) -> &'static str {
    words::topics(topic).unwrap_or(words::other_topic())
}

/// Who put it up, as far as this viewer may know.
pub fn author(item: &Item) -> String {
    if item.anonymous {
        return words::anonymous().to_owned();
    }
    match (&item.author_name, &item.organisation_name) {
        (Some(name), Some(organisation)) => words::author(name, organisation),
        (Some(name), None) => name.clone(),
        (None, Some(organisation)) => organisation.clone(),
        (None, None) => words::a_member().to_owned(),
    }
}

fn hours(item: &Item) -> Option<Markup> {
    let hours = item.hours_per_month.filter(|hours| *hours > 0.0)?;
    Some(view! { <span>{words::hours(&plain_number(hours))}</span> })
}

fn first_words(body: &str) -> String {
    const MOST: usize = 160;
    if body.chars().count() <= MOST {
        return body.to_owned();
    }
    let cut: String = body.chars().take(MOST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}
