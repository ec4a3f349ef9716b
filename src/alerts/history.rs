//! What came before and after: the messages of one situation, and what took an alert's place.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Alert,
    feed::Feed,
    wording::{moment, named},
};
use crate::{
    markup::{IntoMarkup, Markup, view},
    ui::{icon, when::time_ago},
    words::alerts as words,
};

/// Where a newer message has taken this one's place: what happened, and the way there. It appears the moment that happens.
pub fn replaced(feed: Feed, alert: &Alert) -> Markup {
    let (id, by, current) = (alert.id.clone(), alert.superseded_by.clone(), alert.is_current());
    (move || {
        let now = feed.look(&id).map(|seen| (seen.alert.superseded_by.clone(), seen.alert.is_current()));
        let (by, current) = now.unwrap_or_else(|| (by.clone(), current));
        let by = by.filter(|by| !current && !by.is_empty())?;
        let newer = feed.look(&by).map(|seen| seen.alert);
        let address = format!("/alerts/{}", crate::address::step(&by));
        let (said, link) = match newer {
            Some(newer) if newer.is("Cancel") => {
                let date = newer.sent.map(moment).unwrap_or_default();
                let reason = newer.description.as_deref().map(|reason| words::withdrawn_reason(&reason)).unwrap_or_default();
                (format!("{} {reason}", words::withdrawn_notice(&date)), words::read_why().to_owned())
            }
            Some(newer) => (words::replaced_by().to_owned(), newer.headline.clone()),
            None => (words::replaced_notice().to_owned(), words::replaced_by().to_owned()),
        };
        Some(view! {
            <div class="notice" data-tone="info" role="status">
                {icon("history")}
                <p><bdi>{said}</bdi> " " <a href=address><bdi>{link}</bdi></a></p>
            </div>
        })
    })
    .into_markup()
}

/// The messages of this situation, newest first; nothing while there is only this one.
pub fn history(feed: Feed, alert: &Alert) -> Markup {
    let of = StoredValue::new(alert.clone());
    let thread = Memo::new(move |_| of.with_value(|alert| feed.thread(alert)));
    (move || {
        let thread = thread.get();
        if thread.len() < 2 {
            return ().into_markup();
        }
        let here = of.with_value(|alert| alert.id.clone());
        let items = thread.iter().enumerate().map(|(at, message)| item(message, &thread, at, &here)).collect_view();
        view! {
            <section class="stack" aria-labelledby="alert-history">
                <h2 id="alert-history">{words::history()}</h2>
                <ol class="timeline history">{items}</ol>
            </section>
        }
    })
    .into_markup()
}

fn item(message: &Alert, thread: &[Arc<Alert>], at: usize, here: &str) -> Markup {
    let name = if message.is("Update") {
        words::update_numbered(&thread.iter().skip(at).filter(|earlier| earlier.is("Update")).count())
    } else if message.is("Alert") && message.kind.is_some() {
        named(words::kinds, message.kind.as_deref().unwrap_or_default())
    } else {
        named(words::messages, message.msg_type.as_deref().unwrap_or("Alert"))
    };
    let is_here = message.id == here;
    let title = if is_here {
        view! { <bdi>{message.headline.clone()}</bdi> }
    } else {
        view! { <a href=format!("/alerts/{}", crate::address::step(&message.id))><bdi>{message.headline.clone()}</bdi></a> }
    };
    let reason = message.description.clone().filter(|_| message.is("Cancel"));
    view! {
        <li aria-current=is_here.then_some("true")>
            <p class="meta">
                <span>{name}</span>
                {message.sent.map(time_ago)}
                {message.organisation_name.clone().map(|name| view! { <bdi>{name}</bdi> })}
                {message.is_current().then(|| view! { <span class="badge" data-tone="done">{words::current()}</span> })}
                {is_here.then(|| view! { <span class="badge">{words::this_message()}</span> })}
            </p>
            <h3>{title}</h3>
            {reason.map(|reason| view! { <p dir="auto">{words::withdrawn_reason(&reason)}</p> })}
        </li>
    }
}
