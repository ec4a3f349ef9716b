//! Sessions: how a backend signs people in, renews, and says who they are.

use serde_json::Value;

use super::{Judge, Part};
use crate::contract::Kind;
use crate::field::Field;
use crate::json::deeper;
use crate::profile::{Auth, Call, MeShape, Saved};

impl Judge<'_> {
    pub(super) fn auth(&mut self, frame: &Part) -> Option<Auth> {
        let value = frame.get("auth")?;
        let keys = ["login", "attach", "refresh", "logout", "me", "guest"];
        let part = self.part(value, "/auth".into(), &keys)?;
        let login = match part.get("login") {
            Some(value) => self.exchange(value, part.path("login"), "POST"),
            None => None,
        };
        if login.is_none() {
            self.missing("/auth/login", "the request that signs a member in");
        }
        let refresh = part.get("refresh").and_then(|value| self.exchange(value, part.path("refresh"), "POST"));
        let logout = part.get("logout").and_then(|value| self.exchange(value, part.path("logout"), "POST"));
        let attach = self.attach(&part);
        let doubt = self.word(&part, "guest", &["empty"]).is_some();
        let me = self.me(&part)?;
        if doubt && me.call.is_none() {
            let remedy = "Name the request that says who is signed in";
            self.fatal("missing", "/auth/me/request", "a request, as guest is empty", remedy);
        }
        let (login, response) = login.map_or((None, Saved::new()), |(call, saved)| (Some(call), saved));
        Some(Auth { login, response, attach, refresh, logout: logout.map(|(call, _)| call), me, doubt })
    }

    /// `{ request, response }`.
    fn exchange(&mut self, value: &Value, path: String, method: &str) -> Option<(Call, Saved)> {
        let part = self.part(value, path, &["request", "response"])?;
        let Some(request) = part.get("request") else {
            self.missing(&part.path("request"), "a request");
            return None;
        };
        let (call, _) = self.request(request, part.path("request"), method, &[])?;
        let saved = self.saved(&part, "response");
        Some((call, saved))
    }

    fn attach(&mut self, auth: &Part) -> Saved {
        let mut found = Saved::new();
        let Some(value) = auth.get("attach") else { return found };
        let path = auth.path("attach");
        let one = [(value, path)];
        let all = if value.is_array() { self.entries(auth, "attach") } else { one.to_vec() };
        for (value, path) in all {
            let Some(part) = self.part(value, path, &["header", "value"]) else { continue };
            match (self.text(&part, "header"), self.text(&part, "value")) {
                (Some(header), Some(value)) => found.push((header.into(), value.into())),
                _ => self.missing(&part.path, "header and value"),
            }
        }
        found
    }

    fn me(&mut self, auth: &Part) -> Option<MeShape> {
        let Some(value) = auth.get("me") else {
            self.missing("/auth/me", "where the member's id and name are");
            return None;
        };
        let keys = ["request", "response", "user", "atLogin", "id", "name", "roles", "fields"];
        let part = self.part(value, auth.path("me"), &keys)?;
        let call = part.get("request").and_then(|value| self.request(value, part.path("request"), "GET", &[]));
        let mut fields = Vec::new();
        let members = self.members(&part, "fields");
        for (name, value) in &members {
            let path = deeper(&part.path("fields"), name);
            if !self.contract.me.contains(name) {
                self.remark("unknown-field", &path, "a field that the portal knows", "Remove it");
            }
            if let Some(field) = self.field(value, path, Kind::Json) {
                fields.push((name.clone(), field));
            }
        }
        Some(MeShape {
            call: call.map(|(call, _)| call),
            response: self.saved(&part, "response"),
            user: self.pointer(&part, "user").unwrap_or_default(),
            at_login: self.pointer(&part, "atLogin"),
            id: self.own(&part, "id", Kind::Text)?,
            name: self.own(&part, "name", Kind::Text)?,
            roles: part.get("roles").and_then(|value| self.field(value, part.path("roles"), Kind::Texts)),
            fields,
        })
    }

    fn own(&mut self, part: &Part, key: &str, kind: Kind) -> Option<Field> {
        match part.get(key) {
            Some(value) => self.field(value, part.path(key), kind),
            None => {
                self.missing(&part.path(key), "a pointer or a field");
                None
            }
        }
    }
}
