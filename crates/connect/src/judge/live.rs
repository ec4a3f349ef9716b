//! REALTIME: how changes arrive.

use serde_json::Value;

use super::{Judge, Part, get};
use crate::complaint;
use crate::json::{deeper, find, is_pointer};
use crate::profile::{MessageRule, Realtime, Resource, Step, Wire, origin};

impl Judge<'_> {
    #[inline(never)]
    pub(super) fn realtime(&mut self, part: &Part, resources: &[(String, Resource)]) -> Realtime {
        let wire = match get::text(part, "transport") {
            Some("sse") => Some(Wire::Sse),
            Some("websocket") => Some(Wire::WebSocket),
            Some("ndjson") => Some(Wire::Ndjson),
            _ => None,
        };
        let mut named = get::texts(part, "resources");
        for (at, name) in named.iter().enumerate() {
            if !resources.iter().any(|(known, _)| known == name) {
                let path = deeper("/realtime/resources", &at.to_string());
                self.complain(complaint::WRONG_TYPE, &path, "the name of one of this profile's resources");
            }
        }
        if !part.contains_key("resources") {
            for (name, resource) in resources {
                if resource.list.is_some() {
                    named.push(name.clone());
                }
            }
        }
        for name in &named {
            if let Some(resource) = find(resources, name) {
                self.topic_variables(part.get("topic"), &resource.known);
            }
        }
        let url = get::string(part, "url");
        let message = self.message(part);
        if wire.is_some() && !part.contains_key("url") {
            self.complain(complaint::MISSING, "/realtime/url", "the address of the stream");
        }
        if origin(&url).contains('{') {
            self.complain(complaint::MOVING_ORIGIN, "/realtime/url", "an address whose host is written out");
        }
        if wire.is_some() && message.record.is_none() && message.id.is_none() {
            self.complain(complaint::MISSING, "/realtime/message/record", "where a message holds the record");
        }
        let mut steps = Vec::new();
        for (at, step) in get::parts(part, "steps").into_iter().enumerate() {
            let path = deeper("/realtime/steps", &at.to_string());
            steps.extend(self.step(step, &path, wire));
        }
        Realtime {
            wire,
            resources: named,
            poll: get::count(part, "poll").unwrap_or(60),
            url,
            topic: part.get("topic").cloned().unwrap_or(Value::Null),
            event: get::owned(part, "event"),
            steps,
            message,
            again: get::text(part, "onGap") != Some("none"),
        }
    }

    #[inline(never)]
    fn step(&mut self, part: &Part, path: &str, wire: Option<Wire>) -> Option<Step> {
        let send = part.get("send").cloned();
        if send.is_some() && (part.contains_key("request") || wire != Some(Wire::WebSocket)) {
            self.complain_below(complaint::TWO_WAYS, path, "/send", "send over a websocket, or a request");
        }
        Some(Step {
            on: get::owned(part, "on")?,
            save: get::pairs(part, "save"),
            call: self.call(part.get("request"), &[path, "/request"].concat(), "POST"),
            send,
            repeat: get::flag(part, "repeat"),
        })
    }

    #[inline(never)]
    fn message(&mut self, realtime: &Part) -> MessageRule {
        let Some(part) = get::part(realtime, "message") else { return MessageRule::default() };
        let topic = get::owned(part, "topic").filter(|topic| topic != "event");
        if !topic.as_deref().is_none_or(is_pointer) {
            self.complain(complaint::BAD_POINTER, "/realtime/message/topic", "event, or a JSON Pointer");
        }
        MessageRule {
            topic,
            action: get::owned(part, "action"),
            actions: get::members(part, "actions"),
            record: get::owned(part, "record"),
            id: get::owned(part, "id"),
            many: get::flag(part, "many"),
        }
    }
}
