//! An alert in words: codes, labels, times and what is left of them.

use chrono::{DateTime, Utc};
use leptos::prelude::WithValue;

use super::Alert;
use crate::{
    backend::now,
    site::use_site,
    ui::when,
    words::{alerts as words, countries},
};

/// A table of the catalogue: the text of a code.
pub type Table = fn(&str) -> Option<&'static str>;

/// The text of a code; a code that the catalogue does not know stands for itself.
#[must_use]
pub fn named(table: Table, code: &str) -> String {
    table(code).unwrap_or(code).to_owned()
}

/// The texts of codes, in one line.
#[must_use]
pub fn all_named(table: Table, codes: &[String]) -> String {
    codes.iter().map(|code| named(table, code)).collect::<Vec<_>>().join(" · ")
}

/// Codes and texts of a table of the catalogue, as fields want them.
#[must_use]
pub fn options(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
}

/// Codes, texts and a line of help for each, as a choice wants them.
#[must_use]
pub fn choices(rows: &[(&str, &str)], help: Table) -> Vec<(String, String, Option<String>)> {
    rows.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned(), help(code).map(str::to_owned))).collect()
}

/// What the coloured words of a row say: "Severe · Likely", "Opportunity", "All clear", or the kind of message.
#[must_use]
pub fn tone(alert: &Alert) -> String {
    match alert.kind.as_deref() {
        _ if !alert.is("Alert") && !alert.is("Update") => named(words::messages, alert.msg_type.as_deref().unwrap_or_default()),
        Some(kind @ ("opportunity" | "all_clear")) => named(words::kinds, kind),
        _ => match (&alert.severity, &alert.certainty) {
            (Some(severity), Some(certainty)) => {
                words::two_facts(&named(words::severities, severity), &named(words::certainties, certainty))
            }
            (Some(severity), None) => named(words::severities, severity),
            (None, Some(certainty)) => named(words::certainties, certainty),
            (None, None) => named(words::kinds, alert.kind.as_deref().unwrap_or("warning")),
        },
    }
}

/// Where, in a word: the country, or the area where there is none.
#[must_use]
pub fn place_short(alert: &Alert) -> Option<String> {
    match alert.country.as_deref().filter(|code| !code.is_empty()) {
        Some(code) => Some(named(countries::names, code)),
        None => place(alert),
    }
}

/// Where: the area, the country, or both.
#[must_use]
pub fn place(alert: &Alert) -> Option<String> {
    let country = alert.country.as_deref().filter(|code| !code.is_empty()).map(|code| named(countries::names, code));
    match (alert.area_desc.clone().filter(|area| !area.is_empty()), country) {
        (Some(area), Some(country)) if !area.contains(&country) => Some(words::two_facts(&area, &country)),
        (Some(area), _) => Some(area),
        (None, country) => country,
    }
}

/// What a row says of an alert that is not meant: an exercise, a test, a draft.
#[must_use]
pub fn status_short(alert: &Alert) -> Option<String> {
    match alert.status.as_deref() {
        None | Some("Actual") => None,
        Some("Exercise") => Some(match alert.exercise_name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => words::exercise_short(&name),
            None => words::exercise_alone().to_owned(),
        }),
        Some(status) => Some(named(words::statuses, status)),
    }
}

/// What the page says of an alert that is not meant.
#[must_use]
pub fn status_notice(alert: &Alert) -> Option<String> {
    Some(match alert.status.as_deref()? {
        "Exercise" => match alert.exercise_name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => words::exercise_notice(&name),
            None => words::exercise_notice_alone().to_owned(),
        },
        "Test" => words::test_notice().to_owned(),
        "System" => words::system_notice().to_owned(),
        "Draft" => words::draft_notice().to_owned(),
        _ => return None,
    })
}

/// The zone of the coalition; where it names none, the viewer's own.
#[must_use]
pub fn zone() -> String {
    let zone = use_site().with_value(|site| site.time_zone.clone());
    if zone.is_empty() { when::own_zone() } else { zone }
}

/// `Fri 27 Nov`, in the coalition's zone.
#[must_use]
pub fn day(at: DateTime<Utc>) -> String {
    let zone = zone();
    when::short_date(when::wall(at, &zone).date(), chrono::Datelike::year(&when::wall(now(), &zone)))
}

/// `Fri 27 Nov, 17:00 London`.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    let zone = zone();
    let time = when::clock_time(when::wall(at, &zone));
    words::moment(&day(at), &time, &when::zone_city(&zone))
}

/// "2 asks · closes Fri 27 Nov"; nothing where nothing is asked.
#[must_use]
pub fn asks_line(alert: &Alert) -> Option<String> {
    if alert.asks.is_empty() {
        return None;
    }
    let asks = words::asks(alert.asks.len());
    Some(match alert.next_deadline(now()) {
        Some(deadline) if deadline > now() => words::two_facts(&asks, &words::closes(&day(deadline))),
        Some(_) => words::two_facts(&asks, &words::closed()),
        None => asks,
    })
}

/// What is left until a deadline: "5 days left", "the deadline has passed".
#[must_use]
pub fn time_left(deadline: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (deadline - now).num_minutes();
    if deadline <= now {
        return words::deadline_passed().to_owned();
    }
    let minutes = usize::try_from(minutes).unwrap_or_default();
    match minutes {
        0..60 => words::minutes_left(minutes),
        60..2880 => words::hours_left(minutes / 60),
        _ => words::days_left(minutes / (24 * 60)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn alert(value: serde_json::Value) -> Alert {
        crate::backend::FromFields::from_json(value)
    }

    #[test]
    fn what_is_left_is_told_in_the_largest_honest_unit() {
        let at = |text: &str| when::instant(text).unwrap();
        let now = at("2026-11-22T09:00:00Z");
        for (deadline, left) in [
            ("2026-11-27T17:00:00Z", "5 days left"),
            ("2026-11-23T21:00:00Z", "36 hours left"),
            ("2026-11-22T10:00:00Z", "1 hour left"),
            ("2026-11-22T09:01:30Z", "1 minute left"),
            ("2026-11-22T09:00:30Z", "less than a minute left"),
            ("2026-11-22T09:00:00Z", "the deadline has passed"),
        ] {
            assert_eq!(time_left(at(deadline), now), left, "{deadline}");
        }
    }

    #[test]
    fn messages_without_an_info_block_are_plain() {
        assert_eq!(tone(&alert(json!({"msgType": "Ack"}))), "Acknowledgement");
        assert_eq!(tone(&alert(json!({"msgType": "Error"}))), "Error report");
        assert_eq!(tone(&alert(json!({"kind": "warning", "severity": "Severe", "certainty": "Likely"}))), "Severe · Likely");
        assert_eq!(tone(&alert(json!({"kind": "opportunity", "severity": "Minor"}))), "Opportunity");
        assert_eq!(place(&alert(json!({"country": "QQ", "areaDesc": "the outer isles"}))).unwrap(), "the outer isles · Quorrin Isles");
    }

    #[test]
    fn an_exercise_says_so() {
        let exercise = alert(json!({"status": "Exercise", "exerciseName": "LANTERN 2"}));
        assert_eq!(status_short(&exercise).unwrap(), "Exercise LANTERN 2");
        assert_eq!(status_notice(&exercise).unwrap(), "Exercise only: LANTERN 2. This is not a real warning.");
        assert_eq!(status_notice(&alert(json!({"status": "Actual"}))), None);
    }
}
