//! Checks over the whole dataset: counts, splits, safety and hard cases.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::organisations::text;
use super::{Record, sample};

fn counts(records: &[Record], field: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for record in records {
        *counts.entry(text(record, field).to_owned()).or_default() += 1;
    }
    counts
}

fn split(records: &[Record], field: &str, expected: &[(&str, usize)]) {
    let expected: BTreeMap<String, usize> = expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    assert_eq!(counts(records, field), expected, "{field}");
}

#[test]
fn people_are_split_as_planned() {
    let data = sample();
    let people = &data.records["people"];
    assert_eq!(people.len(), 240);
    split(people, "accountState", &[("active", 196), ("invited", 18), ("suspended", 4), ("anonymised", 8), ("none", 14)]);
    split(people, "directoryVisibility", &[("members", 188), ("public", 30), ("named", 14), ("convenor", 8)]);
    let contacts: Vec<_> = people.iter().filter(|one| text(one, "accountState") == "none").collect();
    assert_eq!(contacts.iter().filter(|one| !one.contains_key("email")).count(), 6);
    assert_eq!(contacts.iter().filter(|one| !one.contains_key("email") && !one.contains_key("phone")).count(), 2);
    assert_eq!(people.iter().filter(|one| !one.contains_key("organisation")).count(), 12);
    let scripts = [
        ("Arab", 12),
        ("Cyrl", 6),
        ("Deva", 4),
        ("Hans", 2),
        ("Hant", 2),
        ("Beng", 3),
        ("Hebr", 2),
        ("Grek", 2),
        ("Taml", 2),
        ("Jpan", 2),
        ("Kore", 2),
        ("Mymr", 2),
        ("Ethi", 2),
        ("Thai", 1),
        ("", 196),
    ];
    split(people, "nameScript", &scripts);
    for organisation in &data.records["organisations"] {
        let staff = people.iter().filter(|one| text(one, "organisation") == text(organisation, "id")).count();
        assert_eq!(organisation["size"], staff, "{}", text(organisation, "name"));
    }
}

#[test]
fn only_the_planned_names_are_shared() {
    let data = sample();
    let people = &data.records["people"];
    let named: Vec<Record> = people.iter().filter(|one| text(one, "accountState") != "anonymised").cloned().collect();
    let twice: Vec<_> = counts(&named, "name").into_iter().filter(|(_, count)| *count > 1).collect();
    assert_eq!(twice, [("Kwame Asantefo".to_owned(), 2)]);
    let plain = |name: &str| super::fold::plain(name);
    let composed = named.iter().filter(|one| plain(text(one, "name")) == "zoe bramholt").count();
    assert_eq!(composed, 2, "one name in two Unicode forms");
    let lengths: BTreeSet<usize> = people.iter().map(|one| text(one, "name").chars().count()).collect();
    assert!(lengths.contains(&120));
    let unbroken = |name: &str| name.chars().count() == 60 && !name.contains(' ');
    assert!(people.iter().any(|one| unbroken(text(one, "name"))));
    let three = |one: &&Record| one.get("otherOrganisations").and_then(Value::as_array).is_some_and(|other| other.len() == 2);
    assert_eq!(people.iter().filter(three).count(), 1);
    let mails: BTreeSet<_> = people.iter().filter(|one| one.contains_key("email")).map(|one| text(one, "email")).collect();
    assert_eq!(mails.len(), 240 - 6 - 8);
    assert!(mails.iter().all(|mail| mail.ends_with(".example.org") && mail.is_ascii() && !mail.contains("..")), "{mails:?}");
}

#[test]
fn some_organisations_need_a_convenor() {
    let data = sample();
    let (people, organisations) = (&data.records["people"], &data.records["organisations"]);
    let lead = |one: &Record| people.iter().find(|person| text(person, "id") == text(one, "leadContact")).cloned();
    assert!(organisations.iter().any(|one| text(one, "status") == "active" && lead(one).is_some_and(|lead| lead.contains_key("former"))));
    let staffed = |one: &Record| {
        people.iter().any(|person| text(person, "organisation") == text(one, "id") && text(person, "accountState") == "active")
    };
    assert!(organisations.iter().any(|one| text(one, "status") == "active" && !staffed(one)));
}

#[test]
fn demonstration_accounts_have_readable_profiles() {
    let data = sample();
    let expected = ["member", "lead", "convenor", "editor", "member"];
    assert_eq!(data.accounts.iter().map(|one| one.role.as_str()).collect::<Vec<_>>(), expected);
    for account in &data.accounts {
        let person = data.records["people"].iter().find(|one| text(one, "id") == account.person).unwrap();
        assert!(text(person, "bio").len() > 80 && text(person, "accountState") == "active");
        let home = data.records["organisations"].iter().find(|one| text(one, "id") == account.organisation).unwrap();
        assert_eq!(text(home, "visibility") == "hidden", account.email.starts_with("hidden@"));
        assert_eq!(person.contains_key("leads") && account.role == "lead", account.role == "lead");
    }
    let member = &data.accounts[0].person;
    let open =
        data.records["alerts"].iter().filter(|one| super::responses::may_read(one, member) && text(one, "status") != "Draft").count();
    let read = data.records["alertReads"].iter().filter(|one| text(one, "person") == member).count();
    assert_eq!(open - read, 6);
}

#[test]
fn alerts_are_split_as_planned() {
    let data = sample();
    let alerts = &data.records["alerts"];
    assert_eq!(alerts.len(), 120);
    split(alerts, "msgType", &[("Alert", 70), ("Update", 32), ("Cancel", 12), ("Ack", 4), ("Error", 2)]);
    split(alerts, "status", &[("Exercise", 104), ("Test", 8), ("System", 4), ("Draft", 4)]);
    split(alerts, "scope", &[("Restricted", 88), ("Private", 24), ("Public", 8)]);
    split(alerts, "tlp", &[("TLP:GREEN", 42), ("TLP:AMBER", 40), ("TLP:AMBER+STRICT", 18), ("TLP:RED", 12), ("TLP:CLEAR", 8)]);
    split(alerts, "severity", &[("Extreme", 13), ("Severe", 32), ("Moderate", 42), ("Minor", 17), ("Unknown", 10), ("", 6)]);
    split(alerts, "urgency", &[("Immediate", 15), ("Expected", 36), ("Future", 44), ("Past", 9), ("Unknown", 10), ("", 6)]);
    split(alerts, "certainty", &[("Observed", 15), ("Likely", 38), ("Possible", 40), ("Unlikely", 11), ("Unknown", 10), ("", 6)]);
    assert_eq!(counts(alerts, "kind")["opportunity"], 30);
    assert_eq!(counts(alerts, "thread").len(), 24);
    assert!(counts(alerts, "thread").values().all(|count| (1..=12).contains(count)));
    let lang = counts(alerts, "lang");
    assert_eq!(lang["en"], 108);
    for tag in ["ar", "fr", "cy", "uk", "es", "fa"] {
        assert_eq!(lang[tag], 1);
        let second = |one: &&Record| one.get("info").is_some_and(|info| info[0]["lang"] == tag);
        assert_eq!(alerts.iter().filter(second).count(), 1, "{tag}");
    }
}

#[test]
fn alerts_are_spread_over_a_year() {
    let data = sample();
    let alerts = &data.records["alerts"];
    let mut months: BTreeMap<&str, usize> = BTreeMap::new();
    let mut days: BTreeMap<&str, usize> = BTreeMap::new();
    for sent in alerts.iter().map(|one| text(one, "sent")) {
        assert!(("2025-11-23"..super::ANCHOR).contains(&sent));
        *months.entry(&sent[..7]).or_default() += 1;
        *days.entry(&sent[..10]).or_default() += 1;
    }
    assert_eq!(months.values().filter(|count| **count == 2).count(), 1);
    assert!(months.values().all(|count| *count == 2 || (6..=14).contains(count)), "{months:?}");
    assert_eq!(days.values().max(), Some(&7));
    let closing =
        alerts.iter().filter(|one| text(one, "kind") == "opportunity" && ("2026-11-22".."2026-11-25").contains(&text(one, "decisionOn")));
    assert_eq!(closing.count(), 3);
    assert_eq!(alerts.iter().filter(|one| one.contains_key("outcome")).count(), 5);
    let mut responses: BTreeMap<String, usize> = BTreeMap::new();
    for word in alerts.iter().filter_map(|one| one.get("responseType")).flat_map(|words| words.as_array().unwrap()) {
        *responses.entry(word.as_str().unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(responses.len(), 9);
    assert!(responses.values().all(|count| *count >= 2));
    let several = |one: &&Record| one.get("responseType").and_then(Value::as_array).is_some_and(|words| words.len() > 1);
    assert_eq!(alerts.iter().filter(several).count(), 25);
}

#[test]
fn alerts_hold_the_hard_cases() {
    let data = sample();
    let alerts = &data.records["alerts"];
    let find = |key: &str| alerts.iter().find(|one| text(one, "id") == super::alerts::alert_id(key)).unwrap();
    let place = |key: &str| alerts.iter().position(|one| text(one, "id") == super::alerts::alert_id(key)).unwrap();
    assert!(place("S11g") < place("S11f"), "a cancellation before its update");
    let known: BTreeSet<_> = alerts.iter().map(|one| text(one, "identifier")).collect();
    let lost = |one: &&Record| {
        one.get("references").and_then(Value::as_array).is_some_and(|list| list.iter().any(|to| !known.contains(to.as_str().unwrap())))
    };
    assert_eq!(alerts.iter().filter(lost).count(), 1);
    assert_eq!(text(find("S09b"), "sent"), text(find("S09c"), "sent"));
    assert_eq!((text(find("S19a"), "severity"), text(find("S19a"), "urgency")), ("Unknown", "Immediate"));
    let long = text(find("S12d"), "description").chars().count();
    assert!((4_900..=5_000).contains(&long), "{long}");
    assert_eq!(find("S12d")["riskFactors"].as_array().map(Vec::len), Some(14));
    assert_eq!(find("S20d")["addresses"].as_array().map(Vec::len), Some(1));
    assert_eq!((text(find("S07a"), "tlp"), text(find("S07b"), "tlp")), ("TLP:AMBER", "TLP:CLEAR"));
    assert!(find("S07b").contains_key("secondChecker"));
    for one in alerts {
        let action =
            one.get("responseType").is_some_and(|words| words.to_string().contains("Shelter") || words.to_string().contains("Evacuate"));
        assert!(!action || one.contains_key("secondChecker"), "{}", text(one, "headline"));
        let (head, body, then) = (text(one, "headline"), text(one, "description"), text(one, "instruction"));
        assert!(!head.is_empty() && head.chars().count() <= 160);
        assert!(body.chars().count() <= 5_000 && then.chars().count() <= 2_000);
        assert_eq!(text(one, "scope") == "Private", one.contains_key("addresses"));
    }
    let heads: BTreeSet<_> = alerts.iter().map(|one| text(one, "headline")).collect();
    assert_eq!(heads.len(), 120);
}

#[test]
fn no_warning_is_real() {
    let data = sample();
    let codes: BTreeSet<_> = super::profiles::COUNTRIES.iter().map(|(code, _)| *code).collect();
    for one in &data.records["alerts"] {
        assert_ne!(text(one, "status"), "Actual");
        assert!(text(one, "exerciseName").starts_with("LANTERN "));
        assert!(!one.contains_key("country") || codes.contains(text(one, "country")));
    }
}
