//! The session ended while a page was open: sign in again over it, and nothing typed is lost.

use leptos::prelude::*;

use super::use_session;
use crate::{
    backend::sending,
    markup::view,
    ui::{ProblemNotice, TextField, dialog},
    words::session as words,
};

/// The dialog that opens when the backend no longer knows the session.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let sending = sending();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (email, secret) = (email.get_untracked().trim().to_owned(), password.get_untracked());
        // Whoever chose to stay signed in chose it for this session too.
        let renewed = async move { session.sign_in(email, secret, session.is_kept().await).await };
        sending.run(renewed, move |()| password.set(String::new()));
    };
    let form = move || {
        view! {
            <form class="stack" on:submit=submit novalidate>
                <p>{words::expired_text()}</p>
                <ProblemNotice sending/>
                <TextField sending name="identity" label=words::email() value=email kind="email" autocomplete="username"/>
                <TextField sending name="password" label=words::password() value=password kind="password" autocomplete="current-password"/>
                <div class="cluster">
                    <button class="button" type="submit" aria-busy=move || sending.busy().then_some("true")>{words::sign_in()}</button>
                    <button class="button" type="button" data-quiet on:click=move |_| session.sign_out()>{words::sign_out()}</button>
                </div>
            </form>
        }
    };
    dialog(words::expired_title(), session.expired, form)
}
