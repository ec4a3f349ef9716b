//! One alert in the feed.

use leptos::prelude::*;

use super::{
    feed::{Feed, Seen},
    wording::{asks_line, place_short, status_short, tone},
};
use crate::{
    backend::now,
    markup::{IntoMarkup, Markup, view},
    ui::{tlp_label, when::time_ago},
    words::alerts as words,
};

/// A row of the feed; it follows the alert as it changes, in its place.
pub fn row(feed: Feed, id: String) -> Markup {
    let seen = Memo::new(move |_| feed.look(&id));
    (move || seen.get().map(drawn)).into_markup()
}

fn drawn(seen: Seen) -> Markup {
    let Seen { alert, unread } = seen;
    let address = format!("/alerts/{}", crate::address::step(&alert.id));
    // What is folded away on the page is not shown here either.
    let summary = match &alert.content_note {
        Some(note) => Some(words::content_note(note)),
        None => alert.summary(),
    };
    let state = if !alert.is_current() && alert.superseded_by.is_some() {
        Some(words::replaced())
    } else {
        alert.is_expired(now()).then(words::expired)
    };
    view! {
        <article
            class="alert-row"
            data-severity=alert.severity.clone()
            data-kind=alert.kind.clone()
            data-unread=unread.then_some("")
        >
            <p class="meta">
                <span class="severity">{tone(&alert)}</span>
                {place_short(&alert).map(|place| view! { <bdi>{place}</bdi> })}
                {alert.sent.map(time_ago)}
                {status_short(&alert).map(|status| view! { <span class="badge"><bdi>{status}</bdi></span> })}
                {state.map(|state| view! { <span class="badge" data-tone="warn">{state}</span> })}
            </p>
            <h2>
                <a href=address>
                    {unread.then(|| view! { <span class="visually-hidden">{words::unread()}</span> })}
                    <bdi>{alert.headline.clone()}</bdi>
                </a>
            </h2>
            {summary.map(|summary| view! { <p dir="auto">{summary}</p> })}
            <p class="meta">{tlp_label(&alert.tlp)} {asks_line(&alert).map(|asks| view! { <span>{asks}</span> })}</p>
        </article>
    }
}
