//! Six hundred and twenty replies to meetings.

use serde_json::json;

use super::organisations::{record, text};
use super::people::takes_part;
use super::seed::{Dice, id};
use super::{Account, Record};

/// How many people answered each meeting, in the order of the table.
const COUNTS: [usize; 36] = [
    25, 15, 17, 29, 18, 16, 21, 23, 24, 15, 13, 24, 9, 19, 22, 16, 24, 17, 11, 20, 18, 13, 23, 25, 18, 24, 8, 17, 21, 23, 14, 9, 14, 5, 6,
    4,
];

const NEEDS: [&str; 8] = [
    "Captions, please",
    "Step-free venue",
    "British Sign Language interpreter",
    "Vegetarian food",
    "A quiet corner for breaks",
    "Papers two days before",
    "Halal food",
    "Large print papers",
];

/// All replies; nobody answers the same meeting twice.
pub fn replies(meetings: &[Record], people: &[Record], accounts: &[Account]) -> Vec<Record> {
    let able: Vec<&Record> = people.iter().filter(|person| takes_part(person) && text(person, "directoryVisibility") != "named").collect();
    let member = accounts.first().map(|account| account.person.as_str()).unwrap_or_default();
    let mut made = Vec::new();
    for (number, (meeting, count)) in meetings.iter().zip(COUNTS).enumerate() {
        let mut dice = Dice::new("replies", text(meeting, "ref"));
        // The member has not yet answered the next meeting: the visitor can.
        let next = number == 28;
        let able: Vec<&Record> = able.iter().filter(|person| !(next && text(person, "id") == member)).copied().collect();
        for (place, person) in dice.some(&able, count).into_iter().enumerate() {
            made.push(reply(meeting, number + 1, place, person, &mut dice));
        }
    }
    made
}

fn reply(meeting: &Record, number: usize, place: usize, person: &Record, dice: &mut Dice) -> Record {
    let full = number == 24;
    let answer = match text(meeting, "mode") {
        _ if full => "in_person".to_owned(),
        "online" => dice.word(&["remote", "remote", "remote", "remote", "remote", "remote", "maybe", "apologies", "apologies"]),
        "hybrid" => dice.word(&["in_person", "in_person", "in_person", "remote", "remote", "remote", "maybe", "apologies"]),
        _ => dice.word(&["in_person", "in_person", "in_person", "in_person", "in_person", "maybe", "apologies"]),
    };
    let waits = (full && place >= 20).then(|| place - 19);
    let needs = match (number, place) {
        (18, 0) => "British Sign Language interpreter and captions".to_owned(),
        (18, 1) => "Captions, please".to_owned(),
        _ if dice.chance(9) && answer != "apologies" => dice.word(&NEEDS),
        _ => String::new(),
    };
    let key = format!("{number}/{}", text(person, "id"));
    let attended = (text(meeting, "status") == "held" && waits.is_none())
        .then(|| matches!(answer.as_str(), "in_person" | "remote") && dice.chance(92));
    record(json!({
        "id": id("reply", &key),
        "meeting": text(meeting, "id"),
        "person": text(person, "id"),
        "personName": text(person, "name"),
        "answer": answer,
        "waitPosition": waits,
        "needs": needs,
        "attended": attended,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn there_are_six_hundred_and_twenty() {
        assert_eq!(COUNTS.iter().sum::<usize>(), 620);
        let data = sample();
        let replies = &data.records["replies"];
        assert_eq!(replies.len(), 620);
        let pairs: std::collections::BTreeSet<_> = replies.iter().map(|one| (text(one, "meeting"), text(one, "person"))).collect();
        assert_eq!(pairs.len(), 620);
    }

    #[test]
    fn five_people_wait_in_order() {
        let data = sample();
        let social = text(&data.records["meetings"][23], "id").to_owned();
        let here: Vec<_> = data.records["replies"].iter().filter(|one| text(one, "meeting") == social).collect();
        let waiting: Vec<i64> = here.iter().filter_map(|one| one.get("waitPosition")).filter_map(|place| place.as_i64()).collect();
        assert_eq!(waiting, [1, 2, 3, 4, 5]);
        assert_eq!(here.len() - waiting.len(), 20);
    }
}
