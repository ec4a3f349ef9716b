//! Refused answers turned into Problems. This is the only place where a Problem is made of a status.

use serde_json::Value;

use crate::answer;
use crate::json::{plain, steps};
use crate::problem::Problem;
use crate::profile::{FieldsRule, Profile, Resource};
use crate::transport::Response;

/// The Problem that an answer is, or nothing when it is none.
pub(crate) fn problem(profile: &Profile, resource: Option<&Resource>, operation: &str, response: &Response) -> Option<Problem> {
    let good = (200..300).contains(&response.status);
    if good && profile.errors.kinds.is_empty() {
        return None;
    }
    let body = answer::json(response).unwrap_or(Value::Null);
    let ruled = profile.errors.kinds.iter().find(|rule| {
        let found = body.pointer(&rule.at);
        let placed = !rule.at.is_empty() || rule.equals.is_some();
        rule.status.map_or(placed, |status| status == u64::from(response.status))
            && rule.on.as_deref().is_none_or(|on| on == operation)
            && (!placed || found.is_some())
            && rule.equals.as_ref().is_none_or(|wanted| found == Some(wanted))
    });
    let kind = match ruled {
        Some(rule) => rule.kind.as_str(),
        None if good => return None,
        None => by_status(response),
    };
    let refused = || Problem::Refused { message: message(profile, &body), fields: fields(profile, resource, &body) };
    Some(match kind {
        "badCredentials" => Problem::BadCredentials,
        "unauthenticated" | "forbidden" | "notFound" | "validation" if operation == "login" && ruled.is_none() => match refused() {
            Problem::Refused { fields, .. } if fields.is_empty() => Problem::BadCredentials,
            refused => refused,
        },
        "unauthenticated" => Problem::SignedOut,
        "forbidden" => Problem::NotAllowed,
        "notFound" => Problem::NotFound,
        "conflict" => Problem::Conflict,
        "rateLimited" => Problem::Busy { retry_after_seconds: retry_after(response) },
        "validation" => refused(),
        _ => Problem::Unavailable { status: response.status },
    })
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

fn fields(profile: &Profile, resource: Option<&Resource>, body: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for rule in &profile.errors.fields {
        match body.pointer(&rule.each) {
            Some(Value::Object(map)) => {
                for (key, value) in map {
                    note(rule, resource, key, value, &mut found);
                }
            }
            Some(Value::Array(items)) => {
                for item in items {
                    note(rule, resource, "", item, &mut found);
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
    if let Some(text) = text.filter(|text| text.len() <= LONGEST && !name.is_empty()) {
        found.push((ours(resource, &name), text));
    }
}

/// The portal's name of a backend's field: by the place it is written to, or by its query name.
fn ours(resource: Option<&Resource>, theirs: &str) -> String {
    let dotted = theirs.trim_start_matches('/').replace('/', ".");
    let mut fields = resource.iter().flat_map(|resource| &resource.fields);
    let known = fields.find(|(_, field)| {
        let place = field.write.as_deref().or(field.read.as_deref()).unwrap_or_default();
        let names: Vec<String> = steps(place).collect();
        let path = names.join(".");
        if path.is_empty() {
            return false;
        }
        path == dotted || dotted.ends_with(&format!(".{path}")) || field.filter.as_deref() == Some(theirs)
    });
    known.map_or_else(|| theirs.to_string(), |(name, _)| name.clone())
}
