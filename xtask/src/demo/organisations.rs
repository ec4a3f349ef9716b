//! The forty-eight organisations.

use serde_json::{Value, json};

use super::Record;
use super::cards::{Card, cards};
use super::fold;
use super::seed::{Dice, id};

const FILE: &str = include_str!("organisations.txt");

/// The part of a web or e-mail address that stands for an organisation.
pub fn host(record: &Record) -> String {
    let short = text(record, "shortName");
    let latin = text(record, "nameLatin");
    let name = [short, latin, text(record, "name")].into_iter().find(|name| !fold::plain(name).is_empty());
    fold::slug(name.unwrap_or("member"), 30)
}

/// A text field of a record, or nothing.
pub fn text<'a>(record: &'a Record, field: &str) -> &'a str {
    record.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// Makes a record, leaving out what is not known.
pub fn record(value: Value) -> Record {
    let Value::Object(fields) = value else { return Record::new() };
    fields
        .into_iter()
        .filter(|(_, value)| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => true,
        })
        .collect()
}

/// The id of the organisation with this number in the list.
pub fn organisation_id(number: usize) -> String {
    id("organisation", &number.to_string())
}

/// All organisations, in the order of the list, still without lead contacts.
pub fn organisations() -> Vec<Record> {
    cards(FILE).iter().enumerate().map(|(place, card)| organisation(place + 1, card)).collect()
}

fn organisation(number: usize, card: &Card) -> Record {
    let facts = card.words("facts");
    let fact = |place: usize| facts.get(place).cloned().unwrap_or_default();
    let active = fact(0) != "applicant";
    let mut made = record(json!({
        "id": organisation_id(number),
        "number": number,
        "name": card.get("name"),
        "nameNative": card.get("native"),
        "nameLatin": card.get("latin"),
        "shortName": card.get("short"),
        "lang": if card.get("lang").is_empty() { "en" } else { card.get("lang") },
        "kind": card.get("kind"),
        "summary": card.body.replace('\n', " "),
        "town": card.get("town"),
        "nation": fact(3),
        "regScheme": "X-DEMO",
        "regNumber": format!("X-DEMO-{number:04}"),
        "baseCountry": "GB",
        "strengths": card.list("strengths"),
        "countries": card.words("countries"),
        "languages": card.words("languages"),
        "visibility": fact(1),
        "status": fact(0),
        "size": fact(2).parse::<u32>().unwrap_or_default(),
        "joinedOn": fact(4),
        "incomeBand": Dice::new("income", &number.to_string()).below(4),
    }));
    if fact(0) == "left" {
        made.insert("leftOn".to_owned(), json!("2026-07-31"));
    }
    // One that left and never promised, two that left before the promises began.
    if active && (fact(0) != "left" || number == 40) {
        made.insert("promiseSignedOn".to_owned(), json!(promise_day(number)));
    }
    let web = format!("https://{}.example.org/", host(&made));
    made.insert("website".to_owned(), json!(web));
    made
}

fn promise_day(number: usize) -> String {
    let mut dice = Dice::new("promise", &number.to_string());
    format!("2025-12-{:02}", 4 + dice.below(15))
}

/// Fills `leadContact` from the people who lead each organisation.
pub fn set_leads(organisations: &mut [Record], people: &[Record]) {
    for organisation in organisations {
        let own = text(organisation, "id").to_owned();
        let lead = people.iter().find(|person| {
            let leads = person.get("leads").and_then(Value::as_array);
            leads.is_some_and(|leads| leads.iter().any(|lead| lead == own.as_str()))
        });
        if let Some(lead) = lead {
            organisation.insert("leadContact".to_owned(), json!(text(lead, "id")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(field: &str, value: &str) -> usize {
        organisations().iter().filter(|record| text(record, field) == value).count()
    }

    #[test]
    fn the_splits_are_the_planned_ones() {
        assert_eq!(organisations().len(), 48);
        for (field, value, expected) in [
            ("kind", "charity", 20),
            ("kind", "community_led", 8),
            ("kind", "research", 7),
            ("kind", "network", 5),
            ("kind", "legal_evidence", 4),
            ("kind", "arts_memory", 4),
            ("status", "active", 40),
            ("status", "applicant", 3),
            ("status", "paused", 2),
            ("status", "left", 3),
            ("visibility", "public", 34),
            ("visibility", "members", 10),
            ("visibility", "hidden", 4),
        ] {
            assert_eq!(count(field, value), expected, "{field} {value}");
        }
    }

    #[test]
    fn the_sizes_are_the_planned_ones() {
        for (size, expected) in [(1, 4), (2, 8), (4, 12), (5, 14), (7, 6), (12, 4)] {
            let found = organisations().iter().filter(|record| record["size"] == size).count();
            assert_eq!(found, expected, "size {size}");
        }
    }

    #[test]
    fn names_that_are_hard_to_show_are_there() {
        let all = organisations();
        assert!(all.iter().any(|record| text(record, "name").chars().count() > 200));
        assert!(all.iter().any(|record| text(record, "name") == "Ló"));
        assert!(all.iter().any(|record| text(record, "name") == "unquiet"));
        assert!(all.iter().all(|record| text(record, "website").ends_with(".example.org/")));
        let promised = all.iter().filter(|record| record.contains_key("promiseSignedOn")).count();
        assert_eq!(promised, 43);
    }
}
