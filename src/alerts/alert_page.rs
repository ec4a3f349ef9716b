//! One alert: what it says, who may see it, what is asked, and what came before and after.

use leptos::prelude::*;
use std::rc::Rc;

use super::{
    Alert,
    asks::asks,
    facts::facts,
    feed::{Feed, use_feed},
    history::{history, replaced},
    wording::{moment, status_notice, tone},
};
use crate::{
    backend::{ask_kept, fields, now, sending, use_backend},
    markup::{Markup, view},
    session::Me,
    ui::{ProblemNotice, TextField, Waiting, dialog, heading, icon, problem_card, tlp_label, waiting},
    words::alerts as words,
};

/// The page at `/alerts/{id}`. Opening it is what makes an alert read.
pub fn alert_page(id: String) -> Markup {
    let (backend, feed) = (use_backend(), use_feed());
    let key = format!("alert {id}");
    // The feed may have it already: then nobody waits.
    if let Some(seen) = untrack(|| feed.look(&id)) {
        backend.keep(&key, Rc::new(seen.alert.as_ref().clone()));
    }
    let asking = ask_kept(key, move || {
        let id = id.clone();
        async move {
            let alert = backend.read::<Alert>("alerts", &id).await?;
            feed.opened(id);
            Ok(feed.completed(alert))
        }
    });
    // The same answer a second time draws nothing anew: focus and what is unfolded stay.
    let shown = Memo::new(move |_| asking.get().map(|answer| answer.map(|alert| alert.as_ref().clone())));
    let page = move || match shown.get() {
        None => waiting(Waiting::Page),
        Some(Ok(alert)) => article(feed, alert),
        Some(Err(problem)) => {
            let card = problem_card(&problem, Some(Callback::new(move |()| asking.again())));
            view! { {heading(words::title_one)} {card} }
        }
    };
    view! {
        <div class="page stack">
            <p><a href="/alerts">{icon("chevron-left")} {words::all_alerts()}</a></p>
            {page}
        </div>
    }
}

fn article(feed: Feed, alert: Alert) -> Markup {
    let headline = alert.headline.clone();
    let red = (alert.tlp == "TLP:RED").then(|| notice("lock", "warn", words::red_notice().to_owned()));
    let meaning = words::tlp_meanings(&alert.tlp).map(|meaning| view! { <span>{meaning}</span> });
    view! {
        <article class="alert-page stack" data-severity=alert.severity.clone() data-kind=alert.kind.clone()>
            <header class="stack" data-gap="2">
                <p class="meta">
                    <span class="severity">{tone(&alert)}</span>
                    {alert.is_expired(now()).then(|| view! { <span class="badge" data-tone="warn">{words::expired()}</span> })}
                    <span>{sent(&alert)}</span>
                    {alert.reference.clone().map(|reference| view! { <span>{reference}</span> })}
                </p>
                {heading(move || headline.clone())}
                <p class="meta">{tlp_label(&alert.tlp)} {meaning}</p>
            </header>
            {status_notice(&alert).map(|text| notice("info", "warn", text))}
            {red}
            {replaced(feed, &alert)}
            {withdrawal(&alert)}
            <div class="split">
                <div class="stack">
                    {texts(&alert)}
                    {asks(feed, &alert)}
                    {actions(feed, &alert)}
                    {history(feed, &alert)}
                </div>
                <aside aria-label=words::facts()>{facts(&alert)}</aside>
            </div>
        </article>
    }
}

/// A line that stands out.
pub fn notice(picture: &'static str, tone: &'static str, text: String) -> Markup {
    view! { <div class="notice" data-tone=tone>{icon(picture)}<p><bdi>{text}</bdi></p></div> }
}

fn sent(alert: &Alert) -> Option<String> {
    let date = moment(alert.sent?);
    Some(match (&alert.author_name, &alert.organisation_name) {
        (Some(name), Some(organisation)) => words::sent_by_both(&date, name, organisation),
        (Some(name), None) | (None, Some(name)) => words::sent_by(&date, name),
        (None, None) => words::sent_at(&date),
    })
}

/// A withdrawal says when and why.
fn withdrawal(alert: &Alert) -> Option<Markup> {
    let date = alert.sent.filter(|_| alert.is("Cancel")).map(moment)?;
    Some(notice("info", "info", words::withdrawn_notice(&date)))
}

/// What is happening and what to do, folded behind the content note when there is one, and the same in further languages.
fn texts(alert: &Alert) -> Markup {
    let lang = alert.lang.clone();
    let body = paragraphs(alert.description.as_deref());
    let text = match &alert.content_note {
        Some(note) if !body.is_empty() => view! {
            <details class="fold">
                <summary><bdi>{words::content_note_show(note)}</bdi></summary>
                <div class="prose" lang=lang.clone()>{body}</div>
            </details>
        },
        _ => view! { <div class="prose" lang=lang.clone()>{body}</div> },
    };
    let described = alert.description.is_some();
    let instruction = alert.instruction.as_deref().map(|text| {
        view! {
            <section class="stack" data-gap="2"><h2>{words::instruction()}</h2><div class="prose" lang=lang>{paragraphs(Some(text))}</div></section>
        }
    });
    let folded = alert.content_note.clone();
    let others = alert
        .info
        .iter()
        .map(|info| {
            let inner = view! {
                {info.description.as_deref().map(|text| paragraphs(Some(text)))}
                {info.instruction.as_deref().map(|text| paragraphs(Some(text)))}
            };
            let inner = match &folded {
                Some(note) => view! {
                    <details class="fold"><summary dir="ltr" lang="en"><bdi>{words::content_note_show(note)}</bdi></summary>{inner}</details>
                },
                None => inner,
            };
            view! {
                <section class="card stack" data-gap="2" lang=info.lang.clone() dir=info.direction()>
                    {info.headline.clone().map(|headline| view! { <h2>{headline}</h2> })}
                    {inner}
                </section>
            }
        })
        .collect_view();
    view! {
        {described.then(|| view! { <section class="stack" data-gap="2"><h2>{words::description()}</h2>{text}</section> })}
        {instruction}
        {others}
    }
}

/// Plain text as paragraphs: alerts carry no markup.
fn paragraphs(text: Option<&str>) -> Vec<Markup> {
    let parts = text.unwrap_or_default().split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| view! { <p dir="auto">{part.to_owned()}</p> }).collect()
}

/// Update and withdraw, for those to whom the backend may grant it.
fn actions(feed: Feed, alert: &Alert) -> Option<Markup> {
    let (backend, session) = feed.parties();
    let mine = session.me_now().is_some_and(|me| may_replace(&me, alert));
    if !backend.capabilities("alerts").create || !alert.is_current() || alert.is("Cancel") || !mine || alert.identifier.is_none() {
        return None;
    }
    let address = format!("/alerts/new?updates={}", crate::address::step(&alert.id));
    Some(view! {
        <div class="cluster">
            <a class="button" data-quiet href=address>{icon("pencil")} {words::add_update()}</a>
            {withdraw(feed, alert.clone())}
        </div>
    })
}

/// Its author, their organisation, a lead or the convenor; where the backend names no roles, it decides by itself.
fn may_replace(me: &Me, alert: &Alert) -> bool {
    me.roles.is_empty()
        || me.is("convenor")
        || me.is("lead")
        || (me.organisation.is_some() && me.organisation == alert.organisation)
        || alert.author_name.as_deref() == Some(&me.name)
}

/// A Cancel message takes the alert's place and says why.
fn withdraw(feed: Feed, alert: Alert) -> Markup {
    let (backend, _) = feed.parties();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let sending = sending();
    let alert = StoredValue::new(alert);
    let send = move || {
        if reason.with_untracked(|reason| reason.trim().is_empty()) {
            sending.refuse(vec![("reason".into(), words::withdraw_reason_missing().into())]);
            return;
        }
        let message = alert.with_value(|alert| cancel(alert, reason.get_untracked().trim()));
        let message = message.into_iter().filter(|(name, _)| backend.client().can_write("alerts", name)).collect();
        sending.run(async move { backend.create::<Alert>("alerts", message).await }, move |cancelled| {
            open.set(false);
            feed.put(cancelled);
            feed.load();
        });
    };
    let content = move || {
        view! {
            <p>{words::withdraw_text()}</p>
            <ProblemNotice sending/>
            <TextField sending name="reason" label=words::withdraw_reason() value=reason rows=3 max=2000/>
            <div class="cluster">
                <button
                    type="button"
                    class="button"
                    data-danger
                    aria-busy=move || sending.busy().then_some("true")
                    on:click=move |_| send()
                >
                    {words::withdraw()}
                </button>
                <button type="button" class="button" data-quiet on:click=move |_| open.set(false)>{words::cancel()}</button>
            </div>
        }
    };
    view! {
        <button type="button" class="button" data-quiet on:click=move |_| open.set(true)>{words::withdraw()}</button>
        {dialog(words::withdraw_title(), open, content)}
    }
}

/// The Cancel message of an alert: the same facts, and the reason as its text.
fn cancel(alert: &Alert, reason: &str) -> serde_json::Map<String, serde_json::Value> {
    let text = |value: &Option<String>| value.clone().into();
    let mut message = fields([
        ("msgType", "Cancel".into()),
        ("references", alert.identifier.clone().into_iter().collect::<Vec<_>>().into()),
        ("headline", alert.headline.clone().into()),
        ("description", reason.into()),
        ("tlp", alert.tlp.clone().into()),
        ("status", text(&alert.status)),
        ("kind", text(&alert.kind)),
        ("urgency", text(&alert.urgency)),
        ("severity", text(&alert.severity)),
        ("certainty", text(&alert.certainty)),
        ("country", text(&alert.country)),
        ("areaDesc", text(&alert.area_desc)),
        ("exerciseName", text(&alert.exercise_name)),
        ("lang", text(&alert.lang)),
    ]);
    message.retain(|_, value| !value.is_null());
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawal_keeps_the_label_and_the_exercise() {
        let alert = <Alert as crate::backend::FromFields>::from_json(serde_json::json!({
            "identifier": "cw-1", "headline": "Curfew", "tlp": "TLP:AMBER", "status": "Exercise", "exerciseName": "LANTERN 1"
        }));
        let message = cancel(&alert, "It was an old video.");
        assert_eq!(message["references"], serde_json::json!(["cw-1"]));
        assert_eq!(message["tlp"], "TLP:AMBER");
        assert_eq!(message["exerciseName"], "LANTERN 1");
        assert!(!message.contains_key("country"));
    }

    #[test]
    fn members_replace_their_own_and_leads_all() {
        let alert = Alert { organisation: Some("o1".into()), author_name: Some("Ló".into()), ..Alert::default() };
        let me = |role: &str, organisation: &str| Me { roles: vec![role.into()], organisation: Some(organisation.into()), ..Me::default() };
        assert!(may_replace(&me("member", "o1"), &alert));
        assert!(!may_replace(&me("member", "o2"), &alert));
        assert!(may_replace(&me("lead", "o2"), &alert));
        assert!(may_replace(&me("convenor", "o2"), &alert));
    }
}
