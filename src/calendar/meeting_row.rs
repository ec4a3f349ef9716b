//! A meeting in a list: date, both clocks, what it is, where, and what I answered.

use chrono::Datelike;

use super::{
    address,
    meeting::{Meeting, said},
    reply::Reply,
    times::{Viewer, by_its_clock, for_viewer},
};
use crate::{
    backend::Asking,
    markup::{IntoMarkup, Markup, view},
    ui::when,
    words::calendar as words,
};

/// One row. Its link carries the id `meeting-ID`, so that the month's grid can lead to it.
pub fn meeting_row(meeting: &Meeting, viewer: &Viewer, replies: Option<Asking<Vec<Reply>>>) -> Markup {
    let clock = viewer.clock_of(meeting);
    let (first, _) = meeting.days(clock);
    let today = viewer.today();
    let kind = words::kind(&meeting.kind).unwrap_or_else(words::meeting);
    let items = meeting.agenda_items().len();
    let own = for_viewer(meeting, clock, viewer.clock(), false).map(|text| view! { <li>{text}</li> });
    view! {
        <li
            class="day"
            data-today=meeting.touches(today, clock).then_some("")
            data-cancelled=meeting.is_cancelled().then_some("")
        >
            <time class="date" datetime=first.to_string()>
                <span>{when::weekday_short(first)}</span>
                <b>{first.day()}</b>
                <span>{when::month_short(first.month())}</span>
            </time>
            <div class="stack" data-gap="1">
                <ul class="times" role="list">
                    <li>{by_its_clock(meeting, clock, today.year())}</li>
                    {own}
                </ul>
                <h3><a href=address(&meeting.id) id=format!("meeting-{}", crate::address::step(&meeting.id))><bdi>{meeting.title.clone()}</bdi></a></h3>
                {cancelled(meeting)}
                <p class="meta">
                    <span class="badge">{kind}</span>
                    {meeting.is_draft().then(|| view! { <span class="badge" data-tone="warn">{words::draft()}</span> })}
                    {place(meeting).map(|place| view! { <bdi>{place}</bdi> })}
                    {(items > 0).then(|| view! { <span>{words::agenda_of(items)}</span> })}
                </p>
                {replies.map(|replies| my_answer(replies, meeting.id.clone()))}
            </div>
        </li>
    }
}

/// That a meeting was cancelled, and why.
pub fn cancelled(meeting: &Meeting) -> Option<Markup> {
    meeting.is_cancelled().then(|| {
        let reason = said(meeting.cancel_reason.as_ref()).unwrap_or_else(|| words::cancelled_text()).to_owned();
        view! {
            <p class="notice" data-tone="warn">
                <span><strong>{words::cancelled()} "."</strong> " " <bdi>{reason}</bdi></span>
            </p>
        }
    })
}

/// How and where people meet, in words.
#[must_use]
pub fn place(meeting: &Meeting) -> Option<String> {
    let mode = meeting.mode.as_deref().unwrap_or_default();
    match (said(meeting.venue.as_ref()), mode) {
        (Some(venue), "hybrid") => Some(words::hybrid_at(&venue)),
        (Some(venue), "in_person") => Some(words::at_venue(&venue)),
        (Some(venue), _) => Some(venue.to_owned()),
        (None, mode) => words::mode(mode).map(str::to_owned),
    }
}

fn my_answer(replies: Asking<Vec<Reply>>, meeting: String) -> Markup {
    (move || {
        let replies = replies.value()?;
        let mine = replies.iter().find(|reply| reply.meeting == meeting)?;
        let answer = words::answer(&mine.answer)?;
        let waiting = mine.waiting().map(|position| words::waiting_at(&position));
        Some(view! { <p class="small soft">{words::your_reply(&answer)} " " {waiting}</p> })
    })
    .into_markup()
}
