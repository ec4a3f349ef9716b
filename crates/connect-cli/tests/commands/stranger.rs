//! The backend of a stranger (`end2end/stranger`), over HTTP: its profile is good, and what it says is so.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use crate::program::{command, err, file, out, run, shipped, status};

const PASSWORD: &str = "commonwatch-demo";

/// The server on a port that was free; it ends with the test.
struct Stranger {
    child: Child,
    profile: String,
}

impl Stranger {
    fn start(name: &str) -> Stranger {
        let data = file(name, "dataset.json", &dataset().to_string());
        let mut command = Command::new("node");
        command.arg(shipped("end2end/stranger/server.mjs")).args(["--port", "0", "--data", &data]);
        let portal = command.env("COMMONWATCH_PORTAL", "http://portal.example").stdout(Stdio::piped());
        let mut child = portal.spawn().expect("node is needed");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on ").and_then(|told| told.strip_suffix("/Dienst.ashx")).unwrap();
        let profile = std::fs::read_to_string(shipped("end2end/stranger/connection.json")).unwrap();
        let profile = file(name, "connection.json", &profile.replace("http://127.0.0.1:3300", address));
        Stranger { child, profile }
    }

    fn examined(&self, who: &str, more: &[&str]) -> Output {
        let fixed = ["doctor", &self.profile, "--user", who];
        let all: Vec<&str> = fixed.into_iter().chain(more.iter().copied()).collect();
        command(&all).env("COMMONWATCH_PASSWORD", PASSWORD).output().unwrap()
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A little of everything, in the shape that the demonstration data has: twelve of each kind, so that there are pages.
fn dataset() -> Value {
    let many = |one: &dyn Fn(u32) -> Value| -> Value { (1..=12).map(one).collect() };
    let day = |n: u32| format!("2026-10-{n:02}");
    let at = |n: u32| format!("2026-10-{n:02}T0{}:30:00Z", n % 10);
    let levels = json!({ "email": "members", "phone": "organisation", "bio": "public" });
    let asks = |n: u32| json!([{ "id": format!("ask{n}"), "text": "Call us back", "deadline": at(n), "effortMinutes": 10 + n }]);
    json!({
        "anchor": "2026-11-22T09:00:00Z",
        "accounts": [{ "email": "member@demo.example.org", "name": "Ama One", "organisation": "g1", "person": "p1", "role": "member" }],
        "records": {
            "organisations": many(&|n| json!({ "id": format!("g{n}"), "number": n, "name": format!("Group {}", 90 - n), "town": "Wexcombe", "lang": "en",
                "kind": "charity", "status": "active", "visibility": if n == 12 { "hidden" } else { "members" }, "joinedOn": "2020-01", "countries": ["QM"],
                "languages": ["en", "fr"], "strengths": ["advice"], "summary": "Listens.", "leadContact": format!("p{n}") })),
            "people": many(&|n| json!({ "id": format!("p{n}"), "number": n, "name": format!("Person {}", 80 - n), "organisation": format!("g{}", n % 5 + 1),
                "email": format!("p{n}@example.org"), "phone": format!("+44163296{n:04}"), "bio": "Reads a lot.", "visibility": levels, "languages": ["en"],
                "expertise": ["training"], "countries": ["QM"], "title": "Adviser", "timeZone": "Europe/London", "confirmedOn": day(n), "leads": [],
                "otherOrganisations": [{ "organisation": "g1", "title": "Trustee" }], "directoryVisibility": "members" })),
            "meetings": many(&|n| json!({ "id": format!("m{n}"), "ref": format!("MT-2026-{n:03}"), "kind": "social", "title": format!("Supper {}", 70 - n),
                "status": "scheduled", "start": at(n), "end": format!("2026-10-{n:02}T23:00:00Z"), "timeZone": "Europe/London", "mode": "hybrid", "capacity": n,
                "sequence": n, "agenda": [{ "kind": "theme", "title": "Soup", "minutes": 20 }], "updated": at(n) })),
            "replies": many(&|n| json!({ "id": format!("r{n}"), "meeting": format!("m{n}"), "person": format!("p{}", n % 3 + 1), "personName": "Somebody", "answer": "remote" })),
            "alerts": many(&|n| json!({ "id": format!("a{n}"), "ref": format!("AL-2026-{n:04}"), "identifier": format!("urn-{n}"), "headline": format!("Warning {}", 60 - n),
                "tlp": if n == 12 { "TLP:RED" } else { "TLP:GREEN" }, "scope": if n == 12 { "Private" } else { "Restricted" }, "status": "Exercise",
                "msgType": "Alert", "kind": "warning", "urgency": "Expected", "severity": "Severe", "certainty": "Likely", "sent": at(n), "expires": at(n + 1),
                "asks": asks(n), "country": "QM", "current": true, "author": "p2", "organisation": "g2", "category": ["Safety"], "addresses": [] })),
            "alertReads": many(&|n| json!({ "id": format!("l{n}"), "alert": format!("a{n}"), "person": "p1", "readAt": at(n) })),
            "answers": many(&|n| json!({ "id": format!("w{n}"), "alert": format!("a{n}"), "ask": format!("ask{n}"), "organisation": "g1", "answer": "noted", "note": "Read together", "person": "p1", "updated": at(n) })),
            "commitmentVersions": [{ "id": "v1", "number": "1.0.0", "body": "We rest.", "approvedOn": day(1), "lang": "en" }],
            "signatures": many(&|n| json!({ "id": format!("s{n}"), "version": "1.0.0", "signerKind": "person", "person": format!("p{n}"), "showName": n % 2 == 0, "signedAt": at(n) })),
            "supportItems": many(&|n| json!({ "id": format!("h{n}"), "ref": format!("SB-2026-{n:03}"), "kind": "offer", "topic": "space", "title": format!("A room {}", 50 - n),
                "body": "With chairs.", "anonymous": false, "author": format!("p{n}"), "status": "open", "created": at(n), "capacity": n, "from": day(n) })),
            "posts": many(&|n| json!({ "id": format!("b{n}"), "slug": format!("post-{n}"), "title": format!("Letter {}", 40 - n), "body": "Words.", "section": "world", "authors": ["Ama"], "publishAt": at(n), "tags": ["rest"] })),
            "statements": many(&|n| json!({ "id": format!("t{n}"), "slug": format!("statement-{n}"), "title": format!("Against {}", 30 - n), "body": "Words.", "status": "published", "publishedOn": day(n), "signatories": ["Group 89"], "hiddenSignatories": 1 }))
        }
    })
}

#[test]
fn its_profile_has_no_complaints() {
    let output = run(&["check", &shipped("end2end/stranger/connection.json")]);
    assert_eq!(status(&output), 0, "{}{}", out(&output), err(&output));
    assert_eq!(out(&output).trim(), "The profile can be used.");
}

#[test]
fn what_its_profile_says_is_so() {
    let stranger = Stranger::start("stranger");
    let output = stranger.examined("member@demo.example.org", &["--origin", "http://portal.example"]);
    assert_eq!(status(&output), 0, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("0 findings to be mended"), "{}", out(&output));
    assert!(!out(&output).contains(PASSWORD));
    // What a member may write is written, told of when it is stale, and gone afterwards.
    let written = stranger.examined("member@demo.example.org", &["--write", "--resource", "supportItems"]);
    assert_eq!(status(&written), 0, "{}{}", out(&written), err(&written));
    assert!(!out(&written).contains("writing"), "{}", out(&written));
    // Another origin's pages are not let in, and the examination says so.
    let elsewhere = stranger.examined("member@demo.example.org", &["--origin", "http://elsewhere.example"]);
    assert_eq!(status(&elsewhere), 1);
    assert!(out(&elsewhere).starts_with("blocked"), "{}", out(&elsewhere));
}

/// A first try at one kind of record: the remedies lead on, also past a byte order mark, wrapped rows and a total as text.
#[test]
fn a_first_try_is_helped_on() {
    let stranger = Stranger::start("stranger-begun");
    let mut profile: Value = serde_json::from_str(&std::fs::read_to_string(&stranger.profile).unwrap()).unwrap();
    let list = profile["defaults"]["list"].as_object_mut().unwrap();
    list.remove("row");
    list.insert("items".into(), "/Envelope/Result".into());
    list.insert("total".into(), "/Envelope/Count".into());
    profile["defaults"]["read"]["item"] = "/Envelope/Result".into();
    for later in ["roles", "realtime"] {
        profile.as_object_mut().unwrap().remove(later);
    }
    profile["resources"] =
        json!({ "people": { "vars": { "tab": "PERS" }, "id": "/PNR", "fields": { "name": "/ANZNAME" }, "list": true, "read": true } });
    let path = file("stranger-begun", "begun.json", &profile.to_string());
    let asked = ["doctor", &path, "--user", "member@demo.example.org", "--resource", "people", "--json"];
    let output = command(&asked).env("COMMONWATCH_PASSWORD", PASSWORD).output().unwrap();
    assert_eq!(status(&output), 1, "{}", err(&output));
    let told: Value = serde_json::from_str(&out(&output)).unwrap();
    let findings = told["findings"].as_array().unwrap();
    let patches: Vec<_> =
        findings.iter().map(|one| (one["code"].as_str().unwrap(), one["patch"]["resources"]["people"].to_string())).collect();
    let expected = [
        ("items-wrong", r#"{"list":{"items":"/Envelope/Result/Rows"}}"#.to_string()),
        ("items-wrong", r#"{"list":{"row":"/Z"}}"#.to_string()),
        ("total-missing", r#"{"list":{"total":"/Envelope/Result/Meta/N"}}"#.to_string()),
    ];
    assert_eq!(patches.get(..3), Some(expected.as_slice()), "{}", out(&output));
}

#[test]
fn a_profile_that_is_not_true_is_told() {
    let stranger = Stranger::start("stranger-untrue");
    let profile = std::fs::read_to_string(&stranger.profile).unwrap();
    // The wrong window of rows, booleans read as they are, and a refusal that nobody is told of.
    for (right, wrong, code) in [
        (r#""Von": "{offset}", "Bis": "{end}""#, r#""Ab": "{offset}", "Bis": "{size}""#, "pages-overlap"),
        (r#""former": {"at": "/EHEM", "map": {"Y": true, "N": false}}"#, r#""former": "/EHEM""#, "wrong-kind"),
        (r#""equals": 301"#, r#""equals": 302"#, "missing-untold"),
    ] {
        let untrue = profile.replace(right, wrong);
        assert!(untrue != profile, "{right}");
        let path = file("stranger-untrue", "untrue.json", &untrue);
        let output = command(&["doctor", &path, "--user", "member@demo.example.org", "--resource", "people"])
            .env("COMMONWATCH_PASSWORD", PASSWORD)
            .output()
            .unwrap();
        assert_eq!(status(&output), 1, "{}", err(&output));
        assert!(out(&output).contains(code), "{code}: {}", out(&output));
    }
}

/// Requests over HTTP, one after another.
struct Wire(ureq::Agent);

impl connect::Transport for Wire {
    async fn send(&self, request: connect::Request) -> Result<connect::Response, connect::Unreachable> {
        let mut asked = self.0.post(&request.url);
        for (name, value) in &request.headers {
            asked = asked.header(name, value);
        }
        let mut answer = asked.send(request.body.unwrap_or_default()).map_err(|_| connect::Unreachable::Offline)?;
        let body = answer.body_mut().read_to_string().map_err(|_| connect::Unreachable::Offline)?;
        Ok(connect::Response { status: answer.status().as_u16(), headers: Vec::new(), body })
    }
}

fn done<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    // The transport above waits by itself: there is nothing to wake up for.
    match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
        std::task::Poll::Ready(done) => done,
        std::task::Poll::Pending => panic!("it waits for nothing"),
    }
}

/// What the portal sends and expects, in its own names: visibility by field, asks with their answers, a reply, a stale change.
#[test]
fn what_a_member_does_is_kept_in_the_portals_names() {
    let stranger = Stranger::start("stranger-used");
    let contract = std::fs::read_to_string(shipped("src/backend/contract.json")).unwrap();
    let profile = std::fs::read_to_string(&stranger.profile).unwrap();
    let (profile, _) = connect::Profile::judge(&profile, &connect::Contract::parse(&contract).unwrap()).unwrap();
    let client = connect::Client::new(profile, Wire(ureq::Agent::new_with_defaults()));
    let me = done(client.sign_in(&[("identity", "member@demo.example.org"), ("password", PASSWORD)])).unwrap();
    assert_eq!(me.roles, ["member"]);
    let own = me.fields["person"].as_str().unwrap();

    let person = done(client.read("people", own)).unwrap();
    assert_eq!(person.fields["visibility"], json!({ "email": "members", "phone": "organisation", "bio": "public" }));
    assert_eq!(person.fields["otherOrganisations"][0]["title"], "Trustee");
    let change = json!({ "phone": "+441632960999", "visibility": { "phone": "members" }, "awayUntil": "2026-12-24" });
    let changed = done(client.update("people", own, change.as_object().unwrap().clone(), person.version.as_ref())).unwrap();
    assert_eq!(changed.fields["visibility"], json!({ "email": "members", "phone": "members", "bio": "public" }));
    assert_eq!((changed.text("phone"), changed.text("awayUntil")), (Some("+441632960999"), Some("2026-12-24")));
    let stale = done(client.update("people", own, change.as_object().unwrap().clone(), person.version.as_ref()));
    assert_eq!(stale, Err(connect::Problem::Conflict));
    let wrong = json!({ "email": "not an address" });
    let refused = done(client.update("people", own, wrong.as_object().unwrap().clone(), changed.version.as_ref())).unwrap_err();
    assert!(matches!(&refused, connect::Problem::Refused { fields, .. } if fields[0].0 == "email"), "{refused:?}");
    let other = done(client.list("people", &connect::Query::new())).unwrap().records.into_iter().find(|one| one.id != own).unwrap();
    let foreign = done(client.update("people", &other.id, change.as_object().unwrap().clone(), None));
    assert_eq!(foreign, Err(connect::Problem::NotAllowed));

    let asks = json!([{ "id": "ask-1", "text": "Call us back", "deadline": "2026-11-27T17:00:00Z", "effortMinutes": 15 }]);
    let alert = json!({ "headline": "Ferries stopped", "tlp": "TLP:GREEN", "kind": "warning", "sent": "2026-11-22T09:00:00Z", "asks": asks, "category": ["Safety"] });
    let alert = done(client.create("alerts", alert.as_object().unwrap().clone())).unwrap();
    assert_eq!((&alert.fields["asks"], alert.text("tlp")), (&asks, Some("TLP:GREEN")));
    let answer = json!({ "alert": alert.id, "ask": "ask-1", "organisation": me.fields["organisation"], "answer": "can_help" });
    let answer = done(client.create("answers", answer.as_object().unwrap().clone())).unwrap();
    assert_eq!(answer.text("answer"), Some("can_help"));
    let red = connect::Query::new().filter("tlp", connect::Op::Eq, "TLP:RED");
    assert_eq!(done(client.list("alerts", &red)).unwrap().total, Some(0));
    // The twelfth organisation is hidden: in no count, and found by no name.
    assert_eq!(done(client.list("organisations", &connect::Query::new())).unwrap().total, Some(11));
    let hidden = connect::Query::new().filter("name", connect::Op::Eq, "Group 78");
    assert_eq!(done(client.list("organisations", &hidden)).unwrap().total, Some(0));

    done(client.sign_out());
    assert_eq!(done(client.list("people", &connect::Query::new())), Err(connect::Problem::SignedOut));
    assert_eq!(done(client.list("posts", &connect::Query::new())).unwrap().total, Some(12));
}

/// Puts a patch over a profile (RFC 7396).
fn merge(base: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *base = patch.clone();
        return;
    };
    if !base.is_object() {
        *base = json!({});
    }
    for (name, value) in members {
        merge(&mut base[name], value);
    }
}

/// docs/connect.md leads from nothing to a profile that is good and true, by the pieces and the findings that it shows.
#[test]
fn the_guide_leads_where_it_says() {
    let text = std::fs::read_to_string(shipped("docs/connect.md")).unwrap();
    let guide = text.split("\n## ").find(|part| part.starts_with("From nothing to a portal")).unwrap();
    let pieces: Vec<Value> =
        guide.split("```json\n").skip(1).map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap()).collect();
    let stranger = Stranger::start("stranger-guide");
    let address = std::fs::read_to_string(&stranger.profile).unwrap();
    let address: Value = serde_json::from_str(&address).unwrap();
    let mut profile = json!({});
    let mut told = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        merge(&mut profile, piece);
        profile["base"] = address["base"].clone();
        let path = file("stranger-guide", &format!("{at}.json"), &profile.to_string());
        let mut asked = vec!["--resource", "people"];
        if profile["resources"].get("organisations").is_some() {
            asked.extend(["--resource", "organisations"]);
        }
        let checked = run(&[&["check", &path], asked.as_slice()].concat());
        assert_eq!(status(&checked), 0, "piece {at}: {}", out(&checked));
        let asked = [&["doctor", &path, "--user", "member@demo.example.org"], asked.as_slice()].concat();
        let output = command(&asked).env("COMMONWATCH_PASSWORD", PASSWORD).output().unwrap();
        assert_eq!(status(&output), i32::from(at == 0), "piece {at}: {}{}", out(&output), err(&output));
        told.push(out(&output));
    }
    assert_eq!(told.len(), 6);
    let shown: Vec<&str> = guide.lines().filter(|line| line.contains("(must be mended)") || line.contains("remedy: ")).collect();
    assert_eq!(shown.len(), 8);
    for line in shown {
        assert!(told[0].contains(line), "{line}\n{}", told[0]);
    }
}
