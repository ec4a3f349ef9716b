//! The one template rule: `{v}` alone is the typed value, inside text it is inserted, missing drops the member.

use serde_json::{Map, Value};

use crate::json::{lay, text_of};

/// The variables a template may use.
pub(crate) type Scope = Map<String, Value>;

/// The escapes that may follow a name.
const ESCAPES: [&str; 6] = ["sq", "odata", "uri", "json", "regex", "base64"];

/// A piece of a template text.
enum Piece<'a> {
    Text(&'a str),
    Variable(&'a str, Option<&'a str>),
}

/// The variable at the front of a text that begins with `{`, and what follows it.
fn variable(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let (inside, rest) = text.strip_prefix('{')?.split_once('}')?;
    let (name, escape) = match inside.split_once('|') {
        Some((name, escape)) => (name, Some(escape)),
        None => (inside, None),
    };
    let good = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let escaped = escape.is_none_or(|e| e.chars().all(|c| c.is_ascii_alphanumeric() || c == '|'));
    (named && name.chars().all(good) && escaped).then_some((name, escape, rest))
}

fn pieces(mut text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('{')) {
        let (before, here) = text.split_at(from + at);
        if let Some((name, escape, rest)) = variable(here) {
            if !before.is_empty() {
                found.push(Piece::Text(before));
            }
            found.push(Piece::Variable(name, escape));
            text = rest;
            from = 0;
        } else {
            from += at + 1;
        }
    }
    if !text.is_empty() {
        found.push(Piece::Text(text));
    }
    found
}

/// Calls `see(name, escape is known)` for each variable of a text.
pub(crate) fn text_variables(text: &str, see: &mut dyn FnMut(&str, bool)) {
    for piece in pieces(text) {
        if let Piece::Variable(name, escape) = piece {
            see(name, escape.is_none_or(|all| all.split('|').all(|one| ESCAPES.contains(&one))));
        }
    }
}

/// Calls `see(name, escape is known)` for each variable anywhere in a template.
pub(crate) fn variables(template: &Value, see: &mut dyn FnMut(&str, bool)) {
    match template {
        Value::String(text) => text_variables(text, see),
        Value::Array(items) => items.iter().for_each(|item| variables(item, see)),
        Value::Object(map) => {
            for (key, value) in map {
                variables(&Value::String(key.clone()), see);
                variables(value, see);
            }
        }
        _ => {}
    }
}

/// A template with its variables put in; nothing when one of them is missing.
pub(crate) fn render(template: &Value, scope: &Scope) -> Option<Value> {
    match template {
        Value::String(text) => match pieces(text).as_slice() {
            [Piece::Variable(name, None)] => scope.get(*name).cloned(),
            _ => render_text(text, scope, None).map(Value::String),
        },
        Value::Array(items) => {
            let rendered = items.iter().filter_map(|item| render(item, scope));
            Some(Value::Array(rendered.collect()))
        }
        Value::Object(map) => Some(Value::Object(render_members(map, scope))),
        other => Some(other.clone()),
    }
}

/// The members of an object template that are not missing, spread ones among them.
pub(crate) fn render_members(template: &Map<String, Value>, scope: &Scope) -> Map<String, Value> {
    let mut members = Map::new();
    for (key, value) in template {
        let Some(value) = render(value, scope) else {
            continue;
        };
        if key.starts_with('*') {
            if let Value::Object(spread) = value {
                lay(&mut members, &spread);
            }
        } else if let Some(key) = render_text(key, scope, None) {
            members.insert(key, value);
        }
    }
    members
}

/// A text with its variables put in, each escaped as it says, or else as `otherwise` says.
pub(crate) fn render_text(text: &str, scope: &Scope, otherwise: Option<&str>) -> Option<String> {
    let mut rendered = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => rendered.push_str(text),
            Piece::Variable(name, escape) => {
                let value = scope.get(name)?;
                rendered.push_str(&escaped(value, escape.or(otherwise)));
            }
        }
    }
    Some(rendered)
}

/// A value as text, escaped; several escapes follow one another, as in `{value|json|sq}`.
fn escaped(value: &Value, escapes: Option<&str>) -> String {
    match (value, escapes.and_then(|all| all.split_once('|'))) {
        (_, Some(("json", rest))) => escaped(&value.to_string().into(), Some(rest)),
        (Value::Array(items), _) if escapes != Some("json") => {
            let parts: Vec<String> = items.iter().map(|item| escaped(item, escapes)).collect();
            parts.join(",")
        }
        (_, Some((first, rest))) => escaped(&one_escape(value, Some(first)).into(), Some(rest)),
        _ => one_escape(value, escapes),
    }
}

fn one_escape(value: &Value, escape: Option<&str>) -> String {
    match (value, escape) {
        (_, Some("json")) => value.to_string(),
        (Value::String(text), Some("sq")) => {
            format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
        }
        (Value::String(text), Some("odata")) => format!("'{}'", text.replace('\'', "''")),
        (_, Some("uri")) => percent(&text_of(value)),
        (_, Some("regex")) => regex(&text_of(value)),
        (_, Some("base64")) => base64(text_of(value).as_bytes(), b"+/", true),
        _ => text_of(value),
    }
}

/// Percent-encoding of everything but RFC 3986's unreserved characters.
pub(crate) fn percent(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let hex = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
            encoded.push('%');
            encoded.push(hex(byte >> 4).to_ascii_uppercase());
            encoded.push(hex(byte & 15).to_ascii_uppercase());
        }
    }
    encoded
}

/// Base64 (RFC 4648), with the two letters that its two alphabets differ in.
pub(crate) fn base64(bytes: &[u8], last: &[u8; 2], padded: bool) -> String {
    let letter = |six: u32| match six as u8 {
        low @ 0..=25 => b'A' + low,
        low @ 26..=51 => b'a' + low - 26,
        low @ 52..=61 => b'0' + low - 52,
        62 => last[0],
        _ => last[1],
    };
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut bits = 0;
        for at in 0..3 {
            bits = bits << 8 | u32::from(three.get(at).copied().unwrap_or(0));
        }
        for at in 0..=three.len() {
            text.push(char::from(letter(bits >> (18 - 6 * at) & 63)));
        }
        if padded {
            text.extend(std::iter::repeat_n('=', 3 - three.len()));
        }
    }
    text
}

fn regex(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if "\\^$.|?*+()[]{}/-".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
