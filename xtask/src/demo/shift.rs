//! Moves the whole dataset by weeks, so that it lies around another day.

use serde_json::Value;

use super::clock;
use super::{Dataset, Record};

const WEEK_DAYS: i64 = 7;
const WEEK_SECONDS: i64 = 604_800;

/// Moves every date and time by whole weeks. The weekday and the time on a
/// London clock stay; a meeting's instants are worked out again from its wall
/// times. Dates known only to the month or year stay as they are.
pub fn shift(dataset: &mut Dataset, weeks: i64) {
    if weeks == 0 {
        return;
    }
    if let Some(moved) = moved(&dataset.anchor, weeks) {
        dataset.anchor = moved;
    }
    for (name, records) in &mut dataset.records {
        for record in records {
            for value in record.values_mut() {
                walk(value, weeks);
            }
            if name == "meetings" {
                set_instants(record);
            }
        }
    }
}

fn walk(value: &mut Value, weeks: i64) {
    match value {
        Value::String(text) => {
            if let Some(moved) = moved(text, weeks) {
                *text = moved;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, weeks)),
        Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, weeks)),
        _ => {}
    }
}

fn moved(text: &str, weeks: i64) -> Option<String> {
    if let Some(days) = clock::read_date(text) {
        return Some(clock::write_date(days + weeks * WEEK_DAYS));
    }
    if let Some(wall) = clock::read_local(text) {
        return Some(clock::write_local(wall + weeks * WEEK_SECONDS));
    }
    let wall = clock::wall_of(clock::read_instant(text)?) + weeks * WEEK_SECONDS;
    Some(clock::write_instant(clock::instant_of(wall, false)))
}

/// Fills `start` and `end` from the wall times (or, for whole days, dates).
pub fn set_instants(meeting: &mut Record) {
    let later = meeting.get("fold").and_then(Value::as_i64) == Some(1);
    let text = |field: &str| meeting.get(field).and_then(Value::as_str).unwrap_or_default();
    let (start, end) = if meeting.get("allDay").and_then(Value::as_bool) == Some(true) {
        let midnight = |field, more| clock::read_date(text(field)).map(|day| (day + more) * 86_400);
        (midnight("startDate", 0), midnight("endDate", 1))
    } else {
        (clock::read_local(text("startLocal")), clock::read_local(text("endLocal")))
    };
    for (field, wall) in [("start", start), ("end", end)] {
        if let Some(wall) = wall {
            let instant = clock::instant_of(wall, later);
            meeting.insert(field.to_owned(), Value::String(clock::write_instant(instant)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn text<'a>(record: &'a Record, field: &str) -> &'a str {
        record.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    #[test]
    fn wall_time_and_weekday_survive_clock_changes() {
        let before = sample().clone();
        for weeks in [-30, -4, 1, 5, 19, 52, 104] {
            let mut after = before.clone();
            shift(&mut after, weeks);
            let pairs = before.records["meetings"].iter().zip(&after.records["meetings"]);
            for (old, new) in pairs {
                assert_eq!(text(old, "startLocal").get(10..), text(new, "startLocal").get(10..));
                let days = |record| clock::read_instant(text(record, "start")).map(clock::wall_of);
                let (old_wall, new_wall) = (days(old).unwrap(), days(new).unwrap());
                // A wall time that does not exist on the new day moves on by the missing hour.
                let drift = new_wall - old_wall - weeks * WEEK_SECONDS;
                assert!(drift == 0 || drift == 3_600, "{} {weeks}", text(old, "ref"));
                let weekday = |wall: i64| clock::weekday(wall.div_euclid(86_400));
                assert_eq!(weekday(old_wall), weekday(new_wall));
            }
            let pairs = before.records["alerts"].iter().zip(&after.records["alerts"]);
            for (old, new) in pairs {
                let wall = |record| clock::read_instant(text(record, "sent")).map(clock::wall_of);
                assert_eq!(wall(old).unwrap() + weeks * WEEK_SECONDS, wall(new).unwrap());
            }
        }
    }

    #[test]
    fn nothing_moves_by_no_weeks_and_the_anchor_moves_with_the_rest() {
        let before = sample().clone();
        let mut after = before.clone();
        shift(&mut after, 0);
        assert_eq!(before, after);
        shift(&mut after, 2);
        assert_eq!(after.anchor, "2026-12-06T09:00:00Z");
    }

    #[test]
    fn whole_months_and_years_stay() {
        assert_eq!(moved("2017-06", 5), None);
        assert_eq!(moved("2019", 5), None);
        assert_eq!(moved("2026-11-22", 1).as_deref(), Some("2026-11-29"));
    }
}
