//! A month: its grid, and under it the same meetings as a list.

use std::fmt::Display;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    agenda_list::{Kept, nothing, rows},
    choice::Choice,
    meeting::Meeting,
    month::Month,
    month_grid::month_grid,
    reply::Reply,
    times::Viewer,
};
use crate::{
    backend::Asking,
    markup::{Markup, view},
    ui::icon,
    words::calendar as words,
};

/// What grid and list share.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Every meeting.
    pub meetings: Kept,
    /// What the address asks for.
    pub choice: Memo<Choice>,
    /// The month that is shown.
    pub month: Memo<Month>,
    /// The clocks that the viewer goes by.
    pub viewer: StoredValue<Viewer>,
    /// The present day.
    pub today: NaiveDate,
    /// Shows another month; true puts its address in the place of this one.
    pub go: Callback<(Month, bool)>,
}

/// A meeting with the first and the last day that it touches.
pub type Placed<'a> = (NaiveDate, NaiveDate, &'a Meeting);

impl Shown {
    /// Hands the meetings that touch the month to a drawing. Tracks.
    pub fn draw<Drawn>(self, drawing: impl FnOnce(&[Placed], &Viewer) -> Drawn) -> Drawn {
        let (choice, month) = (self.choice.get(), self.month.get());
        let (from, to) = (month.first(), month.last());
        self.viewer.with_value(|viewer| {
            self.meetings.with_value(|meetings| {
                let placed: Vec<Placed> = meetings
                    .iter()
                    .filter(|meeting| choice.shows(&meeting.kind))
                    .map(|meeting| {
                        let (first, last) = meeting.days(viewer.clock_of(meeting));
                        (first, last, meeting)
                    })
                    .filter(|(first, last, _)| *first <= to && *last >= from)
                    .collect();
                drawing(&placed, viewer)
            })
        })
    }
}

/// The month that the address asks for, or the present one.
pub fn month_view(meetings: Kept, choice: Memo<Choice>, viewer: StoredValue<Viewer>, replies: Option<Asking<Vec<Reply>>>) -> Markup {
    let today = viewer.with_value(Viewer::today);
    let month = Memo::new(move |_| choice.with(|choice| choice.month).unwrap_or_else(|| Month::of(today)));
    let navigate = use_navigate();
    let go = Callback::new(move |(month, replace): (Month, bool)| {
        let month = (month != Month::of(today)).then_some(month);
        let address = Choice { month, ..choice.get_untracked() }.address();
        navigate(&address, NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
    });
    let shown = Shown { meetings, choice, month, viewer, today, go };
    let step = move |to: fn(Month) -> Month, label: fn(&dyn Display) -> String, picture: &'static str| {
        let press = move |_| go.run((to(month.get_untracked()), false));
        view! {
            <button type="button" class="button" data-quiet aria-label=move || label(&to(month.get()).name()) on:click=press>
                {icon(picture)}
            </button>
        }
    };
    let list = move || {
        shown.draw(|placed, viewer| {
            let meetings: Vec<&Meeting> = placed.iter().map(|(.., meeting)| *meeting).collect();
            if meetings.is_empty() { nothing(&choice.get_untracked()) } else { rows(&meetings, viewer, replies) }
        })
    };
    view! {
        <div class="cluster between">
            <h2 id="month" aria-live="polite">{move || month.get().name()}</h2>
            <div class="cluster" data-gap="2">
                {move || (month.get() != Month::of(today)).then(|| {
                    view! { <button type="button" class="button" data-quiet on:click=move |_| go.run((Month::of(today), false))>{words::this_month()}</button> }
                })}
                {step(Month::previous, words::previous_month, "chevron-left")}
                {step(Month::next, words::next_month, "chevron-right")}
            </div>
        </div>
        {month_grid(shown)}
        <section class="stack">
            <h2>{move || words::meetings_in(&month.get().name())}</h2>
            {list}
        </section>
    }
}
