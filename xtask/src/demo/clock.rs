//! Dates, wall times and London's two offsets, without a zone database.
//!
//! Every wall time in the data is London's. Since 1996 its clocks change at
//! 01:00 UTC on the last Sundays of March and October, which is all we need.

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// Days from 1970-01-01 to a date of the Gregorian calendar.
pub fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date so many days after 1970-01-01: year, month, day.
pub fn date_of(days: i64) -> (i64, i64, i64) {
    let moved = days + 719_468;
    let era = moved.div_euclid(146_097);
    let of_era = moved.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let part = (5 * of_year + 2) / 153;
    let day = of_year - (153 * part + 2) / 5 + 1;
    let month = if part < 10 { part + 3 } else { part - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Monday is 0.
#[cfg(test)]
pub fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7)
}

fn change(year: i64, month: i64) -> i64 {
    let last = days_of(year, month, 31);
    (last - (last + 4).rem_euclid(7)) * DAY + HOUR
}

/// Seconds London is ahead of UTC at an instant.
pub fn london_offset(instant: i64) -> i64 {
    let (year, _, _) = date_of(instant.div_euclid(DAY));
    if (change(year, 3)..change(year, 10)).contains(&instant) { HOUR } else { 0 }
}

/// The instant of a London wall time (seconds as if it were UTC).
///
/// In the repeated hour `later` chooses the second one. In the missing hour
/// the offset from before the change counts, as calendars do.
pub fn instant_of(wall: i64, later: bool) -> i64 {
    let summer = london_offset(wall - HOUR) == HOUR;
    let winter = london_offset(wall) == 0;
    if summer && !(winter && later) { wall - HOUR } else { wall }
}

/// The London wall time of an instant.
pub fn wall_of(instant: i64) -> i64 {
    instant + london_offset(instant)
}

fn digits(text: &str, from: usize, to: usize) -> Option<i64> {
    let part = text.get(from..to)?;
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    part.parse().ok()
}

/// Reads `YYYY-MM-DD` as days; refuses anything longer or shorter.
pub fn read_date(text: &str) -> Option<i64> {
    let shape = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (year, month, day) = (digits(text, 0, 4)?, digits(text, 5, 7)?, digits(text, 8, 10)?);
    let days = days_of(year, month, day);
    (shape && date_of(days) == (year, month, day)).then_some(days)
}

/// Reads `YYYY-MM-DDThh:mm` as seconds, zone left open.
pub fn read_local(text: &str) -> Option<i64> {
    let shape = text.len() == 16 && text.get(10..11) == Some("T") && text.get(13..14) == Some(":");
    let days = read_date(text.get(0..10)?)?;
    let (hour, minute) = (digits(text, 11, 13)?, digits(text, 14, 16)?);
    (shape && hour < 24 && minute < 60).then_some(days * DAY + hour * HOUR + minute * 60)
}

/// Reads `YYYY-MM-DDThh:mm:ssZ` as an instant.
pub fn read_instant(text: &str) -> Option<i64> {
    let shape = text.len() == 20 && text.get(16..17) == Some(":") && text.ends_with('Z');
    let minutes = read_local(text.get(0..16)?)?;
    let seconds = digits(text, 17, 19)?;
    shape.then_some(minutes + seconds)
}

/// Writes days as `YYYY-MM-DD`.
pub fn write_date(days: i64) -> String {
    let (year, month, day) = date_of(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Writes seconds as `YYYY-MM-DDThh:mm`.
pub fn write_local(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(DAY);
    let date = write_date(seconds.div_euclid(DAY));
    format!("{date}T{:02}:{:02}", of_day / HOUR, of_day % HOUR / 60)
}

/// Writes an instant as `YYYY-MM-DDThh:mm:ssZ`.
pub fn write_instant(seconds: i64) -> String {
    format!("{}:{:02}Z", write_local(seconds), seconds.rem_euclid(60))
}

/// The instant, as text, of a London wall time written `YYYY-MM-DDThh:mm`.
pub fn london(text: &str) -> String {
    read_local(text).map(|wall| write_instant(instant_of(wall, false))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_both_ways() {
        for text in ["1970-01-01", "2026-11-22", "2028-02-29", "2000-03-01", "2026-12-31"] {
            assert_eq!(write_date(read_date(text).unwrap()), text);
        }
        assert_eq!(read_date("2026-02-29"), None);
        assert_eq!(read_date("2017-06"), None);
        assert_eq!(weekday(read_date("2026-11-22").unwrap()), 6);
    }

    #[test]
    fn london_changes_twice_a_year() {
        assert_eq!(london("2026-03-28T12:00"), "2026-03-28T12:00:00Z");
        assert_eq!(london("2026-03-29T02:30"), "2026-03-29T01:30:00Z");
        assert_eq!(london("2026-07-11T00:00"), "2026-07-10T23:00:00Z");
        assert_eq!(london("2027-04-01T14:00"), "2027-04-01T13:00:00Z");
        let repeated = read_local("2026-10-25T01:30").unwrap();
        assert_eq!(write_instant(instant_of(repeated, false)), "2026-10-25T00:30:00Z");
        assert_eq!(write_instant(instant_of(repeated, true)), "2026-10-25T01:30:00Z");
        let missing = read_local("2026-03-29T01:30").unwrap();
        assert_eq!(write_instant(instant_of(missing, false)), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn instants_and_wall_times_agree() {
        for text in ["2026-06-30T16:00:00Z", "2026-01-04T18:00:00Z"] {
            let instant = read_instant(text).unwrap();
            assert_eq!(instant_of(wall_of(instant), false), instant);
        }
    }
}
