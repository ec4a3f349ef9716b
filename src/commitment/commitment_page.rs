//! The commitment's page: public text, then signing for members, then who chose to be shown.

use super::{Signature, Signer, Version, latest, sign_form::sign_form, signers::signers, versions::versions_list};
use crate::{
    about::commitment_text,
    backend::{Asking, Query, ask_kept, use_backend},
    markup::{IntoMarkup, Markup, view},
    session::{sign_in_address, use_session},
    ui::{Waiting, heading, loaded},
    words::commitment as words,
};

/// What the page needs to know of versions and signatures.
pub struct Signed {
    /// Every version, oldest first.
    pub versions: Vec<Version>,
    /// The signatures that this viewer may know of.
    pub signatures: Vec<Signature>,
}

/// The page at `/commitment`.
pub fn commitment_page() -> Markup {
    let session = use_session();
    let asking = signed();
    let signing = move || match session.me() {
        None if session.is_open() => ().into_markup(),
        None => view! { <p class="notice" data-tone="info"><a href=sign_in_address("/commitment")>{words::sign_in_to_sign()}</a></p> },
        Some(me) => loaded(asking, Waiting::Page, move |signed: std::rc::Rc<Signed>| {
            let Some(version) = latest(&signed.versions) else { return ().into_markup() };
            let person = Signer::Person(me.person_id().to_owned());
            let own = sign_form(asking, &signed, version, person, me.name.clone());
            let organisation = me.organisation.clone().filter(|_| me.is("lead"));
            let theirs = organisation.map(|id| {
                let name = me.organisation_name.clone().unwrap_or_default();
                sign_form(asking, &signed, version, Signer::Organisation(id), name)
            });
            view! { <div class="cards">{own} {theirs}</div> }
        }),
    };
    view! {
        <div class="page stack" data-gap="6">
            {heading(words::title)}
            {commitment_text()}
            <section class="stack" aria-labelledby="signing">
                <h2 id="signing">{words::signing()}</h2>
                {signing}
            </section>
            // A page written at build time asks nothing: it would say "Loading" for ever where no script runs.
            {(!cfg!(feature = "ssr")).then(|| view! {
                <section class="stack" aria-labelledby="signed">
                    <h2 id="signed">{words::signed_title()}</h2>
                    {loaded(asking, Waiting::Rows, |signed| signers(&signed))}
                </section>
                <section class="stack" aria-labelledby="versions">
                    <h2 id="versions">{words::versions()}</h2>
                    {loaded(asking, Waiting::Rows, |signed| versions_list(&signed.versions))}
                </section>
            })}
        </div>
    }
}

fn signed() -> Asking<Signed> {
    let (backend, session) = (use_backend(), use_session());
    ask_kept("commitment", move || {
        // What a guest sees is not what a member sees.
        let _ = session.me();
        async move {
            let mut versions: Vec<Version> = Vec::new();
            if backend.capabilities("commitmentVersions").list {
                versions = backend.all("commitmentVersions", Query::new().sort("number", false)).await?;
            }
            let mut signatures = Vec::new();
            if backend.capabilities("signatures").list {
                signatures = backend.all("signatures", Query::new().sort("signedAt", false)).await?;
            }
            Ok(Signed { versions, signatures })
        }
    })
}
