//! The live channel: what others change arrives while the page is open. The engine says what to do; this file does it.

use std::rc::Rc;

use connect::Record;
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
    let heard: Rc<dyn Fn(Happening)> = Rc::new(heard);
    #[cfg(target_arch = "wasm32")]
    if let Some(session) = backend.client().live(&[records]) {
        browser::Stream::open(backend, session, channel, heard);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (backend, records, heard);
    channel
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::{
        cell::{Cell, RefCell},
        collections::VecDeque,
        rc::Rc,
    };

    use connect::{Action, LiveEvent, LiveSession, LiveStep};
    use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
    use send_wrapper::SendWrapper;
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{EventSource, MessageEvent};

    use super::{Backend, Happening, LiveChannel};
    /// How long a channel that the backend closed is left alone before it is opened again.
    const AGAIN_AFTER: std::time::Duration = std::time::Duration::from_secs(5);

    type Heard = Rc<dyn Fn(Happening)>;
    type Handlers = Vec<Closure<dyn FnMut(MessageEvent)>>;

    /// One open event stream (WHATWG HTML §9.2) or poll, driven by the engine's state machine.
    pub struct Stream {
        backend: Backend,
        session: RefCell<LiveSession>,
        source: RefCell<Option<EventSource>>,
        handlers: RefCell<Handlers>,
        poll: RefCell<Option<IntervalHandle>>,
        channel: LiveChannel,
        heard: Heard,
        closed: Cell<bool>,
    }

    impl Stream {
        pub fn open(backend: Backend, mut session: LiveSession, channel: LiveChannel, heard: Heard) {
            let first = session.start();
            let stream = Rc::new(Self {
                backend,
                session: RefCell::new(session),
                source: RefCell::new(None),
                handlers: RefCell::new(Vec::new()),
                poll: RefCell::new(None),
                channel,
                heard,
                closed: Cell::new(false),
            });
            let closing = SendWrapper::new(Rc::clone(&stream));
            on_cleanup(move || closing.close());
            stream.take(first);
        }

        fn close(&self) {
            self.closed.set(true);
            self.shut();
        }

        fn shut(&self) {
            if let Some(source) = self.source.borrow_mut().take() {
                source.close();
            }
            self.handlers.borrow_mut().clear();
            if let Some(poll) = self.poll.borrow_mut().take() {
                poll.clear();
            }
        }

        fn tell(self: &Rc<Self>, event: LiveEvent) {
            let steps = self.session.borrow_mut().on(event);
            self.take(steps);
        }

        fn take(self: &Rc<Self>, steps: Vec<LiveStep>) {
            let mut steps: VecDeque<_> = steps.into();
            while let Some(step) = steps.pop_front() {
                match step {
                    LiveStep::OpenStream { url } => self.listen(&url),
                    LiveStep::Send(request) => {
                        let stream = Rc::clone(self);
                        let client = self.backend.client();
                        spawn_local(async move {
                            let joined = client.send(request).await.is_ok();
                            let _ = stream.channel.connected.try_set(joined);
                            if !joined {
                                stream.open_again();
                            }
                        });
                    }
                    LiveStep::Changed { action, record, .. } => (self.heard)(match action {
                        Action::Removed => Happening::Removed(record.id),
                        Action::Created | Action::Updated => Happening::Changed(record),
                    }),
                    LiveStep::ListAgain { .. } => (self.heard)(Happening::ListAgain),
                    LiveStep::PollEvery { seconds, .. } => self.poll(seconds),
                }
            }
        }

        fn poll(self: &Rc<Self>, seconds: u32) {
            let heard = Rc::clone(&self.heard);
            let every = std::time::Duration::from_secs(u64::from(seconds));
            let again = move || {
                // A hidden tab stays quiet; it asks when it is seen again.
                if !document().hidden() {
                    heard(Happening::ListAgain);
                }
            };
            *self.poll.borrow_mut() = set_interval_with_handle(again, every).ok();
        }

        /// Opens the channel anew after a while, unless the page has gone meanwhile.
        fn open_again(self: &Rc<Self>) {
            let stream = Rc::downgrade(self);
            let open = move || {
                if let Some(stream) = stream.upgrade().filter(|stream| !stream.closed.get()) {
                    stream.shut();
                    stream.tell(LiveEvent::Closed);
                }
            };
            set_timeout(open, AGAIN_AFTER);
        }

        fn listen(self: &Rc<Self>, url: &str) {
            if self.closed.get() {
                return;
            }
            let Ok(source) = EventSource::new(url) else { return };
            for name in self.session.borrow().events() {
                let (stream, event) = (Rc::downgrade(self), name.clone());
                self.on(&source, &name, move |message| {
                    if let (Some(stream), Some(data)) = (stream.upgrade(), message.data().as_string()) {
                        stream.tell(LiveEvent::Message { event: event.clone(), data });
                    }
                });
            }
            let stream = Rc::downgrade(self);
            self.on(&source, "open", move |_| {
                if let Some(stream) = stream.upgrade() {
                    stream.tell(LiveEvent::Opened);
                }
            });
            let (stream, failed) = (Rc::downgrade(self), source.clone());
            self.on(&source, "error", move |_| {
                let Some(stream) = stream.upgrade() else { return };
                let _ = stream.channel.connected.try_set(false);
                // While it is connecting, the browser tries again by itself; once closed it never does.
                if failed.ready_state() == EventSource::CLOSED {
                    stream.open_again();
                }
            });
            *self.source.borrow_mut() = Some(source);
        }

        fn on(&self, source: &EventSource, name: &str, handle: impl FnMut(MessageEvent) + 'static) {
            let handler = Closure::<dyn FnMut(MessageEvent)>::new(handle);
            let _ = source.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
            self.handlers.borrow_mut().push(handler);
        }
    }
}
