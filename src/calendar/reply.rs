//! A reply to a meeting.

use crate::record;

record! {
    /// What one person answered to one meeting.
    pub struct Reply {
        /// The backend's id.
        pub id = "id": String,
        /// The state that was read, for changing it.
        pub seen = "@version": Option<crate::backend::Version>,
        /// The meeting.
        pub meeting = "meeting": String,
        /// Who answered.
        pub person = "person": String,
        /// The person's name.
        pub person_name = "personName": Option<String>,
        /// `in_person`, `remote`, `maybe` or `apologies`.
        pub answer = "answer": String,
        /// The place on the waiting list, from 1.
        pub wait_position = "waitPosition": Option<f64>,
        /// What the person needs to take part: for the convenor's eyes.
        pub needs = "needs": Option<String>,
    }
}

impl Reply {
    /// The place on the waiting list, from 1, when the person waits for one.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn waiting(&self) -> Option<usize> {
        let comes = matches!(self.answer.as_str(), "in_person" | "remote");
        self.wait_position.filter(|position| comes && *position >= 1.0).map(|position| position as usize)
    }
}

/// How many people gave an answer and have their place: those who wait are not counted.
#[must_use]
pub fn total(replies: &[Reply], answer: &str) -> usize {
    replies.iter().filter(|reply| reply.answer == answer && reply.waiting().is_none()).count()
}

/// How many people wait for a place.
#[must_use]
pub fn total_waiting(replies: &[Reply]) -> usize {
    replies.iter().filter(|reply| reply.waiting().is_some()).count()
}

/// Puts a reply in the place of the one that the same person gave before.
pub fn put(replies: &mut Vec<Reply>, reply: Reply) {
    replies.retain(|known| known.id != reply.id && known.person != reply.person);
    replies.push(reply);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(person: &str, answer: &str, wait: Option<f64>) -> Reply {
        Reply { id: person.into(), person: person.into(), answer: answer.into(), wait_position: wait, ..Reply::default() }
    }

    #[test]
    fn those_who_wait_are_counted_apart() {
        let replies = [reply("a", "in_person", Some(0.0)), reply("b", "in_person", Some(2.0)), reply("c", "apologies", Some(2.0))];
        assert_eq!(total(&replies, "in_person"), 1);
        assert_eq!(total(&replies, "apologies"), 1, "who does not come waits for nothing");
        assert_eq!(total_waiting(&replies), 1);
        assert_eq!(replies.get(1).and_then(Reply::waiting), Some(2));
    }

    #[test]
    fn one_person_has_one_reply() {
        let mut replies = vec![reply("a", "in_person", None), reply("b", "maybe", None)];
        put(&mut replies, reply("a", "remote", None));
        assert_eq!((total(&replies, "in_person"), total(&replies, "remote"), replies.len()), (0, 1, 2));
    }
}
