//! More of the same people and organisations, for the speed tests.

use serde_json::json;

use super::Record;
use super::fold;
use super::organisations::{record, text};
use super::people::names;
use super::seed::{Dice, id};

const PLACES: [&str; 24] = [
    "Alderwick",
    "Brindlecombe",
    "Cloudham",
    "Dunmarrow",
    "Elverstoke",
    "Foxhollin",
    "Gorsewell",
    "Hazelrigg Sands",
    "Inkpenbury",
    "Juniperley",
    "Kittiwell",
    "Larkensea",
    "Mossgarth",
    "Nethercroft",
    "Otterbrook",
    "Pebblehurst",
    "Quarrendean",
    "Rushmereby",
    "Sallowfield",
    "Thornebeck",
    "Umberleigh Sound",
    "Vixenholt",
    "Wrenminster",
    "Yarrowgate",
];
const SORTS: [(&str, &str); 8] = [
    ("Listening Project", "charity"),
    ("Research Group", "research"),
    ("Welcome Network", "network"),
    ("Neighbours", "community_led"),
    ("Evidence Desk", "legal_evidence"),
    ("Memory Workshop", "arts_memory"),
    ("Trust", "charity"),
    ("Women’s Group", "community_led"),
];
const COLOURS: [&str; 6] = ["", "New ", "Upper ", "Old ", "North ", "Little "];

/// Adds organisations up to 1,000 and people up to 10,000.
pub fn grow(organisations: &mut Vec<Record>, people: &mut Vec<Record>) {
    let models: Vec<Record> =
        organisations.iter().filter(|one| text(one, "visibility") == "public" && text(one, "status") == "active").cloned().collect();
    for number in organisations.len() + 1..=1_000 {
        organisations.extend(organisation(number, &models));
    }
    let homes: Vec<Record> = organisations.iter().skip(48).cloned().collect();
    let models: Vec<Record> = people
        .iter()
        .filter(|one| text(one, "accountState") == "active" && text(one, "directoryVisibility") == "members")
        .cloned()
        .collect();
    let names: Vec<String> = names().into_iter().filter(|named| named.role.is_empty()).map(|named| named.name).collect();
    for number in people.len() + 1..=10_000 {
        people.extend(person(number, &models, &homes, &names));
    }
}

fn organisation(number: usize, models: &[Record]) -> Option<Record> {
    let mut dice = Dice::new("large organisation", &number.to_string());
    let place = PLACES.get(number % PLACES.len())?;
    let sort = SORTS.get(number / PLACES.len() % SORTS.len())?;
    let colour = COLOURS.get(number / PLACES.len() / SORTS.len() % COLOURS.len())?;
    let name = format!("{colour}{place} {}", sort.0);
    let model = dice.pick(models)?;
    let mut made = model.clone();
    for (field, value) in [
        ("id", json!(id("organisation", &number.to_string()))),
        ("number", json!(number)),
        ("name", json!(name)),
        ("kind", json!(sort.1)),
        ("town", json!(place)),
        ("website", json!(format!("https://{}.example.org/", fold::slug(&name, 40)))),
        ("regNumber", json!(format!("X-DEMO-{number:04}"))),
        ("lang", json!("en")),
    ] {
        made.insert(field.to_owned(), value);
    }
    for field in ["nameNative", "nameLatin", "shortName", "leadContact"] {
        made.remove(field);
    }
    Some(record(serde_json::Value::Object(made)))
}

fn person(number: usize, models: &[Record], homes: &[Record], names: &[String]) -> Option<Record> {
    let mut dice = Dice::new("large person", &number.to_string());
    let given = dice.pick(names)?.split(' ').next()?.to_owned();
    let family = dice.pick(names)?.split(' ').next_back()?.to_owned();
    let home = dice.pick(homes)?;
    let mut made = dice.pick(models)?.clone();
    let plain = format!("{}.{}", fold::slug(&given, 20), fold::slug(&family, 24));
    for (field, value) in [
        ("id", json!(id("person", &number.to_string()))),
        ("number", json!(number)),
        ("name", json!(format!("{given} {family}"))),
        ("organisation", json!(text(home, "id"))),
        ("organisationName", json!(text(home, "name"))),
        ("email", json!(format!("{plain}.{number}@{}", text(home, "website").trim_start_matches("https://").trim_end_matches('/')))),
    ] {
        made.insert(field.to_owned(), value);
    }
    for field in ["nameNative", "nameLatin", "nameScript", "leads", "otherOrganisations", "awayUntil", "deputy", "bio"] {
        made.remove(field);
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Scale, generate};

    #[test]
    fn the_large_set_is_large_and_holds_the_small_one() {
        let (small, large) = (generate(Scale::Demo), generate(Scale::Large));
        assert_eq!(large.records["people"].len(), 10_000);
        assert_eq!(large.records["organisations"].len(), 1_000);
        assert_eq!(large.records["people"][..240], small.records["people"][..]);
        let ids: BTreeSet<_> = large.records["people"].iter().map(|one| one["id"].to_string()).collect();
        assert_eq!(ids.len(), 10_000);
        let names: BTreeSet<_> = large.records["organisations"].iter().map(|one| one["name"].to_string()).collect();
        assert_eq!(names.len(), 1_000);
    }
}
