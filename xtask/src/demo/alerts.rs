//! The alert messages: twenty-four situations told in parts.

use serde_json::json;

use super::Record;
use super::alert_parts::{addresses, asks, expires, info, moment};
use super::cards::{Card, cards, parts};
use super::clock;
use super::organisations::{organisation_id, record, text};
use super::people::with_role;
use super::seed::{Dice, id};

const SENDER: &str = "alerts@commonwatch.example.org";

const FILES: [&str; 24] = [
    include_str!("alerts/s01.txt"),
    include_str!("alerts/s02.txt"),
    include_str!("alerts/s03.txt"),
    include_str!("alerts/s04.txt"),
    include_str!("alerts/s05.txt"),
    include_str!("alerts/s06.txt"),
    include_str!("alerts/s07.txt"),
    include_str!("alerts/s08.txt"),
    include_str!("alerts/s09.txt"),
    include_str!("alerts/s10.txt"),
    include_str!("alerts/s11.txt"),
    include_str!("alerts/s12.txt"),
    include_str!("alerts/s13.txt"),
    include_str!("alerts/s14.txt"),
    include_str!("alerts/s15.txt"),
    include_str!("alerts/s16.txt"),
    include_str!("alerts/s17.txt"),
    include_str!("alerts/s18.txt"),
    include_str!("alerts/s19.txt"),
    include_str!("alerts/s20.txt"),
    include_str!("alerts/s21.txt"),
    include_str!("alerts/s22.txt"),
    include_str!("alerts/s23.txt"),
    include_str!("alerts/s24.txt"),
];

/// One message with the head of its situation, before it has a number.
struct Told {
    head: Card,
    card: Card,
    key: String,
    sent: String,
    number: String,
}

impl Told {
    /// The message's own word, or else the situation's.
    fn word(&self, key: &str) -> &str {
        let own = self.card.get(key);
        if own.is_empty() { self.head.get(key) } else { own }
    }
}

fn told() -> Vec<Told> {
    let mut all = Vec::new();
    for file in FILES {
        let mut cards = cards(file).into_iter();
        let head = cards.next().unwrap_or_default();
        for card in cards {
            let key = format!("{}{}", head.get("situation"), card.get("key"));
            let sent = clock::london(card.get("at"));
            all.push(Told { head: head.clone(), card, key, sent, number: String::new() });
        }
    }
    all.sort_by(|one, other| (&one.sent, &one.key).cmp(&(&other.sent, &other.key)));
    let mut counts = [0_u32; 2];
    for told in &mut all {
        let year = told.sent.get(..4).unwrap_or_default().to_owned();
        if let Some(count) = counts.get_mut(usize::from(year == "2026")) {
            *count += 1;
            told.number = format!("{year}-{count:04}");
        }
    }
    all
}

/// The id of a message by its situation and letter, such as `S06a`.
pub fn alert_id(key: &str) -> String {
    id("alert", key)
}

/// All messages, oldest first, save one cancellation that comes before the
/// update it follows: a feed can deliver them in that order.
pub fn alerts(organisations: &[Record], people: &[Record]) -> Vec<Record> {
    let told = told();
    let mut made: Vec<Record> = told.iter().map(|one| alert(one, &told, organisations, people)).collect();
    settle(&mut made, &told);
    let early = told.iter().position(|one| one.card.get("order") == "early");
    if let Some(place) = early.filter(|place| *place > 0) {
        made.swap(place - 1, place);
    }
    made
}

fn alert(one: &Told, told: &[Told], organisations: &[Record], people: &[Record]) -> Record {
    let card = &one.card;
    let is = card.words("is");
    let at = |place: usize| is.get(place).map(String::as_str).unwrap_or_default();
    let message = at(0);
    let bare = matches!(message, "Ack" | "Error");
    let kind = match (message, at(1)) {
        ("Alert", "opportunity") => "opportunity",
        ("Alert", _) => "warning",
        ("Cancel", _) => "all_clear",
        _ => "update",
    };
    let status = ["Test", "System", "Draft"].into_iter().find(|name| is.iter().any(|word| word == name));
    let tlp = match card.words("tlp").first().map(String::as_str) {
        Some("STRICT") => "TLP:AMBER+STRICT".to_owned(),
        Some(label) => format!("TLP:{label}"),
        None => String::new(),
    };
    let scope = match tlp.as_str() {
        "TLP:RED" => "Private",
        "TLP:CLEAR" => "Public",
        _ if card.get("tlp").ends_with("Private") => "Private",
        _ => "Restricted",
    };
    let number = one.word("by").parse().unwrap_or(1);
    let organisation = organisations.get(number - 1);
    let author = author(one, number, people);
    let risk = card.words("risk");
    let grade = |place: usize| risk.get(place).cloned();
    let check = card.words("check");
    let references: Vec<String> = card.words("answers").iter().map(|key| identifier(key, one, told)).collect();
    let lang = if bare {
        ""
    } else if card.get("lang").is_empty() {
        "en"
    } else {
        card.get("lang")
    };
    let mut made = json!({
        "id": alert_id(&one.key),
        "ref": format!("AL-{}", one.number),
        "identifier": format!("cw-demo-{}", one.number),
        "sender": SENDER,
        "thread": one.head.get("situation"),
        "status": status.unwrap_or("Exercise"),
        "msgType": message,
        "scope": scope,
        "kind": kind,
        "tlp": tlp,
        "event": one.word("event"),
        "headline": card.get("head"),
        "description": card.body,
        "instruction": card.get("then"),
        "sent": one.sent,
        "onset": moment(card.get("onset")),
        "expires": expires(card, kind, status, &one.sent),
        "references": references,
        "exerciseName": one.word("exercise"),
        "note": format!("{}. This is not a real warning.", one.word("exercise")),
        "authorName": author.map(|person| text(person, "name")),
        "author": author.map(|person| text(person, "id")),
        "organisation": organisation.map(|found| text(found, "id")),
        "organisationName": organisation.map(|found| text(found, "name")),
        "lang": lang,
        "contentNote": card.get("note"),
        "outcome": card.get("outcome"),
        "addresses": addresses(&one.key, card, scope, author, people),
        "asks": asks(&one.key, card),
    });
    if let (false, Some(fields)) = (bare, made.as_object_mut()) {
        fields.insert("urgency".to_owned(), json!(grade(0)));
        fields.insert("severity".to_owned(), json!(grade(1)));
        fields.insert("certainty".to_owned(), json!(grade(2)));
        fields.insert("category".to_owned(), json!(words(one.word("category"))));
        fields.insert("responseType".to_owned(), json!(card.words("do")));
        fields.insert("country".to_owned(), json!(one.word("country")));
        fields.insert("areaDesc".to_owned(), json!(one.word("area")));
        fields.insert("riskFactors".to_owned(), json!(words(one.word("factors"))));
        fields.insert("crimes".to_owned(), json!(words(one.word("crimes"))));
        fields.insert("verification".to_owned(), json!(check.first()));
        let source = check.get(1).map(String::as_str).unwrap_or_default();
        fields.insert("sourceGrade".to_owned(), json!(source.get(..1)));
        fields.insert("infoGrade".to_owned(), json!(source.get(1..)));
        fields.insert("decisionOn".to_owned(), json!(card.get("decide")));
        fields.insert("info".to_owned(), info(card));
        fields.insert("secondChecker".to_owned(), json!(card.get("second")));
    }
    record(made)
}

fn words(text: &str) -> Vec<String> {
    parts(text, ' ')
}

fn identifier(key: &str, one: &Told, told: &[Told]) -> String {
    let full = format!("{}{key}", one.head.get("situation"));
    let found = told.iter().find(|other| other.key == full);
    // A key nobody has stands for a message that never reached us.
    let number = found.map_or("2026-9999", |other| other.number.as_str());
    format!("cw-demo-{number}")
}

fn author<'a>(one: &Told, number: usize, people: &'a [Record]) -> Option<&'a Record> {
    let role = one.card.get("author");
    if !role.is_empty() {
        return with_role(people, role);
    }
    let home = organisation_id(number);
    let staff: Vec<&Record> =
        people.iter().filter(|person| text(person, "organisation") == home && text(person, "accountState") == "active").collect();
    let key = format!("{}{}", one.head.get("situation"), number);
    Dice::new("author", &key).pick(&staff).copied()
}

/// Works out which messages still stand and which one took another's place.
///
/// A private message takes the place of private ones only: otherwise members
/// would lose sight of what they may know, and learn that there is more.
fn settle(made: &mut [Record], told: &[Told]) {
    let mut heirs: Vec<(String, String, bool)> = Vec::new();
    for (record, one) in made.iter().zip(told) {
        let draft = text(record, "status") == "Draft";
        if draft || !matches!(text(record, "msgType"), "Update" | "Cancel") {
            continue;
        }
        let private = text(record, "scope") == "Private";
        for key in one.card.words("answers").into_iter().chain(one.card.words("settles")) {
            heirs.push((format!("{}{key}", one.head.get("situation")), text(record, "id").to_owned(), private));
        }
    }
    for (record, one) in made.iter_mut().zip(told) {
        let private = text(record, "scope") == "Private";
        let heir = heirs.iter().find(|(key, _, closed)| *key == one.key && (private || !closed));
        let aside = text(record, "status") == "Draft" || matches!(text(record, "msgType"), "Ack" | "Error");
        record.insert("current".to_owned(), json!(heir.is_none() && !aside));
        if let Some((_, heir, _)) = heir {
            record.insert("supersededBy".to_owned(), json!(heir));
        }
    }
}
