//! `draft`: from a description, and from samples.

use serde_json::{Value, json};

use crate::program::{err, file, out, run, status};
use crate::server::serve;

/// A description of an API with everything that the portal needs.
fn description() -> Value {
    let page = |row: &str| {
        let schema = json!({ "type": "object", "properties": {
            "data": { "type": "array", "items": { "$ref": format!("#/components/schemas/{row}") } },
            "meta": { "type": "object", "properties": { "total": { "type": "integer" } } } } });
        let names = ["page", "per_page", "sort", "q"];
        let parameters: Vec<Value> = names.iter().map(|name| json!({ "name": name, "in": "query" })).collect();
        json!({ "parameters": parameters, "responses": { "200": { "content": { "application/json": { "schema": schema } } } } })
    };
    let one = |row: &str| {
        let schema = json!({ "type": "object", "properties": { "data": { "$ref": format!("#/components/schemas/{row}") } } });
        json!({ "responses": { "200": { "content": { "application/json": { "schema": schema } } } } })
    };
    let text = json!({ "type": "string" });
    let time = json!({ "type": "string", "format": "date-time" });
    let object = |members: Value| json!({ "type": "object", "properties": members });
    let answer = |schema: Value| json!({ "200": { "content": { "application/json": { "schema": schema } } } });
    let login = json!({ "post": {
        "requestBody": { "content": { "application/json": { "schema": object(json!({ "email": text, "password": text })) } } },
        "responses": answer(object(json!({ "data": object(json!({ "access_token": text })) }))) } });
    json!({
        "openapi": "3.0.3", "info": { "title": "Register" }, "servers": [{ "url": "https://api.example.org/v1/" }],
        "paths": {
            "/login": login,
            "/me": { "get": { "responses": answer(object(json!({ "id": text, "display_name": text, "roles": { "type": "array", "items": text } }))) } },
            "/people": { "get": page("Person") },
            "/people/{no}": { "get": one("Person"), "put": one("Person"), "delete": {} },
            "/groups": { "get": page("Group") },
            "/groups/{id}": { "get": one("Group") },
            "/events": { "get": page("Event"), "post": one("Event") },
            "/events/{id}": { "get": one("Event") },
            "/notices": { "get": page("Notice") },
            "/notices/{id}": { "get": one("Notice") },
            "/commitments": { "get": page("Commitment") }
        },
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": {
                "Person": { "allOf": [{ "$ref": "#/components/schemas/Base" }, object(json!({ "full_name": text, "email": text, "group": object(json!({ "id": { "type": "integer" }, "name": text })) }))] },
                "Base": object(json!({ "id": { "type": "integer" } })),
                "Group": object(json!({ "id": text, "name": text, "city": text })),
                "Event": object(json!({ "id": text, "type": text, "title": text, "starts_at": time, "ends_at": time })),
                "Notice": object(json!({ "id": text, "title": text, "text": text, "marking": text, "published_at": time })),
                "Commitment": object(json!({ "id": text, "number": text, "markdown": text }))
            }
        }
    })
}

#[test]
fn a_description_becomes_a_profile_that_passes_check() {
    let path = file("described", "openapi.json", &description().to_string());
    let output = run(&["draft", &path]);
    assert_eq!(status(&output), 0, "{}\n{}", out(&output), err(&output));
    let profile: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(profile["base"], "https://api.example.org/v1");
    assert_eq!(profile["auth"]["login"]["request"]["body"], json!({ "email": "{identity}", "password": "{password}" }));
    assert_eq!(profile["auth"]["login"]["response"]["token"], "/data/access_token");
    assert_eq!(profile["auth"]["me"]["name"], "/display_name");
    let people = &profile["resources"]["people"];
    assert_eq!(people["id"], json!({ "at": "/id", "stored": "number" }));
    assert_eq!(people["fields"]["name"], "/full_name");
    assert_eq!(people["fields"]["organisationName"], "/group/name");
    assert_eq!(people["list"]["params"], json!({ "page": "{page}", "per_page": "{size}", "sort": "{sort}", "q": "{text}" }));
    assert_eq!((&people["list"]["items"], &people["list"]["total"]), (&json!("/data"), &json!("/meta/total")));
    assert_eq!((&people["read"]["url"], &people["read"]["item"]), (&json!("/people/{id}"), &json!("/data")));
    assert_eq!(people["update"]["mode"], "full");
    assert_eq!(profile["resources"]["alerts"]["fields"]["headline"], "/title");
    let doubts = profile["resources"]["alerts"]["x-unsure"].to_string();
    assert!(doubts.contains("fields/headline") && doubts.contains("/notices"), "{doubts}");
    let own = file("described", "connection.json", &out(&output));
    assert_eq!(status(&run(&["check", &own])), 0);
}

#[test]
fn samples_become_a_profile_that_passes_check() {
    let samples = [
        ("people", r#"{"data":[{"no":7,"full_name":"Ama","speaks":"en,fr"}],"count":1}"#),
        ("organisations", r#"[{"id":"g","name":"Group"}]"#),
        ("events", r#"[{"id":"e","type":"open","title":"All","start":"2026-01-02T10:00:00Z","end":"2026-01-02 11:00:00"}]"#),
        ("alerts", r#"[{"id":"a","headline":"River","tlp":"TLP:CLEAR","sent":1767348000}]"#),
        ("commitments", r##"[{"id":"c","number":"1","body":"# We"}]"##),
    ];
    let paths: Vec<String> = samples.iter().map(|(name, text)| file("samples", &format!("{name}.json"), text)).collect();
    let arguments: Vec<&str> = std::iter::once("draft").chain(paths.iter().map(String::as_str)).collect();
    let output = run(&arguments);
    assert_eq!(status(&output), 0, "{}\n{}", out(&output), err(&output));
    let profile: Value = serde_json::from_str(&out(&output)).unwrap();
    let of = |name: &str| &profile["resources"][name];
    assert_eq!(of("people")["id"], json!({ "at": "/no", "stored": "number" }));
    assert_eq!(of("people")["list"], json!({ "url": "/people", "items": "/data", "complete": true }));
    assert_eq!(of("people")["fields"]["languages"], json!({ "at": "/speaks", "split": "," }));
    assert_eq!(of("meetings")["fields"]["end"], json!({ "at": "/end", "zone": "utc" }));
    assert_eq!(of("alerts")["fields"]["sent"], json!({ "at": "/sent", "format": "unix" }));
    assert!(profile["x-unsure"].to_string().contains("base"));
}

#[test]
fn what_the_material_does_not_show_is_told() {
    let (address, seen) = serve();
    let output = run(&["draft", &format!("{address}/open.json")]);
    // Its name fits no kind of record, and neither do its fields.
    assert_eq!(status(&output), 1, "{}", err(&output));
    assert!(err(&output).contains("/resources/people"), "{}", err(&output));
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[test]
fn what_is_no_material_ends_with_2() {
    for (name, text) in [("a.json", "[]"), ("b.json", "<html>"), ("c.json", r#"{ "swagger": "2.0" }"#), ("d.yaml", "openapi: 3.0.0")] {
        assert_eq!(status(&run(&["draft", &file("nothing", name, text)])), 2, "{text}");
    }
}
