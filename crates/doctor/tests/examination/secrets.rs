//! A report holds no secrets.

use connect::{Client, Contract, Profile};
use doctor::Who;

use crate::backend::{Backend, NAME, PASSWORD};
use crate::fault::{Fault, profile};
use crate::run::{CONTRACT, examined, run, typed};

fn holds_none(fault: Fault, who: Who, backend: &Backend) {
    let report = examined(&profile(fault), backend, who, false).report;
    let told = format!("{}\n{report:?}", report.to_json());
    let encoded = PASSWORD.replace(' ', "%20").replace('&', "%26");
    for secret in [PASSWORD, NAME, &encoded].into_iter().map(String::from).chain(backend.tokens()) {
        assert!(!told.contains(&secret), "{fault:?} tells {secret}");
    }
    assert!(!told.contains("River"), "{fault:?} tells what is in a record");
}

#[test]
fn neither_what_was_typed_nor_tokens_are_told() {
    for fault in
        [Fault::None, Fault::TokenElsewhere, Fault::OtherScheme, Fault::MeWrapped, Fault::NoRefresh, Fault::CreateRefused, Fault::Html]
    {
        holds_none(fault, typed(), &Backend::new(fault));
    }
}

#[test]
fn a_session_that_is_handed_in_is_not_told_and_not_ended() {
    let backend = Backend::new(Fault::None);
    let (judged, _) = Profile::judge(&profile(Fault::None).to_string(), &Contract::parse(CONTRACT).unwrap()).unwrap();
    let client = Client::new(judged, backend.clone());
    run(client.sign_in(&[("identity", NAME), ("password", PASSWORD)])).unwrap();
    holds_none(Fault::None, Who::Session(client.credential().unwrap()), &backend);
    assert!(run(client.fetch_me()).is_ok(), "the session goes on");
}
