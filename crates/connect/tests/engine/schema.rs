//! The JSON Schema is what the table of words says, and profiles that are used have its shape.

use std::path::PathBuf;

use connect::Profile;
use proptest::prelude::*;
use serde_json::Value;

use crate::hostile::{any_json, places};
use crate::recorded;

fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: PathBuf) -> Value {
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).unwrap()
}

/// `BLESS=1 cargo test -p commonwatch-connect` writes the file anew.
#[test]
fn the_file_is_what_the_code_makes() {
    let made = connect::schema();
    let file = here("connection.schema.json");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, format!("{:#}\n", made)).unwrap();
    }
    assert!(read(file) == made, "connection.schema.json is old: run the tests once with BLESS=1");
}

#[test]
fn profiles_that_are_used_have_its_shape() {
    let schema = connect::schema();
    let mut seen = 0;
    for folder in ["../../backends", "../../backends/presets", "tests/profiles"] {
        for entry in std::fs::read_dir(here(folder)).unwrap() {
            let path = entry.unwrap().path();
            let file = if path.is_dir() { path.join("connection.json") } else { path };
            if !file.is_file() || file.ends_with("contract.json") {
                continue;
            }
            let mut faults = Vec::new();
            check(&schema, &schema, &read(file.clone()), String::new(), &mut faults);
            if folder.ends_with("presets") {
                // What a preset lacks, the profile over it has.
                faults.retain(|fault| !fault.contains("required"));
            }
            assert_eq!(faults, [] as [String; 0], "{}", file.display());
            seen += 1;
        }
    }
    assert!(seen >= 20, "only {seen} profiles were found");
}

#[test]
fn what_has_another_shape_is_refused() {
    let schema = connect::schema();
    for bad in [
        "5",
        "{}",
        r#"{"base":""}"#,
        r#"{"base":"","resources":{},"colour":1}"#,
        r#"{"base":"","resources":{"a":{"list":5}}}"#,
        r#"{"base":"","resources":{"a":{"list":{"first":-1}}}}"#,
        r#"{"base":"","resources":{"a":{"fields":{"b":{"as":"colour"}}}}}"#,
        r#"{"base":"","resources":{},"auth":{"login":{"request":{"method":"GET"}}}}"#,
    ] {
        let mut faults = Vec::new();
        check(&schema, &schema, &serde_json::from_str(bad).unwrap(), String::new(), &mut faults);
        assert!(!faults.is_empty(), "{bad}");
    }
    let mut faults = Vec::new();
    let good = r#"{"base":"","x-note":1,"resources":{"x-a":5,"a":{"list":true,"read":{"item":"/a"},"vars":{"b":null}}}}"#;
    check(&schema, &schema, &serde_json::from_str(good).unwrap(), String::new(), &mut faults);
    assert_eq!(faults, [] as [String; 0]);
}

/// As much of JSON Schema as ours uses; `pattern` and `description` are for editors.
fn check(root: &Value, schema: &Value, value: &Value, at: String, faults: &mut Vec<String>) {
    let Value::Object(rules) = schema else { return };
    for (word, rule) in rules {
        let good = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "pattern" | "patternProperties" => true,
            "$ref" => {
                let target = rule.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(target).unwrap(), value, at.clone(), faults);
                true
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_u64() || value.is_i64(),
                "null" => value.is_null(),
                other => panic!("{other}"),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "const" => rule == value,
            "minimum" => value.as_i64().is_none_or(|number| number >= rule.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= rule.as_i64().unwrap()),
            "required" => rule.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, format!("{at}/{index}"), faults);
                }
                true
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(root, rule, value, format!("{at}/{name}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = rules.get("properties");
                for (name, value) in value.as_object().into_iter().flatten() {
                    let named = known.is_some_and(|known| known.get(name).is_some()) || name.starts_with("x-");
                    match rule {
                        Value::Bool(false) if !named => faults.push(format!("{at}/{name}: unknown")),
                        rule if !named => check(root, rule, value, format!("{at}/{name}"), faults),
                        _ => {}
                    }
                }
                true
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|rule| {
                let mut own = Vec::new();
                check(root, rule, value, at.clone(), &mut own);
                own.is_empty()
            }),
            other => panic!("the schema uses {other}"),
        };
        if !good {
            faults.push(format!("{at}: {word} {rule}"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the schema refuses, the judge refuses.
    #[test]
    fn the_judge_knows_no_less(at in 0..recorded::NAMES.len(), place in any::<prop::sample::Index>(), spoilt in any_json(), key in "[a-z]{0,3}") {
        let whole = recorded::text(recorded::NAMES[at]);
        let mut profile: Value = serde_json::from_str(&whole).unwrap();
        let places = places(&profile, String::new());
        let part = profile.pointer_mut(&places[place.index(places.len())]).unwrap();
        match part {
            Value::Object(members) if !key.is_empty() => drop(members.insert(key, spoilt)),
            part => *part = spoilt,
        }
        let schema = connect::schema();
        let mut faults = Vec::new();
        check(&schema, &schema, &profile, String::new(), &mut faults);
        let judged = Profile::judge(&profile.to_string(), &recorded::contract_for(&whole));
        prop_assert!(faults.is_empty() || judged.is_err(), "{faults:?}\n{profile:#}");
    }
}

#[test]
fn every_word_is_explained() {
    let schema = connect::schema();
    let mut groups: Vec<(&str, &Value)> = vec![("profile", &schema)];
    groups.extend(schema["$defs"].as_object().unwrap().iter().map(|(name, group)| (name.as_str(), group)));
    for (group, shape) in groups {
        for (word, rule) in shape["properties"].as_object().unwrap() {
            assert!(rule["description"].is_string(), "{group}.{word} is not explained");
        }
    }
}
