//! What organisations answer to an ask, and what a person has opened.

/// The answers there are, in the order they are shown.
pub const ANSWERS: [&str; 4] = ["acting", "can_help", "noted", "cannot"];

use crate::backend::sort_by;
use crate::record;

record! {
    /// One organisation's answer to one ask.
    pub struct Answer {
        /// The backend's id.
        pub id = "id": String,
        /// The state that was read, for changing it.
        pub seen = "@version": Option<crate::backend::Version>,
        /// The alert that asks.
        pub alert = "alert": String,
        /// The ask within the alert.
        pub ask = "ask": String,
        /// The organisation that answers.
        pub organisation = "organisation": String,
        /// Its name.
        pub organisation_name = "organisationName": Option<String>,
        /// `acting`, `can_help`, `noted` or `cannot`.
        pub answer = "answer": String,
        /// A few words with it.
        pub note = "note": Option<String>,
    }
}

/// Who gave one answer to an ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The answer's code.
    pub answer: &'static str,
    /// The organisations, by name.
    pub from: Vec<Answer>,
}

/// The answers to an ask, counted; what nobody answered is left out.
#[must_use]
pub fn tallies(answers: &[Answer], ask: &str) -> Vec<Tally> {
    let of = |code: &'static str| {
        let mut from: Vec<_> = answers.iter().filter(|one| one.ask == ask && one.answer == code).cloned().collect();
        sort_by(&mut from, |a, b| a.organisation_name.cmp(&b.organisation_name));
        Tally { answer: code, from }
    };
    ANSWERS.into_iter().map(of).filter(|tally| !tally.from.is_empty()).collect()
}

record! {
    /// That a person has opened an alert.
    pub struct AlertRead {
        /// The alert.
        pub alert = "alert": String,
        /// The person.
        pub person = "person": String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_ask_and_named_in_order() {
        let answer = |ask: &str, answer: &str, name: &str| Answer {
            ask: ask.into(),
            answer: answer.into(),
            organisation_name: Some(name.into()),
            ..Answer::default()
        };
        let answers =
            [answer("1", "acting", "Wren"), answer("1", "cannot", "Ash"), answer("2", "acting", "Elm"), answer("1", "acting", "Birch")];
        let found = tallies(&answers, "1");
        assert_eq!(found.iter().map(|tally| (tally.answer, tally.from.len())).collect::<Vec<_>>(), [("acting", 2), ("cannot", 1)]);
        assert_eq!(found[0].from[0].organisation_name.as_deref(), Some("Birch"));
    }
}
