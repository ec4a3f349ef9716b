//! A profile proposed from an OpenAPI 3 description, or from sample answers. What is guessed is noted under `x-unsure`.

mod build;
mod found;
mod matching;
mod openapi;
mod openapi_auth;
mod samples;

use serde_json::Value;

/// The largest description that is read, in bytes.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A profile out of named texts.
///
/// # Errors
/// A sentence, when a text is not JSON, or there is nothing in it to draft from.
pub(crate) fn profile(materials: &[(String, String)], wanted: &Value) -> Result<Value, String> {
    let mut whole = found::Api::default();
    for (name, text) in materials {
        if text.len() > MOST_BYTES {
            return Err(format!("{name} is too large."));
        }
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with("openapi:") {
            return Err(format!("{name} is YAML: convert it to JSON first."));
        }
        let body: Value = serde_json::from_str(text).map_err(|_| format!("{name} is not JSON."))?;
        if body.get("swagger").is_some() {
            return Err(format!("{name} is Swagger 2: convert it to OpenAPI 3 first."));
        }
        if body.get("openapi").is_some() {
            openapi::read(name, &body, &mut whole);
        } else {
            samples::read(name, &body, &mut whole);
        }
    }
    if whole.lists.is_empty() {
        return Err("No list of records was found in it.".into());
    }
    Ok(build::profile(&whole, wanted))
}
