//! Writes the dataset as JSON with a fixed order.

use std::fmt::Write as _;

use serde_json::{Value, json};
#[cfg(test)]
use sha2::{Digest, Sha256};

use super::{Dataset, NOTICE};

/// The dataset as JSON text: keys in alphabetical order, one record a line.
///
/// The order is written here rather than left to the map type, which another
/// crate of the workspace could change by turning on a feature.
pub fn to_json(dataset: &Dataset) -> String {
    let mut out = String::from("{\n");
    let _ = writeln!(out, "\"anchor\": {},", Value::from(dataset.anchor.as_str()));
    let _ = writeln!(out, "\"notice\": {},", Value::from(NOTICE));
    let accounts: Vec<Value> = dataset
        .accounts
        .iter()
        .map(|account| {
            json!({
                "email": account.email, "name": account.name, "role": account.role,
                "person": account.person, "organisation": account.organisation,
            })
        })
        .collect();
    rows(&mut out, "accounts", accounts.iter());
    out.push_str(",\n\"records\": {\n");
    for (place, (name, records)) in dataset.records.iter().enumerate() {
        if place > 0 {
            out.push_str(",\n");
        }
        let values: Vec<Value> = records.iter().cloned().map(Value::Object).collect();
        rows(&mut out, name, values.iter());
    }
    out.push_str("\n}\n}\n");
    out
}

fn rows<'a>(out: &mut String, name: &str, values: impl Iterator<Item = &'a Value>) {
    let _ = write!(out, "{}: [", Value::from(name));
    for (place, value) in values.enumerate() {
        out.push_str(if place == 0 { "\n" } else { ",\n" });
        sorted(out, value);
    }
    out.push_str("\n]");
}

fn sorted(out: &mut String, value: &Value) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| name.as_str());
            out.push('{');
            for (place, (name, field)) in fields.into_iter().enumerate() {
                let comma = if place == 0 { "" } else { ", " };
                let _ = write!(out, "{comma}{}: ", Value::from(name.as_str()));
                sorted(out, field);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push_str(", ");
                }
                sorted(out, item);
            }
            out.push(']');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

#[cfg(test)]
/// The SHA-256 of a text in hexadecimal, as kept in `demo/checksum.txt`.
pub fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Scale, dataset_json};
    use super::*;

    #[test]
    fn the_same_bytes_every_time() {
        let once = dataset_json(Scale::Demo, 0);
        assert_eq!(once, dataset_json(Scale::Demo, 0));
        let read: Value = serde_json::from_str(&once).unwrap();
        assert_eq!(read["records"]["people"].as_array().map(Vec::len), Some(240));
    }

    #[test]
    fn the_bytes_are_the_committed_ones() {
        let committed = include_str!("../../../demo/checksum.txt");
        let expected = committed.split_whitespace().next().unwrap_or_default();
        assert_eq!(checksum(&dataset_json(Scale::Demo, 0)), expected);
    }

    #[test]
    fn a_known_checksum() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(checksum("abc"), known);
    }
}
