//! `extends`: a profile laid over a preset, by JSON Merge Patch (RFC 7396).

use serde_json::Value;

use super::Judge;
use crate::complaint;
use crate::json::merge;

/// The most presets that lie under one another.
const MOST: usize = 16;

impl Judge<'_> {
    /// The profile with everything that it extends under it.
    #[inline(never)]
    pub(super) fn extended(&mut self, mut root: Value, presets: &dyn Fn(&str) -> Option<String>) -> Value {
        let mut met: Vec<String> = Vec::new();
        loop {
            let Some(name) = root.get("extends").and_then(Value::as_str).map(String::from) else { return root };
            if met.contains(&name) || met.len() >= MOST {
                self.complain(complaint::EXTENDS_ENDLESS, "/extends", "presets that do not extend themselves");
                return root;
            }
            let preset = presets(&name).and_then(|text| serde_json::from_str::<Value>(&text).ok());
            let Some(mut below) = preset.filter(Value::is_object) else {
                self.complain(complaint::EXTENDS_UNAVAILABLE, "/extends", "the name of a preset that is at hand");
                return root;
            };
            if let Value::Object(members) = &mut root {
                members.remove("extends");
            }
            merge(&mut below, &root);
            root = below;
            met.push(name);
        }
    }
}
