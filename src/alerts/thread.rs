//! How messages follow each other: what stands, and what belongs to one situation.

use crate::backend::sort_by;
use std::{collections::HashMap, sync::Arc};

use super::Alert;

/// Works out what still stands where the backend does not say, in whatever order the messages came.
pub fn settle(alerts: &mut [Arc<Alert>]) {
    if alerts.iter().all(|alert| alert.current.is_some()) {
        return;
    }
    let mut by: HashMap<String, String> = HashMap::new();
    for alert in alerts.iter().filter(|alert| alert.supersedes()) {
        for reference in alert.references.iter().filter(|reference| alert.identifier.as_ref() != Some(reference)) {
            by.insert(reference.clone(), alert.id.clone());
        }
    }
    for alert in alerts.iter_mut().filter(|alert| alert.current.is_none()) {
        if let Some(newer) = alert.identifier.as_ref().and_then(|identifier| by.get(identifier)) {
            let alert = Arc::make_mut(alert);
            alert.current = Some(false);
            alert.superseded_by = Some(newer.clone());
        }
    }
}

/// The messages of one situation, newest first: those of its thread, and those linked by references.
#[must_use]
pub fn thread_of(alerts: &[Arc<Alert>], of: &Alert) -> Vec<Arc<Alert>> {
    let thread = of.thread.as_deref().filter(|thread| !thread.is_empty());
    let refers = |one: &Alert, to: &Alert| to.identifier.as_ref().is_some_and(|identifier| one.references.contains(identifier));
    let belongs = |one: &Alert| match thread {
        Some(thread) if one.thread.is_some() => one.thread.as_deref() == Some(thread),
        _ => refers(one, of) || refers(of, one),
    };
    let mut found: Vec<_> = alerts.iter().filter(|one| one.id == of.id || belongs(one)).cloned().collect();
    sort_by(&mut found, |a, b| a.newest_first().cmp(&b.newest_first()));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn all(values: &[Value]) -> Vec<Arc<Alert>> {
        values.iter().map(|value| Arc::new(<Alert as crate::backend::FromFields>::from_json(value.clone()))).collect()
    }

    #[test]
    fn a_cancel_may_come_before_what_it_cancels() {
        let mut alerts = all(&[
            json!({"id": "3", "identifier": "c", "msgType": "Cancel", "references": ["b"]}),
            json!({"id": "2", "identifier": "b", "msgType": "Update", "references": ["a", "unknown"]}),
            json!({"id": "1", "identifier": "a"}),
            json!({"id": "4", "identifier": "d", "msgType": "Ack", "references": ["e"]}),
            json!({"id": "5", "identifier": "e"}),
        ]);
        settle(&mut alerts);
        let current: Vec<_> = alerts.iter().filter(|alert| alert.is_current()).map(|alert| alert.id.as_str()).collect();
        // The withdrawal itself is the last word on its situation.
        assert_eq!(current, ["3", "5"]);
        assert_eq!(alerts[2].superseded_by.as_deref(), Some("2"));
    }

    #[test]
    fn what_the_backend_says_of_current_is_believed() {
        let mut alerts = all(&[
            json!({"id": "2", "identifier": "b", "msgType": "Update", "references": ["a"], "current": true}),
            json!({"id": "1", "identifier": "a", "current": true}),
        ]);
        settle(&mut alerts);
        assert!(alerts[1].is_current());
    }

    #[test]
    fn a_situation_is_its_thread_newest_first() {
        let alerts = all(&[
            json!({"id": "1", "identifier": "a", "thread": "t", "sent": "2026-11-01T00:00:00Z"}),
            json!({"id": "2", "identifier": "b", "thread": "t", "sent": "2026-11-02T00:00:00Z"}),
            json!({"id": "3", "identifier": "c", "thread": "u", "sent": "2026-11-03T00:00:00Z"}),
            json!({"id": "4", "identifier": "d", "sent": "2026-11-04T00:00:00Z", "references": ["a"]}),
        ]);
        let ids: Vec<_> = thread_of(&alerts, &alerts[0]).iter().map(|alert| alert.id.clone()).collect();
        assert_eq!(ids, ["4", "2", "1"]);
    }
}
