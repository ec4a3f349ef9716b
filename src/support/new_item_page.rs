//! Asking for help, or offering it.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use serde_json::Value;

use super::Item;
use crate::{
    backend::{fields, sending, use_backend},
    markup::{Markup, view},
    session::use_session,
    ui::{ChoiceField, ProblemNotice, SelectField, TextField, heading, when},
    words::support as words,
};

/// The page at `/support/new`; `?kind=offer` begins as an offer.
pub fn new_item_page() -> Markup {
    let (backend, session) = (use_backend(), use_session());
    let navigate = use_navigate();
    let asked = use_query_map().with_untracked(|query| query.get("kind")).filter(|kind| kind == "offer");
    let kind = RwSignal::new(asked.unwrap_or_else(|| "request".to_owned()));
    let text = || RwSignal::new(String::new());
    let (topic, title, body, until) = (text(), text(), text(), text());
    let anonymous = RwSignal::new(false);
    let sending = sending();

    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let value = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let (topic, title, body, until) = (value(topic), value(title), value(body), value(until));
        let mut wrong = Vec::new();
        let mut want = |missing: bool, field: &str, text: &str| {
            if missing {
                wrong.push((field.to_owned(), text.to_owned()));
            }
        };
        want(topic.is_empty(), "topic", words::topic_missing());
        want(title.is_empty(), "title", words::title_missing());
        want(body.is_empty(), "body", words::body_missing());
        want(!until.is_empty() && when::date(&until).is_none(), "until", words::until_wrong());
        if !wrong.is_empty() {
            sending.refuse(wrong);
            return;
        }
        let mut item = fields([
            ("kind", kind.get_untracked().into()),
            ("topic", topic.into()),
            ("title", title.into()),
            ("body", body.into()),
            ("anonymous", anonymous.get_untracked().into()),
            ("status", "open".into()),
        ]);
        if !until.is_empty() {
            item.insert("until".into(), Value::String(until));
        }
        // Where the backend names the author itself nothing is sent; and who stays unnamed is never written down by us.
        if let Some(me) = session.me_now().filter(|_| !anonymous.get_untracked() && backend.client().can_write("supportItems", "author")) {
            item.insert("author".into(), me.person_id().into());
        }
        let navigate = navigate.clone();
        sending.run(async move { backend.create::<Item>("supportItems", item).await }, move |item| {
            navigate(&format!("/support/{}", crate::address::step(&item.id)), NavigateOptions::default())
        });
    };

    let coded = |table: &[(&str, &str)]| table.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect::<Vec<_>>();
    let mut topics = vec![(String::new(), words::choose_topic().to_owned())];
    topics.extend(coded(words::TOPICS_ALL));
    let kinds = vec![("request".to_owned(), words::i_need().to_owned(), None), ("offer".to_owned(), words::i_offer().to_owned(), None)];
    view! {
        <div class="page stack">
            {heading(words::new_title)}
            <form class="stack prose" on:submit=submit novalidate>
                <ProblemNotice sending/>
                <ChoiceField sending name="kind" legend=words::kind_legend() value=kind options=kinds/>
                <SelectField sending name="topic" label=words::topic_label() value=topic options=topics/>
                <TextField sending name="title" label=words::title_label() value=title max=120/>
                <TextField sending name="body" label=words::body_label() hint=words::body_hint() value=body rows=6 max=2000/>
                <TextField sending name="until" label=words::until_label() hint=words::until_hint() value=until kind="date"/>
                <label class="choice">
                    <input type="checkbox" prop:checked=anonymous on:change=move |event| anonymous.set(event_target_checked(&event))/>
                    <span class="stack">
                        <span>{words::anonymous_label()}</span>
                        <span class="small soft">{words::anonymous_help()}</span>
                    </span>
                </label>
                <div class="cluster">
                    <button class="button" type="submit" aria-busy=move || sending.busy().then_some("true")>{words::publish()}</button>
                    <a class="button" data-quiet href="/support">{words::cancel()}</a>
                </div>
            </form>
        </div>
    }
}
