//! When a meeting is, in words: by the clock in its own zone, and by the viewer's where that shows another time.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::{meeting::Meeting, zone::Clock};
use crate::{ui::when, words::calendar as words};

/// The viewer's zone and the present year, known once for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The viewer's own IANA zone.
    pub zone: String,
    /// The coalition's IANA zone.
    pub site_zone: String,
    /// The present moment.
    pub now: DateTime<Utc>,
}

impl Viewer {
    /// The clock that the viewer goes by.
    #[must_use]
    pub fn clock(&self) -> Clock<'_> {
        Clock { zone: &self.zone, walls: when::wall }
    }

    /// The clock that a meeting goes by.
    #[must_use]
    pub fn clock_of<'a>(&'a self, meeting: &'a Meeting) -> Clock<'a> {
        Clock { zone: meeting.zone(&self.site_zone), walls: when::wall }
    }

    /// The present day where the coalition is.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        when::wall(self.now, &self.site_zone).date()
    }
}

/// `14:00–15:30 London`; days are named where it touches more than one.
#[must_use]
pub fn by_its_clock(meeting: &Meeting, clock: Clock, year: i32) -> String {
    let (first, last) = meeting.days(clock);
    if meeting.all_day {
        return if first == last {
            words::all_day().to_owned()
        } else {
            words::all_days(&when::short_date(first, year), &when::short_date(last, year))
        };
    }
    let (start, end) = (meeting.wall_start(clock), meeting.wall_end(clock));
    let named = meeting.is_on_a_change_day(clock);
    let time = |wall: NaiveDateTime, at| named_time(wall, at, named.then_some(clock));
    let (start_text, end_text) = (time(start, meeting.begins()), time(end, meeting.ends()));
    let city = when::zone_city(clock.zone);
    if start.date() == end.date() {
        words::range(&start_text, &end_text, &city)
    } else {
        let on = |wall: NaiveDateTime, text: &str| words::on_day(&when::short_date(wall.date(), year), &text);
        words::range_days(&on(start, &start_text), &on(end, &end_text), &city)
    }
}

/// The viewer's time, `09:00 for you in New York`, or nothing where the viewer's clock shows the same. `whole` adds the end.
#[must_use]
pub fn for_viewer(meeting: &Meeting, clock: Clock, own: Clock, whole: bool) -> Option<String> {
    if meeting.all_day {
        return None;
    }
    let (start, end) = (meeting.wall_start(clock), meeting.wall_end(clock));
    let (own_start, own_end) = (own.wall(meeting.begins()), own.wall(meeting.ends()));
    if (start, end) == (own_start, own_end) {
        return None;
    }
    let text = |wall: NaiveDateTime, beside: NaiveDate| {
        let time = when::clock_time(wall);
        if wall.date() == beside { time } else { words::on_day(&when::short_date(wall.date(), chrono::Datelike::year(&beside)), &time) }
    };
    let (start_text, city) = (text(own_start, start.date()), when::zone_city(own.zone));
    Some(if whole {
        words::for_you_until(&start_text, &city, &text(own_end, own_start.date()))
    } else {
        words::for_you(&start_text, &city)
    })
}

fn named_time(wall: NaiveDateTime, at: DateTime<Utc>, clock: Option<Clock>) -> String {
    let time = when::clock_time(wall);
    match clock {
        Some(clock) => words::with_offset(&time, &when::offset_name(at, clock.zone)),
        None => time,
    }
}

/// `Thursday 3 December 2026`, or the first and the last day.
#[must_use]
pub fn full_dates(meeting: &Meeting, clock: Clock) -> String {
    let (first, last) = meeting.days(clock);
    if first == last { when::full_date(first) } else { words::date_to_date(&when::full_date(first), &when::full_date(last)) }
}

/// A number of minutes in hours and minutes.
#[must_use]
pub fn duration(minutes: i64) -> String {
    let minutes = usize::try_from(minutes).unwrap_or_default();
    match (minutes / 60, minutes % 60) {
        (0, minutes) => words::minutes_long(minutes),
        (hours, 0) => words::hours(hours),
        (hours, minutes) => words::hours_minutes(&words::hours(hours), &words::minutes_long(minutes)),
    }
}

/// How long a meeting really lasts, and whether the clock on the wall tells otherwise.
#[must_use]
pub fn lasts(meeting: &Meeting, clock: Clock) -> String {
    if meeting.all_day {
        let (first, last) = meeting.days(clock);
        return words::lasts(&words::days_long(usize::try_from((last - first).num_days() + 1).unwrap_or(1)));
    }
    let minutes = meeting.real_minutes();
    let shown = (meeting.wall_end(clock) - meeting.wall_start(clock)).num_minutes();
    let text = duration(minutes);
    if shown == minutes { words::lasts(&text) } else { words::lasts_changed(&text) }
}

/// Where a moved occurrence was: the day, or the hour when only that changed.
#[must_use]
pub fn moved(meeting: &Meeting, clock: Clock) -> Option<String> {
    let ruled = meeting.moved_from(clock)?;
    let date = when::full_date(ruled.date());
    Some(if ruled.date() == meeting.wall_start(clock).date() {
        words::moved_from_time(&when::clock_time(ruled), &date)
    } else {
        words::moved_from(&date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{
        meeting::tests::{m13, m27, m31, m33, timed},
        zone::rules::{KATHMANDU, LONDON, NEW_YORK},
    };

    #[test]
    fn the_meetings_own_clock_comes_first() {
        let six_weekly = timed("2026-11-26T14:00", "2026-11-26T15:30", "2026-11-26T14:00:00Z", "2026-11-26T15:30:00Z");
        assert_eq!(by_its_clock(&six_weekly, LONDON, 2026), "14:00–15:30 London");
        assert_eq!(by_its_clock(&m31(), LONDON, 2026), "Thu 10 Dec, 19:00 to Fri 11 Dec, 00:30, London");
        assert_eq!(by_its_clock(&m33(), LONDON, 2026), "All day, Thu 28 Jan 2027 to Fri 29 Jan 2027");
        assert_eq!(full_dates(&m33(), LONDON), "Thursday 28 January 2027 to Friday 29 January 2027");
    }

    #[test]
    fn the_viewer_is_told_another_time_and_another_day() {
        let six_weekly = timed("2026-11-26T14:00", "2026-11-26T15:30", "2026-11-26T14:00:00Z", "2026-11-26T15:30:00Z");
        assert_eq!(for_viewer(&six_weekly, LONDON, LONDON, false), None);
        assert_eq!(for_viewer(&six_weekly, LONDON, NEW_YORK, false).unwrap(), "09:00 for you in New York");
        let talk = timed("2027-03-17T17:00", "2027-03-17T18:00", "2027-03-17T17:00:00Z", "2027-03-17T18:00:00Z");
        assert_eq!(for_viewer(&talk, LONDON, NEW_YORK, true).unwrap(), "13:00 for you in New York, until 14:00", "four hours, not five");
        assert_eq!(for_viewer(&m31(), LONDON, KATHMANDU, true).unwrap(), "Fri 11 Dec, 00:45 for you in Kathmandu, until 06:15");
        assert_eq!(for_viewer(&m33(), LONDON, NEW_YORK, true), None, "whole days are whole days everywhere");
    }

    #[test]
    fn what_lasts_an_hour_is_said_to_last_an_hour() {
        assert_eq!(lasts(&m13(), LONDON), "Lasts 1 hour: the clocks change meanwhile.");
        assert_eq!(lasts(&m27(), LONDON), "Lasts 45 minutes.");
        assert_eq!(lasts(&m31(), LONDON), "Lasts 5 hours 30 minutes.");
        assert_eq!(lasts(&m33(), LONDON), "Lasts 2 days.");
    }

    #[test]
    fn a_moved_occurrence_says_from_where() {
        let mut meeting = timed("2026-09-03T10:00", "2026-09-03T11:30", "2026-09-03T09:00:00Z", "2026-09-03T10:30:00Z");
        meeting.recurrence_id = Some("2026-09-03T14:00".into());
        assert_eq!(moved(&meeting, LONDON).unwrap(), "Moved from 14:00 on Thursday 3 September 2026");
        meeting.recurrence_id = Some("2025-12-25T14:00".into());
        assert_eq!(moved(&meeting, LONDON).unwrap(), "Moved from Thursday 25 December 2025");
    }
}
