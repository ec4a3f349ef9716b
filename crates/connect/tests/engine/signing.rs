//! The ways in: cookies and tokens against forgery, a second factor, a provider elsewhere.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use connect::{Client, Contract, Problem, Profile, Request, Response, Transport, Unreachable, challenge};
use serde_json::{Map, Value, json};

use crate::scripted::run;

/// A transport that gives these answers in order, keeps cookies of its own, and numbers its keys.
#[derive(Clone, Default)]
struct Browser {
    answers: Rc<RefCell<VecDeque<Result<Response, Unreachable>>>>,
    sent: Rc<RefCell<Vec<Request>>>,
    cookie: Rc<RefCell<Option<String>>>,
    keys: Rc<RefCell<u32>>,
}

impl Transport for Browser {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        self.sent.borrow_mut().push(request.clone());
        let answer = self.answers.borrow_mut().pop_front();
        answer.unwrap_or_else(|| panic!("nothing expects {request:#?}"))
    }

    fn cookie(&self, name: &str) -> Option<String> {
        self.cookie.borrow().clone().filter(|_| name == "csrftoken")
    }

    fn unique(&self) -> Option<String> {
        *self.keys.borrow_mut() += 1;
        Some(format!("key-{}", self.keys.borrow()))
    }
}

impl Browser {
    fn answers(&self, status: u16, body: Value) -> &Browser {
        let body = body.as_str().map_or_else(|| body.to_string(), String::from);
        self.answers.borrow_mut().push_back(Ok(Response { status, headers: Vec::new(), body }));
        self
    }

    fn fails(&self) -> &Browser {
        self.answers.borrow_mut().push_back(Err(Unreachable::Timeout));
        self
    }

    /// Method, address, one header and the body of each request since the last time.
    fn seen(&self, header: &str) -> Vec<(String, Option<String>, String)> {
        let sent = self.sent.take().into_iter();
        sent.map(|request| {
            let value = request.headers.iter().find(|(name, _)| name == header).map(|(_, value)| value.clone());
            (format!("{} {}", request.method, request.url), value, request.body.unwrap_or_default())
        })
        .collect()
    }
}

fn line(request: &str, header: Option<&str>, body: &str) -> (String, Option<String>, String) {
    (request.into(), header.map(String::from), body.into())
}

fn client(profile: Value) -> (Client, Browser) {
    let contract =
        r#"{ "records": { "notes": { "requires": [], "uses": [], "fields": { "text": { "as": "text" }, "room": { "as": "text" } } } } }"#;
    let preset = |name: &str| (name == "django-rest-framework").then(|| crate::recorded::text(name));
    let judged = Profile::judge_with(&profile.to_string(), &Contract::parse(contract).unwrap(), &preset);
    let (profile, _) = judged.unwrap_or_else(|complaints| panic!("{complaints:#?}"));
    let browser = Browser::default();
    (Client::new(profile, browser.clone()), browser)
}

fn notes(auth: Value, more: Value) -> Value {
    let mut profile = json!({ "base": "/api", "auth": auth, "resources": { "notes": { "fields": { "text": "/text" }, "list": "/notes", "create": "/notes" } } });
    for (name, value) in more.as_object().unwrap() {
        profile[name] = value.clone();
    }
    profile
}

fn text(text: &str) -> Map<String, Value> {
    Map::from_iter([("text".to_string(), text.into())])
}

fn typed() -> [(&'static str, &'static str); 2] {
    [("identity", "ada"), ("password", "secret")]
}

/// As recorded of Django: a page sets the cookie, a form signs in, `302` or `200` tell nothing, `me` decides; and a preset.
#[test]
fn a_session_by_cookie_over_a_preset() {
    let (client, browser) = client(json!({
        "extends": "django-rest-framework", "credentials": "include",
        "auth": {
            "login": {
                "before": { "request": { "url": "http://127.0.0.1:3200/api-auth/login/", "headers": { "Accept": "text/html" } } },
                "request": { "url": "http://127.0.0.1:3200/api-auth/login/", "encoding": "form", "any": true,
                    "body": { "csrfmiddlewaretoken": "{csrf}", "username": "{identity}", "password": "{password}", "next": "/api/me/" } },
                "response": null, "confirm": true
            },
            "attach": null, "refresh": null, "logout": null,
            "csrf": { "cookie": "csrftoken", "header": "X-CSRFToken" }
        },
        "resources": { "people": null, "posts": null, "alerts": null, "notes": { "vars": { "path": "notes" }, "fields": { "text": "/title" }, "create": true } }
    }));
    *browser.cookie.borrow_mut() = Some("Bay6".into());
    browser
        .answers(200, "<html>a form</html>".into())
        .answers(302, "".into())
        .answers(200, json!({ "id": 1, "username": "ada", "groups": [] }));
    assert_eq!(run(client.sign_in(&typed())).unwrap().name, "ada");
    assert_eq!(
        browser.seen("X-CSRFToken"),
        [
            line("GET http://127.0.0.1:3200/api-auth/login/", None, ""),
            line(
                "POST http://127.0.0.1:3200/api-auth/login/",
                Some("Bay6"),
                "csrfmiddlewaretoken=Bay6&next=%2Fapi%2Fme%2F&password=secret&username=ada"
            ),
            line("GET http://127.0.0.1:3200/api/me/", None, ""),
        ]
    );
    browser.answers(201, json!({ "id": 7, "title": "T" }));
    assert_eq!(run(client.create("notes", text("T"))).unwrap().id, "7");
    assert_eq!(browser.seen("X-CSRFToken"), [line("POST http://127.0.0.1:3200/api/notes/", Some("Bay6"), r#"{"title":"T"}"#)]);
    // The form comes back with 200: only `me` tells.
    browser.answers(200, "".into()).answers(200, "<html>wrong</html>".into()).answers(401, json!({ "detail": "no" }));
    assert_eq!(run(client.sign_in(&typed())), Err(Problem::BadCredentials));
    assert!(!client.is_signed_in());
}

/// A token that is asked for, kept, and asked for again when it is refused.
#[test]
fn a_token_against_forgery_that_is_asked_for() {
    let auth = json!({
        "login": { "request": { "url": "/login", "body": { "password": "{password}" } } }, "me": { "id": "/id", "name": "/name" },
        "csrf": { "request": "/csrf", "from": "/token", "header": "X-CSRF" }
    });
    let (client, browser) =
        client(notes(auth, json!({ "errors": { "kinds": [{ "status": 403, "at": "/code", "equals": "stale", "kind": "csrf" }] } })));
    browser.answers(200, json!({ "token": "c1" })).answers(200, json!({ "id": "1", "name": "Ada" }));
    run(client.sign_in(&typed())).unwrap();
    browser.sent.take();
    // Another session, another token; then it has grown stale.
    browser.answers(200, json!({ "token": "c2" })).answers(403, json!({ "code": "stale" }));
    browser.answers(200, json!({ "token": "c3" })).answers(201, json!({ "id": "n" }));
    run(client.create("notes", text("x"))).unwrap();
    let sent = browser.seen("X-CSRF");
    let tokens: Vec<(&str, Option<&str>)> = sent.iter().map(|(line, token, _)| (line.as_str(), token.as_deref())).collect();
    let (ask, write) = ("GET /api/csrf", "POST /api/notes");
    assert_eq!(tokens, [(ask, None), (write, Some("c2")), (ask, None), (write, Some("c3"))]);
    // Refused again, it is a refusal.
    browser.answers(403, json!({ "code": "stale" })).answers(200, json!({ "token": "c4" })).answers(403, json!({ "code": "stale" }));
    assert_eq!(run(client.create("notes", text("x"))), Err(Problem::NotAllowed));
}

#[test]
fn a_second_factor() {
    let auth = json!({
        "login": { "request": { "url": "/login", "body": { "identity": "{identity}", "password": "{password}" } }, "response": { "token": "/token" } },
        "attach": { "header": "Authorization", "value": "{token}" }, "me": { "id": "/record/id", "name": "/record/name" },
        "secondFactor": {
            "when": { "status": 401, "at": "/mfaId" }, "save": { "mfa": "/mfaId" },
            "start": { "request": { "url": "/request-otp", "body": { "email": "{identity}" } }, "response": { "otp": "/otpId" } },
            "finish": { "request": { "url": "/with-otp", "body": { "mfaId": "{mfa}", "otpId": "{otp}", "password": "{code}" } } }
        }
    });
    let (client, browser) = client(notes(auth, json!({})));
    assert!(matches!(run(client.finish_sign_in("1")), Err(Problem::Unsupported { .. })));
    browser.answers(401, json!({ "message": "no" }));
    assert_eq!(run(client.sign_in(&typed())), Err(Problem::BadCredentials));
    assert!(!client.awaits_code());
    browser.answers(401, json!({ "mfaId": "m1" })).answers(200, json!({ "otpId": "o1" }));
    let wanted = Problem::Refused { message: None, fields: vec![("code".into(), String::new())] };
    assert_eq!(run(client.sign_in(&typed())), Err(wanted));
    assert!(client.awaits_code() && !client.is_signed_in());
    browser.answers(400, json!({}));
    assert_eq!(run(client.finish_sign_in("000")), Err(Problem::BadCredentials));
    browser.sent.take();
    browser.answers(200, json!({ "token": "T", "record": { "id": "u", "name": "Ada" } }));
    assert_eq!(run(client.finish_sign_in("123456")).unwrap().id, "u");
    assert_eq!(browser.seen("Authorization"), [line("POST /api/with-otp", None, r#"{"mfaId":"m1","otpId":"o1","password":"123456"}"#)]);
    assert!(client.is_signed_in() && !client.awaits_code());
}

#[test]
fn a_token_that_is_pasted() {
    let auth = json!({ "login": { "manual": ["token"] }, "attach": { "header": "X-Key", "value": "{token}" }, "me": { "request": "/me", "id": "/id", "name": "/name" } });
    let (client, browser) = client(notes(auth, json!({})));
    browser.answers(200, json!({ "id": 1, "name": "Ada" }));
    run(client.sign_in(&[("token", "t-1")])).unwrap();
    assert_eq!(browser.seen("X-Key"), [line("GET /api/me", Some("t-1"), "")]);
    browser.answers(401, json!({}));
    assert_eq!(run(client.sign_in(&[("token", "t-2")])), Err(Problem::BadCredentials));
    assert!(matches!(run(client.sign_in(&[])), Err(Problem::Unsupported { .. })));
}

#[test]
fn a_provider_elsewhere() {
    let auth = json!({
        "oidc": { "issuer": "https://id.test/", "clientId": "the portal", "scope": "openid profile" },
        "attach": { "header": "Authorization", "value": "Bearer {token}" }, "me": { "request": "/me", "id": "/id", "name": "/name" }
    });
    let mut auth = auth;
    auth["oidc"]["response"] = json!({ "token": "/access_token" });
    let (client, browser) = client(notes(auth, json!({})));
    let oidc = client.profile().oidc().unwrap();
    assert_eq!(oidc.authorization_url("https://portal.test/in", "s1", "c1"), None);
    assert_eq!(oidc.discovery().unwrap().url, "https://id.test/.well-known/openid-configuration");
    assert_eq!(client.profile().origins(), ["https://id.test"]);
    let found = |issuer: &str, token: &str| Response {
        status: 200,
        headers: Vec::new(),
        body: json!({ "issuer": issuer, "authorization_endpoint": "https://id.test/authorize", "token_endpoint": token }).to_string(),
    };
    assert!(oidc.clone().discovered(&found("https://other.test", "https://id.test/token")).is_err());
    assert!(oidc.clone().discovered(&found("https://id.test", "https://other.test/token")).is_err());
    let oidc = oidc.discovered(&found("https://id.test", "https://id.test/token")).unwrap();
    assert_eq!(oidc.discovery(), None);
    assert_eq!(
        oidc.authorization_url("https://portal.test/in", "s1", "c1").unwrap(),
        "https://id.test/authorize?response_type=code&code_challenge_method=S256&client_id=the%20portal&redirect_uri=https%3A%2F%2Fportal.test%2Fin&scope=openid%20profile&state=s1&code_challenge=c1"
    );
    assert_eq!(oidc.returned("https://portal.test/in?code=a%2Fb&state=s1", "s1"), Ok("a/b".into()));
    assert!(oidc.returned("https://portal.test/in?code=ab&state=s2", "s1").is_err());
    assert!(oidc.returned("https://portal.test/in?code=ab&state=", "").is_err());
    assert_eq!(oidc.returned("https://portal.test/in?error=access_denied&state=s1", "s1"), Err(Problem::BadCredentials));
    browser.answers(200, json!({ "access_token": "A", "token_type": "Bearer" })).answers(200, json!({ "id": "u", "name": "Ada" }));
    run(client.sign_in_with_code(&oidc, "a/b", "v", "https://portal.test/in")).unwrap();
    assert_eq!(
        browser.seen("Authorization"),
        [
            line(
                "POST https://id.test/token",
                None,
                "grant_type=authorization_code&client_id=the%20portal&code=a%2Fb&code_verifier=v&redirect_uri=https%3A%2F%2Fportal.test%2Fin"
            ),
            line("GET /api/me", Some("Bearer A"), ""),
        ]
    );
}

/// RFC 7636, appendix B: the hash of that verifier, written down.
#[test]
fn the_challenge_of_a_verifier() {
    let hash = [
        19, 211, 30, 150, 26, 26, 216, 236, 47, 22, 177, 12, 76, 152, 46, 8, 118, 168, 120, 173, 109, 241, 68, 86, 110, 225, 137, 74, 203,
        112, 249, 195,
    ];
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let hashed = |bytes: &[u8]| {
        assert_eq!(bytes, verifier.as_bytes());
        hash
    };
    assert_eq!(challenge(verifier, &hashed), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[test]
fn a_create_is_sent_again_only_with_a_key() {
    let (client, browser) = client(notes(
        Value::Null,
        json!({ "auth": { "login": { "manual": ["t"] }, "me": { "request": "/me", "id": "/id", "name": "/name" } },
            "resources": { "notes": { "fields": { "text": "/text" }, "create": { "url": "/notes", "idempotency": "Idempotency-Key" } } } }),
    ));
    browser.fails().answers(201, json!({ "id": "n" }));
    assert_eq!(run(client.create("notes", text("x"))).unwrap().id, "n");
    let keys: Vec<Option<String>> = browser.seen("Idempotency-Key").into_iter().map(|(_, key, _)| key).collect();
    assert_eq!(keys, [Some("key-1".into()), Some("key-1".into())]);
    browser.fails().fails();
    assert_eq!(run(client.create("notes", text("x"))), Err(Problem::Offline));
}

/// Where one address takes every call, its body tells asking from renewing; and a login of three steps carries what each gave.
#[test]
fn one_address_for_everything() {
    let call = |name: &str, more: Value| {
        let mut body = json!({ "cmd": name });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        json!({ "method": "POST", "url": "/rpc", "body": body })
    };
    let mut renewing = call("open", json!({ "ticket": "{ticket}" }));
    renewing["anonymous"] = json!(true);
    let session = json!({ "session": "/sid", "ticket": "/next" });
    let auth = json!({
        "login": {
            "before": [
                { "request": call("nonce", json!({ "who": "{identity}" })), "response": { "nonce": "/nonce" } },
                { "request": call("ticket", json!({ "who": "{identity}", "word": "{password}", "nonce": "{nonce}" })), "response": { "ticket": "/ticket" } }
            ],
            "request": call("open", json!({ "ticket": "{ticket}" })), "response": session
        },
        "attach": { "header": "X-Session", "value": "{session}" },
        "refresh": { "request": renewing, "response": session },
        "me": { "request": call("who", json!({})), "id": "/id", "name": "/name" }
    });
    let kinds =
        json!([{ "at": "/code", "equals": 100, "kind": "unauthenticated" }, { "at": "/code", "equals": 104, "kind": "badCredentials" }]);
    let (client, browser) = client(notes(auth, json!({ "errors": { "kinds": kinds } })));
    browser.answers(200, json!({ "nonce": "n" })).answers(200, json!({ "code": 104 }));
    assert_eq!(run(client.sign_in(&[("identity", "ama"), ("password", "no")])), Err(Problem::BadCredentials));
    browser.seen("X-Session");
    let ama = json!({ "id": "1", "name": "Ama" });
    let steps = [json!({ "nonce": "n" }), json!({ "ticket": "t1" }), json!({ "sid": "s1", "next": "t2" }), ama.clone()];
    for step in steps {
        browser.answers(200, step);
    }
    run(client.sign_in(&[("identity", "ama"), ("password", "yes")])).unwrap();
    let seen = browser.seen("X-Session");
    assert_eq!(seen[1], line("POST /api/rpc", None, r#"{"cmd":"ticket","nonce":"n","who":"ama","word":"yes"}"#));
    assert_eq!(seen[3], line("POST /api/rpc", Some("s1"), r#"{"cmd":"who"}"#));
    browser.answers(200, json!({ "code": 100 })).answers(200, json!({ "sid": "s2", "next": "t3" })).answers(200, ama);
    run(client.fetch_me()).unwrap();
    let expected = [
        line("POST /api/rpc", Some("s1"), r#"{"cmd":"who"}"#),
        line("POST /api/rpc", None, r#"{"cmd":"open","ticket":"t2"}"#),
        line("POST /api/rpc", Some("s2"), r#"{"cmd":"who"}"#),
    ];
    assert_eq!(browser.seen("X-Session"), expected);
}
