//! Draws a page to HTML with the browser's own views.

use std::sync::Arc;

use any_spawner::Executor;
use futures::StreamExt;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos_router::location::RequestUrl;

use super::Failure;
use crate::{
    app::{App, Shell, Start},
    backend::{Backend, OwnProfile, Preloaded},
    markup::{Markup, view},
    session::Session,
};

/// The HTML of the page at a path.
pub fn page(path: &str, preloaded: &Preloaded, connection: &OwnProfile) -> Result<String, Failure> {
    let start = |backend| Start { preloaded: preloaded.clone(), backend, path: path.to_owned() };
    drawn(path, connection, move |backend, session| {
        let start = start(backend);
        view! { <App start session/> }
    })
}

/// The HTML that stands in members' pages until the app is there: the frame with its exit, and a still picture.
pub fn shell(preloaded: &Preloaded, connection: &OwnProfile) -> Result<String, Failure> {
    let preloaded = preloaded.clone();
    drawn("/", connection, move |backend, session| {
        provide_context(StoredValue::new(preloaded.site.clone()));
        provide_context(backend);
        provide_context(session);
        view! { <Shell/> }
    })
}

fn drawn(path: &str, connection: &OwnProfile, view: impl FnOnce(Backend, Session) -> Markup) -> Result<String, Failure> {
    let _ = Executor::init_tokio();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tasks = tokio::task::LocalSet::new();
    tasks.block_on(&runtime, async {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
        let html = owner.with(|| {
            provide_context(RequestUrl::new(path));
            let backend = Backend::connect(connection).map_err(|complaints| format!("the connection cannot be used: {complaints:?}"))?;
            Ok::<_, Failure>(view(backend, Session::begin(backend)).to_html_stream_in_order())
        })?;
        let html: Vec<String> = html.collect().await;
        drop(owner);
        Ok(html.concat())
    })
}
