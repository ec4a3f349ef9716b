//! `contract`: the portal's contract as an API, the preset that speaks it, and a gateway that answers so.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use connect::{Client, Contract, Problem, Profile, Query, Request, Response, Transport, Unreachable};
use serde_json::{Map, Value, json};

use crate::gateway::{Gateway, serve};
use crate::program::{command, err, file, out, run, shipped, status};
use crate::server::{Heard, PASSWORD};

fn printed() -> Value {
    let output = run(&["contract"]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(shipped(path)).unwrap()
}

fn preset() -> Value {
    serde_json::from_str(&read("backends/presets/commonwatch.json")).unwrap()
}

/// The whole profile of whoever runs a gateway.
fn own(name: &str, base: &str) -> String {
    file(name, "connection.json", &json!({ "extends": "commonwatch", "base": base }).to_string())
}

#[test]
fn the_preset_is_a_whole_profile() {
    let path = own("gateway-whole", "https://gateway.example.org");
    let output = run(&["check", &path, "--presets", &shipped("backends/presets"), "--all"]);
    assert_eq!(status(&output), 0, "{}", out(&output));
    assert_eq!(out(&output).trim(), "The profile can be used.");
}

/// The profiles that `docs/gateway.md` shows.
#[test]
fn the_page_shows_good_profiles() {
    let page = read("docs/gateway.md");
    let blocks: Vec<&str> = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let output = run(&["check", &file("gateway-page", "connection.json", block), "--presets", &shipped("backends/presets")]);
        assert_eq!(out(&output).trim(), "The profile can be used.", "{block}");
    }
}

/// What is drafted from the document is what the preset says, and its conditions are parameters there.
#[test]
fn preset_and_document_agree() {
    let document = printed();
    let drafted = run(&["draft", &file("gateway-drafted", "openapi.json", &document.to_string())]);
    assert_eq!(status(&drafted), 0, "{}", err(&drafted));
    let drafted: Value = serde_json::from_str(&out(&drafted)).unwrap();
    let preset = preset();
    let auth = |profile: &Value| json!([profile["base"], profile["auth"]["login"], profile["auth"]["attach"], profile["auth"]["logout"]]);
    assert_eq!(auth(&drafted), auth(&preset));
    for field in ["id", "name", "roles"] {
        assert_eq!(drafted["auth"]["me"][field], preset["auth"]["me"][field]);
    }
    let me = document["components"]["schemas"]["me"]["properties"].as_object().unwrap();
    for at in preset["auth"]["me"]["fields"].as_object().unwrap().values() {
        assert!(me.contains_key(at.as_str().unwrap().trim_start_matches('/')), "{at}");
    }
    let names = |object: &Value| object.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&drafted["resources"]), names(&preset["resources"]));
    for (name, ours) in preset["resources"].as_object().unwrap() {
        let theirs = &drafted["resources"][name];
        let place = |field: &Value| field.get("at").unwrap_or(field).clone();
        let places =
            |fields: &Value| fields.as_object().unwrap().iter().map(|(name, field)| (name.clone(), place(field))).collect::<Map<_, _>>();
        assert_eq!(places(&theirs["fields"]), places(&ours["fields"]), "{name}");
        assert_eq!(ours["vars"]["path"], name.as_str());
        let listed = &preset["defaults"]["list"];
        for part in ["items", "total"] {
            assert_eq!(theirs["list"][part], listed[part], "{name}");
        }
        let mut params = listed["params"].as_object().unwrap().clone();
        assert_eq!(params.remove("*where"), Some(json!("{where}")));
        assert_eq!(theirs["list"]["params"], Value::Object(params), "{name}");
        for operation in ["list", "read", "create", "update"] {
            let address = |part: &Value| part.get("url").unwrap_or(part).as_str().unwrap().replace("{path}", name);
            let common = &preset["defaults"][operation];
            assert_eq!(theirs.get(operation).map(address), ours.get(operation).map(|_| address(common)), "{name}.{operation}");
        }
        // What the document adds to a record or an address is no field's name.
        for added in ["id", "revision", "page", "size", "sort", "search"] {
            assert!(ours["fields"].get(added).is_none(), "{name}.{added}");
        }
        let get = &document["paths"][format!("/{name}")]["get"];
        let mut conditions: Vec<String> =
            get["parameters"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str().map(String::from)).collect();
        let mut asked: Vec<String> =
            ours["fields"].as_object().unwrap().iter().filter(|(_, field)| field["query"] != false).map(|(name, _)| name.clone()).collect();
        asked.push("id".into());
        conditions.sort();
        asked.sort();
        assert_eq!(conditions, asked, "{name}");
        assert_eq!(listed["max"], document["components"]["parameters"]["size"]["schema"]["maximum"]);
        let revision = document["components"]["schemas"][name]["allOf"][1]["properties"].get("revision");
        assert_eq!(revision.is_some(), ours.get("version").is_some(), "{name}");
        // What guests are offered is what needs no session.
        for (operation, method) in [("list", get), ("read", &document["paths"][format!("/{name}/{{id}}")]["get"])] {
            let open = method["security"].as_array().is_some_and(|all| all.contains(&json!({})));
            let offered = preset["roles"]["guest"][name].as_array().is_some_and(|all| all.contains(&json!(operation)));
            assert_eq!(open, offered, "{name}.{operation}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(document: &Value, part: &Value) {
        if let Some(at) = part.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(at.trim_start_matches('#')).is_some(), "{at}");
        }
        match part {
            Value::Object(members) => members.values().for_each(|inner| walk(document, inner)),
            Value::Array(items) => items.iter().for_each(|inner| walk(document, inner)),
            _ => {}
        }
    }
    let document = printed();
    assert_eq!(document["openapi"], "3.1.0");
    walk(&document, &document);
}

#[test]
fn the_doctor_finds_nothing_to_mend_at_a_gateway() {
    let path = own("gateway-doctor", &serve(printed()));
    let presets = shipped("backends/presets");
    for who in [&[][..], &["--user", "ama"]] {
        let all: Vec<&str> = ["doctor", &path, "--presets", &presets].iter().chain(who).copied().collect();
        let output = command(&all).env("COMMONWATCH_PASSWORD", PASSWORD).output().unwrap();
        assert_eq!(status(&output), 0, "{}{}", out(&output), err(&output));
        assert!(out(&output).contains("0 findings to be mended, 0 remarks"), "{}", out(&output));
    }
}

/// Straight to the gateway, without a network between.
struct Beside(Gateway);

impl Transport for Beside {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        let Request { method, url, headers, body, .. } = request;
        let (status, body) =
            self.0.answer(&Heard { method, target: url.trim_start_matches("/api").into(), headers, body: body.unwrap_or_default() });
        Ok(Response { status, headers: Vec::new(), body: if body.is_null() { String::new() } else { body.to_string() } })
    }
}

fn done<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn what_is_written_to_a_gateway_is_there() {
    let contract = Contract::parse(&read("src/backend/contract.json")).unwrap();
    let (profile, complaints) = Profile::judge(&preset().to_string(), &contract).unwrap();
    assert_eq!(complaints, []);
    let client = Client::new(profile, Beside(Gateway::new(printed())));
    done(async {
        assert_eq!(client.list("people", &Query::new()).await.err(), Some(Problem::SignedOut));
        assert_eq!(client.sign_in(&[("identity", "ama"), ("password", "wrong")]).await.err(), Some(Problem::BadCredentials));
        let me = client.sign_in(&[("identity", "ama"), ("password", PASSWORD)]).await.unwrap();
        assert_eq!((me.text("person"), me.roles.as_slice()), (Some("people-01"), ["member".to_string()].as_slice()));
        let fields = |value: Value| value.as_object().unwrap().clone();
        let whole = json!({ "kind": "offer", "topic": "space", "title": "A room" });
        let made = client.create("supportItems", fields(whole)).await.unwrap();
        assert_eq!(client.read("supportItems", &made.id).await.unwrap().text("title"), Some("A room"));
        let Err(Problem::Refused { fields: wrong, .. }) =
            client.create("supportItems", fields(json!({ "kind": "offer", "topic": "space" }))).await
        else {
            panic!("a record without its title was taken");
        };
        assert_eq!(wrong, [("title".to_string(), "It is needed.".to_string())]);
        let ended = || fields(json!({ "status": "closed" }));
        let changed = client.update("supportItems", &made.id, ended(), made.version.as_ref()).await.unwrap();
        assert_eq!((changed.text("status"), changed.text("title")), (Some("closed"), Some("A room")));
        let stale = client.update("supportItems", &made.id, ended(), made.version.as_ref()).await;
        assert_eq!(stale.err(), Some(Problem::Conflict));
    });
}
