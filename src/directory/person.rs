//! A person in the directory: what this viewer may see of them, and no more.

use std::collections::BTreeMap;

use crate::record;

/// The fields whose visibility a person sets, in the order they are shown.
pub const FIELDS: [&str; 7] = ["pronouns", "email", "phone", "bio", "languages", "expertise", "countries"];

record! {
    /// A person. What the backend leaves out is empty here.
    pub struct Person {
        /// The person's id.
        pub id = "id": String,
        /// The name as the person writes it.
        pub name = "name": String,
        /// The name in the person's own script.
        pub name_native = "nameNative": Option<String>,
        /// The name in Latin letters.
        pub name_latin = "nameLatin": Option<String>,
        /// Such as "she/her".
        pub pronouns = "pronouns": Option<String>,
        /// An address.
        pub email = "email": Option<String>,
        /// A number in the form of E.164.
        pub phone = "phone": Option<String>,
        /// A few sentences.
        pub bio = "bio": Option<String>,
        /// Codes of BCP 47.
        pub languages = "languages": Vec<String>,
        /// What the person can help with.
        pub expertise = "expertise": Vec<String>,
        /// Codes of the countries the person works on.
        pub countries = "countries": Vec<String>,
        /// IANA zone.
        pub time_zone = "timeZone": Option<String>,
        /// The id of the own organisation.
        pub organisation = "organisation": Option<String>,
        /// Its name.
        pub organisation_name = "organisationName": Option<String>,
        /// What the person does there.
        pub title = "title": Option<String>,
        /// Where else the person works.
        pub other_organisations = "otherOrganisations": Vec<Affiliation>,
        /// The day the person last confirmed that this is right.
        pub confirmed_on = "confirmedOn": Option<String>,
        /// The last day of an absence.
        pub away_until = "awayUntil": Option<String>,
        /// The id of who stands in.
        pub deputy = "deputy": Option<String>,
        /// The name of who stands in, where the backend gives it.
        pub deputy_name = "deputyName": Option<String>,
        /// Whether the person has left.
        pub former = "former": bool,
        /// Who may see each field, as far as this viewer may know.
        pub visibility = "visibility": BTreeMap<String, String>,
        /// Ids of the organisations that the person leads.
        pub leads = "leads": Vec<String>,
    }
}

record! {
    /// A further organisation of a person.
    pub struct Affiliation {
        /// The organisation's id.
        pub organisation = "organisation": String,
        /// Its name.
        pub name = "name": String,
        /// What the person does there.
        pub title = "title": Option<String>,
    }
}

impl Person {
    /// The further names worth showing beside the name.
    #[must_use]
    pub fn beside(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        // "Lucja" beside "Łucja" says nothing.
        let mut known = vec![super::fold::fold(&self.name)];
        for name in [&self.name_native, &self.name_latin].into_iter().flatten() {
            let folded = super::fold::fold(name);
            if !folded.is_empty() && !known.contains(&folded) {
                names.push(name);
                known.push(folded);
            }
        }
        names
    }

    /// Whether the person is away on a day (`YYYY-MM-DD`).
    #[must_use]
    pub fn is_away(&self, today: &str) -> bool {
        self.away_until.as_deref().is_some_and(|until| !until.is_empty() && until >= today)
    }

    /// Whether the person belongs to an organisation.
    #[must_use]
    pub fn is_of(&self, organisation: &str) -> bool {
        self.organisation.as_deref() == Some(organisation)
            || self.other_organisations.iter().any(|other| other.organisation == organisation)
    }
}

/// One or two letters that stand for a name.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).collect()
}

/// The visible text in an option, when there is one.
#[must_use]
pub fn said(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        for (name, expected) in [
            ("Łucja Brzeziec", "ŁB"),
            ("Seán Ó Dúnlaoich", "SD"),
            ("Thuzarway", "T"),
            ("ليلى سروندي", "لس"),
            ("Центр «Мировест»", "ЦМ"),
            ("4th Lamp", "4L"),
            ("", ""),
        ] {
            assert_eq!(initials(name), expected);
        }
    }

    #[test]
    fn a_name_is_not_shown_beside_itself() {
        let person = |name: &str, native: &str, latin: &str| Person {
            name: name.into(),
            name_native: Some(native.into()),
            name_latin: Some(latin.into()),
            ..Person::default()
        };
        assert_eq!(person("ليلى سروندي", "ليلى سروندي", "Layla Sarwandi").beside(), ["Layla Sarwandi"]);
        assert_eq!(person("Łucja Brzeziec", "", "Lucja Brzeziec").beside(), Vec::<&str>::new());
        assert_eq!(person("Oksana", "Оксана М", "Oksana").beside(), ["Оксана М"]);
    }

    #[test]
    fn what_a_backend_leaves_out_is_empty() {
        let person = <Person as crate::backend::FromFields>::from_json(serde_json::json!({"id": "p1", "name": "Wren"}));
        assert!(person.email.is_none() && person.languages.is_empty() && !person.is_away("2026-11-22"));
        let away = Person { away_until: Some("2026-11-24".into()), ..person };
        assert!(away.is_away("2026-11-24") && !away.is_away("2026-11-25"));
    }
}
