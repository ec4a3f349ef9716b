//! Words that no profile in the house uses: each in one request or answer.

use connect::{Client, Complaint, Contract, Op, Problem, Profile, Query};
use serde_json::{Map, Value, json};

use crate::scripted::{Scripted, answer, answered, run};

const CONTRACT: &str =
    r#"{ "records": { "notes": { "requires": [], "uses": [], "fields": { "text": { "as": "text" }, "size": { "as": "number" } } } } }"#;

fn judged(profile: &Value) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
    Profile::judge(&profile.to_string(), &Contract::parse(CONTRACT).unwrap())
}

fn client(profile: &Value, answers: &[(u16, Value)]) -> (Client, Scripted) {
    let (profile, complaints) = judged(profile).unwrap_or_else(|complaints| panic!("{complaints:#?}"));
    assert!(complaints.iter().all(|told| !told.fatal), "{complaints:#?}");
    answered(profile, answers.iter().map(|(status, body)| answer(*status, &body.to_string())).collect())
}

fn listed(list: Value) -> Value {
    json!({ "base": "", "resources": { "notes": { "fields": { "text": "/text", "size": "/size" }, "list": list } } })
}

fn signed_in_by(way: &str, rule: Value) -> Value {
    let mut auth = json!({ "attach": { "header": "Authorization", "value": "Bearer {token}" }, "me": { "request": "/me", "id": "/id", "name": "/id" } });
    auth[way] = rule;
    json!({ "base": "/api", "auth": auth, "resources": {} })
}

#[test]
fn the_end_of_a_page() {
    let list = json!({ "url": "/notes", "params": { "from": "{offset}", "to": "{end}" }, "size": 2 });
    let (client, transport) = client(&listed(list), &[(200, json!([{ "id": 1 }, { "id": 2 }])), (200, json!([]))]);
    assert_eq!(run(client.all("notes", &Query::new())).unwrap().len(), 2);
    let urls: Vec<String> = transport.sent.borrow().iter().map(|request| request.url.clone()).collect();
    assert_eq!(urls, ["/notes?from=0&to=2", "/notes?from=2&to=4"]);
}

#[test]
fn a_beginning_in_odata_that_is_searched_for() {
    let ops = json!({ "eq": "{field} eq {value|odata}", "startsWith": "startswith({field},{value|odata})" });
    let list = json!({ "method": "SEARCH", "url": "/notes", "body": { "filter": "{where}" }, "where": { "and": " and ", "ops": ops } });
    let (client, transport) = client(&listed(list), &[(200, json!([]))]);
    let query = Query::new().filter("text", Op::StartsWith, "O'B").filter("size", Op::Eq, 3);
    assert_eq!(run(client.list("notes", &query)).unwrap().unapplied, []);
    let sent = transport.sent.take().remove(0);
    assert_eq!((sent.method.as_str(), sent.body.as_deref()), ("SEARCH", Some(r#"{"filter":"startswith(text,'O''B') and size eq 3"}"#)));
}

/// A member's code may be called for by a rule of the refusals as well.
#[test]
fn a_second_factor_by_its_kind() {
    let mut profile = signed_in_by("login", json!({ "request": "/in", "response": { "token": "/token" } }));
    profile["auth"]["secondFactor"] =
        json!({ "when": { "status": 499 }, "finish": { "request": { "url": "/code", "body": { "code": "{code}" } } } });
    profile["errors"] = json!({ "kinds": [{ "status": 403, "at": "/code", "equals": "otp", "kind": "secondFactor" }] });
    let (client, _) = client(&profile, &[(403, json!({ "code": "otp" })), (200, json!({ "token": "T" })), (200, json!({ "id": "u" }))]);
    assert!(matches!(run(client.sign_in(&[])), Err(Problem::Refused { fields, .. }) if fields[0].0 == "code"));
    assert!(client.awaits_code());
    assert_eq!(run(client.finish_sign_in("1")).unwrap().id, "u");
}

/// What the smallest rule of a provider keeps, and its addresses where they are written down.
#[test]
fn a_provider_in_few_words_and_in_many() {
    let (few, transport) = client(
        &signed_in_by("oidc", json!({ "issuer": "https://id.test", "clientId": "c" })),
        &[(200, json!({ "access_token": "A" })), (200, json!({ "id": "u" }))],
    );
    let many = json!({ "issuer": "https://id.test", "clientId": "c", "authorize": "https://id.test/a", "token": "https://id.test/t" });
    let (profile, complaints) = judged(&signed_in_by("oidc", many)).unwrap();
    assert_eq!(complaints, []);
    let oidc = profile.oidc().unwrap();
    assert_eq!(oidc.discovery(), None);
    assert!(oidc.authorization_url("https://p.test/in", "s", "c").unwrap().starts_with("https://id.test/a?response_type=code&"));
    run(few.sign_in_with_code(&oidc, "1", "v", "https://p.test/in")).unwrap();
    let sent = transport.sent.take();
    assert_eq!(sent[0].url, "https://id.test/t");
    assert!(sent[1].headers.contains(&("Authorization".into(), "Bearer A".into())));
    // Where the profile names what is kept, nothing else is.
    let named = json!({ "issuer": "https://id.test", "clientId": "c", "response": { "key": "/access_token" } });
    assert!(judged(&signed_in_by("oidc", named)).unwrap_err().iter().any(|one| one.code == "unknown-variable"));
}

#[test]
fn cookies_go_along_or_they_do_not() {
    for (word, sent) in [("include", true), ("omit", false)] {
        let mut profile = listed("/notes".into());
        profile["credentials"] = word.into();
        let (client, transport) = client(&profile, &[(200, json!([]))]);
        run(client.list("notes", &Query::new())).unwrap();
        assert_eq!(transport.sent.borrow()[0].credentials, sent);
    }
    // On the portal's own origin `include` is that; to another origin it would be `omit`.
    let mut profile = listed("/notes".into());
    profile["credentials"] = "same-origin".into();
    let told = judged(&profile).unwrap_err();
    assert_eq!((told[0].code, told[0].pointer.as_str()), ("wrong-type", "/credentials"));
}

/// RFC 9457 §3: the usual form of a refusal needs no rule, unless the profile has its own.
#[test]
fn problem_details_tell_the_fields() {
    let mut profile = listed("/notes".into());
    profile["resources"]["notes"]["create"] = "/notes".into();
    let body = json!({ "type": "about:blank", "title": "No.", "errors": [{ "detail": "is too long", "pointer": "#/text" }, { "detail": "is odd", "pointer": "/note/size" }] });
    let refused = |profile: &Value| {
        let (client, _) = client(profile, &[(422, body.clone())]);
        match run(client.create("notes", Map::new())) {
            Err(Problem::Refused { message, fields }) => (message, fields),
            other => panic!("{other:?}"),
        }
    };
    let fields = vec![("text".to_string(), "is too long".to_string()), ("size".into(), "is odd".into())];
    assert_eq!(refused(&profile), (Some("No.".into()), fields.clone()));
    profile["errors"] = json!({ "message": "/type" });
    assert_eq!(refused(&profile), (Some("about:blank".into()), fields));
    profile["errors"] = json!({ "fields": [{ "each": "/others" }] });
    assert_eq!(refused(&profile), (Some("No.".into()), Vec::new()));
}
