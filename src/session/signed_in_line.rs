//! Who is signed in, and the way out, on every members' page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::use_session;
use crate::markup::view;
use crate::words::session as words;

/// "Signed in as NAME, ORGANISATION" with the button "Sign out"; nothing for a guest.
#[component]
pub fn SignedInLine() -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    move || {
        session.me().map(|me| {
            let line = match &me.organisation_name {
                Some(organisation) => words::signed_in_as(&me.name, organisation),
                None => words::signed_in_as_alone(&me.name),
            };
            view! {
                <section class="signed-in" aria-label=words::your_session()>
                    <span><bdi>{line}</bdi></span>
                    <a href="/account" aria-current=move || (path.get() == "/account").then_some("page")>{words::account()}</a>
                    <button type="button" class="link-button" on:click=move |_| session.sign_out()>{words::sign_out()}</button>
                </section>
            }
        })
    }
}
