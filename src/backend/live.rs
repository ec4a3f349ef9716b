//! The live channel: what others change arrives while the page is open. The engine says what to do; this file does it.

#[cfg(target_arch = "wasm32")]
mod stream;
#[cfg(target_arch = "wasm32")]
mod wires;

use std::rc::Rc;

use connect::Record;
#[cfg(target_arch = "wasm32")]
use connect::Wire;
use leptos::prelude::*;

use super::Backend;

/// Something that happened at the backend.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A record is new or has changed.
    Changed(Record),
    /// A record is gone.
    Removed(String),
    /// Something may have been missed: list again.
    ListAgain,
}

/// An open channel; it closes when the owner that opened it goes.
#[derive(Clone, Copy)]
pub struct LiveChannel {
    /// Whether changes are pushed at this moment. Tracks.
    pub connected: RwSignal<bool>,
}

/// Listens to the changes of one kind of record. Where the backend pushes nothing it asks `ListAgain` at the profile's pace.
pub fn listen(backend: Backend, records: &'static str, heard: impl Fn(Happening) + 'static) -> LiveChannel {
    let channel = LiveChannel { connected: RwSignal::new(false) };
    let heard: Rc<dyn Fn(Happening)> = Rc::new(move |happening| {
        backend.changed(records);
        heard(happening);
    });
    #[cfg(target_arch = "wasm32")]
    if let Some(session) = backend.client().live_over(&[records], &[Wire::Sse, Wire::WebSocket, Wire::Ndjson]) {
        stream::Stream::begin(backend, session, channel, heard);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (backend, records, heard);
    channel
}
