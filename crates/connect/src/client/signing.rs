//! Signing in and out, and who is signed in.

use serde_json::Map;

use super::Client;
use crate::problem::Problem;
use crate::record::Me;
use crate::refusal;
use crate::session::{self, Credential};
use crate::template::Scope;
use crate::transport::Transport;

impl<T: Transport> Client<T> {
    /// Signs in with what the member typed: `identity` and `password`.
    ///
    /// # Errors
    /// `BadCredentials` when the backend says so; the session before, if any, has ended.
    pub async fn sign_in(&self, typed: &[(&str, &str)]) -> Result<Me, Problem> {
        let unsupported = || Problem::unsupported("sign in");
        let auth = self.auth().ok_or_else(unsupported)?;
        let login = auth.login.as_ref().ok_or_else(unsupported)?;
        self.core.begin(None);
        let mut scope = Scope::new();
        for (name, text) in typed {
            scope.insert(name.to_string(), (*text).into());
        }
        let request = self.core.plan_with(login, None, &scope, None)?;
        let response = self.deliver(request).await?;
        if let Some(problem) = refusal::problem(&self.core.profile, None, "login", &response) {
            return Err(problem);
        }
        let body = if auth.response.is_empty() && auth.me.call.is_some() && auth.me.at_login.is_none() {
            // A session by cookie: what the page says does not matter.
            serde_json::Value::Null
        } else {
            session::body(&response)?
        };
        let vars = session::saved(&auth.response, &body)?;
        let known = match (&auth.me.at_login, &auth.me.call) {
            (Some(user), _) => Some(session::me(&auth.me, user, &body)?),
            (None, None) => Some(session::me(&auth.me, &auth.me.user, &body)?),
            (None, Some(_)) => None,
        };
        let round = self.core.begin(Some(Credential { vars, me: known.clone() }));
        if let Some(me) = known {
            return Ok(me);
        }
        let found = self.fetch_me().await;
        if found.is_err() {
            self.core.end(round);
        }
        found
    }

    /// Takes up a session from before, once the backend has confirmed it.
    ///
    /// # Errors
    /// `SignedOut` when it has ended. When nothing answers (`Offline`, `Unavailable`, `Busy`) the session
    /// is kept, unconfirmed.
    pub async fn resume(&self, credential: Credential) -> Result<Me, Problem> {
        let auth = self.auth().ok_or_else(|| Problem::unsupported("sign in"))?;
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
        let renewable = auth.refresh.as_ref().is_some_and(|(refresh, _)| refresh.url != call.url);
        let mut renewed = false;
        loop {
            let planned = self.core.plan(call, None, &Scope::new())?;
            let Some(round) = self.is_signed_in().then(|| self.core.state.borrow().round) else {
                return Err(Problem::SignedOut);
            };
            let response = self.deliver(planned.request).await?;
            let found = match refusal::problem(&self.core.profile, None, "me", &response) {
                Some(Problem::SignedOut) if !renewed && renewable => {
                    self.renew(round).await?;
                    renewed = true;
                    continue;
                }
                Some(problem @ (Problem::Unavailable { .. } | Problem::Busy { .. })) => Err(problem),
                Some(_) => Err(Problem::SignedOut),
                None => session::body(&response).and_then(|body| {
                    let vars = session::saved(&auth.me.response, &body)?;
                    let me = session::me(&auth.me, &auth.me.user, &body)?;
                    self.core.renew(round, &vars, false);
                    self.core.belongs(round, &me);
                    Ok(me)
                }),
            };
            if found == Err(Problem::SignedOut) {
                self.core.end(round);
            }
            return found;
        }
    }
}
