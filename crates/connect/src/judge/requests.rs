//! REQUEST: method, address, parameters, headers and body.

use serde_json::{Map, Value};

use super::{Judge, Part};
use crate::profile::Call;

/// The keys of a request.
pub(super) const KEYS: [&str; 7] = ["method", "url", "params", "headers", "body", "encoding", "anonymous"];

const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "SEARCH"];

impl Judge<'_> {
    /// A request with further keys around it; a bare text is its address. The part holds the further keys.
    pub(super) fn request<'v>(
        &mut self,
        value: &'v Value,
        path: String,
        method: &str,
        further: &[&str],
    ) -> Option<(Call, Option<Part<'v>>)> {
        if let Value::String(url) = value {
            self.address(url, &path);
            let call = Call { method: method.into(), url: url.clone(), ..Call::default() };
            return Some((call, None));
        }
        let keys = [KEYS.as_slice(), further].concat();
        let part = self.part(value, path, &keys)?;
        let url = self.text(&part, "url");
        match url {
            Some(url) => self.address(url, &part.path("url")),
            None if part.get("url").is_none() => {
                self.missing(&part.path("url"), "the address of the request");
            }
            None => {}
        }
        let call = Call {
            method: self.word(&part, "method", &METHODS).unwrap_or(method).into(),
            url: url.unwrap_or_default().into(),
            params: self.members(&part, "params"),
            headers: self.members(&part, "headers"),
            body: part.get("body").cloned(),
            form: self.word(&part, "encoding", &["json", "form"]) == Some("form"),
            anonymous: self.flag(&part, "anonymous"),
        };
        if call.form && !call.body.as_ref().is_some_and(Value::is_object) {
            self.wrong(&part.path("body"), "an object, as the encoding is form");
        }
        self.headers(&call.headers, &part.path("headers"));
        Some((call, Some(part)))
    }

    pub(super) fn headers(&mut self, headers: &Map<String, Value>, path: &str) {
        for (name, value) in headers {
            let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~{}".contains(&byte);
            if !value.is_string() || !name.bytes().all(token) {
                self.wrong(&crate::json::deeper(path, name), "a header name and its text");
            }
        }
    }

    fn address(&mut self, url: &str, path: &str) {
        let absolute = url.starts_with("https://") || url.starts_with("http://");
        let relative = url.starts_with('/') && !url.starts_with("//");
        if !absolute && !relative {
            self.wrong(path, "a path that begins with /, or an http(s) address");
        }
        if absolute && crate::profile::origin(url).contains('{') {
            self.fatal(
                "moving-origin",
                path,
                "an address whose host is written out",
                "Write the host in full: a request never goes to a host that an answer names",
            );
        }
    }
}
