//! How members sign in, as far as an OpenAPI description shows it.

use serde_json::{Map, Value, json};

use super::found::{Api, last_word, set};
use super::openapi::{answered, media, resolved};
use super::samples::escaped;

const LOGINS: [&str; 9] = ["login", "signin", "sign-in", "log-in", "token", "session", "sessions", "auth", "authenticate"];
const MES: [&str; 7] = ["me", "whoami", "profile", "self", "current", "userinfo", "account"];

pub(crate) fn read(document: &Value, paths: &Map<String, Value>, api: &mut Api) {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object).cloned().unwrap_or_default();
    let me = paths.iter().find(|(path, methods)| {
        MES.contains(&last_word(path).to_lowercase().as_str()) && methods.get("get").is_some() && !path.contains('{')
    });
    let is = |scheme: &Value, name: &str| scheme.get("scheme").and_then(Value::as_str).is_some_and(|text| text.eq_ignore_ascii_case(name));
    let basic = schemes.values().any(|scheme| is(scheme, "basic"));
    let header = schemes.values().find_map(|scheme| {
        let key = scheme.get("type").is_some_and(|kind| kind == "apiKey") && scheme.get("in").is_some_and(|place| place == "header");
        scheme.get("name")?.as_str().filter(|_| key).map(String::from)
    });
    let login = paths.iter().find_map(|(path, methods)| login(document, path, methods));
    let Some((place, methods)) = me else {
        if !schemes.is_empty() || login.is_some() {
            api.unsure.push("auth: nothing was found that tells who is signed in, which auth.me needs".into());
        }
        return;
    };
    let mut auth = match login {
        Some(login) => json!({ "login": login }),
        None if basic => json!({ "login": { "manual": { "basic": "{identity}:{password}" } } }),
        None if !schemes.is_empty() => {
            api.unsure.push("auth/login: no request for signing in was found; members bring a token".into());
            json!({ "login": { "manual": ["token"] } })
        }
        None => return,
    };
    let variable = auth.pointer("/login/response").and_then(Value::as_object).and_then(|saved| saved.keys().next().cloned());
    let attach = match (&variable, header) {
        (Some(name), Some(header)) if !schemes.values().any(|scheme| is(scheme, "bearer")) => {
            json!({ "header": header, "value": format!("{{{name}}}") })
        }
        (Some(name), _) => json!({ "header": "Authorization", "value": format!("Bearer {{{name}}}") }),
        (None, _) if basic => json!({ "header": "Authorization", "value": "Basic {basic|base64}" }),
        (None, Some(header)) => json!({ "header": header, "value": "{token}" }),
        (None, None) => json!({ "header": "Authorization", "value": "Bearer {token}" }),
    };
    set(&mut auth, "attach", attach);
    set(&mut auth, "me", member(document, place, methods));
    let out = paths
        .iter()
        .find(|(path, methods)| ["logout", "signout", "sign-out"].contains(&last_word(path).as_str()) && methods.get("post").is_some());
    if let Some((path, _)) = out {
        set(&mut auth, "logout", json!({ "request": { "url": path } }));
    }
    let doubt = "login, attach and me were found by their names: try them with commonwatch-connect doctor";
    set(&mut auth, "x-unsure", json!([doubt]));
    api.auth = Some(auth);
}

/// A request that takes a password, and where its answer has a token.
fn login(document: &Value, path: &str, methods: &Value) -> Option<Value> {
    let post = methods.get("post")?;
    if !LOGINS.contains(&last_word(path).to_lowercase().as_str()) || path.contains('{') {
        return None;
    }
    let body = resolved(document, post.get("requestBody")?, 0);
    let form = body.get("content").and_then(Value::as_object).is_some_and(|content| !content.keys().any(|name| name.contains("json")));
    let schema = resolved(document, media(&body)?, 0);
    let members = schema.get("properties")?.as_object()?;
    let names =
        |words: &[&str]| words.iter().find_map(|word| members.keys().find(|name| name.to_ascii_lowercase().contains(word)).cloned());
    let password = names(&["password", "secret", "passwd"])?;
    let identity = names(&["identity", "identifier", "email", "username", "login", "user", "name"]).filter(|name| *name != password)?;
    let mut request = json!({ "url": path, "body": { identity: "{identity}", password: "{password}" } });
    if form {
        set(&mut request, "encoding", json!("form"));
    }
    let answer = answered(document, Some(post))?;
    let at = token(document, "", &answer, 0)?;
    Some(json!({ "request": request, "response": { "token": at } }))
}

fn token(document: &Value, above: &str, schema: &Value, depth: usize) -> Option<String> {
    let members = schema.get("properties")?.as_object()?;
    let place = |name: &str| format!("{above}/{}", escaped(name));
    let bare = |name: &str| name.to_ascii_lowercase().replace(['_', '-'], "");
    for word in ["accesstoken", "token", "access", "jwt", "sessiontoken", "key"] {
        if let Some(name) = members.keys().find(|name| bare(name) == word) {
            return Some(place(name));
        }
    }
    let inner = |(name, inner): (&String, &Value)| token(document, &place(name), &resolved(document, inner, 0), depth + 1);
    if depth < 2 { members.iter().find_map(inner) } else { None }
}

fn member(document: &Value, path: &str, methods: &Value) -> Value {
    let schema = answered(document, methods.get("get")).unwrap_or_default();
    let wrapped =
        schema.pointer("/properties/data").map(|inner| resolved(document, inner, 0)).filter(|inner| inner.get("properties").is_some());
    let user = wrapped.is_some();
    let row = wrapped.unwrap_or(schema);
    let names: Vec<String> =
        row.get("properties").and_then(Value::as_object).map(|members| members.keys().cloned().collect()).unwrap_or_default();
    let of = |words: &[&str]| words.iter().find_map(|word| names.iter().find(|name| name.to_ascii_lowercase().replace('_', "") == *word));
    let place = |words: &[&str], usual: &str| of(words).map_or_else(|| usual.to_string(), |name| format!("/{}", escaped(name)));
    let mut me = json!({
        "request": { "url": path },
        "id": place(&["id", "uuid", "key", "pk", "sub"], "/id"),
        "name": place(&["name", "displayname", "fullname", "username", "email"], "/name"),
    });
    if user {
        set(&mut me, "user", json!("/data"));
    }
    if let Some(roles) = of(&["roles", "role", "groups"]) {
        set(&mut me, "roles", json!(format!("/{}", escaped(roles))));
    }
    me
}
