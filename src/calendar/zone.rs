//! How a zone's clock runs around a moment, found by asking it: no table of zones is shipped.

use crate::backend::sort_by;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// Tells the wall time of an instant in an IANA zone: `ui::when::wall` in the portal, written-out rules in tests.
pub type Walls = fn(DateTime<Utc>, &str) -> NaiveDateTime;

/// The clock on the wall in one IANA zone.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    /// The zone's IANA name.
    pub zone: &'a str,
    /// What tells its time.
    pub walls: Walls,
}

/// A moment at which a zone's clock is put forward or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first moment of the new offset.
    pub at: DateTime<Utc>,
    /// Seconds ahead of UTC until then.
    pub before: i64,
    /// Seconds ahead of UTC from then on.
    pub after: i64,
}

impl Clock<'_> {
    /// What the clock shows at an instant.
    #[must_use]
    pub fn wall(self, at: DateTime<Utc>) -> NaiveDateTime {
        (self.walls)(at, self.zone)
    }

    /// How many seconds the clock is ahead of UTC at an instant.
    #[must_use]
    pub fn offset(self, at: DateTime<Utc>) -> i64 {
        self.wall(at).and_utc().timestamp() - at.timestamp()
    }

    /// The instants at which the clock shows a time: one; two when clocks go back over it; none when they jump across it.
    #[must_use]
    pub fn instants(self, local: NaiveDateTime) -> Vec<DateTime<Utc>> {
        // No zone is more than 26 hours from another: the offsets on either side of any change of that day are among these.
        let guess = local.and_utc();
        let mut found: Vec<_> = [-26, 0, 26]
            .iter()
            .map(|hours| guess - TimeDelta::seconds(self.offset(guess + TimeDelta::hours(*hours))))
            .filter(|at| self.wall(*at) == local)
            .collect();
        sort_by(&mut found, Ord::cmp);
        found.dedup();
        found
    }

    /// Every change of the clock in a period, to the minute, in order.
    #[must_use]
    pub fn changes(self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Change> {
        // The shortest known time between two changes of a zone is some weeks.
        let step = TimeDelta::days(7);
        let mut found = Vec::new();
        let (mut at, mut before) = (from, self.offset(from));
        while at < to {
            let next = (at + step).min(to);
            let after = self.offset(next);
            if after != before {
                let (mut early, mut late) = (at.timestamp().div_euclid(60), next.timestamp().div_euclid(60));
                while late - early > 1 {
                    let middle = early.midpoint(late);
                    if minute(middle).is_some_and(|at| self.offset(at) == before) { early = middle } else { late = middle }
                }
                found.extend(minute(late).map(|at| Change { at, before, after }));
            }
            (at, before) = (next, after);
        }
        found
    }
}

fn minute(number: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(number * 60, 0)
}

/// Clocks for tests, by their published rules.
#[cfg(test)]
pub mod rules {
    use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};

    use super::Clock;

    /// Europe/London since 1996, America/New_York since 2007, Asia/Kathmandu since 1986; otherwise UTC.
    pub fn walls(at: DateTime<Utc>, zone: &str) -> NaiveDateTime {
        let year = at.year();
        let minutes = match zone {
            "Europe/London" => summer(at, (last_sunday(year, 3), 1), (last_sunday(year, 10), 1), 0),
            "America/New_York" => summer(at, (sunday(year, 3, 2), 7), (sunday(year, 11, 1), 6), -5 * 60),
            "Asia/Kathmandu" => 5 * 60 + 45,
            _ => 0,
        };
        at.naive_utc() + TimeDelta::minutes(minutes)
    }

    pub const LONDON: Clock = Clock { zone: "Europe/London", walls };
    pub const NEW_YORK: Clock = Clock { zone: "America/New_York", walls };
    pub const KATHMANDU: Clock = Clock { zone: "Asia/Kathmandu", walls };

    fn summer(at: DateTime<Utc>, from: (NaiveDate, u32), to: (NaiveDate, u32), standard: i64) -> i64 {
        let moment = |(day, hour): (NaiveDate, u32)| day.and_hms_opt(hour, 0, 0).unwrap().and_utc();
        if moment(from) <= at && at < moment(to) { standard + 60 } else { standard }
    }

    fn sunday(year: i32, month: u32, nth: u8) -> NaiveDate {
        NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, nth).unwrap()
    }

    fn last_sunday(year: i32, month: u32) -> NaiveDate {
        NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, 5).unwrap_or_else(|| sunday(year, month, 4))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        rules::{KATHMANDU, LONDON, NEW_YORK},
        *,
    };
    use crate::ui::when::{instant, local};

    fn at(text: &str) -> DateTime<Utc> {
        instant(text).unwrap()
    }

    fn instants(clock: Clock, text: &str) -> Vec<DateTime<Utc>> {
        clock.instants(local(text).unwrap())
    }

    #[test]
    fn a_wall_time_has_one_instant_or_two_or_none() {
        assert_eq!(instants(LONDON, "2026-11-26T14:00"), [at("2026-11-26T14:00:00Z")]);
        assert_eq!(instants(LONDON, "2026-06-11T14:00"), [at("2026-06-11T13:00:00Z")]);
        assert!(instants(LONDON, "2027-03-28T01:30").is_empty(), "the clocks jump across it");
        assert_eq!(instants(LONDON, "2027-03-28T02:00"), [at("2027-03-28T01:00:00Z")]);
        assert_eq!(instants(LONDON, "2026-10-25T01:30"), [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")]);
        assert_eq!(instants(KATHMANDU, "2026-11-26T00:00"), [at("2026-11-25T18:15:00Z")]);
        assert!(instants(NEW_YORK, "2027-03-14T02:30").is_empty());
    }

    #[test]
    fn changes_are_found_to_the_minute() {
        let year = (at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
        let changes = |clock: Clock| clock.changes(year.0, year.1);
        assert_eq!(
            changes(LONDON),
            [
                Change { at: at("2026-03-29T01:00:00Z"), before: 0, after: 3600 },
                Change { at: at("2026-10-25T01:00:00Z"), before: 3600, after: 0 },
            ]
        );
        assert_eq!(
            changes(NEW_YORK),
            [
                Change { at: at("2026-03-08T07:00:00Z"), before: -18000, after: -14400 },
                Change { at: at("2026-11-01T06:00:00Z"), before: -14400, after: -18000 },
            ]
        );
        assert_eq!(changes(KATHMANDU), []);
    }
}
