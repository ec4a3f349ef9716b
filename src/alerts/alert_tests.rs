//! The rules of an alert.

use serde_json::{Value, json};

use super::*;
use crate::ui::when::instant;

fn at(text: &str) -> DateTime<Utc> {
    instant(text).unwrap()
}

fn alert(value: Value) -> Alert {
    crate::backend::FromFields::from_json(value)
}

#[test]
fn odd_parts_do_not_hide_an_alert() {
    let odd = alert(json!({"id": "a", "sent": "yesterday", "asks": [{"text": "Write", "deadline": 5}, 7], "info": "none"}));
    assert_eq!((odd.sent, odd.asks.len(), odd.info.len()), (None, 1, 0));
}

#[test]
fn an_alert_stands_until_it_expires_or_is_replaced() {
    let now = at("2026-11-22T09:00:00Z");
    assert!(alert(json!({"id": "a"})).is_active(now));
    assert!(!alert(json!({"id": "a", "expires": "2026-11-22T09:00:00Z"})).is_active(now));
    assert!(alert(json!({"id": "a", "expires": "2026-11-22T09:00:01Z"})).is_active(now));
    assert!(!alert(json!({"id": "a", "current": false})).is_active(now));
    for over in ["Ack", "Error"] {
        assert!(!alert(json!({"id": "a", "msgType": over})).is_current(), "{over}");
    }
    assert!(!alert(json!({"id": "a", "status": "Draft"})).is_active(now));
}

#[test]
fn a_withdrawal_is_news_for_two_weeks() {
    let cancel = alert(json!({"id": "a", "msgType": "Cancel", "current": false, "sent": "2026-11-20T09:00:00Z"}));
    assert!(cancel.is_active(at("2026-11-22T09:00:00Z")));
    assert!(!cancel.is_active(at("2026-12-05T09:00:00Z")));
}

#[test]
fn unread_is_what_stands_and_was_not_opened() {
    let now = at("2026-11-22T09:00:00Z");
    let opened = HashSet::from(["b".to_owned()]);
    assert!(alert(json!({"id": "a"})).is_unread(&opened, now));
    assert!(!alert(json!({"id": "b"})).is_unread(&opened, now));
    assert!(!alert(json!({"id": "a", "current": false})).is_unread(&opened, now));
}

#[test]
fn unknown_severity_with_immediate_urgency_sorts_high() {
    let of = |urgency: &str, severity: &str| alert(json!({"urgency": urgency, "severity": severity})).urgent_first();
    assert!(of("Immediate", "Unknown") < of("Expected", "Extreme"));
    assert!(of("Immediate", "Severe") < of("Immediate", "Unknown"));
    assert!(of("Immediate", "Unknown") < of("Immediate", "Moderate"));
    assert!(of("Unknown", "Extreme") < of("Future", "Extreme"));
}

#[test]
fn the_summary_is_a_sentence_or_two_and_respects_the_note() {
    let text = "Clerks in three towns added a field to identity cards last week. Members are asked to check with partners before Friday. A third sentence follows.";
    let plain = alert(json!({"description": text}));
    assert!(plain.summary().unwrap().ends_with("before Friday."));
    assert_eq!(alert(json!({"description": text, "contentNote": "hunger"})).summary(), None);
    let long = alert(json!({"description": "word ".repeat(1000)}));
    assert!(long.summary().unwrap().chars().count() < 300);
    assert_eq!(alert(json!({"description": ""})).summary(), None);
}

#[test]
fn the_nearest_open_deadline_comes_first() {
    let now = at("2026-11-22T09:00:00Z");
    let asked = alert(json!({"asks": [
        {"id": "1", "text": "a", "deadline": "2026-11-20T12:00:00Z"},
        {"id": "2", "text": "b", "deadline": "2026-11-27T12:00:00Z"},
        {"id": "3", "text": "c", "deadline": "2026-11-24T12:00:00Z"},
    ]}));
    assert_eq!(asked.next_deadline(now), Some(at("2026-11-24T12:00:00Z")));
    assert_eq!(asked.next_deadline(at("2027-01-01T00:00:00Z")), Some(at("2026-11-27T12:00:00Z")));
    assert_eq!(asked.open_asks(now).count(), 2);
}
