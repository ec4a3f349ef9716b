//! Requests planned from a profile: addresses, parameters, headers, bodies. Nothing is sent here.

use serde_json::{Map, Value};

use crate::json::text_of;
use crate::problem::Problem;
use crate::profile::{Call, Profile, Texts};
use crate::template::{Scope, percent, render, render_members, render_text, variables};
use crate::transport::Request;

/// A request of the profile with its variables put in, and the session attached when there is one.
///
/// # Errors
/// `NotFound` when the address needs a value that is missing: nothing can be there.
pub(crate) fn request(profile: &Profile, call: &Call, scope: &Scope, attach: Option<&Texts>) -> Result<Request, Problem> {
    let mut headers = Vec::new();
    for (name, value) in render_members(&profile.headers, scope) {
        set_header(&mut headers, &name, &text_of(&value));
    }
    for (name, value) in render_members(&call.headers, scope) {
        set_header(&mut headers, &name, &text_of(&value));
    }
    for (name, value) in attach.into_iter().flatten().filter(|_| !call.anonymous) {
        if let Some(value) = render_text(value, scope, None) {
            set_header(&mut headers, name, &value);
        }
    }
    let rendered = call.body.as_ref().filter(|_| call.method != "GET" && call.method != "HEAD");
    let body = rendered.and_then(|body| render(body, scope)).map(|body| match &body {
        Value::Object(members) if call.form => pairs(members),
        body => body.to_string(),
    });
    let media = profile.media.as_deref();
    let kind = if call.form { "application/x-www-form-urlencoded" } else { media.unwrap_or("application/json") };
    let named = |headers: &[(String, String)], wanted: &str| headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
    if let Some(media) = media.filter(|_| !named(&headers, "accept")) {
        headers.push(("Accept".into(), media.into()));
    }
    if body.is_some() && !named(&headers, "content-type") {
        headers.push(("Content-Type".into(), kind.into()));
    }
    Ok(Request {
        method: call.method.clone(),
        url: address(profile, call, scope)?,
        headers,
        body,
        credentials: profile.credentials && !call.anonymous,
    })
}

pub(crate) fn set_header(headers: &mut Vec<(String, String)>, name: &str, value: &str) {
    // A line break would begin another header.
    if value.chars().any(char::is_control) {
        return;
    }
    headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    headers.push((name.into(), value.into()));
}

/// The address of a call, with its parameters.
pub(crate) fn address(profile: &Profile, call: &Call, scope: &Scope) -> Result<String, Problem> {
    let template = Value::String(call.url.clone());
    let mut whole = true;
    // An empty or dotted segment would be another address than the one meant.
    variables(&template, &mut |name, _| {
        let text = scope.get(name).map(text_of).unwrap_or_default();
        whole &= !matches!(text.as_str(), "" | "." | ".." | "null");
    });
    let path = render_text(&call.url, scope, Some("uri")).filter(|_| whole);
    let path = path.ok_or(Problem::NotFound)?;
    let mut url = if path.starts_with('/') { format!("{}{path}", profile.base) } else { path };
    let params = pairs(&render_members(&call.params, scope));
    if !params.is_empty() {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&params);
    }
    Ok(url)
}

/// `name=value&…`; arrays repeat, null is dropped.
fn pairs(members: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (name, value) in members {
        let values = match value {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for value in values.iter().filter(|value| !value.is_null()) {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(&percent(name));
            text.push('=');
            text.push_str(&percent(&text_of(value)));
        }
    }
    text
}

/// The address of a next page: path and query of the link, on the origin of the request before it.
///
/// Requests never leave the origin that the profile names, whatever an answer says.
pub(crate) fn follow(before: &str, link: &str) -> Option<String> {
    let origin = crate::profile::origin(before);
    let beyond = crate::profile::origin(link).len();
    let link = link.get(beyond..)?.split('#').next()?;
    let path = before.get(origin.len()..)?.split('?').next()?;
    if let Some(double) = link.strip_prefix("//") {
        let at = double.find('/')?;
        return Some(format!("{origin}{}", double.get(at..)?));
    }
    Some(match link.chars().next()? {
        '/' => format!("{origin}{link}"),
        '?' => format!("{origin}{path}{link}"),
        _ => format!("{origin}{}/{link}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    })
}

/// The address of `rel="next"` in a Link header (RFC 8288).
pub(crate) fn next_link(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let end = after.find('<').unwrap_or(after.len());
        let params = after.get(..end)?;
        let mut names = params.split([';', ',']).filter_map(|param| param.split_once('='));
        let next = names.any(|(name, value)| {
            let words = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel") && words.split(' ').any(|word| word.eq_ignore_ascii_case("next"))
        });
        if next {
            return Some(target);
        }
        rest = after.get(end..)?;
    }
    None
}
