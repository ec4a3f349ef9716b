//! Dates and times as people read them. Zones come from the browser (`Intl`), so no table of zones is shipped.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

use crate::{
    backend::now,
    markup::{Markup, view},
    words::when as words,
};

/// Reads an instant (RFC 3339).
#[must_use]
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc())
}

/// Reads a wall time without a zone: `2026-11-26T14:00`; seconds are allowed and not looked at.
#[must_use]
pub fn local(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once('T')?;
    let mut parts = time.splitn(3, ':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    date(day)?.and_hms_opt(hour, minute, 0)
}

/// Reads a calendar date: `2026-11-26`.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// A number of exactly so many digits. By hand, since chrono's parser of formats weighs more than all of this file.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The wall time of an instant in an IANA zone. Outside a browser, or for an unknown zone, UTC.
#[must_use]
pub fn wall(at: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    #[cfg(target_arch = "wasm32")]
    if let Some(wall) = browser::wall(at, zone) {
        return wall;
    }
    let _ = zone;
    at.naive_utc()
}

/// What the offset in force in a zone is called: `GMT` or `BST` in London, `GMT-5` in New York.
#[must_use]
pub fn offset_name(at: DateTime<Utc>, zone: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    if let Some(name) = browser::offset_name(at, zone) {
        return name;
    }
    let _ = (at, zone);
    "UTC".to_owned()
}

/// The instant of a wall time in a zone. Of two (clocks going back) the first; of none (clocks going forward) nothing.
#[must_use]
pub fn instant_of(local: NaiveDateTime, zone: &str) -> Option<DateTime<Utc>> {
    // Every zone lies within 26 hours of UTC: try the offsets in force around that day.
    let guess = local.and_utc();
    [-26, 0, 26]
        .iter()
        .map(|hours| {
            let near = guess + chrono::TimeDelta::hours(*hours);
            guess - (wall(near, zone) - near.naive_utc())
        })
        .filter(|at| wall(*at, zone) == local)
        .min()
}

/// The viewer's own IANA zone.
#[must_use]
pub fn own_zone() -> String {
    #[cfg(target_arch = "wasm32")]
    if let Some(zone) = browser::own_zone() {
        return zone;
    }
    "UTC".to_owned()
}

/// A zone as people say it: the city of `America/New_York` is "New York". Browsers still give some cities names of old.
#[must_use]
pub fn zone_city(zone: &str) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone);
    words::renamed_city(city).map_or_else(|| city.replace('_', " "), str::to_owned)
}

/// The name of a month, `1` to `12`.
#[must_use]
pub fn month(number: u32) -> &'static str {
    words::MONTHS_ALL.get(number.saturating_sub(1) as usize).map_or("", |(_, long)| long)
}

/// The short name of a month, `1` to `12`.
#[must_use]
pub fn month_short(number: u32) -> &'static str {
    words::MONTHS_ALL.get(number.saturating_sub(1) as usize).map_or("", |(short, _)| short)
}

/// The name of a weekday.
#[must_use]
pub fn weekday(day: NaiveDate) -> &'static str {
    words::WEEKDAYS_ALL.get(day.weekday().num_days_from_monday() as usize).map_or("", |(_, long)| long)
}

/// The short name of a weekday.
#[must_use]
pub fn weekday_short(day: NaiveDate) -> &'static str {
    words::WEEKDAYS_ALL.get(day.weekday().num_days_from_monday() as usize).map_or("", |(short, _)| short)
}

/// `26 November 2026`.
#[must_use]
pub fn long_date(day: NaiveDate) -> String {
    words::long_date(&day.day(), &month(day.month()), &day.year())
}

/// `Thursday 26 November 2026`.
#[must_use]
pub fn full_date(day: NaiveDate) -> String {
    words::full_date(&weekday(day), &day.day(), &month(day.month()), &day.year())
}

/// `Thu 26 Nov`, with the year when it is not `year`.
#[must_use]
pub fn short_date(day: NaiveDate, year: i32) -> String {
    let short = words::short_date(&weekday_short(day), &day.day(), &month_short(day.month()));
    if day.year() == year { short } else { words::short_date_year(&short, &day.year()) }
}

/// `14:05`.
#[must_use]
pub fn clock_time(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A date known only to the year or month (`2017`, `2017-06`) or to the day, in words.
#[must_use]
pub fn date_with_precision(text: &str) -> String {
    if let Some(day) = date(text) {
        return long_date(day);
    }
    match text.split_once('-') {
        Some((year, number)) => number.parse().map_or_else(|_| text.to_owned(), |number| words::month_year(&month(number), &year)),
        None => text.to_owned(),
    }
}

/// How long ago, in words while it is recent: "11 minutes ago", "Yesterday", then the date.
#[must_use]
pub fn ago(at: DateTime<Utc>) -> String {
    let here = own_zone();
    ago_from(now(), at, &here)
}

fn ago_from(now: DateTime<Utc>, at: DateTime<Utc>, zone: &str) -> String {
    let minutes = (now - at).num_minutes();
    let (today, day) = (wall(now, zone).date(), wall(at, zone).date());
    match usize::try_from(minutes) {
        Ok(0) => words::just_now().to_owned(),
        Ok(minutes) if minutes < 60 => words::minutes_ago(minutes),
        Ok(minutes) if minutes < 24 * 60 && today == day => words::hours_ago(minutes / 60),
        Ok(_) if today.pred_opt() == Some(day) => words::yesterday().to_owned(),
        _ => short_date(day, today.year()),
    }
}

/// A `<time>` that shows how long ago, with the exact time for machines and on pointing.
pub fn time_ago(at: DateTime<Utc>) -> Markup {
    let exact = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let here = wall(at, &own_zone());
    let title = words::date_and_time(&full_date(here.date()), &clock_time(here));
    view! { <time datetime=exact title=title>{ago(at)}</time> }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::{cell::RefCell, collections::HashMap};

    use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
    use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    thread_local! {
        /// Making a formatter is slow, using one is quick.
        static FORMATS: RefCell<HashMap<String, Option<DateTimeFormat>>> = RefCell::new(HashMap::new());
    }

    pub fn wall(at: DateTime<Utc>, zone: &str) -> Option<NaiveDateTime> {
        let parts = parts(at, zone)?;
        let part = |name: &str| -> Option<u32> { value(&parts, name)?.parse().ok() };
        NaiveDate::from_ymd_opt(i32::try_from(part("year")?).ok()?, part("month")?, part("day")?)?.and_hms_opt(
            part("hour")? % 24,
            part("minute")?,
            part("second")?,
        )
    }

    pub fn offset_name(at: DateTime<Utc>, zone: &str) -> Option<String> {
        value(&parts(at, zone)?, "timeZoneName")
    }

    fn parts(at: DateTime<Utc>, zone: &str) -> Option<Array> {
        let format = FORMATS.with_borrow_mut(|formats| formats.entry(zone.to_owned()).or_insert_with(|| format(zone)).clone())?;
        #[allow(clippy::cast_precision_loss)]
        let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
        Some(format.format_to_parts(&date))
    }

    fn value(parts: &Array, name: &str) -> Option<String> {
        parts.iter().find_map(|part| {
            let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
            (kind == name).then(|| Reflect::get(&part, &"value".into()).ok()?.as_string())?
        })
    }

    fn format(zone: &str) -> Option<DateTimeFormat> {
        let options = Object::new();
        for (name, value) in [
            ("timeZone", zone),
            ("hourCycle", "h23"),
            ("calendar", "gregory"),
            ("numberingSystem", "latn"),
            ("year", "numeric"),
            ("month", "numeric"),
            ("day", "numeric"),
            ("hour", "numeric"),
            ("minute", "numeric"),
            ("second", "numeric"),
            ("timeZoneName", "short"),
        ] {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        // The constructor throws on a zone the browser does not know: ask through Reflect, which hands the error back.
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let make: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
        Reflect::construct(&make, &Array::of2(&"en-GB".into(), &options)).ok()?.dyn_into().ok()
    }

    pub fn own_zone() -> Option<String> {
        let format = DateTimeFormat::new(&Array::new(), &Object::new());
        Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        instant(text).unwrap_or_default()
    }

    #[test]
    fn recent_times_are_told_in_words() {
        let now = at("2026-11-22T09:00:00Z");
        for (then, words) in [
            ("2026-11-22T08:59:30Z", "Just now"),
            ("2026-11-22T08:59:00Z", "1 minute ago"),
            ("2026-11-22T08:49:00Z", "11 minutes ago"),
            ("2026-11-22T07:00:00Z", "2 hours ago"),
            ("2026-11-21T23:00:00Z", "Yesterday"),
            ("2026-11-16T09:00:00Z", "Mon 16 Nov"),
            ("2025-11-16T09:00:00Z", "Sun 16 Nov 2025"),
            ("2026-11-26T09:00:00Z", "Thu 26 Nov"),
        ] {
            assert_eq!(ago_from(now, at(then), "UTC"), words, "{then}");
        }
    }

    #[test]
    fn dates_keep_their_precision() {
        assert_eq!(date_with_precision("2017-06"), "June 2017");
        assert_eq!(date_with_precision("2017"), "2017");
        assert_eq!(date_with_precision("2026-11-26"), "26 November 2026");
    }

    #[test]
    fn only_whole_dates_and_times_are_read() {
        assert_eq!(date("2026-11-26").map(|day| day.to_string()).as_deref(), Some("2026-11-26"));
        for odd in ["2026-11", "2026-13-01", "2026-02-30", "26-11-2026", "2026-1-1", "+026-11-26", "", "2026-11-26T10:00"] {
            assert_eq!(date(odd), None, "{odd}");
        }
        assert_eq!(local("2026-11-26T14:05").map(clock_time).as_deref(), Some("14:05"));
        assert_eq!(local("2026-11-26T14:05:30").map(clock_time).as_deref(), Some("14:05"));
        for odd in ["2026-11-26", "2026-11-26T24:00", "2026-11-26T1:00", "2026-11-26 14:00"] {
            assert_eq!(local(odd), None, "{odd}");
        }
    }

    #[test]
    fn zones_are_named_by_their_city() {
        assert_eq!(zone_city("America/New_York"), "New York");
        assert_eq!(zone_city("Asia/Katmandu"), "Kathmandu");
        assert_eq!(zone_city("UTC"), "UTC");
    }
}
