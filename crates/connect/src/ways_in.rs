//! The ways in that a profile offers, so that a form can be drawn for them.

use crate::client::Client;
use crate::profile::Profile;
use crate::session::Credential;
use crate::template::text_variables;

/// What it takes to come in here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaysIn {
    /// What `Client::sign_in` must be given: `identity` and `password`, or the names of what members bring along.
    /// Empty where only a provider signs people in.
    pub typed: Vec<String>,
    /// Whether a provider signs people in (`Profile::oidc`).
    pub provider: bool,
}

impl Profile {
    /// The ways in; none of them where the backend has no sign-in.
    pub fn ways_in(&self) -> WaysIn {
        let Some(auth) = &self.auth else { return WaysIn::default() };
        let mut typed: Vec<String> = Vec::new();
        if auth.login.is_some() {
            typed.extend(["identity".into(), "password".into()]);
        } else {
            for (_, made) in &auth.manual {
                text_variables(made, &mut |name, _| {
                    if !typed.iter().any(|known| known == name) {
                        typed.push(name.into());
                    }
                });
            }
        }
        WaysIn { typed, provider: auth.oidc.is_some() }
    }
}

impl Client {
    /// A session that the browser itself may hold in a cookie, where this backend has such: to be confirmed by `resume`.
    pub fn by_cookie(&self) -> Option<Credential> {
        let profile = self.profile();
        let asks = profile.credentials && profile.auth.as_ref()?.me.call.is_some();
        asks.then(Credential::empty)
    }
}
