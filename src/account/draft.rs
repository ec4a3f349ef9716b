//! A profile as it is being edited, and what of it must be sent.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::visibility::level;
use crate::directory::{FIELDS, Person};

/// The fields that are typed.
pub const TEXTS: [&str; 7] = ["name", "title", "pronouns", "email", "phone", "bio", "awayUntil"];
/// The fields that are chosen from a list.
pub const LISTS: [&str; 3] = ["languages", "expertise", "countries"];

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Typed fields, in the order of [`TEXTS`].
    pub texts: [String; TEXTS.len()],
    /// Chosen codes, in the order of [`LISTS`].
    pub lists: [Vec<String>; LISTS.len()],
    /// Who sees each of [`FIELDS`].
    pub levels: [String; FIELDS.len()],
}

impl Draft {
    /// The profile as it is.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            texts: [
                person.name.clone(),
                text(&person.title),
                text(&person.pronouns),
                text(&person.email),
                text(&person.phone),
                text(&person.bio),
                text(&person.away_until),
            ],
            lists: [person.languages.clone(), person.expertise.clone(), person.countries.clone()],
            levels: FIELDS.map(|field| level(&person.visibility, field).to_owned()),
        }
    }

    /// The portal fields that differ from `before`: nothing else is sent, so that nothing else can be refused or overwritten.
    #[must_use]
    pub fn changes(&self, before: &Self, visibility: &BTreeMap<String, String>) -> Map<String, Value> {
        let mut changes = Map::new();
        for ((name, now), before) in TEXTS.iter().zip(&self.texts).zip(&before.texts) {
            let now = now.trim();
            if now != before.trim() {
                changes.insert((*name).to_owned(), if now.is_empty() { Value::Null } else { now.into() });
            }
        }
        for ((name, now), before) in LISTS.iter().zip(&self.lists).zip(&before.lists) {
            if now != before {
                changes.insert((*name).to_owned(), now.clone().into());
            }
        }
        if self.levels != before.levels {
            let mut map = Map::new();
            let levels = FIELDS.iter().copied().zip(&self.levels);
            for (field, level) in visibility.iter().map(|(field, level)| (field.as_str(), level)).chain(levels) {
                map.insert(field.to_owned(), level.clone().into());
            }
            changes.insert("visibility".to_owned(), Value::Object(map));
        }
        changes
    }

    /// This draft of a profile that was `before`, over what somebody else has saved meanwhile: what was not touched here is as
    /// they left it. With the fields that both changed, and what they have there.
    #[must_use]
    pub fn over(mut self, before: &Self, theirs: &Self) -> (Self, Vec<(&'static str, Vec<String>)>) {
        let mut both = Vec::new();
        for (((name, mine), before), theirs) in TEXTS.iter().zip(&mut self.texts).zip(&before.texts).zip(&theirs.texts) {
            if mine.trim() == before.trim() {
                mine.clone_from(theirs);
            } else if theirs != before && theirs != mine {
                both.push((*name, Some(theirs.clone()).filter(|text| !text.is_empty()).into_iter().collect()));
            }
        }
        for (((name, mine), before), theirs) in LISTS.iter().zip(&mut self.lists).zip(&before.lists).zip(&theirs.lists) {
            if mine == before {
                mine.clone_from(theirs);
            } else if theirs != before && theirs != mine {
                both.push((*name, theirs.clone()));
            }
        }
        for ((mine, before), theirs) in self.levels.iter_mut().zip(&before.levels).zip(&theirs.levels) {
            if mine == before {
                mine.clone_from(theirs);
            }
        }
        (self, both)
    }

    /// Whether a field of [`FIELDS`] holds anything.
    #[must_use]
    pub fn holds(&self, field: &str) -> bool {
        let typed = TEXTS.iter().zip(&self.texts).any(|(name, text)| *name == field && !text.trim().is_empty());
        typed || LISTS.iter().zip(&self.lists).any(|(name, codes)| *name == field && !codes.is_empty())
    }

    /// Who sees a field of [`FIELDS`].
    #[must_use]
    pub fn level_of(&self, field: &str) -> &str {
        FIELDS.iter().zip(&self.levels).find(|(name, _)| **name == field).map_or("", |(_, level)| level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        Person {
            name: "Seán Ó Dúnlaoich".into(),
            phone: Some("+447700900001".into()),
            languages: vec!["ga".into()],
            visibility: BTreeMap::from([("phone".into(), "me".into()), ("photo".into(), "members".into())]),
            ..Person::default()
        }
    }

    #[test]
    fn only_what_changed_is_sent() {
        let person = person();
        let before = Draft::of(&person);
        assert!(before.changes(&before, &person.visibility).is_empty());

        let mut now = before.clone();
        now.texts = now.texts.map(|text| text + " ");
        assert!(now.changes(&before, &person.visibility).is_empty(), "a space at the end is no change");

        now.texts[4] = String::new();
        now.lists[0].push("en".into());
        let changes = now.changes(&before, &person.visibility);
        assert_eq!(Value::Object(changes), serde_json::json!({"phone": null, "languages": ["ga", "en"]}));
    }

    #[test]
    fn what_somebody_else_saved_meanwhile_stays() {
        let before = Draft::of(&person());
        let (mut mine, mut theirs) = (before.clone(), before.clone());
        mine.texts[4] = "+447700900002".into();
        mine.texts[1] = "Mine".into();
        theirs.texts[1] = "Theirs".into();
        theirs.texts[5] = "A few words.".into();
        theirs.lists[1] = vec!["law".into()];
        let (now, both) = mine.over(&before, &theirs);
        assert_eq!(both, [("title", vec!["Theirs".to_owned()])]);
        let changes = now.changes(&theirs, &person().visibility);
        assert_eq!(Value::Object(changes), serde_json::json!({"title": "Mine", "phone": "+447700900002"}));
    }

    #[test]
    fn visibility_is_sent_whole_and_keeps_what_we_do_not_know() {
        let person = person();
        let before = Draft::of(&person);
        let mut now = before.clone();
        now.levels[2] = "organisation".into();
        let changes = now.changes(&before, &person.visibility);
        assert_eq!(
            Value::Object(changes),
            serde_json::json!({"visibility": {"pronouns": "me", "email": "me", "phone": "organisation", "bio": "me",
                "languages": "me", "expertise": "me", "countries": "me", "photo": "members"}})
        );
        assert_eq!(now.level_of("phone"), "organisation");
        assert!(now.holds("phone") && now.holds("languages") && !now.holds("email"));
    }
}
