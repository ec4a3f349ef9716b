//! REALTIME: how changes arrive.

use serde_json::{Map, Value};

use super::{Judge, Part};
use crate::profile::{MessageRule, Realtime, Resource, Step};

const KEYS: [&str; 7] = ["transport", "resources", "poll", "url", "topic", "steps", "message"];

impl Judge<'_> {
    pub(super) fn realtime(&mut self, frame: &Part, resources: &[(String, Resource)]) -> Option<Realtime> {
        let part = self.part(frame.get("realtime")?, "/realtime".into(), &KEYS)?;
        let transport = self.word(&part, "transport", &["sse", "poll"]);
        if part.get("transport").is_none() {
            self.missing("/realtime/transport", "sse or poll");
        }
        let push = transport == Some("sse");
        let mut named = self.texts(&part, "resources");
        for (at, name) in named.iter().enumerate() {
            if !resources.iter().any(|(known, _)| known == name) {
                let path = format!("/realtime/resources/{at}");
                self.wrong(&path, "the name of one of this profile's resources");
            }
        }
        if part.get("resources").is_none() {
            let listed = resources.iter().filter(|(_, resource)| resource.list.is_some());
            named = listed.map(|(name, _)| name.clone()).collect();
        }
        let url = self.text(&part, "url").unwrap_or_default();
        if push && url.is_empty() {
            self.missing("/realtime/url", "the address of the stream");
        }
        let mut steps = Vec::new();
        for (value, path) in self.entries(&part, "steps") {
            steps.extend(self.step(value, path));
        }
        let message = self.message(&part);
        if push && message.record.is_none() && message.id.is_none() {
            self.missing("/realtime/message/record", "where a message holds the record");
        }
        Some(Realtime {
            push,
            resources: named,
            poll: self.number(&part, "poll", 1).unwrap_or(60),
            url: url.into(),
            topic: part.get("topic").cloned().unwrap_or(Value::Null),
            steps,
            message,
        })
    }

    fn step(&mut self, value: &Value, path: String) -> Option<Step> {
        let part = self.part(value, path, &["on", "save", "request"])?;
        let Some(on) = self.text(&part, "on") else {
            self.missing(&part.path("on"), "the event that begins this step");
            return None;
        };
        let request = part.get("request").and_then(|value| self.request(value, part.path("request"), "POST", &[]));
        let save = self.saved(&part, "save");
        Some(Step { on: on.into(), save, call: request.map(|(call, _)| call) })
    }

    fn message(&mut self, realtime: &Part) -> MessageRule {
        let Some(value) = realtime.get("message") else { return MessageRule::default() };
        let keys = ["topic", "action", "actions", "record", "id"];
        let Some(part) = self.part(value, realtime.path("message"), &keys) else {
            return MessageRule::default();
        };
        let by_event = part.get("topic").is_none_or(|topic| topic == "event");
        MessageRule {
            topic: if by_event { None } else { self.pointer(&part, "topic") },
            action: self.pointer(&part, "action"),
            actions: self.actions(&part),
            record: self.pointer(&part, "record"),
            id: self.pointer(&part, "id"),
        }
    }

    fn actions(&mut self, part: &Part) -> Map<String, Value> {
        let actions = self.members(part, "actions");
        for (name, meaning) in &actions {
            if !matches!(meaning.as_str(), Some("created" | "updated" | "removed")) {
                let path = crate::json::deeper(&part.path("actions"), name);
                self.wrong(&path, "created, updated or removed");
            }
        }
        actions
    }
}
