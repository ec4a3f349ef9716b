//! A session that several clients share, as tabs of one browser do: renewed by one of them, kept for all.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use connect::{Client, Credential, Problem, Query, Request, Response, Transport, Unreachable};

use crate::scripted::{Scripted, answer, client, pause, profile, run};

/// What the tabs of one browser have in common.
#[derive(Clone, Default)]
struct Device {
    held: Rc<Cell<bool>>,
    kept: Rc<RefCell<Option<Vec<u8>>>>,
}

/// One of them: asks as the others do, and waits for them.
struct Tab {
    network: Scripted,
    device: Device,
}

struct Held(Rc<Cell<bool>>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Transport for Tab {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        self.network.send(request).await
    }

    async fn alone(&self, name: &str) -> Box<dyn Any> {
        assert_eq!(name, "session");
        while self.device.held.replace(true) {
            pause().await;
        }
        Box::new(Held(Rc::clone(&self.device.held)))
    }

    async fn kept(&self) -> Option<Credential> {
        assert!(self.device.held.get());
        Credential::unseal(self.device.kept.borrow().as_ref()?)
    }
}

impl Device {
    /// One more tab, which keeps what it renews.
    fn tab(&self, network: &Scripted) -> Client {
        let client = Client::new(profile("rotating"), Tab { network: network.clone(), device: self.clone() });
        let device = self.clone();
        client.when_renewed(move |credential| {
            let device = device.clone();
            async move {
                pause().await;
                device.kept.replace(Some(credential.seal()));
            }
        });
        client
    }
}

/// A backend whose tokens serve once: only the newest access token is good, until it runs out, and only the newest renews.
fn backend() -> (Scripted, Rc<Cell<bool>>) {
    let newest = Cell::new(0);
    let good = Rc::new(Cell::new(true));
    let lasts = Rc::clone(&good);
    let reply = move |request: &Request| {
        let n = newest.get();
        let next = || {
            newest.set(n + 1);
            lasts.set(true);
            answer(200, &format!(r#"{{"data":{{"access":"A{}","refresh":"R{}"}}}}"#, n + 1, n + 1))
        };
        let known = lasts.get() && request.headers.contains(&("Authorization".into(), format!("Bearer A{n}")));
        let renews = request.body.as_deref() == Some(&format!(r#"{{"refresh":"R{n}"}}"#));
        Ok(match request.url.rsplit('/').next() {
            Some("login") => next(),
            Some("refresh") if renews => next(),
            Some("me") if known => answer(200, r#"{"data":{"id":"9","label":"Ada"}}"#),
            _ if known => answer(200, r#"{"data":[]}"#),
            _ => answer(401, "{}"),
        })
    };
    (client(profile("rotating"), reply).1, good)
}

fn renewals(network: &Scripted) -> usize {
    network.sent.take().iter().filter(|request| request.url.ends_with("/auth/refresh")).count()
}

fn sign_in(client: &Client) {
    run(client.sign_in(&[("identity", "a"), ("password", "b")])).unwrap();
}

fn is_kept(device: &Device, client: &Client) -> bool {
    *device.kept.borrow() == client.credential().map(|credential| credential.seal())
}

/// Two tabs with one session that is kept on the device.
fn two_tabs() -> (Client, Client, Scripted, Device, Rc<Cell<bool>>) {
    let (network, good) = backend();
    let device = Device::default();
    let (one, other) = (device.tab(&network), device.tab(&network));
    sign_in(&one);
    let sealed = one.credential().unwrap().seal();
    device.kept.replace(Some(sealed.clone()));
    run(other.resume(Credential::unseal(&sealed).unwrap())).unwrap();
    (one, other, network, device, good)
}

#[test]
fn two_tabs_renew_their_session_once() {
    let (one, other, network, device, good) = two_tabs();
    let query = Query::new();
    for _ in 0..3 {
        good.set(false);
        let mut both = [Box::pin(one.list("people", &query)), Box::pin(other.list("people", &query))];
        let mut told = [None, None];
        run(poll_fn(|context| {
            for (list, told) in both.iter_mut().zip(&mut told).filter(|(_, told)| told.is_none()) {
                if let Poll::Ready(found) = list.as_mut().poll(context) {
                    *told = Some(found.map(|page| page.records.len()));
                }
            }
            if told.iter().all(Option::is_some) { Poll::Ready(()) } else { Poll::Pending }
        }));
        assert_eq!(told, [Some(Ok(0)), Some(Ok(0))]);
        assert_eq!(renewals(&network), 1);
        assert!(is_kept(&device, &one) && is_kept(&device, &other) && !device.held.get());
    }
    // A tab that was asleep goes on with what the other renewed twice.
    for _ in 0..2 {
        good.set(false);
        run(one.list("people", &query)).unwrap();
    }
    assert_eq!((run(other.list("people", &query)).map(|page| page.records.len()), renewals(&network)), (Ok(0), 2));
}

/// What another session left behind on the device is not this one's, however often it was renewed.
#[test]
fn only_the_same_session_is_taken_up() {
    let (one, other, network, _, good) = two_tabs();
    good.set(false);
    run(one.list("people", &Query::new())).unwrap();
    sign_in(&other);
    good.set(false);
    network.sent.take();
    assert!(run(other.list("people", &Query::new())).is_ok());
    assert_eq!(renewals(&network), 1);
}

#[test]
fn a_renewal_that_is_given_up_lets_the_others_go_on() {
    let (one, other, network, device, good) = two_tabs();
    good.set(false);
    let query = Query::new();
    {
        let mut given_up = Box::pin(one.list("people", &query));
        while !device.held.get() {
            run(poll_fn(|context| Poll::Ready(given_up.as_mut().poll(context).is_ready())));
        }
    }
    assert!(!device.held.get());
    assert!(run(other.list("people", &query)).is_ok());
    assert!(renewals(&network) > 0);
}

/// Whoever signs out while another tab renews is signed out.
#[test]
fn a_session_that_ended_meanwhile_is_not_renewed() {
    let (one, _, network, device, good) = two_tabs();
    good.set(false);
    device.held.set(true);
    let query = Query::new();
    let mut waits = Box::pin(one.list("people", &query));
    for _ in 0..9 {
        run(poll_fn(|context| Poll::Ready(waits.as_mut().poll(context).is_ready())));
    }
    run(one.sign_out());
    device.held.set(false);
    assert_eq!(run(waits).map(|page| page.records.len()), Err(Problem::SignedOut));
    assert_eq!(renewals(&network), 0);
}

/// Where asking who is signed in renews, that is kept as well; an answer with nothing new is not.
#[test]
fn what_is_renewed_in_passing_is_kept_too() {
    let numbers = Cell::new(0);
    let reply = move |request: &Request| {
        let number = if request.url.contains("renew") { numbers.get().min(1) } else { 0 };
        numbers.set(numbers.get() + 1);
        Ok(answer(200, &format!(r#"{{"token":"T{number}","record":{{"id":"u","name":"Ada"}}}}"#)))
    };
    let (client, _) = client(profile("expression"), reply);
    let kept = Rc::new(RefCell::new(Vec::new()));
    let keep = Rc::clone(&kept);
    client.when_renewed(move |credential| {
        keep.borrow_mut().push(credential.seal());
        std::future::ready(())
    });
    sign_in(&client);
    assert_eq!(kept.borrow().len(), 0);
    for _ in 0..2 {
        run(client.fetch_me()).unwrap();
    }
    assert_eq!(*kept.borrow(), [client.credential().unwrap().seal()]);
}
