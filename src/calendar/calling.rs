//! A meeting that is being called: what is asked of it before it is sent.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value};

use super::zone::Clock;
use crate::{ui::when, words::calendar as words};

/// What was typed into the form, trimmed.
#[derive(Clone, Debug, Default)]
pub struct Calling {
    /// What it is called.
    pub title: String,
    /// Its kind's code.
    pub kind: String,
    /// `2027-03-28`.
    pub date: String,
    /// `14:00`.
    pub start: String,
    /// `15:30`.
    pub end: String,
    /// `first` or `second`, when the start comes twice.
    pub which: String,
    /// `online`, `in_person` or `hybrid`.
    pub mode: String,
    /// Where people meet in person.
    pub venue: String,
    /// Where people meet online.
    pub join_url: String,
    /// What it is for.
    pub purpose: String,
    /// A TLP label.
    pub sharing: String,
}

/// Form fields, each with what is wrong about it.
pub type Wrong = Vec<(String, String)>;

impl Calling {
    /// Whether its start is a wall time that comes twice on that day.
    #[must_use]
    pub fn starts_twice(&self, clock: Clock) -> bool {
        when::local(&format!("{}T{}", self.date, self.start)).is_some_and(|local| clock.instants(local).len() > 1)
    }

    /// The portal fields of the new meeting, or everything that needs another look.
    pub fn judged(&self, clock: Clock, now: DateTime<Utc>) -> Result<Map<String, Value>, Wrong> {
        let mut wrong = Wrong::new();
        let mut blame = |is_wrong: bool, field: &str, text: &str| {
            if is_wrong {
                wrong.push((field.to_owned(), text.to_owned()));
            }
        };
        blame(self.title.is_empty(), "title", words::title_missing());
        blame(words::kind(&self.kind).is_none(), "kind", words::kind_missing());
        let date = when::date(&self.date);
        blame(date.is_none(), "startDate", words::date_missing());

        let wall = |time: &str| when::local(&format!("{}T{time}", date?));
        let some_time = |time: &str| when::local(&format!("2000-01-01T{time}")).is_some();
        blame(!some_time(&self.start), "startLocal", words::start_missing());
        blame(!some_time(&self.end), "endLocal", words::end_missing());
        let skipped = |time: &str| {
            let day = date.map(when::full_date).unwrap_or_default();
            words::time_skipped(&time, &day, &when::zone_city(clock.zone))
        };

        let (start_local, end_local) = (wall(&self.start), wall(&self.end));
        let starts = start_local.map(|local| clock.instants(local)).unwrap_or_default();
        let ends = end_local.map(|local| clock.instants(local)).unwrap_or_default();
        blame(start_local.is_some() && starts.is_empty(), "startLocal", &skipped(&self.start));
        blame(end_local.is_some() && ends.is_empty(), "endLocal", &skipped(&self.end));
        blame(starts.len() > 1 && !matches!(self.which.as_str(), "first" | "second"), "which", words::which_missing());
        let start = if self.which == "second" { starts.last() } else { starts.first() }.copied();
        // An end that comes twice means the first one after the start.
        let end = ends.iter().copied().find(|end| start.is_none_or(|start| *end > start));
        blame(start.is_some_and(|start| start < now), "startLocal", words::time_past());
        blame(!ends.is_empty() && end.is_none(), "endLocal", words::end_early());

        blame(!self.join_url.is_empty() && !self.join_url.starts_with("https://"), "joinUrl", words::join_wrong());
        blame(words::sharing_meaning(&self.sharing).is_none(), "sharing", words::sharing_missing());
        let (Some(start), Some(end), Some(start_local), Some(end_local), true) = (start, end, start_local, end_local, wrong.is_empty())
        else {
            return Err(wrong);
        };

        let local = |at: chrono::NaiveDateTime| format!("{}T{}", at.date(), when::clock_time(at));
        let mut fields = Map::new();
        let mut put = |name: &str, text: &str| {
            if !text.is_empty() {
                fields.insert(name.to_owned(), text.into());
            }
        };
        put("title", &self.title);
        put("kind", &self.kind);
        put("status", "scheduled");
        put("startLocal", &local(start_local));
        put("endLocal", &local(end_local));
        put("timeZone", clock.zone);
        put("start", &start.to_rfc3339_opts(SecondsFormat::Secs, true));
        put("end", &end.to_rfc3339_opts(SecondsFormat::Secs, true));
        put("mode", &self.mode);
        put("venue", if self.mode == "online" { "" } else { &self.venue });
        put("joinUrl", if self.mode == "in_person" { "" } else { &self.join_url });
        put("purpose", &self.purpose);
        put("sharing", &self.sharing);
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::zone::rules::LONDON;

    fn calling(date: &str, start: &str, end: &str) -> Calling {
        Calling {
            title: "Roads closed".into(),
            kind: "urgent".into(),
            date: date.into(),
            start: start.into(),
            end: end.into(),
            mode: "online".into(),
            venue: "left over".into(),
            sharing: "TLP:AMBER".into(),
            ..Calling::default()
        }
    }

    fn judged(calling: &Calling) -> Result<Map<String, Value>, Wrong> {
        calling.judged(LONDON, when::instant("2026-10-20T09:00:00Z").unwrap())
    }

    fn wrong(calling: &Calling) -> Vec<String> {
        judged(calling).unwrap_err().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn wall_times_and_instants_go_together() {
        let fields = judged(&calling("2027-06-10", "14:00", "15:30")).unwrap();
        let held = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        assert_eq!((held("startLocal"), held("start")), ("2027-06-10T14:00", "2027-06-10T13:00:00Z"));
        assert_eq!((held("endLocal"), held("end")), ("2027-06-10T15:30", "2027-06-10T14:30:00Z"));
        assert_eq!((held("timeZone"), held("status")), ("Europe/London", "scheduled"));
        assert!(!fields.contains_key("venue"), "an online meeting has none");
    }

    #[test]
    fn a_time_that_does_not_exist_is_refused_with_the_reason() {
        let problems = judged(&calling("2027-03-28", "01:30", "03:00")).unwrap_err();
        let text = "01:30 does not exist on Sunday 28 March 2027: the clocks in London go forward and jump over it. Choose an earlier or a later time.";
        assert_eq!(problems, [("startLocal".to_owned(), text.to_owned())]);
        assert_eq!(wrong(&calling("2027-03-28", "00:30", "01:15")), ["endLocal"]);
    }

    #[test]
    fn a_time_that_comes_twice_is_asked_once() {
        let mut twice = calling("2026-10-25", "01:30", "01:15");
        assert!(twice.starts_twice(LONDON));
        assert_eq!(wrong(&twice), ["which"]);
        twice.which = "first".into();
        let fields = judged(&twice).unwrap();
        assert_eq!(fields.get("start").and_then(Value::as_str), Some("2026-10-25T00:30:00Z"));
        assert_eq!(fields.get("end").and_then(Value::as_str), Some("2026-10-25T01:15:00Z"), "the second 01:15, 45 minutes later");
        twice.which = "second".into();
        assert_eq!(wrong(&twice), ["endLocal"]);
        assert!(!calling("2026-10-26", "01:30", "02:00").starts_twice(LONDON));
    }

    #[test]
    fn what_is_missing_or_impossible_is_named() {
        assert_eq!(wrong(&Calling::default()), ["title", "kind", "startDate", "startLocal", "endLocal", "sharing"]);
        assert_eq!(wrong(&calling("2026-12-01", "14:00", "14:00")), ["endLocal"]);
        assert_eq!(wrong(&calling("2026-10-01", "14:00", "15:00")), ["startLocal"]);
        assert_eq!(wrong(&Calling { join_url: "javascript:x".into(), ..calling("2026-12-01", "14:00", "15:00") }), ["joinUrl"]);
    }
}
