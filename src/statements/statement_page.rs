//! One statement and its signatories.

use leptos::prelude::*;

use super::{
    Statement,
    statements_page::{addressees, facts},
};
use crate::{
    backend::{Op, Query, ask_public, use_backend},
    markup::{Markup, view},
    problem::Problem,
    site::use_site,
    ui::{Folded, Waiting, heading, loaded, markdown, when},
    words::statements as words,
};

/// The page at `/statements/{slug}`.
pub fn statement_page(slug: String) -> Markup {
    let backend = use_backend();
    let key = format!("statement {slug}");
    let asking = ask_public(key, "statement", move || {
        let slug = slug.clone();
        async move {
            let found: Vec<Statement> = backend.all("statements", Query::new().filter("slug", Op::Eq, slug)).await?;
            found.into_iter().next().ok_or(Problem::NotFound)
        }
    });
    view! { <div class="page">{loaded(asking, Waiting::Page, |statement| article(&statement))}</div> }
}

fn article(statement: &Statement) -> Markup {
    let title = statement.title.clone();
    let zone = use_site().with_value(|site| site.time_zone.clone());
    let until = statement.sign_by.as_deref().filter(|_| statement.is_open()).and_then(when::instant).map(|at| {
        let at = when::wall(at, &zone);
        view! { <p class="notice" data-tone="info">{words::open_until(&when::full_date(at.date()), &when::clock_time(at))}</p> }
    });
    let names: Vec<_> = statement.signatories.iter().map(|name| view! { <li><bdi>{name.clone()}</bdi></li> }).collect();
    let unnamed = statement.unnamed();
    let signatories = (!names.is_empty() || unnamed > 0).then(|| {
        view! {
            <section class="stack" aria-labelledby="signatories">
                <h2 id="signatories">{words::signatories()}</h2>
                <ul class="signatories">{names}</ul>
                {(unnamed > 0).then(|| view! { <p class="soft">{words::and_more(unnamed)}</p> })}
            </section>
        }
    });
    view! {
        <article class="stack" data-gap="5">
            <header class="stack">{heading(move || title.clone())} {addressees(statement)} {facts(statement)}</header>
            {until}
            <div class="prose">{markdown(statement.body.as_deref().unwrap_or_default(), Folded::No)}</div>
            {signatories}
            <p><a href="/statements">{words::all()}</a></p>
        </article>
    }
}
