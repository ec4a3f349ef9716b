//! The rows of the list: only those near the screen are in the document, however many were found.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    asked::{EXPERTISE, LANGUAGE},
    directory_page::Search,
    heights::Stretch,
    person::initials,
    shelf::Left,
};
use crate::{
    markup::{IntoMarkup, Markup, view},
    ui::effect,
    words::directory as words,
};

/// The list of what was found.
pub fn result_rows(search: Search) -> Markup {
    let Search { shelf, found, .. } = search;
    let list = NodeRef::<html::Ul>::new();
    let area = NodeRef::<html::Div>::new();
    // How much of the list is above the screen, and how much fits on it.
    let seen = RwSignal::new((0.0_f64, 900.0_f64));
    let measured = RwSignal::new(0_u32);
    let stretch = Memo::new(move |_| {
        measured.track();
        let (top, screen) = seen.get();
        found.with(|found| shelf.with_value(|shelf| shelf.heights.borrow().stretch(&found.rows, top, screen)))
    });
    let look = move || {
        if let Some(area) = area.try_get_untracked().flatten() {
            let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            let now = ((-area.get_bounding_client_rect().top()).max(0.0), screen);
            if seen.get_untracked() != now {
                seen.set(now);
            }
        }
        let drawn = stretch.get_untracked();
        if let Some(list) = list.try_get_untracked().flatten()
            && note_heights(search, &list, drawn)
        {
            measured.update(|measured| *measured += 1);
        }
    };
    let scrolled = window_event_listener_untyped("scroll", move |_| look());
    let resized = window_event_listener_untyped("resize", move |_| {
        shelf.with_value(|shelf| shelf.heights.take());
        look();
    });
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
    });
    // What was just drawn is measured once it has its place.
    effect(move || {
        found.track();
        stretch.track();
        request_animation_frame(look);
    });
    come_back(search, list);
    let rows = move || {
        let Stretch { first, end, .. } = stretch.get();
        // A row is known by its number and its place, which it also says.
        found.with(|found| {
            let rows = found.rows.get(first..end).unwrap_or_default().iter().zip(first as u64 + 1..);
            rows.map(|(number, place)| place << 32 | u64::from(*number)).collect()
        })
    };
    let drawn = Markup::keyed(rows, move |key| row(search, (key & u64::from(u32::MAX)) as u32, key >> 32));
    view! {
        <div class="result-list" node_ref=area>
            <div style:height=move || pixels(stretch.get().before)></div>
            <ul role="list" node_ref=list aria-labelledby="directory-results">
                {drawn}
            </ul>
            <div style:height=move || pixels(stretch.get().after)></div>
        </div>
    }
}

fn pixels(height: f64) -> String {
    // As JSON writes a number: what formats floating point otherwise weighs more than this page.
    serde_json::Value::from(height).to_string() + "px"
}

fn note_heights(search: Search, list: &HtmlElement, drawn: Stretch) -> bool {
    let children = list.children();
    let mut news = false;
    search.found.with_untracked(|found| {
        search.shelf.with_value(|shelf| {
            let mut heights = shelf.heights.borrow_mut();
            for (at, row) in found.rows.iter().take(drawn.end).skip(drawn.first).enumerate() {
                let Some(child) = u32::try_from(at).ok().and_then(|at| children.item(at)) else { break };
                let height = child.get_bounding_client_rect().height();
                // Before the browser has laid anything out there is nothing to learn.
                news |= height > 0.0 && heights.note(*row, height);
            }
        });
    });
    news
}

/// Remembers where the list is left, and goes there again when Back or Forward leads to it.
fn come_back(search: Search, list: NodeRef<html::Ul>) {
    let shelf = search.shelf;
    let location = use_location();
    let here = StoredValue::new(location.search.get_untracked());
    effect(move || {
        let query = location.search.get();
        // When the list is left, the address is the next page's already.
        if location.pathname.with_untracked(|path| is_here(path)) {
            here.set_value(query);
        }
    });
    request_animation_frame(move || {
        let before = shelf.try_with_value(|shelf| {
            if let Some(listening) = shelf.listening.take() {
                listening.remove();
            }
            (shelf.returning.take(), shelf.left.take())
        });
        let Some((true, Some(left))) = before else { return };
        if here.try_get_value().is_none_or(|here| here != left.query) {
            return;
        }
        window().scroll_to_with_x_and_y(0.0, left.scrolled);
        // The rows around that place are drawn by the next frame.
        request_animation_frame(move || {
            let Some(list) = list.try_get_untracked().flatten() else { return };
            let links = list.get_elements_by_tag_name("a");
            let link = (0..links.length()).filter_map(|at| links.item(at)).find(|link| link.get_attribute("href") == left.link);
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                let _ = link.focus();
                window().scroll_to_with_x_and_y(0.0, left.scrolled);
            }
        });
    });
    on_cleanup(move || {
        let link = document().active_element().and_then(|element| element.get_attribute("href"));
        let left = Left { query: here.try_get_value().unwrap_or_default(), scrolled: window().scroll_y().unwrap_or_default(), link };
        shelf.try_with_value(|shelf| {
            shelf.left.replace(Some(left));
            let returned = std::rc::Rc::downgrade(shelf);
            let listening = window_event_listener_untyped("popstate", move |_| {
                let Some(shelf) = returned.upgrade() else { return };
                // The address is where Back or Forward leads; the page that is there may take its time to come.
                shelf.returning.set(window().location().pathname().is_ok_and(|path| is_here(&path)));
            });
            shelf.listening.replace(Some(listening));
        });
    });
}

fn is_here(path: &str) -> bool {
    path.trim_end_matches('/') == "/directory"
}

fn row(search: Search, number: u32, place: u64) -> Markup {
    let Search { shelf, found, .. } = search;
    shelf.with_value(|shelf| {
        let listing = shelf.listing.borrow();
        let Some(row) = listing.row(number) else { return ().into_markup() };
        let address =
            if row.organisation { "/directory/organisations/" } else { "/directory/people/" }.to_owned() + &crate::address::step(&row.id);
        let (class, kind) = if row.organisation { ("organisation-card", Some("organisation")) } else { ("person", None) };
        let under = if row.organisation { Some(words::organisation().to_owned()) } else { listing.house_of(row).map(str::to_owned) };
        let know = [EXPERTISE, LANGUAGE].map(|facet| listing.texts(row, facet).collect::<Vec<_>>().join(", "));
        let know = know.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        view! {
            <li class=class aria-setsize=move || found.with(|found| found.rows.len().to_string()) aria-posinset=place.to_string()>
                <span class="avatar" data-kind=kind aria-hidden="true">{initials(&row.name)}</span>
                <div>
                    <h3>
                        <a href=address>
                            <bdi>{row.name.clone()}</bdi>
                            {row.beside.clone().map(|beside| view! { " " <bdi class="soft">{beside}</bdi> })}
                        </a>
                    </h3>
                    {under.map(|under| view! { <p class="soft small" dir="auto">{under}</p> })}
                    <p class="small">{know}</p>
                </div>
            </li>
        }
    })
}
