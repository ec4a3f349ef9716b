//! `check`, and what is not understood.

use crate::program::{err, file, out, run, shipped, status};

#[test]
fn a_good_profile_ends_with_0() {
    let output = run(&["check", &shipped("backends/pocketbase/connection.json")]);
    assert_eq!(status(&output), 0, "{}", out(&output));
    assert!(out(&output).contains("can be used"));
}

#[test]
fn a_bad_profile_ends_with_1_and_every_complaint() {
    let path =
        file("check", "bad.json", r#"{ "base": "/api", "colour": 1, "resources": { "people": { "list": "/people", "shape": 2 } } }"#);
    let output = run(&["check", &path]);
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("/colour") && out(&output).contains("/resources/people/shape"), "{}", out(&output));
    let json = run(&["check", &path, "--json"]);
    assert_eq!(status(&json), 1);
    let told: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(told["healthy"], false);
    assert!(told["complaints"].as_array().unwrap().len() > 2);
}

#[test]
fn another_contract_and_presets_are_taken() {
    let contract = file(
        "presets",
        "contract.json",
        r#"{ "records": { "people": { "requires": ["list"], "fields": { "name": { "as": "text", "required": true } } } } }"#,
    );
    file("presets", "plain.json", r#"{ "base": "/api", "defaults": { "list": { "url": "/people", "items": "" } } }"#);
    let path =
        file("presets", "own.json", r#"{ "extends": "plain", "resources": { "people": { "fields": { "name": "/n" }, "list": true } } }"#);
    let folder = path.strip_suffix("/own.json").unwrap();
    assert_eq!(status(&run(&["check", &path, "--contract", &contract, "--presets", folder])), 0);
    assert_eq!(status(&run(&["check", &path, "--contract", &contract])), 1);
}

#[test]
fn one_kind_of_record_may_be_checked_before_the_others_are_written() {
    let begun = r#"{ "base": "/api", "resources": { "people": { "fields": { "name": "/n" }, "list": { "url": "/people", "complete": true }, "read": "/people/{id}" }, "alerts": { "fields": { "headline": "/h" } } } }"#;
    let path = file("one", "begun.json", begun);
    assert_eq!(status(&run(&["check", &path])), 1);
    let output = run(&["check", &path, "--resource", "people"]);
    assert_eq!((status(&output), out(&output).trim()), (0, "The profile can be used."));
    let lacking = run(&["check", &path, "--resource", "people", "--resource", "alerts"]);
    assert!(out(&lacking).contains("/resources/alerts/list") && !out(&lacking).contains("/resources/meetings"), "{}", out(&lacking));
    assert_eq!(status(&run(&["check", &path, "--resource", "peeple"])), 2);
}

#[test]
fn what_cannot_run_ends_with_2() {
    for arguments in
        [&[][..], &["cure"], &["check"], &["check", "no-such-file.json"], &["check", "a", "b"], &["check", "a", "--loudly"], &["draft"]]
    {
        let output = run(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(!err(&output).is_empty());
    }
}

#[test]
fn a_password_is_no_argument() {
    for arguments in [["doctor", "a.json", "--password", "hunter22"].as_slice(), &["doctor", "a.json", "--password=hunter22"]] {
        let output = run(arguments);
        assert_eq!(status(&output), 2);
        assert!(err(&output).contains("COMMONWATCH_PASSWORD"));
        assert!(!err(&output).contains("hunter22") && !out(&output).contains("hunter22"));
    }
}
