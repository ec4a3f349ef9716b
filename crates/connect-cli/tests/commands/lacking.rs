//! What a portal does without where a profile leaves something out.

use serde_json::Value;

use crate::program::{file, out, run, shipped, status};

const BEGIN: &str = "with BLESS=1. -->\n";
const END: &str = "<!-- end -->\n";

fn contract() -> Value {
    serde_json::from_str(&std::fs::read_to_string(shipped("src/backend/contract.json")).unwrap()).unwrap()
}

fn people() -> Value {
    serde_json::json!({ "base": "/api", "resources": { "people": {
        "fields": { "name": "/n", "email": "/e" }, "list": { "url": "/people", "complete": true }, "read": "/people/{id}" } } })
}

#[test]
fn what_is_left_out_is_told_when_asked_for() {
    let path = file("lacking", "people.json", &people().to_string());
    let plain = run(&["check", &path, "--resource", "people"]);
    assert_eq!(out(&plain).trim(), "The profile can be used.");
    let output = run(&["check", &path, "--resource", "people", "--all"]);
    assert_eq!(status(&output), 0, "{}", out(&output));
    let told = out(&output);
    let lines: Vec<&str> = told.lines().map(str::trim).collect();
    assert!(lines.contains(&"/resources/people/update: Members cannot change their entry."), "{told}");
    assert!(lines.contains(&"/resources/people/fields/phone: No button calls a person."), "{told}");
    assert!(!told.contains("fields/email") && !told.contains("/resources/meetings") && !told.contains("/auth"), "{told}");
    let json: Value = serde_json::from_str(&out(&run(&["check", &path, "--resource", "people", "--all", "--json"]))).unwrap();
    assert_eq!((json["healthy"].as_bool(), json["lacking"][0]["pointer"].as_str()), (Some(true), Some("/resources/people/update")));
    assert_eq!(status(&run(&["doctor", &path, "--all"])), 2);
}

#[test]
fn presets_defaults_and_whole_records_count() {
    let mut profile = people();
    profile["extends"] = "common".into();
    profile["resources"]["people"]["update"] = true.into();
    let preset =
        r#"{ "defaults": { "update": "/people/{id}", "fields": { "phone": "/t", "bio": "/b" } }, "realtime": { "transport": "poll" } }"#;
    file("lacking-presets/presets", "common.json", preset);
    profile["resources"]["people"]["fields"]["bio"] = Value::Null;
    profile["auth"] = serde_json::json!({ "me": { "id": "/id", "name": "/n", "fields": { "person": "/p" } } });
    let told = out(&run(&["check", &file("lacking-presets", "own.json", &profile.to_string()), "--all"]));
    for there in ["people/update:", "fields/phone:", "/realtime:", "/auth/me/fields/person:"] {
        assert!(!told.contains(there), "{there}\n{told}");
    }
    for lacking in ["/auth/me/roles:", "/auth/me/fields/organisation:", "people/fields/pronouns:"] {
        assert!(told.contains(lacking), "{lacking}\n{told}");
    }
    // Of records that are not there at all, one thing is said.
    assert_eq!(told.matches("  /resources/supportItems").count(), 1, "{told}");
}

/// One row for each operation and field that something is said of.
fn table() -> String {
    let contract = contract();
    let mut table = String::from("| records | left out | what is missed |\n| --- | --- | --- |\n");
    let mut row = |records: &str, name: &str, text: &Value| {
        if let Some(text) = text.as_str() {
            table.push_str(&format!("| `{records}` | `{name}` | {text} |\n"));
        }
    };
    for (name, text) in contract["me"]["without"].as_object().unwrap() {
        row("me", name, text);
    }
    for (records, record) in contract["records"].as_object().unwrap() {
        for (name, text) in record["without"].as_object().into_iter().flatten() {
            row(records, name, text);
        }
        for (name, field) in record["fields"].as_object().unwrap() {
            row(records, name, &field["without"]);
        }
    }
    table
}

/// `BLESS=1 cargo test -p commonwatch-connect-cli` writes the table anew.
#[test]
fn the_guide_has_what_the_contract_says() {
    let path = shipped("docs/connect.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    let made = format!("\n{}\n", table());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, [before, BEGIN, &made, END, after].concat()).unwrap();
        return;
    }
    assert!(shown == made, "the table in docs/connect.md is old: run the tests once with BLESS=1");
}

/// Nothing is said of what the portal needs, and every operation that it uses is told of where something is missed.
#[test]
fn what_is_needed_is_not_missed() {
    for (name, record) in contract()["records"].as_object().unwrap() {
        for operation in record["without"].as_object().into_iter().flatten().map(|(operation, _)| operation) {
            let used = record["uses"].as_array().unwrap().iter().any(|one| one == operation.as_str());
            assert!(used || (operation == "live" && record["live"] == true), "{name}.{operation}");
        }
        for (field, shape) in record["fields"].as_object().unwrap() {
            assert!(shape["required"] != true || shape.get("without").is_none(), "{name}.{field}");
        }
    }
}
