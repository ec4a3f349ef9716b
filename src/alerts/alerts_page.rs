//! The feed: what needs attention, newest first. What arrives live waits above it and never moves what is being read.

use std::time::Duration;

use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    feed::{Feed, State, newer_than, use_feed},
    filter_panel::filter_panel,
    filters::Filters,
    row::row,
};
use crate::{
    backend::{Live, sending},
    markup::{IntoMarkup, Markup, view},
    ui::{ProblemNotice, Waiting, dialog, effect, empty, heading, icon, problem_card, waiting},
    words::{alerts as words, ui as ui_words},
};

/// How many rows are drawn at a time.
const ROWS: usize = 50;

/// The page at `/alerts`.
pub fn alerts_page() -> Markup {
    let feed = use_feed();
    let (backend, _) = feed.parties();
    let query = use_query_map();
    let filters = Memo::new(move |_| query.with(|query| Filters::read(|name| query.get(name))));
    let can = backend.capabilities("alerts");
    let live = match can.live {
        Live::Push => None,
        Live::Poll => Some(words::polled()),
        Live::None => Some(words::not_live()),
    };
    view! {
        <div class="page stack">
            <div class="cluster between">
                {heading(words::title)}
                {can.create.then(|| view! { <a class="button" href="/alerts/new">{icon("plus")} {words::title_new()}</a> })}
            </div>
            <div class="two">
                {filter_panel(feed, filters)}
                <section class="stack" data-gap="3" aria-label=words::feed()>
                    {rows(feed, filters)}
                    {live.map(|text| view! { <p class="small soft">{text}</p> })}
                </section>
            </div>
        </div>
    }
}

fn rows(feed: Feed, filters: Memo<Filters>) -> Markup {
    let limit = RwSignal::new(ROWS);
    let wanted = Memo::new(move |_| feed.choose(&filters.get()));
    let begins = Memo::new(move |_| feed.state() == State::Waiting);
    // Rows are laid out when the choice changes or the reader asks for it: nothing else may move them.
    let shown = Memo::new(move |_| {
        filters.track();
        feed.track_layout();
        if begins.get() { wanted.get() } else { wanted.get_untracked() }
    });
    let newer = Memo::new(move |_| shown.with(|shown| wanted.with(|wanted| newer_than(wanted, shown))));
    let said = spoken(newer);
    let list = NodeRef::<html::Div>::new();
    let drawn = move || {
        if shown.with(Vec::is_empty) {
            return match feed.state() {
                State::Waiting => waiting(Waiting::Rows),
                State::Failed(problem) => problem_card(&problem, Some(Callback::new(move |()| feed.again()))),
                State::Ready => nothing(&filters.get()),
            };
        }
        let ids: Vec<String> = shown.with(|shown| shown.iter().take(limit.get()).cloned().collect());
        ids.into_iter().map(|id| row(feed, id)).collect_view().into_markup()
    };
    view! {
        <div class="cluster between">
            <p class="small soft" role="status">
                {move || (feed.state() != State::Waiting || shown.with(|shown| !shown.is_empty())).then(|| words::found(shown.with(Vec::len)))}
            </p>
            {mark_all(feed)}
        </div>
        <p class="visually-hidden" role="status">{move || (said.get() > 0).then(|| words::newer(said.get()))}</p>
        {move || stale(feed, shown)}
        {move || {
            (newer.get() > 0)
                .then(|| {
                    view! {
                        <button type="button" class="newer" on:click=move |_| feed.show_newer()>
                            {words::newer(newer.get())}
                        </button>
                    }
                })
        }}
        <div node_ref=list>{drawn}</div>
        {move || {
            (shown.with(Vec::len) > limit.get())
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            data-quiet
                            on:click=move |_| {
                                let before = limit.get_untracked();
                                limit.set(before + ROWS);
                                go_to_row(list, before);
                            }
                        >
                            {words::show_more()}
                        </button>
                    }
                })
        }}
    }
}

/// Puts the focus on a row's link: whoever asked for more goes on reading there.
fn go_to_row(list: NodeRef<html::Div>, number: usize) {
    use wasm_bindgen::JsCast;
    request_animation_frame(move || {
        let rows = list.try_get_untracked().flatten().map(|list| list.get_elements_by_tag_name("article"));
        let row = rows.and_then(|rows| rows.item(u32::try_from(number).ok()?));
        let link = row.and_then(|row| row.query_selector("a").ok().flatten());
        if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = link.focus();
        }
    });
}

/// What is shown was here last and could not be brought up to date.
fn stale(feed: Feed, shown: Memo<Vec<String>>) -> Markup {
    match feed.state() {
        State::Failed(_) if shown.with(|shown| !shown.is_empty()) => view! {
            <p class="offline notice" data-tone="warn" role="status">
                {icon("wifi-off")} <span>{ui_words::stale()}</span>
                <button type="button" class="link-button" on:click=move |_| feed.again()>{ui_words::refresh()}</button>
            </p>
        },
        _ => ().into_markup(),
    }
}

fn nothing(filters: &Filters) -> Markup {
    if filters.is_plain() {
        let all = Filters { show: "all".into(), ..Filters::default() }.address();
        let next = view! { <a class="button" data-quiet href=all>{words::shows("all")}</a> };
        return empty("sun", words::none_active(), words::none_active_text(), next);
    }
    let next = view! { <a class="button" data-quiet href="/alerts">{words::clear_filters()}</a> };
    empty("search", words::none_found(), words::none_found_text(), next)
}

/// The count of new alerts as it is spoken: at once, then at most every five seconds.
fn spoken(newer: Memo<usize>) -> RwSignal<usize> {
    const REST: Duration = Duration::from_secs(5);
    fn speak(newer: Memo<usize>, said: RwSignal<usize>, resting: StoredValue<bool>) {
        resting.set_value(true);
        let say = move || _ = said.try_set(newer.try_get_untracked().unwrap_or_default());
        set_timeout(say, Duration::ZERO);
        let rested = move || match (newer.try_get_untracked(), said.try_get_untracked()) {
            (Some(now), Some(then)) if now != then => speak(newer, said, resting),
            (Some(_), _) => resting.set_value(false),
            _ => {}
        };
        set_timeout(rested, REST);
    }
    let (said, resting) = (RwSignal::new(0), StoredValue::new(false));
    let mut before = None;
    effect(move || {
        let count = newer.get();
        if before.replace(count).is_some_and(|before| before != count) && !resting.get_value() {
            speak(newer, said, resting);
        }
    });
    said
}

/// "Mark all as read" asks first: what was not opened will look as if it had been.
fn mark_all(feed: Feed) -> Markup {
    let open = RwSignal::new(false);
    let sending = sending();
    let content = move || {
        view! {
            <p>{move || words::mark_all_text(feed.unread())}</p>
            <ProblemNotice sending/>
            <div class="cluster">
                <button
                    type="button"
                    class="button"
                    aria-busy=move || sending.busy().then_some("true")
                    on:click=move |_| sending.run(async move { feed.open_all().await }, move |()| open.set(false))
                >
                    {words::mark_all()}
                </button>
                <button type="button" class="button" data-quiet on:click=move |_| open.set(false)>{words::cancel()}</button>
            </div>
        }
    };
    let button = move || {
        (feed.unread() > 0).then(|| {
            view! {
                <button type="button" class="link-button small" on:click=move |_| open.set(true)>{icon("check")} {words::mark_all()}</button>
            }
        })
    };
    view! { {button} {dialog(words::mark_all_title(), open, content)} }
}
