//! What was written is removed, whatever goes wrong.

use serde_json::json;

use crate::backend::Backend;
use crate::fault::{Fault, profile};
use crate::run::{examined, typed};

/// Every fault under which records are made.
const WRITING: [Fault; 12] = [
    Fault::None,
    Fault::CreateEmpty,
    Fault::CreateIdOnly,
    Fault::SeatsLost,
    Fault::UpdateRefused,
    Fault::UpdateLost,
    Fault::StaleAccepted,
    Fault::ConflictUntold,
    Fault::ErrorsElsewhere,
    Fault::RemoveLater,
    Fault::ReadNothing,
    Fault::ReadRefused,
];

#[test]
fn the_records_are_as_before() {
    for fault in WRITING {
        let backend = Backend::new(fault);
        let before = backend.rows();
        let report = examined(&profile(fault), &backend, typed(), false).report;
        assert!(
            report.exchanges.iter().any(|exchange| exchange.method == "POST" && exchange.url.ends_with("/alerts")),
            "{fault:?} made nothing"
        );
        assert_eq!(backend.rows(), before, "{fault:?}");
        assert!(report.left_behind.is_empty(), "{fault:?}: {:?}", report.left_behind);
    }
}

#[test]
fn what_cannot_be_removed_is_told() {
    let backend = Backend::new(Fault::RemoveRefused);
    let report = examined(&profile(Fault::RemoveRefused), &backend, typed(), false).report;
    assert_eq!(report.left_behind, ["alerts/114"]);
}

#[test]
fn nothing_is_made_that_could_not_be_removed() {
    let backend = Backend::new(Fault::None);
    let mut without = profile(Fault::None);
    without["resources"]["alerts"]["remove"] = json!(null);
    let report = examined(&without, &backend, typed(), false).report;
    assert!(report.exchanges.iter().all(|exchange| exchange.method != "POST" || !exchange.url.ends_with("/alerts")));
    assert!(report.skipped.iter().any(|skipped| skipped.what == "alerts: writing"));
}
