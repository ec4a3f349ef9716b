//! "Add to my calendar": the file of one meeting, made on the device.

use leptos::prelude::*;

use super::{address, ics::calendar_file, meeting::Meeting, times::Viewer};
use crate::{
    backend::now,
    markup::{Markup, view},
    site::use_site,
    ui::{download, icon},
    words::calendar as words,
};

/// The button, and what it does.
pub fn add_to_calendar(meeting: &Meeting, viewer: &Viewer) -> Markup {
    let help = if meeting.is_guarded() { words::add_help_guarded() } else { words::add_help() };
    let site = use_site().with_value(|site| site.address.clone());
    let (meeting, viewer) = (meeting.clone(), viewer.clone());
    let press = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        // The name in the UID is the coalition's own, so that a file from another address is the same event.
        let name = if site.is_empty() { &origin } else { &site };
        let host = name.split_once("://").map_or(name.as_str(), |(_, host)| host);
        let page = format!("{origin}{}", address(&meeting.id));
        let file = calendar_file(&meeting, viewer.clock_of(&meeting), &page, host, now());
        download(&file_name(&meeting), "text/calendar;charset=utf-8", &file);
    };
    view! {
        <div class="cluster">
            <button type="button" class="button" data-quiet aria-describedby="add-help" on:click=press>
                {icon("download")} " " {words::add_to_calendar()}
            </button>
            <span class="small soft" id="add-help">{help}</span>
        </div>
    }
}

/// The meeting's reference in letters that every file system takes; never its title.
fn file_name(meeting: &Meeting) -> String {
    let reference = meeting.reference.as_deref().unwrap_or_default();
    let plain: String = reference.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    format!("{}.ics", if plain.is_empty() { words::file_name() } else { &plain })
}
