//! A meeting: when it is, on which days it falls, and what may be said of it.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde_json::Value;

use super::zone::Clock;
use crate::ui::when;

use crate::record;

record! {
    /// A meeting. Its wall time and zone are the truth; the instants stand beside them.
    pub struct Meeting {
        /// The backend's id.
        pub id = "id": String,
        /// What people quote: `MT-2026-017`.
        pub reference = "ref": Option<String>,
        /// `agm`, `goal_workshop`, `six_weekly`, `urgent`, `expert_talk` or `social`.
        pub kind = "kind": String,
        /// What it is called.
        pub title = "title": String,
        /// `draft`, `scheduled`, `cancelled` or `held`.
        pub status = "status": Option<String>,
        /// Whether it has dates and no times.
        pub all_day = "allDay": bool,
        /// Wall time in the meeting's zone: `2026-11-26T14:00`.
        pub start_local = "startLocal": Option<String>,
        /// Wall time in the meeting's zone.
        pub end_local = "endLocal": Option<String>,
        /// IANA zone.
        pub time_zone = "timeZone": Option<String>,
        /// Instant, RFC 3339.
        pub start = "start": String,
        /// Instant, RFC 3339.
        pub end = "end": String,
        /// First day of an all-day meeting.
        pub start_date = "startDate": Option<String>,
        /// Last day of an all-day meeting, itself included.
        pub end_date = "endDate": Option<String>,
        /// `online`, `in_person` or `hybrid`.
        pub mode = "mode": Option<String>,
        /// Where people meet in person.
        pub venue = "venue": Option<String>,
        /// Where people meet online.
        pub join_url = "joinUrl": Option<String>,
        /// How many people the venue holds.
        pub capacity = "capacity": Option<f64>,
        /// A TLP 2.0 label: `TLP:AMBER`.
        pub sharing = "sharing": Option<String>,
        /// Whether the Chatham House Rule holds.
        pub chatham_house = "chathamHouse": bool,
        /// What it is for.
        pub purpose = "purpose": Option<String>,
        /// What it is about.
        pub theme = "theme": Option<String>,
        /// Who chairs.
        pub chair = "chair": Option<String>,
        /// Who takes notes.
        pub note_taker = "noteTaker": Option<String>,
        /// As the backend gives it: see [`Meeting::agenda_items`].
        pub agenda = "agenda": Value,
        /// Markdown.
        pub minutes = "minutes": Option<String>,
        /// Why it was cancelled.
        pub cancel_reason = "cancelReason": Option<String>,
        /// The series it belongs to.
        pub series = "series": Option<String>,
        /// The wall time that the series' rule gave.
        pub recurrence_id = "recurrenceId": Option<String>,
        /// How often it was changed (RFC 5545 §3.8.7.4).
        pub sequence = "sequence": Option<f64>,
        /// The alert that it was called for.
        pub from_alert = "fromAlert": Option<String>,
        /// When it was last changed: instant, RFC 3339.
        pub updated = "updated": Option<String>,
    }
}

/// One item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// What it is called.
    pub title: String,
    /// How long it is meant to take.
    pub minutes: Option<i64>,
}

impl Meeting {
    /// The meeting's zone, or the coalition's when the backend names none.
    #[must_use]
    pub fn zone<'a>(&'a self, otherwise: &'a str) -> &'a str {
        said(self.time_zone.as_ref()).unwrap_or(otherwise)
    }

    /// When it begins.
    #[must_use]
    pub fn begins(&self) -> DateTime<Utc> {
        when::instant(&self.start).unwrap_or_default()
    }

    /// When it ends: never before it begins.
    #[must_use]
    pub fn ends(&self) -> DateTime<Utc> {
        when::instant(&self.end).unwrap_or_default().max(self.begins())
    }

    /// What the clock in the meeting's zone shows when it begins.
    #[must_use]
    pub fn wall_start(&self, clock: Clock) -> NaiveDateTime {
        self.start_local.as_deref().and_then(when::local).unwrap_or_else(|| clock.wall(self.begins()))
    }

    /// What the clock in the meeting's zone shows when it ends.
    #[must_use]
    pub fn wall_end(&self, clock: Clock) -> NaiveDateTime {
        self.end_local.as_deref().and_then(when::local).unwrap_or_else(|| clock.wall(self.ends()))
    }

    /// The first and the last day that it touches, in its own zone. A meeting that ends at midnight does not touch the next day.
    #[must_use]
    pub fn days(&self, clock: Clock) -> (NaiveDate, NaiveDate) {
        let day = |text: &Option<String>| text.as_deref().and_then(|text| when::date(text.get(..10).unwrap_or(text)));
        let first = day(&self.start_date).filter(|_| self.all_day).unwrap_or_else(|| self.wall_start(clock).date());
        let last = day(&self.end_date).filter(|_| self.all_day).unwrap_or_else(|| (self.wall_end(clock) - TimeDelta::seconds(1)).date());
        (first, last.max(first))
    }

    /// Whether any of it falls on a day.
    #[must_use]
    pub fn touches(&self, day: NaiveDate, clock: Clock) -> bool {
        let (first, last) = self.days(clock);
        first <= day && day <= last
    }

    /// Whether it is today or later, by the clock in its own zone.
    #[must_use]
    pub fn is_upcoming(&self, now: DateTime<Utc>, clock: Clock) -> bool {
        self.days(clock).1 >= clock.wall(now).date()
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>, clock: Clock) -> bool {
        if self.all_day { !self.is_upcoming(now, clock) } else { self.ends() <= now }
    }

    /// How many minutes pass between its beginning and its end, whatever the clock on the wall does meanwhile.
    #[must_use]
    pub fn real_minutes(&self) -> i64 {
        (self.ends() - self.begins()).num_minutes()
    }

    /// Whether the clock in its zone is put forward or back on a day that it touches.
    #[must_use]
    pub fn is_on_a_change_day(&self, clock: Clock) -> bool {
        let (first, last) = self.days(clock);
        let midnight = |day: NaiveDate| self.begins() + (day.and_time(chrono::NaiveTime::MIN) - self.wall_start(clock));
        clock.offset(midnight(first)) != clock.offset(midnight(last) + TimeDelta::days(1))
    }

    /// Whether it was called off.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.status.as_deref() == Some("cancelled")
    }

    /// Whether it is not announced yet.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.status.as_deref() == Some("draft")
    }

    /// Whether its label forbids that its title is kept outside the portal, as in a calendar program.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        matches!(self.sharing.as_deref(), Some("TLP:RED" | "TLP:AMBER+STRICT"))
    }

    /// The wall time that the series' rule gave, when this meeting was moved away from it.
    #[must_use]
    pub fn moved_from(&self, clock: Clock) -> Option<NaiveDateTime> {
        let ruled = self.recurrence_id.as_deref().and_then(when::local)?;
        (ruled != self.wall_start(clock)).then_some(ruled)
    }

    /// The agenda. Items that make no sense are left out.
    #[must_use]
    pub fn agenda_items(&self) -> Vec<AgendaItem> {
        let items = self.agenda.as_array().map(Vec::as_slice).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| {
                let title = item.get("title")?.as_str()?.to_owned();
                let minutes = item.get("minutes").and_then(Value::as_i64).filter(|minutes| *minutes > 0);
                Some(AgendaItem { title, minutes })
            })
            .collect()
    }

    /// How many people the venue holds, when that is limited.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn places(&self) -> Option<usize> {
        self.capacity.filter(|capacity| *capacity >= 1.0).map(|capacity| capacity as usize)
    }
}

/// A text that is there and says something.
#[must_use]
pub fn said(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

#[cfg(test)]
pub(super) mod tests {
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
}
