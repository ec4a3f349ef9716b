//! One channel or poll, driven by the engine's state machine.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
    time::Duration,
};

use connect::{Action, LiveEvent, LiveSession, LiveStep, Request};
use leptos::{
    leptos_dom::helpers::{IntervalHandle, WindowListenerHandle},
    prelude::*,
    task::spawn_local,
};
use send_wrapper::SendWrapper;

use super::{
    Backend, Happening, LiveChannel,
    wires::{Channel, Told},
};

/// How long a channel that was closed is left alone before it is opened again: twice as long each time, up to a minute.
const FIRST_PAUSE: u32 = 5;
const LONGEST_PAUSE: u32 = 60;

pub type Heard = Rc<dyn Fn(Happening)>;

/// It closes when its owner goes.
pub struct Stream {
    backend: Backend,
    session: RefCell<LiveSession>,
    open: RefCell<Option<Channel>>,
    poll: RefCell<Option<IntervalHandle>>,
    seen: RefCell<Option<WindowListenerHandle>>,
    pause: Cell<u32>,
    /// Whether it has been open at least once.
    opened: Cell<bool>,
    /// Whether an event stream is read with the headers that the browser's own cannot send.
    headers: Cell<bool>,
    channel: LiveChannel,
    heard: Heard,
    closed: Cell<bool>,
}

impl Stream {
    pub fn begin(backend: Backend, mut session: LiveSession, channel: LiveChannel, heard: Heard) {
        let first = session.start();
        let stream = Rc::new(Self {
            backend,
            session: RefCell::new(session),
            open: RefCell::new(None),
            poll: RefCell::new(None),
            seen: RefCell::new(None),
            pause: Cell::new(FIRST_PAUSE),
            opened: Cell::new(false),
            headers: Cell::new(false),
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
        self.open.take();
        if let Some(poll) = self.poll.take() {
            poll.clear();
        }
        if let Some(seen) = self.seen.take() {
            seen.remove();
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
                LiveStep::OpenStream { .. } => self.open(),
                LiveStep::Send(request) if request.method.is_empty() => self.write(&request),
                LiveStep::Send(request) => self.send(request),
                LiveStep::Changed { action, record, .. } => (self.heard)(match action {
                    Action::Removed => Happening::Removed(record.id),
                    Action::Created | Action::Updated => Happening::Changed(record),
                }),
                LiveStep::ListAgain { .. } => (self.heard)(Happening::ListAgain),
                LiveStep::PollEvery { seconds, .. } => self.poll(seconds),
            }
        }
    }

    /// A joined channel; without steps of its own it is joined when it is open.
    fn joined(&self, joined: bool) {
        let _ = self.channel.connected.try_set(joined);
        if joined {
            self.pause.set(FIRST_PAUSE);
        }
    }

    fn send(self: &Rc<Self>, request: Request) {
        let stream = Rc::clone(self);
        let client = self.backend.client();
        spawn_local(async move {
            let sent = client.send(request).await.is_ok();
            stream.joined(sent);
            if !sent {
                stream.open_again();
            }
        });
    }

    fn write(self: &Rc<Self>, frame: &Request) {
        let written = self.open.borrow().as_ref().is_some_and(|open| open.write(frame.body.as_deref().unwrap_or_default()));
        self.joined(written);
        if !written {
            self.open_again();
        }
    }

    fn poll(self: &Rc<Self>, seconds: u32) {
        let (heard, missed) = (Rc::clone(&self.heard), Rc::new(Cell::new(false)));
        let (seen_heard, seen_missed) = (Rc::clone(&heard), Rc::clone(&missed));
        // A hidden tab stays quiet; it asks when it is seen again.
        let again = move || if document().hidden() { missed.set(true) } else { heard(Happening::ListAgain) };
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() && seen_missed.take() {
                seen_heard(Happening::ListAgain);
            }
        });
        if let Some(before) = self.seen.replace(Some(seen)) {
            before.remove();
        }
        *self.poll.borrow_mut() = set_interval_with_handle(again, Duration::from_secs(u64::from(seconds))).ok();
    }

    fn open(self: &Rc<Self>) {
        if self.closed.get() {
            return;
        }
        let (wire, opening, events) = {
            let session = self.session.borrow();
            (session.wire(), session.opening(), session.events())
        };
        let (Some(wire), Some(opening)) = (wire, opening) else { return };
        let stream = Rc::downgrade(self);
        let channel = Channel::open(wire, opening, self.headers.get(), &events, Rc::new(move |told| Self::hear(&stream, told)));
        let refused = channel.is_none();
        *self.open.borrow_mut() = channel;
        if refused {
            self.open_again();
        }
    }

    fn hear(stream: &Weak<Self>, told: Told) {
        let Some(stream) = stream.upgrade().filter(|stream| !stream.closed.get()) else { return };
        match told {
            Told::Cut => stream.joined(false),
            // A stream that was refused at once may want to know who is asking.
            Told::Event(LiveEvent::Closed) if !stream.opened.get() && !stream.headers.replace(true) => {
                let again = Rc::downgrade(&stream);
                set_timeout(move || again.upgrade().iter().for_each(Self::open), Duration::ZERO);
            }
            Told::Event(LiveEvent::Closed) => {
                stream.joined(false);
                stream.open_again();
            }
            Told::Event(event) => {
                if event == LiveEvent::Opened {
                    stream.opened.set(true);
                    stream.joined(true);
                }
                stream.tell(event);
            }
        }
    }

    /// Opens the channel anew after a pause that grows, unless the page has gone meanwhile. Until it stands again, what it
    /// would have brought is asked for at the same pace.
    fn open_again(self: &Rc<Self>) {
        let pause = self.pause.get();
        self.pause.set((pause * 2).min(LONGEST_PAUSE));
        let stream = Rc::downgrade(self);
        let open = move || {
            if let Some(stream) = stream.upgrade().filter(|stream| !stream.closed.get()) {
                stream.open.take();
                if !document().hidden() {
                    (stream.heard)(Happening::ListAgain);
                }
                stream.tell(LiveEvent::Closed);
            }
        };
        set_timeout(open, Duration::from_secs(u64::from(pause)));
    }
}
