//! Open channels of the browser: an event stream (WHATWG HTML §9.2), a WebSocket (WHATWG WebSockets), lines of JSON.

use std::{cell::Cell, rc::Rc};

use connect::{LiveEvent, Request, Wire};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, Event, EventSource, EventTarget, MessageEvent, ReadableStreamDefaultReader, WebSocket};

/// What a channel tells.
pub enum Told {
    /// Something for the engine.
    Event(LiveEvent),
    /// It was cut, and the browser opens it again by itself.
    Cut,
}

/// Hears what a channel tells.
pub type Hears = Rc<dyn Fn(Told)>;

type Handlers = Vec<Closure<dyn FnMut(Event)>>;

/// An open channel; it closes when it is dropped.
pub struct Channel {
    kind: Kind,
    _handlers: Handlers,
}

enum Kind {
    Events(EventSource),
    Socket(WebSocket),
    Lines(AbortController, Rc<Cell<bool>>),
}

impl Channel {
    /// Opens a channel; nothing when the browser refuses its address. The browser's own event stream sends no headers: a
    /// backend that wants them is read with `fetch` (`headers`).
    pub fn open(wire: Wire, opening: Request, headers: bool, events: &[String], hears: Hears) -> Option<Self> {
        match wire {
            Wire::Sse if headers => Self::lines(opening, Box::new(EventLines::default()), hears),
            Wire::Sse => Self::events(&opening.url, opening.credentials, events, &hears),
            Wire::WebSocket => Self::socket(&opening.url, &hears),
            Wire::Ndjson => Self::lines(opening, Box::new(JsonLines), hears),
        }
    }

    /// Writes a frame, where the channel is one that can be written to.
    pub fn write(&self, text: &str) -> bool {
        matches!(&self.kind, Kind::Socket(socket) if socket.send_with_str(text).is_ok())
    }

    fn events(url: &str, credentials: bool, events: &[String], hears: &Hears) -> Option<Self> {
        let init = web_sys::EventSourceInit::new();
        init.set_with_credentials(credentials);
        let source = EventSource::new_with_event_source_init_dict(url, &init).ok()?;
        let mut handlers = Handlers::new();
        for name in events {
            let (hears, name) = (Rc::clone(hears), name.clone());
            on(&source, &mut handlers, &name.clone(), move |event| message(&hears, &name, &event));
        }
        let opened = Rc::clone(hears);
        on(&source, &mut handlers, "open", move |_| opened(Told::Event(LiveEvent::Opened)));
        let (failed, hears) = (source.clone(), Rc::clone(hears));
        on(&source, &mut handlers, "error", move |_| {
            // While it is connecting, the browser tries again by itself; once closed it never does.
            let closed = failed.ready_state() == EventSource::CLOSED;
            hears(if closed { Told::Event(LiveEvent::Closed) } else { Told::Cut });
        });
        Some(Self { kind: Kind::Events(source), _handlers: handlers })
    }

    fn socket(url: &str, hears: &Hears) -> Option<Self> {
        // A path stands for this page's own origin.
        let origin = leptos::prelude::window().location().origin().ok()?.replacen("http", "ws", 1);
        let socket = WebSocket::new(&if url.starts_with('/') { origin + url } else { url.to_owned() }).ok()?;
        let mut handlers = Handlers::new();
        let (opened, heard, closed) = (Rc::clone(hears), Rc::clone(hears), Rc::clone(hears));
        on(&socket, &mut handlers, "open", move |_| opened(Told::Event(LiveEvent::Opened)));
        on(&socket, &mut handlers, "message", move |event| message(&heard, "message", &event));
        on(&socket, &mut handlers, "close", move |_| closed(Told::Event(LiveEvent::Closed)));
        Some(Self { kind: Kind::Socket(socket), _handlers: handlers })
    }

    fn lines(opening: Request, mut lines: Box<dyn Lines>, hears: Hears) -> Option<Self> {
        let abort = AbortController::new().ok()?;
        let closed = Rc::new(Cell::new(false));
        let (signal, gone) = (abort.signal(), Rc::clone(&closed));
        spawn_local(async move {
            let tell = |event| (!gone.get()).then(|| hears(Told::Event(event)));
            if let Some(reader) = super::super::fetch::open(opening, &signal).await {
                tell(LiveEvent::Opened);
                read_lines(&reader, |line| {
                    if let Some((event, data)) = lines.heard(line) {
                        tell(LiveEvent::Message { event, data });
                    }
                })
                .await;
            }
            tell(LiveEvent::Closed);
        });
        Some(Self { kind: Kind::Lines(abort, closed), _handlers: Handlers::new() })
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        match &self.kind {
            Kind::Events(source) => source.close(),
            Kind::Socket(socket) => _ = socket.close(),
            Kind::Lines(abort, closed) => {
                closed.set(true);
                abort.abort();
            }
        }
    }
}

/// What the lines of an answer that goes on mean.
trait Lines {
    /// The event and its data that a line completes.
    fn heard(&mut self, line: &str) -> Option<(String, String)>;
}

/// Each line is a message (ndjson); empty ones keep the line open.
struct JsonLines;

impl Lines for JsonLines {
    fn heard(&mut self, line: &str) -> Option<(String, String)> {
        let line = line.trim();
        (!line.is_empty()).then(|| ("message".to_owned(), line.to_owned()))
    }
}

/// An event stream: fields line by line, an empty line ends an event (WHATWG HTML §9.2.6).
#[derive(Default)]
struct EventLines {
    event: String,
    data: Option<String>,
}

impl Lines for EventLines {
    fn heard(&mut self, line: &str) -> Option<(String, String)> {
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            let data = self.data.take()?;
            return Some((if event.is_empty() { "message".to_owned() } else { event }, data));
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => data.extend(["\n", value]),
                None => self.data = Some(value.to_owned()),
            },
            _ => {}
        }
        None
    }
}

/// Hands on each whole line until the answer ends; what is longer than any answer may be ends it.
async fn read_lines(reader: &ReadableStreamDefaultReader, mut each: impl FnMut(&str)) {
    const MOST_BYTES: usize = 16 * 1024 * 1024;
    let mut held = Vec::<u8>::new();
    loop {
        let Ok(read) = wasm_bindgen_futures::JsFuture::from(reader.read()).await else { return };
        let value = js_sys::Reflect::get(&read, &"value".into()).unwrap_or_default();
        let Ok(bytes) = value.dyn_into::<js_sys::Uint8Array>() else { return };
        held.extend(bytes.to_vec());
        while let Some(end) = held.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = held.drain(..=end).collect();
            each(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']));
        }
        if held.len() > MOST_BYTES {
            return;
        }
    }
}

fn message(hears: &Hears, event: &str, message: &Event) {
    if let Some(data) = message.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string()) {
        hears(Told::Event(LiveEvent::Message { event: event.to_owned(), data }));
    }
}

fn on(target: &EventTarget, handlers: &mut Handlers, name: &str, handle: impl FnMut(Event) + 'static) {
    let handler = Closure::<dyn FnMut(Event)>::new(handle);
    let _ = target.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
    handlers.push(handler);
}
