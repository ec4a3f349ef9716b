//! Raising an alert, or adding an update to one: fields in the order people think, and a last look before it is sent.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{
    Alert,
    alert_page::notice,
    feed::use_feed,
    raise_fields::{asks, more, status, what, who},
    raise_form::Form,
    wording::zone,
};
use crate::{
    backend::{ask, sending, use_backend},
    markup::{Markup, view},
    site::use_site,
    ui::{ProblemNotice, Waiting, dialog, empty, heading, loaded, tlp_label},
    words::alerts as words,
};

/// The page at `/alerts/new`; `?updates=<id>` prefills it with the alert that is to be replaced.
pub fn new_alert_page() -> Markup {
    let backend = use_backend();
    let updates =
        use_query_map().with_untracked(|query| query.get("updates")).filter(|id| !id.is_empty()).map(|id| crate::address::id(&id));
    let title = if updates.is_some() { words::title_update } else { words::title_new };
    let body = if !backend.capabilities("alerts").create {
        let back = view! { <a class="button" data-quiet href="/alerts">{words::all_alerts()}</a> };
        empty("bell", words::not_offered(), words::not_offered_text(), back)
    } else if let Some(id) = updates {
        let asking = ask(move || {
            let id = id.clone();
            async move { backend.read::<Alert>("alerts", &id).await }
        });
        loaded(asking, Waiting::Page, |alert: Rc<Alert>| form(Some(alert.as_ref().clone())))
    } else {
        form(None)
    };
    view! { <div class="page stack">{heading(title)} {body}</div> }
}

fn form(updates: Option<Alert>) -> Markup {
    let backend = use_backend();
    let feed = use_feed();
    let navigate = use_navigate();
    let demo = use_site().with_value(|site| site.demo);
    let zone = StoredValue::new(zone());
    let sending = sending();
    let form = Form::begin(updates.as_ref(), demo);
    let replaces = updates.as_ref().map(|alert| notice("history", "info", words::form_updates(&alert.headline)));
    let red = backend.client().can_write("alerts", "addresses") || updates.as_ref().is_some_and(|alert| alert.tlp == "TLP:RED");
    let is_update = updates.is_some();
    let updates = StoredValue::new(updates);
    let confirming = RwSignal::new(false);

    let check = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wrong = zone.with_value(|zone| form.draft().wrong(zone, is_update));
        if wrong.is_empty() {
            sending.clear();
            confirming.set(true);
        } else {
            sending.refuse(wrong);
        }
    };
    let send = Callback::new(move |()| {
        confirming.set(false);
        let message = zone.with_value(|zone| updates.with_value(|alert| form.draft().message(zone, alert.as_ref())));
        let message = message.into_iter().filter(|(name, _)| backend.client().can_write("alerts", name)).collect();
        let navigate = navigate.clone();
        sending.run(async move { backend.create::<Alert>("alerts", message).await }, move |alert| {
            let address = format!("/alerts/{}", crate::address::step(&alert.id));
            feed.put(alert);
            feed.show_newer();
            navigate(&address, NavigateOptions::default());
        });
    });
    view! {
        {replaces}
        <form class="stack raise" data-gap="6" on:submit=check novalidate>
            <ProblemNotice sending/>
            {what(sending, form, is_update)}
            {asks(sending, form, &zone.get_value())}
            {more(sending, form, &zone.get_value())}
            {who(sending, form, red)}
            {status(sending, form, demo)}
            <p class="cluster">
                <button class="button" type="submit" aria-busy=move || sending.busy().then_some("true")>{words::form_send()}</button>
                <a class="button" data-quiet href="/alerts">{words::cancel()}</a>
            </p>
        </form>
        {dialog(words::confirm_title(), confirming, move || last_look(form, confirming, send))}
    }
}

/// The last look before it is sent: who will see it, in words.
fn last_look(form: Form, confirming: RwSignal<bool>, send: Callback<()>) -> Markup {
    let draft = form.draft();
    let real = match draft.status.as_str() {
        "Exercise" => words::confirm_exercise(),
        "Test" => words::confirm_test(),
        _ => words::confirm_actual(),
    };
    let people =
        form.people.with_untracked(|people| people.iter().map(|(_, name)| view! { <li><bdi>{name.clone()}</bdi></li> }).collect_view());
    let people = (draft.tlp == "TLP:RED").then(|| view! { <ul>{people}</ul> });
    view! {
        <p><strong><bdi>{draft.headline.clone()}</bdi></strong></p>
        <p>{tlp_label(&draft.tlp)} " " {words::tlp_seen_by(&draft.tlp)}</p>
        {people}
        <p>{real} " " {words::confirm_final()}</p>
        <div class="cluster">
            <button type="button" class="button" on:click=move |_| send.run(())>{words::send()}</button>
            <button type="button" class="button" data-quiet on:click=move |_| confirming.set(false)>{words::back()}</button>
        </div>
    }
}
