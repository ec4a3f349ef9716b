//! What must never be told: it is collected while the examination goes on, and taken out of everything at its end.

use serde_json::Value;

/// What stands in place of a secret.
const TAKEN_OUT: &str = "•••";

/// Texts shorter than this are only taken out where they stand alone as a word.
const SHORT: usize = 4;

/// Texts that must not be told.
#[derive(Default)]
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    pub fn add(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() || text == TAKEN_OUT || self.0.iter().any(|known| known == text) {
            return;
        }
        self.0.push(text.into());
        // As it would stand in an address, and in JSON.
        let quoted = Value::from(text).to_string();
        for form in [percent(text), quoted.trim_matches('"').to_string()] {
            if form != text && !self.0.contains(&form) {
                self.0.push(form);
            }
        }
        // Longest first, so that no part of one is left over.
        self.0.sort_by_key(|text| std::cmp::Reverse(text.len()));
    }

    /// Each plain value in there.
    pub fn add_all(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add(text),
            Value::Number(number) => self.add(&number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| self.add_all(item)),
            Value::Object(members) => members.values().for_each(|item| self.add_all(item)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// A header's value: whole, and without the word for the scheme before it.
    pub fn add_header(&mut self, value: &str) {
        self.add(value);
        if let Some((_, rest)) = value.split_once(' ') {
            self.add(rest);
        }
    }

    /// A cookie, or several: what stands after each equals sign.
    pub fn add_cookies(&mut self, header: &str) {
        for part in header.split(';') {
            if let Some((name, value)) = part.split_once('=') {
                let known = ["path", "domain", "expires", "max-age", "samesite", "version"];
                if !known.contains(&name.trim().to_ascii_lowercase().as_str()) {
                    self.add(value.trim_matches('"'));
                }
            }
        }
    }

    /// The text without any of them.
    pub fn clean(&self, text: &str) -> String {
        let mut text = text.to_string();
        for secret in &self.0 {
            if secret.len() >= SHORT {
                text = text.replace(secret.as_str(), TAKEN_OUT);
            } else if text.contains(secret.as_str()) {
                text = words_replaced(&text, secret);
            }
        }
        text
    }
}

fn words_replaced(text: &str, secret: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    while let Some((before, after)) = rest.split_once(secret) {
        out.push_str(before);
        let alone = !is_word(out.chars().next_back()) && !is_word(after.chars().next());
        out.push_str(if alone { TAKEN_OUT } else { secret });
        rest = after;
    }
    out + rest
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_headers_and_their_other_forms_are_taken_out() {
        let mut secrets = Secrets::default();
        secrets.add_cookies("session=abc def; Path=/; HttpOnly");
        secrets.add_header("Basic dXNlcjpwYXNz");
        secrets.add_all(&serde_json::json!({ "token": "t\"oken", "number": 7, "inner": ["deep-one"] }));
        let told = "abc def, /a?x=abc%20def, Basic dXNlcjpwYXNz or dXNlcjpwYXNz, t\"oken, t\\\"oken, deep-one, /path";
        assert_eq!(secrets.clean(told), "•••, /a?x=•••, ••• or •••, •••, •••, •••, /path");
    }

    #[test]
    fn short_ones_are_taken_out_only_where_they_stand_alone() {
        let mut secrets = Secrets::default();
        secrets.add("7");
        assert_eq!(secrets.clean("7 of 17, page=7"), "••• of 17, page=•••");
    }
}
