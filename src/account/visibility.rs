//! Who may see a field of a profile.

use std::collections::BTreeMap;

/// Levels from the narrowest to the widest; the first holds where nothing was chosen.
pub const LEVELS: [&str; 4] = ["me", "organisation", "members", "public"];

/// Somebody who looks at a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// A member of another organisation.
    Member,
    /// A member of the same organisation.
    Colleague,
    /// Anybody.
    Public,
}

impl Viewer {
    /// The viewer of a code; the ordinary member when it is unknown.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "colleague" => Self::Colleague,
            "public" => Self::Public,
            _ => Self::Member,
        }
    }

    /// Whether this viewer sees what has this level. An unknown level is the narrowest.
    #[must_use]
    pub fn sees(self, level: &str) -> bool {
        let least = match self {
            Self::Colleague => 1,
            Self::Member => 2,
            Self::Public => 3,
        };
        LEVELS.iter().position(|known| *known == level).is_some_and(|place| place >= least)
    }
}

/// The level of a field.
#[must_use]
pub fn level<'a>(visibility: &'a BTreeMap<String, String>, field: &str) -> &'a str {
    let [narrowest, ..] = LEVELS;
    visibility.get(field).map(String::as_str).filter(|level| LEVELS.contains(level)).unwrap_or(narrowest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_viewer_sees_what_is_wide_enough() {
        for (level, colleague, member, public) in [
            ("me", false, false, false),
            ("organisation", true, false, false),
            ("members", true, true, false),
            ("public", true, true, true),
            ("robots", false, false, false),
        ] {
            assert_eq!(Viewer::Colleague.sees(level), colleague, "{level}");
            assert_eq!(Viewer::Member.sees(level), member, "{level}");
            assert_eq!(Viewer::Public.sees(level), public, "{level}");
        }
    }

    #[test]
    fn what_was_never_chosen_is_narrow() {
        let chosen = BTreeMap::from([("email".to_owned(), "members".to_owned()), ("bio".to_owned(), "all".to_owned())]);
        assert_eq!(level(&chosen, "email"), "members");
        assert_eq!(level(&chosen, "phone"), "me");
        assert_eq!(level(&chosen, "bio"), "me");
    }
}
