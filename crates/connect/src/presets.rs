//! `extends`: a profile laid over presets, by JSON Merge Patch (RFC 7396).

use serde_json::Value;

use crate::json::merge;

/// The most presets that lie under one another.
const MOST: usize = 16;

/// Why something that a profile extends is not under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A preset extends itself, by way of others perhaps.
    Endless,
    /// No JSON object of that name is at hand.
    Unavailable,
}

/// A profile with everything that it extends under it, and what stopped that.
#[inline(never)]
pub(crate) fn extended(mut root: Value, presets: &dyn Fn(&str) -> Option<String>) -> (Value, Option<Missing>) {
    let mut met: Vec<String> = Vec::new();
    loop {
        let Some(name) = root.get("extends").and_then(Value::as_str).map(String::from) else { return (root, None) };
        if met.contains(&name) || met.len() >= MOST {
            return (root, Some(Missing::Endless));
        }
        let preset = presets(&name).and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let Some(mut below) = preset.filter(Value::is_object) else { return (root, Some(Missing::Unavailable)) };
        if let Value::Object(members) = &mut root {
            members.remove("extends");
        }
        merge(&mut below, &root);
        for (name, resource) in root.get("resources").and_then(Value::as_object).into_iter().flatten() {
            if let Some(merged) = below.get_mut("resources").and_then(|all| all.get_mut(name)) {
                keep_nulls(merged, resource);
            }
        }
        root = below;
        met.push(name);
    }
}

/// A `null` inside a resource also takes something out of the profile's defaults, under which it is merged later.
fn keep_nulls(merged: &mut Value, patch: &Value) {
    let (Value::Object(merged), Value::Object(patch)) = (merged, patch) else { return };
    for (name, value) in patch {
        if value.is_null() {
            merged.insert(name.clone(), Value::Null);
        } else if let Some(inner) = merged.get_mut(name) {
            keep_nulls(inner, value);
        }
    }
}

/// The preset that the text of a profile extends: to be at hand before the profile is judged.
pub fn extends(json: &str) -> Option<String> {
    let root: Value = serde_json::from_str(json).ok()?;
    root.get("extends")?.as_str().map(String::from)
}

/// The text of a profile with all that it extends under it; nothing where it is not JSON or a preset is missing.
pub fn merged(json: &str, presets: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
    match extended(serde_json::from_str(json).ok()?, presets) {
        (whole, None) => Some(whole),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_resource_takes_out_of_the_defaults_is_still_taken_out_over_a_preset() {
        let preset = json!({ "defaults": { "list": { "sort": { "asc": "{field}" } } }, "headers": { "A": "1" },
            "resources": { "people": { "list": { "size": 5 } }, "posts": {} } });
        let profile = json!({ "extends": "p", "headers": null,
            "resources": { "people": { "list": { "sort": null, "size": null } }, "alerts": { "list": { "sort": null } }, "posts": null } });
        let whole = merged(&profile.to_string(), &|_| Some(preset.to_string())).unwrap();
        assert_eq!(
            whole,
            json!({ "defaults": { "list": { "sort": { "asc": "{field}" } } },
                "resources": { "people": { "list": { "sort": null, "size": null } }, "alerts": { "list": { "sort": null } } } })
        );
    }
}
