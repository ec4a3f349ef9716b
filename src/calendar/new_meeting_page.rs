//! Calling a meeting.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{Callable, address, callable, calling::Calling, meeting::Meeting, viewer, zone::Clock};
use crate::{
    backend::{now, sending, use_backend},
    markup::{IntoMarkup, Markup, view},
    ui::{ChoiceField, ProblemNotice, SelectField, TextField, empty, heading, when},
    words::calendar as words,
};

/// The page at `/calendar/new`: the convenor calls a meeting of any kind, a member an urgent one.
pub fn new_meeting_page() -> Markup {
    let content = match callable() {
        Some(callable) => form(callable),
        None => empty("calendar", words::new_none(), words::new_none_text(), ().into_markup()),
    };
    view! { <div class="page stack">{heading(words::call_meeting)} {content}</div> }
}

fn form(callable: Callable) -> Markup {
    let backend = use_backend();
    let navigate = use_navigate();
    let sending = sending();
    let zone = StoredValue::new(viewer().site_zone);
    let text = || RwSignal::new(String::new());
    let (title, date, start, end, which) = (text(), text(), text(), text(), text());
    let (venue, join_url, purpose, sharing) = (text(), text(), text(), text());
    let kind = RwSignal::new("urgent".to_owned());
    let mode = RwSignal::new("online".to_owned());
    let typed = move || {
        let value = |signal: RwSignal<String>| signal.with(|text| text.trim().to_owned());
        Calling {
            title: value(title),
            kind: value(kind),
            date: value(date),
            start: value(start),
            end: value(end),
            which: value(which),
            mode: value(mode),
            venue: value(venue),
            join_url: value(join_url),
            purpose: value(purpose),
            sharing: value(sharing),
        }
    };
    let twice = Memo::new(move |_| {
        let calling = Calling { date: date.get(), start: start.get(), ..Calling::default() };
        zone.with_value(|zone| calling.starts_twice(Clock { zone, walls: when::wall }))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let calling = untrack(typed);
        let navigate = navigate.clone();
        match zone.with_value(|zone| calling.judged(Clock { zone, walls: when::wall }, now())) {
            Err(wrong) => sending.refuse(wrong),
            Ok(mut fields) => {
                // What a backend has no place for was not asked, or follows from the rest.
                let client = backend.client();
                fields.retain(|name, _| client.can_write("meetings", name));
                let change = async move { backend.create::<Meeting>("meetings", fields).await };
                sending.run(change, move |meeting| {
                    navigate(&address(&meeting.id), NavigateOptions { replace: true, ..NavigateOptions::default() });
                });
            }
        }
    };
    let coded = |table: &[(&str, &str)]| table.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect::<Vec<_>>();
    let kinds = match callable {
        Callable::Any => {
            view! { <SelectField sending name="kind" label=words::kind_label() value=kind options=coded(words::KIND_ALL)/> }
        }
        Callable::Urgent => view! { <p>{words::new_urgent()}</p> },
    };
    let labels: Vec<_> = words::SHARING_MEANING_ALL
        .iter()
        .map(|(label, meaning)| ((*label).to_owned(), (*label).to_owned(), Some((*meaning).to_owned())))
        .collect();
    let which_one = move || {
        twice.get().then(|| {
            let options = vec![
                ("first".to_owned(), words::new_first().to_owned(), None),
                ("second".to_owned(), words::new_second().to_owned(), None),
            ];
            view! { <ChoiceField sending name="which" legend=words::new_which() value=which options/> }
        })
    };
    let asks = move |field: &str| backend.client().can_write("meetings", field);
    let (asks_venue, asks_join) = (asks("venue"), asks("joinUrl"));
    let in_person = Memo::new(move |_| asks_venue && mode.with(|mode| mode != "online"));
    let online = Memo::new(move |_| asks_join && mode.with(|mode| mode != "in_person"));
    view! {
        <form class="card stack prose" on:submit=submit novalidate>
            <ProblemNotice sending/>
            {kinds}
            <TextField sending name="title" label=words::new_title() hint=words::new_title_hint() value=title max=200/>
            <TextField sending name="startDate" label=words::new_date() value=date kind="date"/>
            <TextField sending name="startLocal" label=words::new_start() value=start kind="time"/>
            {which_one}
            <TextField sending name="endLocal" label=words::new_end() value=end kind="time"/>
            <p class="small soft">{zone.with_value(|zone| words::new_zone(&when::zone_city(zone)))}</p>
            {asks("mode").then(|| view! { <SelectField sending name="mode" label=words::new_mode() value=mode options=coded(words::MODE_ALL)/> })}
            {move || in_person.get().then(|| view! { <TextField sending name="venue" label=words::new_venue() value=venue max=300/> })}
            {move || online.get().then(|| {
                view! { <TextField sending name="joinUrl" label=words::new_join() hint=words::new_join_hint() value=join_url kind="url"/> }
            })}
            {asks("purpose").then(|| view! {
                <TextField sending name="purpose" label=words::new_purpose() hint=words::new_purpose_hint() value=purpose rows=4 max=5000/>
            })}
            <ChoiceField sending name="sharing" legend=words::new_sharing() value=sharing options=labels/>
            <button class="button" type="submit" aria-busy=move || sending.busy().then_some("true")>{words::new_call()}</button>
        </form>
    }
}
