//! One meeting as an iCalendar file (RFC 5545).

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Utc};

use super::{
    meeting::{Meeting, said},
    zone::Clock,
};
use crate::{ui::when, words::calendar as words};

/// Writes the file of one meeting. `page` is the address of the meeting's page, `host` the portal's name in its UID.
/// Of a meeting whose label is TLP:RED or TLP:AMBER+STRICT nothing is told but when it is and where to read more.
#[must_use]
pub fn calendar_file(meeting: &Meeting, clock: Clock, page: &str, host: &str, now: DateTime<Utc>) -> String {
    let mut file = File::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Commonwatch//Calendar//EN", "CALSCALE:GREGORIAN"] {
        file.line(line);
    }
    // A zone of another form could not stand in a TZID parameter: such times are written in UTC.
    let zoned = clock.zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte)) && clock.zone.contains('/');
    if zoned && !meeting.all_day {
        time_zone(&mut file, meeting, clock);
    }
    file.line("BEGIN:VEVENT");
    event(&mut file, meeting, clock, zoned, now, host);
    words_of(&mut file, meeting, page);
    file.line("END:VEVENT");
    file.line("END:VCALENDAR");
    file.0
}

fn event(file: &mut File, meeting: &Meeting, clock: Clock, zoned: bool, now: DateTime<Utc>, host: &str) {
    let series = said(meeting.series.as_ref());
    // Occurrences of a series share its UID and are told apart by RECURRENCE-ID (§3.8.4.4).
    file.text("UID", &format!("{}@{host}", series.unwrap_or(&meeting.id)));
    let updated = meeting.updated.as_deref().and_then(when::instant);
    file.line(&format!("DTSTAMP:{}", utc(updated.unwrap_or(now))));
    if let Some(updated) = updated {
        file.line(&format!("LAST-MODIFIED:{}", utc(updated)));
    }
    let (first, last) = meeting.days(clock);
    let ruled = meeting.recurrence_id.as_deref().and_then(when::local);
    if meeting.all_day {
        file.line(&format!("DTSTART;VALUE=DATE:{}", date(first)));
        // The end is the first day that it does not touch (§3.6.1).
        file.line(&format!("DTEND;VALUE=DATE:{}", date(last + Days::new(1))));
        if series.is_some() {
            file.line(&format!("RECURRENCE-ID;VALUE=DATE:{}", date(ruled.map_or(first, |ruled| ruled.date()))));
        }
    } else {
        let (start, end) = (meeting.wall_start(clock), meeting.wall_end(clock));
        // A wall time that comes twice means the first of the two (§3.3.5): the second can only be written in UTC.
        let as_shown = |wall, at| zoned && clock.instants(wall).first() == Some(&at);
        if as_shown(start, meeting.begins()) && as_shown(end, meeting.ends()) {
            file.line(&format!("DTSTART;TZID={}:{}", clock.zone, local(start)));
            file.line(&format!("DTEND;TZID={}:{}", clock.zone, local(end)));
        } else {
            file.line(&format!("DTSTART:{}", utc(meeting.begins())));
            file.line(&format!("DTEND:{}", utc(meeting.ends())));
        }
        if series.is_some() {
            let ruled = ruled.unwrap_or(start);
            match clock.instants(ruled).first() {
                Some(at) if !zoned => file.line(&format!("RECURRENCE-ID:{}", utc(*at))),
                _ if zoned => file.line(&format!("RECURRENCE-ID;TZID={}:{}", clock.zone, local(ruled))),
                _ => {}
            }
        }
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    file.line(&format!("SEQUENCE:{}", meeting.sequence.unwrap_or_default().max(0.0) as u32));
    file.line(match meeting.status.as_deref() {
        Some("cancelled") => "STATUS:CANCELLED",
        Some("draft") => "STATUS:TENTATIVE",
        _ => "STATUS:CONFIRMED",
    });
}

fn words_of(file: &mut File, meeting: &Meeting, page: &str) {
    if meeting.is_guarded() {
        file.text("SUMMARY", words::guarded_title());
        file.text("DESCRIPTION", &format!("{}\n{page}", words::guarded_text()));
        file.line("CLASS:CONFIDENTIAL");
    } else {
        file.text("SUMMARY", &meeting.title);
        let cancelled = said(meeting.cancel_reason.as_ref()).filter(|_| meeting.is_cancelled());
        let parts = [
            cancelled.map(|reason| format!("{}{reason}", words::cancelled_before())),
            said(meeting.theme.as_ref()).map(str::to_owned),
            said(meeting.purpose.as_ref()).map(str::to_owned),
            said(meeting.join_url.as_ref()).map(|address| words::file_join(&address)),
            said(meeting.sharing.as_ref()).map(|label| words::file_sharing(&label)),
            Some(words::file_page(&page)),
        ];
        file.text("DESCRIPTION", &parts.into_iter().flatten().collect::<Vec<_>>().join("\n"));
        let mode = meeting.mode.as_deref().and_then(words::mode);
        if let Some(place) = said(meeting.venue.as_ref()).or(mode) {
            file.text("LOCATION", place);
        }
    }
    file.line(&format!("URL:{page}"));
}

/// The zone's rules for as long as they matter here: one part for each change from the year before to the year after (§3.6.5).
fn time_zone(file: &mut File, meeting: &Meeting, clock: Clock) {
    let ruled = meeting.recurrence_id.as_deref().and_then(when::local).unwrap_or_else(|| meeting.wall_start(clock));
    let first = ruled.year().min(meeting.wall_start(clock).year()) - 1;
    let last = meeting.wall_end(clock).year().max(ruled.year()) + 2;
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN).and_utc();
    let (from, to) = (new_year(first), new_year(last));
    file.line("BEGIN:VTIMEZONE");
    file.line(&format!("TZID:{}", clock.zone));
    let steady = clock.offset(from);
    // What holds before the first change, and always where there is none.
    zone_part(file, "STANDARD", from.naive_utc() + TimeDelta::seconds(steady), steady, steady);
    for change in clock.changes(from, to) {
        let kind = if change.after > change.before { "DAYLIGHT" } else { "STANDARD" };
        // A part begins at the wall time that the old offset gives.
        zone_part(file, kind, change.at.naive_utc() + TimeDelta::seconds(change.before), change.before, change.after);
    }
    file.line("END:VTIMEZONE");
}

fn zone_part(file: &mut File, kind: &str, begins: NaiveDateTime, before: i64, after: i64) {
    file.line(&format!("BEGIN:{kind}"));
    file.line(&format!("DTSTART:{}", local(begins)));
    file.line(&format!("TZOFFSETFROM:{}", offset(before)));
    file.line(&format!("TZOFFSETTO:{}", offset(after)));
    file.line(&format!("END:{kind}"));
}

fn offset(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 == 0 { text } else { format!("{text}{:02}", seconds % 60) }
}

fn digits(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '-' | ':')).collect()
}

fn date(day: NaiveDate) -> String {
    digits(&day.to_string())
}

fn local(at: NaiveDateTime) -> String {
    utc(at.and_utc()).trim_end_matches('Z').to_owned()
}

fn utc(at: DateTime<Utc>) -> String {
    digits(&at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// Content lines: ended by CRLF and folded at 75 octets, never within a character (§3.1).
#[derive(Default)]
struct File(String);

impl File {
    fn line(&mut self, line: &str) {
        let mut width = 0;
        for letter in line.chars().filter(|letter| !letter.is_control()) {
            if width + letter.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(letter);
            width += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property of type TEXT: backslash, semicolon, comma and line ends are escaped (§3.3.11).
    fn text(&mut self, name: &str, text: &str) {
        let mut line = format!("{name}:");
        for letter in text.trim().chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' => line.push_str("\\n"),
                letter => line.push(letter),
            }
        }
        self.line(&line);
    }
}

#[cfg(test)]
mod tests;
