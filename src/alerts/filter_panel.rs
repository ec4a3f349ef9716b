//! The choice of what is shown: chips and a search box whose state is the address.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    alert::tlp_code,
    feed::Feed,
    filters::{Facet, Filters},
    wording::{named, options},
};
use crate::{
    markup::{IntoMarkup, Markup, view},
    ui::icon,
    words::{alerts as words, countries},
};

/// The panel beside the feed. On phones everything but "Show" and the search box is a disclosure.
pub fn filter_panel(feed: Feed, filters: Memo<Filters>) -> Markup {
    let navigate = use_navigate();
    let go = Callback::new(move |next: Filters| {
        navigate(&next.address(), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let facet = move |facet: Facet, legend: &'static str, options: Vec<(String, String)>| {
        let chips = options
            .into_iter()
            .map(|(code, text)| {
                let held = code.clone();
                let pressed = Memo::new(move |_| filters.with(|filters| filters.facet(facet).contains(&held)));
                chip(pressed, text.into_markup(), move || go.run(filters.with_untracked(|filters| filters.toggled(facet, &code))))
            })
            .collect_view();
        view! {
            <div role="group" aria-label=legend>
                <p class="small soft" aria-hidden="true">{legend}</p>
                <div class="cluster" data-gap="2">{chips}</div>
            </div>
        }
    };
    let labels = words::TLP_LABELS_ALL.iter().map(|(label, text)| (tlp_code(label), (*text).to_owned())).collect();
    view! {
        <aside class="stack" aria-label=words::filters()>
            {shows(feed, filters, go)}
            {search(filters, go)}
            <details class="filters">
                <summary>{icon("filter")} {words::filters()}</summary>
                <div class="stack">
                    {facet(Facet::Kind, words::kind(), options(words::KINDS_PLURAL_ALL))}
                    {facet(Facet::Severity, words::severity(), options(words::SEVERITIES_ALL))}
                    {move || {
                        let named = |code: String| { let text = named(countries::names, &code); (code, text) };
                        facet(Facet::Country, words::country(), feed.countries().into_iter().map(named).collect())
                    }}
                    {facet(Facet::Tlp, words::tlp(), labels)}
                    {order(filters, go)}
                </div>
            </details>
        </aside>
    }
}

fn chip(pressed: Memo<bool>, text: Markup, press: impl Fn() + 'static) -> Markup {
    view! {
        <button type="button" class="chip" aria-pressed=move || if pressed.get() { "true" } else { "false" } on:click=move |_| press()>
            {text}
        </button>
    }
}

/// What still stands, everything, what is unread, what is asked of us.
fn shows(feed: Feed, filters: Memo<Filters>, go: Callback<Filters>) -> Markup {
    let chips = words::SHOWS_ALL
        .iter()
        .map(|(code, text)| {
            let show = if *code == "active" { "" } else { code };
            let pressed = Memo::new(move |_| filters.with(|filters| filters.show == show));
            let press = move || go.run(Filters { show: show.to_owned(), ..filters.get_untracked() });
            let count = move || (*code == "unread" && feed.unread() > 0).then(|| view! { <small>{feed.unread()}</small> });
            let text = view! { {*text} {count} };
            let offered = move || *code != "unread" || feed.knows_unread();
            let drawn = chip(pressed, text, press);
            view! { <span hidden=move || !offered()>{drawn}</span> }
        })
        .collect_view();
    view! { <div class="cluster" data-gap="2" role="group" aria-label=words::show()>{chips}</div> }
}

fn search(filters: Memo<Filters>, go: Callback<Filters>) -> Markup {
    let typed = move |event| go.run(Filters { search: event_target_value(&event), ..filters.get_untracked() });
    // What the address brought; afterwards the field leads and the address follows.
    let words_of_address = filters.with_untracked(|filters| filters.search.clone());
    let held = Memo::new(move |_| filters.with(|filters| filters.search.clone()));
    view! {
        <div class="field">
            <label for="search-alerts">{words::search()}</label>
            {icon("search")}
            <input id="search-alerts" type="search" dir="auto" autocomplete="off" value=words_of_address prop:value=held on:input=typed/>
        </div>
    }
}

fn order(filters: Memo<Filters>, go: Callback<Filters>) -> Markup {
    let chips = words::ORDERS_ALL
        .iter()
        .map(|(code, text)| {
            let urgent = !code.is_empty();
            let pressed = Memo::new(move |_| filters.with(|filters| filters.urgent_first == urgent));
            chip(pressed, text.into_markup(), move || go.run(Filters { urgent_first: urgent, ..filters.get_untracked() }))
        })
        .collect_view();
    view! {
        <div role="group" aria-label=words::order()>
            <p class="small soft" aria-hidden="true">{words::order()}</p>
            <div class="cluster" data-gap="2">{chips}</div>
        </div>
    }
}
