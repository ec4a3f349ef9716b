//! Remarks: what does no harm to the profile, and yet can hardly be meant.
//!
//! Only who asks for the feature `remarks` carries them. A remark has to be right more than it has to be found: what
//! somebody may have meant is passed over.

use serde_json::Value;

use super::{Judge, Part, get};
use crate::complaint;
use crate::contract::{Kind, Wanted};
use crate::field::Field;
use crate::json::{Named, deeper, find};
use crate::profile::{Auth, List, Profile, Resource, Sign, Write};
use crate::template::variables;

/// What a role may be offered.
const OPERATIONS: [&str; 6] = ["*", "list", "read", "create", "update", "remove"];

/// Words of a field, and the kinds that they are about.
const IDLE: [(&str, &[Kind]); 4] = [
    ("format", &[Kind::Date, Kind::DateTime]),
    ("zone", &[Kind::Date, Kind::DateTime]),
    ("split", &[Kind::Texts]),
    ("each", &[Kind::Texts]),
];

impl Judge<'_> {
    pub(super) fn remarks(&mut self, root: &Part, profile: &Profile) {
        for (at, rule) in profile.errors.kinds.iter().enumerate() {
            self.sign_matches(&rule.sign, &deeper("/errors/kinds", &at.to_string()));
        }
        for (name, resource) in &profile.resources {
            self.resource_remarks(resource, &deeper("/resources", name));
            if let Some(wanted) = find(&self.contract.resources, name) {
                self.values(&resource.fields, &wanted.fields, &deeper("/resources", name));
            }
        }
        self.offers(profile);
        if let Some(auth) = &profile.auth {
            self.auth_remarks(root, profile, auth);
        }
        if let Some(live) = get::part(root, "realtime") {
            self.live_remarks(live);
        }
    }

    /// Words that say nothing about a field of this kind.
    pub(super) fn idle_words(&mut self, part: &Part, field: &Field, path: &str) {
        for (word, kinds) in IDLE {
            if part.contains_key(word) && !kinds.contains(&field.kind) {
                self.complain(complaint::NO_EFFECT, &deeper(path, word), "a word that says something about a field of this kind");
            }
        }
    }

    fn sign_matches(&mut self, sign: &Sign, path: &str) {
        if sign.status.is_none() && sign.at.is_none() && sign.equals.is_none() && sign.matches.is_none() {
            self.complain(complaint::NEVER_MATCHES, path, "what tells such an answer from others");
        }
    }

    fn resource_remarks(&mut self, resource: &Resource, path: &str) {
        if let Some(list) = &resource.list {
            self.list_remarks(list, resource, &deeper(path, "list"));
        }
        let unused = |write: &Option<Write>| write.as_ref().is_some_and(|write| !write.call.uses("item") && !write.call.uses("parent"));
        for (name, write) in [("create", &resource.create), ("update", &resource.update)] {
            if unused(write) {
                self.complain(complaint::VARIABLE_UNUSED, &deeper(path, name), "a request that sends {item}, which is what is written");
            }
        }
        if !resource.calls().any(|(_, call)| call.uses("expand")) {
            for (name, _) in resource.fields.iter().filter(|(_, field)| field.expand.is_some()) {
                let place = [&deeper(&[path, "/fields"].concat(), name), "/expand"].concat();
                self.complain(complaint::NO_EFFECT, &place, "a request that sends {expand}");
            }
        }
    }

    fn list_remarks(&mut self, list: &List, resource: &Resource, path: &str) {
        // Where there is one field only, the words may stand for it.
        let several = |named: fn(&Field) -> bool| resource.fields.iter().filter(|(_, field)| named(field)).count() > 1;
        if let Some(sort) = &list.sort {
            for (name, words) in [("asc", &sort.asc), ("desc", &sort.desc)] {
                if !has(words, "field") && several(|field| field.sort.is_some()) {
                    self.complain(complaint::VARIABLE_UNUSED, &[path, "/sort/", name].concat(), "words with {field} in them");
                }
            }
        }
        for (name, words) in &list.filter.ops {
            let place = [path, "/where/ops/", name].concat();
            if !has(words, "value") {
                self.complain(complaint::VARIABLE_UNUSED, &place, "words with {value} in them");
            } else if !has(words, "field") && several(|field| field.filter.is_some()) {
                self.complain(complaint::VARIABLE_UNUSED, &place, "words with {field} in them");
            }
        }
        let paged = ["page", "offset", "end", "cursor"].iter().any(|name| list.call.uses(name));
        // Conditions are left to the backend, which it is not where everything comes at once.
        let asks = ["where", "text", "sort"].iter().any(|name| list.call.uses(name));
        if !paged && !asks && !list.complete && list.next.is_none() {
            self.complain(complaint::NO_PAGES, path, "a variable such as {page} or {offset}, next, or complete");
        }
    }

    /// Words that the portal does not know.
    fn values(&mut self, fields: &[(String, Field)], wanted: &Named<Wanted>, path: &str) {
        for (name, field) in fields {
            let Some(known) = find(wanted, name).filter(|wanted| !wanted.one_of.is_empty()) else { continue };
            let place = deeper(&[path, "/fields"].concat(), name);
            self.known_values(field, &known.one_of, &place, complaint::UNKNOWN_VALUE);
        }
    }

    fn known_values(&mut self, field: &Field, known: &[String], path: &str, fault: complaint::Fault) {
        let strange = |value: &Value| value.as_str().is_some_and(|word| !word.is_empty() && !known.iter().any(|one| one == word));
        let expected = ["one of: ", &known.join(", ")].concat();
        if field.map.iter().any(|(_, ours)| strange(ours)) {
            self.complain_below(fault, path, "/map", &expected);
        }
        if field.default.iter().any(strange) {
            self.complain_below(fault, path, "/default", &expected);
        }
    }

    /// `roles`: what is written wrongly there is offered to nobody.
    fn offers(&mut self, profile: &Profile) {
        let known = &self.contract.roles;
        if let Some(field) = profile.auth.as_ref().and_then(|auth| auth.me.roles.as_ref()).filter(|_| !known.is_empty()) {
            self.known_values(field, known, "/auth/me/roles", complaint::UNKNOWN_ROLE);
        }
        for (role, records) in &profile.roles {
            let path = deeper("/roles", role);
            if !known.is_empty() && role != "guest" && !known.contains(role) {
                let expected = ["one of: guest, ", &known.join(", ")].concat();
                self.complain(complaint::UNKNOWN_ROLE, &path, &expected);
            }
            for (name, operations) in records.as_object().into_iter().flatten().filter(|(name, _)| !name.starts_with("x-")) {
                let path = deeper(&path, name);
                if name != "*" && find(&self.contract.resources, name).is_none() && find(&profile.resources, name).is_none() {
                    self.complain(complaint::UNKNOWN_RESOURCE, &path, "records that the portal knows");
                }
                for (at, operation) in get::array(operations).iter().enumerate() {
                    if operation.as_str().is_some_and(|name| !OPERATIONS.contains(&name)) {
                        self.complain(complaint::UNKNOWN_OPERATION, &deeper(&path, &at.to_string()), "an operation");
                    }
                }
            }
        }
    }

    fn auth_remarks(&mut self, root: &Part, profile: &Profile, auth: &Auth) {
        let cookies = get::text(root, "credentials").is_some_and(|word| word != "omit");
        let headers = auth.attach.iter().any(|(_, value)| value.contains('{'));
        let session = |name: &str| name != "csrf" && self.session.iter().any(|one| one == name);
        let templates = ["headers", "defaults", "resources"].iter().filter_map(|key| root.get(*key));
        if !cookies && !headers && !templates.into_iter().any(|part| any(part, &session)) {
            let expected = "a header that carries the session, or credentials: include where cookies do";
            self.complain(complaint::SESSION_NOT_CARRIED, "/auth/attach", expected);
        } else if !cookies && auth.csrf.as_ref().is_some_and(|csrf| csrf.cookie.is_some()) {
            self.complain(complaint::SESSION_NOT_CARRIED, "/auth/csrf/cookie", "credentials: include, as the token is in a cookie");
        } else if !cookies && auth.refresh.as_ref().is_some_and(|refresh| refresh.saved.is_empty()) {
            self.complain(complaint::SESSION_NOT_CARRIED, "/auth/refresh/response", "where the answer holds the new session");
        }
        if let Some(second) = &auth.second {
            if !profile.errors.kinds.iter().any(|rule| rule.kind == "secondFactor") {
                self.sign_matches(&second.when, "/auth/secondFactor/when");
            }
            if !second.finish.call.uses("code") {
                let at = "/auth/secondFactor/finish/request";
                self.complain(complaint::VARIABLE_UNUSED, at, "a request that sends {code}, which is what the member types");
            }
        }
        // A login that ends with a code, or begins with something brought along, may do without a password.
        let Some(login) = auth.login.as_ref().filter(|_| auth.second.is_none() && auth.manual.is_empty()) else { return };
        if !login.uses("password") && !auth.before.iter().any(|before| before.call.uses("password")) {
            self.complain(
                complaint::VARIABLE_UNUSED,
                "/auth/login/request",
                "a request that sends {password}, which is what the member types",
            );
        }
    }

    fn live_remarks(&mut self, live: &Part) {
        let steps = get::items(live, "steps");
        if get::text(live, "transport") == Some("poll") {
            for key in ["url", "topic", "event", "steps", "message"].iter().filter(|key| live.contains_key(**key)) {
                self.complain(complaint::NO_EFFECT, &deeper("/realtime", key), "a transport that opens a channel");
            }
            return;
        }
        // The last step joins the channel, whether it sends something or not.
        for (at, step) in steps.iter().enumerate().take(steps.len().saturating_sub(1)) {
            if ["send", "request", "save"].iter().all(|key| step.get(key).is_none()) {
                self.complain(complaint::NO_EFFECT, &deeper("/realtime/steps", &at.to_string()), "a step that sends or saves something");
            }
        }
    }
}

fn has(template: &Value, name: &str) -> bool {
    any(template, &|used| used == name)
}

fn any(template: &Value, wanted: &dyn Fn(&str) -> bool) -> bool {
    let mut found = false;
    variables(template, &mut |name, _| found |= wanted(name));
    found
}
