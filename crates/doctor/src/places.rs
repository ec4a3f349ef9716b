//! Looks in an answer for what is not where the profile says.

use serde_json::Value;

use crate::sheet::escaped;

/// How deep it looks.
const DEEP: usize = 4;

/// Every value in an answer with its pointer, from the outside in; of lists only the list itself.
pub(crate) fn members(root: &Value) -> Vec<(String, &Value)> {
    let mut found = vec![(String::new(), root)];
    let mut at = 0;
    while let Some((pointer, value)) = found.get(at).cloned() {
        at += 1;
        if let Value::Object(members) = value
            && pointer.matches('/').count() < DEEP
        {
            found.extend(members.iter().map(|(key, value)| (format!("{pointer}/{}", escaped(key)), value)));
        }
    }
    found
}

/// Where a list of objects is.
pub(crate) fn items(root: &Value) -> Option<String> {
    let objects = |value: &Value| value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object));
    members(root).into_iter().find(|(_, value)| objects(value)).map(|(pointer, _)| pointer)
}

/// Where a number is that is the total, in the body.
pub(crate) fn total(root: &Value, total: u64) -> Option<String> {
    // Some write it as a text; the engine reads both.
    let same = |value: &Value| value.as_u64() == Some(total) || value.as_str().is_some_and(|text| text.trim().parse() == Ok(total));
    members(root).into_iter().find(|(_, value)| same(value)).map(|(pointer, _)| pointer)
}

/// The one member that each row consists of, where that is an object: the record itself is in there.
pub(crate) fn wrapped(rows: &[&Value]) -> Option<String> {
    let only = |row: &Value| {
        let mut members = row.as_object()?.iter();
        let (name, value) = members.next()?;
        (members.next().is_none() && value.is_object()).then(|| format!("/{}", escaped(name)))
    };
    let name = only(rows.first()?)?;
    rows.iter().all(|row| only(row).as_ref() == Some(&name)).then_some(name)
}

/// Where something plain is that is there in every row and different in each; names that sound like an id first.
pub(crate) fn identity(rows: &[&Value]) -> Option<String> {
    let first = rows.first()?;
    let mut places: Vec<String> = members(first).into_iter().map(|(pointer, _)| pointer).filter(|pointer| !pointer.is_empty()).collect();
    places.sort_by_key(|pointer| {
        let name = pointer.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let known = ["id", "_id", "uuid", "key", "objectid", "documentid", "pk", "no", "slug"];
        known.iter().position(|known| *known == name).unwrap_or(if name.ends_with("id") { 20 } else { 40 })
    });
    places.into_iter().find(|pointer| {
        let mut seen: Vec<String> = Vec::new();
        rows.iter().all(|row| {
            let value = row.pointer(pointer);
            let plain = value.filter(|value| value.is_number() || value.as_str().is_some_and(|text| !text.is_empty()));
            let new = plain.map(Value::to_string).filter(|text| !seen.contains(text));
            seen.extend(new.clone());
            new.is_some()
        })
    })
}

/// A place in the rows whose name is like one of these.
pub(crate) fn named(rows: &[&Value], names: &[String]) -> Option<String> {
    let bare = |name: &str| name.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let wanted: Vec<String> = names.iter().map(|name| bare(name)).filter(|name| name.len() > 1).collect();
    let places: Vec<(String, &Value)> = rows.iter().flat_map(|row| members(row)).collect();
    let filled = |value: &Value| !value.is_null() && value.as_str() != Some("") && !value.is_object();
    let name = |pointer: &str| bare(pointer.rsplit('/').next().unwrap_or_default());
    let fits = |exact: bool| {
        places.iter().find(|(pointer, value)| {
            let name = name(pointer);
            let like = |wanted: &String| {
                if exact { name == *wanted } else { name.len() > 2 && (name.contains(wanted.as_str()) || wanted.contains(&name)) }
            };
            filled(value) && !name.is_empty() && wanted.iter().any(like)
        })
    };
    fits(true).or_else(|| fits(false)).map(|(pointer, _)| pointer.clone())
}

/// Where a text is that looks like a session's token.
pub(crate) fn token(root: &Value, name: &str) -> Option<String> {
    let leaf = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let texts: Vec<String> = members(root)
        .into_iter()
        .filter(|(_, value)| value.as_str().is_some_and(|text| text.len() > 3))
        .map(|(pointer, _)| pointer)
        .collect();
    let name = name.to_ascii_lowercase();
    let tests: [&dyn Fn(&str) -> bool; 3] = [&|leaf| leaf == name, &|leaf| leaf.contains(&name), &|leaf| {
        ["token", "jwt", "session", "access"].iter().any(|word| leaf.contains(word)) && leaf.contains("refresh") == name.contains("refresh")
    }];
    tests.iter().find_map(|test| texts.iter().find(|pointer| test(&leaf(pointer))).cloned())
}
