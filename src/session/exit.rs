//! "Exit this page": leave fast and leave no trace. A plain link first, so that it works before and without WebAssembly.

use leptos::prelude::*;

use super::{Session, use_session};
use crate::{markup::view, site::use_site, words::session as words};

/// The channel on which the tabs of one browser tell each other that the session has ended.
#[cfg(target_arch = "wasm32")]
const CHANNEL: &str = "commonwatch";

/// Empties the screen at once: what follows may take a moment.
pub fn blank() {
    #[cfg(target_arch = "wasm32")]
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("hidden", "");
        document().set_title(" ");
    }
}

/// Goes to another address in place of this one.
pub fn leave(address: &str) {
    let _ = window().location().replace(address);
}

/// Tells the other tabs of this browser that the session has ended.
pub fn tell_other_tabs() {
    #[cfg(target_arch = "wasm32")]
    if let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&"ended".into());
    }
}

impl Session {
    /// Ends with the other tabs, and never shows a page that the browser kept from before the end.
    pub fn follow_other_tabs(self) {
        #[cfg(target_arch = "wasm32")]
        {
            use wasm_bindgen::{JsCast, closure::Closure};
            if let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) {
                let ended = Closure::<dyn FnMut()>::new(move || {
                    // This tab hears its own word too: it must not turn back from where it is leaving to.
                    if self.me_now().is_some() && !self.ending.get_value() {
                        self.end("/", false);
                    }
                });
                channel.set_onmessage(Some(ended.as_ref().unchecked_ref()));
                // The tab listens as long as it lives.
                ended.forget();
                std::mem::forget(channel);
            }
            let shown = window_event_listener_untyped("pageshow", |event| {
                if event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(web_sys::PageTransitionEvent::persisted) {
                    blank();
                    let _ = window().location().reload();
                }
            });
            std::mem::forget(shown);
        }
    }
}

fn use_site_exit() -> String {
    use_site().with_value(|site| site.exit_to.clone())
}

/// The link that leaves this site fast, on every page a member sees.
#[component]
pub fn ExitLink() -> impl IntoView {
    let session = use_session();
    let address = use_site_exit();
    let going = StoredValue::new(address.clone());
    view! {
        <a
            class="exit"
            href=address
            rel="noreferrer external"
            on:click=move |event| {
                event.prevent_default();
                session.end(&going.get_value(), true);
            }
        >
            {words::exit()}
        </a>
    }
}

/// Pressing Shift three times within a second and a half does the same as the link.
pub fn exit_on_three_shifts(session: Session) {
    const WITHIN_MILLISECONDS: f64 = 1500.0;
    let address = StoredValue::new(use_site_exit());
    let presses = StoredValue::new(Vec::<f64>::new());
    let listening = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() != "Shift" {
            presses.update_value(Vec::clear);
            return;
        }
        if event.repeat() || session.me_now().is_none() {
            return;
        }
        let now = event.time_stamp();
        presses.update_value(|presses| {
            presses.retain(|then| now - then < WITHIN_MILLISECONDS);
            presses.push(now);
        });
        if presses.with_value(Vec::len) >= 3 {
            session.end(&address.get_value(), true);
        }
    });
    on_cleanup(move || listening.remove());
}
