//! The calendar's page: its views and filters, all of which stand in the address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{SEEN, agenda_list::agenda_list, callable, choice::Choice, month_view::month_view, my_replies, viewer};
use crate::{
    backend::{ask_kept, use_backend},
    markup::{IntoMarkup, Markup, view},
    ui::{Waiting, heading, icon, loaded},
    words::calendar as words,
};

/// The page at `/calendar`.
pub fn calendar_page() -> Markup {
    let backend = use_backend();
    let query = use_query_map();
    let choice = Memo::new(move |_| query.with(|query| Choice::of(|name| query.get(name))));
    let grid = Memo::new(move |_| choice.with(|choice| choice.grid));
    let asking = ask_kept(SEEN, move || super::all(backend));
    let replies = my_replies();
    let viewer = StoredValue::new(viewer());
    let may_call = callable().is_some();
    let kinds = words::KIND_ALL.iter().map(|(code, text)| kind_chip(choice, code, text)).collect_view();
    let view_link = move |to_grid: bool, text: &'static str| {
        let address =
            move || choice.with(|choice| Choice { grid: to_grid, past: false, month: None, kinds: choice.kinds.clone() }.address());
        view! { <a class="chip" href=address aria-current=move || (grid.get() == to_grid).then_some("true")>{text}</a> }
    };
    view! {
        <div class="page stack">
            <div class="cluster between">
                {heading(words::title)}
                <nav class="cluster" data-gap="2" aria-label=words::views()>
                    {view_link(false, words::agenda_view())}
                    {view_link(true, words::month_view())}
                </nav>
            </div>
            {may_call.then(|| view! { <p><a class="button" href="/calendar/new">{icon("plus")} " " {words::call_meeting()}</a></p> })}
            <div class="cluster" data-gap="2" role="group" aria-label=words::kinds()>{kinds}</div>
            {loaded(asking, Waiting::Rows, move |meetings| {
                let meetings = StoredValue::new_local(meetings);
                (move || {
                    if grid.get() {
                        month_view(meetings, choice, viewer, replies)
                    } else {
                        agenda_list(meetings, choice, viewer, replies)
                    }
                })
                .into_markup()
            })}
        </div>
    }
}

/// A kind of meeting that is let through or not.
fn kind_chip(choice: Memo<Choice>, code: &'static str, text: &'static str) -> Markup {
    let navigate = use_navigate();
    let press = move |_| {
        let address = choice.get_untracked().with_kind_turned(code).address();
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    let pressed = move || choice.with(|choice| choice.kinds.iter().any(|kind| kind == code)).to_string();
    view! { <button type="button" class="chip" aria-pressed=pressed on:click=press>{text}</button> }
}
