//! What the engine asks of the outside world: send this request, hand back the answer.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use crate::session::Credential;

/// One HTTP request, complete: nothing is added to it but what the transport itself needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method, in capitals.
    pub method: String,
    /// The address: absolute, or a path on the page's own origin, as the profile's base says.
    pub url: String,
    /// Header names and values in the order they were planned.
    pub headers: Vec<(String, String)>,
    /// The body as text, already encoded.
    pub body: Option<String>,
    /// Whether cookies go along (`credentials: include`).
    pub credentials: bool,
}

/// One HTTP answer. Header names may come in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header names and values as far as they may be read (CORS hides some in browsers).
    pub headers: Vec<(String, String)>,
    /// The body as text; empty when there is none.
    pub body: String,
}

impl Response {
    /// The first header of that name, whatever its case (RFC 9110 §5.1).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// No network, no host, connection refused or cut.
    Offline,
    /// Nothing came within the transport's own time limit.
    Timeout,
    /// Something on this side forbade it: CORS, a content security policy, a blocker.
    Blocked,
}

/// The one thing the engine needs: a way to send. Futures need not be `Send`.
pub trait Transport {
    /// Sends the request and waits for the whole answer, whatever its status.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Unreachable>>;

    /// The value of a cookie that may be read here. Only a profile with `auth.csrf.cookie` asks.
    fn cookie(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// A text that was never used before, such as a random UUID. Only a profile with `idempotency` asks; without one,
    /// no key is sent and nothing is sent twice.
    fn unique(&self) -> Option<String> {
        None
    }

    /// Waits until nobody else holds this name, such as another tab with the same session: a renewal holds what comes
    /// back until it is over. Without this, nobody else is there.
    fn alone(&self, name: &str) -> impl Future<Output = Box<dyn Any>> {
        let _ = name;
        async { Box::new(()) as Box<dyn Any> }
    }

    /// The session as it was kept last (`Client::when_renewed`), asked for while alone. When somebody else has renewed
    /// it meanwhile, the engine goes on with that instead of renewing.
    fn kept(&self) -> impl Future<Output = Option<Credential>> {
        async { None }
    }
}

type Boxing<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

type Answering<'a> = Boxing<'a, Result<Response, Unreachable>>;

/// A transport whose futures are boxed, so that one type stands for all of them.
trait Boxed {
    fn send(&self, request: Request) -> Answering<'_>;
    fn cookie(&self, name: &str) -> Option<String>;
    fn unique(&self) -> Option<String>;
    fn alone<'a>(&'a self, name: &'a str) -> Boxing<'a, Box<dyn Any>>;
    fn kept(&self) -> Boxing<'_, Option<Credential>>;
}

impl<T: Transport> Boxed for T {
    fn send(&self, request: Request) -> Answering<'_> {
        Box::pin(Transport::send(self, request))
    }

    fn cookie(&self, name: &str) -> Option<String> {
        Transport::cookie(self, name)
    }

    fn unique(&self) -> Option<String> {
        Transport::unique(self)
    }

    fn alone<'a>(&'a self, name: &'a str) -> Boxing<'a, Box<dyn Any>> {
        Box::pin(Transport::alone(self, name))
    }

    fn kept(&self) -> Boxing<'_, Option<Credential>> {
        Box::pin(Transport::kept(self))
    }
}

/// Any transport, shared by its clones. What works with it is compiled once, not once for each transport:
/// in a browser that is a third of what the engine and the doctor weigh.
#[derive(Clone)]
pub struct AnyTransport(Rc<dyn Boxed>);

impl AnyTransport {
    /// Wraps a transport.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Rc::new(transport))
    }
}

impl Transport for AnyTransport {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        self.0.send(request).await
    }

    fn cookie(&self, name: &str) -> Option<String> {
        self.0.cookie(name)
    }

    fn unique(&self) -> Option<String> {
        self.0.unique()
    }

    async fn alone(&self, name: &str) -> Box<dyn Any> {
        self.0.alone(name).await
    }

    async fn kept(&self) -> Option<Credential> {
        self.0.kept().await
    }
}
