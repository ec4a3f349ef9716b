//! A transport that answers from a script, and a place to run futures.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use connect::{Client, Contract, Profile, Request, Response, Transport, Unreachable};

/// The contract of these tests.
pub fn contract() -> Contract {
    Contract::parse(include_str!("../profiles/contract.json")).unwrap()
}

/// The text of a profile of these tests.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/profiles/{name}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A judged profile of these tests, which must have nothing wrong with it.
pub fn profile(name: &str) -> Profile {
    match Profile::judge(&text(name), &contract()) {
        Ok((profile, complaints)) => {
            assert_eq!(complaints, [], "{name}");
            profile
        }
        Err(complaints) => panic!("{name}: {complaints:#?}"),
    }
}

/// An answer of JSON.
pub fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.into() }
}

/// What answers a request.
pub type Answer = Box<dyn FnMut(&Request) -> Result<Response, Unreachable>>;

/// A transport that answers by calling a function, and notes what was sent.
#[derive(Clone)]
pub struct Scripted {
    answer: Rc<RefCell<Answer>>,
    pub sent: Rc<RefCell<Vec<Request>>>,
}

impl Transport for Scripted {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        self.sent.borrow_mut().push(request.clone());
        pause().await;
        (self.answer.borrow_mut())(&request)
    }
}

/// Lets the others go on first.
pub async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|context| {
        if paused {
            return Poll::Ready(());
        }
        paused = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A client of a profile, answered by a function.
pub fn client(profile: Profile, answer: impl FnMut(&Request) -> Result<Response, Unreachable> + 'static) -> (Client, Scripted) {
    let transport = Scripted { answer: Rc::new(RefCell::new(Box::new(answer))), sent: Rc::default() };
    (Client::new(profile, transport.clone()), transport)
}

/// A client that is answered by these, in this order.
pub fn answered(profile: Profile, answers: Vec<Response>) -> (Client, Scripted) {
    let mut answers = VecDeque::from(answers);
    client(profile, move |request| Ok(answers.pop_front().unwrap_or_else(|| panic!("not expected: {request:?}"))))
}

/// Runs a future on this thread; it may only wait for things that wake it.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..100_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("it never ends");
}
