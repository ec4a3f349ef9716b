//! The smaller parts of an alert message.

use serde_json::{Value, json};

use super::Record;
use super::cards::{Card, parts};
use super::clock;
use super::organisations::{record, text};
use super::people::with_role;
use super::seed::{Dice, id};

/// A London wall time as an instant.
pub fn moment(local: &str) -> Option<String> {
    (!local.is_empty()).then(|| clock::london(local))
}

/// As told; a chance ends with its day, and a test a day after it was sent.
pub fn expires(card: &Card, kind: &str, status: Option<&str>, sent: &str) -> Option<String> {
    let decide = card.get("decide");
    if !card.get("until").is_empty() {
        moment(card.get("until"))
    } else if kind == "opportunity" && !decide.is_empty() {
        moment(&format!("{decide}T23:59"))
    } else if status == Some("Test") {
        clock::read_instant(sent).map(|sent| clock::write_instant(sent + 86_400))
    } else {
        None
    }
}

/// Who a private message is for: named people, always with its author.
pub fn addresses(key: &str, card: &Card, scope: &str, author: Option<&Record>, people: &[Record]) -> Vec<String> {
    if scope != "Private" {
        return Vec::new();
    }
    let mut to: Vec<String> = author.map(|person| text(person, "id").to_owned()).into_iter().collect();
    if card.words("is").iter().any(|word| word == "Draft") {
        return to;
    }
    let named = card.words("to");
    for role in &named {
        to.extend(with_role(people, role).map(|person| text(person, "id").to_owned()));
    }
    if named.is_empty() {
        let active: Vec<&Record> = people
            .iter()
            .filter(|person| text(person, "accountState") == "active" && text(person, "directoryVisibility") != "named")
            .collect();
        let mut dice = Dice::new("addresses", key);
        let count = 2 + dice.below(4);
        to.extend(dice.some(&active, count).into_iter().map(|person| text(person, "id").to_owned()));
    }
    let mut known = Vec::new();
    to.retain(|person| {
        !known.contains(person) && {
            known.push(person.clone());
            true
        }
    });
    to
}

pub fn asks(key: &str, card: &Card) -> Vec<Value> {
    let lines = card.all("ask").enumerate();
    lines
        .map(|(place, line)| {
            let parts = parts(line, '|');
            let part = |place: usize| parts.get(place).map(String::as_str).unwrap_or_default();
            Value::Object(record(json!({
                "id": id("ask", &format!("{}{place}", key)),
                "text": part(0),
                "deadline": moment(part(1)),
                "effortMinutes": part(2).parse::<u32>().ok(),
            })))
        })
        .collect()
}

pub fn info(card: &Card) -> Value {
    let lang = card.get("also");
    if lang.is_empty() {
        return Value::Null;
    }
    json!([{
        "lang": lang,
        "headline": card.get("also-head"),
        "description": card.get("also-text"),
        "instruction": card.get("also-then"),
    }])
}
