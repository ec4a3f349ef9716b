//! The parts of a person's profile.

use serde_json::{Value, json};

use super::Record;
use super::fold;
use super::organisations::text;
use super::people::Named;
use super::seed::Dice;

const BIOS: &str = include_str!("bios.txt");
const PRONOUNS: &str = include_str!("pronouns.txt");
const TITLES: [&str; 30] = [
    "Director",
    "Deputy director",
    "Programme lead",
    "Senior researcher",
    "Researcher",
    "Analyst",
    "Caseworker",
    "Community organiser",
    "Policy adviser",
    "Head of training",
    "Archivist",
    "Communications officer",
    "Trustee",
    "Volunteer",
    "Finance and care lead",
    "Legal officer",
    "Interpreter",
    "Monitoring officer",
    "Project coordinator",
    "Fundraising manager",
    "Safeguarding lead",
    "Counsellor",
    "Education officer",
    "Partnerships manager",
    "Editor",
    "Data steward",
    "Outreach worker",
    "Field coordinator",
    "Evaluation officer",
    "Office manager",
];
const SKILLS: [&str; 20] = [
    "early warning",
    "data and mapping",
    "legal evidence",
    "survivor leadership",
    "trauma care",
    "advocacy in Parliament",
    "monitoring hate speech",
    "media monitoring",
    "digital safety",
    "education",
    "diaspora links",
    "mediation",
    "humanitarian access",
    "arts and memory",
    "fundraising",
    "translation",
    "youth work",
    "safeguarding",
    "training",
    "faith links",
];

/// The demonstration countries: user-assigned codes that no country has.
pub const COUNTRIES: [(&str, &str); 12] = [
    ("QM", "Maravelle"),
    ("QN", "Nordrassa"),
    ("QP", "Pellucia"),
    ("QQ", "Quorrin Isles"),
    ("QR", "Rendavar"),
    ("QS", "Sundrelle"),
    ("QT", "Tavrelle"),
    ("QV", "Velmarra"),
    ("QW", "Wesmarch"),
    ("QX", "Xantrel"),
    ("QY", "Yllindor"),
    ("QZ", "Zephyrine Coast"),
];

fn lines(heading: &str) -> Vec<&'static str> {
    let head = format!("[{heading}]");
    let rest = BIOS.lines().skip_while(|line| *line != head).skip(1);
    rest.take_while(|line| !line.starts_with('[')).collect()
}

/// A bio of three sentences, or the one written for a demonstration account.
pub fn bio(named: &Named, organisation: Option<&Record>, expertise: &[String], dice: &mut Dice) -> String {
    let written = match named.role.as_str() {
        "member" => {
            "I came to the UK eleven years ago and now help others to find their feet and their voice. I listen to family news from Sundrelle and Tavrelle every evening and write down what changes. I am happy to talk to anyone who is new to the network. Please ask before you quote me."
        }
        "lead" => {
            "I lead Harrowmere, eleven careful people and one very old boiler. My own work is on the quiet weeks before a crisis: what shop prices, school registers and broadcast schedules can tell us. I answer messages on weekday mornings. If you disagree with one of our notes, write to me; the best corrections come from members."
        }
        "convenor" => {
            "I look after this network for Lanternfold: the calendar, the alerts, and the tea when we meet in person. Before that I spent twelve years in disaster planning, where I learned that a dull plan beats a brilliant rescue. Ring me if something feels wrong, even if you cannot say why."
        }
        "editor" => {
            "Golygydd ydw i, yn gweithio yn Gymraeg a Saesneg. I edit the blog and the statements, in Welsh and English, and I think that a short sentence is a kindness. Send me an outline before you send me a draft."
        }
        "hidden" => {
            "I help families of people who have gone missing to keep asking. We are not named in public, at the families' wish, so please do not mention our group outside the network."
        }
        _ => "",
    };
    if !written.is_empty() {
        return written.to_owned();
    }
    let about = expertise.first().map(String::as_str).unwrap_or("training");
    let open = dice.word(&lines(if organisation.is_some() { "open" } else { "alone" }));
    let middle = dice.word(&lines(about));
    let close = dice.word(&lines("close"));
    let short = organisation.map(|found| {
        let short = text(found, "shortName");
        if short.is_empty() { text(found, "name") } else { short }
    });
    let said = [open, middle, close].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    said.join(" ").replace("{org}", short.unwrap_or("my desk"))
}

/// Two to four things a person can help with.
pub fn expertise(organisation: Option<&Record>, dice: &mut Dice) -> Vec<String> {
    let own: Vec<String> = organisation
        .and_then(|found| found.get("strengths"))
        .and_then(Value::as_array)
        .map(|strengths| strengths.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    let mut known: Vec<String> = own.into_iter().filter(|skill| SKILLS.contains(&skill.as_str())).collect();
    dice.shuffle(&mut known);
    known.truncate(2);
    let more = 1 + dice.below(2);
    for skill in dice.some(&SKILLS, more) {
        if !known.iter().any(|one| one == skill) {
            known.push(skill.to_owned());
        }
    }
    known
}

/// English and some of the languages of the pool.
pub fn languages(named: &Named, dice: &mut Dice) -> Vec<String> {
    let (first, rest) = match named.languages.split_first() {
        Some((first, rest)) => (first.clone(), rest.to_vec()),
        None => return vec!["en".to_owned()],
    };
    let mut spoken = vec![first];
    let more = dice.below(3);
    for tag in dice.some(&rest, more) {
        spoken.push(tag);
    }
    if !spoken.iter().any(|tag| tag == "en") {
        spoken.push("en".to_owned());
    }
    if ["Llwynderw", "Tanyrhaul", "Pantglasydd"].iter().any(|name| named.name.ends_with(name)) {
        spoken.insert(0, "cy".to_owned());
    }
    spoken
}

/// The countries of the organisation, with one more for some people.
pub fn countries(organisation: Option<&Record>, dice: &mut Dice) -> Vec<String> {
    let own = organisation.and_then(|found| found.get("countries")).and_then(Value::as_array);
    let mut known: Vec<String> = own.map(|codes| codes.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default();
    dice.shuffle(&mut known);
    known.truncate(3);
    if dice.chance(35) || known.is_empty() {
        let codes = COUNTRIES.map(|(code, _)| code);
        let code = dice.word(&codes);
        if !known.contains(&code) {
            known.push(code);
        }
    }
    known.sort();
    known
}

/// Mostly as the pool says; a few people live elsewhere.
pub fn zone(named: &Named, dice: &mut Dice) -> String {
    if named.zone != "Europe/London" || !named.role.is_empty() || !dice.chance(6) {
        return named.zone.clone();
    }
    dice.word(&["Africa/Nairobi", "America/New_York", "Asia/Tokyo", "Europe/Paris", "Asia/Kathmandu"])
}

/// Given by about one person in three, as the list says.
pub fn pronouns(named: &Named) -> String {
    let given = named.name.split(' ').next().unwrap_or_default();
    let lines = PRONOUNS.lines().filter_map(|line| line.split_once(": "));
    let line = lines.into_iter().find(|(_, names)| names.split(' ').any(|name| name == given));
    line.map(|(pronouns, _)| pronouns.to_owned()).unwrap_or_default()
}

/// From the ranges kept for drama: nobody has these numbers.
pub fn phone(number: usize) -> String {
    match number % 4 {
        0 => format!("+441632960{:03}", number % 1000),
        1 => format!("+442079460{:03}", number % 1000),
        _ => format!("+447700900{:03}", number % 1000),
    }
}

/// What somebody does; one title looks like a formula on purpose.
pub fn title(named: &Named, organisation: Option<&Record>, dice: &mut Dice) -> String {
    match named.role.as_str() {
        "member" => "Community researcher".to_owned(),
        "lead" => "Director".to_owned(),
        "convenor" => "Network convenor".to_owned(),
        "editor" => "Editor and translator".to_owned(),
        "hidden" => "Family liaison".to_owned(),
        "unbroken" => "=SUM(1) of <b>many</b> parts".to_owned(),
        _ if organisation.is_none() => "Independent expert".to_owned(),
        _ => dice.word(&TITLES),
    }
}

/// Who may see each field.
pub fn visibility(dice: &mut Dice) -> Value {
    let email = dice.word(&["members", "members", "members", "organisation"]);
    let phone = dice.word(&["organisation", "organisation", "members", "me"]);
    let pronouns = dice.word(&["members", "members", "organisation"]);
    let countries = dice.word(&["members", "members", "members", "organisation", "me"]);
    json!({
        "email": email, "phone": phone, "pronouns": pronouns, "bio": "members",
        "languages": "members", "expertise": "members", "countries": countries,
    })
}

/// Whether a name has letters beyond plain ASCII.
pub fn has_marks(name: &str) -> bool {
    !name.is_ascii()
}

/// How the name can be typed on an English keyboard.
pub fn alias(named: &Named) -> String {
    if named.native_first {
        return named.name.clone();
    }
    let plain = fold::plain(&named.name);
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    plain.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// Second jobs, people who are away, and who answers for them.
pub fn ties(people: &mut [Record], organisations: &[Record]) {
    let find = |number: usize| organisations.get(number - 1);
    let other = |number: usize, title: &str| {
        find(number).map(|found| json!({"organisation": text(found, "id"), "name": text(found, "name"), "title": title}))
    };
    let busy: Vec<usize> = people
        .iter()
        .enumerate()
        .filter(|(_, person)| text(person, "accountState") == "active" && person.contains_key("organisation"))
        .map(|(index, _)| index)
        .collect();
    // One person in three organisations, four in two.
    let second = [
        vec![(6, "Trustee"), (32, "Adviser")],
        vec![(35, "Supervisor")],
        vec![(11, "Board member")],
        vec![(25, "Visiting teacher")],
        vec![(1, "Trustee")],
    ];
    for (index, jobs) in Dice::new("people", "second").some(&busy, 5).into_iter().zip(second) {
        let jobs: Vec<Value> = jobs.into_iter().filter_map(|(number, title)| other(number, title)).collect();
        if let Some(person) = people.get_mut(index) {
            person.insert("otherOrganisations".to_owned(), Value::Array(jobs));
        }
    }
    let dates = ["2026-11-30", "2026-12-04", "2027-01-04", "2026-11-24", "2026-12-18", "2027-02-01", "2026-11-27", "2026-12-11"];
    for (index, until) in Dice::new("people", "away").some(&busy, 8).into_iter().zip(dates) {
        let home = people.get(index).map(|person| text(person, "organisation").to_owned()).unwrap_or_default();
        let stand_in = busy.iter().filter(|other| **other != index).filter_map(|other| people.get(*other));
        let stand_in = stand_in.filter(|other| text(other, "organisation") == home).map(|other| text(other, "id").to_owned()).next();
        if let (Some(person), Some(stand_in)) = (people.get_mut(index), stand_in) {
            person.insert("awayUntil".to_owned(), json!(until));
            person.insert("deputy".to_owned(), json!(stand_in));
        }
    }
}
