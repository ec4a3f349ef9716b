//! The two versions of the commitment and who signed them.

use serde_json::json;

use super::clock;
use super::organisations::{organisation_id, record, text};
use super::people::{takes_part, with_role};
use super::seed::{Dice, id};
use super::{Account, Record};

const FIRST: &str = include_str!("commitment-1.0.0.md");
const SECOND: &str = include_str!("commitment-1.1.0.md");

const WORDS: [&str; 10] = [
    "We pay for supervision, and this year we said so in our budget.",
    "I will take all of my leave.",
    "Our small team promises to stop at six.",
    "For everyone who carries other people's stories.",
    "We ask first, and warn first.",
    "I signed because a colleague asked me how I was, and waited for the answer.",
    "Rest is part of the job. I am still learning it.",
    "Our trustees agreed this without a vote.",
    "We will cover for each other.",
    "Looking after one another is how we keep going.",
];

/// Versions, and all signatures.
pub fn commitment(organisations: &[Record], people: &[Record], accounts: &[Account]) -> (Vec<Record>, Vec<Record>) {
    let version = |number: &str, body: &str, day: &str, meeting: &str| {
        record(json!({
            "id": id("commitment", number), "number": number, "body": body.trim(), "lang": "en",
            "approvedOn": day, "approvedAtMeeting": id("meeting", meeting),
        }))
    };
    let versions = vec![version("1.0.0", FIRST, "2025-12-04", "4"), version("1.1.0", SECOND, "2026-09-03", "23")];
    let mut signatures = by_organisations(organisations, people);
    signatures.extend(by_people(people, accounts));
    (versions, signatures)
}

fn moment(version: &str, key: &str) -> String {
    let start = if version == "1.0.0" { (2025, 12, 4, 240) } else { (2026, 9, 3, 76) };
    let mut dice = Dice::new("signed", key);
    let days = clock::days_of(start.0, start.1, start.2) + 1;
    let later = i64::try_from(dice.below(start.3 * 1_440)).unwrap_or_default();
    clock::write_instant(days * 86_400 + later * 60)
}

/// Thirty-six sign the first version, twenty-nine of them the second; two withdraw.
fn by_organisations(organisations: &[Record], people: &[Record]) -> Vec<Record> {
    let lead = organisation_id(2);
    let able: Vec<&Record> =
        organisations.iter().filter(|one| matches!(text(one, "status"), "active" | "paused") && text(one, "id") != lead).collect();
    let mut dice = Dice::new("signatures", "organisations");
    let mut signers = dice.some(&able, 35);
    // The lead's organisation signed the first version only, so that a visitor can sign the next.
    signers.extend(organisations.iter().find(|one| text(one, "id") == lead));
    signers.sort_by_key(|one| text(one, "name").to_owned());
    let others: Vec<&Record> = signers.iter().filter(|one| text(one, "id") != lead).copied().collect();
    let again: Vec<String> = dice.some(&others, 29).iter().map(|one| text(one, "id").to_owned()).collect();
    let gone = others.iter().filter(|one| !again.iter().any(|own| own == text(one, "id")));
    let gone: Vec<String> = gone.take(2).map(|one| text(one, "id").to_owned()).collect();
    let mut made = Vec::new();
    for version in ["1.0.0", "1.1.0"] {
        for signer in &signers {
            let own = text(signer, "id");
            if version == "1.1.0" && !again.iter().any(|one| one == own) {
                continue;
            }
            let key = format!("{version}/{own}");
            let shown = text(signer, "visibility") != "hidden";
            let person = people.iter().find(|person| person.get("leads").is_some_and(|leads| leads.to_string().contains(own)));
            let withdrawn = version == "1.0.0" && gone.iter().any(|one| one == own);
            let mut words = Dice::new("words", &key);
            let mut one = record(json!({
                "id": id("signature", &key), "version": version, "signerKind": "organisation",
                "name": if shown { text(signer, "name") } else { "" }, "showName": shown,
                "signedAt": moment(version, &key),
                "withdrawnAt": withdrawn.then_some("2026-09-21T10:15:00Z"),
                "statement": if words.chance(25) && shown { words.word(&WORDS) } else { String::new() },
                "signedForBy": if shown { person.map(|person| text(person, "id")) } else { None },
            }));
            one.insert(if shown { "organisation" } else { "trueSigner" }.to_owned(), json!(own));
            made.push(one);
        }
    }
    made
}

/// Ninety-six people, twenty-two of them without showing their name.
fn by_people(people: &[Record], accounts: &[Account]) -> Vec<Record> {
    let account = |person: &Record| accounts.iter().any(|one| one.person == text(person, "id"));
    let able: Vec<&Record> = people.iter().filter(|person| takes_part(person) && !account(person)).collect();
    let mut dice = Dice::new("signatures", "people");
    let former = people.iter().filter(|person| text(person, "accountState") == "anonymised").take(2);
    let member = with_role(people, "member");
    let mut signers: Vec<&Record> = member.into_iter().chain(former).collect();
    let missing = 96 - signers.len();
    signers.extend(dice.some(&able, missing));
    let mut made = Vec::new();
    let mut hidden = 0;
    for (place, signer) in signers.into_iter().enumerate() {
        let named = text(signer, "directoryVisibility") == "named";
        let hide = place >= 3 && hidden < 22 && (named || 95 - place < 22 - hidden || dice.chance(24));
        hidden += usize::from(hide);
        let old = place < 3 || dice.chance(40);
        let version = if old { "1.0.0" } else { "1.1.0" };
        let own = text(signer, "id");
        let key = format!("{version}/{own}");
        let mut one = record(json!({
            "id": id("signature", &key), "version": version, "signerKind": "person",
            "name": if hide { "" } else { text(signer, "name") }, "showName": !hide,
            "signedAt": moment(version, &key),
            "statement": if dice.chance(20) && !hide { dice.word(&WORDS) } else { String::new() },
        }));
        one.insert(if hide { "trueSigner" } else { "person" }.to_owned(), json!(own));
        made.push(one);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn signatures_are_the_planned_ones() {
        let data = sample();
        let all = &data.records["signatures"];
        let count =
            |kind: &str, version: &str| all.iter().filter(|one| text(one, "signerKind") == kind && text(one, "version") == version).count();
        assert_eq!(count("organisation", "1.0.0"), 36);
        assert_eq!(count("organisation", "1.1.0"), 29);
        assert_eq!(count("person", "1.0.0") + count("person", "1.1.0"), 96);
        assert_eq!(all.iter().filter(|one| one.contains_key("withdrawnAt")).count(), 2);
        let hidden = all.iter().filter(|one| text(one, "signerKind") == "person" && one["showName"] == false);
        assert_eq!(hidden.count(), 22);
        for one in all.iter().filter(|one| one["showName"] == false) {
            assert!(!one.contains_key("name") && !one.contains_key("person") && !one.contains_key("organisation"));
        }
    }

    #[test]
    fn no_hidden_organisation_or_person_is_named() {
        let data = sample();
        for one in data.records["signatures"].iter().filter(|one| one["showName"] == true) {
            let hidden = |name: &str, field: &str, value: &str| {
                data.records[name].iter().any(|other| text(other, field) == value && text(other, "name") == text(one, "name"))
            };
            assert!(!hidden("organisations", "visibility", "hidden"));
            assert!(!hidden("people", "directoryVisibility", "named"));
        }
    }
}
