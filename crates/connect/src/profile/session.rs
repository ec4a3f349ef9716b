//! Sessions of a judged profile.

use super::{Call, Place, Sign};
use crate::field::Field;

/// Session variables and where an answer holds them.
pub(crate) type Saved = Vec<(String, Place)>;

/// Names and templates.
pub(crate) type Texts = Vec<(String, String)>;

/// A request, and what is kept of its answer.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub call: Call,
    pub saved: Saved,
}

#[derive(Clone, Debug)]
pub(crate) struct Auth {
    pub before: Vec<Exchange>,
    pub login: Option<Call>,
    pub response: Saved,
    /// Success is decided by `me` alone.
    pub confirm: bool,
    /// Session variables that a member brings, and what each is made of.
    pub manual: Texts,
    pub attach: Texts,
    pub csrf: Option<Csrf>,
    pub refresh: Option<Exchange>,
    pub logout: Option<Call>,
    pub me: MeShape,
    pub doubt: bool,
    pub second: Option<SecondFactor>,
    pub oidc: Option<OidcRule>,
}

impl Auth {
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        let second = self.second.iter().flat_map(|second| second.start.iter().chain([&second.finish]));
        let exchanges = self.before.iter().chain(&self.refresh).chain(second).map(|exchange| &exchange.call);
        let csrf = self.csrf.as_ref().and_then(|csrf| csrf.request.as_ref());
        let single = [self.login.as_ref(), self.logout.as_ref(), self.me.call.as_ref(), csrf];
        exchanges.chain(single.into_iter().flatten())
    }
}

/// How a token against forged requests is found and sent.
#[derive(Clone, Debug)]
pub(crate) struct Csrf {
    pub cookie: Option<String>,
    pub request: Option<Call>,
    pub from: Option<Place>,
    pub header: String,
}

#[derive(Clone, Debug)]
pub(crate) struct SecondFactor {
    pub when: Sign,
    pub save: Saved,
    pub start: Option<Exchange>,
    pub finish: Exchange,
}

#[derive(Clone, Debug)]
pub(crate) struct OidcRule {
    pub issuer: String,
    pub client: String,
    pub scope: String,
    pub authorize: Option<String>,
    pub token: Option<String>,
    pub response: Saved,
}

#[derive(Clone, Debug)]
pub(crate) struct MeShape {
    pub call: Option<Call>,
    pub response: Saved,
    pub user: String,
    pub at_login: Option<String>,
    pub id: Field,
    pub name: Field,
    pub roles: Option<Field>,
    pub fields: Vec<(String, Field)>,
}
