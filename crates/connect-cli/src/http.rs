//! Requests over HTTP, one after another, with cookies and redirects as a browser has them.

use std::cell::RefCell;
use std::time::Duration;

use connect::{Request, Response, Transport, Unreachable};
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

/// The largest answer, in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The most redirects that are followed.
const MOST_REDIRECTS: usize = 5;

/// How often a request that was asked to wait is sent again, and for how long it waits at most, in seconds.
const MOST_WAITS: usize = 4;
const LONGEST_WAIT: u64 = 30;

/// A cookie: the host that set it, its name and its value.
type Cookie = (String, String, String);

/// Whose certificates are believed: those in the file that `SSL_CERT_FILE` names, else those of the web.
fn roots() -> RootCerts {
    let file = std::env::var_os("SSL_CERT_FILE").and_then(|path| std::fs::read(path).ok());
    let own: Vec<_> = file
        .iter()
        .flat_map(|pem| parse_pem(pem))
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(found)) => Some(found.to_owned()),
            _ => None,
        })
        .collect();
    if own.is_empty() { RootCerts::WebPki } else { RootCerts::from(own) }
}

/// A transport that waits for each answer.
pub(crate) struct Http {
    agent: Agent,
    jar: RefCell<Vec<Cookie>>,
}

impl Http {
    pub fn new() -> Http {
        let tls = TlsConfig::builder().root_certs(roots()).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(30)))
            .user_agent(concat!("commonwatch-connect/", env!("CARGO_PKG_VERSION")))
            .build();
        Http { agent: Agent::new_with_config(config), jar: RefCell::default() }
    }

    fn once(&self, request: &Request) -> Result<Response, Unreachable> {
        let mut builder = ureq::http::Request::builder().method(request.method.as_str()).uri(&request.url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let host = host_of(&request.url);
        if request.credentials {
            let jar = self.jar.borrow();
            let own = jar.iter().filter(|(at, ..)| at == host).map(|(_, name, value)| format!("{name}={value}"));
            let line: Vec<String> = own.collect();
            if !line.is_empty() {
                builder = builder.header("Cookie", line.join("; "));
            }
        }
        // Without a body, and without its length, some servers take such a request for a broken one.
        let empty = || matches!(request.method.as_str(), "POST" | "PUT" | "PATCH").then(String::new);
        let sent = match &request.body.clone().or_else(empty) {
            Some(body) => builder.body(body.clone()).map(|request| self.agent.run(request)),
            None => builder.body(()).map(|request| self.agent.run(request)),
        };
        let mut answer = sent.map_err(|_| Unreachable::Offline)?.map_err(|error| match error {
            ureq::Error::Timeout(_) => Unreachable::Timeout,
            _ => Unreachable::Offline,
        })?;
        let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers: Vec<(String, String)> =
            answer.headers().iter().map(|(name, value)| (name.as_str().to_string(), text(value))).collect();
        let status = answer.status().as_u16();
        let bytes = answer.body_mut().with_config().limit(MOST_BYTES).read_to_vec().map_err(|_| Unreachable::Offline)?;
        for (_, line) in headers.iter().filter(|(name, _)| request.credentials && name == "set-cookie") {
            self.keep(host, line);
        }
        Ok(Response { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() })
    }

    /// Once more after a while, where the backend asks to wait (RFC 6585 §4).
    fn patiently(&self, request: &Request) -> Result<Response, Unreachable> {
        for _ in 0..MOST_WAITS {
            let response = self.once(request)?;
            if response.status != 429 {
                return Ok(response);
            }
            let told = response.header("retry-after").and_then(|text| text.trim().parse().ok());
            std::thread::sleep(Duration::from_secs(told.unwrap_or(2).clamp(1, LONGEST_WAIT)));
        }
        self.once(request)
    }

    fn keep(&self, host: &str, line: &str) {
        let mut parts = line.split(';');
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        let (name, value) = (name.trim(), value.trim());
        let gone = value.is_empty() || parts.any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
        let mut jar = self.jar.borrow_mut();
        jar.retain(|(at, known, _)| at != host || known != name);
        if !gone {
            jar.push((host.into(), name.into(), value.into()));
        }
    }
}

impl Transport for Http {
    async fn send(&self, mut request: Request) -> Result<Response, Unreachable> {
        for _ in 0..MOST_REDIRECTS {
            let response = self.patiently(&request)?;
            let target = response.header("location").filter(|_| matches!(response.status, 301 | 302 | 303 | 307 | 308));
            let Some(target) = target.and_then(|target| joined(&request.url, target)) else { return Ok(response) };
            if response.status == 303 || (response.status < 303 && request.method == "POST") {
                request.method = "GET".into();
                request.body = None;
                request.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
            }
            if origin_of(&target) != origin_of(&request.url) {
                // What carries the session stays with the host that it is for.
                request.headers.retain(|(name, _)| name.eq_ignore_ascii_case("accept"));
                request.credentials = false;
            }
            request.url = target;
        }
        Err(Unreachable::Offline)
    }

    fn cookie(&self, name: &str) -> Option<String> {
        self.jar.borrow().iter().find(|(_, known, _)| known == name).map(|(.., value)| value.clone())
    }
}

/// The text behind an address.
///
/// # Errors
/// A sentence, when there is no answer or it is refused.
pub(crate) fn fetch(url: &str) -> Result<String, String> {
    let accept = ("Accept".into(), "application/json".into());
    let request = Request { method: "GET".into(), url: url.into(), headers: vec![accept], ..Request::default() };
    let response = crate::finished(Http::new().send(request)).map_err(|_| format!("There is no answer from {url}."))?;
    if response.status != 200 {
        return Err(format!("{url} answers with status {}.", response.status));
    }
    Ok(response.body)
}

/// `https://host:port` of an address.
pub(crate) fn origin_of(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(start..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |at| start + at);
    url.get(..end).unwrap_or(url)
}

fn host_of(url: &str) -> &str {
    origin_of(url).split("://").nth(1).unwrap_or_default()
}

fn joined(before: &str, target: &str) -> Option<String> {
    if target.contains("://") {
        return Some(target.into());
    }
    let path = before.split(['?', '#']).next()?;
    Some(if target.starts_with('/') { format!("{}{target}", origin_of(before)) } else { format!("{}/{target}", path.rsplit_once('/')?.0) })
}
