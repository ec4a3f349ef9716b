//! One meeting.

use std::rc::Rc;

use chrono::{Datelike, TimeDelta};

use super::{
    SEEN,
    add_to_calendar::add_to_calendar,
    meeting::{Meeting, said},
    meeting_row::{cancelled, place},
    replies_section::replies_section,
    times::{Viewer, by_its_clock, duration, for_viewer, full_dates, lasts, moved},
    viewer,
};
use crate::{
    backend::{ask_kept, use_backend},
    markup::{Markup, view},
    ui::{Folded, Waiting, heading, loaded, markdown, tlp_label, when},
    words::calendar as words,
};

/// The page at `/calendar/{id}`.
pub fn meeting_page(id: String) -> Markup {
    let backend = use_backend();
    let viewer = viewer();
    // The list knows its title already.
    let known = backend.kept::<Vec<Meeting>>(SEEN).and_then(|seen| Some(seen.iter().find(|meeting| meeting.id == id)?.title.clone()));
    let known = known.unwrap_or_else(|| words::meeting().to_owned());
    let asking = ask_kept(format!("calendar/{id}"), move || {
        let id = id.clone();
        async move { backend.read::<Meeting>("meetings", &id).await }
    });
    view! {
        <div class="page stack">
            {heading(move || asking.value().map_or_else(|| known.clone(), |meeting| meeting.title.clone()))}
            {loaded(asking, Waiting::Page, move |meeting: Rc<Meeting>| parts(&meeting, &viewer))}
        </div>
    }
}

fn parts(meeting: &Meeting, viewer: &Viewer) -> Markup {
    let clock = viewer.clock_of(meeting);
    let over = meeting.is_over(viewer.now, clock);
    let kind = words::kind(&meeting.kind).unwrap_or_else(words::meeting);
    let own = for_viewer(meeting, clock, viewer.clock(), true).map(|text| view! { <li>{text}</li> });
    let changes = !meeting.all_day && meeting.is_on_a_change_day(clock);
    let text = |text: &Option<String>| said(text.as_ref()).map(|text| view! { <p class="prose" dir="auto">{text.to_owned()}</p> });
    view! {
        <p class="meta">
            <span class="badge">{kind}</span>
            {meeting.is_draft().then(|| view! { <span class="badge" data-tone="warn">{words::draft()}</span> })}
            {said(meeting.series.as_ref()).map(|_| view! { <span>{words::in_series()}</span> })}
            {said(meeting.reference.as_ref()).map(|reference| view! { <span>{reference.to_owned()}</span> })}
        </p>
        {cancelled(meeting)}
        <div class="stack" data-gap="1">
            <p class="lead"><strong>{full_dates(meeting, clock)}</strong></p>
            <ul class="times" role="list">
                <li>{by_its_clock(meeting, clock, viewer.today().year())}</li>
                {own}
            </ul>
            <p class="small soft">
                {lasts(meeting, clock)}
                {changes.then(|| view! { " " {words::clocks_change(&when::zone_city(clock.zone))} })}
            </p>
            {moved(meeting, clock).map(|text| view! { <p class="small">{text}</p> })}
        </div>
        {add_to_calendar(meeting, viewer)}
        <div class="split">
            <div class="stack">
                {said(meeting.theme.as_ref()).map(|theme| view! { <p class="lead" dir="auto">{theme.to_owned()}</p> })}
                {text(&meeting.purpose)}
                {said(meeting.from_alert.as_ref()).map(|alert| view! { <p><a href=format!("/alerts/{}", crate::address::step(alert))>{words::from_alert()}</a></p> })}
                {(!over && !meeting.is_cancelled()).then(|| replies_section(meeting))}
                <h2>{words::agenda()}</h2>
                {agenda(meeting, viewer)}
                {(over && !meeting.is_cancelled()).then(|| minutes(meeting))}
            </div>
            <aside class="card stack" aria-label=words::where_and_who()>{facts(meeting, over)}</aside>
        </div>
    }
}

fn facts(meeting: &Meeting, over: bool) -> Markup {
    let fact = |name: &'static str, text: Option<String>| text.map(|text| view! { <dt>{name}</dt> <dd><bdi>{text}</bdi></dd> });
    let address = said(meeting.join_url.as_ref()).filter(|address| address.starts_with("https://") && !over && !meeting.is_cancelled());
    let join = address.map(|address| {
        view! {
            <dt>{words::join()}</dt>
            <dd>
                <a href=address.to_owned() rel="noopener noreferrer">{words::join_now()}</a>
                <br/>
                <span class="small soft">{words::join_members()}</span>
            </dd>
        }
    });
    let sharing = said(meeting.sharing.as_ref()).map(|label| {
        view! {
            <dt>{words::sharing()}</dt>
            <dd>
                {tlp_label(label)}
                {words::sharing_meaning(label).map(|meaning| view! { <br/> <span class="small">{meaning}</span> })}
            </dd>
        }
    });
    let rule =
        meeting.chatham_house.then(|| view! { <dt>{words::chatham_house_name()}</dt> <dd class="small">{words::chatham_house()}</dd> });
    let owned = |text: &Option<String>| said(text.as_ref()).map(str::to_owned);
    let shown: Vec<Markup> = [
        fact(words::place(), place(meeting)),
        join,
        sharing,
        rule,
        fact(words::chair(), owned(&meeting.chair)),
        fact(words::note_taker(), owned(&meeting.note_taker)),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! { <dl class="facts">{shown}</dl> }
}

/// The agenda, each item with its length and, where all of it fits, the time it begins.
fn agenda(meeting: &Meeting, viewer: &Viewer) -> Markup {
    let items = meeting.agenda_items();
    if items.is_empty() {
        return view! { <p class="soft">{words::no_agenda()}</p> };
    }
    let clock = viewer.clock_of(meeting);
    let planned: i64 = items.iter().filter_map(|item| item.minutes).sum();
    let (first, last) = meeting.days(clock);
    let timed = !meeting.all_day && (first == last || meeting.real_minutes() < 24 * 60) && planned <= meeting.real_minutes();
    let mut passed = 0;
    let rows: Vec<Markup> = items
        .into_iter()
        .map(|item| {
            let begins = timed.then(|| when::clock_time(clock.wall(meeting.begins() + TimeDelta::minutes(passed))));
            passed += item.minutes.unwrap_or_default();
            view! {
                <li class="agenda-item">
                    {begins.map(|time| view! { <span class="soft small">{time}</span> })}
                    <bdi>{item.title}</bdi>
                    {item.minutes.map(|minutes| view! { <span class="soft small">{duration(minutes)}</span> })}
                </li>
            }
        })
        .collect();
    view! { <ol class="rows" data-gap="2" role="list">{rows}</ol> }
}

fn minutes(meeting: &Meeting) -> Markup {
    let text = match said(meeting.minutes.as_ref()) {
        Some(text) => view! { <div class="prose">{markdown(text, Folded::Once)}</div> },
        None => view! { <p class="soft">{words::no_minutes()}</p> },
    };
    view! { <h2>{words::minutes()}</h2> {text} }
}
