//! Loads the connection, takes up the session, draws frame and pages.

#[cfg(target_arch = "wasm32")]
mod reading;

use leptos::prelude::*;
use leptos_router::{components::Router, hooks::use_location};

use crate::{
    alerts,
    backend::{Backend, Preloaded},
    markup::view,
    routes::Route,
    session::{ExitLink, Session, SignInAgain, SignedInLine, exit_on_three_shifts},
    ui::{Frame, LastHeading, NavLink, TitleCount},
    words::frame as words,
};

/// What is known before the first page is drawn.
#[derive(Clone)]
pub struct Start {
    /// What the document brought with it.
    pub preloaded: Preloaded,
    /// The connection to the backend.
    pub backend: Backend,
    /// The address the document was opened at.
    pub path: String,
}

/// The whole portal.
#[component]
pub fn App(
    /// What is known before the first page is drawn.
    start: Start,
    /// The session, when it was taken up before drawing.
    session: Session,
) -> impl IntoView {
    provide_context(StoredValue::new(start.preloaded.site.clone()));
    provide_context(StoredValue::new(start.preloaded));
    provide_context(start.backend);
    provide_context(session);
    provide_context(LastHeading::begin(&start.path));
    view! { <Router><Portal/></Router> }
}

#[component]
fn Portal() -> impl IntoView {
    let session = crate::session::use_session();
    let path = use_location().pathname;
    let route = Memo::new(move |_| Route::parse(&path.get()));
    let members = Memo::new(move |_| session.may_enter());
    let unread = alerts::provide_feed();
    provide_context(TitleCount(unread));
    exit_on_three_shifts(session);
    // The router puts the new address into the bar once a page says that it is drawn; here the page is the address's own.
    #[cfg(feature = "csr")]
    {
        use leptos_router::location::{BrowserUrl, LocationProvider};
        let router = use_context::<BrowserUrl>();
        crate::ui::effect(move || {
            path.track();
            if let Some(router) = &router {
                router.ready_to_complete();
            }
        });
    }
    let area = |address, text, icon, count| NavLink { address, text, icon, count };
    let areas = vec![
        area("/alerts", words::alerts(), "bell", Some(unread)),
        area("/calendar", words::calendar(), "calendar", None),
        area("/directory", words::directory(), "users", None),
        area("/commitment", words::commitment(), "heart-handshake", None),
        area("/support", words::support(), "life-buoy", None),
    ];
    let pages = vec![
        area("/about", words::about(), "", None),
        area("/how-we-work", words::how_we_work(), "", None),
        area("/statements", words::statements(), "", None),
        area("/blog", words::blog(), "", None),
        area("/join", words::join(), "", None),
    ];
    view! {
        <Frame members=members.into() areas pages path=path.into() signed_in=(|| view! { <SignedInLine/> }).into() exit=(|| view! { <ExitLink/> }).into()>
            {move || route.get().page()}
        </Frame>
        <SignInAgain/>
    }
}

/// What stands in a members' page until the app is there: the frame with its exit, and a still picture of what comes.
#[component]
pub fn Shell() -> impl IntoView {
    let (members, path) = (Signal::stored(true), Signal::stored(String::new()));
    view! {
        <Frame members areas=Vec::new() pages=Vec::new() path signed_in=(|| ()).into() exit=(|| view! { <ExitLink/> }).into()>
            <div class="page stack">{crate::ui::waiting(crate::ui::Waiting::Page)}</div>
        </Frame>
    }
}

/// Starts the portal in the browser: what the page shows stays until the app can take its place whole.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    wasm_bindgen_futures::spawn_local(async {
        let Ok(profile) = crate::backend::OwnProfile::fetch().await else { return failed(&[]) };
        let owner = Owner::new();
        let begun = owner.with(|| Backend::connect(&profile).map(|backend| (backend, Session::begin(backend))));
        let (backend, session) = match begun {
            Ok(begun) => begun,
            Err(complaints) => return failed(&complaints),
        };
        let mut preloaded = Preloaded::of_document();
        if preloaded.site.name.is_empty()
            && let Ok(site) = crate::backend::own_file("/site.json").await
        {
            preloaded.site = crate::backend::FromFields::from_json(serde_json::from_str(&site).unwrap_or_default());
        }
        session.take_up().await;
        let path = window().location().pathname().unwrap_or_default();
        crate::routes::prepare(&path).await;
        let Some(root) = document().get_element_by_id("app") else { return };
        session.follow_other_tabs();
        let reading = reading::Reading::of(&root);
        root.set_text_content(None);
        let start = Start { preloaded, backend, path };
        use wasm_bindgen::JsCast;
        owner.with(|| leptos::mount::mount_to(root.clone().unchecked_into(), move || view! { <App start session/> }).forget());
        reading.go_on(&root);
        crate::ui::keep_focus();
        // The connection lives as long as the page.
        std::mem::forget(owner);
    });
}

/// Says plainly that the page could not start, and to the person who connects it what stands in the way.
/// What was written at build time stays readable above it.
#[cfg(target_arch = "wasm32")]
fn failed(complaints: &[crate::backend::Complaint]) {
    use wasm_bindgen::JsCast;
    let Some(root) = document().get_element_by_id("app") else { return };
    let rows: Vec<_> = complaints
        .iter()
        .map(|complaint| {
            let complaint = complaint.clone();
            view! { <li><code>{complaint.code}</code> " " <code>{complaint.pointer}</code> " " {complaint.expected} " " {complaint.remedy}</li> }
        })
        .collect();
    let details = (!rows.is_empty()).then(|| {
        view! { <details class="fold"><summary>{words::start_failed_why()}</summary><ul class="stack">{rows}</ul></details> }
    });
    let note = move || {
        view! {
            <div class="page">
                <div class="failed stack" role="alert">
                    <p><strong>{words::start_failed()}</strong></p>
                    <p class="soft">{words::start_failed_text()}</p>
                    {details}
                    <button type="button" class="button" data-quiet on:click=|_| { let _ = window().location().reload(); }>{words::reload()}</button>
                </div>
            </div>
        }
    };
    leptos::mount::mount_to(root.unchecked_into(), note).forget();
}
