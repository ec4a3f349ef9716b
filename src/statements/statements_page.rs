//! The list of joint statements, newest first.

use super::Statement;
use crate::{
    backend::{Query, ask_public, use_backend},
    markup::{IntoMarkup, Markup, view},
    ui::{Waiting, empty, heading, loaded, when},
    words::statements as words,
};

/// The page at `/statements`.
pub fn statements_page() -> Markup {
    let backend = use_backend();
    let asking = ask_public("statements", "statements", move || async move {
        backend.all::<Statement>("statements", Query::new().sort("publishedOn", true)).await
    });
    view! {
        <div class="page stack">
            {heading(words::title)}
            <p class="lead">{words::lead()}</p>
            {loaded(asking, Waiting::Rows, |statements| {
                let rows: Vec<_> = statements.iter().filter(|statement| statement.is_listed()).map(row).collect();
                if rows.is_empty() {
                    return empty("file-text", words::none(), words::none_text(), ().into_markup());
                }
                view! { <ul class="rows" role="list">{rows}</ul> }
            })}
        </div>
    }
}

fn row(statement: &Statement) -> Markup {
    let address = format!("/statements/{}", statement.slug);
    view! {
        <li class="post-row">
            <h2><a href=address>{statement.title.clone()}</a></h2>
            {addressees(statement)}
            {facts(statement)}
        </li>
    }
}

/// Whom a statement is addressed to.
pub fn addressees(statement: &Statement) -> Markup {
    if statement.addressees.is_empty() {
        return ().into_markup();
    }
    view! { <p class="addressees">{words::to(&statement.addressees.join(", "))}</p> }
}

/// When a statement was published and how many signed it.
pub fn facts(statement: &Statement) -> Markup {
    let day = statement.published_on.as_deref().and_then(when::date).map(|day| {
        view! { <time datetime=day.to_string()>{when::long_date(day)}</time> }
    });
    let signed = statement.signatories.len() + statement.unnamed();
    let open = statement.is_open().then(|| view! { <span class="badge">{words::open()}</span> });
    view! { <p class="byline">{day} {open} <span>{words::signed(signed)}</span></p> }
}
