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
pub(super) mod tests;
