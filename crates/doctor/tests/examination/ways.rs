//! Other ways of paging, other origins, presets, several faults at once.

use std::cell::Cell;

use connect::{Request, Response, Transport, Unreachable};
use doctor::{Report, Who};
use serde_json::{Value, json};

use crate::backend::Backend;
use crate::fault::{Fault, profile};
use crate::run::examined_with;

fn codes(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.code).collect()
}

/// The profile with other paging parameters.
fn paged(params: Value, more: Value) -> Value {
    let mut profile = profile(Fault::None);
    let list = profile["resources"]["alerts"]["list"].as_object_mut().unwrap();
    for (name, value) in
        [("page", Value::Null)].into_iter().chain(params.as_object().unwrap().iter().map(|(key, value)| (key.as_str(), value.clone())))
    {
        list["params"][name] = value;
    }
    list["params"].as_object_mut().unwrap().retain(|_, value| !value.is_null());
    more.as_object().unwrap().iter().for_each(|(key, value)| drop(list.insert(key.clone(), value.clone())));
    profile
}

#[test]
fn offsets_and_cursors_are_walked_too() {
    let offsets = paged(json!({ "offset": "{offset}" }), json!({}));
    let cursors = paged(json!({ "after": "{cursor}" }), json!({ "next": "/next" }));
    for profile in [&offsets, &cursors] {
        let report = examined_with(profile, Backend::new(Fault::None), |_| {});
        assert_eq!(codes(&report), Vec::<&str>::new(), "{:#?}", report.findings);
    }
    for profile in [&offsets, &cursors] {
        assert_eq!(codes(&examined_with(profile, Backend::new(Fault::PagesOverlap), |_| {})), ["pages-overlap"]);
        assert_eq!(codes(&examined_with(profile, Backend::new(Fault::TotalWrong), |_| {})), ["total-wrong"]);
    }
}

#[test]
fn every_fault_is_told_and_not_only_the_first() {
    let mut wrong = profile(Fault::None);
    wrong["auth"]["attach"]["value"] = json!("Token {access}");
    let alerts = &mut wrong["resources"]["alerts"];
    alerts["id"] = json!("/key");
    alerts["fields"]["seats"] = json!("/title");
    alerts["fields"]["description"] = json!("/nowhere");
    alerts["list"]["items"] = json!("/data");
    alerts["list"]["total"] = json!("/sum");
    alerts["list"]["sort"] = json!({ "asc": "-{field}", "desc": "{field}" });
    alerts["list"]["where"]["ops"]["gt"] = json!({ "{field}__gte": "{value}" });
    alerts["read"]["item"] = json!("/data");
    let mut report = examined_with(&wrong, Backend::new(Fault::None), |case| case.write = true);
    report.findings.sort_by_key(|finding| finding.code);
    let expected = [
        "always-empty",
        "comparison-differs",
        "id-missing",
        "items-wrong",
        "read-unreadable",
        "session-not-carried",
        "sort-reversed",
        "total-missing",
        "wrong-kind",
    ];
    assert_eq!(codes(&report), expected, "{:#?}", report.findings);
}

#[test]
fn a_preset_is_examined_with_what_extends_it() {
    let mut whole = profile(Fault::SortReversed);
    let resources = whole["resources"].take();
    whole["resources"] = json!({});
    let preset = move |_: &str| Some(whole.to_string());
    let own = json!({ "extends": "plain", "resources": resources });
    let report = examined_with(&own, Backend::new(Fault::SortReversed), |case| {
        case.presets = Box::leak(Box::new(preset));
    });
    assert_eq!(codes(&report), ["sort-reversed"]);
}

#[test]
fn a_guest_is_told_what_was_not_examined() {
    let report = examined_with(&profile(Fault::None), Backend::new(Fault::None), |case| case.who = Who::Guest);
    assert_eq!(codes(&report), Vec::<&str>::new());
    let skipped: Vec<&str> = report.skipped.iter().map(|skipped| skipped.what.as_str()).collect();
    assert_eq!(skipped, ["session", "alerts", "people"]);
}

/// A backend on another origin than the portal.
struct Foreign {
    inner: Backend,
    exposes: bool,
    allows: bool,
}

impl Transport for Foreign {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        let mut response = if request.method == "OPTIONS" {
            Response { status: 204, headers: vec![], body: String::new() }
        } else {
            self.inner.send(request).await?
        };
        let mut add = |name: &str, value: &str| response.headers.push((name.into(), value.into()));
        if self.allows {
            add("Access-Control-Allow-Origin", "https://portal.test");
            add("Access-Control-Allow-Methods", "PATCH, DELETE");
            add("Access-Control-Allow-Headers", "authorization, content-type, if-match");
        }
        if self.exposes {
            add("Access-Control-Expose-Headers", "ETag");
        }
        Ok(response)
    }
}

#[test]
fn another_origin_sees_what_a_browser_there_would_see() {
    for (allows, exposes, expected) in [(true, true, vec![]), (true, false, vec!["header-hidden"]), (false, true, vec!["blocked"])] {
        let foreign = Foreign { inner: Backend::new(Fault::None), exposes, allows };
        let report = examined_with(&profile(Fault::None), foreign, |case| {
            case.origin = Some("https://portal.test".into());
            case.write = true;
        });
        assert_eq!(codes(&report), expected, "{:#?}", report.findings);
    }
}

/// A backend that asks to wait from some request on.
struct Busy {
    inner: Backend,
    left: Cell<usize>,
}

impl Transport for Busy {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        if self.left.get() == 0 {
            return Ok(Response { status: 429, headers: vec![], body: "{}".into() });
        }
        self.left.set(self.left.get() - 1);
        self.inner.send(request).await
    }
}

#[test]
fn being_asked_to_wait_is_no_fault() {
    let whole = examined_with(&profile(Fault::None), Backend::new(Fault::None), |_| {}).exchanges.len();
    for left in 0..whole - 1 {
        let busy = Busy { inner: Backend::new(Fault::None), left: Cell::new(left) };
        let report = examined_with(&profile(Fault::None), busy, |_| {});
        assert_eq!(codes(&report), Vec::<&str>::new(), "after {left}: {:#?}", report.findings);
        assert!(!report.skipped.is_empty(), "after {left}");
    }
}

/// A backend that is gone from some request on.
struct Gone {
    inner: Backend,
    left: Cell<usize>,
}

impl Transport for Gone {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        if self.left.get() == 0 {
            return Err(Unreachable::Offline);
        }
        self.left.set(self.left.get() - 1);
        self.inner.send(request).await
    }
}

#[test]
fn a_backend_that_goes_away_is_told_as_that_and_nothing_else() {
    let whole = examined_with(&profile(Fault::None), Backend::new(Fault::None), |case| case.write = true).exchanges.len();
    assert!(whole > 50);
    for left in 0..whole {
        let backend = Backend::new(Fault::None);
        let gone = Gone { inner: backend.clone(), left: Cell::new(left) };
        let report = examined_with(&profile(Fault::None), gone, |case| case.write = true);
        assert_eq!(codes(&report), ["unreachable"], "after {left}: {:#?}", report.findings);
        assert!(backend.rows().len() == 13 || !report.left_behind.is_empty(), "after {left} a record is left behind, and that is not told");
    }
}
