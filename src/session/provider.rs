//! Signing in at a provider (OpenID Connect, authorization code with PKCE): away with a fresh state and the challenge of a fresh
//! verifier (RFC 7636), back to `/sign-in` with a code.

use connect::Oidc;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::Session;
use crate::problem::Problem;

/// Where it is kept, in this tab alone, what the way back needs. It is taken out when the member is back.
const WAITING: &str = "provider";

/// Leaves for the provider; afterwards the member lands at `next`.
///
/// # Errors
/// `Unavailable`, `Offline` or `Unreadable` when the provider cannot be found; `Unsupported` without the browser's cryptography.
pub async fn leave_for(session: Session, next: String, stay: bool) -> Result<(), Problem> {
    let unsupported = || Problem::Unsupported { operation: "sign in".into() };
    let oidc = found(session).await?;
    let crypto = window().crypto().map_err(|_| unsupported())?;
    let (state, verifier) = (crypto.random_uuid(), [crypto.random_uuid(), crypto.random_uuid()].concat());
    let hash = sha256(&crypto, &verifier).await.ok_or_else(unsupported)?;
    let challenge = connect::challenge(&verifier, &|_| hash);
    let address = oidc.authorization_url(&here(), &state, &challenge).ok_or_else(unsupported)?;
    let waiting = json!({ "state": state, "verifier": verifier, "next": next, "stay": stay }).to_string();
    let kept = storage().and_then(|storage| storage.set_item(WAITING, &waiting).ok());
    kept.ok_or_else(unsupported)?;
    window().location().assign(&address).map_err(|_| unsupported())
}

/// What waits for the member who is back from the provider; it is taken out, and the address shows nothing of it any more.
pub fn back() -> Option<Waiting> {
    let address = window().location().href().ok()?;
    if !address.contains("state=") {
        return None;
    }
    let storage = storage()?;
    let waiting = storage.get_item(WAITING).ok()??;
    let _ = storage.remove_item(WAITING);
    let _ = window().history().ok()?.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/sign-in"));
    Some(Waiting { address, waiting: serde_json::from_str(&waiting).ok()? })
}

/// A sign-in at a provider that came back.
pub struct Waiting {
    address: String,
    waiting: Value,
}

impl Waiting {
    fn text(&self, name: &str) -> &str {
        self.waiting.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Where the member was going.
    pub fn next(&self) -> String {
        self.text("next").to_owned()
    }

    /// Changes the code for a session.
    ///
    /// # Errors
    /// `NotAllowed` when the provider refused; `Unreadable` for an answer that nobody here asked for.
    pub async fn finish(self, session: Session) -> Result<(), Problem> {
        // Nothing was typed here that could be wrong.
        let refused = |problem| if problem == Problem::BadCredentials { Problem::NotAllowed } else { problem };
        let oidc = found(session).await?;
        let code = oidc.returned(&self.address, self.text("state")).map_err(refused)?;
        let me = session.backend.client().sign_in_with_code(&oidc, &code, self.text("verifier"), &here()).await.map_err(refused)?;
        session.arrived(me, self.waiting.get("stay") == Some(&Value::Bool(true))).await;
        Ok(())
    }
}

async fn found(session: Session) -> Result<Oidc, Problem> {
    let client = session.backend.client();
    let oidc = client.profile().oidc().ok_or_else(|| Problem::Unsupported { operation: "sign in".into() })?;
    match oidc.discovery() {
        Some(request) => oidc.discovered(&client.send(request).await?),
        None => Ok(oidc),
    }
}

/// Where the provider sends people back to.
fn here() -> String {
    window().location().origin().unwrap_or_default() + "/sign-in"
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

async fn sha256(crypto: &web_sys::Crypto, text: &str) -> Option<[u8; 32]> {
    let hash = crypto.subtle().digest_with_str_and_u8_array("SHA-256", text.as_bytes()).ok()?;
    let hash = wasm_bindgen_futures::JsFuture::from(hash).await.ok()?;
    js_sys::Uint8Array::new(&hash).to_vec().try_into().ok()
}
