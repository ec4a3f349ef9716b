//! Every version of the text, so that anyone can read what was signed.

use super::Version;
use crate::{
    markup::{Markup, view},
    ui::{Folded, markdown, when},
    words::commitment as words,
};

/// The versions, newest first, each to be unfolded.
pub fn versions_list(versions: &[Version]) -> Markup {
    let mut newest_first: Vec<&Version> = versions.iter().collect();
    newest_first.reverse();
    let rows: Vec<_> = newest_first
        .into_iter()
        .map(|version| {
            let day = version.approved_on.as_deref().map(when::date_with_precision);
            let title = match day {
                Some(day) => words::version_agreed(&version.number, &day),
                None => words::version(&version.number),
            };
            view! {
                <li>
                    <details class="fold">
                        <summary>{title}</summary>
                        <div class="prose">{markdown(&version.body, Folded::Once)}</div>
                    </details>
                </li>
            }
        })
        .collect();
    view! { <ul class="stack" role="list">{rows}</ul> }
}
