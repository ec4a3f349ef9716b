//! The live channel as a state machine: events go in, steps come out. Someone else opens streams and sends.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::answer;
use crate::core::Core;
use crate::json::{find, lay, plain, text_of};
use crate::profile::{Call, MessageRule, Realtime, Step, Wire};
use crate::record::Record;
use crate::template::{Scope, render};
use crate::transport::Request;

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is new.
    Created,
    /// It has changed.
    Updated,
    /// It is gone; only its id can be relied on.
    Removed,
}

/// What the portal has to do next, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum LiveStep {
    /// Open this channel, `LiveSession::opening`, over `LiveSession::wire`; after a `Closed`, only after a pause that grows.
    OpenStream {
        /// Where.
        url: String,
    },
    /// Send this and look only at its status. When it fails, close the stream and report `Closed`.
    ///
    /// A request without a method is a frame for the WebSocket: write its body there.
    Send(Request),
    /// A record came, changed or went.
    Changed {
        /// The resource it belongs to.
        resource: String,
        /// What happened to it.
        action: Action,
        /// As it is now.
        record: Record,
    },
    /// Something may have been missed: list this resource again. Given whenever a stream has been joined, the
    /// first time too, since the list that is shown may be older than the stream.
    ListAgain {
        /// Which.
        resource: String,
    },
    /// Nothing is pushed: list this resource every so often.
    PollEvery {
        /// How often.
        seconds: u32,
        /// Which.
        resource: String,
    },
}

/// What the stream did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveEvent {
    /// It is open.
    Opened,
    /// A message came.
    Message {
        /// The event's name; `message` when it has none.
        event: String,
        /// Its data, lines joined.
        data: String,
    },
    /// It is closed, or could not be opened.
    Closed,
}

/// A live channel for some resources.
pub struct LiveSession {
    core: Rc<Core>,
    wire: Option<Wire>,
    joined: bool,
    /// Resource names and the topic each is known by.
    topics: Vec<(String, String)>,
    saved: Map<String, Value>,
}

impl LiveSession {
    pub(crate) fn new(core: Rc<Core>, wanted: &[&str], wires: &[Wire]) -> Option<LiveSession> {
        let live = core.profile.realtime.as_ref()?;
        let wire = live.wire.filter(|wire| wires.contains(wire));
        let mut topics = Vec::new();
        for name in live.resources.iter().filter(|name| wanted.contains(&name.as_str())) {
            let mut scope = find(&core.profile.resources, name).map(|found| found.vars.clone()).unwrap_or_default();
            scope.insert("number".into(), (topics.len() + 1).into());
            let topic = render(&live.topic, &scope).filter(|topic| !topic.is_null());
            topics.push((name.clone(), topic.as_ref().map(text_of).unwrap_or_default()));
        }
        (!topics.is_empty()).then(|| LiveSession { core, wire, joined: false, topics, saved: Map::new() })
    }

    /// How the channel is opened; nothing when there is none, and everything is asked for again every so often.
    #[must_use]
    pub fn wire(&self) -> Option<Wire> {
        self.wire
    }

    /// The request that opens the channel, with its headers: what `Wire::Ndjson` needs, and a browser's `EventSource`
    /// and `WebSocket` cannot send.
    #[must_use]
    pub fn opening(&self) -> Option<Request> {
        let live = self.rules().filter(|_| self.wire.is_some())?;
        let call = Call { url: live.url.clone(), method: "GET".into(), ..Call::default() };
        let mut request = self.core.plan(&call, None, &Scope::new()).ok()?.request;
        if let (Some(Wire::WebSocket), Some(rest)) = (self.wire, request.url.strip_prefix("http")) {
            request.url = ["ws", rest].concat();
        }
        Some(request)
    }

    fn rules(&self) -> Option<&Realtime> {
        self.core.profile.realtime.as_ref()
    }

    /// The names of the events that the stream will carry: a browser's `EventSource` hears only those it is told of.
    #[must_use]
    pub fn events(&self) -> Vec<String> {
        let steps = self.rules().into_iter().flat_map(|live| live.steps.iter().map(|step| step.on.clone()));
        let topics = self.topics.iter().map(|(_, topic)| topic.clone());
        let mut names: Vec<String> = steps.chain(topics).filter(|name| name != "open" && !name.is_empty()).collect();
        names.push("message".into());
        names.sort();
        names.dedup();
        names
    }

    /// The first steps.
    pub fn start(&mut self) -> Vec<LiveStep> {
        self.saved.clear();
        self.joined = false;
        if let Some(request) = self.opening() {
            return vec![LiveStep::OpenStream { url: request.url }];
        }
        let Some(live) = self.rules() else { return Vec::new() };
        let every = |(resource, _): &(String, String)| LiveStep::PollEvery { seconds: live.poll, resource: resource.clone() };
        self.topics.iter().map(every).collect()
    }

    /// What follows from an event.
    pub fn on(&mut self, event: LiveEvent) -> Vec<LiveStep> {
        match event {
            LiveEvent::Opened => {
                // A browser opens a cut stream again by itself: what came meanwhile is missed all the same.
                self.joined = false;
                let none = self.rules().is_none_or(|live| live.steps.is_empty());
                if none { self.rejoined() } else { self.step("open", &Value::Null).unwrap_or_default() }
            }
            LiveEvent::Closed => self.start(),
            LiveEvent::Message { event, data } => {
                if data.len() > answer::MOST_BYTES {
                    return self.list_again();
                }
                let data: Value = serde_json::from_str(&data).unwrap_or(Value::Null);
                let named = self.rules().and_then(|live| data.pointer(live.event.as_ref()?)).and_then(plain);
                let event = named.unwrap_or(event);
                self.step(&event, &data).unwrap_or_else(|| self.message(&event, &data))
            }
        }
    }

    fn list_again(&self) -> Vec<LiveStep> {
        let names = self.topics.iter().map(|(resource, _)| resource.clone());
        names.map(|resource| LiveStep::ListAgain { resource }).collect()
    }

    /// The step of the profile that this event begins, if there is one.
    fn step(&mut self, event: &str, data: &Value) -> Option<Vec<LiveStep>> {
        let core = Rc::clone(&self.core);
        let live = core.profile.realtime.as_ref()?;
        let at = live.steps.iter().position(|step| step.on == event)?;
        let step: &Step = live.steps.get(at)?;
        for (name, pointer) in &step.save {
            if let Some(value) = data.pointer(pointer) {
                self.saved.insert(name.clone(), value.clone());
            }
        }
        let mut steps = Vec::new();
        let mut scope = self.saved.clone();
        let topics = self.topics.iter().map(|(_, topic)| Value::from(topic.as_str()));
        scope.insert("topics".into(), topics.collect());
        let times = if step.repeat { self.topics.len() } else { 1 };
        for (number, (resource, topic)) in self.topics.iter().enumerate().take(times) {
            if step.repeat {
                if let Some(found) = find(&core.profile.resources, resource) {
                    lay(&mut scope, &found.vars);
                }
                scope.insert("topic".into(), topic.as_str().into());
                scope.insert("number".into(), (number + 1).into());
            }
            if let Some(call) = &step.call {
                steps.push(LiveStep::Send(core.plan(call, None, &scope).ok()?.request));
            }
            if let Some(send) = &step.send {
                let call = Call { method: "POST".into(), url: live.url.clone(), body: Some(send.clone()), ..Call::default() };
                let request = core.plan(&call, None, &scope).ok()?.request;
                steps.push(LiveStep::Send(Request { method: String::new(), headers: Vec::new(), credentials: false, ..request }));
            }
        }
        if at + 1 == live.steps.len() {
            steps.extend(self.rejoined());
        }
        Some(steps)
    }

    /// The channel is joined: what was missed is listed again, once for each time it was opened.
    fn rejoined(&mut self) -> Vec<LiveStep> {
        let again = !self.joined && self.rules().is_some_and(|live| live.again);
        self.joined = true;
        if again { self.list_again() } else { Vec::new() }
    }

    fn message(&self, event: &str, data: &Value) -> Vec<LiveStep> {
        let Some(live) = self.rules() else { return Vec::new() };
        let rule = &live.message;
        let topic = match &rule.topic {
            None => Some(event.to_string()),
            Some(at) => data.pointer(at).and_then(plain),
        };
        let named = self.topics.iter().filter(|(_, known)| {
            // Without topics, a channel of one resource is about that one.
            known.is_empty() && self.topics.len() == 1 || Some(known) == topic.as_ref()
        });
        let mut steps = Vec::new();
        for (resource, _) in named {
            self.changed(rule, resource, data, &mut steps);
        }
        steps
    }

    /// Records out of a message; what cannot be read is listed again.
    fn changed(&self, rule: &MessageRule, resource: &str, data: &Value, steps: &mut Vec<LiveStep>) {
        let Some(shape) = find(&self.core.profile.resources, resource) else { return };
        let again = LiveStep::ListAgain { resource: resource.into() };
        let word = rule.action.as_ref().and_then(|at| data.pointer(at)).and_then(plain);
        let word = word.unwrap_or_else(|| "updated".into());
        let action = match rule.actions.get(&word).and_then(Value::as_str).unwrap_or(&word) {
            "created" => Action::Created,
            "updated" => Action::Updated,
            "removed" => Action::Removed,
            _ => return steps.push(again),
        };
        let found = rule.record.as_ref().and_then(|at| data.pointer(at));
        let rows = match found {
            Some(Value::Array(rows)) if rule.many => rows.as_slice(),
            Some(row) => std::slice::from_ref(row),
            None => &[],
        };
        let mut changes = Vec::new();
        for row in rows {
            let mut record = answer::record(shape, row, "", None).ok();
            if record.is_none() && action == Action::Removed {
                let own = shape.id.read(row, "").ok().flatten();
                record = own.as_ref().or(Some(row)).and_then(plain).map(gone);
            }
            changes.extend(record);
        }
        if changes.is_empty() && action == Action::Removed {
            changes.extend(rule.id.as_ref().and_then(|at| data.pointer(at)).and_then(plain).map(gone));
        }
        if changes.is_empty() || changes.len() < rows.len() {
            return steps.push(again);
        }
        for record in changes {
            steps.push(LiveStep::Changed { resource: resource.into(), action, record });
        }
    }
}

/// What is left of a record that is gone.
fn gone(id: String) -> Record {
    Record { id, version: None, fields: Map::new() }
}
