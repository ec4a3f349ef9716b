//! The session ended while a page was open: sign in again over it, and nothing typed is lost.

use leptos::prelude::*;

use super::{signing_in::SigningIn, use_session};
use crate::{
    markup::{Markup, view},
    ui::{ProblemNotice, dialog},
    words::session as words,
};

/// The dialog that opens when the backend no longer knows the session.
#[component]
pub fn SignInAgain() -> impl IntoView {
    dialog(words::expired_title(), use_session().expired, crate::routes::sign_in_again)
}

/// What stands in it: the ways in, or out.
pub fn sign_in_again() -> Markup {
    let session = use_session();
    let signing = SigningIn::begin(session);
    let sending = signing.sending;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // Whoever chose to stay signed in chose it for this session too.
        signing.submit(None, || {});
    };
    let here = || window().location().pathname().unwrap_or_default() + &window().location().search().unwrap_or_default();
    signing.focus_first();
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p>{words::expired_text()}</p>
            <ProblemNotice sending/>
            {signing.fields()}
            <div class="cluster">
                {signing.has_fields().then(|| view! {
                    <button class="button" type="submit" aria-busy=move || sending.busy().then_some("true")>{words::sign_in()}</button>
                })}
                {signing.provider(here, || false, Some(words::provider_leaves()))}
                <button class="button" type="button" data-quiet on:click=move |_| session.sign_out()>{words::sign_out()}</button>
            </div>
        </form>
    }
}
