//! Who signed: counts of those who did, names of those who chose to be shown. Those who did not sign are never shown.

use leptos::prelude::*;

use super::{commitment_page::Signed, latest};
use crate::{ui::empty, words::commitment as words};

/// The signers of the newest version.
pub fn signers(signed: &Signed) -> AnyView {
    let newest = latest(&signed.versions).map(|version| version.number.as_str());
    let standing: Vec<_> = signed
        .signatures
        .iter()
        .filter(|signature| signature.stands() && newest.is_none_or(|number| signature.version == number))
        .collect();
    if standing.is_empty() {
        return empty("heart-handshake", words::none(), words::none_text(), ().into_any());
    }
    let of = |kind: &str, title: &'static str| {
        let all: Vec<_> = standing.iter().filter(|signature| signature.signer_kind == kind).collect();
        let mut names: Vec<&str> = all.iter().filter_map(|signature| signature.shown_name()).collect();
        names.sort_by_key(|name| name.to_lowercase());
        let unnamed = all.len() - names.len();
        let names: Vec<_> = names.into_iter().map(|name| view! { <li><bdi>{name.to_owned()}</bdi></li> }).collect();
        (!all.is_empty()).then(|| {
            view! {
                <div class="stack">
                    <h3>{title}</h3>
                    <ul class="signers">{names}</ul>
                    {(unnamed > 0).then(|| view! { <p class="soft">{words::and_more(unnamed)}</p> })}
                </div>
            }
        })
    };
    view! {
        {of("organisation", words::organisations())}
        {of("person", words::people())}
        <p class="small soft">{words::by_choice()}</p>
    }
    .into_any()
}
