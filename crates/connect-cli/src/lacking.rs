//! What a portal will do without: what the contract says of each operation and field that a profile leaves out.

use serde_json::Value;

/// Where something could stand in the profile, and what is missed without it.
pub(crate) type Lack = (String, String);

/// Everything that this profile, with its presets under it, leaves out and that would be seen.
pub(crate) fn lacking(profile: &Value, contract: &Value, chosen: &[String]) -> Vec<Lack> {
    let mut found = Vec::new();
    if let Some(auth) = profile.get("auth").filter(|auth| auth.is_object() && chosen.is_empty()) {
        for (name, without) in members(contract.pointer("/me/without")) {
            let at = if name == "roles" { "/me/roles".to_string() } else { format!("/me/fields/{name}") };
            note(&mut found, auth.pointer(&at), format!("/auth{at}"), without);
        }
    }
    for (name, record) in members(contract.get("records")).filter(|(name, _)| chosen.is_empty() || chosen.contains(name)) {
        let path = format!("/resources/{name}");
        let Some(own) = profile.pointer(&path).filter(|own| own.is_object()) else {
            note(&mut found, None, path, record.pointer("/without/list").unwrap_or(&Value::Null));
            continue;
        };
        for (operation, without) in members(record.get("without")) {
            match operation.as_str() {
                "live" => note(&mut found, live(profile, name), "/realtime".into(), without),
                _ => note(&mut found, own.get(operation), format!("{path}/{operation}"), without),
            }
        }
        for (field, shape) in members(record.get("fields")) {
            let at = format!("/fields/{field}");
            let common = profile.pointer(&format!("/defaults{at}"));
            note(&mut found, own.pointer(&at).or(common), format!("{path}{at}"), shape.get("without").unwrap_or(&Value::Null));
        }
    }
    found
}

/// Adds what is missed where nothing is there; of the same records the same is said once only.
fn note(found: &mut Vec<Lack>, there: Option<&Value>, path: String, without: &Value) {
    let left_out = there.is_none_or(|value| value.is_null() || value == &Value::Bool(false));
    let same = |known: &str| known.split('/').take(3).eq(path.split('/').take(3));
    let said = |text: &str| found.iter().any(|(at, known)| known == text && same(at));
    if let Some(without) = without.as_str().filter(|text| left_out && !said(text)) {
        found.push((path, without.into()));
    }
}

/// The channel, where these records have one.
fn live<'v>(profile: &'v Value, records: &str) -> Option<&'v Value> {
    let live = profile.get("realtime")?;
    let named = match live.get("resources") {
        Some(Value::Array(all)) => all.iter().any(|one| one == records),
        Some(one) => one == records,
        None => true,
    };
    named.then_some(live)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}
