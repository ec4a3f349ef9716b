//! The transport of the browser: the only place that speaks HTTP.

use connect::{Request, Response, Transport, Unreachable};

use crate::problem::Problem;

/// Sends requests with the browser's `fetch`; nothing is cached and no referrer is sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

#[cfg(target_arch = "wasm32")]
thread_local! {
    /// How many answers are awaited.
    static AWAITED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// One awaited answer; a page that goes gives up its questions.
#[cfg(target_arch = "wasm32")]
struct Awaited;

#[cfg(target_arch = "wasm32")]
impl Awaited {
    fn one_more() -> Self {
        AWAITED.set(AWAITED.get() + 1);
        Self
    }
}

#[cfg(target_arch = "wasm32")]
impl Drop for Awaited {
    fn drop(&mut self) {
        AWAITED.set(AWAITED.get() - 1);
    }
}

/// Does something once the page has what it came for: no answer has been awaited for a moment, or some seconds have passed.
/// What nobody is waiting for gives way to what somebody is.
pub fn when_quiet(then: Box<dyn FnOnce()>) {
    #[cfg(target_arch = "wasm32")]
    quiet_within(100, then);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = then;
}

#[cfg(target_arch = "wasm32")]
fn quiet_within(moments: u32, then: Box<dyn FnOnce()>) {
    const MOMENT: std::time::Duration = std::time::Duration::from_millis(50);
    let quiet = AWAITED.get() == 0;
    let look = move || if moments == 0 || (quiet && AWAITED.get() == 0) { then() } else { quiet_within(moments - 1, then) };
    leptos::prelude::set_timeout(look, MOMENT);
}

#[cfg(target_arch = "wasm32")]
impl Transport for Fetch {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        let _awaited = Awaited::one_more();
        fetch(request).await
    }

    /// Of this page's own origin, and not marked `HttpOnly`: others cannot be read.
    fn cookie(&self, name: &str) -> Option<String> {
        use wasm_bindgen::JsCast;
        let all = leptos::prelude::document().dyn_into::<web_sys::HtmlDocument>().ok()?.cookie().ok()?;
        all.split("; ").find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
    }

    fn unique(&self) -> Option<String> {
        Some(leptos::prelude::window().crypto().ok()?.random_uuid())
    }

    async fn alone(&self, name: &str) -> Box<dyn std::any::Any> {
        super::tabs::alone(name).await
    }

    async fn kept(&self) -> Option<connect::Credential> {
        super::tabs::kept_credential().await
    }
}

/// An answer that goes on, to be read as it comes; nothing when it is refused. The signal ends it.
#[cfg(target_arch = "wasm32")]
pub(super) async fn open(request: Request, signal: &web_sys::AbortSignal) -> Option<web_sys::ReadableStreamDefaultReader> {
    use wasm_bindgen::JsCast;
    let answer = built(&request).abort_signal(Some(signal)).send().await.ok().filter(gloo_net::http::Response::ok)?;
    answer.body()?.get_reader().dyn_into().ok()
}

#[cfg(target_arch = "wasm32")]
fn built(request: &Request) -> gloo_net::http::RequestBuilder {
    use gloo_net::http::{Method, RequestBuilder};
    let method = Method::from_bytes(request.method.as_bytes()).unwrap_or(Method::GET);
    let mut builder = RequestBuilder::new(&request.url).method(method).cache(web_sys::RequestCache::NoStore);
    builder =
        builder.credentials(if request.credentials { web_sys::RequestCredentials::Include } else { web_sys::RequestCredentials::Omit });
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    builder
}

#[cfg(target_arch = "wasm32")]
async fn fetch(request: Request) -> Result<Response, Unreachable> {
    /// What has not come by then is not coming: a train in a tunnel, a server that hangs.
    const LONGEST_MILLISECONDS: u32 = 60_000;
    let limit = web_sys::AbortSignal::timeout_with_u32(LONGEST_MILLISECONDS);
    let builder = built(&request).abort_signal(Some(&limit));
    let gone = || if limit.aborted() { Unreachable::Timeout } else { Unreachable::Offline };
    let sent = match request.body {
        Some(body) => builder.body(body).map_err(|_| gone())?.send().await,
        None => builder.send().await,
    };
    let answer = sent.map_err(|_| gone())?;
    let headers = answer.headers().entries().collect();
    let body = answer.text().await.map_err(|_| gone())?;
    Ok(Response { status: answer.status(), headers, body })
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
