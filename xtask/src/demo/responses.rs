//! Who has read an alert, and what organisations said they would do.

use serde_json::{Value, json};

use super::clock;
use super::organisations::{record, text};
use super::seed::{Dice, id};
use super::{Account, Record};

/// Whether this person may open this message.
pub fn may_read(alert: &Record, person: &str) -> bool {
    if text(alert, "scope") != "Private" {
        return true;
    }
    let to = alert.get("addresses").and_then(Value::as_array);
    to.is_some_and(|to| to.iter().any(|one| one == person))
}

/// Receipts of the demonstration accounts: a few recent messages are unread.
pub fn reads(alerts: &[Record], accounts: &[Account]) -> Vec<Record> {
    let mut made = Vec::new();
    let unread = [6, 4, 3, 8, 10];
    for (account, unread) in accounts.iter().zip(unread) {
        let mut open: Vec<&Record> =
            alerts.iter().filter(|alert| may_read(alert, &account.person) && text(alert, "status") != "Draft").collect();
        open.sort_by(|one, other| text(other, "sent").cmp(text(one, "sent")));
        let (receipts, news): (Vec<&Record>, Vec<&Record>) =
            open.into_iter().partition(|alert| matches!(text(alert, "msgType"), "Ack" | "Error"));
        for alert in news.into_iter().skip(unread).chain(receipts) {
            made.push(read(alert, &account.person));
        }
    }
    made
}

fn read(alert: &Record, person: &str) -> Record {
    let key = format!("{}/{person}", text(alert, "id"));
    let mut dice = Dice::new("read", &key);
    let later = 300 + i64::try_from(dice.below(26_000)).unwrap_or_default();
    let sent = clock::read_instant(text(alert, "sent")).unwrap_or_default();
    let last = clock::read_instant(super::ANCHOR).unwrap_or_default() - 1_200;
    record(json!({
        "id": id("read", &key),
        "alert": text(alert, "id"),
        "person": person,
        "readAt": clock::write_instant((sent + later).min(last)),
    }))
}

const NOTES: [&str; 16] = [
    "We can draft the first page by Monday.",
    "Our two analysts are free on Wednesday afternoon.",
    "Happy to co-sign, but we cannot be named first.",
    "We have a contact at the committee and will ring her.",
    "Two of our volunteers read the language and can check the recording.",
    "Done: letter sent this morning, copy in the shared folder.",
    "We can host a call for families if somebody else chairs it.",
    "Please use our map; the data may be shared up to the label on it.",
    "We can pay for an interpreter for up to four hours.",
    "Reading it now, will say more tomorrow.",
    "We have asked our partner there and will pass on what they allow.",
    "Our trustees meet on Thursday and must agree first.",
    "No capacity this week, sorry. Ask us again after the weekend.",
    "We worked on the last one and can share the notes.",
    "Can offer supervision for anybody who has to watch the footage.",
    "We know the local lawyer and can introduce you.",
];

/// What organisations answered to the asks.
pub fn answers(alerts: &[Record], organisations: &[Record], people: &[Record]) -> Vec<Record> {
    let able: Vec<&Record> =
        organisations.iter().filter(|one| text(one, "status") == "active" && text(one, "visibility") != "hidden").collect();
    let mut made = Vec::new();
    for alert in alerts.iter().filter(|alert| text(alert, "scope") != "Private") {
        let asks = alert.get("asks").and_then(Value::as_array).cloned().unwrap_or_default();
        for ask in asks {
            let ask = ask.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let mut dice = Dice::new("answers", &ask);
            let count = dice.below(4);
            for organisation in dice.some(&able, count) {
                made.extend(answer(alert, &ask, organisation, people));
            }
        }
    }
    made
}

fn answer(alert: &Record, ask: &str, organisation: &Record, people: &[Record]) -> Option<Record> {
    let home = text(organisation, "id");
    let person = people.iter().find(|person| text(person, "organisation") == home && text(person, "accountState") == "active")?;
    let key = format!("{ask}/{home}");
    let mut dice = Dice::new("answer", &key);
    let answer = dice.word(&["acting", "acting", "can_help", "can_help", "can_help", "noted", "noted", "cannot"]);
    let fitting = |note: &&str| note.starts_with("No ") == (answer == "cannot");
    let notes: Vec<&str> = NOTES.into_iter().filter(fitting).collect();
    let note = if dice.chance(60) { dice.word(&notes) } else { String::new() };
    let sent = clock::read_instant(text(alert, "sent")).unwrap_or_default();
    let last = clock::read_instant(super::ANCHOR).unwrap_or_default() - 600;
    let later = 1_200 + i64::try_from(dice.below(90_000)).unwrap_or_default();
    Some(record(json!({
        "id": id("answer", &key),
        "alert": text(alert, "id"),
        "ask": ask,
        "organisation": home,
        "organisationName": text(organisation, "name"),
        "answer": answer,
        "note": note,
        "person": text(person, "id"),
        "updated": clock::write_instant((sent + later).min(last)),
    })))
}
