//! The frame of a profile: what holds for every request.

use serde_json::Value;

use super::{Judge, Part};
use crate::profile::{Errors, FieldsRule, KindRule, Profile};

const KEYS: [&str; 12] =
    ["$schema", "profile", "name", "extends", "base", "headers", "credentials", "auth", "roles", "defaults", "resources", "errors"];

/// What a rule of `errors.kinds` may call an answer.
const KINDS: [&str; 8] =
    ["badCredentials", "unauthenticated", "forbidden", "notFound", "validation", "conflict", "rateLimited", "unavailable"];

/// What a rule of `errors.kinds` may be bound to.
const OPERATIONS: [&str; 7] = ["login", "list", "read", "create", "update", "remove", "me"];

impl Judge<'_> {
    pub(super) fn frame(&mut self, root: &Value) -> Option<Profile> {
        let mut keys = KEYS.to_vec();
        keys.push("realtime");
        let part = self.part(root, String::new(), &keys)?;
        if part.get("extends").is_some() {
            let remedy = "Write what is common under defaults";
            self.fatal("extends-unavailable", "/extends", "a profile without extends", remedy);
        }
        let base = self.text(&part, "base");
        match base {
            None if part.get("base").is_none() => self.missing("/base", "the backend's address"),
            Some(text) if !is_base(text) => {
                let expected = "empty, a path that begins with /, or an http(s) address";
                self.wrong("/base", expected);
            }
            _ => {}
        }
        let credentials = self.word(&part, "credentials", &["omit", "same-origin", "include"]);
        let mut profile = Profile {
            name: self.text(&part, "name").unwrap_or_default().into(),
            base: base.unwrap_or_default().trim_end_matches('/').into(),
            headers: self.members(&part, "headers"),
            credentials: credentials == Some("include"),
            auth: None,
            roles: self.roles(&part),
            resources: self.resources(&part),
            errors: self.errors(&part),
            realtime: None,
        };
        profile.auth = self.auth(&part);
        profile.realtime = self.realtime(&part, &profile.resources);
        self.variables(&profile);
        self.needs(&profile);
        Some(profile)
    }

    fn roles(&mut self, frame: &Part) -> serde_json::Map<String, Value> {
        let roles = self.members(frame, "roles");
        for (role, rules) in &roles {
            let path = crate::json::deeper("/roles", role);
            let Some(part) = self.open(rules, path) else { continue };
            for (resource, operations) in part.map {
                let texts = operations.as_array().is_some_and(|all| all.iter().all(Value::is_string));
                if !texts && !resource.starts_with("x-") {
                    self.wrong(&part.path(resource), "a list of operations");
                }
            }
        }
        roles
    }

    fn errors(&mut self, frame: &Part) -> Errors {
        let mut errors = Errors { message: vec!["/detail".into(), "/title".into()], ..Errors::default() };
        let Some(value) = frame.get("errors") else { return errors };
        let Some(part) = self.part(value, frame.path("errors"), &["message", "kinds", "fields"]) else {
            return errors;
        };
        if part.get("message").is_some() {
            errors.message = self.texts(&part, "message");
            for pointer in &errors.message {
                self.is_pointer(pointer, &part.path("message"));
            }
        }
        for (value, path) in self.entries(&part, "kinds") {
            errors.kinds.extend(self.kind_rule(value, path));
        }
        for (value, path) in self.entries(&part, "fields") {
            let Some(rule) = self.part(value, path, &["each", "field", "text"]) else { continue };
            errors.fields.push(FieldsRule {
                each: self.pointer(&rule, "each").unwrap_or_default(),
                field: self.pointer(&rule, "field"),
                text: self.pointer(&rule, "text").unwrap_or_default(),
            });
        }
        errors
    }

    fn kind_rule(&mut self, value: &Value, path: String) -> Option<KindRule> {
        let part = self.part(value, path, &["status", "at", "equals", "on", "kind"])?;
        let Some(kind) = self.word(&part, "kind", &KINDS) else {
            if part.get("kind").is_none() {
                self.missing(&part.path("kind"), "what such an answer means");
            }
            return None;
        };
        Some(KindRule {
            status: self.number(&part, "status", 100).map(u64::from),
            at: self.pointer(&part, "at").unwrap_or_default(),
            equals: part.get("equals").cloned(),
            on: self.word(&part, "on", &OPERATIONS).map(String::from),
            kind: kind.into(),
        })
    }

    /// The entries of a list under a key, each with its place.
    pub(super) fn entries<'v>(&mut self, part: &Part<'v>, key: &str) -> Vec<(&'v Value, String)> {
        let Some(value) = part.get(key) else { return Vec::new() };
        let Value::Array(items) = value else {
            self.wrong(&part.path(key), "a list");
            return Vec::new();
        };
        let numbered = items.iter().enumerate();
        numbered.map(|(at, item)| (item, format!("{}/{at}", part.path(key)))).collect()
    }
}

fn is_base(text: &str) -> bool {
    let path = text.starts_with('/') && !text.starts_with("//");
    let absolute = text.starts_with("https://") || text.starts_with("http://");
    (text.is_empty() || path || absolute) && !text.contains(['?', '#', '{', ' '])
}
