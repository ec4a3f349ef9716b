//! "Add to my calendar": the file of one meeting, made on the device.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{address, ics::calendar_file, meeting::Meeting, times::Viewer};
use crate::{backend::now, site::use_site, ui::icon, words::calendar as words};

/// The button, and what it does.
pub fn add_to_calendar(meeting: &Meeting, viewer: &Viewer) -> AnyView {
    let help = if meeting.is_guarded() { words::add_help_guarded() } else { words::add_help() };
    let site = use_site().with_value(|site| site.address.clone());
    let (meeting, viewer) = (meeting.clone(), viewer.clone());
    let press = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        // The name in the UID is the coalition's own, so that a file from another address is the same event.
        let name = if site.is_empty() { &origin } else { &site };
        let host = name.split_once("://").map_or(name.as_str(), |(_, host)| host);
        let page = format!("{origin}{}", address(&meeting.id));
        let _ = download(&file_name(&meeting), &calendar_file(&meeting, viewer.clock_of(&meeting), &page, host, now()));
    };
    view! {
        <div class="cluster">
            <button type="button" class="button" data-quiet aria-describedby="add-help" on:click=press>
                {icon("download")} " " {words::add_to_calendar()}
            </button>
            <span class="small soft" id="add-help">{help}</span>
        </div>
    }
    .into_any()
}

/// The meeting's reference in letters that every file system takes; never its title.
fn file_name(meeting: &Meeting) -> String {
    let reference = meeting.reference.as_deref().unwrap_or_default();
    let plain: String = reference.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    format!("{}.ics", if plain.is_empty() { words::file_name() } else { &plain })
}

fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/calendar;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser may still be reading it.
    set_timeout(move || _ = Url::revoke_object_url(&url), std::time::Duration::from_secs(10));
    Ok(())
}
