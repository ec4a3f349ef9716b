//! OpenID Connect by authorization code and PKCE (RFC 7636, RFC 9700). Nothing is sent or hashed here.

use serde_json::{Map, Value};

use crate::answer;
use crate::problem::Problem;
use crate::profile::{OidcRule, Profile, origin};
use crate::template::{base64, percent};
use crate::transport::{Request, Response};

/// A provider as the profile names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oidc {
    issuer: String,
    client: String,
    scope: String,
    authorize: Option<String>,
    token: Option<String>,
}

impl Profile {
    /// The provider that signs people in, where the profile names one.
    pub fn oidc(&self) -> Option<Oidc> {
        let rule: &OidcRule = self.auth.as_ref()?.oidc.as_ref()?;
        let whole = |url: &String| if url.starts_with('/') { [rule.issuer.trim_end_matches('/'), url].concat() } else { url.clone() };
        Some(Oidc {
            issuer: rule.issuer.trim_end_matches('/').into(),
            client: rule.client.clone(),
            scope: rule.scope.clone(),
            authorize: rule.authorize.as_ref().map(whole),
            token: rule.token.as_ref().map(whole),
        })
    }
}

/// The challenge of a verifier, S256: the hash is handed in, as SHA-256 is the platform's.
pub fn challenge(verifier: &str, sha256: &dyn Fn(&[u8]) -> [u8; 32]) -> String {
    base64(&sha256(verifier.as_bytes()), b"-_", false)
}

impl Oidc {
    /// The provider's address, without a slash at its end.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The request for the provider's description; nothing when the profile names both addresses itself.
    pub fn discovery(&self) -> Option<Request> {
        if self.authorize.is_some() && self.token.is_some() {
            return None;
        }
        let url = [&self.issuer, "/.well-known/openid-configuration"].concat();
        Some(Request { method: "GET".into(), url, ..Request::default() })
    }

    /// The same provider with the addresses that its description names, if that is its own.
    ///
    /// # Errors
    /// `Unreadable` when the description is another issuer's, or sends anyone to another origin than the issuer's: the
    /// profile must then name the addresses itself.
    pub fn discovered(mut self, response: &Response) -> Result<Oidc, Problem> {
        if response.status != 200 {
            return Err(Problem::Unavailable { status: response.status });
        }
        let body = answer::json(response)?;
        let text = |name: &str| body.get(name).and_then(Value::as_str).ok_or_else(|| Problem::unreadable(["/", name].concat()));
        if text("issuer")?.trim_end_matches('/') != self.issuer {
            return Err(Problem::unreadable("/issuer"));
        }
        for (place, name) in [(&mut self.authorize, "authorization_endpoint"), (&mut self.token, "token_endpoint")] {
            let found = text(name)?;
            if origin(found) != origin(&self.issuer) {
                return Err(Problem::unreadable(["/", name].concat()));
            }
            place.get_or_insert_with(|| found.into());
        }
        Ok(self)
    }

    /// Where to send the member; nothing as long as the provider is not discovered.
    ///
    /// `state` is a fresh text that must come back with the code; `challenge` is that of a fresh verifier.
    pub fn authorization_url(&self, redirect: &str, state: &str, challenge: &str) -> Option<String> {
        let mut url = self.authorize.clone()?;
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str("response_type=code&code_challenge_method=S256");
        let pairs = [
            ("client_id", self.client.as_str()),
            ("redirect_uri", redirect),
            ("scope", &self.scope),
            ("state", state),
            ("code_challenge", challenge),
        ];
        push(&mut url, &pairs);
        Some(url)
    }

    /// The code of the address that the provider sent the member back to, if its state is the one that was sent.
    ///
    /// # Errors
    /// `BadCredentials` when the provider refused; `Unreadable` when the state is not ours or there is no code.
    pub fn returned(&self, url: &str, state: &str) -> Result<String, Problem> {
        let query = url.split('#').next().and_then(|url| url.split_once('?')).map_or("", |(_, query)| query);
        let find = |name: &str| {
            query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| plain(value))
        };
        if state.is_empty() || find("state").as_deref() != Some(state) {
            return Err(Problem::unreadable("state"));
        }
        if find("error").is_some() {
            return Err(Problem::BadCredentials);
        }
        find("code").filter(|code| !code.is_empty()).ok_or_else(|| Problem::unreadable("code"))
    }

    /// The request that changes the code for a token.
    pub fn token_request(&self, code: &str, verifier: &str, redirect: &str) -> Option<Request> {
        let mut body = String::from("grant_type=authorization_code");
        let pairs = [("client_id", self.client.as_str()), ("code", code), ("code_verifier", verifier), ("redirect_uri", redirect)];
        push(&mut body, &pairs);
        Some(Request {
            method: "POST".into(),
            url: self.token.clone()?,
            headers: vec![
                ("Accept".into(), "application/json".into()),
                ("Content-Type".into(), "application/x-www-form-urlencoded".into()),
            ],
            body: Some(body),
            credentials: false,
        })
    }
}

/// What is kept of a token when the profile does not say.
pub(crate) fn usual_token(body: &Value) -> Map<String, Value> {
    let mut vars = Map::new();
    if let Some(token) = body.get("access_token") {
        vars.insert("token".into(), token.clone());
    }
    vars
}

fn push(text: &mut String, pairs: &[(&str, &str)]) {
    for (name, value) in pairs {
        text.push('&');
        text.push_str(name);
        text.push('=');
        text.push_str(&percent(value));
    }
}

/// A value of a query, its percent-encoding taken away; what is no UTF-8 is left as it is.
fn plain(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let hex = || {
            let mut digits = rest.clone();
            let pair = [digits.next()?, digits.next()?];
            u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()
        };
        match (byte, hex()) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                rest.nth(1);
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.into())
}
