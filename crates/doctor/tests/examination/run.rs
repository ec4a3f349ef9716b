//! Runs examinations.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use connect::Transport;
use doctor::{Case, Examined, Report, Who};
use serde_json::Value;

use crate::backend::{Backend, NAME, PASSWORD};
use crate::fault::{Fault, profile};

/// Runs a future that never has to wait.
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

pub fn typed() -> Who {
    Who::Typed(vec![("identity".into(), NAME.into()), ("password".into(), PASSWORD.into())])
}

pub const CONTRACT: &str = include_str!("contract.json");

/// Examines a backend by a profile, writing too.
pub fn examined(profile: &Value, backend: &Backend, who: Who, browser: bool) -> Examined {
    let text = profile.to_string();
    let case = Case {
        profile: &text,
        contract: CONTRACT,
        presets: &|_| None,
        who,
        write: true,
        resources: vec![],
        at: None,
        origin: None,
        browser,
    };
    match run(doctor::examine(case, backend.clone())) {
        Ok(examined) => examined,
        Err(complaints) => panic!("{complaints:#?}"),
    }
}

/// The same with something else about the case, over any transport.
pub fn examined_with(profile: &Value, transport: impl Transport + 'static, change: impl FnOnce(&mut Case)) -> Report {
    let text = profile.to_string();
    let mut case = Case {
        profile: &text,
        contract: CONTRACT,
        presets: &|_| None,
        who: typed(),
        write: false,
        resources: vec![],
        at: None,
        origin: None,
        browser: false,
    };
    change(&mut case);
    match run(doctor::examine(case, transport)) {
        Ok(examined) => examined.report,
        Err(complaints) => panic!("{complaints:#?}"),
    }
}

/// The report about a backend with this fault.
pub fn report(fault: Fault) -> Report {
    examined(&profile(fault), &Backend::new(fault), typed(), fault == Fault::HeaderHidden).report
}
