//! What members are asked to do, and what organisations answer. No person's answer is shown, only their organisation's.

use std::rc::Rc;

use leptos::prelude::*;

use super::{
    Alert, Ask,
    answer::{Answer, tallies},
    feed::Feed,
    wording::{moment, named, time_left},
};
use crate::{
    backend::{Asking, Op, Query, Sending, ask, fields, now, sending},
    markup::{IntoMarkup, Markup, view},
    ui::ProblemNotice,
    words::alerts as words,
};

/// The asks of an alert; nothing where nothing is asked.
pub fn asks(feed: Feed, alert: &Alert) -> Option<Markup> {
    if alert.asks.is_empty() {
        return None;
    }
    let (backend, session) = feed.parties();
    let shown = backend.capabilities("answers").list;
    let id = alert.id.clone();
    let answers = shown.then(|| {
        let id = id.clone();
        ask(move || {
            let query = Query::new().filter("alert", Op::Eq, id.clone());
            async move { backend.all::<Answer>("answers", query).await }
        })
    });
    // Signed in without an organisation: there is nobody to answer for.
    let nobody = session.me_now().is_some_and(|me| me.organisation.is_none()).then(words::no_organisation);
    let open = alert.is_current();
    let sections = alert.asks.iter().enumerate().map(|(at, one)| section(feed, &id, at, one.clone(), answers, open)).collect_view();
    Some(view! {
        <section class="stack" aria-labelledby="alert-asks">
            <h2 id="alert-asks">{words::asks_title()}</h2>
            {sections}
            {(!shown).then(|| view! { <p class="small soft">{words::answers_not_shown()}</p> })}
            {nobody.map(|text| view! { <p class="small soft">{text}</p> })}
        </section>
    })
}

fn section(feed: Feed, alert: &str, at: usize, asked: Ask, answers: Option<Asking<Vec<Answer>>>, open: bool) -> Markup {
    let by = match asked.deadline {
        Some(deadline) => words::ask_by(&moment(deadline), &time_left(deadline, now())),
        None => words::no_deadline().to_owned(),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let effort = asked.effort_minutes.filter(|minutes| *minutes > 0.0).map(|minutes| words::effort(minutes.round() as usize));
    let id = asked.id.clone();
    let title = format!("ask-{at}");
    view! {
        <section class="ask stack" aria-labelledby=title.clone()>
            <h3 id=title.clone() dir="auto">{asked.text.clone()}</h3>
            <p class="meta"><span>{by}</span> {effort.map(|effort| view! { <span>{effort}</span> })}</p>
            {answers.map(|answers| totals(answers, id))}
            {open.then(|| own_answer(feed, alert.to_owned(), at, asked.id, answers))}
        </section>
    }
}

/// Each answer with its number and who gave it.
fn totals(answers: Asking<Vec<Answer>>, ask: String) -> Markup {
    (move || {
        let answers = answers.value()?;
        let tallies = tallies(&answers, &ask);
        if tallies.is_empty() {
            return Some(view! { <p class="small soft">{words::no_answers()}</p> });
        }
        let rows = tallies
            .into_iter()
            .map(|tally| {
                let total = words::answer_total(&named(words::answers, tally.answer), &tally.from.len());
                let from = tally.from.into_iter().map(given).collect_view();
                view! { <dt>{total}</dt> <dd><ul role="list">{from}</ul></dd> }
            })
            .collect_view();
        Some(view! { <dl class="facts">{rows}</dl> })
    })
    .into_markup()
}

fn given(answer: Answer) -> Markup {
    let note = answer.note.filter(|note| !note.is_empty());
    view! {
        <li>
            <bdi>{answer.organisation_name.unwrap_or_default()}</bdi>
            {note.map(|note| view! { <span class="soft">": " <bdi>{note}</bdi></span> })}
        </li>
    }
}

/// The buttons with which my organisation answers, where it may.
fn own_answer(feed: Feed, alert: String, at: usize, ask: String, answers: Option<Asking<Vec<Answer>>>) -> Option<Markup> {
    let (backend, session) = feed.parties();
    let me = session.me_now()?;
    let organisation = me.organisation.clone()?;
    let answers = answers.filter(|_| backend.capabilities("answers").create)?;
    let legend = match &me.organisation_name {
        Some(name) => words::your_answer_for(name),
        None => words::your_answer().to_owned(),
    };
    let sending = sending();
    let note = RwSignal::new(String::new());
    let mine = {
        let (ask, organisation) = (ask.clone(), organisation.clone());
        move || -> Option<Answer> {
            let answers: Rc<Vec<Answer>> = answers.value()?;
            answers.iter().find(|answer| answer.ask == ask && answer.organisation == organisation).cloned()
        }
    };
    let held = Memo::new(move |_| mine());
    let given = StoredValue::new((alert, ask, organisation));
    let send = Callback::new(move |code: String| {
        let (alert, ask, organisation) = given.get_value();
        // What was noted before stays unless something else is typed.
        let before = held.get_untracked();
        let typed = note.get_untracked().trim().to_owned();
        let noted = if typed.is_empty() { before.as_ref().and_then(|answer| answer.note.clone()).unwrap_or_default() } else { typed };
        let done = move |_: Answer| {
            note.set(String::new());
            answers.again();
            given.with_value(|(alert, ask, _)| feed.answered(alert, ask));
        };
        let change = async move {
            match before {
                Some(before) => {
                    let change = fields([("answer", code.into()), ("note", noted.into())]);
                    backend.update("answers", &before.id, change, before.seen).await
                }
                None => {
                    let mut answer = fields([
                        ("alert", alert.into()),
                        ("ask", ask.into()),
                        ("organisation", organisation.into()),
                        ("answer", code.into()),
                    ]);
                    if !noted.is_empty() {
                        answer.insert("note".into(), noted.into());
                    }
                    backend.create("answers", answer).await
                }
            }
        };
        sending.run(change, done);
    });
    Some(answer_buttons(at, legend, sending, note, held, send))
}

fn answer_buttons(
    at: usize,
    legend: String,
    sending: Sending,
    note: RwSignal<String>,
    held: Memo<Option<Answer>>,
    send: Callback<String>,
) -> Markup {
    let buttons = words::ANSWERS_ALL
        .iter()
        .map(|(code, text)| {
            let pressed = Memo::new(move |_| held.with(|held| held.as_ref().is_some_and(|held| held.answer == *code)));
            view! {
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || if pressed.get() { "true" } else { "false" }
                    aria-disabled=move || sending.busy().then_some("true")
                    on:click=move |_| send.run((*code).to_owned())
                >
                    {*text}
                </button>
            }
        })
        .collect_view();
    let id = format!("ask-note-{at}");
    let save = move || {
        let answer = held.with(|held| held.as_ref().map(|held| held.answer.clone()))?;
        note.with(|note| !note.trim().is_empty()).then(|| {
            view! {
                <button type="button" class="button" data-quiet on:click=move |_| send.run(answer.clone())>{words::save_note()}</button>
            }
        })
    };
    let saved = move || held.with(|held| held.as_ref().map(|held| words::answer_saved(&named(words::answers, &held.answer))));
    view! {
        <div class="stack" data-gap="2">
            <p class="small"><bdi>{legend.clone()}</bdi></p>
            <ProblemNotice sending/>
            <div class="answers" role="group" aria-label=legend>{buttons}</div>
            <div class="field">
                <label for=id.clone()>{words::answer_note()}</label>
                <input id=id dir="auto" maxlength="2000" prop:value=note on:input=move |event| note.set(event_target_value(&event))/>
            </div>
            {save}
            <p class="small soft" role="status">{saved}</p>
        </div>
    }
}
