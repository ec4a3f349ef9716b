//! The facets beside the list: what can be chosen, and how many rows each choice would show.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{asked::Asked, directory_page::Search};
use crate::{
    markup::{IntoMarkup, Markup, view},
    ui::icon,
    words::directory as words,
};

/// So many values of a facet are shown before somebody asks for all.
const FEW: usize = 8;

/// All facets.
pub fn facets(search: Search) -> Markup {
    let facets = [words::expertise(), words::language(), words::country(), words::kind()]
        .into_iter()
        .enumerate()
        .map(|(facet, legend)| facet_chips(search, facet, legend))
        .collect_view();
    // Beside the list there is room for them: then they are open, and their summary is not shown.
    let wide = window().match_media("(width >= 56rem)").ok().flatten().is_some_and(|wide| wide.matches());
    view! {
        <details class="filters" open=wide>
            <summary>{icon("filter")} {words::filters()}</summary>
            <div class="facets">
                {facets}
                {clear_button(search)}
            </div>
        </details>
    }
}

/// Lets go of every choice; nothing when there is none.
pub fn clear_button(search: Search) -> Markup {
    let Search { asked, ask, .. } = search;
    let narrows = Memo::new(move |_| asked.with(Asked::narrows));
    let clear = move |_| {
        ask.run(asked.get_untracked().widened());
        // The button goes away: what was typed is the next thing to work with.
        if let Some(input) = document().get_element_by_id("directory-search") {
            let _ = input.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    (move || {
        narrows.get().then(|| view! { <button type="button" class="button" data-quiet on:click=clear>{words::clear_filters()}</button> })
    })
    .into_markup()
}

fn facet_chips(search: Search, facet: usize, legend: &'static str) -> Markup {
    let Search { shelf, asked, ask, .. } = search;
    let all = RwSignal::new(false);
    let grown = shelf.with_value(|shelf| shelf.grown.clone());
    let values = Memo::new(move |_| {
        grown.track();
        shelf.with_value(|shelf| shelf.listing.borrow().values.get(facet).map(super::values::Values::by_use).unwrap_or_default())
    });
    let chips = move || {
        let few = if all.get() { usize::MAX } else { FEW };
        // What was chosen stays in sight, so that it can be let go.
        let values = values.get();
        let kept = move |at: usize, code: &str| at < few || asked.with_untracked(|asked| asked.has(facet, code));
        values
            .into_iter()
            .enumerate()
            .filter(|(at, (_, code, _))| kept(*at, code))
            .map(|(_, (number, code, text))| {
                let (code, pressed) = (code.clone(), code);
                view! {
                    <button
                        type="button"
                        class="chip"
                        aria-pressed=move || if asked.with(|asked| asked.has(facet, &pressed)) { "true" } else { "false" }
                        on:click=move |_| ask.run(asked.get_untracked().toggled(facet, &code))
                    >
                        {text}
                        " "
                        <small>{move || count(search, facet, number)}</small>
                    </button>
                }
            })
            .collect::<Vec<_>>()
    };
    let more = move || {
        let hidden = values.with(Vec::len) > FEW;
        hidden.then(|| {
            view! {
                <button
                    type="button"
                    class="link-button"
                    aria-expanded=move || if all.get() { "true" } else { "false" }
                    on:click=move |_| all.update(|all| *all = !*all)
                >
                    {move || if all.get() { words::fewer(&legend) } else { words::more(&legend) }}
                </button>
            }
        })
    };
    let any = move || values.with(|values| !values.is_empty());
    view! {
        <fieldset hidden=move || !any()>
            <legend>{legend}</legend>
            <div class="cluster" data-gap="2">{chips}</div>
            {more}
        </fieldset>
    }
}

fn count(search: Search, facet: usize, number: usize) -> u32 {
    search.found.with(|found| found.counts.get(facet).and_then(|counts| counts.get(number)).copied().unwrap_or_default())
}
