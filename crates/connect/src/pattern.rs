//! Sentences taken apart by a pattern such as `{field} is required`.
//!
//! A pattern is text with holes: `{field}` takes a name, `{text}` and `{_}` take anything. Each hole takes as little as
//! it can, and the whole sentence must fit. There is no choice and no repetition in it, so it is done in one pass.

/// What a sentence tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub field: Option<String>,
    pub text: Option<String>,
}

/// Whether it is a pattern: holes of known names, never side by side, and `{field}` among them where one is needed.
pub(crate) fn is_good(pattern: &str, field: bool) -> bool {
    let mut rest = pattern;
    let mut named = false;
    while let Some((before, hole, after)) = next_hole(rest) {
        let touching = before.is_empty() && rest.len() < pattern.len();
        if touching || !matches!(hole, "field" | "text" | "_") {
            return false;
        }
        named |= hole == "field";
        rest = after;
    }
    !pattern.is_empty() && (named || !field)
}

/// What the sentence tells by this pattern; nothing when it does not fit.
pub(crate) fn told(pattern: &str, sentence: &str) -> Option<Told> {
    let mut found = Told::default();
    let Some((before, mut hole, mut rest)) = next_hole(pattern) else {
        return (pattern == sentence).then_some(found);
    };
    let mut left = sentence.strip_prefix(before)?;
    loop {
        let next = next_hole(rest);
        let fixed = next.map_or(rest, |(before, ..)| before);
        let (taken, after) = match next {
            // The last words are at the end, wherever else they may stand.
            None => (left.strip_suffix(fixed)?, ""),
            Some(_) => left.split_once(fixed)?,
        };
        match hole {
            "field" if !is_name(taken) => return None,
            "field" => found.field = Some(taken.into()),
            "text" => found.text = Some(taken.into()),
            _ => {}
        }
        let Some((_, name, further)) = next else { return Some(found) };
        (hole, rest, left) = (name, further, after);
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "_-.[]/".contains(letter))
}

/// The text before the next hole, its name, and what follows.
fn next_hole(pattern: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = pattern.split_once('{')?;
    let (name, rest) = after.split_once('}')?;
    Some((before, name, rest))
}

#[cfg(test)]
mod tests {
    use super::{Told, is_good, told};

    fn both(field: &str, text: &str) -> Option<Told> {
        Some(Told { field: Some(field.into()), text: Some(text.into()) })
    }

    #[test]
    fn sentences_are_taken_apart() {
        assert_eq!(told("{field} is required", "title is required"), Some(Told { field: Some("title".into()), text: None }));
        assert_eq!(told("{field}: {text}", "a: b: c"), both("a", "b: c"));
        let mismatch = "schema mismatch for Alert.published_at; expected Date but got String";
        assert_eq!(told("schema mismatch for {field}; {text}", mismatch), both("Alert.published_at", "expected Date but got String"));
        assert_eq!(told("Value {_} for field \"{field}\" {text}", "Value \"x\" for field \"email\" in all"), both("email", "in all"));
        assert_eq!(told("{_} is required", "is required"), None);
        assert_eq!(told("{field} is required", "the title is required"), None);
        assert_eq!(told("{field} is required", " is required"), None);
        assert_eq!(told("gone", "gone"), Some(Told::default()));
        assert_eq!(told("gone", "gone."), None);
        assert_eq!(told("{text}", ""), Some(Told { field: None, text: Some(String::new()) }));
    }

    #[test]
    fn nothing_makes_it_panic() {
        let odd = ["", "{", "}", "{}", "{field", "é{field}é", "{text}é", "}{", "{field}{", "éé"];
        for pattern in odd {
            for sentence in odd {
                let _ = (is_good(pattern, true), told(pattern, sentence));
            }
        }
    }

    #[test]
    fn patterns_are_judged() {
        for good in ["{field}", "{field}: {text}", "a {_} b {field}"] {
            assert!(is_good(good, true), "{good}");
        }
        for bad in ["", "no field", "{field}{text}", "{name}", "{text}"] {
            assert!(!is_good(bad, true), "{bad}");
        }
        assert!(is_good("anything {_}", false));
    }
}
