//! Every variable of every template must be one that exists where it stands.

use serde_json::Value;

use super::Judge;
use crate::complaint;
use crate::json::{deeper, find};
use crate::pattern;
use crate::profile::{Auth, Call, List, Profile, Resource, Saved, Sign, Write};
use crate::template;

const LIST: [&str; 8] = ["page", "offset", "end", "cursor", "size", "sort", "where", "text"];

/// What a member types.
const TYPED: [&str; 2] = ["identity", "password"];

impl Judge<'_> {
    pub(super) fn variables(&mut self, profile: &Profile) {
        let mut session: Vec<&str> = Vec::new();
        let mut me = vec!["me.id".to_string(), "me.name".to_string()];
        if let Some(auth) = &profile.auth {
            names(&mut session, &auth.response);
            names(&mut session, &auth.me.response);
            for (_, exchange) in auth.exchanges() {
                names(&mut session, &exchange.saved);
            }
            if let Some(oidc) = &auth.oidc {
                names(&mut session, &oidc.response);
            }
            if let Some(second) = &auth.second {
                names(&mut session, &second.save);
            }
            session.extend(auth.manual.iter().map(|(name, _)| name.as_str()));
            if auth.csrf.is_some() {
                session.push("csrf");
            }
            for (name, _) in &auth.me.fields {
                me.push(["me.", name].concat());
            }
        }
        let known: Vec<&str> = me.iter().map(String::as_str).collect();
        if let Some(auth) = &profile.auth {
            self.auth_variables(auth, &session, &known);
        }
        for (name, resource) in &profile.resources {
            self.resource_variables(name, resource, &session, &known);
        }
        for (at, rule) in profile.errors.kinds.iter().enumerate() {
            self.sign_pattern(&rule.sign, &deeper("/errors/kinds", &at.to_string()));
        }
        for (at, rule) in profile.errors.fields.iter().enumerate() {
            if let Some((_, text)) = &rule.sentence {
                self.pattern(text, &deeper("/errors/fields", &at.to_string()), true);
            }
        }
        self.live_variables(profile, &session, &known);
    }

    fn live_variables(&mut self, profile: &Profile, session: &[&str], me: &[&str]) {
        let Some(live) = &profile.realtime else { return };
        let mut known: Vec<&str> = me.to_vec();
        for (name, _) in live.steps.iter().flat_map(|step| &step.save) {
            known.push(name);
        }
        known.push("topics");
        self.call_variables(&Call { url: live.url.clone(), ..Call::default() }, "/realtime/url", &known, session);
        for (at, step) in live.steps.iter().enumerate() {
            let path = deeper("/realtime/steps", &at.to_string());
            let mut known = known.clone();
            if step.repeat {
                known.extend(["topic", "number"]);
                let shared = live.resources.iter().filter_map(|name| find(&profile.resources, name));
                known.extend(shared.flat_map(|resource| &resource.known).map(String::as_str));
            }
            if let Some(call) = &step.call {
                self.call_variables(call, &[&path, "/request"].concat(), &known, session);
            }
            if let Some(send) = &step.send {
                self.template(send, &[&path, "/send"].concat(), &known, session);
            }
        }
        for name in &live.resources {
            let vars = find(&profile.resources, name).map(|resource| &resource.known);
            let mut known: Vec<&str> = vars.into_iter().flatten().map(String::as_str).collect();
            known.push("number");
            self.template(&live.topic, "/realtime/topic", &known, &[]);
        }
    }

    fn auth_variables(&mut self, auth: &Auth, session: &[&str], me: &[&str]) {
        if let Some(call) = &auth.login {
            let mut before: Vec<&str> = TYPED.to_vec();
            for exchange in &auth.before {
                names(&mut before, &exchange.saved);
            }
            if auth.csrf.is_some() {
                before.push("csrf");
            }
            self.call_variables(call, "/auth/login/request", &before, &[]);
            let mut told = false;
            call.variables(&mut |name, _, in_address| told |= in_address && TYPED.contains(&name));
            if told {
                self.complain(complaint::CREDENTIAL_IN_URL, "/auth/login/request", "an address without a credential");
            }
        }
        for (_, made) in &auth.manual {
            self.template(&Value::String(made.clone()), "/auth/login/manual", &own_names(made), &[]);
        }
        let mut known = me.to_vec();
        if auth.second.is_some() {
            known.extend(["identity", "password", "code"]);
        }
        for (path, exchange) in auth.exchanges() {
            self.call_variables(&exchange.call, path, &known, session);
        }
        for (call, path) in [(&auth.logout, "/auth/logout/request"), (&auth.me.call, "/auth/me/request")] {
            if let Some(call) = call {
                self.call_variables(call, path, me, session);
            }
        }
        for (_, value) in &auth.attach {
            self.template(&Value::String(value.clone()), "/auth/attach/value", &[], session);
        }
        if let Some(second) = &auth.second {
            self.sign_pattern(&second.when, "/auth/secondFactor/when");
        }
    }

    fn resource_variables(&mut self, name: &str, resource: &Resource, session: &[&str], me: &[&str]) {
        let path = deeper("/resources", name);
        let mut always: Vec<&str> = resource.known.iter().map(String::as_str).collect();
        always.extend(me);
        always.push("expand");
        if resource.parent.is_some() {
            always.push("parent");
        }
        for (operation, call) in resource.calls() {
            let own: &[&str] = match operation {
                "list" => &LIST,
                "read" => &["id"],
                "create" => &["item"],
                "update" => &["id", "item", "version"],
                _ => &["id", "version"],
            };
            let known = [always.as_slice(), own].concat();
            self.call_variables(call, &deeper(&path, operation), &known, session);
        }
        let term = [always.as_slice(), &["field", "value"]].concat();
        if let Some(list) = &resource.list {
            self.list_variables(list, resource, &deeper(&path, "list"), &term, session);
        }
        for (name, field) in &resource.fields {
            let path = deeper(&[&path, "/fields"].concat(), name);
            for (op, template) in &field.terms {
                self.template(template, &[&path, "/where/", op].concat(), &term, &[]);
            }
            if let Some(wrap) = &field.wrap {
                self.template(wrap, &[&path, "/wrap"].concat(), &["value"], &[]);
            }
        }
        if let Some(format) = resource.version.as_ref().and_then(|version| version.format.as_deref()) {
            self.template(&format.into(), &[&path, "/version/format"].concat(), &["version"], &[]);
        }
        let sends = |write: &Option<Write>| write.as_ref().is_none_or(|write| write.call.uses("version"));
        if resource.version.is_some() && !sends(&resource.update) {
            self.complain_below(complaint::VERSION_UNUSED, &path, "/update", "an update that sends {version}");
        }
    }

    fn list_variables(&mut self, list: &List, resource: &Resource, path: &str, term: &[&str], session: &[&str]) {
        for (op, template) in &list.filter.ops {
            self.template(template, &[path, "/where/ops/", op].concat(), term, &[]);
        }
        let terms = [term, &["terms"]].concat();
        for (template, key) in [(&list.filter.and, "/where/and"), (&list.filter.or, "/where/or")] {
            if let Some(template) = template {
                self.template(template, &[path, key].concat(), &terms, &[]);
            }
        }
        self.template(&list.filter.group.as_str().into(), &[path, "/where/group"].concat(), &terms, &[]);
        if let Some(sort) = &list.sort {
            self.template(&sort.asc, &[path, "/sort/asc"].concat(), term, &[]);
            self.template(&sort.desc, &[path, "/sort/desc"].concat(), term, &[]);
        }
        if let Some(call) = list.total.as_ref().and_then(|total| total.call.as_ref()) {
            self.call_variables(call, &[path, "/total/request"].concat(), &[term, &LIST].concat(), session);
        }
        for field in &list.search {
            if resource.field(field).is_none_or(|field| field.filter.is_none()) {
                self.complain_below(complaint::NO_QUERY_NAME, path, "/search/any", "fields with a query name");
            }
        }
        if list.sort.is_some() && resource.fields.iter().all(|(_, field)| field.sort.is_none()) {
            self.complain_below(complaint::NO_QUERY_NAME, path, "/sort", "a field to sort by");
        }
        if !list.filter.ops.is_empty() && resource.fields.iter().all(|(_, field)| field.filter.is_none()) {
            self.complain_below(complaint::NO_QUERY_NAME, path, "/where", "a field to filter by");
        }
    }

    #[inline(never)]
    fn call_variables(&mut self, call: &Call, path: &str, known: &[&str], session: &[&str]) {
        call.variables(&mut |name, escape, in_address| {
            if in_address && session.contains(&name) && !known.contains(&name) {
                self.complain(complaint::CREDENTIAL_IN_URL, path, "an address without a credential");
            } else {
                self.variable(name, escape, path, known, session);
            }
        });
    }

    #[inline(never)]
    fn template(&mut self, template: &Value, path: &str, known: &[&str], session: &[&str]) {
        template::variables(template, &mut |name, escape| self.variable(name, escape, path, known, session));
    }

    fn variable(&mut self, name: &str, escape: bool, path: &str, known: &[&str], session: &[&str]) {
        if !known.contains(&name) && !session.contains(&name) {
            let exist = [known, session].concat().join(", ");
            let expected = ["a variable that exists here (", &exist, "), not ", name].concat();
            self.complain(complaint::UNKNOWN_VARIABLE, path, &expected);
        }
        if !escape {
            self.complain(complaint::UNKNOWN_ESCAPE, path, "an escape: sq, odata, uri, json, regex or base64");
        }
    }

    fn sign_pattern(&mut self, sign: &Sign, path: &str) {
        if let Some(text) = &sign.matches {
            self.pattern(text, path, false);
        }
    }

    fn pattern(&mut self, text: &str, path: &str, field: bool) {
        if !pattern::is_good(text, field) {
            self.complain_below(complaint::BAD_PATTERN, path, "/matches", "a sentence with {field}, {text} or {_} in it");
        }
    }
}

fn names<'a>(all: &mut Vec<&'a str>, saved: &'a Saved) {
    for (name, _) in saved {
        all.push(name);
    }
}

/// The variables a template uses: of what a member brings, any name is good.
fn own_names(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in template.split('{').skip(1) {
        found.extend(part.split(['|', '}']).next());
    }
    found
}
