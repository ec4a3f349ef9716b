//! The two hundred and forty people.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Record;
use super::clock;
use super::fold;
use super::organisations::{host, organisation_id, record, text};
use super::profiles;
use super::seed::{Dice, id};

const FILE: &str = include_str!("people.txt");

/// One line of the list of names.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// As usually written, mostly in Latin letters.
    pub name: String,
    /// In the person's own script.
    pub native: String,
    /// ISO 15924 code of that script.
    pub script: String,
    /// Where in the list of organisations they work, when that is fixed.
    pub place: Option<usize>,
    /// What this person is for: an account or a hard case.
    pub role: String,
    /// Shown by the native name first.
    pub native_first: bool,
    /// IANA zone.
    pub zone: String,
    /// BCP 47 tags of the pool the name is from.
    pub languages: Vec<String>,
}

/// The names in the order of the list.
pub fn names() -> Vec<Named> {
    let mut all = Vec::new();
    let (mut languages, mut zone) = (Vec::new(), String::new());
    for line in FILE.lines() {
        if let Some(head) = line.strip_prefix('[') {
            let mut words = head.split([' ', ']']).skip(1);
            let tags = words.next().unwrap_or_default();
            languages = tags.split(',').map(str::to_owned).collect();
            zone = words.next().unwrap_or_default().to_owned();
            continue;
        }
        let mut named = Named { languages: languages.clone(), zone: zone.clone(), ..Named::default() };
        let mut native = false;
        for word in line.split(' ') {
            let (mark, rest) = (word.chars().next(), word.get(1..).unwrap_or_default());
            match mark {
                Some('=') => native = true,
                Some('^') => named.native_first = true,
                Some('@') => named.script = rest.to_owned(),
                Some('#') => named.place = rest.parse().ok(),
                Some('*') => named.role = rest.to_owned(),
                Some('~') => named.zone = rest.to_owned(),
                _ if native => join(&mut named.native, word),
                _ => join(&mut named.name, word),
            }
        }
        all.push(named);
    }
    all
}

fn join(to: &mut String, word: &str) {
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(word);
}

/// The organisation number of each person, or none for independent experts.
fn places(names: &[Named], organisations: &[Record]) -> Vec<Option<usize>> {
    let mut free: BTreeMap<usize, usize> = BTreeMap::new();
    for (place, organisation) in organisations.iter().enumerate() {
        let size = organisation.get("size").and_then(Value::as_u64).unwrap_or_default();
        free.insert(place + 1, usize::try_from(size).unwrap_or_default());
    }
    for place in names.iter().filter_map(|named| named.place) {
        free.entry(place).and_modify(|left| *left = left.saturating_sub(1));
    }
    let mut open: Vec<Option<usize>> = free.iter().flat_map(|(place, left)| vec![Some(*place); *left]).collect();
    open.resize(names.iter().filter(|named| named.place.is_none()).count(), None);
    Dice::new("people", "places").shuffle(&mut open);
    let mut open = open.into_iter();
    names.iter().map(|named| named.place.or_else(|| open.next().flatten())).collect()
}

/// What becomes of each account; counted in the tests.
fn states(names: &[Named], places: &[Option<usize>]) -> Vec<&'static str> {
    let mut states = vec!["active"; names.len()];
    let fixed = |named: &Named| match named.role.as_str() {
        "leaver" => Some("none"),
        _ => None,
    };
    let mut open = Vec::new();
    for (index, named) in names.iter().enumerate() {
        let place = places.get(index).copied().flatten();
        let alone = place == Some(22);
        let state = states.get_mut(index);
        match (fixed(named), state) {
            (Some(known), Some(state)) => *state = known,
            (None, Some(state)) if alone => *state = "suspended",
            _ if named.role.is_empty() && named.native.is_empty() && place != Some(21) => open.push(index),
            _ => {}
        }
    }
    Dice::new("people", "states").shuffle(&mut open);
    let wanted = [("none", 13), ("suspended", 3), ("anonymised", 8), ("invited", 18)];
    let wanted = wanted.into_iter().flat_map(|(state, count)| std::iter::repeat_n(state, count));
    for (index, wanted) in open.into_iter().zip(wanted) {
        if let Some(state) = states.get_mut(index) {
            *state = wanted;
        }
    }
    states
}

/// All people. Organisations give names and addresses only.
pub fn people(organisations: &[Record]) -> Vec<Record> {
    let names = names();
    let places = places(&names, organisations);
    let states = states(&names, &places);
    let mut made: Vec<Record> = Vec::new();
    let mut contacts = 0;
    let mut led = Vec::new();
    for (index, named) in names.iter().enumerate() {
        let place = places.get(index).copied().flatten();
        let state = states.get(index).copied().unwrap_or_default();
        let organisation = place.and_then(|place| organisations.get(place - 1));
        let mut person = person(index + 1, named, state, organisation);
        if state == "none" {
            contacts += 1;
            // Six people of the fourteen can be reached by no e-mail, two by nothing at all.
            if contacts <= 6 {
                person.remove("email");
            }
            if contacts <= 2 {
                person.remove("phone");
            }
        }
        leads(&mut person, named, state, place, &mut led);
        made.push(person);
    }
    directory(&mut made);
    profiles::ties(&mut made, organisations);
    made
}

fn leads(person: &mut Record, named: &Named, state: &str, place: Option<usize>, led: &mut Vec<usize>) {
    let Some(place) = place else { return };
    let reserved = matches!((place, named.role.as_str()), (2, "lead") | (28, "leaver"));
    let free = !matches!(place, 2 | 28) && !led.contains(&place) && state == "active";
    // The demonstration member leads nothing: somebody else in her team does.
    let ordinary = !matches!(named.role.as_str(), "member" | "hidden" | "editor" | "convenor");
    if reserved || (free && ordinary) || (free && place == 21) {
        led.push(place);
        person.insert("leads".to_owned(), json!([organisation_id(place)]));
    }
}

fn person(number: usize, named: &Named, state: &str, organisation: Option<&Record>) -> Record {
    let key = number.to_string();
    let own = id("person", &key);
    if state == "anonymised" {
        return record(json!({
            "id": own, "number": number, "name": "Former member", "former": true,
            "accountState": state, "directoryVisibility": "convenor",
            "organisation": organisation.map(|found| text(found, "id")),
            "organisationName": organisation.map(|found| text(found, "name")),
        }));
    }
    let mut dice = Dice::new("person", &key);
    let shown = if named.native_first { &named.native } else { &named.name };
    let plain = fold::plain(&named.name);
    let domain = organisation.map_or_else(|| "independent".to_owned(), host);
    let languages = profiles::languages(named, &mut dice);
    let expertise = profiles::expertise(organisation, &mut dice);
    let confirmed = clock::days_of(2026, 11, 20) - i64::try_from(dice.below(420)).unwrap_or_default();
    let bio = (state != "none").then(|| profiles::bio(named, organisation, &expertise, &mut dice));
    let mut person = record(json!({
        "id": own,
        "number": number,
        "name": shown,
        "nameNative": named.native,
        "nameLatin": if named.native.is_empty() && !profiles::has_marks(&named.name) { String::new() } else { profiles::alias(named) },
        "nameScript": named.script,
        "pronouns": profiles::pronouns(named),
        "email": address(&plain, number, &domain),
        "phone": profiles::phone(number),
        "bio": bio,
        "languages": languages,
        "expertise": expertise,
        "countries": profiles::countries(organisation, &mut dice),
        "timeZone": profiles::zone(named, &mut dice),
        "organisation": organisation.map(|found| text(found, "id")),
        "organisationName": organisation.map(|found| text(found, "name")),
        "title": profiles::title(named, organisation, &mut dice),
        "confirmedOn": clock::write_date(confirmed),
        "accountState": state,
        "visibility": profiles::visibility(&mut dice),
    }));
    if named.role == "leaver" {
        person.insert("former".to_owned(), json!(true));
        person.remove("bio");
    }
    person
}

fn address(plain: &str, number: usize, domain: &str) -> String {
    let words: Vec<String> = plain.split([' ', '-']).map(str::to_owned).collect();
    let first = words.first().cloned().unwrap_or_default();
    let last = words.last().filter(|_| words.len() > 1).cloned().unwrap_or_default();
    let short = |word: &str| word.get(..word.len().min(24)).unwrap_or_default().to_owned();
    let local: Vec<String> = [short(&first), short(&last)].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{number:03}@{domain}.example.org", local.join("."))
}

fn directory(people: &mut [Record]) {
    let hidden: Vec<String> = [33, 41, 42, 45].map(organisation_id).to_vec();
    let mut open = Vec::new();
    for (index, person) in people.iter_mut().enumerate() {
        if person.contains_key("directoryVisibility") {
            continue;
        }
        let named = hidden.iter().any(|organisation| text(person, "organisation") == organisation);
        let seen = if named { "named" } else { "members" };
        person.insert("directoryVisibility".to_owned(), json!(seen));
        if !named && text(person, "accountState") == "active" {
            open.push(index);
        }
    }
    for index in Dice::new("people", "public").some(&open, 30) {
        if let Some(person) = people.get_mut(index) {
            person.insert("directoryVisibility".to_owned(), json!("public"));
            let fields = person.entry("visibility").or_insert_with(|| Value::Object(Map::new()));
            if let Some(fields) = fields.as_object_mut() {
                for field in ["bio", "languages", "expertise"] {
                    fields.insert(field.to_owned(), json!("public"));
                }
            }
        }
    }
}

/// The person with this role in the list of names.
pub fn with_role<'a>(people: &'a [Record], role: &str) -> Option<&'a Record> {
    let place = names().iter().position(|named| named.role == role)?;
    people.get(place)
}

/// Whether somebody takes part: an active account, and an organisation that
/// is a member now (or none, for independent experts).
pub fn takes_part(person: &Record) -> bool {
    let outside = [10, 19, 20, 37, 40, 44].map(organisation_id);
    text(person, "accountState") == "active" && !outside.iter().any(|own| own == text(person, "organisation"))
}
