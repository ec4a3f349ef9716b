//! The live channel of a judged profile.

use serde_json::{Map, Value};

use super::{Call, Texts};

/// How an open channel speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// Server-Sent Events, as a browser's `EventSource` reads them.
    Sse,
    /// A WebSocket whose frames are texts of JSON.
    WebSocket,
    /// An answer that goes on: one JSON document a line.
    Ndjson,
}

#[derive(Clone, Debug)]
pub(crate) struct Realtime {
    /// Nothing: by asking again.
    pub wire: Option<Wire>,
    pub resources: Vec<String>,
    pub poll: u32,
    pub url: String,
    pub topic: Value,
    pub event: Option<String>,
    pub steps: Vec<Step>,
    pub message: MessageRule,
    /// Whether resources are listed again once the channel is joined.
    pub again: bool,
}

impl Realtime {
    /// The address of the channel: for a WebSocket with its own scheme.
    pub fn address(&self, base: &str) -> String {
        let whole = if self.url.starts_with('/') { [base, &self.url].concat() } else { self.url.clone() };
        match whole.strip_prefix("http") {
            Some(rest) if self.wire == Some(Wire::WebSocket) => ["ws", rest].concat(),
            _ => whole,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub on: String,
    pub save: Texts,
    pub call: Option<Call>,
    pub send: Option<Value>,
    /// Once for each resource.
    pub repeat: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct MessageRule {
    pub topic: Option<String>,
    pub action: Option<String>,
    pub actions: Map<String, Value>,
    pub record: Option<String>,
    pub id: Option<String>,
    pub many: bool,
}
