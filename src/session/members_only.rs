//! The guard of members' pages: a guest is asked to sign in and comes back to where they were going.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{sign_in_address, use_session};
use crate::markup::{IntoMarkup, Markup};
use crate::ui::effect;

/// Draws a members' page for members; sends a guest to sign in.
pub fn members_only(page: impl Fn() -> Markup + Send + Sync + 'static) -> Markup {
    guarded(Box::new(page))
}

fn guarded(page: Box<dyn Fn() -> Markup + Send + Sync>) -> Markup {
    let session = use_session();
    let may_enter = Memo::new(move |_| session.may_enter());
    let location = use_location();
    let navigate = use_navigate();
    effect(move || {
        if !may_enter.get() {
            let path = format!("{}{}", location.pathname.get_untracked(), query(&location.search.get_untracked()));
            navigate(&sign_in_address(&path), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    (move || may_enter.get().then(&page)).into_markup()
}

fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{search}") }
}
