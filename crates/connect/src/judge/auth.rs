//! Sessions: how a backend signs people in, renews, and says who they are.

use serde_json::Value;

use super::frame::sign;
use super::{Judge, Part, get};
use crate::complaint;
use crate::contract::Kind;
use crate::json::deeper;
use crate::profile::{Auth, Csrf, MeShape, OidcRule, SecondFactor};

impl Judge<'_> {
    #[inline(never)]
    pub(super) fn auth(&mut self, part: &Part) -> Option<Auth> {
        let empty = Part::new();
        let login = get::part(part, "login").unwrap_or(&empty);
        if login.is_empty() && !part.contains_key("oidc") {
            self.complain(complaint::MISSING, "/auth/login", "the request that signs a member in");
        }
        let mut auth = Auth {
            before: Vec::new(),
            login: self.call(login.get("request"), "/auth/login/request", "POST"),
            response: get::saved(login, "response"),
            confirm: get::flag(login, "confirm"),
            manual: get::pairs(login, "manual"),
            attach: Vec::new(),
            csrf: self.csrf(part),
            refresh: get::part(part, "refresh").and_then(|part| self.exchange(part, "/auth/refresh", "POST")),
            logout: get::part(part, "logout").and_then(|part| self.exchange(part, "/auth/logout", "POST")).map(|exchange| exchange.call),
            me: self.me(get::part(part, "me")?)?,
            doubt: get::text(part, "guest") == Some("empty"),
            second: get::part(part, "secondFactor").and_then(|part| self.second(part)),
            oidc: get::part(part, "oidc").map(oidc),
        };
        for name in get::texts(login, "manual") {
            let template = ["{", &name, "}"].concat();
            auth.manual.push((name, template));
        }
        if !login.is_empty() && auth.login.is_none() && auth.manual.is_empty() {
            self.complain(complaint::MISSING, "/auth/login/request", "a request, or manual: what a member brings along");
        }
        let listed = login.get("before").is_some_and(Value::is_array);
        for (at, before) in get::parts(login, "before").into_iter().enumerate() {
            let path = "/auth/login/before";
            let path = if listed { deeper(path, &at.to_string()) } else { path.into() };
            auth.before.extend(self.exchange(before, &path, "GET"));
        }
        for header in get::parts(part, "attach") {
            if let (Some(name), Some(value)) = (get::owned(header, "header"), get::owned(header, "value")) {
                auth.attach.push((name, value));
            }
        }
        let asks = auth.doubt || auth.confirm || !auth.manual.is_empty() || auth.oidc.is_some();
        if asks && auth.me.call.is_none() {
            self.complain(complaint::MISSING, "/auth/me/request", "a request, as nothing else tells whether the session is good");
        }
        Some(auth)
    }

    #[inline(never)]
    fn csrf(&mut self, auth: &Part) -> Option<Csrf> {
        let part = get::part(auth, "csrf")?;
        let csrf = Csrf {
            cookie: get::owned(part, "cookie"),
            request: self.call(part.get("request"), "/auth/csrf/request", "GET"),
            from: get::place(part.get("from")),
            header: get::owned(part, "header")?,
        };
        if csrf.cookie.is_some() == csrf.request.is_some() || csrf.request.is_some() != csrf.from.is_some() {
            self.complain(complaint::TWO_WAYS, "/auth/csrf", "either a cookie, or a request and from where in its answer");
        }
        Some(csrf)
    }

    #[inline(never)]
    fn second(&mut self, part: &Part) -> Option<SecondFactor> {
        Some(SecondFactor {
            when: sign(get::part(part, "when")?),
            save: get::saved(part, "save"),
            start: get::part(part, "start").and_then(|part| self.exchange(part, "/auth/secondFactor/start", "POST")),
            finish: get::part(part, "finish").and_then(|part| self.exchange(part, "/auth/secondFactor/finish", "POST"))?,
        })
    }

    #[inline(never)]
    fn me(&mut self, part: &Part) -> Option<MeShape> {
        let mut fields = Vec::new();
        for (name, value) in &get::members(part, "fields") {
            let path = deeper("/auth/me/fields", name);
            if !self.contract.me.contains(name) {
                self.complain(complaint::UNKNOWN_FIELD, &path, "a field that the portal knows");
            }
            if let Some(field) = self.field(value, &path, Kind::Text) {
                fields.push((name.clone(), field));
            }
        }
        Some(MeShape {
            call: self.call(part.get("request"), "/auth/me/request", "GET"),
            response: get::saved(part, "response"),
            user: get::string(part, "user"),
            at_login: get::owned(part, "atLogin"),
            id: self.field(part.get("id")?, "/auth/me/id", Kind::Text)?,
            name: self.field(part.get("name")?, "/auth/me/name", Kind::Text)?,
            roles: part.get("roles").and_then(|value| self.field(value, "/auth/me/roles", Kind::Texts)),
            fields,
        })
    }
}

fn oidc(part: &Part) -> OidcRule {
    OidcRule {
        issuer: get::string(part, "issuer"),
        client: get::string(part, "clientId"),
        scope: get::owned(part, "scope").unwrap_or_else(|| "openid".into()),
        authorize: get::owned(part, "authorize"),
        token: get::owned(part, "token"),
        response: get::saved(part, "response"),
    }
}
