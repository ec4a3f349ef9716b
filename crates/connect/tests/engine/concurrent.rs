//! Several requests at once: one renewal, one confirmation, and no answer that comes too late.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use connect::{Client, Problem, Query, Request, Response};

use crate::scripted::{Scripted, answer, client, profile, run};

/// All of these, side by side.
async fn together<'a, T>(mut futures: Vec<Pin<Box<dyn Future<Output = T> + 'a>>>) -> Vec<T> {
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    poll_fn(move |context| {
        for (at, future) in futures.iter_mut().enumerate() {
            if done[at].is_none()
                && let Poll::Ready(output) = future.as_mut().poll(context)
            {
                done[at] = Some(output);
            }
        }
        if done.iter().all(Option::is_some) { Poll::Ready(done.iter_mut().filter_map(Option::take).collect()) } else { Poll::Pending }
    })
    .await
}

fn sent(transport: &Scripted, end: &str) -> usize {
    transport.sent.borrow().iter().filter(|request| request.url.ends_with(end)).count()
}

/// A backend whose access tokens work once they have been renewed so many times.
fn rotating(good: u32) -> (Client, Scripted) {
    let renewed = Rc::new(Cell::new(0));
    let reply = move |request: &Request| -> Response {
        let token = |n: u32| format!(r#"{{"data":{{"access":"A{n}","refresh":"R{n}"}}}}"#);
        if request.url.ends_with("/auth/login") {
            return answer(200, &token(0));
        }
        if request.url.ends_with("/auth/refresh") {
            let now = renewed.get();
            // A refresh token that is used twice is dead.
            if request.body.as_deref() != Some(&format!(r#"{{"refresh":"R{now}"}}"#)) {
                return answer(401, "{}");
            }
            renewed.set(now + 1);
            return answer(200, &token(now + 1));
        }
        if request.url.ends_with("/me") {
            return answer(200, r#"{"data":{"id":"9","label":"Ada"}}"#);
        }
        let fine = request.headers.contains(&("Authorization".into(), format!("Bearer A{good}")));
        if fine { answer(200, r#"{"data":[]}"#) } else { answer(401, "{}") }
    };
    client(profile("rotating"), move |request| Ok(reply(request)))
}

fn sign_in(client: &Client) {
    run(client.sign_in(&[("identity", "a"), ("password", "b")])).unwrap();
}

fn lists(client: &Client) -> Vec<Result<usize, Problem>> {
    let query = Query::new();
    let list = |resource: &'static str| -> Pin<Box<dyn Future<Output = Result<usize, Problem>>>> {
        let (client, query) = (client.clone(), query.clone());
        Box::pin(async move { client.list(resource, &query).await.map(|page| page.records.len()) })
    };
    run(together(vec![list("people"), list("alerts"), list("people"), list("alerts")]))
}

#[test]
fn a_session_is_renewed_once_for_all() {
    let (client, transport) = rotating(1);
    sign_in(&client);
    assert_eq!(lists(&client), [Ok(0), Ok(0), Ok(0), Ok(0)]);
    assert_eq!(sent(&transport, "/auth/refresh"), 1);
    assert!(client.is_signed_in());
}

#[test]
fn a_renewal_that_does_not_help_ends_the_session() {
    let (client, transport) = rotating(99);
    sign_in(&client);
    assert_eq!(lists(&client), vec![Err(Problem::SignedOut); 4]);
    assert!(sent(&transport, "/auth/refresh") <= 4);
    assert!(!client.is_signed_in() && client.credential().is_none());
}

#[test]
fn a_renewal_that_is_given_up_does_not_block_the_next() {
    let (client, transport) = rotating(1);
    sign_in(&client);
    let query = Query::new();
    {
        let mut given_up: Pin<Box<dyn Future<Output = _>>> = Box::pin(client.list("people", &query));
        // Far enough to wait for the renewal, and no further.
        run(async {
            for _ in 0..2 {
                poll_fn(|context| Poll::Ready(given_up.as_mut().poll(context).is_ready())).await;
            }
        });
    }
    assert_eq!(sent(&transport, "/auth/refresh"), 1);
    assert!(run(client.list("people", &query)).is_ok());
}

#[test]
fn an_answer_after_sign_out_changes_nothing() {
    let (client, _) = rotating(1);
    sign_in(&client);
    let query = Query::new();
    let mut late: Pin<Box<dyn Future<Output = _>>> = Box::pin(client.list("people", &query));
    run(poll_fn(|context| Poll::Ready(late.as_mut().poll(context).is_ready())));
    run(client.sign_out());
    assert_eq!(run(late).map(|page| page.records.len()), Err(Problem::SignedOut));
    assert!(!client.is_signed_in() && client.me().is_none());
}

#[test]
fn empty_lists_are_confirmed_once_for_all() {
    let reply = |request: &Request| {
        let in_or_renewed = r#"{"token":"T","record":{"id":"u1","name":"Ada"}}"#;
        Ok(if request.url.contains("/users/") { answer(200, in_or_renewed) } else { answer(200, r#"{"items":[]}"#) })
    };
    let (client, transport) = client(profile("expression"), reply);
    sign_in(&client);
    assert_eq!(lists(&client), [Ok(0), Ok(0), Ok(0), Ok(0)]);
    assert_eq!(sent(&transport, "/renew"), 1);
}
