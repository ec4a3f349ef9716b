//! The live channel as a state machine: events go in, steps come out. Someone else opens streams and sends.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::answer;
use crate::core::Core;
use crate::json::{find, plain, text_of};
use crate::profile::{Call, MessageRule, Realtime, Step};
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
    /// Open this stream of Server-Sent Events; after a `Closed`, only after a pause that grows.
    OpenStream {
        /// Where.
        url: String,
    },
    /// Send this and look only at its status. When it fails, close the stream and report `Closed`.
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
    /// Resource names and the topic each is known by.
    topics: Vec<(String, String)>,
    saved: Map<String, Value>,
}

impl LiveSession {
    pub(crate) fn new(core: Rc<Core>, wanted: &[&str]) -> Option<LiveSession> {
        let live = core.profile.realtime.as_ref()?;
        let named = live.resources.iter().filter(|name| wanted.contains(&name.as_str()));
        let topics: Vec<(String, String)> = named
            .map(|name| {
                let vars = find(&core.profile.resources, name).map(|found| found.vars.clone()).unwrap_or_default();
                let topic = render(&live.topic, &vars).filter(|topic| !topic.is_null());
                (name.clone(), topic.as_ref().map(text_of).unwrap_or_default())
            })
            .collect();
        (!topics.is_empty()).then(|| LiveSession { core, topics, saved: Map::new() })
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
        let Some(live) = self.rules() else { return Vec::new() };
        if live.push {
            let call = Call { url: live.url.clone(), method: "GET".into(), ..Call::default() };
            let planned = self.core.plan(&call, None, &Scope::new());
            return planned.into_iter().map(|planned| LiveStep::OpenStream { url: planned.request.url }).collect();
        }
        let every = |(resource, _): &(String, String)| LiveStep::PollEvery { seconds: live.poll, resource: resource.clone() };
        self.topics.iter().map(every).collect()
    }

    /// What follows from an event.
    pub fn on(&mut self, event: LiveEvent) -> Vec<LiveStep> {
        match event {
            LiveEvent::Opened => {
                let none = self.rules().is_none_or(|live| live.steps.is_empty());
                if none { self.list_again() } else { self.step("open", &Value::Null).unwrap_or_default() }
            }
            LiveEvent::Closed => self.start(),
            LiveEvent::Message { event, data } => {
                if data.len() > answer::MOST_BYTES {
                    return self.list_again();
                }
                let data: Value = serde_json::from_str(&data).unwrap_or(Value::Null);
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
        if let Some(call) = &step.call {
            let mut scope = self.saved.clone();
            let topics = self.topics.iter().map(|(_, topic)| Value::from(topic.as_str()));
            scope.insert("topics".into(), topics.collect());
            let planned = core.plan(call, None, &scope).ok()?;
            steps.push(LiveStep::Send(planned.request));
        }
        if at + 1 == live.steps.len() {
            steps.extend(self.list_again());
        }
        Some(steps)
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
        named.filter_map(|(resource, _)| self.changed(rule, resource, data)).collect()
    }

    /// A record out of a message; what cannot be read is listed again.
    fn changed(&self, rule: &MessageRule, resource: &str, data: &Value) -> Option<LiveStep> {
        let shape = find(&self.core.profile.resources, resource)?;
        let again = LiveStep::ListAgain { resource: resource.into() };
        let word = rule.action.as_ref().and_then(|at| data.pointer(at)).and_then(plain);
        let word = word.unwrap_or_else(|| "updated".into());
        let action = match rule.actions.get(&word).and_then(Value::as_str).unwrap_or(&word) {
            "created" => Action::Created,
            "updated" => Action::Updated,
            "removed" => Action::Removed,
            _ => return Some(again),
        };
        let row = rule.record.as_ref().and_then(|at| data.pointer(at));
        let mut record = row.and_then(|row| answer::record(shape, row, "", None).ok());
        if record.is_none() && action == Action::Removed {
            let bare = rule.id.as_ref().and_then(|at| data.pointer(at)).and_then(plain);
            let own = || row.and_then(|row| shape.id.read(row, "").ok().flatten()).as_ref().and_then(plain);
            record = bare.or_else(own).map(|id| Record { id, version: None, fields: Map::new() });
        }
        Some(match record {
            Some(record) => LiveStep::Changed { resource: resource.into(), action, record },
            None => again,
        })
    }
}
