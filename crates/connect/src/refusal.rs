//! Refused answers turned into Problems. This is the only place where a Problem is made of a status.

use serde_json::Value;

use crate::answer;
use crate::json::{plain, steps};
use crate::pattern;
use crate::problem::Problem;
use crate::profile::{FieldsRule, Profile, Resource, Sign};
use crate::transport::Response;

/// What an answer is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Question<'a> {
    pub profile: &'a Profile,
    pub resource: Option<&'a Resource>,
    /// What was done, as in `errors.kinds[].on`.
    pub on: &'a str,
    /// The status tells nothing.
    pub any: bool,
}

/// The Problem that an answer is, or nothing when it is none.
pub(crate) fn problem(asked: Question, response: &Response) -> Option<Problem> {
    let kind = kind(asked, response)?;
    let body = answer::json(response).unwrap_or(Value::Null);
    let refused = || Problem::Refused { message: message(asked.profile, &body), fields: fields(asked, &body) };
    Some(match kind {
        Kind::Ruled(word) => match word {
            "badCredentials" => Problem::BadCredentials,
            word => by_word(word, response, refused),
        },
        Kind::Status(word) if asked.on == "login" && matches!(word, "unauthenticated" | "forbidden" | "notFound" | "validation") => {
            match refused() {
                Problem::Refused { fields, .. } if fields.is_empty() => Problem::BadCredentials,
                refused => refused,
            }
        }
        Kind::Status(word) => by_word(word, response, refused),
    })
}

/// Whether a rule of the profile calls this answer so.
pub(crate) fn is_called(asked: Question, response: &Response, word: &str) -> bool {
    matches!(kind(asked, response), Some(Kind::Ruled(found)) if found == word)
}

/// What an answer is called, and by whom.
enum Kind<'a> {
    Ruled(&'a str),
    Status(&'static str),
}

fn kind<'a>(asked: Question<'a>, response: &Response) -> Option<Kind<'a>> {
    let good = asked.any || (200..300).contains(&response.status);
    let rules = &asked.profile.errors.kinds;
    if !rules.is_empty() {
        let body = answer::json(response).unwrap_or(Value::Null);
        let fits = |on: &Option<String>| on.as_deref().is_none_or(|on| on == asked.on);
        let ruled = rules.iter().find(|rule| fits(&rule.on) && is_sign(&rule.sign, response, &body));
        if let Some(rule) = ruled {
            return Some(Kind::Ruled(&rule.kind));
        }
    }
    (!good).then(|| Kind::Status(by_status(response)))
}

/// Whether an answer looks like this.
pub(crate) fn is_sign(sign: &Sign, response: &Response, body: &Value) -> bool {
    let placed = sign.at.is_some() || sign.equals.is_some() || sign.matches.is_some();
    if sign.status.map_or(!placed, |status| status != u64::from(response.status)) {
        return false;
    }
    let found = body.pointer(sign.at.as_deref().unwrap_or_default());
    let reads = |pattern: &String| found.and_then(Value::as_str).is_some_and(|text| pattern::told(pattern, text).is_some());
    (!placed || found.is_some_and(|found| !found.is_null() || sign.equals.is_some()))
        && sign.equals.as_ref().is_none_or(|wanted| found == Some(wanted))
        && sign.matches.as_ref().is_none_or(reads)
}

fn by_word(word: &str, response: &Response, refused: impl Fn() -> Problem) -> Problem {
    match word {
        "unauthenticated" => Problem::SignedOut,
        "forbidden" | "csrf" => Problem::NotAllowed,
        "notFound" => Problem::NotFound,
        "conflict" => Problem::Conflict,
        "rateLimited" => Problem::Busy { retry_after_seconds: retry_after(response) },
        "validation" | "secondFactor" => refused(),
        _ => Problem::Unavailable { status: response.status },
    }
}

fn by_status(response: &Response) -> &'static str {
    match response.status {
        400 | 405 | 406 | 411 | 413 | 415 | 422 => "validation",
        401 => "unauthenticated",
        403 => "forbidden",
        404 | 410 => "notFound",
        409 | 412 | 428 => "conflict",
        429 => "rateLimited",
        503 if response.header("retry-after").is_some() => "rateLimited",
        _ => "unavailable",
    }
}

/// `Retry-After` as seconds; a date is not worth a clock.
fn retry_after(response: &Response) -> Option<u32> {
    response.header("retry-after")?.trim().parse().ok()
}

/// The most that is kept of a backend's sentence, in bytes: a stack trace is not for a member.
const LONGEST: usize = 500;

fn message(profile: &Profile, body: &Value) -> Option<String> {
    let mut places = profile.errors.message.iter().filter_map(|at| body.pointer(at));
    let found = places.find_map(|value| value.as_str().filter(|text| !text.is_empty()));
    found.filter(|text| text.len() <= LONGEST).map(String::from)
}

fn fields(asked: Question, body: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for rule in &asked.profile.errors.fields {
        if let Some((at, pattern)) = &rule.sentence {
            let text = body.pointer(at).and_then(Value::as_str).filter(|text| text.len() <= LONGEST);
            if let Some((text, told)) = text.and_then(|text| Some((text, pattern::told(pattern, text)?))) {
                keep(rule, asked.resource, &told.field.unwrap_or_default(), told.text.unwrap_or_else(|| text.into()), &mut found);
            }
            continue;
        }
        match body.pointer(&rule.each) {
            Some(one) if rule.one => note(rule, asked.resource, "", one, &mut found),
            Some(Value::Object(map)) => {
                for (key, value) in map {
                    note(rule, asked.resource, key, value, &mut found);
                }
            }
            Some(Value::Array(items)) => {
                for item in items {
                    note(rule, asked.resource, "", item, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

fn note(rule: &FieldsRule, resource: Option<&Resource>, key: &str, value: &Value, found: &mut Vec<(String, String)>) {
    let name = match &rule.field {
        None => key.to_string(),
        Some(at) => match value.pointer(at) {
            Some(Value::Array(path)) => path.iter().filter_map(plain).collect::<Vec<_>>().join("."),
            Some(value) => plain(value).unwrap_or_default(),
            None => return,
        },
    };
    let text = match value.pointer(&rule.text) {
        Some(Value::Array(texts)) => texts.iter().find_map(plain),
        Some(value) => plain(value),
        None => None,
    };
    if let Some(text) = text.filter(|text| text.len() <= LONGEST) {
        keep(rule, resource, &name, text, found);
    }
}

fn keep(rule: &FieldsRule, resource: Option<&Resource>, name: &str, text: String, found: &mut Vec<(String, String)>) {
    if !name.is_empty() && !rule.skip.iter().any(|skip| skip == name) {
        found.push((ours(resource, name), text));
    }
}

/// The portal's name of a backend's field: by the place it is written to, or by its query name.
fn ours(resource: Option<&Resource>, theirs: &str) -> String {
    // A pointer may be written as the fragment of an address (RFC 6901 §6).
    let dotted = theirs.trim_start_matches('#').trim_start_matches('/').replace('/', ".");
    let mut fields = resource.iter().flat_map(|resource| &resource.fields);
    let known = fields.find(|(_, field)| {
        let place = field.write.as_deref().or(field.read.as_deref()).unwrap_or_default();
        let names: Vec<String> = steps(place).collect();
        let path = names.join(".");
        if path.is_empty() {
            return false;
        }
        path == dotted || dotted.ends_with(&[".", &path].concat()) || field.filter.as_deref() == Some(theirs)
    });
    known.map_or_else(|| theirs.to_string(), |(name, _)| name.clone())
}
