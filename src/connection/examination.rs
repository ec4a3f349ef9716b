//! The doctor at `/connection`: the live service is asked, and what does not fit the profile is told with its remedy.

use std::{future::Future, pin::Pin, rc::Rc};

use connect::{Complaint, Credential};
use doctor::{Case, Examined, Finding, Remedy, Report, Severity, Skipped, Who};
use leptos::prelude::*;

use crate::{
    backend::{Backend, CONTRACT, Fetch, OwnProfile, sending, use_backend},
    markup::{IntoMarkup, Markup, view},
    parts::{NotLoaded, doctor_part},
    problem::Problem,
    session::{Session, use_session},
    ui::{ProblemNotice, icon},
    words::connection as words,
};

/// Examines a service by the text of its profile, as a guest or with the session that is there.
pub type Examine = fn(OwnProfile, Option<Credential>) -> Pin<Box<dyn Future<Output = Result<Examined, Vec<Complaint>>>>>;

/// The doctor: only reading, in this browser, where what other origins allow is real.
pub fn examine(own: OwnProfile, session: Option<Credential>) -> Pin<Box<dyn Future<Output = Result<Examined, Vec<Complaint>>>>> {
    Box::pin(async move {
        let case = Case {
            profile: &own.text,
            contract: CONTRACT,
            presets: &|name| own.preset(name),
            who: session.map_or(Who::Guest, Who::Session),
            write: false,
            resources: Vec::new(),
            at: None,
            origin: None,
            browser: true,
        };
        doctor::examine(case, Fetch).await
    })
}

/// The part of the page that examines.
pub fn examination() -> Markup {
    let backend = use_backend();
    let session = use_session();
    let sending = sending();
    let report = RwSignal::new_local(None::<Rc<Report>>);
    let guest = move || (session.me().is_none() && !session.is_open()).then(|| view! { <p>{words::examine_guest()}</p> });
    let press = move |_| sending.run(async move { ask(backend, session).await }, move |found| report.set(Some(Rc::new(found))));
    view! {
        <section class="stack" aria-labelledby="examine">
            <h2 id="examine">{words::examine_title()}</h2>
            <p>{words::examine_text()}</p>
            {guest}
            <ProblemNotice sending/>
            <p>
                <button type="button" class="button" data-quiet aria-busy=move || sending.busy().then_some("true") on:click=press>
                    {words::examine()}
                </button>
            </p>
            <p role="status">
                {move || match report.get() {
                    _ if sending.busy() => words::examining().into_markup(),
                    Some(report) if report.findings.is_empty() => words::healthy().into_markup(),
                    Some(report) => words::examined(report.findings.len()).into_markup(),
                    None => ().into_markup(),
                }}
            </p>
            {move || report.get().map(|report| told(&report))}
        </section>
    }
}

async fn ask(backend: Backend, session: Session) -> Result<Report, Problem> {
    #[cfg(feature = "split")]
    let part = doctor_part().await;
    #[cfg(not(feature = "split"))]
    let part = doctor_part();
    let examine = part.map_err(|NotLoaded| Problem::Offline)?;
    let profile = OwnProfile::fetch().await?;
    let client = backend.client();
    let examined = examine(profile, client.credential()).await;
    // A profile that cannot be used would not have let this page be drawn.
    let examined = examined.map_err(|_| Problem::Unreadable { at: String::from("/connection.json") })?;
    if let Some(credential) = examined.session {
        client.resume(credential).await?;
        session.keep_renewed().await;
    }
    Ok(examined.report)
}

fn told(report: &Report) -> Markup {
    let findings: Vec<_> = report.findings.iter().map(finding).collect();
    let skipped: Vec<_> =
        report.skipped.iter().map(|Skipped { what, why }| view! { <li><code>{what.clone()}</code> " " {why.clone()}</li> }).collect();
    let left_out = (!skipped.is_empty()).then(|| {
        view! { <details class="fold"><summary>{words::skipped()}</summary><ul class="stack" data-gap="1">{skipped}</ul></details> }
    });
    view! { <ul role="list" class="stack">{findings}</ul> {left_out} }
}

fn finding(finding: &Finding) -> Markup {
    let grave = finding.severity == Severity::Mend;
    let (level, picture, how) = if grave { ("error", "triangle-alert", words::mend()) } else { ("warn", "info", words::remark()) };
    let remedy = match &finding.remedy {
        Remedy::Advice(text) => view! { <span>{text.clone()}</span> },
        Remedy::Patch(patch) => {
            let patch = serde_json::to_string_pretty(patch).unwrap_or_default();
            view! { {words::patch()} <pre tabindex="0"><code>{patch}</code></pre> }
        }
    };
    let place = (!finding.pointer.is_empty()).then(|| view! { <dt>{words::place()}</dt> <dd><code>{finding.pointer.clone()}</code></dd> });
    view! {
        <li class="finding stack" data-level=level data-gap="2">
            <p>{icon(picture)} " " <strong>{how}</strong> " " <code>{finding.code}</code></p>
            <dl class="facts">
                {place}
                <dt>{words::expected()}</dt>
                <dd>{finding.expected.clone()}</dd>
                <dt>{words::observed()}</dt>
                <dd>{finding.observed.clone()}</dd>
                <dt>{words::remedy()}</dt>
                <dd>{remedy}</dd>
            </dl>
        </li>
    }
}
