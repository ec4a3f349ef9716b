//! What this device keeps, and how to wipe it.

use crate::{
    backend::ask,
    markup::{Markup, view},
    session::use_session,
    words::account as words,
};

/// The sections "Sessions" and "This device".
pub fn this_device() -> Markup {
    let session = use_session();
    let stays = ask(move || async move { Ok(session.is_kept().await) });
    let kept = move || stays.value().map(|stays| if *stays { words::session_kept() } else { words::session_not_kept() });
    view! {
        <section class="stack" aria-labelledby="sessions">
            <h2 id="sessions">{words::sessions()}</h2>
            <p class="prose">{kept}</p>
        </section>
        <section class="danger-zone stack" aria-labelledby="this-device">
            <h2 id="this-device">{words::this_device()}</h2>
            <p class="prose">{words::this_device_text()}</p>
            <p class="prose" id="wipe-help">{words::wipe_text()}</p>
            <p>
                <button type="button" class="button" data-danger aria-describedby="wipe-help" on:click=move |_| session.sign_out()>
                    {words::wipe()}
                </button>
            </p>
        </section>
    }
}
