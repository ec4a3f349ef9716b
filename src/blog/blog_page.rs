//! The list of posts, newest first.

use super::Post;
use crate::{
    backend::{Asking, Query, ask_public, use_backend},
    markup::{IntoMarkup, Markup, view},
    ui::{Waiting, empty, heading, loaded, when},
    words::blog as words,
};

/// The page at `/blog`.
pub fn blog_page() -> Markup {
    view! {
        <div class="page stack">
            {heading(words::title)}
            <p class="lead">{words::lead()}</p>
            {loaded(posts(), Waiting::Rows, |posts| rows(&posts, usize::MAX, false))}
        </div>
    }
}

/// The newest three posts, for the home page.
pub fn latest_posts() -> Markup {
    loaded(posts(), Waiting::Rows, |posts| rows(&posts, 3, true))
}

fn posts() -> Asking<Vec<Post>> {
    let backend = use_backend();
    ask_public("posts", "posts", move || async move { backend.all("posts", Query::new().sort("publishAt", true)).await })
}

fn rows(posts: &[Post], most: usize, within_section: bool) -> Markup {
    let now = crate::backend::now();
    let published = |post: &&Post| post.publish_at.as_deref().and_then(when::instant).is_none_or(|at| at <= now);
    let rows: Vec<_> = posts.iter().filter(published).take(most).map(|post| row(post, within_section)).collect();
    if rows.is_empty() {
        return empty("leaf", words::none(), words::none_text(), ().into_markup());
    }
    view! { <ul class="rows" role="list">{rows}</ul> }
}

fn row(post: &Post, within_section: bool) -> Markup {
    let address = format!("/blog/{}", post.slug);
    let (lang, direction) = (post.lang.clone(), post.direction());
    let link = view! { <a href=address>{post.title.clone()}</a> };
    let title = if within_section {
        view! { <h3>{link}</h3> }
    } else {
        view! { <h2>{link}</h2> }
    };
    view! {
        <li class="post-row" lang=lang dir=direction>
            {title}
            {post.summary.clone().map(|summary| view! { <p class="soft">{summary}</p> })}
            {byline(post)}
        </li>
    }
}

/// Who wrote it and when.
pub fn byline(post: &Post) -> Markup {
    let day = post.publish_at.as_deref().and_then(when::instant).map(|at| {
        let day = when::wall(at, "Europe/London").date();
        view! { <time datetime=day.to_string()>{when::long_date(day)}</time> }
    });
    let minutes = (post.minutes() > 0).then(|| view! { <span>{words::minutes(post.minutes())}</span> });
    view! { <p class="byline" lang="en" dir="ltr"><bdi>{post.byline()}</bdi> {day} {minutes}</p> }
}
