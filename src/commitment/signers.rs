//! Who signed: counts of those who did, names of those who chose to be shown. Those who did not sign are never shown.

use super::{commitment_page::Signed, latest};
use crate::{
    backend::sort_by,
    markup::{IntoMarkup, Markup, view},
    ui::empty,
    words::commitment as words,
};

/// The signers of the newest version.
pub fn signers(signed: &Signed) -> Markup {
    let newest = latest(&signed.versions).map(|version| version.number.as_str());
    let standing: Vec<_> = signed
        .signatures
        .iter()
        .filter(|signature| signature.stands() && newest.is_none_or(|number| signature.version == number))
        .collect();
    if standing.is_empty() {
        return empty("heart-handshake", words::none(), words::none_text(), ().into_markup());
    }
    let of = |kind: &str, title: &'static str| {
        let all: Vec<_> = standing.iter().filter(|signature| signature.signer_kind == kind).collect();
        let mut names: Vec<&str> = all.iter().filter_map(|signature| signature.shown_name()).collect();
        sort_by(&mut names, |one, other| one.to_lowercase().cmp(&other.to_lowercase()));
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
}
