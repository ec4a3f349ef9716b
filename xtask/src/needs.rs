//! What a journey may need of a backend. A journey carries each need as a tag, and runs where all of them are met.

/// Each need: the tag without its `@`, and the heading of its column in `docs/backends.md`.
pub const NEEDS: &[(&str, &str)] = &[
    ("directory", "directory"),
    ("alerts", "alerts"),
    ("calendar", "calendar"),
    ("commitment", "commitment"),
    ("support", "support"),
    ("posts", "blog"),
    ("statements", "statements"),
    ("sign-in", "sign-in"),
    ("write", "changes"),
    ("live", "at once"),
    ("rules", "own rules"),
];

/// What `needs` says of one word.
pub fn is_need(word: &str) -> bool {
    NEEDS.iter().any(|(name, _)| *name == word)
}

/// All words, for messages.
pub fn words() -> String {
    NEEDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// A pattern over the tags of the journeys that a backend without these cannot run.
pub fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let words: Vec<_> = words.into_iter().collect();
    (!words.is_empty()).then(|| format!("@({})(?![\\w-])", words.join("|")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::fingerprint::files_in;

    /// A tag that nobody knows would let a journey run where it cannot pass.
    #[test]
    fn every_tag_of_a_journey_is_known() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end");
        let mut seen = BTreeSet::new();
        for folder in ["journeys", "fixtures.ts"] {
            for file in files_in(&root.join(folder)).unwrap() {
                let text = fs::read_to_string(&file).unwrap();
                for piece in text.split('\'').filter_map(|piece| piece.strip_prefix('@')) {
                    if piece.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !piece.is_empty() {
                        assert!(is_need(piece) || piece == "large", "{} has the tag @{piece}; there are: {}", file.display(), words());
                        seen.insert(piece.to_owned());
                    }
                }
            }
        }
        for (need, _) in NEEDS {
            assert!(seen.contains(*need), "no journey has the tag @{need}");
        }
    }

    #[test]
    fn patterns_name_whole_tags() {
        assert_eq!(any_of(["sign-in", "live"]).unwrap(), "@(sign-in|live)(?![\\w-])");
        assert_eq!(any_of([]), None);
    }
}
