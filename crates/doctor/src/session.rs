//! Signing in, being known, renewing, signing out.

use connect::{Client, Me, Problem};
use serde_json::{Value, json};

use crate::codes;
use crate::doctor::Doctor;
use crate::places;
use crate::values::{self, told};
use crate::{Case, Who};

/// A password that nobody has.
const WRONG: &str = "commonwatch-doctor-no-such-password";

impl Doctor {
    pub async fn begin_session(&mut self, case: &Case<'_>) {
        match &case.who {
            Who::Guest => self.skip("session", "nobody is to sign in"),
            Who::Session(session) => {
                self.skip("sign-in, renewal, sign-out", "the session of somebody who is signed in is used");
                self.witness.keep_session_secret(session);
                let Some(client) = self.client() else { return };
                match client.resume(session.clone()).await {
                    Ok(me) => self.begun(&client, &me),
                    Err(problem) => self.not_carried(&problem, None),
                }
            }
            Who::Typed(typed) => {
                self.wrong_password(typed).await;
                if !self.down {
                    self.sign_in(typed).await;
                }
            }
        }
    }

    async fn try_in(&self, client: &Client, typed: &[(String, String)]) -> Result<Me, Problem> {
        let pairs: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        self.witness.mark();
        let entered = client.sign_in(&pairs).await;
        if let Some(session) = client.credential() {
            self.witness.keep_session_secret(&session);
        }
        entered
    }

    async fn wrong_password(&mut self, typed: &[(String, String)]) {
        let Some(client) = self.client() else { return };
        let wrong: Vec<(String, String)> =
            typed.iter().map(|(name, text)| (name.clone(), if name == "identity" { text.clone() } else { WRONG.into() })).collect();
        let entered = self.try_in(&client, &wrong).await;
        let status = self.witness.last().map_or(0, |(_, response)| response.status);
        let (kind, seen) = match entered {
            Err(Problem::BadCredentials) => return,
            Err(Problem::Busy { .. }) => return self.skip("a wrong password", "the backend asks to wait"),
            Err(Problem::Refused { .. }) if client.awaits_code() => {
                return self.skip("a wrong password", "the backend asks for a code first");
            }
            Err(problem) if self.offline(&problem) => return,
            Ok(_) => (&codes::WRONG_PASSWORD_ACCEPTED, String::from("somebody is signed in")),
            Err(problem) => (&codes::WRONG_PASSWORD_UNTOLD, format!("status {status}; {}", told(&problem))),
        };
        let mut patch = None;
        let rule = json!({ "status": status, "on": "login", "kind": "badCredentials" });
        let confirmed = json!({ "auth": { "login": { "confirm": true } } });
        let ways = [Some(confirmed), (status >= 300).then(|| self.sheet.kinds_patch(rule))];
        for way in ways.into_iter().flatten() {
            let Some(client) = self.patched(&way) else { continue };
            if self.try_in(&client, &wrong).await == Err(Problem::BadCredentials) {
                patch = Some(way);
                break;
            }
        }
        let body = self.witness.last().map(|(_, response)| response.body).unwrap_or_default();
        if patch.is_none() && status < 300 && body.trim_start().starts_with('<') {
            return self.skip("a wrong password", "the login is answered with a page of HTML");
        }
        self.find(kind, "/auth/login".into(), seen, patch);
    }

    async fn sign_in(&mut self, typed: &[(String, String)]) {
        for _ in 0..3 {
            let Some(client) = self.client() else { return };
            let entered = self.try_in(&client, typed).await;
            let last = self.witness.last();
            let status = last.as_ref().map_or(0, |(_, response)| response.status);
            match entered {
                Ok(me) => return self.begun(&client, &me),
                Err(Problem::Refused { .. }) if client.awaits_code() => {
                    return self.skip("session", "the backend asks for a code; examine with a session that is signed in");
                }
                Err(Problem::Unsupported { .. }) => {
                    return self.skip("session", "this profile signs in elsewhere; examine with a session that is signed in");
                }
                Err(problem) if self.offline(&problem) => return,
                Err(problem @ Problem::SignedOut) => {
                    let carried = self.attached_otherwise(typed).await;
                    let mended = carried.is_some();
                    self.not_carried(&problem, carried);
                    if !mended {
                        return;
                    }
                }
                Err(problem @ Problem::Unreadable { .. }) => {
                    let me = self
                        .sheet
                        .at("/auth/me/request")
                        .map(|request| request.as_str().unwrap_or_else(|| request.get("url").and_then(Value::as_str).unwrap_or_default()));
                    let about_me =
                        last.as_ref().is_some_and(|(request, _)| me.is_some_and(|me| !me.is_empty() && request.url.contains(me)));
                    let found = if about_me { self.me_elsewhere(typed, &problem).await } else { self.session_elsewhere(&problem) };
                    if !found {
                        return;
                    }
                }
                Err(problem) => {
                    return self.find(
                        &codes::LOGIN_REFUSED,
                        "/auth/login/request".into(),
                        format!("status {status}; {}", told(&problem)),
                        None,
                    );
                }
            }
        }
    }

    fn begun(&mut self, client: &Client, me: &Me) {
        self.keep(client);
        if self.sheet.at("/auth/me/roles").is_some() && me.roles.is_empty() {
            self.find(&codes::ROLES_MISSING, "/auth/me/roles".into(), "no role", None);
        }
    }

    fn not_carried(&mut self, problem: &Problem, patch: Option<Value>) {
        if self.offline(problem) {
            return;
        }
        let status = self.witness.last().map_or(0, |(_, response)| response.status);
        if patch.is_some() || matches!(status, 401 | 403) {
            self.find(&codes::SESSION_NOT_CARRIED, "/auth/attach".into(), format!("status {status} to who is signed in"), patch.clone());
        } else {
            self.find(&codes::ME_UNREADABLE, "/auth/me".into(), format!("status {status}; {}", told(problem)), None);
        }
        if let Some(patch) = patch {
            self.sheet.mend(&patch);
        }
    }

    /// The usual ways to carry a token, tried one after another.
    async fn attached_otherwise(&self, typed: &[(String, String)]) -> Option<Value> {
        let name = self.sheet.at("/auth/login/response")?.as_object()?.keys().next()?.clone();
        for scheme in ["Bearer ", "Token ", "JWT ", ""] {
            let patch = json!({ "auth": { "attach": { "header": "Authorization", "value": format!("{scheme}{{{name}}}") } } });
            let client = self.patched(&patch)?;
            if self.try_in(&client, typed).await.is_ok() {
                return Some(patch);
            }
        }
        None
    }

    async fn me_elsewhere(&mut self, typed: &[(String, String)], problem: &Problem) -> bool {
        let mut patch = None;
        for user in ["", "/data", "/user", "/record", "/result"] {
            let way = json!({ "auth": { "me": { "user": user } } });
            let Some(client) = self.patched(&way) else { continue };
            if self.try_in(&client, typed).await.is_ok() {
                patch = Some(way);
                break;
            }
        }
        self.find(&codes::ME_UNREADABLE, "/auth/me".into(), told(problem), patch.clone());
        patch.iter().for_each(|patch| self.sheet.mend(patch));
        patch.is_some()
    }

    /// Looks for the session in what the login answered with.
    fn session_elsewhere(&mut self, problem: &Problem) -> bool {
        let body = self.witness.last().and_then(|(_, response)| values::json(&response.body));
        let Some(body) = body else {
            self.find(&codes::NOT_JSON, "/auth/login/request/url".into(), "the login's answer is not JSON", None);
            return false;
        };
        let places = self.sheet.at("/auth/login/response").and_then(Value::as_object).cloned().unwrap_or_default();
        let missing = places.iter().filter(|(_, at)| at.as_str().is_some_and(|at| body.pointer(at).is_none_or(Value::is_null)));
        let found: serde_json::Map<String, Value> =
            missing.filter_map(|(name, _)| Some((name.clone(), places::token(&body, name)?.into()))).collect();
        let patch = (!found.is_empty()).then(|| json!({ "auth": { "login": { "response": found } } }));
        self.find(&codes::LOGIN_UNREADABLE, "/auth/login/response".into(), told(problem), patch.clone());
        patch.iter().for_each(|patch| self.sheet.mend(patch));
        patch.is_some()
    }

    /// Renewing, and signing out. Both may end the session.
    pub async fn end_session(&mut self, case: &Case<'_>) {
        let Who::Typed(typed) = &case.who else { return };
        if self.session.is_none() {
            return;
        }
        if self.sheet.at("/auth/refresh").is_some() {
            self.renewal(typed).await;
        } else {
            self.skip("renewal", "the profile names no request for it");
        }
        if self.sheet.at("/auth/logout").is_none() {
            return self.skip("sign-out", "the profile names no request for it");
        }
        let Some(client) = self.client() else { return };
        if let Err(problem) = self.try_in(&client, typed).await {
            if !self.offline(&problem) {
                self.skip("sign-out", "signing in once more did not work");
            }
            return;
        }
        let Some(session) = client.credential() else { return };
        client.sign_out().await;
        let Some(other) = self.client() else { return };
        let resumed = other.resume(session).await;
        if resumed.as_ref().is_err_and(|problem| self.offline(problem)) {
            return;
        }
        if resumed.is_ok() {
            self.find(&codes::SIGN_OUT_IGNORED, "/auth/logout".into(), "the session from before still is the member's", None);
            other.sign_out().await;
        }
        self.session = None;
    }

    async fn renewal(&mut self, typed: &[(String, String)]) {
        let Some(client) = self.member().await else { return };
        let Err(problem) = self.renewed(&client).await else { return };
        if self.offline(&problem) {
            return;
        }
        let now = self.sheet.at("/auth/refresh/request/anonymous") == Some(&Value::Bool(true));
        let way = json!({ "auth": { "refresh": { "request": { "anonymous": !now } } } });
        let mut patch = None;
        if self.sheet.at("/auth/refresh/request").is_some_and(Value::is_object)
            && let Some(client) = self.patched(&way)
            && self.try_in(&client, typed).await.is_ok()
            && self.renewed(&client).await.is_ok()
        {
            patch = Some(way);
        }
        self.find(&codes::REFRESH_FAILS, "/auth/refresh".into(), told(&problem), patch);
    }

    async fn renewed(&self, client: &Client) -> Result<(), Problem> {
        let renewed = client.renew_session().await;
        if let Some(session) = client.credential() {
            self.witness.keep_session_secret(&session);
        }
        renewed?;
        client.fetch_me().await.map(|_| ())
    }
}
