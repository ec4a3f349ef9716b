//! Judging a profile: every complaint is collected, with its place and its remedy.

mod auth;
mod fields;
mod frame;
mod lists;
mod live;
mod requests;
mod resources;
mod variables;

use serde_json::{Map, Value};

use crate::complaint::Complaint;
use crate::contract::Contract;
use crate::json::{deeper, is_pointer};
use crate::profile::{Place, Profile, Saved};

/// Judges the text of a profile.
pub(crate) fn judge(json: &str, contract: &Contract) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
    let mut judge = Judge { contract, complaints: Vec::new() };
    let profile = match serde_json::from_str::<Value>(json) {
        Ok(root) => judge.frame(&root),
        Err(_) => {
            judge.fatal("not-json", "", "a JSON document", "Check commas, quotes and brackets");
            None
        }
    };
    let complaints = judge.complaints;
    match profile {
        Some(profile) if !complaints.iter().any(|complaint| complaint.fatal) => Ok((profile, complaints)),
        _ => Err(complaints),
    }
}

/// The judge at work.
struct Judge<'a> {
    contract: &'a Contract,
    complaints: Vec<Complaint>,
}

/// An object of the profile and where it stands.
struct Part<'a> {
    map: &'a Map<String, Value>,
    path: String,
}

impl<'a> Part<'a> {
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key)
    }

    fn path(&self, key: &str) -> String {
        deeper(&self.path, key)
    }
}

impl Judge<'_> {
    fn fatal(&mut self, code: &'static str, pointer: &str, expected: &str, remedy: &str) {
        self.complain(code, pointer, expected, remedy, true);
    }

    fn remark(&mut self, code: &'static str, pointer: &str, expected: &str, remedy: &str) {
        self.complain(code, pointer, expected, remedy, false);
    }

    fn complain(&mut self, code: &'static str, at: &str, expected: &str, remedy: &str, fatal: bool) {
        self.complaints.push(Complaint { code, pointer: at.into(), expected: expected.into(), remedy: remedy.into(), fatal });
    }

    fn wrong(&mut self, path: &str, expected: &str) {
        self.fatal("wrong-type", path, expected, "Write it as expected, or leave the key out");
    }

    fn missing(&mut self, path: &str, expected: &str) {
        self.fatal("missing", path, expected, "Add it");
    }

    /// An object with only these keys.
    fn part<'v>(&mut self, value: &'v Value, path: String, keys: &[&str]) -> Option<Part<'v>> {
        let part = self.open(value, path)?;
        for key in part.map.keys() {
            if !key.starts_with("x-") && !keys.contains(&key.as_str()) {
                let known = format!("one of: {}", keys.join(", "));
                let remedy = "Correct the key, or begin it with x- if it is a note";
                self.fatal("unknown-key", &part.path(key), &known, remedy);
            }
        }
        Some(part)
    }

    /// An object with any keys.
    fn open<'v>(&mut self, value: &'v Value, path: String) -> Option<Part<'v>> {
        if let Value::Object(map) = value {
            return Some(Part { map, path });
        }
        self.wrong(&path, "an object");
        None
    }

    /// An object under a key, any keys in it; empty when it is not there.
    fn members(&mut self, part: &Part, key: &str) -> Map<String, Value> {
        match part.get(key) {
            None => Map::new(),
            Some(value) => match self.open(value, part.path(key)) {
                Some(found) => {
                    let mut members = Map::new();
                    for (name, value) in found.map {
                        if !name.starts_with("x-") {
                            members.insert(name.clone(), value.clone());
                        }
                    }
                    members
                }
                None => Map::new(),
            },
        }
    }

    fn text<'v>(&mut self, part: &Part<'v>, key: &str) -> Option<&'v str> {
        let value = part.get(key)?;
        if value.as_str().is_none() {
            self.wrong(&part.path(key), "a text");
        }
        value.as_str()
    }

    fn flag(&mut self, part: &Part, key: &str) -> bool {
        let Some(value) = part.get(key) else { return false };
        if !value.is_boolean() {
            self.wrong(&part.path(key), "true or false");
        }
        value.as_bool().unwrap_or(false)
    }

    fn number(&mut self, part: &Part, key: &str, least: u32) -> Option<u32> {
        let value = part.get(key)?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        let number = number.filter(|number| *number >= least);
        if number.is_none() {
            self.wrong(&part.path(key), &format!("a whole number, {least} or more"));
        }
        number
    }

    /// One of some words.
    fn word<'v>(&mut self, part: &Part<'v>, key: &str, words: &[&str]) -> Option<&'v str> {
        let text = self.text(part, key)?;
        if !words.contains(&text) {
            self.wrong(&part.path(key), &format!("one of: {}", words.join(", ")));
            return None;
        }
        Some(text)
    }

    /// A JSON Pointer under a key.
    fn pointer(&mut self, part: &Part, key: &str) -> Option<String> {
        let text = self.text(part, key)?;
        self.is_pointer(text, &part.path(key)).then(|| text.to_string())
    }

    fn is_pointer(&mut self, text: &str, path: &str) -> bool {
        let good = is_pointer(text);
        if !good {
            let expected = "a JSON Pointer: empty, or beginning with /";
            self.fatal("bad-pointer", path, expected, "Write it after RFC 6901, as in /items or /a~1b");
        }
        good
    }

    /// A list of texts, or one text.
    fn texts(&mut self, part: &Part, key: &str) -> Vec<String> {
        let texts = match part.get(key) {
            None => Some(Vec::new()),
            Some(Value::String(one)) => Some(vec![one.clone()]),
            Some(Value::Array(items)) => items.iter().map(|item| item.as_str().map(String::from)).collect(),
            Some(_) => None,
        };
        if texts.is_none() {
            self.wrong(&part.path(key), "a text or a list of texts");
        }
        texts.unwrap_or_default()
    }

    /// Names and the pointers where an answer holds them.
    fn saved(&mut self, part: &Part, key: &str) -> Saved {
        let mut saved = Saved::new();
        for (name, at) in self.members(part, key) {
            let path = deeper(&part.path(key), &name);
            match at.as_str() {
                Some(pointer) if self.is_pointer(pointer, &path) => saved.push((name, pointer.into())),
                Some(_) => {}
                None => self.wrong(&path, "a JSON Pointer"),
            }
        }
        saved
    }

    /// A pointer, `{at}`, `{header}` or, where it may be, `{link: true}`.
    fn place(&mut self, part: &Part, key: &str, link: bool) -> Option<Place> {
        let value = part.get(key)?;
        if value.is_string() {
            return self.pointer(part, key).map(Place::At);
        }
        let keys: &[&str] = if link { &["at", "header", "link"] } else { &["at", "header"] };
        let inner = self.part(value, part.path(key), keys)?;
        if let Some(pointer) = self.pointer(&inner, "at") {
            return Some(Place::At(pointer));
        }
        if let Some(name) = self.text(&inner, "header") {
            return Some(Place::Header(name.into()));
        }
        if link && self.flag(&inner, "link") {
            return Some(Place::Link);
        }
        self.missing(&inner.path, &format!("one of: {}", keys.join(", ")));
        None
    }
}
