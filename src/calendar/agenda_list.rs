//! The agenda: meetings in order of time, by month; what is past stands apart, latest first.

use std::rc::Rc;

use leptos::prelude::*;

use super::{choice::Choice, meeting::Meeting, meeting_row::meeting_row, month::Month, reply::Reply, times::Viewer};
use crate::{
    backend::Asking,
    markup::{IntoMarkup, Markup, view},
    ui::empty,
    words::calendar as words,
};

/// Meetings as they came, kept where views can reach them.
pub type Kept = StoredValue<Rc<Vec<Meeting>>, LocalStorage>;

/// The agenda of what the address asks for.
pub fn agenda_list(meetings: Kept, choice: Memo<Choice>, viewer: StoredValue<Viewer>, replies: Option<Asking<Vec<Reply>>>) -> Markup {
    let other = move || {
        choice.with(|choice| {
            let past = !choice.past;
            let address = Choice { past, ..choice.clone() }.address();
            let text = if past { words::past_meetings() } else { words::upcoming_meetings() };
            view! { <p><a href=address>{text}</a></p> }
        })
    };
    let list = move || {
        let choice = choice.get();
        viewer.with_value(|viewer| {
            meetings.with_value(|meetings| {
                let fits = |meeting: &&Meeting| {
                    choice.shows(&meeting.kind) && choice.past != meeting.is_upcoming(viewer.now, viewer.clock_of(meeting))
                };
                let mut shown: Vec<&Meeting> = meetings.iter().filter(fits).collect();
                if choice.past {
                    shown.reverse();
                }
                if shown.is_empty() {
                    return nothing(&choice);
                }
                let by_month = |a: &&Meeting, b: &&Meeting| month_of(a, viewer) == month_of(b, viewer);
                let months: Vec<Markup> = shown
                    .chunk_by(by_month)
                    .map(|meetings| {
                        let name = meetings.first().map(|first| month_of(first, viewer).name());
                        view! {
                            <section class="stack">
                                <h2>{name}</h2>
                                {rows(meetings, viewer, replies)}
                            </section>
                        }
                    })
                    .collect();
                months.into_markup()
            })
        })
    };
    view! { {list} {other} }
}

/// Meetings, one under the other.
pub fn rows(meetings: &[&Meeting], viewer: &Viewer, replies: Option<Asking<Vec<Reply>>>) -> Markup {
    let rows: Vec<Markup> = meetings.iter().map(|meeting| meeting_row(meeting, viewer, replies)).collect();
    view! { <ul role="list">{rows}</ul> }
}

/// The picture of a period without meetings.
pub fn nothing(choice: &Choice) -> Markup {
    let text = if choice.kinds.is_empty() { words::nothing_text() } else { words::nothing_kinds() };
    empty("calendar", words::nothing(), text, ().into_markup())
}

fn month_of(meeting: &Meeting, viewer: &Viewer) -> Month {
    Month::of(meeting.days(viewer.clock_of(meeting)).0)
}
