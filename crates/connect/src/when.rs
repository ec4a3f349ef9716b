//! Days and instants as backends write them, and as we do (RFC 3339, UTC, whole seconds).

use serde_json::Value;

/// How a backend wants a day or an instant written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Iso,
    IsoMillis,
    Space,
    /// Without a zone: the field's own.
    Local,
    Unix,
    UnixMillis,
}

impl Format {
    pub fn named(name: &str) -> Option<Format> {
        Some(match name {
            "iso" => Format::Iso,
            "isoMillis" => Format::IsoMillis,
            "space" => Format::Space,
            "local" => Format::Local,
            "unix" => Format::Unix,
            "unixMillis" => Format::UnixMillis,
            _ => return None,
        })
    }
}

const DAY: i64 = 86_400;

/// Days since 1970-01-01 of a day of the Gregorian calendar, after Howard Hinnant's `days_from_civil`.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// So many digits at a place.
fn digits(text: &str, from: usize, to: usize) -> Option<i64> {
    let part = text.get(from..to)?;
    let all = part.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| part.parse().ok())?
}

/// The day a text begins with, in days since 1970, and what follows it.
fn day_of(text: &str) -> Option<(i64, &str)> {
    let (year, month, day) = (digits(text, 0, 4)?, digits(text, 5, 7)?, digits(text, 8, 10)?);
    let dashes = text.get(4..5)? == "-" && text.get(7..8)? == "-";
    let count = days(year, month, day);
    (dashes && civil(count) == (year, month, day)).then_some((count, text.get(10..)?))
}

/// Minutes east of UTC: `Z`, `+02:00`, `-0330`, `utc`.
pub(crate) fn offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z" | "utc" | "UTC") {
        return Some(0);
    }
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let rest = text.get(1..)?.replace(':', "");
    let (hours, minutes) = (digits(&rest, 0, 2)?, digits(&rest, 2, 4)?);
    (rest.len() == 4 && hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Seconds since 1970 of an instant written as RFC 3339, or with a space, or without a zone when one is given.
fn instant(text: &str, zone: Option<i64>) -> Option<i64> {
    let (day, rest) = day_of(text)?;
    if rest.is_empty() {
        return Some(day * DAY - zone? * 60);
    }
    if !rest.starts_with(['T', 't', ' ']) || rest.get(3..4)? != ":" {
        return None;
    }
    let (hours, minutes) = (digits(rest, 1, 3)?, digits(rest, 4, 6)?);
    let mut tail = rest.get(6..)?;
    let mut seconds = 0;
    if tail.starts_with(':') {
        seconds = digits(tail, 1, 3)?.min(60);
        tail = tail.get(3..)?;
        if let Some(fraction) = tail.strip_prefix(['.', ',']) {
            tail = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let east = match tail.trim() {
        "" => zone?,
        written => offset(written)?,
    };
    let clock = hours < 24 && minutes < 60;
    clock.then_some(day * DAY + hours * 3600 + minutes * 60 + seconds.min(59) - east * 60)
}

fn day_text(count: i64) -> String {
    let (year, month, day) = civil(count);
    format!("{year:04}-{month:02}-{day:02}")
}

fn written(seconds: i64, between: char, end: &str) -> String {
    let (clock, day) = (seconds.rem_euclid(DAY), day_text(seconds.div_euclid(DAY)));
    let (hours, minutes) = (clock / 3600, clock / 60 % 60);
    format!("{day}{between}{hours:02}:{minutes:02}:{:02}{end}", clock % 60)
}

/// A whole number, also as text: `1790000000000`, or `/Date(1790000000000+0200)/` as .NET serialises, where what follows the
/// number only says how it was shown.
fn whole(value: &Value) -> Option<i64> {
    let Some(text) = value.as_str().map(str::trim) else {
        return value.as_i64().or_else(|| value.as_f64().filter(|number| number.abs() < 1e15).map(|number| number.floor() as i64));
    };
    let Some(inner) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) else { return text.parse().ok() };
    let (sign, rest) = inner.strip_prefix('-').map_or((1, inner), |rest| (-1, rest));
    rest.split(['+', '-']).next()?.parse().ok().map(|number: i64| sign * number)
}

/// Whole seconds of a number in that format.
fn counted(value: &Value, format: Format) -> Option<i64> {
    let number = whole(value)?;
    let seconds = match format {
        Format::Unix => number,
        Format::UnixMillis => number.div_euclid(1000),
        _ => return None,
    };
    // Years 0 to 9999: what RFC 3339 can write.
    (-62_167_219_200..253_402_300_800).contains(&seconds).then_some(seconds)
}

/// An instant in our own form.
pub(crate) fn read_instant(value: &Value, format: Format, zone: Option<i64>) -> Option<String> {
    let seconds = match value.as_str() {
        Some(text) => instant(text.trim(), zone).or_else(|| counted(value, format))?,
        None => counted(value, format)?,
    };
    let (year, ..) = civil(seconds.div_euclid(DAY));
    (0..=9999).contains(&year).then(|| written(seconds, 'T', "Z"))
}

/// A day in our own form: the day that is written, whatever the time behind it.
pub(crate) fn read_day(value: &Value, format: Format) -> Option<String> {
    let Some((day, rest)) = value.as_str().and_then(|text| day_of(text.trim())) else {
        return counted(value, format).map(|seconds| day_text(seconds.div_euclid(DAY)));
    };
    (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then(|| day_text(day))
}

fn in_format(seconds: i64, format: Format, zone: Option<i64>) -> Value {
    match format {
        Format::Local => written(seconds + zone.unwrap_or(0) * 60, 'T', "").into(),
        Format::Iso => written(seconds, 'T', "Z").into(),
        Format::IsoMillis => written(seconds, 'T', ".000Z").into(),
        Format::Space => written(seconds, ' ', ".000Z").into(),
        Format::Unix => seconds.into(),
        Format::UnixMillis => (seconds * 1000).into(),
    }
}

/// An instant of ours as the backend wants it.
pub(crate) fn write_instant(value: &Value, format: Format, zone: Option<i64>) -> Option<Value> {
    Some(in_format(instant(value.as_str()?, None)?, format, zone))
}

/// A day of ours as the backend wants it: midnight UTC where it keeps instants.
pub(crate) fn write_day(value: &Value, format: Format) -> Option<Value> {
    let (day, rest) = day_of(value.as_str()?)?;
    if !rest.is_empty() {
        return None;
    }
    Some(match format {
        Format::Iso => day_text(day).into(),
        _ => in_format(day * DAY, format, None),
    })
}

/// Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds.
pub(crate) fn duration(text: &str) -> Option<u64> {
    let (days, clock) = match text.strip_prefix('P')?.split_once('T') {
        Some((days, clock)) if !clock.is_empty() => (days, clock),
        Some(_) => return None,
        None => (text.get(1..)?, ""),
    };
    let mut seconds: u64 = 0;
    let mut any = false;
    for (part, units) in [(days, [('W', 604_800), ('D', 86_400), (' ', 0)]), (clock, [('H', 3_600), ('M', 60), ('S', 1)])] {
        let mut rest = part;
        for (letter, unit) in units {
            if let Some((count, after)) = rest.split_once(letter) {
                seconds = seconds.checked_add(count.parse::<u32>().ok().map(u64::from)? * unit)?;
                rest = after;
                any = true;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    any.then_some(seconds)
}
