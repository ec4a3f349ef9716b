//! The thirty-six meetings.

use serde_json::{Value, json};

use super::Record;
use super::alerts::alert_id;
use super::cards::{Card, cards, parts};
use super::clock;
use super::organisations::{record, text};
use super::people::takes_part;
use super::seed::{Dice, id};
use super::shift::set_instants;

const FILE: &str = include_str!("meetings.txt");

/// The rule the six-weekly meetings follow, with its first wall time.
pub const RULE: &str = "FREQ=WEEKLY;INTERVAL=6;UNTIL=20270401T130000Z";

/// All meetings in the order of the table.
pub fn meetings(people: &[Record], alerts: &[Record]) -> Vec<Record> {
    let helpers: Vec<&Record> = people
        .iter()
        .filter(|person| {
            takes_part(person)
                && text(person, "directoryVisibility") != "named"
                && text(person, "name").chars().count() < 40
                && person.contains_key("organisation")
        })
        .collect();
    let mut series = 0;
    cards(FILE)
        .iter()
        .enumerate()
        .map(|(place, card)| {
            let in_series = card.get("kind") == "six_weekly";
            let rule = in_series.then_some(series);
            series += i64::from(in_series);
            meeting(place + 1, card, rule, &helpers, alerts)
        })
        .collect()
}

fn meeting(number: usize, card: &Card, rule: Option<i64>, helpers: &[&Record], alerts: &[Record]) -> Record {
    let when = card.words("when");
    let at = |place: usize| when.get(place).cloned().unwrap_or_default();
    let all_day = at(0).len() == 10;
    let mut dice = Dice::new("meeting", &number.to_string());
    let mut roles = dice.some(helpers, 2).into_iter().map(|person| text(person, "name").to_owned());
    let first = clock::days_of(2025, 11, 13);
    let ruled = rule.map(|place| clock::write_local((first + place * 42) * 86_400 + 14 * 3_600));
    let year = at(0).get(..4).unwrap_or_default().to_owned();
    let alert = card.get("alert");
    let known = alerts.iter().any(|record| text(record, "id") == alert_id(alert));
    let join = (card.get("mode") != "in_person").then(|| format!("https://meet.commonwatch.example.org/mt-{year}-{number:03}"));
    let mut made = record(json!({
        "id": id("meeting", &number.to_string()),
        "ref": format!("MT-{year}-{number:03}"),
        "kind": card.get("kind"),
        "title": card.get("title"),
        "status": card.get("status"),
        "allDay": all_day,
        "timeZone": "Europe/London",
        "startLocal": if all_day { String::new() } else { at(0) },
        "endLocal": if all_day { String::new() } else { at(1) },
        "startDate": if all_day { at(0) } else { String::new() },
        "endDate": if all_day { at(1) } else { String::new() },
        "fold": card.number("fold"),
        "mode": card.get("mode"),
        "venue": card.get("venue"),
        "joinUrl": join,
        "capacity": card.number("capacity"),
        "quorum": card.number("quorum"),
        "sharing": format!("TLP:{}", card.get("sharing")),
        "chathamHouse": card.get("chatham") == "yes",
        "purpose": card.get("purpose"),
        "theme": card.get("theme"),
        "chair": roles.next(),
        "noteTaker": roles.next(),
        "agenda": agenda(card),
        "minutes": card.body,
        "motions": motions(card),
        "speaker": card.get("speaker"),
        "recordingUrl": card.get("recording"),
        "papersUrl": card.get("papers"),
        "cancelReason": card.get("reason"),
        "series": rule.map(|_| "SE-2025-01"),
        "rrule": rule.map(|_| RULE),
        "recurrenceId": ruled,
        "sequence": card.number("sequence").unwrap_or_default(),
        "fromAlert": known.then(|| alert_id(alert)),
        "updated": clock::london(card.get("updated")),
    }));
    set_instants(&mut made);
    made
}

fn agenda(card: &Card) -> Vec<Value> {
    card.all("item")
        .map(|line| {
            let parts = parts(line, '|');
            let part = |place: usize| parts.get(place).map(String::as_str).unwrap_or_default();
            json!({"minutes": part(0).parse::<u32>().unwrap_or_default(), "kind": part(1), "title": part(2)})
        })
        .collect()
}

fn motions(card: &Card) -> Vec<Value> {
    card.all("motion")
        .map(|line| {
            let parts = parts(line, '|');
            let part = |place: usize| parts.get(place).map(String::as_str).unwrap_or_default();
            let vote = |place: usize| part(place).parse::<u32>().unwrap_or_default();
            json!({"text": part(0), "for": vote(1), "against": vote(2), "abstain": vote(3), "outcome": part(4)})
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::sample;
    use super::*;

    const TABLE: &str = include_str!("meetings-table.txt");

    fn all() -> Vec<Record> {
        sample().records["meetings"].clone()
    }

    #[test]
    fn every_time_is_the_one_in_the_table() {
        let meetings = all();
        assert_eq!(meetings.len(), 36);
        for (meeting, line) in meetings.iter().zip(TABLE.lines()) {
            let words: Vec<&str> = line.split(' ').collect();
            let (start, end) = (text(meeting, "start"), text(meeting, "end"));
            assert_eq!((start.get(..16), end.get(..16)), (words.get(1).copied(), words.get(2).copied()), "{line}");
            let minutes = clock::read_instant(end).unwrap() - clock::read_instant(start).unwrap();
            if text(meeting, "allDay") != "true" && words[3] != "-" {
                assert_eq!(minutes / 60, words[3].parse::<i64>().unwrap(), "{line}");
            }
        }
    }

    #[test]
    fn the_kinds_and_states_are_the_planned_ones() {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for meeting in all() {
            *kinds.entry(text(&meeting, "kind").to_owned()).or_default() += 1;
        }
        let expected = [("agm", 2), ("expert_talk", 6), ("goal_workshop", 2), ("six_weekly", 13), ("social", 5), ("urgent", 8)];
        assert_eq!(kinds.iter().map(|(kind, count)| (kind.as_str(), *count)).collect::<Vec<_>>(), expected);
        let count = |status: &str| all().iter().filter(|one| text(one, "status") == status).count();
        assert_eq!((count("held"), count("cancelled"), count("scheduled")), (26, 2, 8));
        let bare: Vec<_> = all()
            .iter()
            .filter(|one| text(one, "status") == "held" && !one.contains_key("minutes"))
            .map(|one| text(one, "ref").to_owned())
            .collect();
        assert_eq!(bare, ["MT-2026-028"]);
        let plain = all().iter().filter(|one| !one.contains_key("agenda")).count();
        assert_eq!(plain, 1);
        assert!(all().iter().any(|one| one.get("agenda").and_then(Value::as_array).is_some_and(|items| items.len() == 25)));
    }

    #[test]
    fn moved_meetings_keep_the_date_the_rule_gave() {
        let meetings = all();
        let at = |number: usize| meetings.get(number - 1).unwrap();
        assert_eq!(text(at(7), "recurrenceId"), "2025-12-25T14:00");
        assert_eq!(text(at(23), "recurrenceId"), "2026-09-03T14:00");
        assert_eq!(text(at(36), "recurrenceId"), "2027-04-01T14:00");
        assert!([7, 19, 21, 23].iter().all(|number| at(*number)["sequence"].as_i64() > Some(0)));
        assert!(at(16).contains_key("fromAlert"));
    }
}
