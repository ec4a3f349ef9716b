//! A request or an offer on the support board.

use crate::record;

record! {
    /// One item of the board.
    pub struct Item {
        /// The backend's id.
        pub id = "id": String,
        /// The state that was read, for changing it.
        pub seen = "@version": Option<crate::backend::Version>,
        /// What people quote, such as `SB-2026-021`.
        pub reference = "ref": Option<String>,
        /// `request` or `offer`.
        pub kind = "kind": String,
        /// What it is about, a code.
        pub topic = "topic": String,
        /// A short title.
        pub title = "title": String,
        /// What is asked or offered.
        pub body = "body": Option<String>,
        /// Whether the author stays unnamed.
        pub anonymous = "anonymous": bool,
        /// The author's person id, where this viewer may know.
        pub author = "author": Option<String>,
        /// The author's name, where this viewer may know.
        pub author_name = "authorName": Option<String>,
        /// The author's organisation, where this viewer may know.
        pub organisation_name = "organisationName": Option<String>,
        /// How many can be helped.
        pub capacity = "capacity": Option<f64>,
        /// How many hours a month.
        pub hours_per_month = "hoursPerMonth": Option<f64>,
        /// What it costs, in pence (GBP); 0 is free.
        pub cost_pence = "costPence": Option<f64>,
        /// The last day it is good for.
        pub until = "until": Option<String>,
        /// `open`, `matched`, `in_progress`, `closed`, `expired` or `withdrawn`.
        pub status = "status": Option<String>,
        /// When it was put up (RFC 3339).
        pub created = "created": Option<String>,
    }
}

impl Item {
    /// Whether it still waits for an answer on a day (`YYYY-MM-DD`).
    #[must_use]
    pub fn is_open(&self, today: &str) -> bool {
        let in_time = self.until.as_deref().is_none_or(|until| until.is_empty() || until >= today);
        in_time && matches!(self.status.as_deref(), None | Some("open" | "matched" | "in_progress"))
    }

    /// The cost in words of numbers: `0` pence is nothing, `1234567` is `£12,345.67`.
    #[must_use]
    pub fn cost(&self) -> Option<String> {
        let pence = self.cost_pence.filter(|pence| pence.is_finite() && *pence >= 1.0)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let pence = pence as u64;
        let digits = (pence / 100).to_string();
        let mut pounds = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                pounds.push(',');
            }
            pounds.push(digit);
        }
        Some(if pence.is_multiple_of(100) { format!("£{pounds}") } else { format!("£{pounds}.{:02}", pence % 100) })
    }
}

/// A number without needless decimals: `0.5`, `12`.
#[must_use]
pub fn plain_number(number: f64) -> String {
    let text = serde_json::Value::from(number).to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_in_pounds() {
        let cost = |pence: f64| Item { cost_pence: Some(pence), ..Item::default() }.cost();
        assert_eq!(cost(0.0), None);
        assert_eq!(cost(1_234_567.0).as_deref(), Some("£12,345.67"));
        assert_eq!(cost(25_000.0).as_deref(), Some("£250"));
        assert_eq!(cost(100_000_000.0).as_deref(), Some("£1,000,000"));
        assert_eq!(cost(f64::NAN), None);
    }

    #[test]
    fn half_hours_stay_halves() {
        assert_eq!(plain_number(0.5), "0.5");
        assert_eq!(plain_number(12.0), "12");
    }

    #[test]
    fn what_has_ended_is_not_open() {
        let item = |status: &str, until: &str| Item { status: Some(status.into()), until: Some(until.into()), ..Item::default() };
        assert!(item("open", "2026-11-22").is_open("2026-11-22"));
        assert!(!item("open", "2026-11-21").is_open("2026-11-22"));
        assert!(!item("closed", "2027-01-01").is_open("2026-11-22"));
        assert!(Item::default().is_open("2026-11-22"));
    }
}
