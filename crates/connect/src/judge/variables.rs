//! Every variable of every template must be one that exists where it stands.

use serde_json::Value;

use super::Judge;
use crate::json::{deeper, find};
use crate::profile::{Auth, Call, Profile, Resource};
use crate::template;

const LIST: [&str; 8] = ["page", "offset", "end", "cursor", "size", "sort", "where", "text"];

impl Judge<'_> {
    pub(super) fn variables(&mut self, profile: &Profile) {
        let session = profile.auth.iter().flat_map(|auth| {
            let renewed = auth.me.response.iter();
            let refreshed = auth.refresh.iter().flat_map(|(_, saved)| saved);
            auth.response.iter().chain(renewed).chain(refreshed)
        });
        let session: Vec<&str> = session.map(|(name, _)| name.as_str()).collect();
        let mut me = vec!["me.id".to_string(), "me.name".to_string()];
        if let Some(auth) = &profile.auth {
            me.extend(auth.me.fields.iter().map(|(name, _)| format!("me.{name}")));
            self.auth_variables(auth, &session, &me);
        }
        for (name, resource) in &profile.resources {
            self.resource_variables(name, resource, &session, &me);
        }
        if let Some(live) = &profile.realtime {
            let saved = live.steps.iter().flat_map(|step| &step.save);
            let mut known: Vec<&str> = saved.map(|(name, _)| name.as_str()).collect();
            known.push("topics");
            known.extend(me.iter().map(String::as_str));
            for (at, step) in live.steps.iter().enumerate() {
                if let Some(call) = &step.call {
                    self.call(call, &format!("/realtime/steps/{at}/request"), &known, &session);
                }
            }
            self.call(&Call { url: live.url.clone(), ..Call::default() }, "/realtime", &known, &session);
            for name in &live.resources {
                let vars = find(&profile.resources, name).map(|resource| &resource.known);
                let known: Vec<&str> = vars.into_iter().flatten().map(String::as_str).collect();
                self.template(&live.topic, "/realtime/topic", &known, &[]);
            }
        }
    }

    fn auth_variables(&mut self, auth: &Auth, session: &[&str], me: &[String]) {
        let mut known: Vec<&str> = me.iter().map(String::as_str).collect();
        if let Some(call) = &auth.login {
            self.call(call, "/auth/login/request", &["identity", "password"], &[]);
            let mut told = false;
            call.variables(&mut |name, _, in_address| told |= in_address && (name == "password" || name == "identity"));
            if told {
                self.told("/auth/login/request");
            }
        }
        if let Some((call, _)) = &auth.refresh {
            self.call(call, "/auth/refresh/request", &known, session);
        }
        if let Some(call) = &auth.logout {
            self.call(call, "/auth/logout/request", &known, session);
        }
        if let Some(call) = &auth.me.call {
            self.call(call, "/auth/me/request", &known, session);
        }
        known.clear();
        for (_, value) in &auth.attach {
            self.template(&Value::String(value.clone()), "/auth/attach/value", &known, session);
        }
    }

    fn resource_variables(&mut self, name: &str, resource: &Resource, session: &[&str], me: &[String]) {
        let path = deeper("/resources", name);
        let mut always: Vec<&str> = resource.known.iter().map(String::as_str).collect();
        always.extend(me.iter().map(String::as_str));
        for (operation, call) in resource.calls() {
            let own: &[&str] = match operation {
                "list" => &LIST,
                "read" => &["id"],
                "create" => &["item"],
                "update" => &["id", "item", "version"],
                _ => &["id", "version"],
            };
            let known = [always.as_slice(), own].concat();
            self.call(call, &deeper(&path, operation), &known, session);
        }
        if let Some(list) = &resource.list {
            let path = deeper(&path, "list");
            let term = [always.as_slice(), &["field", "value"]].concat();
            for (op, template) in &list.filter.ops {
                self.template(template, &format!("{path}/where/ops/{op}"), &term, &[]);
            }
            let terms = [always.as_slice(), &["terms"]].concat();
            if let Some(and) = &list.filter.and {
                self.template(and, &format!("{path}/where/and"), &terms, &[]);
            }
            self.template(&list.filter.group.as_str().into(), &format!("{path}/where/group"), &terms, &[]);
            if let Some(sort) = &list.sort {
                self.template(&sort.asc, &format!("{path}/sort/asc"), &term, &[]);
                self.template(&sort.desc, &format!("{path}/sort/desc"), &term, &[]);
            }
            for field in &list.search {
                if resource.field(field).is_none_or(|field| field.filter.is_none()) {
                    let remedy = "Name a field that can be filtered";
                    self.fatal("no-query-name", &format!("{path}/search/any"), "fields with a query name", remedy);
                }
            }
            if list.sort.is_some() && resource.fields.iter().all(|(_, field)| field.sort.is_none()) {
                self.fatal("no-query-name", &format!("{path}/sort"), "a field to sort by", "Give a field a query name");
            }
            if !list.filter.ops.is_empty() && resource.fields.iter().all(|(_, field)| field.filter.is_none()) {
                self.fatal("no-query-name", &format!("{path}/where"), "a field to filter by", "Give a field a query name");
            }
        }
        for (name, field) in &resource.fields {
            let path = deeper(&deeper(&path, "fields"), name);
            for (op, template) in &field.terms {
                let known = [always.as_slice(), &["field", "value"]].concat();
                self.template(template, &format!("{path}/where/{op}"), &known, &[]);
            }
            if let Some(wrap) = &field.wrap {
                self.template(wrap, &deeper(&path, "wrap"), &["value"], &[]);
            }
        }
        let sends = |write: &Option<crate::profile::Write>| write.as_ref().is_none_or(|write| write.call.uses("version"));
        if resource.version.is_some() && !sends(&resource.update) {
            let remedy = "Add a header such as \"If-Match\": \"{version}\", or put it into the body";
            self.remark("version-unused", &deeper(&path, "update"), "an update that sends {version}", remedy);
        }
    }

    fn call(&mut self, call: &Call, path: &str, known: &[&str], session: &[&str]) {
        let mut found = Vec::new();
        call.variables(&mut |name, escape, in_address| found.push((name.to_string(), escape, in_address)));
        for (name, escape, in_address) in found {
            if session.contains(&name.as_str()) && in_address && !known.contains(&name.as_str()) {
                self.told(path);
            } else {
                self.variable(&name, escape, path, known, session);
            }
        }
    }

    fn template(&mut self, template: &Value, path: &str, known: &[&str], session: &[&str]) {
        let mut found = Vec::new();
        template::variables(template, &mut |name, escape| found.push((name.to_string(), escape)));
        for (name, escape) in found {
            self.variable(&name, escape, path, known, session);
        }
    }

    fn variable(&mut self, name: &str, escape: bool, path: &str, known: &[&str], session: &[&str]) {
        if !known.contains(&name) && !session.contains(&name) {
            let exist = [known, session].concat().join(", ");
            let expected = format!("a variable that exists here ({exist}), not {name}");
            self.fatal("unknown-variable", path, &expected, "Correct the name, or define it under vars");
        }
        if !escape {
            let expected = "an escape: sq, odata, uri, json or regex";
            self.fatal("unknown-escape", path, expected, "Correct what follows the bar");
        }
    }

    fn told(&mut self, path: &str) {
        let remedy = "Send it in a header or in the body: addresses are kept in logs";
        self.fatal("credential-in-url", path, "an address without a credential", remedy);
    }
}
