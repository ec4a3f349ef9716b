//! The JSON Schema is what the table of words says, and profiles that are used have its shape.

use std::path::PathBuf;

use connect::{Contract, Profile};
use proptest::prelude::*;
use serde_json::{Value, json};

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
            assert_eq!(faults_of(&schema, &read(file.clone())), [] as [String; 0], "{}", file.display());
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
        r#"{"resources":{}}"#,
        r#"{"base":"","resources":{},"auth":null}"#,
        r#"{"base":"","resources":{},"auth":{"attach":{"header":"A","value":"b"}}}"#,
        r#"{"base":"ftp://x","resources":{}}"#,
        r#"{"base":"","resources":{"a":{"fields":{"b":"b"}}}}"#,
        r#"{"extends":"p","auth":{"attach":[{"header":"A"}]}}"#,
        r#"{"extends":"p","colour":null}"#,
        r#"{"base":"","resources":{},"profile":"2"}"#,
        r#"{"base":"","resources":{},"colour":1}"#,
        r#"{"base":"","resources":{"a":{"list":5}}}"#,
        r#"{"base":"","resources":{"a":{"list":{"first":-1}}}}"#,
        r#"{"base":"","resources":{"a":{"fields":{"b":{"as":"colour"}}}}}"#,
        r#"{"base":"","resources":{},"auth":{"login":{"request":{"method":"GET"}}}}"#,
    ] {
        assert!(!faults_of(&schema, &serde_json::from_str(bad).unwrap()).is_empty(), "{bad}");
    }
    let good = r#"{"base":"","x-note":1,"profile":"1","resources":{"x-a":5,"a":{"list":true,"read":{"item":"/a"},"vars":{"b":null}}}}"#;
    assert_eq!(faults_of(&schema, &serde_json::from_str(good).unwrap()), [] as [String; 0]);
}

/// What lies over a preset may be any part of a profile, and `null` takes away: the schema and the judge take both as they are written.
#[test]
fn what_is_laid_over_a_preset_is_a_part() {
    let preset = json!({
        "base": "/api", "headers": { "A": "b" }, "credentials": "include", "realtime": { "transport": "poll" },
        "auth": {
            "login": { "request": { "url": "/in", "body": { "p": "{password}" } }, "response": { "token": "/t" } },
            "attach": { "header": "A", "value": "{token}" }, "refresh": { "request": "/r" }, "me": { "id": "/id", "name": "/name" }
        },
        "defaults": {
            "version": "/v", "cache": { "keep": "P1D" }, "vars": { "a": 1 }, "fields": { "former": "/f" },
            "list": { "url": "/n", "headers": { "A": "b" }, "params": { "q": 1 }, "items": "/data", "complete": true }
        },
        "errors": { "message": "/m", "kinds": [{ "status": 400, "kind": "conflict" }] }
    });
    let people = json!({ "fields": { "name": "/n" }, "list": true });
    let over = [
        json!({ "resources": { "people": people } }),
        json!({ "auth": { "attach": null }, "resources": { "people": people } }),
        json!({ "auth": { "login": { "response": { "token": null } }, "refresh": null, "attach": null }, "resources": { "people": people } }),
        json!({ "auth": null, "errors": null, "realtime": null, "headers": null, "credentials": null, "resources": { "people": people, "horses": null } }),
        json!({ "auth": { "me": { "name": "/label" } }, "headers": { "A": null }, "errors": { "message": null }, "resources": { "people": people } }),
        json!({ "resources": { "people": {
            "version": null, "cache": null, "vars": null, "fields": { "name": "/n", "former": null },
            "list": { "items": null, "headers": { "A": null }, "params": { "q": null } }, "update": null
        } } }),
    ];
    let contract = r#"{ "records": { "people": { "requires": ["list"], "uses": [], "fields": {
        "name": { "as": "text", "required": true }, "former": { "as": "bool" } } } } }"#;
    let schema = connect::schema();
    assert_eq!(faults_of(&schema, &preset), [] as [String; 0]);
    for mut profile in over {
        profile["extends"] = "preset".into();
        assert_eq!(faults_of(&schema, &profile), [] as [String; 0], "{profile}");
        let judged = Profile::judge_with(&profile.to_string(), &Contract::parse(contract).unwrap(), &|_| Some(preset.to_string()));
        assert_eq!(judged.err(), None, "{profile}");
    }
}

fn faults_of(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, String::new(), &mut faults);
    faults
}

/// As much of JSON Schema as ours uses.
fn check(root: &Value, schema: &Value, value: &Value, at: String, faults: &mut Vec<String>) {
    let Value::Object(rules) = schema else { return };
    for (word, rule) in rules {
        let good = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "then" | "else" => true,
            "pattern" => value.as_str().is_none_or(|text| regex_lite::Regex::new(rule.as_str().unwrap()).unwrap().is_match(text)),
            // Notes, which may be anything.
            "patternProperties" => *rule == json!({ "^x-": true }),
            "not" => {
                let mut own = Vec::new();
                check(root, rule, value, at.clone(), &mut own);
                !own.is_empty()
            }
            "if" => {
                let mut own = Vec::new();
                check(root, rule, value, at.clone(), &mut own);
                let chosen = if own.is_empty() { &rules["then"] } else { &rules["else"] };
                check(root, chosen, value, at.clone(), faults);
                true
            }
            "$ref" => {
                let target = rule.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(target).unwrap(), value, at.clone(), faults);
                true
            }
            "type" if rule.is_array() => rule.as_array().unwrap().iter().any(|one| {
                let mut own = Vec::new();
                check(root, &json!({ "type": one }), value, at.clone(), &mut own);
                own.is_empty()
            }),
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
            "required" => !value.is_object() || rule.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
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
        let faults = faults_of(&schema, &profile);
        let judged = Profile::judge(&profile.to_string(), &recorded::contract_for(&whole));
        prop_assert!(faults.is_empty() || judged.is_err(), "{faults:?}\n{profile:#}");
    }
}

#[test]
fn every_word_is_explained() {
    let schema = connect::schema();
    for (group, shape) in schema["$defs"].as_object().unwrap() {
        for (word, rule) in shape["properties"].as_object().unwrap() {
            assert!(rule["description"].is_string(), "{group}.{word} is not explained");
        }
    }
}
