//! The fields with which an alert is raised, in the order people think.

use leptos::prelude::*;

use super::{
    draft::{ASKS, ELSEWHERE},
    named_people::named_people,
    raise_form::Form,
    wording::{choices, options},
};
use crate::{
    backend::Sending,
    markup::{Markup, view},
    ui::{ChoiceField, SelectField, TextField, checks_field, when::zone_city},
    words::{alerts as words, countries},
};

/// What it is, where, how serious, how soon and how sure.
pub fn what(sending: Sending, form: Form, is_update: bool) -> Markup {
    let mut kinds = choices(words::KINDS_ALL, words::kind_help);
    kinds.retain(|(code, ..)| is_update || code != "update");
    let mut places = vec![(String::new(), words::form_country_none().to_owned())];
    places.extend(options(countries::NAMES_ALL));
    places.push((ELSEWHERE.to_owned(), words::form_country_other().to_owned()));
    view! {
        <ChoiceField sending name="kind" legend=words::form_kind() value=form.kind options=kinds/>
        <TextField sending name="headline" label=words::form_headline() hint=words::form_headline_hint() value=form.headline max=300/>
        <TextField
            sending
            name="description"
            label=words::form_description()
            hint=words::form_description_hint()
            value=form.description
            rows=6
            max=20000
        />
        <fieldset class="stack" data-gap="3">
            <legend><strong>{words::form_where()}</strong></legend>
            <SelectField sending name="country" label=words::form_country() value=form.country options=places/>
            <TextField sending name="areaDesc" label=words::form_area() hint=words::form_area_hint() value=form.area max=500/>
        </fieldset>
        <ChoiceField
            sending
            name="severity"
            legend=words::form_severity()
            value=form.severity
            options=choices(words::SEVERITIES_ALL, words::severity_help)
        />
        <ChoiceField
            sending
            name="urgency"
            legend=words::form_urgency()
            value=form.urgency
            options=choices(words::URGENCIES_ALL, words::urgency_help)
        />
        <ChoiceField
            sending
            name="certainty"
            legend=words::form_certainty()
            value=form.certainty
            options=choices(words::CERTAINTIES_ALL, words::certainty_help)
        />
    }
}

/// What members can do, and by when.
pub fn asks(sending: Sending, form: Form, zone: &str) -> Markup {
    let rows = ASKS
        .into_iter()
        .zip(form.asks)
        .enumerate()
        .map(|(at, ((text_field, deadline_field), (text, deadline)))| {
            let number = at + 1;
            // The next ask is offered once the one before it has words.
            let before = at.checked_sub(1).and_then(|before| form.asks.get(before)).map(|(text, _)| *text);
            let early = move || before.is_some_and(|before| before.with(String::is_empty)) && text.with(String::is_empty);
            view! {
                <div class="stack" data-gap="2" hidden=early>
                    <TextField sending name=text_field label=words::form_ask(&number) value=text max=500/>
                    <TextField
                        sending
                        name=deadline_field
                        label=words::form_deadline(&number, &zone_city(zone))
                        value=deadline
                        kind="datetime-local"
                    />
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="stack">
            <legend><strong>{words::form_asks()}</strong></legend>
            <p class="hint">{words::form_asks_hint()}</p>
            {rows}
        </fieldset>
    }
}

/// What helps if it is known.
pub fn more(sending: Sending, form: Form, zone: &str) -> Markup {
    view! {
        <TextField
            sending
            name="contentNote"
            label=words::form_content_note()
            hint=words::form_content_note_hint()
            value=form.content_note
            max=1000
        />
        <details class="fold">
            <summary>{words::form_more()}</summary>
            <div class="stack">
                <p class="small soft">{words::risk_factor_note()}</p>
                {checks_field(words::form_risk(), form.risk_factors, options(words::RISK_FACTORS_ALL))}
                <SelectField
                    sending
                    name="verification"
                    label=words::form_verification()
                    value=form.verification
                    options=options(words::VERIFICATIONS_ALL)
                />
                <TextField sending name="instruction" label=words::form_instruction() value=form.instruction rows=3 max=10000/>
                <TextField
                    sending
                    name="decisionOn"
                    label=words::form_decision()
                    hint=words::form_decision_hint()
                    value=form.decision_on
                    kind="date"
                />
                <TextField sending name="expires" label=words::form_expires(&zone_city(zone)) value=form.expires kind="datetime-local"/>
            </div>
        </details>
    }
}

/// Who may see it: chosen, never chosen for the author.
pub fn who(sending: Sending, form: Form, red: bool) -> Markup {
    let mut labels = choices(words::TLP_LABELS_ALL, words::tlp_meanings);
    labels.retain(|(label, ..)| red || label != "TLP:RED");
    let is_red = Memo::new(move |_| form.tlp.with(|tlp| tlp == "TLP:RED"));
    view! {
        <ChoiceField sending name="tlp" legend=words::form_tlp() value=form.tlp options=labels/>
        {(!red).then(|| view! { <p class="small soft">{words::form_no_red()}</p> })}
        {move || is_red.get().then(|| named_people(sending, form.people))}
    }
}

/// Whether it is real. A demonstration knows only exercises.
pub fn status(sending: Sending, form: Form, demo: bool) -> Markup {
    if demo {
        return view! {
            <SelectField
                sending
                name="exerciseName"
                label=words::form_exercise()
                hint=words::form_exercise_hint()
                value=form.exercise
                options=options(words::EXERCISES_ALL)
            />
        };
    }
    let mut statuses = choices(words::STATUSES_ALL, words::status_help);
    statuses.retain(|(code, ..)| words::status_help(code).is_some());
    let practice = Memo::new(move |_| form.status.with(|status| status == "Exercise"));
    let name = move || {
        practice.get().then(|| {
            view! { <TextField sending name="exerciseName" label=words::form_exercise_name() value=form.exercise max=100/> }
        })
    };
    view! { <ChoiceField sending name="status" legend=words::form_status() value=form.status options=statuses/> {name} }
}
