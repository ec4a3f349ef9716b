//! The joint statements.

use serde_json::json;

use super::Record;
use super::cards::{Card, cards};
use super::clock;
use super::organisations::{record, text};
use super::seed::{Dice, id};

const FILE: &str = include_str!("statements.txt");

/// All statements, oldest first.
pub fn statements(organisations: &[Record]) -> Vec<Record> {
    cards(FILE).iter().enumerate().map(|(place, card)| statement(place + 1, card, organisations)).collect()
}

fn statement(number: usize, card: &Card, organisations: &[Record]) -> Record {
    let slug = card.get("slug");
    let able: Vec<&Record> =
        organisations.iter().filter(|one| text(one, "status") == "active" && text(one, "visibility") == "public").collect();
    let count = card.number("signed").and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
    let mut dice = Dice::new("statement", slug);
    let mut names: Vec<String> = dice.some(&able, count).into_iter().map(|one| text(one, "name").to_owned()).collect();
    names.sort();
    // Whoever withdrew after publication is no longer in the list, but the record says so.
    let withdrew = (card.get("withdrew") == "yes")
        .then(|| able.iter().map(|one| text(one, "name")).find(|name| !names.iter().any(|own| own == name)))
        .flatten();
    let withdrew = withdrew.map(|name| json!([{"name": name, "on": card.get("withdrewOn")}]));
    record(json!({
        "id": id("statement", slug),
        "ref": format!("ST-{}-{number:03}", card.get("year")),
        "slug": slug,
        "title": card.get("title"),
        "body": card.body,
        "addressees": card.list("to"),
        "status": card.get("status"),
        "signBy": (!card.get("by").is_empty()).then(|| clock::london(card.get("by"))),
        "publishedOn": card.get("on"),
        "signatories": names,
        "hiddenSignatories": card.number("hidden").unwrap_or_default(),
        "withdrewAfter": withdrew,
        "topics": card.list("topics"),
    }))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_statements_are_the_planned_ones() {
        let data = sample();
        let all = &data.records["statements"];
        let count = |status: &str| all.iter().filter(|one| text(one, "status") == status).count();
        assert_eq!(all.len(), 14);
        assert_eq!((count("published"), count("sign_on_open")), (9, 2));
        assert_eq!((count("draft"), count("withdrawn")), (2, 1));
        let signed = |one: &Record| {
            let named = one.get("signatories").and_then(|list| list.as_array()).map_or(0, Vec::len);
            named + one["hiddenSignatories"].as_u64().map_or(0, |count| usize::try_from(count).unwrap())
        };
        assert!(all.iter().any(|one| text(one, "status") == "published" && signed(one) == 31));
        assert!(all.iter().any(|one| text(one, "status") == "published" && signed(one) == 1));
        assert!(all.iter().any(|one| one.contains_key("withdrewAfter")));
        assert!(all.iter().any(|one| one["hiddenSignatories"] == 1));
    }

    #[test]
    fn one_sign_on_closed_on_the_night_the_clocks_changed() {
        let data = sample();
        let closed = |one: &Record| text(one, "signBy") == "2026-10-24T23:00:00Z";
        assert_eq!(data.records["statements"].iter().filter(|one| closed(one)).count(), 1);
    }
}
