//! Meetings of the demonstration data that are hard to get right.

use super::*;
use crate::calendar::zone::rules::LONDON;

pub fn timed(start_local: &str, end_local: &str, start: &str, end: &str) -> Meeting {
    Meeting {
        start_local: Some(start_local.into()),
        end_local: Some(end_local.into()),
        start: start.into(),
        end: end.into(),
        time_zone: Some("Europe/London".into()),
        ..Meeting::default()
    }
}

pub fn whole_days(first: &str, last: &str, start: &str, end: &str) -> Meeting {
    Meeting {
        all_day: true,
        start_date: Some(first.into()),
        end_date: Some(last.into()),
        start: start.into(),
        end: end.into(),
        ..Meeting::default()
    }
}

pub fn m13() -> Meeting {
    timed("2026-03-29T00:30", "2026-03-29T02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")
}

pub fn m27() -> Meeting {
    timed("2026-10-25T01:30", "2026-10-25T02:15", "2026-10-25T01:30:00Z", "2026-10-25T02:15:00Z")
}

pub fn m31() -> Meeting {
    timed("2026-12-10T19:00", "2026-12-11T00:30", "2026-12-10T19:00:00Z", "2026-12-11T00:30:00Z")
}

pub fn m33() -> Meeting {
    whole_days("2027-01-28", "2027-01-29", "2027-01-28T00:00:00Z", "2027-01-30T00:00:00Z")
}

fn days(meeting: &Meeting) -> (String, String) {
    let (first, last) = meeting.days(LONDON);
    (first.to_string(), last.to_string())
}

#[test]
fn minutes_are_real_across_clock_changes() {
    assert_eq!(m13().real_minutes(), 60, "two hours on the clock, one in truth");
    assert_eq!(m27().real_minutes(), 45, "begins in the repeated hour");
    assert_eq!(m31().real_minutes(), 330);
    let workshop = timed("2026-01-29T09:30", "2026-01-30T16:00", "2026-01-29T09:30:00Z", "2026-01-30T16:00:00Z");
    assert_eq!(workshop.real_minutes(), 1830);
}

#[test]
fn a_meeting_falls_on_every_day_it_touches() {
    assert_eq!(days(&m13()), ("2026-03-29".into(), "2026-03-29".into()));
    assert_eq!(days(&m27()), ("2026-10-25".into(), "2026-10-25".into()));
    assert_eq!(days(&m31()), ("2026-12-10".into(), "2026-12-11".into()), "past midnight");
    assert_eq!(days(&m33()), ("2027-01-28".into(), "2027-01-29".into()), "all day, the last day included");
    let picnic = whole_days("2026-07-11", "2026-07-11", "2026-07-10T23:00:00Z", "2026-07-11T23:00:00Z");
    assert_eq!(days(&picnic), ("2026-07-11".into(), "2026-07-11".into()));
    let dateless = Meeting { start_date: None, end_date: None, ..picnic };
    assert_eq!(days(&dateless), ("2026-07-11".into(), "2026-07-11".into()), "from the instants alone");
    let till_midnight = timed("2026-12-10T19:00", "2026-12-11T00:00", "2026-12-10T19:00:00Z", "2026-12-11T00:00:00Z");
    assert_eq!(days(&till_midnight), ("2026-12-10".into(), "2026-12-10".into()));
    assert!(m31().touches(NaiveDate::from_ymd_opt(2026, 12, 11).unwrap(), LONDON));
    assert!(!m31().touches(NaiveDate::from_ymd_opt(2026, 12, 12).unwrap(), LONDON));
}

#[test]
fn without_wall_times_the_zone_is_asked() {
    let bare = Meeting { start: "2026-06-11T13:00:00Z".into(), end: "2026-06-11T23:30:00Z".into(), ..Meeting::default() };
    assert_eq!(bare.wall_start(LONDON).to_string(), "2026-06-11 14:00:00");
    assert_eq!(days(&bare), ("2026-06-11".into(), "2026-06-12".into()));
}

#[test]
fn today_is_upcoming_until_the_day_is_over_and_a_meeting_is_over_when_it_ends() {
    let at = |text: &str| when::instant(text).unwrap();
    let (evening, night) = (at("2026-12-10T23:59:00Z"), at("2026-12-11T00:30:00Z"));
    assert!(m31().is_upcoming(night, LONDON));
    assert!(!m31().is_over(evening, LONDON));
    assert!(m31().is_over(night, LONDON));
    assert!(!m31().is_upcoming(at("2026-12-12T00:00:00Z"), LONDON));
    assert!(!m33().is_over(at("2027-01-29T23:59:00Z"), LONDON));
    assert!(m33().is_over(at("2027-01-30T00:00:00Z"), LONDON));
    let picnic = whole_days("2026-07-11", "2026-07-11", "2026-07-10T23:00:00Z", "2026-07-11T23:00:00Z");
    assert!(picnic.is_over(at("2026-07-11T23:00:00Z"), LONDON), "midnight in London is an hour before midnight UTC");
}

#[test]
fn days_on_which_the_clock_changes_are_known() {
    assert!(m13().is_on_a_change_day(LONDON));
    assert!(m27().is_on_a_change_day(LONDON));
    assert!(!m31().is_on_a_change_day(LONDON));
    assert!(!timed("2026-03-28T18:00", "2026-03-28T23:00", "2026-03-28T18:00:00Z", "2026-03-28T23:00:00Z").is_on_a_change_day(LONDON));
    assert!(timed("2026-10-25T18:00", "2026-10-25T19:00", "2026-10-25T18:00:00Z", "2026-10-25T19:00:00Z").is_on_a_change_day(LONDON));
}

#[test]
fn a_moved_occurrence_knows_where_it_was() {
    let mut meeting = timed("2026-01-08T14:00", "2026-01-08T15:30", "2026-01-08T14:00:00Z", "2026-01-08T15:30:00Z");
    assert_eq!(meeting.moved_from(LONDON), None);
    meeting.recurrence_id = Some("2025-12-25T14:00".into());
    assert_eq!(meeting.moved_from(LONDON), when::local("2025-12-25T14:00"));
    meeting.recurrence_id = Some("2026-01-08T14:00".into());
    assert_eq!(meeting.moved_from(LONDON), None);
}

#[test]
fn an_agenda_of_any_shape_is_no_trouble() {
    let mut meeting = Meeting::default();
    assert!(meeting.agenda_items().is_empty());
    meeting.agenda = serde_json::json!([{"title": "Welcome", "minutes": 5}, 7, {"title": 3}, {"title": "Open", "minutes": 0}]);
    let items = meeting.agenda_items();
    assert_eq!(items.first(), Some(&AgendaItem { title: "Welcome".into(), minutes: Some(5) }));
    assert_eq!(items.get(1), Some(&AgendaItem { title: "Open".into(), minutes: None }));
    assert_eq!(items.len(), 2);
}
