//! The frame of a profile: what holds for every request.

use serde_json::{Map, Value};

use super::{Judge, Part, get};
use crate::complaint;
use crate::json::deeper;
use crate::profile::{Cache, Call, Errors, Exchange, FieldsRule, KindRule, Profile, Sign, origin};
use crate::when;

impl Judge<'_> {
    #[inline(never)]
    pub(super) fn frame(&mut self, root: &Part) -> Profile {
        let mut profile = Profile {
            name: get::string(root, "name"),
            base: get::text(root, "base").unwrap_or_default().trim_end_matches('/').into(),
            headers: get::members(root, "headers"),
            credentials: get::text(root, "credentials") == Some("include"),
            media: get::owned(root, "mediaType"),
            auth: None,
            roles: get::members(root, "roles"),
            resources: Vec::new(),
            errors: self.errors(root),
            realtime: None,
            cache: get::part(root, "cache").map(cache).unwrap_or_default(),
        };
        profile.auth = get::part(root, "auth").and_then(|auth| self.auth(auth));
        self.session_variables(root);
        profile.resources = self.resources(root);
        profile.realtime = get::part(root, "realtime").map(|live| self.realtime(live, &profile.resources));
        self.frame_variables(root);
        self.needs(&profile);
        #[cfg(feature = "remarks")]
        self.remarks(root, &profile);
        profile
    }

    #[inline(never)]
    fn errors(&mut self, root: &Part) -> Errors {
        // Problem Details (RFC 9457), unless the profile says otherwise.
        let usual = FieldsRule { each: "/errors".into(), field: Some("/pointer".into()), text: "/detail".into(), ..FieldsRule::default() };
        let mut errors = Errors { message: vec!["/detail".into(), "/title".into()], kinds: Vec::new(), fields: vec![usual] };
        let Some(part) = get::part(root, "errors") else { return errors };
        if part.contains_key("message") {
            errors.message = get::texts(part, "message");
        }
        for rule in get::parts(part, "kinds") {
            errors.kinds.push(KindRule { sign: sign(rule), on: get::owned(rule, "on"), kind: get::string(rule, "kind") });
        }
        if part.contains_key("fields") {
            errors.fields.clear();
        }
        for (at, rule) in get::parts(part, "fields").into_iter().enumerate() {
            let sentence = get::owned(rule, "matches").map(|pattern| (get::string(rule, "at"), pattern));
            if sentence.is_some() == rule.contains_key("each") {
                let path = deeper("/errors/fields", &at.to_string());
                self.complain(complaint::TWO_WAYS, &path, "either each, or at and matches");
            }
            errors.fields.push(FieldsRule {
                each: get::string(rule, "each"),
                field: get::owned(rule, "field"),
                text: get::string(rule, "text"),
                skip: get::texts(rule, "skip"),
                one: get::flag(rule, "one"),
                sentence,
            });
        }
        errors
    }

    /// A request; a bare text is its address.
    #[inline(never)]
    pub(super) fn call(&mut self, value: Option<&Value>, path: &str, method: &str) -> Option<Call> {
        let mut call = Call { method: method.into(), ..Call::default() };
        match value? {
            Value::String(url) => call.url.clone_from(url),
            Value::Object(part) => {
                call.url = get::string(part, "url");
                if let Some(method) = get::owned(part, "method") {
                    call.method = method;
                }
                call.params = get::members(part, "params");
                call.headers = get::members(part, "headers");
                call.body = part.get("body").cloned();
                call.form = get::text(part, "encoding") == Some("form");
                call.anonymous = get::flag(part, "anonymous");
                call.any = get::flag(part, "any");
            }
            _ => return None,
        }
        if call.form && !call.body.as_ref().is_some_and(Value::is_object) {
            self.complain_below(complaint::WRONG_TYPE, path, "/body", "an object, as the encoding is form");
        }
        if call.body.is_some() && !call.sends_body() {
            self.complain_below(complaint::BODY_DROPPED, path, "/body", "a method that sends a body, or no body");
        }
        if origin(&call.url).contains('{') {
            self.complain(complaint::MOVING_ORIGIN, path, "an address whose host is written out");
        }
        Some(call)
    }

    /// `{ request, response }`.
    #[inline(never)]
    pub(super) fn exchange(&mut self, part: &Part, path: &str, method: &str) -> Option<Exchange> {
        let call = self.call(part.get("request"), &[path, "/request"].concat(), method)?;
        Some(Exchange { call, saved: get::saved(part, "response") })
    }
}

pub(super) fn sign(part: &Map<String, Value>) -> Sign {
    Sign {
        status: get::count(part, "status").map(u64::from),
        at: get::owned(part, "at"),
        equals: part.get("equals").cloned(),
        matches: get::owned(part, "matches"),
    }
}

pub(super) fn cache(part: &Part) -> Cache {
    Cache {
        stale: get::text(part, "stale").and_then(when::duration),
        keep: get::text(part, "keep").and_then(when::duration),
        device: get::flag(part, "device"),
    }
}
