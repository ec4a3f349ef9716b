//! A transport that stands between: it notes what is sent and answered, and can see as a browser would.

use std::cell::RefCell;
use std::rc::Rc;

use connect::{AnyTransport, Credential, Request, Response, Transport, Unreachable};
use serde_json::Value;

use crate::report::Exchange;
use crate::secrets::Secrets;

/// Headers that a script may always read (Fetch, CORS-safelisted response headers).
const READABLE: [&str; 7] = ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];

/// Shared by its clones.
#[derive(Clone)]
pub(crate) struct Witness {
    inner: Rc<Inner>,
}

struct Inner {
    transport: AnyTransport,
    at: Option<String>,
    origin: Option<String>,
    attached: Vec<String>,
    notes: RefCell<Notes>,
}

#[derive(Default)]
struct Notes {
    exchanges: Vec<Exchange>,
    recent: Vec<(Request, Response)>,
    secrets: Secrets,
    failed: Option<Unreachable>,
    allowed: Vec<String>,
}

impl Witness {
    /// `at` goes before addresses that are only paths; `attached` names the headers that carry the session.
    pub fn new(transport: AnyTransport, at: Option<String>, origin: Option<String>, attached: Vec<String>) -> Witness {
        Witness { inner: Rc::new(Inner { transport, at, origin, attached, notes: RefCell::default() }) }
    }

    /// Forgets the answers so far.
    pub fn mark(&self) {
        self.inner.notes.borrow_mut().recent.clear();
    }

    /// The last answer since the mark to what was asked first: renewals and confirmations are not it.
    pub fn answer(&self) -> Option<Response> {
        let notes = self.inner.notes.borrow();
        let first = path(&notes.recent.first()?.0.url).to_string();
        let mut all = notes.recent.iter().rev();
        all.find(|(request, _)| path(&request.url) == first).map(|(_, response)| response.clone())
    }

    /// The last answer since the mark, to whatever was asked.
    pub fn last(&self) -> Option<(Request, Response)> {
        self.inner.notes.borrow().recent.last().cloned()
    }

    /// Why the last request had no answer.
    pub fn failed(&self) -> Option<Unreachable> {
        self.inner.notes.borrow().failed
    }

    pub fn keep_secret(&self, text: &str) {
        self.inner.notes.borrow_mut().secrets.add(text);
    }

    /// The variables of a session; who it belongs to is no secret.
    pub fn keep_session_secret(&self, credential: &Credential) {
        let sealed: Option<Value> = serde_json::from_slice(&credential.seal()).ok();
        if let Some(vars) = sealed.as_ref().and_then(|both| both.get(0)) {
            self.inner.notes.borrow_mut().secrets.add_all(vars);
        }
    }

    pub fn clean(&self, text: &str) -> String {
        self.inner.notes.borrow().secrets.clean(text)
    }

    pub fn exchanges(&self) -> Vec<Exchange> {
        self.inner.notes.borrow().exchanges.clone()
    }

    fn note_request(&self, request: &Request) {
        let mut notes = self.inner.notes.borrow_mut();
        for (name, value) in &request.headers {
            let secret = |known: &str| name.eq_ignore_ascii_case(known);
            if secret("cookie") {
                notes.secrets.add_cookies(value);
            } else if secret("authorization") || self.inner.attached.iter().any(|known| secret(known)) {
                notes.secrets.add_header(value);
            }
        }
    }

    fn note_answer(&self, request: Request, answer: &Result<Response, Unreachable>) {
        let mut notes = self.inner.notes.borrow_mut();
        let status = answer.as_ref().ok().map(|response| response.status);
        notes.exchanges.push(Exchange { method: request.method.clone(), url: request.url.clone(), status });
        match answer {
            Err(failed) => notes.failed = Some(*failed),
            Ok(response) => {
                for (_, value) in response.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
                    notes.secrets.add_cookies(value);
                }
                notes.recent.push((request, response.clone()));
            }
        }
    }
}

impl Witness {
    async fn deliver(&self, mut request: Request) -> Result<Response, Unreachable> {
        if let Some(at) = self.inner.at.as_ref().filter(|_| request.url.starts_with('/')) {
            request.url = format!("{}{}", at.trim_end_matches('/'), request.url);
        }
        let foreign = self.inner.origin.as_ref().filter(|origin| request.url.contains("://") && origin_of(&request.url) != origin.as_str());
        let Some(origin) = foreign else { return self.inner.transport.send(request).await };
        self.preflight(&request, origin).await?;
        request.headers.push(("Origin".into(), origin.clone()));
        let credentials = request.credentials;
        let mut response = self.inner.transport.send(request).await?;
        if !allows(&response, origin, credentials) {
            return Err(Unreachable::Blocked);
        }
        let exposed = listed(&response, "access-control-expose-headers");
        let all = exposed.iter().any(|name| name == "*") && !credentials;
        response.headers.retain(|(name, _)| {
            let name = name.to_ascii_lowercase();
            all || READABLE.contains(&name.as_str()) || exposed.contains(&name)
        });
        Ok(response)
    }

    /// What a browser asks first, once for each method and set of headers.
    async fn preflight(&self, request: &Request, origin: &str) -> Result<(), Unreachable> {
        let simple = |(name, value): &&(String, String)| match name.to_ascii_lowercase().as_str() {
            "accept" | "accept-language" | "content-language" => true,
            "content-type" => value.starts_with("application/x-www-form-urlencoded") || value.starts_with("text/plain"),
            _ => false,
        };
        let mut names: Vec<String> =
            request.headers.iter().filter(|header| !simple(header)).map(|(name, _)| name.to_ascii_lowercase()).collect();
        names.sort();
        let easy = matches!(request.method.as_str(), "GET" | "HEAD" | "POST");
        let key = format!("{} {}", request.method, names.join(","));
        if (easy && names.is_empty()) || self.inner.notes.borrow().allowed.contains(&key) {
            return Ok(());
        }
        let mut headers = vec![("Origin".into(), origin.to_string()), ("Access-Control-Request-Method".into(), request.method.clone())];
        if !names.is_empty() {
            headers.push(("Access-Control-Request-Headers".into(), names.join(",")));
        }
        let asked = Request { method: "OPTIONS".into(), url: request.url.clone(), headers, body: None, credentials: false };
        let response = self.inner.transport.send(asked).await?;
        let open = |header: &str, wanted: &str| {
            let all = listed(&response, header);
            let star = !request.credentials && wanted != "authorization" && all.iter().any(|name| name == "*");
            star || all.iter().any(|name| name == wanted)
        };
        let method = easy || open("access-control-allow-methods", &request.method.to_ascii_lowercase());
        let good = (200..300).contains(&response.status) && allows(&response, origin, request.credentials) && method;
        if !good || !names.iter().all(|name| open("access-control-allow-headers", name)) {
            return Err(Unreachable::Blocked);
        }
        self.inner.notes.borrow_mut().allowed.push(key);
        Ok(())
    }
}

impl Transport for Witness {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        self.note_request(&request);
        let answer = self.deliver(request.clone()).await;
        self.note_answer(request, &answer);
        answer
    }

    fn cookie(&self, name: &str) -> Option<String> {
        let value = self.inner.transport.cookie(name)?;
        self.keep_secret(&value);
        Some(value)
    }

    fn unique(&self) -> Option<String> {
        self.inner.transport.unique()
    }
}

fn path(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

fn origin_of(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |at| host + at);
    url.get(..end).unwrap_or(url)
}

/// A header that lists names, in lower case.
fn listed(response: &Response, header: &str) -> Vec<String> {
    let text = response.header(header).unwrap_or_default();
    text.split(',').map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty()).collect()
}

fn allows(response: &Response, origin: &str, credentials: bool) -> bool {
    let allowed = response.header("access-control-allow-origin").unwrap_or_default().trim();
    let with = response.header("access-control-allow-credentials").is_some_and(|text| text.trim() == "true");
    allowed == origin && (with || !credentials) || allowed == "*" && !credentials
}
