//! The grid of a month: weeks from Monday to Sunday, and where a key leads from a day.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::{ui::when, words::when as words};

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month that a day is in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Reads `2026-11`, years 1900 to 2199.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once('-')?;
        let year = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
        NaiveDate::from_ymd_opt(year, number.parse().ok()?, 1).map(|first| Self { first })
    }

    /// `2026-11`, as it stands in the address.
    #[must_use]
    pub fn code(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }

    /// `November 2026`.
    #[must_use]
    pub fn name(self) -> String {
        words::month_year(&when::month(self.first.month()), &self.first.year())
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.next().first - Days::new(1)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first + Months::new(1) }
    }

    /// The month before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self { first: self.first - Months::new(1) }
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// The Monday of each week that it touches.
    #[must_use]
    pub fn weeks(self) -> Vec<NaiveDate> {
        let last = self.last();
        let begin = monday(self.first);
        begin.iter_weeks().take_while(|monday| *monday <= last).collect()
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// The day that a key leads to (WAI-ARIA grid pattern), or nothing for other keys. Home and End stay within week and month;
/// Page Up and Page Down keep the day of the month where there is one.
#[must_use]
pub fn led_to(day: NaiveDate, key: &str) -> Option<NaiveDate> {
    let month = Month::of(day);
    match key {
        "ArrowLeft" => day.pred_opt(),
        "ArrowRight" => day.succ_opt(),
        "ArrowUp" => day.checked_sub_days(Days::new(7)),
        "ArrowDown" => day.checked_add_days(Days::new(7)),
        "Home" => Some(monday(day).max(month.first())),
        "End" => Some((monday(day) + Days::new(6)).min(month.last())),
        "PageUp" => day.checked_sub_months(Months::new(1)),
        "PageDown" => day.checked_add_months(Months::new(1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        when::date(text).unwrap()
    }

    #[test]
    fn weeks_begin_on_monday_and_cover_the_month() {
        let weeks = |code: &str| Month::parse(code).unwrap().weeks();
        assert_eq!(weeks("2026-11").first(), Some(&day("2026-10-26")), "the first of November 2026 is a Sunday");
        assert_eq!(weeks("2026-11").len(), 6);
        assert_eq!(weeks("2027-02"), [day("2027-02-01"), day("2027-02-08"), day("2027-02-15"), day("2027-02-22")]);
        assert_eq!(weeks("2026-12").last(), Some(&day("2026-12-28")));
    }

    #[test]
    fn addresses_name_a_month() {
        let month = Month::parse("2026-12").unwrap();
        assert_eq!((month.next().code(), month.previous().code()), ("2027-01".into(), "2026-11".into()));
        assert_eq!(month.name(), "December 2026");
        assert_eq!(month.last(), day("2026-12-31"));
        for wrong in ["", "2026", "2026-13", "2026-00", "-1-1", "99999-01", "0001-01", "2026-11-01"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn keys_lead_from_day_to_day() {
        for (from, key, to) in [
            ("2026-11-26", "ArrowLeft", "2026-11-25"),
            ("2026-11-30", "ArrowRight", "2026-12-01"),
            ("2026-11-26", "ArrowUp", "2026-11-19"),
            ("2026-11-26", "ArrowDown", "2026-12-03"),
            ("2026-11-26", "Home", "2026-11-23"),
            ("2026-11-26", "End", "2026-11-29"),
            ("2026-11-01", "Home", "2026-11-01"),
            ("2026-11-30", "End", "2026-11-30"),
            ("2026-11-26", "PageDown", "2026-12-26"),
            ("2027-01-31", "PageDown", "2027-02-28"),
            ("2027-03-31", "PageUp", "2027-02-28"),
        ] {
            assert_eq!(led_to(day(from), key), Some(day(to)), "{key} from {from}");
        }
        assert_eq!(led_to(day("2026-11-26"), "a"), None);
    }
}
