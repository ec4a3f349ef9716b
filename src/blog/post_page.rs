//! One post, with the line that every post ends with.

use super::{Post, blog_page::byline};
use crate::{
    backend::{Op, Query, ask_public, use_backend},
    markup::{Markup, view},
    problem::Problem,
    ui::{Folded, Waiting, heading, icon, loaded, markdown},
    words::{blog as words, ui},
};

/// The page at `/blog/{slug}`.
pub fn post_page(slug: String) -> Markup {
    let backend = use_backend();
    let key = format!("post {slug}");
    let asking = ask_public(key, "post", move || {
        let slug = slug.clone();
        async move {
            let found: Vec<Post> = backend.all("posts", Query::new().filter("slug", Op::Eq, slug)).await?;
            found.into_iter().next().ok_or(Problem::NotFound)
        }
    });
    view! { <div class="page">{loaded(asking, Waiting::Page, |post| article(&post))}</div> }
}

fn article(post: &Post) -> Markup {
    let title = post.title.clone();
    let (lang, direction) = (post.lang.clone(), post.direction());
    let body = post.body.clone().unwrap_or_default();
    let body = match &post.content_note {
        // Whoever is tired decides what to read.
        Some(note) => {
            let note = ui::content_note(note);
            view! {
                <details class="fold">
                    <summary>{icon("info")} <span>{note} " " {ui::show_it()}</span></summary>
                    <div class="prose">{markdown(&body, Folded::No)}</div>
                </details>
            }
        }
        None => view! { <div class="prose">{markdown(&body, Folded::No)}</div> },
    };
    view! {
        <article class="post stack" data-gap="5">
            <header class="stack" lang=lang.clone() dir=direction>{heading(move || title.clone())} {byline(post)}</header>
            <div lang=lang dir=direction>{body}</div>
            <p class="disclaimer">{words::disclaimer()}</p>
            <p><a href="/blog">{words::all_posts()}</a></p>
        </article>
    }
}
