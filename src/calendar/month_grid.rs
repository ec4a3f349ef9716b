//! The grid of a month (WAI-ARIA grid pattern): one stop for Tab, arrow keys from day to day, Enter into the day.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::{
    address,
    meeting::Meeting,
    month::{Month, led_to},
    month_view::{Placed, Shown},
    times::Viewer,
};
use crate::{
    markup::{Markup, view},
    ui::{effect, when},
    words::{calendar as words, when as when_words},
};

/// The id of the grid itself.
const GRID: &str = "month-grid";

/// The grid. Its days carry the ids `day-2026-11-26`.
pub fn month_grid(shown: Shown) -> Markup {
    let (month, today) = (shown.month, shown.today);
    let chosen = RwSignal::new(today);
    // The one day that Tab leads to.
    let stop = Memo::new(move |_| {
        let month = month.get();
        [chosen.get(), today].into_iter().find(|day| month.contains(*day)).unwrap_or_else(|| month.first())
    });
    // The day that focus is on its way to: its month may still have to be drawn.
    let wanted = StoredValue::new(None::<NaiveDate>);
    let settle = move || {
        if wanted.get_value().is_some_and(|day| focus(&cell_id(day))) {
            wanted.set_value(None);
        }
    };
    effect(move || {
        month.track();
        request_animation_frame(settle);
    });
    let navigate = use_navigate();
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let (key, day) = (event.key(), wanted.get_value().unwrap_or_else(|| stop.get_untracked()));
        if let Some(link) = link_of(&event) {
            if within(&link, &key, day) {
                event.prevent_default();
            }
        } else if key == "Enter" || key == " " {
            event.prevent_default();
            match untrack(|| on_day(shown, day)).as_slice() {
                [] => {}
                [id] => navigate(&address(id), NavigateOptions::default()),
                [id, ..] => enter(day, id),
            }
        } else if let Some(to) = led_to(day, &key) {
            event.prevent_default();
            chosen.set(to);
            wanted.set_value(Some(to));
            if Month::of(to) == Month::of(day) {
                settle();
            } else {
                // The days are about to be replaced: the grid itself keeps the focus meanwhile, so that no key is lost.
                focus(GRID);
                shown.go.run((Month::of(to), true));
            }
        }
    };
    let on_click = move |event: web_sys::MouseEvent| {
        let cell = element_of(&event).and_then(|element| element.closest("td[id]").ok().flatten());
        let Some(day) = cell.and_then(|cell| when::date(cell.id().strip_prefix("day-")?)) else { return };
        chosen.set(day);
        // Where the grid has no room for links, a tap leads to the list.
        if link_of(&event).is_none()
            && let Some(id) = untrack(|| on_day(shown, day)).first()
            && !has_room(day)
        {
            focus(&row_id(id));
        }
    };
    let weekdays = when_words::WEEKDAYS_ALL
        .iter()
        .map(|(short, long)| view! { <th scope="col"><abbr title=*long>{*short}</abbr></th> })
        .collect_view();
    let weeks = move || {
        shown.draw(|placed, viewer| {
            let month = month.get();
            let week = |monday: NaiveDate| {
                let days: Vec<Markup> = monday
                    .iter_days()
                    .take(7)
                    .map(|day| if month.contains(day) { cell(day, today, placed, viewer, stop) } else { outside(day) })
                    .collect();
                view! { <tr>{days}</tr> }
            };
            month.weeks().into_iter().map(week).collect::<Vec<Markup>>()
        })
    };
    view! {
        <table class="month" role="grid" id=GRID tabindex="-1" aria-labelledby="month" aria-describedby="grid-help" on:keydown=on_key on:click=on_click>
            <thead><tr>{weekdays}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
        <p class="small soft wide">{words::grid_help()}</p>
        <p class="visually-hidden" id="grid-help">{words::grid_help()}</p>
    }
}

fn cell(day: NaiveDate, today: NaiveDate, placed: &[Placed], viewer: &Viewer, stop: Memo<NaiveDate>) -> Markup {
    let meetings = placed.iter().filter(|(first, last, _)| *first <= day && day <= *last);
    let events: Vec<Markup> = meetings.map(|(first, _, meeting)| event(meeting, *first < day, viewer)).collect();
    let name = words::day_meetings(events.len(), &when::full_date(day));
    view! {
        <td
            role="gridcell"
            id=cell_id(day)
            aria-label=name
            aria-current=(day == today).then_some("date")
            data-today=(day == today).then_some("")
            tabindex=move || if stop.get() == day { "0" } else { "-1" }
        >
            {day.day()}
            {events}
        </td>
    }
}

fn outside(day: NaiveDate) -> Markup {
    view! { <td role="gridcell" data-outside>{day.day()}</td> }
}

fn event(meeting: &Meeting, continues: bool, viewer: &Viewer) -> Markup {
    let kind = words::kind_short(&meeting.kind).unwrap_or_else(words::meeting);
    let line = if continues {
        words::event(&kind, &words::continues())
    } else if meeting.all_day {
        kind.to_owned()
    } else {
        words::event(&when::clock_time(meeting.wall_start(viewer.clock_of(meeting))), &kind)
    };
    let cancelled = meeting.is_cancelled();
    view! {
        <a
            class="event"
            tabindex="-1"
            href=address(&meeting.id)
            data-kind=meeting.kind.clone()
            data-cancelled=cancelled.then_some("")
        >
            {cancelled.then(|| view! { <span class="visually-hidden">{words::cancelled_before()}</span> })}
            <b>{line}</b>
            " "
            <bdi>{meeting.title.clone()}</bdi>
        </a>
    }
}

/// The ids of a day's meetings, in order.
fn on_day(shown: Shown, day: NaiveDate) -> Vec<String> {
    shown.draw(|placed, _| {
        placed.iter().filter(|(first, last, _)| *first <= day && day <= *last).map(|(.., meeting)| meeting.id.clone()).collect()
    })
}

/// Moves into the links of a day, or to the list where the grid has no room for links.
fn enter(day: NaiveDate, first: &str) {
    match first_link(day).filter(|_| has_room(day)) {
        Some(link) => _ = link.focus(),
        None => _ = focus(&row_id(first)),
    }
}

/// Keys on a link within a day: up and down among the links, Escape back to the day. Whether the key was one of them.
fn within(link: &Element, key: &str, day: NaiveDate) -> bool {
    let to = match key {
        "ArrowDown" | "ArrowRight" => link.next_element_sibling(),
        "ArrowUp" | "ArrowLeft" => link.previous_element_sibling(),
        "Escape" => {
            focus(&cell_id(day));
            return true;
        }
        _ => return false,
    };
    if let Some(to) = to {
        let _ = to.unchecked_into::<HtmlElement>().focus();
    }
    true
}

fn element_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn link_of(event: &Event) -> Option<Element> {
    element_of(event)?.closest("a").ok().flatten()
}

fn first_link(day: NaiveDate) -> Option<HtmlElement> {
    document().get_element_by_id(&cell_id(day))?.query_selector("a").ok().flatten().map(Element::unchecked_into)
}

fn has_room(day: NaiveDate) -> bool {
    first_link(day).is_some_and(|link| link.offset_width() > 0)
}

/// Whether there was something to focus.
fn focus(id: &str) -> bool {
    document().get_element_by_id(id).is_some_and(|element| element.unchecked_into::<HtmlElement>().focus().is_ok())
}

fn cell_id(day: NaiveDate) -> String {
    format!("day-{day}")
}

fn row_id(meeting: &str) -> String {
    format!("meeting-{}", crate::address::step(meeting))
}
