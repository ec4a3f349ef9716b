//! Signing, the receipt, and withdrawing.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::{Signature, Signer, Version, commitment_page::Signed, signature::standing};
use crate::{
    backend::{Asking, fields, now, sending, use_backend},
    markup::{Markup, view},
    ui::{ProblemNotice, dialog, when},
    words::commitment as words,
};

/// One signer's place: the form, or the receipt of what was signed.
pub fn sign_form(asking: Asking<Signed>, signed: &Signed, version: &Version, signer: Signer, name: String) -> Markup {
    let title = match &signer {
        Signer::Person(_) => words::as_person(&name),
        Signer::Organisation(_) => words::as_organisation(&name),
    };
    let before = standing(&signed.signatures, &signer).cloned();
    let content = match before {
        Some(signature) if signature.version == version.number => receipt(asking, signature),
        before => form(asking, before.as_ref(), version, signer, name),
    };
    view! { <section class="card stack"><h3><bdi>{title}</bdi></h3>{content}</section> }
}

fn form(asking: Asking<Signed>, before: Option<&Signature>, version: &Version, signer: Signer, name: String) -> Markup {
    let backend = use_backend();
    if !backend.capabilities("signatures").create {
        return view! { <p class="soft">{words::not_offered()}</p> };
    }
    let (sending, show_name) = (sending(), RwSignal::new(false));
    let note = before.map(|before| view! { <p>{words::signed_before(&before.version, &version.number)}</p> });
    let number = version.number.clone();
    let sign = move |_| {
        let mut signature: Map<String, Value> =
            fields([("version", number.clone().into()), ("showName", show_name.get_untracked().into())]);
        // Some backends write down name and time themselves.
        let by_us = fields([
            ("name", if show_name.get_untracked() { name.clone().into() } else { "".into() }),
            ("signedAt", now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true).into()),
        ]);
        signature.extend(by_us.into_iter().filter(|(field, _)| backend.client().can_write("signatures", field)));
        let (kind, field, id) = match &signer {
            Signer::Person(id) => ("person", "person", id),
            Signer::Organisation(id) => ("organisation", "organisation", id),
        };
        signature.insert("signerKind".into(), kind.into());
        signature.insert(field.into(), id.clone().into());
        sending.run(async move { backend.create::<Signature>("signatures", signature).await }, move |_| asking.again());
    };
    view! {
        {note}
        <ProblemNotice sending/>
        <label class="choice">
            <input type="checkbox" prop:checked=show_name on:change=move |event| show_name.set(event_target_checked(&event))/>
            <span>{words::show_name()}</span>
        </label>
        <button type="button" class="button" on:click=sign aria-busy=move || sending.busy().then_some("true")>
            {words::sign(&version.number)}
        </button>
    }
}

fn receipt(asking: Asking<Signed>, signature: Signature) -> Markup {
    let backend = use_backend();
    let sending = sending();
    let asked = RwSignal::new(false);
    let day = signature.signed_at.as_deref().and_then(when::instant).map(|at| {
        let at = when::wall(at, &when::own_zone());
        when::full_date(at.date())
    });
    let shown = signature.show_name;
    let change = {
        let (id, seen) = (signature.id.clone(), signature.seen.clone());
        Callback::new(move |change: Map<String, Value>| {
            let (id, seen) = (id.clone(), seen.clone());
            sending.run(async move { backend.update::<Signature>("signatures", &id, change, seen).await }, move |_| asking.again());
        })
    };
    let may_change = backend.capabilities("signatures").update;
    let confirm = move || {
        view! {
            <p>{words::withdraw_text()}</p>
            <div class="cluster">
                <button
                    type="button"
                    class="button"
                    data-danger
                    on:click=move |_| {
                        asked.set(false);
                        change.run(fields([("withdrawnAt", now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true).into())]));
                    }
                >
                    {words::withdraw_yes()}
                </button>
                <button type="button" class="button" data-quiet on:click=move |_| asked.set(false)>{words::withdraw_no()}</button>
            </div>
        }
    };
    view! {
        <div class="receipt stack" role="status">
            <p><strong>{words::signed(&signature.version)}</strong></p>
            <dl class="facts">
                <dt>{words::receipt_version()}</dt>
                <dd>{signature.version.clone()}</dd>
                {day.map(|day| view! { <dt>{words::receipt_day()}</dt> <dd>{day}</dd> })}
                <dt>{words::receipt_name()}</dt>
                <dd>{if shown { words::name_shown() } else { words::name_hidden() }}</dd>
            </dl>
        </div>
        <ProblemNotice sending/>
        {may_change.then(|| view! {
            <div class="cluster">
                <button type="button" class="button" data-quiet on:click=move |_| change.run(fields([("showName", (!shown).into())]))>
                    {if shown { words::hide_my_name() } else { words::show_my_name() }}
                </button>
                <button type="button" class="button" data-quiet data-danger on:click=move |_| asked.set(true)>{words::withdraw()}</button>
            </div>
        })}
        {dialog(words::withdraw_title(), asked, confirm)}
    }
}
