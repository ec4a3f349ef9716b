//! Answers that need not be asked for again yet: the profile says for how long (`cache.stale`), and for how long anything may be
//! shown again at all (`cache.keep`). They are in this tab's memory, and go with what makes them untrue.

use connect::{Query, Record};

/// Lists that were answered, each with when.
#[derive(Default)]
pub struct Fresh(Vec<Answered>);

struct Answered {
    records: String,
    query: Query,
    at: i64,
    found: Vec<Record>,
}

impl Fresh {
    /// The answer to a question, when it is younger than so many seconds.
    pub fn find(&self, records: &str, query: &Query, now: i64, seconds: u64) -> Option<Vec<Record>> {
        let known = self.0.iter().find(|known| known.records == records && known.query == *query)?;
        is_younger(known.at, now, seconds).then(|| known.found.clone())
    }

    /// Keeps an answer in place of the one before.
    pub fn keep(&mut self, records: &str, query: Query, now: i64, found: Vec<Record>) {
        self.0.retain(|known| known.records != records || known.query != query);
        self.0.push(Answered { records: records.to_owned(), query, at: now, found });
    }

    /// One of these records has changed: what was answered about them is not true any more.
    pub fn forget(&mut self, records: &str) {
        self.0.retain(|known| known.records != records);
    }
}

/// Whether something is younger than so many seconds. A clock that was set back makes everything old.
pub fn is_younger(at: i64, now: i64, seconds: u64) -> bool {
    u64::try_from(now.saturating_sub(at)).is_ok_and(|age| age < seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_good_for_so_long_and_for_its_question_alone() {
        let mut fresh = Fresh::default();
        let query = || Query::new().sort("name", false);
        fresh.keep("people", query(), 100, Vec::new());
        assert!(fresh.find("people", &query(), 159, 60).is_some());
        assert!(fresh.find("people", &query(), 160, 60).is_none());
        assert!(fresh.find("people", &query(), 99, 60).is_none(), "the clock was set back");
        assert!(fresh.find("people", &Query::new(), 101, 60).is_none());
        fresh.keep("meetings", query(), 100, Vec::new());
        fresh.forget("people");
        assert!(fresh.find("people", &query(), 101, 60).is_none());
        assert!(fresh.find("meetings", &query(), 101, 60).is_some());
    }
}
