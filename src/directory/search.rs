//! How well a typed word fits a name: its beginning, the beginning of a word, inside one, or one typo away.
//!
//! All texts are folded first (see [`super::fold`]); the parts of a record are divided by line breaks.

use super::fold::fold;

/// How well a word fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// A name begins with it.
    Beginning,
    /// A word of a name begins with it.
    Word,
    /// A word of something that belongs to the record begins with it: its organisation, expertise, a language.
    Related,
    /// A name holds it.
    Inside,
    /// The name of its organisation holds it.
    RelatedInside,
    /// One typo away from the beginning of a word.
    Typo,
    /// The name of its organisation is one typo away.
    RelatedTypo,
}

/// How many places in the ranking there are.
pub const FITS: usize = 7;

/// A typo is forgiven in words of this many letters or more.
const TYPO_FROM: usize = 4;

/// What was typed, folded into words.
#[must_use]
pub fn typed_words(typed: &str) -> Vec<String> {
    fold(typed).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How well a word fits a folded text; nothing when the text does not hold it.
#[must_use]
pub fn fit(text: &str, word: &str) -> Option<Fit> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let first = word.first()?;
    let mut best = None;
    let mut before = b'\n';
    for (at, byte) in text.iter().enumerate() {
        if byte == first && text.get(at..).is_some_and(|rest| rest.starts_with(word)) {
            match before {
                b'\n' => return Some(Fit::Beginning),
                b' ' => best = Some(Fit::Word),
                _ if best.is_none() => best = Some(Fit::Inside),
                _ => {}
            }
        }
        before = *byte;
    }
    best
}

/// Whether some word of the text begins with `word` but for one letter missing, added, changed, or swapped with the next.
#[must_use]
pub fn nearly(text: &str, word: &str) -> bool {
    may_be_mistyped(word) && text.split([' ', '\n']).any(|known| begins_nearly(known, word))
}

/// Whether a word is long enough for a typo to be forgiven.
#[must_use]
pub fn may_be_mistyped(word: &str) -> bool {
    word.chars().nth(TYPO_FROM - 1).is_some()
}

fn begins_nearly(known: &str, typed: &str) -> bool {
    let same: usize = known.chars().zip(typed.chars()).take_while(|(left, right)| left == right).map(|(left, _)| left.len_utf8()).sum();
    let (Some(known), Some(typed)) = (known.get(same..), typed.get(same..)) else { return false };
    if typed.is_empty() {
        return true;
    }
    let (mut known_after, mut typed_after) = (known.chars(), typed.chars());
    let (Some(known_first), Some(typed_first)) = (known_after.next(), typed_after.next()) else {
        // The known word has ended: one letter too many is one typo.
        return typed.chars().nth(1).is_none();
    };
    let (known_after, typed_after) = (known_after.as_str(), typed_after.as_str());
    known_after.starts_with(typed_after)
        || known.starts_with(typed_after)
        || known_after.starts_with(typed)
        || (known_after.starts_with(typed_first)
            && typed_after
                .strip_prefix(known_first)
                .is_some_and(|rest| known_after.strip_prefix(typed_first).is_some_and(|known| known.starts_with(rest))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_better_at_a_beginning() {
        let text = "ornevang memory institute\nhukommelse";
        for (word, expected) in [
            ("orne", Some(Fit::Beginning)),
            ("mem", Some(Fit::Word)),
            ("huk", Some(Fit::Beginning)),
            ("vang", Some(Fit::Inside)),
            ("stitute", Some(Fit::Inside)),
            ("me", Some(Fit::Word)),
            ("lamp", None),
            ("", None),
        ] {
            assert_eq!(fit(text, word), expected, "{word}");
        }
    }

    #[test]
    fn one_typo_is_forgiven_and_no_more() {
        for (known, typed, expected) in [
            ("mirovest", "mirovist", true),
            ("mirovest", "mriovest", true),
            ("mirovest", "mirvest", true),
            ("mirovest", "mirrovest", true),
            ("mirovest", "nirovest", true),
            ("mirovest", "mirovestt", true),
            ("mirovest", "mirov", true),
            ("mirovest", "mirvesst", false),
            ("mirovest", "morivest", false),
            ("lantern", "lanterm", true),
            ("lo", "lost", false),
            ("los", "lost", true),
            ("harrowmere", "harow", true),
            ("jorg", "joerg", true),
            ("سروندي", "سرندي", true),
        ] {
            assert_eq!(nearly(known, typed), expected, "{known} {typed}");
        }
        assert!(!nearly("lot", "lat"), "short words must be right");
    }

    #[test]
    fn what_is_typed_is_taken_word_by_word() {
        assert_eq!(typed_words("  Ó Dúnlaoich,Seán "), ["o", "dunlaoich", "sean"]);
        assert!(typed_words(" - ").is_empty());
    }
}
