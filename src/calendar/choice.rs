//! What of the calendar is shown: all of it stands in the address.

use super::month::Month;
use crate::words::calendar as words;

/// The part of the calendar that an address names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether the month is drawn as a grid; otherwise the agenda.
    pub grid: bool,
    /// The month of the grid, when it is not the present one.
    pub month: Option<Month>,
    /// Whether the agenda shows what is past.
    pub past: bool,
    /// The kinds that are shown; every kind when empty.
    pub kinds: Vec<String>,
}

impl Choice {
    /// Reads the query of an address. What makes no sense is as if it were not there.
    #[must_use]
    pub fn of(query: impl Fn(&str) -> Option<String>) -> Self {
        let is = |name: &str, value: &str| query(name).as_deref() == Some(value);
        let known = |kind: &&str| words::kind(kind).is_some();
        Self {
            grid: is("view", "month"),
            month: query("month").as_deref().and_then(Month::parse),
            past: is("when", "past"),
            kinds: query("kind").unwrap_or_default().split(',').filter(known).map(str::to_owned).collect(),
        }
    }

    /// The address that shows this.
    #[must_use]
    pub fn address(&self) -> String {
        let mut parts = Vec::new();
        if self.grid {
            parts.push("view=month".to_owned());
            parts.extend(self.month.map(|month| format!("month={}", month.code())));
        } else if self.past {
            parts.push("when=past".to_owned());
        }
        if !self.kinds.is_empty() {
            parts.push(format!("kind={}", self.kinds.join(",")));
        }
        if parts.is_empty() { "/calendar".to_owned() } else { format!("/calendar?{}", parts.join("&")) }
    }

    /// Whether meetings of a kind are shown.
    #[must_use]
    pub fn shows(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|shown| shown == kind)
    }

    /// The same with a kind put in, or taken out when it is there.
    #[must_use]
    pub fn with_kind_turned(mut self, kind: &str) -> Self {
        let before = self.kinds.len();
        self.kinds.retain(|shown| shown != kind);
        if self.kinds.len() == before {
            self.kinds.push(kind.to_owned());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Choice {
        Choice::of(|name| query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned))
    }

    #[test]
    fn an_address_comes_back_as_it_was() {
        for (query, address) in [
            ("", "/calendar"),
            ("view=month&month=2026-11", "/calendar?view=month&month=2026-11"),
            ("when=past&kind=agm,urgent", "/calendar?when=past&kind=agm,urgent"),
            ("view=week&month=2026-99&kind=robots", "/calendar"),
            ("view=month&when=past", "/calendar?view=month"),
        ] {
            assert_eq!(of(query).address(), address, "{query}");
        }
    }

    #[test]
    fn a_kind_is_put_in_and_taken_out() {
        let one = Choice::default().with_kind_turned("agm");
        assert!(one.shows("agm") && !one.shows("social"));
        let two = one.with_kind_turned("social");
        assert!(two.shows("agm") && two.shows("social"));
        assert_eq!(two.with_kind_turned("agm").kinds, ["social"]);
        assert!(Choice::default().shows("anything"));
    }
}
