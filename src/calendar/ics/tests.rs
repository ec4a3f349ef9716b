//! What the iCalendar file holds, line by line.

use super::*;
use crate::calendar::{
    meeting::tests::{m27, m31, m33, timed},
    zone::rules::{KATHMANDU, LONDON},
};

const PAGE: &str = "https://portal.example.org/calendar/m1";

fn file(meeting: &Meeting, clock: Clock) -> String {
    calendar_file(meeting, clock, PAGE, "portal.example.org", when::instant("2026-11-22T09:00:00Z").unwrap())
}

/// The lines, unfolded as a reader does.
fn lines(meeting: &Meeting, clock: Clock) -> Vec<String> {
    file(meeting, clock).replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn has(meeting: &Meeting, line: &str) -> bool {
    lines(meeting, LONDON).iter().any(|held| held == line)
}

fn agm() -> Meeting {
    Meeting {
        id: "m1".into(),
        title: "Annual general meeting; papers, motions".into(),
        status: Some("scheduled".into()),
        venue: Some("Brackenhithe House, upper hall".into()),
        purpose: Some("Line one\nLine two \\ end".into()),
        sharing: Some("TLP:GREEN".into()),
        sequence: Some(2.0),
        ..timed("2026-12-03T10:00", "2026-12-03T13:00", "2026-12-03T10:00:00Z", "2026-12-03T13:00:00Z")
    }
}

#[test]
fn a_meeting_is_written_line_by_line() {
    let expected = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Commonwatch//Calendar//EN
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:20250101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251026T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20270328T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20271031T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:m1@portal.example.org
DTSTAMP:20261122T090000Z
DTSTART;TZID=Europe/London:20261203T100000
DTEND;TZID=Europe/London:20261203T130000
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Annual general meeting\\; papers\\, motions
DESCRIPTION:Line one\\nLine two \\\\ end\\nSharing: TLP:GREEN\\nMore: https://portal.example.org/calendar/m1
LOCATION:Brackenhithe House\\, upper hall
URL:https://portal.example.org/calendar/m1
END:VEVENT
END:VCALENDAR";
    assert_eq!(lines(&agm(), LONDON).join("\n"), expected);
}

#[test]
fn lines_end_in_crlf_and_fold_between_characters() {
    let meeting = Meeting { title: "Мировест ﷽ سروند ".repeat(20), ..agm() };
    let text = file(&meeting, LONDON);
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert!(text.split("\r\n").any(|line| line.len() >= 72), "lines are filled");
    assert!(text.replace("\r\n ", "").contains(meeting.title.trim()));
}

#[test]
fn whole_days_end_on_the_day_after() {
    assert!(has(&m33(), "DTSTART;VALUE=DATE:20270128"));
    assert!(has(&m33(), "DTEND;VALUE=DATE:20270130"));
    assert!(!has(&m33(), "BEGIN:VTIMEZONE"));
    assert!(has(&m31(), "DTEND;TZID=Europe/London:20261211T003000"));
}

#[test]
fn the_second_of_two_equal_hours_is_written_in_utc() {
    assert!(has(&m27(), "DTSTART:20261025T013000Z"));
    assert!(has(&m27(), "DTEND:20261025T021500Z"));
}

#[test]
fn occurrences_of_a_series_keep_the_place_that_the_rule_gave() {
    let moved = Meeting {
        series: Some("six-weekly".into()),
        recurrence_id: Some("2025-12-25T14:00".into()),
        updated: Some("2025-12-01T10:00:00Z".into()),
        ..timed("2026-01-08T14:00", "2026-01-08T15:30", "2026-01-08T14:00:00Z", "2026-01-08T15:30:00Z")
    };
    for line in [
        "UID:six-weekly@portal.example.org",
        "RECURRENCE-ID;TZID=Europe/London:20251225T140000",
        "DTSTART;TZID=Europe/London:20260108T140000",
        "DTSTAMP:20251201T100000Z",
        "LAST-MODIFIED:20251201T100000Z",
    ] {
        assert!(has(&moved, line), "{line}");
    }
    assert!(has(&moved, "DTSTART:20240331T010000"), "the zone's rules reach back to the year before the rule's date");
    let unmoved = Meeting { recurrence_id: None, ..moved };
    assert!(has(&unmoved, "RECURRENCE-ID;TZID=Europe/London:20260108T140000"));
    assert!(!lines(&agm(), LONDON).iter().any(|line| line.starts_with("RECURRENCE-ID")));
}

#[test]
fn status_tells_cancelled_and_draft() {
    let cancelled = Meeting { status: Some("cancelled".into()), cancel_reason: Some("The speaker is ill.".into()), ..agm() };
    assert!(has(&cancelled, "STATUS:CANCELLED"));
    assert!(lines(&cancelled, LONDON).iter().any(|line| line.starts_with("DESCRIPTION:Cancelled: The speaker is ill.\\n")));
    assert!(has(&Meeting { status: Some("draft".into()), ..agm() }, "STATUS:TENTATIVE"));
}

#[test]
fn a_guarded_meeting_tells_only_when_and_where_to_read_more() {
    for label in ["TLP:RED", "TLP:AMBER+STRICT"] {
        let guarded = Meeting {
            sharing: Some(label.into()),
            join_url: Some("https://meet.example.org/x".into()),
            theme: Some("Theme".into()),
            ..agm()
        };
        let text = file(&guarded, LONDON);
        assert!(has(&guarded, "SUMMARY:Coalition meeting") && has(&guarded, "CLASS:CONFIDENTIAL"));
        for secret in ["Annual", "Brackenhithe", "Line one", "meet.example.org", "Theme"] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
    assert!(has(&agm(), "LOCATION:Brackenhithe House\\, upper hall"));
}

#[test]
fn zones_without_changes_and_zones_of_another_form() {
    let mut meeting = timed("2026-12-03T15:45", "2026-12-03T16:45", "2026-12-03T10:00:00Z", "2026-12-03T11:00:00Z");
    let text = lines(&meeting, KATHMANDU).join("\n");
    assert!(text.contains(
        "TZID:Asia/Kathmandu\nBEGIN:STANDARD\nDTSTART:20250101T054500\nTZOFFSETFROM:+0545\nTZOFFSETTO:+0545\nEND:STANDARD\nEND:VTIMEZONE"
    ));
    assert!(text.contains("DTSTART;TZID=Asia/Kathmandu:20261203T154500"));
    meeting.start_local = None;
    let clock = Clock { zone: "UTC:X\r\nATTENDEE", ..LONDON };
    let text = lines(&meeting, clock).join("\n");
    assert!(text.contains("DTSTART:20261203T100000Z") && !text.contains("TZID") && !text.contains("ATTENDEE"));
}

#[test]
fn nothing_breaks_out_of_its_line() {
    let meeting = Meeting { id: "a\r\nATTENDEE:x".into(), title: "a\r\nATTENDEE:mailto:x@example.org".into(), ..agm() };
    assert!(!lines(&meeting, LONDON).iter().any(|line| line.starts_with("ATTENDEE")));
}
