//! The transport of the browser: the only place that speaks HTTP.

use connect::{Request, Response, Transport, Unreachable};

use crate::problem::Problem;

/// Sends requests with the browser's `fetch`; nothing is cached and no referrer is sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

#[cfg(target_arch = "wasm32")]
impl Transport for Fetch {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        use gloo_net::http::{Method, RequestBuilder};
        let method = Method::from_bytes(request.method.as_bytes()).unwrap_or(Method::GET);
        let mut builder = RequestBuilder::new(&request.url).method(method).cache(web_sys::RequestCache::NoStore);
        builder =
            builder.credentials(if request.credentials { web_sys::RequestCredentials::Include } else { web_sys::RequestCredentials::Omit });
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let sent = match request.body {
            Some(body) => builder.body(body).map_err(|_| Unreachable::Offline)?.send().await,
            None => builder.send().await,
        };
        let answer = sent.map_err(|_| Unreachable::Offline)?;
        let headers = answer.headers().entries().collect();
        let body = answer.text().await.map_err(|_| Unreachable::Offline)?;
        Ok(Response { status: answer.status(), headers, body })
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Transport for Fetch {
    /// Pages written at build time ask nothing: what they show is handed to them.
    async fn send(&self, _request: Request) -> Result<Response, Unreachable> {
        Err(Unreachable::Offline)
    }
}

/// A file of this portal itself, such as `/connection.json`. The page's preload may have asked for it already.
pub async fn own_file(address: &str) -> Result<String, Problem> {
    #[cfg(target_arch = "wasm32")]
    {
        let answer = gloo_net::http::Request::get(address).send().await.map_err(|_| Problem::Offline)?;
        match answer.status() {
            200 => answer.text().await.map_err(|_| Problem::Offline),
            404 => Err(Problem::NotFound),
            status => Err(Problem::Unavailable { status }),
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = address;
        Err(Problem::Offline)
    }
}
