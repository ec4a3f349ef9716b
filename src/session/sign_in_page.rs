//! The sign-in page.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{after_sign_in, provider, signing_in::SigningIn, use_session};
use crate::{
    markup::{Markup, view},
    site::use_site,
    ui::{ProblemNotice, effect, heading},
    words::session as words,
};

/// The page at `/sign-in`. A wrong password says so in words and keeps the email; afterwards the member lands where they were going.
pub fn sign_in_page() -> Markup {
    let session = use_session();
    let query = use_query_map();
    let navigate = use_navigate();
    let form = SigningIn::begin(session);
    let sending = form.sending;
    let stay = RwSignal::new(false);

    let next = move || after_sign_in(query.with_untracked(|query| query.get("next")).as_deref());
    let arrive = Callback::new(move |next: String| navigate(&next, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    // Someone who is signed in already has no business here.
    if session.me_now().is_some() {
        effect(move || arrive.run(next()));
    }
    effect(move || {
        if let Some(back) = provider::back() {
            let next = after_sign_in(Some(&back.next()));
            sending.run(async move { back.finish(session).await }, move |()| arrive.run(next));
        }
    });

    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if form.has_fields() {
            form.submit(Some(stay.get_untracked()), move || arrive.run(next()));
        }
    };
    let send = form.has_fields().then(|| {
        view! { <button class="button" type="submit" aria-busy=move || sending.busy().then_some("true")>{words::sign_in()}</button> }
    });

    view! {
        <div class="page sign-in stack">
            {heading(words::sign_in)}
            <form class="card stack" on:submit=submit novalidate>
                <ProblemNotice sending/>
                {form.fields()}
                <label class="choice">
                    <input type="checkbox" prop:checked=stay on:change=move |event| stay.set(event_target_checked(&event))/>
                    <span class="stack">
                        <span>{words::stay_signed_in()}</span>
                        <span class="small soft">{words::stay_signed_in_help()}</span>
                    </span>
                </label>
                {send}
                {form.provider(next, move || stay.get_untracked(), None)}
                <p class="small"><a href="/help">{words::help_with_signing_in()}</a></p>
            </form>
            {use_site().with_value(|site| site.demo).then(|| demo_accounts(form.identity, form.secret))}
        </div>
    }
}

/// The accounts of the demonstration: shown only where everything is demonstration data.
fn demo_accounts(email: RwSignal<String>, password: RwSignal<String>) -> Markup {
    let rows = words::DEMO_ACCOUNTS_ALL
        .iter()
        .map(|(account, text)| {
            view! {
                <li class="cluster between">
                    <span><code>{*account}</code><br/><span class="small soft">{*text}</span></span>
                    <button
                        type="button"
                        class="button"
                        data-quiet
                        aria-label=words::demo_use(account)
                        on:click=move |_| {
                            email.set((*account).to_owned());
                            password.set(words::demo_password().to_owned());
                        }
                    >
                        {words::demo_fill()}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card stack" aria-labelledby="demo-accounts">
            <h2 id="demo-accounts">{words::demo_title()}</h2>
            <p class="small">{words::demo_text()} " " <code>{words::demo_password()}</code></p>
            <ul role="list" class="stack">{rows}</ul>
        </section>
    }
}
