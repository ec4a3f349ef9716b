//! The support board: sixty requests and offers.

use serde_json::json;

use super::Record;
use super::cards::{Card, cards};
use super::clock;
use super::organisations::{record, text};
use super::people::takes_part;
use super::seed::{Dice, id};

const FILE: &str = include_str!("support.txt");

/// All items, oldest first.
pub fn support_items(organisations: &[Record], people: &[Record]) -> Vec<Record> {
    let authors: Vec<&Record> = people
        .iter()
        .filter(|person| {
            takes_part(person) && matches!(text(person, "directoryVisibility"), "members" | "public") && person.contains_key("organisation")
        })
        .collect();
    let mut cards = cards(FILE);
    cards.sort_by(|one, other| one.get("at").cmp(other.get("at")));
    let mut numbers = [0_u32; 2];
    cards
        .iter()
        .map(|card| {
            let year = card.get("at").get(..4).unwrap_or_default().to_owned();
            let mut number = 0;
            if let Some(count) = numbers.get_mut(usize::from(year == "2026")) {
                *count += 1;
                number = *count;
            }
            item(card, &format!("SB-{year}-{number:03}"), &authors, organisations)
        })
        .collect()
}

fn item(card: &Card, name: &str, authors: &[&Record], organisations: &[Record]) -> Record {
    let mut dice = Dice::new("support", name);
    let wanted = card.number("by").and_then(|number| usize::try_from(number).ok());
    let home = wanted.and_then(|number| organisations.get(number - 1)).map(|found| text(found, "id"));
    let near: Vec<&Record> = authors.iter().filter(|person| home == Some(text(person, "organisation"))).copied().collect();
    let author = if near.is_empty() { dice.pick(authors) } else { dice.pick(&near) };
    let author = author.copied();
    let anonymous = card.get("anonymous") == "yes";
    let field = |name: &str| author.map(|person| text(person, name).to_owned());
    let days = card.words("days");
    let mut made = record(json!({
        "id": id("support", name),
        "ref": name,
        "kind": card.get("kind"),
        "topic": card.get("topic"),
        "title": card.get("title"),
        "body": card.body,
        "anonymous": anonymous,
        "capacity": card.number("places"),
        "hoursPerMonth": card.get("hours").parse::<f64>().ok(),
        "costPence": card.number("pence"),
        "from": days.first(),
        "until": days.get(1),
        "status": card.get("status"),
        "created": clock::london(card.get("at")),
    }));
    if anonymous {
        made.insert("trueAuthor".to_owned(), json!(field("id")));
    } else {
        made.insert("author".to_owned(), json!(field("id")));
        made.insert("authorName".to_owned(), json!(field("name")));
        made.insert("organisationName".to_owned(), json!(field("organisationName")));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_board_is_the_planned_one() {
        let data = sample();
        let all = &data.records["supportItems"];
        let count = |field: &str, value: &str| all.iter().filter(|one| text(one, field) == value).count();
        assert_eq!(all.len(), 60);
        assert_eq!((count("kind", "request"), count("kind", "offer")), (34, 26));
        assert_eq!((count("status", "matched"), count("status", "expired")), (11, 6));
        assert_eq!(count("status", "withdrawn"), 2);
        for topic in ["staff_care", "fundraising", "programme_change", "charity_duties", "safety", "languages", "peer_listening", "space"] {
            assert!(count("topic", topic) >= 4, "{topic}");
        }
        let hidden: Vec<_> = all.iter().filter(|one| one["anonymous"] == true).collect();
        assert_eq!(hidden.len(), 9);
        for one in hidden {
            assert!(one.contains_key("trueAuthor"));
            assert!(!one.contains_key("author") && !one.contains_key("authorName"));
        }
    }

    #[test]
    fn numbers_that_are_hard_to_show_are_there() {
        let data = sample();
        let all = &data.records["supportItems"];
        assert!(all.iter().any(|one| one.get("hoursPerMonth") == Some(&json!(0.0))));
        assert!(all.iter().any(|one| one.get("hoursPerMonth") == Some(&json!(0.5))));
        assert!(all.iter().any(|one| one.get("costPence") == Some(&json!(0))));
        assert!(all.iter().any(|one| one.get("costPence") == Some(&json!(1_234_567))));
        assert!(all.iter().any(|one| text(one, "title").starts_with("=SUM(1)")));
        assert!(all.iter().any(|one| text(one, "title").contains("<b>")));
    }
}
