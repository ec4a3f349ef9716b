//! Signing in and out, and who is signed in.

use serde_json::{Map, Value};

use super::Client;
use crate::oidc::{Oidc, usual_token};
use crate::problem::Problem;
use crate::profile::{Auth, Exchange, SecondFactor};
use crate::record::Me;
use crate::refusal::{self, Question};
use crate::session::{self, Credential, Pending};
use crate::template::{Scope, render_text};
use crate::transport::Response;

impl Client {
    /// Signs in with what the member typed: `identity` and `password`, or what `auth.login.manual` asks for.
    ///
    /// When the backend wants a code as well, this is refused with a field named `code`, and `awaits_code` tells;
    /// then `finish_sign_in`.
    ///
    /// # Errors
    /// `BadCredentials` when the backend says so; the session before, if any, has ended.
    pub async fn sign_in(&self, typed: &[(&str, &str)]) -> Result<Me, Problem> {
        let auth = self.sign_in_rules()?;
        self.core.begin(None);
        let mut scope = Scope::new();
        for (name, text) in typed {
            scope.insert(name.to_string(), (*text).into());
        }
        if let Some(vars) = brought(auth, &scope) {
            return self.enter(auth, vars, None).await;
        }
        let login = auth.login.as_ref().ok_or_else(|| Problem::unsupported("sign in"))?;
        let mut vars = Map::new();
        for before in &auth.before {
            self.exchanged(before, &mut scope, &mut vars).await?;
        }
        self.arm(login).await;
        let request = self.core.plan_with(login, None, &scope, None)?;
        let response = self.deliver(request).await?;
        let asked = Question { any: login.any, ..self.question("login") };
        if let Some(second) = &auth.second {
            let body = session::body(&response).unwrap_or_default();
            if refusal::is_sign(&second.when, &response, &body) || refusal::is_called(asked, &response, "secondFactor") {
                return Err(self.wait_for_code(second, scope, vars, &response).await);
            }
        }
        if let Some(problem) = refusal::problem(asked, &response) {
            return Err(problem);
        }
        crate::json::lay(&mut vars, &session::saved(&auth.response, &response)?);
        self.enter(auth, vars, Some(&response)).await
    }

    /// Whether a login waits for the code of its second factor.
    pub fn awaits_code(&self) -> bool {
        self.core.state.borrow().pending.is_some()
    }

    /// Finishes a login that waits for a code.
    ///
    /// # Errors
    /// `BadCredentials` for a wrong code, which may be tried again; `Unsupported` when no login waits.
    pub async fn finish_sign_in(&self, code: &str) -> Result<Me, Problem> {
        let auth = self.sign_in_rules()?;
        let pending = self.core.state.borrow().pending.clone();
        let (Some(pending), Some(second)) = (pending, &auth.second) else { return Err(Problem::unsupported("second factor")) };
        let Pending { mut scope, mut vars } = pending;
        scope.insert("code".into(), code.into());
        let response = self.exchanged(&second.finish, &mut scope, &mut vars).await?;
        if second.finish.saved.is_empty() {
            crate::json::lay(&mut vars, &session::saved(&auth.response, &response)?);
        }
        self.enter(auth, vars, Some(&response)).await
    }

    /// Finishes a sign-in at a provider with the code that came back.
    ///
    /// # Errors
    /// `BadCredentials` when the provider refuses the code.
    pub async fn sign_in_with_code(&self, oidc: &Oidc, code: &str, verifier: &str, redirect: &str) -> Result<Me, Problem> {
        let auth = self.sign_in_rules()?;
        let rule = auth.oidc.as_ref().ok_or_else(|| Problem::unsupported("sign in"))?;
        let request = oidc.token_request(code, verifier, redirect).ok_or_else(|| Problem::unsupported("sign in"))?;
        self.core.begin(None);
        let response = self.deliver(request).await?;
        if let Some(problem) = refusal::problem(self.question("login"), &response) {
            return Err(problem);
        }
        let mut vars = session::saved(&rule.response, &response)?;
        if vars.is_empty() {
            vars = usual_token(&session::body(&response)?);
        }
        if vars.is_empty() {
            return Err(Problem::unreadable("/access_token"));
        }
        self.enter(auth, vars, None).await
    }

    fn sign_in_rules(&self) -> Result<&Auth, Problem> {
        self.auth().ok_or_else(|| Problem::unsupported("sign in"))
    }

    /// One request on the way in; what it answers with goes into the scope and the session.
    async fn exchanged(&self, exchange: &Exchange, scope: &mut Scope, vars: &mut Map<String, Value>) -> Result<Response, Problem> {
        self.arm(&exchange.call).await;
        let request = self.core.plan_with(&exchange.call, None, scope, None)?;
        let response = self.deliver(request).await?;
        let asked = Question { any: exchange.call.any, ..self.question("login") };
        if let Some(problem) = refusal::problem(asked, &response) {
            return Err(problem);
        }
        let saved = session::saved(&exchange.saved, &response)?;
        crate::json::lay(scope, &saved);
        crate::json::lay(vars, &saved);
        Ok(response)
    }

    async fn wait_for_code(&self, second: &SecondFactor, mut scope: Scope, mut vars: Map<String, Value>, response: &Response) -> Problem {
        match session::saved(&second.save, response) {
            Ok(saved) => crate::json::lay(&mut scope, &saved),
            Err(problem) => return problem,
        }
        if let Some(start) = &second.start
            && let Err(problem) = self.exchanged(start, &mut scope, &mut vars).await
        {
            return problem;
        }
        // It is kept no longer than it is needed.
        if !second.finish.call.uses("password") {
            scope.remove("password");
        }
        self.core.state.borrow_mut().pending = Some(Pending { scope, vars });
        Problem::Refused { message: None, fields: vec![("code".into(), String::new())] }
    }

    /// Begins a session, and finds out whose it is: from the answer, or by asking.
    async fn enter(&self, auth: &Auth, vars: Map<String, Value>, answer: Option<&Response>) -> Result<Me, Problem> {
        let answer = answer.filter(|_| !auth.confirm || auth.me.call.is_none());
        let known = match (answer, &auth.me.at_login, &auth.me.call) {
            (Some(answer), Some(user), _) => Some(session::me(&auth.me, user, &session::body(answer)?)?),
            (Some(answer), None, None) => Some(session::me(&auth.me, &auth.me.user, &session::body(answer)?)?),
            _ => None,
        };
        let round = self.core.begin(Some(Credential::begun(vars, known.clone())));
        if let Some(me) = known {
            return Ok(me);
        }
        let found = self.fetch_me().await;
        if found.is_err() {
            self.core.end(round);
        }
        let told_by_me = auth.confirm || answer.is_none();
        match found {
            Err(Problem::SignedOut) if told_by_me => Err(Problem::BadCredentials),
            found => found,
        }
    }

    /// Takes up a session from before, once the backend has confirmed it.
    ///
    /// # Errors
    /// `SignedOut` when it has ended. When nothing answers (`Offline`, `Unavailable`, `Busy`) the session
    /// is kept, unconfirmed.
    pub async fn resume(&self, credential: Credential) -> Result<Me, Problem> {
        let auth = self.sign_in_rules()?;
        let known = credential.me.clone();
        self.core.begin(Some(credential));
        if auth.me.call.is_some() {
            return self.fetch_me().await;
        }
        known.ok_or(Problem::SignedOut)
    }

    /// Ends the session: here at once, whatever the backend answers or does not.
    pub async fn sign_out(&self) {
        let session = self.credential();
        self.core.begin(None);
        let logout = self.auth().and_then(|auth| auth.logout.as_ref());
        if let (Some(session), Some(call)) = (session, logout) {
            self.arm(call).await;
            let request = self.core.plan_with(call, None, &Map::new(), Some(&session));
            if let Ok(request) = request {
                // Its answer changes nothing: the session is gone from here already.
                let _ = self.deliver(request).await;
            }
        }
    }

    /// Asks the backend who is signed in, and ends the session when it is nobody.
    ///
    /// # Errors
    /// `SignedOut` when there is no session, or no longer one.
    pub async fn fetch_me(&self) -> Result<Me, Problem> {
        let auth = self.auth().ok_or_else(|| Problem::unsupported("me"))?;
        let Some(call) = &auth.me.call else {
            return self.me().ok_or(Problem::SignedOut);
        };
        // Where asking who is signed in is what renews, asking again gives the same answer.
        let renewable = auth.refresh.as_ref().is_some_and(|refresh| (&refresh.call.url, &refresh.call.body) != (&call.url, &call.body));
        let mut renewed = false;
        loop {
            let Some(round) = self.is_signed_in().then(|| self.core.state.borrow().round) else {
                return Err(Problem::SignedOut);
            };
            self.arm(call).await;
            let planned = self.core.plan(call, None, &Scope::new())?;
            let response = self.deliver(planned.request).await?;
            let found = match refusal::problem(self.question("me"), &response) {
                Some(problem @ (Problem::Unavailable { .. } | Problem::Busy { .. })) => Err(problem),
                // In whatever words: it is nobody.
                Some(_) if !renewed && renewable => {
                    self.renew(round).await?;
                    renewed = true;
                    continue;
                }
                Some(_) => Err(Problem::SignedOut),
                None => session::body(&response).and_then(|body| {
                    let vars = session::saved(&auth.me.response, &response)?;
                    Ok((session::me(&auth.me, &auth.me.user, &body)?, vars))
                }),
            };
            let found = match found {
                Ok((me, vars)) => {
                    self.core.belongs(round, &me);
                    self.core.renew(round, &vars, false).await;
                    Ok(me)
                }
                Err(problem) => Err(problem),
            };
            if found == Err(Problem::SignedOut) {
                self.core.end(round);
            }
            return found;
        }
    }
}

/// The session that a member brings along, when what was typed is that.
fn brought(auth: &Auth, typed: &Scope) -> Option<Map<String, Value>> {
    if auth.login.is_some() && typed.contains_key("password") {
        return None;
    }
    let mut vars = Map::new();
    for (name, made) in &auth.manual {
        vars.insert(name.clone(), render_text(made, typed, None)?.into());
    }
    (!vars.is_empty()).then_some(vars)
}
