//! Where a person lands after signing in: the address they asked for, if it is one of ours.

use crate::routes::Route;

/// The sign-in page's address, remembering where the person was going (`path` with its query).
#[must_use]
pub fn sign_in_address(path: &str) -> String {
    if path == "/" || path.starts_with("/sign-in") { "/sign-in".to_owned() } else { format!("/sign-in?next={}", encode(path)) }
}

/// The address to go to after signing in. Only this portal's own addresses are followed.
#[must_use]
pub fn after_sign_in(next: Option<&str>) -> String {
    next.filter(|next| is_ours(next)).unwrap_or("/alerts").to_owned()
}

fn is_ours(next: &str) -> bool {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\n', '\r', '\t'])
        && !matches!(Route::parse(path), Route::NotFound | Route::SignIn)
}

/// Percent-encoding of a query value (RFC 3986 §2.3: unreserved characters stay, and the slash for legibility).
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_are_followed() {
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/nowhere", "/sign-in"] {
            assert_eq!(after_sign_in(Some(foreign)), "/alerts", "{foreign}");
        }
        assert_eq!(after_sign_in(Some("/directory?q=lo")), "/directory?q=lo");
        assert_eq!(after_sign_in(None), "/alerts");
    }

    #[test]
    fn the_address_survives_the_way_there() {
        assert_eq!(sign_in_address("/directory?q=a&b=ó"), "/sign-in?next=/directory%3Fq%3Da%26b%3D%C3%B3");
        assert_eq!(sign_in_address("/"), "/sign-in");
    }
}
