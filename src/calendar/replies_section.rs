//! Who takes part: my reply, the totals, and what I need for it.

use leptos::prelude::*;

use super::{
    meeting::Meeting,
    reply::{Reply, put, total, total_waiting},
};
use crate::{
    backend::{Backend, Op, Query, Sending, ask, fields, sending, use_backend},
    markup::{IntoMarkup, Markup, view},
    session::use_session,
    ui::{ProblemNotice, TextField, Waiting, loaded},
    words::calendar as words,
};

/// The replies to a meeting that is still to come.
pub fn replies_section(meeting: &Meeting) -> Markup {
    let backend = use_backend();
    let capabilities = backend.capabilities("replies");
    let me = use_session().me_now();
    let content = match me.filter(|_| capabilities.list && capabilities.create && capabilities.update) {
        None => view! { <p class="soft">{words::no_replies_here()}</p> },
        Some(me) => {
            let (id, places) = (meeting.id.clone(), meeting.places());
            let online = meeting.mode.as_deref() == Some("online");
            let of_meeting = id.clone();
            let asking = ask(move || {
                let query = Query::new().filter("meeting", Op::Eq, of_meeting.clone());
                async move { backend.all::<Reply>("replies", query).await }
            });
            let (person, name, convenor) = (me.person_id().to_owned(), me.name.clone(), me.is("convenor"));
            loaded(asking, Waiting::Rows, move |replies| {
                let replies = RwSignal::new((*replies).clone());
                let answering = Answering {
                    backend,
                    replies,
                    meeting: StoredValue::new(id.clone()),
                    person: StoredValue::new(person.clone()),
                    name: StoredValue::new(name.clone()),
                };
                view! {
                    {answers(answering)}
                    {totals(replies, places, online)}
                    {needs(answering)}
                    {convenor.then(|| needs_of_others(replies))}
                }
            })
        }
    };
    view! {
        <section class="stack" aria-labelledby="replies">
            <h2 id="replies">{words::replies()}</h2>
            {content}
        </section>
    }
}

/// One member's answering of one meeting.
#[derive(Clone, Copy)]
struct Answering {
    backend: Backend,
    replies: RwSignal<Vec<Reply>>,
    meeting: StoredValue<String>,
    person: StoredValue<String>,
    name: StoredValue<String>,
}

impl Answering {
    fn mine(self) -> Option<Reply> {
        self.person.with_value(|person| self.replies.with(|replies| replies.iter().find(|reply| reply.person == *person).cloned()))
    }

    /// Sends an answer, with a word about needs when there is one: the first creates a reply, others change it.
    fn send(self, sending: Sending, answer: String, needs: Option<String>, done: impl FnOnce() + 'static) {
        let backend = self.backend;
        let mine = untrack(|| self.mine());
        let (meeting, person, name) = (self.meeting.get_value(), self.person.get_value(), self.name.get_value());
        let change = async move {
            let mut changed = fields([("answer", answer.into())]);
            if let Some(needs) = needs {
                changed.insert("needs".into(), needs.into());
            }
            match mine {
                Some(mine) => backend.update::<Reply>("replies", &mine.id, changed, mine.seen).await,
                None => {
                    changed.extend(fields([("meeting", meeting.into()), ("person", person.into())]));
                    if backend.client().can_write("replies", "personName") {
                        changed.insert("personName".into(), name.into());
                    }
                    backend.create::<Reply>("replies", changed).await
                }
            }
        };
        sending.run(change, move |mut reply: Reply| {
            // A backend that answers with less than it knows must not make my own reply look like another's.
            self.person.with_value(|person| reply.person.clone_from(person));
            self.replies.update(|replies| put(replies, reply));
            done();
        });
    }
}

fn answers(answering: Answering) -> Markup {
    let sending = sending();
    let mine = Memo::new(move |_| answering.mine().map(|reply| (reply.answer.clone(), reply.waiting())));
    let buttons = words::ANSWER_ALL
        .iter()
        .map(|(code, text)| {
            let pressed = Memo::new(move |_| mine.with(|mine| mine.as_ref().is_some_and(|(answer, _)| answer == code)));
            let press = move |_| {
                if !pressed.get_untracked() {
                    answering.send(sending, (*code).to_owned(), None, || {});
                }
            };
            view! { <button type="button" class="chip" aria-pressed=move || pressed.get().to_string() on:click=press>{*text}</button> }
        })
        .collect_view();
    let said = move || {
        mine.with(|mine| {
            let (answer, waiting) = mine.as_ref()?;
            Some(match waiting {
                Some(position) => words::waiting_at(position),
                None => words::reply_kept(&words::answer(answer)?),
            })
        })
    };
    view! {
        <ProblemNotice sending/>
        <div class="answers" role="group" aria-label=words::your_answer() aria-busy=move || sending.busy().then_some("true")>
            {buttons}
        </div>
        <p class="small" role="status">{said}</p>
    }
}

/// An online meeting has its places online, every other in the room.
fn totals(replies: RwSignal<Vec<Reply>>, places: Option<usize>, online: bool) -> Markup {
    let line = move || {
        replies.with(|replies| {
            let of = |answer| total(replies, answer);
            let (in_person, remote) = (of("in_person"), of("remote"));
            let waiting = total_waiting(replies);
            let parts = [
                Some(match places {
                    Some(places) if !online => words::total_places(&in_person, &places),
                    _ => words::total_in_person(&in_person),
                }),
                (waiting > 0).then(|| words::total_waiting(waiting)),
                Some(match places {
                    Some(places) if online => words::total_places_remote(&remote, &places),
                    _ => words::total_remote(&remote),
                }),
                Some(words::total_maybe(of("maybe"))),
                Some(words::total_apologies(of("apologies"))),
            ];
            parts.into_iter().flatten().map(|part| view! { <span>{part}</span> }).collect_view()
        })
    };
    view! { <p class="meta">{line}</p> }
}

/// What a member needs, for the convenor's eyes; offered to those who come.
fn needs(answering: Answering) -> Markup {
    let sending = sending();
    let text = RwSignal::new(untrack(|| answering.mine()).and_then(|reply| reply.needs).unwrap_or_default());
    let sent = RwSignal::new(false);
    let comes = Memo::new(move |_| answering.mine().is_some_and(|reply| reply.answer != "apologies"));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let needs = text.get_untracked().trim().to_owned();
        let Some(mine) = untrack(|| answering.mine()) else { return };
        if needs.is_empty() && mine.needs.is_none() {
            sending.refuse(vec![("needs".to_owned(), words::needs_missing().to_owned())]);
            return;
        }
        sent.set(false);
        answering.send(sending, mine.answer, Some(needs), move || sent.set(true));
    };
    (move || {
        comes.get().then(|| {
            view! {
                <details class="fold">
                    <summary>{words::needs_fold()}</summary>
                    <form class="stack" on:submit=submit novalidate>
                        <ProblemNotice sending/>
                        <TextField sending name="needs" label=words::needs() hint=words::needs_hint() value=text rows=3 max=1000/>
                        <button class="button" data-quiet type="submit" aria-busy=move || sending.busy().then_some("true")>{words::needs_send()}</button>
                        <p class="small" role="status">{move || sent.get().then(words::needs_sent)}</p>
                    </form>
                </details>
            }
        })
    })
    .into_markup()
}

fn needs_of_others(replies: RwSignal<Vec<Reply>>) -> Markup {
    (move || {
        let told: Vec<Markup> = replies.with(|replies| {
            let told = replies.iter().filter_map(|reply| reply.needs.clone().filter(|needs| !needs.is_empty()).map(|needs| (reply, needs)));
            told.map(|(reply, needs)| {
                let name = reply.person_name.clone();
                view! { <li><strong><bdi>{name}</bdi></strong> " " <span dir="auto">{needs}</span></li> }
            })
            .collect()
        });
        (!told.is_empty()).then(|| view! { <h3>{words::needs_list()}</h3> <ul class="rows" role="list">{told}</ul> })
    })
    .into_markup()
}
