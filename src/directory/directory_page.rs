//! The list of people and organisations, searched as one types.

use std::{rc::Rc, sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
    location::Url,
};

use super::{
    asked::{Asked, Show},
    facet_chips::{clear_button, facets},
    listing::Found,
    result_rows::result_rows,
    shelf::{Shelf, outdated, shelf},
};
use crate::{
    backend::use_backend,
    markup::{Markup, view},
    ui::{Waiting, effect, empty, heading, icon, problem_card, waiting},
    words::directory as words,
};

/// How long a person pauses before the number of results is spoken.
const PAUSE: Duration = Duration::from_millis(450);

/// What every part of the page works with.
#[derive(Clone, Copy)]
pub struct Search {
    /// The directory.
    pub shelf: StoredValue<Rc<Shelf>, LocalStorage>,
    /// What is asked: the address.
    pub asked: Memo<Asked>,
    /// What answers it.
    pub found: Memo<Arc<Found>>,
    /// Asks something else.
    pub ask: Callback<Asked>,
}

/// The page at `/directory`.
pub fn directory_page() -> Markup {
    // Whoever looks at the list will open somebody.
    #[cfg(feature = "split")]
    crate::backend::when_quiet(Box::new(|| leptos::task::spawn_local(async { drop(crate::parts::members_part().await) })));
    // The directory can be begun anew after a problem.
    let attempt = RwSignal::new(0_u32);
    view! {
        <div class="page stack">
            {heading(words::title)}
            {move || {
                attempt.track();
                searching(Callback::new(move |()| attempt.update(|attempt| *attempt += 1)))
            }}
        </div>
    }
}

fn searching(again: Callback<()>) -> Markup {
    let backend = use_backend();
    let query = use_query_map();
    let navigate = use_navigate();
    let asked = Memo::new(move |_| query.with(|query| Asked::read(|name| query.get_all(name).unwrap_or_default())));
    let shelf = shelf(backend, asked.with_untracked(|asked| asked.show));
    let (grown, whole, problem) = (shelf.grown.clone(), shelf.whole.clone(), shelf.problem.clone());
    let shelf = StoredValue::new_local(shelf);
    let found = Memo::new(move |_| {
        grown.track();
        Arc::new(asked.with(|asked| shelf.with_value(|shelf| shelf.listing.borrow().find(asked))))
    });
    let ask = Callback::new(move |asked: Asked| {
        navigate(&address(&asked), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let search = Search { shelf, asked, found, ask };
    let none_yet = Memo::new(move |_| found.with(|found| found.rows.is_empty()));
    let whole = Signal::derive(move || whole.get());
    let failed = Signal::derive(move || problem.get());
    let retry = Callback::new(move |()| {
        outdated(backend);
        again.run(());
    });
    let rows = move || match (none_yet.get(), failed.get()) {
        (true, Some(problem)) => problem_card(&problem, Some(retry)),
        (true, None) if whole.get() => nothing_found(search),
        (true, None) => waiting(Waiting::Rows),
        (false, problem) => {
            let part = problem.map(|problem| problem_card(&problem, Some(retry)));
            view! { {part} {result_rows(search)} }
        }
    };
    view! {
        <div role="search" class="field">
            <label for="directory-search">{words::search()}</label>
            {icon("search")}
            <input
                id="directory-search"
                type="search"
                dir="auto"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                prop:value=move || asked.with(|asked| asked.words.clone())
                on:input=move |event| ask.run(Asked { words: event_target_value(&event), ..asked.get_untracked() })
            />
        </div>
        <div class="two">
            <aside aria-label=words::filters()>{facets(search)}</aside>
            <section class="stack" aria-labelledby="directory-results">
                <h2 id="directory-results" class="visually-hidden">{words::results()}</h2>
                <div class="cluster between">
                    {spoken_count(search, whole)}
                    <div class="cluster" data-gap="2" role="group" aria-label=words::show()>
                        {show_chip(search, Show::People)} {show_chip(search, Show::Organisations)}
                    </div>
                </div>
                {rows}
            </section>
        </div>
    }
}

/// The address of a question.
fn address(asked: &Asked) -> String {
    let mut address = "/directory".to_owned();
    for (at, (name, value)) in asked.pairs().into_iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(&Url::escape(value));
    }
    address
}

fn show_chip(search: Search, show: Show) -> Markup {
    let Search { asked, found, ask, .. } = search;
    let (text, people) = if show == Show::People { (words::people(), true) } else { (words::organisations(), false) };
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if asked.with(|asked| asked.show == show) { "true" } else { "false" }
            on:click=move |_| ask.run(asked.get_untracked().showing(show))
        >
            {text}
            " "
            <small>{move || found.with(|found| if people { found.both.0 } else { found.both.1 })}</small>
        </button>
    }
}

/// How many there are: spoken once per pause, not at every key.
fn spoken_count(search: Search, whole: Signal<bool>) -> Markup {
    let found = search.found;
    let shown = RwSignal::new(String::new());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let mut first = true;
    effect(move || {
        let text = found.with(|found| count_text(found, search.asked.with(|asked| asked.show)));
        // How many there are, and that nobody was found, is known when everybody is here.
        let text = match (whole.get(), found.with(|found| found.rows.is_empty())) {
            (true, _) => text,
            (false, false) => words::count_so_far(&text),
            (false, true) => String::new(),
        };
        timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
        // The first result is there at once; it is the typing that waits.
        let pause = if std::mem::take(&mut first) { Duration::ZERO } else { PAUSE };
        timer.set_value(
            set_timeout_with_handle(
                move || {
                    let _ = shown.try_set(text);
                },
                pause,
            )
            .ok(),
        );
    });
    view! { <p class="soft" role="status">{shown}</p> }
}

fn count_text(found: &Found, show: Show) -> String {
    let organisations = words::count_organisations(found.organisations);
    match (found.people, found.organisations) {
        (0, 0) => words::count_none().to_owned(),
        (0, _) => organisations,
        _ if show == Show::Organisations => organisations,
        (people, 0) => words::count_people(people),
        (people, _) => words::count_both(&words::count_people(people), &organisations),
    }
}

fn nothing_found(search: Search) -> Markup {
    empty("search", words::none_title(), words::none_text(), clear_button(search))
}
