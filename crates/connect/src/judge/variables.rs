//! Every variable of every template must be one that exists where it stands.

use serde_json::Value;

use super::{Judge, Part, get};
use crate::complaint;
use crate::json::{deeper, step_into};
use crate::template;

/// Where an answer's values become variables of the session.
const SAVED: [&str; 8] = [
    "/login/response",
    "/me/response",
    "/refresh/response",
    "/oidc/response",
    "/secondFactor/save",
    "/secondFactor/start/response",
    "/secondFactor/finish/response",
    "/login/manual",
];

/// What a member types. It never goes into an address, and neither does what the session is made of.
const TYPED: [&str; 3] = ["identity", "password", "code"];

const LIST: [&str; 8] = ["page", "offset", "end", "cursor", "size", "sort", "where", "text"];

const TERM: [&str; 2] = ["field", "value"];

/// What a template may use besides the variables of its resource.
#[derive(Clone, Copy)]
struct Rule {
    /// Where it stands.
    at: &'static str,
    /// Whether it is a request, with an address and other keys of its own.
    request: bool,
    /// Whether it may use the session.
    session: bool,
    own: &'static [&'static str],
}

const fn request(at: &'static str, own: &'static [&'static str]) -> Rule {
    Rule { at, request: true, session: true, own }
}

const fn words(at: &'static str, own: &'static [&'static str]) -> Rule {
    Rule { at, request: false, session: false, own }
}

static FRAME: [Rule; 10] = [
    Rule { at: "/headers", request: false, session: true, own: &[] },
    Rule { at: "/auth/login/request", request: true, session: false, own: &TYPED },
    request("/auth/csrf/request", &[]),
    request("/auth/refresh/request", &[]),
    request("/auth/logout/request", &[]),
    request("/auth/me/request", &[]),
    request("/auth/secondFactor/start/request", &TYPED),
    request("/auth/secondFactor/finish/request", &TYPED),
    Rule { at: "/auth/attach", request: false, session: true, own: &[] },
    request("/realtime/url", &["topics"]),
];

static RECORDS: [Rule; 13] = [
    request("/list", &LIST),
    request("/list/total/request", &LIST),
    request("/read", &["id"]),
    request("/create", &["item"]),
    request("/update", &["id", "item", "version"]),
    request("/remove", &["id", "version"]),
    words("/list/where/ops", &TERM),
    words("/list/where/and", &["terms"]),
    words("/list/where/or", &["terms"]),
    words("/list/where/group", &["terms"]),
    words("/list/sort/asc", &TERM),
    words("/list/sort/desc", &TERM),
    words("/version/format", &["version"]),
];

impl Judge<'_> {
    /// Which variables the session and the member have.
    #[inline(never)]
    pub(super) fn session_variables(&mut self, root: &Part) {
        self.me = vec!["me.id".into(), "me.name".into()];
        let Some(auth) = root.get("auth") else { return };
        for at in SAVED {
            if let Some(saved) = auth.pointer(at) {
                names(saved, &mut self.session);
            }
        }
        // What `usual_token` keeps.
        if auth.get("oidc").is_some_and(|oidc| oidc.is_object() && oidc.get("response").is_none()) {
            self.session.push("token".into());
        }
        each(auth.pointer("/login/before"), &mut |one| one.get("response").into_iter().for_each(|saved| names(saved, &mut self.before)));
        if auth.get("csrf").is_some() {
            self.before.push("csrf".into());
        }
        self.session.extend(self.before.iter().cloned());
        if let Some(Value::Object(fields)) = auth.pointer("/me/fields") {
            for name in fields.keys() {
                self.me.push(["me.", name].concat());
            }
        }
    }

    /// The templates of the frame.
    #[inline(never)]
    pub(super) fn frame_variables(&mut self, root: &Part) {
        let empty = Value::Null;
        let auth = root.get("auth").unwrap_or(&empty);
        let before = std::mem::take(&mut self.before);
        let live = root.get("realtime").unwrap_or(&empty);
        let mut saved = Vec::new();
        each(live.get("steps"), &mut |step| step.get("save").into_iter().for_each(|save| names(save, &mut saved)));
        for rule in FRAME {
            let (top, below) = rule.at.get(1..).and_then(|at| at.split_once('/')).unwrap_or(("headers", ""));
            let Some(part) = root.get(top) else { continue };
            let known: &[String] = match (top, below) {
                ("realtime", _) => &saved,
                (_, "login/request") => &before,
                _ => &[],
            };
            let found = if below.is_empty() { Some(part) } else { part.pointer(&["/", below].concat()) };
            self.templates(found, rule.at, &rule, known);
        }
        let listed = auth.pointer("/login/before").is_some_and(Value::is_array);
        let mut at = 0;
        each(auth.pointer("/login/before"), &mut |one| {
            let path = if listed { deeper("/auth/login/before", &at.to_string()) } else { "/auth/login/before".into() };
            at += 1;
            self.templates(one.get("request"), &deeper(&path, "request"), &request("", &TYPED), &[]);
        });
        let mut at = 0;
        each(live.get("steps"), &mut |step| {
            let path = deeper("/realtime/steps", &at.to_string());
            at += 1;
            let mut known = saved.clone();
            if step.get("repeat").is_some() {
                known.extend(["topic".into(), "number".into()]);
                known.extend(self.shared.iter().cloned());
            }
            self.templates(step.get("request"), &deeper(&path, "request"), &request("", &["topics"]), &known);
            let sent = Rule { request: false, ..request("", &["topics"]) };
            self.templates(step.get("send"), &deeper(&path, "send"), &sent, &known);
        });
    }

    /// The topic that a resource is known by on the channel.
    #[inline(never)]
    pub(super) fn topic_variables(&mut self, topic: Option<&Value>, known: &[String]) {
        self.shared.extend(known.iter().cloned());
        self.templates(topic, "/realtime/topic", &words("", &["number"]), known);
    }

    /// The templates of a resource.
    #[inline(never)]
    pub(super) fn record_variables(&mut self, whole: &Value, vars: &[String], path: &str) {
        let mut known = vars.to_vec();
        known.push("expand".into());
        if whole.get("parent").is_some() {
            known.push("parent".into());
        }
        for rule in &RECORDS {
            let found = whole.pointer(rule.at).filter(|_| rule.at != "/read" || whole.pointer("/read/from").is_none());
            self.templates(found, &[path, rule.at].concat(), rule, &known);
        }
        let Some(Value::Object(fields)) = whole.get("fields") else { return };
        for (name, field) in fields {
            let path = deeper(&[path, "/fields"].concat(), name);
            self.templates(field.get("where"), &[&path, "/where"].concat(), &words("", &TERM), &known);
            self.templates(field.get("wrap"), &[&path, "/wrap"].concat(), &words("", &["value"]), &[]);
        }
    }

    #[inline(never)]
    fn templates(&mut self, value: Option<&Value>, path: &str, rule: &Rule, known: &[String]) {
        let mut path = String::from(path);
        match value {
            Some(Value::Object(parts)) if rule.request => {
                for (key, in_address) in [("url", true), ("params", true), ("headers", false), ("body", false)] {
                    if let Some(part) = parts.get(key) {
                        let from = path.len();
                        step_into(&mut path, key);
                        self.template(part, &mut path, rule, known, in_address);
                        path.truncate(from);
                    }
                }
            }
            Some(value) => self.template(value, &mut path, rule, known, rule.request),
            None => {}
        }
    }

    #[inline(never)]
    fn template(&mut self, value: &Value, path: &mut String, rule: &Rule, known: &[String], in_address: bool) {
        let from = path.len();
        match value {
            Value::String(text) => self.text(text, path, rule, known, in_address),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    step_into(path, &at.to_string());
                    self.template(item, path, rule, known, in_address);
                    path.truncate(from);
                }
            }
            Value::Object(members) => {
                for (key, value) in members {
                    step_into(path, key);
                    self.text(key, path, rule, known, in_address);
                    self.template(value, path, rule, known, in_address);
                    path.truncate(from);
                }
            }
            _ => {}
        }
    }

    #[inline(never)]
    fn text(&mut self, text: &str, path: &str, rule: &Rule, known: &[String], in_address: bool) {
        if !text.contains('{') {
            return;
        }
        template::text_variables(text, &mut |name, escape| {
            let has = |all: &[String]| all.iter().any(|one| one == name);
            let own = rule.own.contains(&name) || has(known);
            let session = has(&self.session);
            if in_address && ((session && !own) || (rule.own.contains(&name) && TYPED.contains(&name))) {
                self.complain(complaint::CREDENTIAL_IN_URL, path, "an address without a credential");
            } else if !(own || has(&self.me) || rule.session && session) {
                let mut exist = rule.own.join(", ");
                for name in known {
                    exist.push_str(", ");
                    exist.push_str(name);
                }
                let expected = ["a variable that exists here (", &exist, " …), not ", name].concat();
                self.complain(complaint::UNKNOWN_VARIABLE, path, &expected);
            }
            if !escape {
                self.complain(complaint::UNKNOWN_ESCAPE, path, "an escape: sq, odata, uri, json, regex or base64");
            }
        });
    }
}

/// The names that something is saved under: the keys of an object, or a list of names.
fn names(saved: &Value, all: &mut Vec<String>) {
    match saved {
        Value::Object(members) => all.extend(members.keys().cloned()),
        Value::String(one) => all.push(one.clone()),
        _ => {}
    }
    for name in get::array(saved) {
        all.extend(name.as_str().map(String::from));
    }
}

/// One, or each of a list.
fn each(value: Option<&Value>, see: &mut dyn FnMut(&Value)) {
    match value {
        Some(Value::Array(all)) => all.iter().for_each(see),
        Some(one) => see(one),
        None => {}
    }
}
