//! The vocabulary as data: every key of a profile, what may stand under it, and what must be there.
//!
//! The judge walks these tables, and the JSON Schema is made from them. There is no other list of words.

mod frame;
mod record;

pub(crate) use frame::FRAME;
pub(crate) use record::RESOURCE;

use crate::complaint::{BAD_PATTERN, BAD_POINTER, Fault, WRONG_TYPE};
use crate::when;

/// What a value of a profile must be.
pub(crate) enum Shape {
    /// Any JSON value, usually a template.
    Any,
    /// `null`: takes away what a default says.
    Null,
    /// Any text.
    Text,
    /// A text of a certain form.
    Form(&'static Form),
    /// One of these texts.
    Word(&'static [&'static str]),
    /// True or false.
    Flag,
    /// Only this one.
    Only(bool),
    /// A whole number, this or more.
    Count(u32),
    /// An object with the keys of a group, and no others.
    Object(&'static Group),
    /// An object of header names and texts.
    Headers,
    /// An object with any keys, and under each the same shape.
    Map(&'static Shape),
    /// A list of the same shape.
    List(&'static Shape),
    /// The first of these whose JSON type fits; the text says what they are.
    Either(&'static [Shape], &'static str),
}

/// A text with rules of its own.
pub(crate) struct Form {
    /// Whether a text has this form.
    pub good: fn(&str) -> bool,
    /// The mistake when it has not.
    pub fault: Fault,
    /// What is expected.
    pub expected: &'static str,
    /// The same as a regular expression, for the schema.
    pub pattern: &'static str,
}

/// An object of the vocabulary.
pub(crate) struct Group {
    /// Its name in the schema.
    pub name: &'static str,
    /// Its own keys.
    pub keys: &'static [Key],
    /// A group whose keys it has as well.
    pub also: Option<&'static Group>,
    /// Whether what must be there may come from `defaults` instead.
    pub part: bool,
}

/// One key of a group.
pub(crate) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    /// What must be there; empty when the key may be left out.
    pub need: &'static str,
}

impl Group {
    /// The key of that name, among its own and those it shares.
    pub fn key(&self, name: &str) -> Option<&Key> {
        let own = self.keys.iter().find(|key| key.name == name);
        own.or_else(|| self.also?.key(name))
    }
}

const fn may(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, need: "" }
}

const fn must(name: &'static str, shape: Shape, need: &'static str) -> Key {
    Key { name, shape, need }
}

const fn group(name: &'static str, keys: &'static [Key]) -> Group {
    Group { name, keys, also: None, part: false }
}

/// A JSON Pointer: the one form with a complaint of its own.
pub(crate) static POINTER: Form = Form {
    good: crate::json::is_pointer,
    fault: BAD_POINTER,
    expected: "a JSON Pointer: empty, or beginning with /",
    pattern: "^(/([^~]|~[01])*)?$",
};

static BASE: Form = Form {
    good: is_base,
    fault: WRONG_TYPE,
    expected: "empty, a path that begins with /, or an http(s) address",
    pattern: "^(/([^/?#{ ][^?#{ ]*)?|https?://[^?#{ ]*)?$",
};

static ADDRESS: Form = Form {
    good: is_address,
    fault: WRONG_TYPE,
    expected: "a path that begins with /, or an http(s) address",
    pattern: "^(/([^/][\\s\\S]*)?|https?://[\\s\\S]*)$",
};

static SOCKET: Form = Form {
    good: is_socket,
    fault: WRONG_TYPE,
    expected: "a path that begins with /, or an address of http(s) or ws(s)",
    pattern: "^(/([^/][\\s\\S]*)?|(https?|wss?)://[\\s\\S]*)$",
};

static FILLED: Form = Form { good: |text| !text.is_empty(), fault: WRONG_TYPE, expected: "a text that is not empty", pattern: "[\\s\\S]" };

/// A sentence with holes, one of them for the name of a field.
static NAMING: Form = Form {
    good: |text| crate::pattern::is_good(text, true),
    fault: BAD_PATTERN,
    expected: "a sentence with {field} in it, and {text} or {_} if need be",
    pattern: "\\{field\\}",
};

static SENTENCE: Form = Form {
    good: |text| crate::pattern::is_good(text, false),
    fault: BAD_PATTERN,
    expected: "a sentence, with {text} or {_} in it if need be",
    pattern: "[\\s\\S]",
};

static HEADER: Form =
    Form { good: is_header, fault: WRONG_TYPE, expected: "the name of a header", pattern: "^[!#$%&'*+.^_`|~{}0-9A-Za-z-]+$" };

static ZONE: Form = Form {
    good: |text| when::offset(text).is_some(),
    fault: WRONG_TYPE,
    expected: "utc, or an offset such as +02:00",
    pattern: "^([Zz]|utc|UTC|[+-]\\d\\d:?\\d\\d)$",
};

static DURATION: Form = Form {
    good: |text| when::duration(text).is_some(),
    fault: WRONG_TYPE,
    expected: "an ISO 8601 duration of days and less, such as PT5M or P7D",
    pattern: "^P(\\d+W)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+S)?)?$",
};

/// The comparisons a filter may have.
pub(crate) const OPS: [&str; 9] = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "contains", "startsWith"];

const AT: Shape = Shape::Form(&POINTER);
const TEMPLATE: Shape = Shape::Either(&[Shape::Text, Shape::Map(&Shape::Any)], "a text or an object");
const TEXTS: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)], "a text or a list of texts");
const POINTERS: Shape = Shape::Either(&[AT, Shape::List(&AT)], "a JSON Pointer, or a list of them");
const PLACE: Shape = Shape::Either(&[AT, Shape::Object(&PLACED)], "a JSON Pointer, or an object with at or header");
const SAVED: Shape = Shape::Map(&PLACE);
const REQUESTED: Shape = Shape::Either(&[Shape::Form(&ADDRESS), Shape::Object(&frame::REQUEST)], "an address, or a request");
const FIELDED: Shape = Shape::Either(&[AT, Shape::Object(&record::FIELD)], "a JSON Pointer, or a field");
/// Not a constant: a part may have parts itself.
static PARTED: Shape = Shape::Either(&[AT, Shape::Object(&record::FORM)], "a JSON Pointer, or a part");

static PLACED: Group = group("place", &[may("at", AT), may("header", Shape::Form(&HEADER))]);

fn is_base(text: &str) -> bool {
    (text.is_empty() || is_address(text)) && !text.contains(['?', '#', '{', ' '])
}

fn is_address(text: &str) -> bool {
    let path = text.starts_with('/') && !text.starts_with("//");
    path || text.starts_with("https://") || text.starts_with("http://")
}

fn is_socket(text: &str) -> bool {
    is_address(text) || text.starts_with("wss://") || text.starts_with("ws://")
}

pub(crate) fn is_header(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~{}".contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each form, and whether its pattern says all that there is to say.
    static FORMS: [(&Form, bool); 10] = [
        (&POINTER, true),
        (&BASE, true),
        (&ADDRESS, true),
        (&SOCKET, true),
        (&FILLED, true),
        (&HEADER, true),
        (&NAMING, false),
        (&SENTENCE, false),
        // Of these some odd forms are taken that no editor need take.
        (&ZONE, false),
        (&DURATION, false),
    ];

    fn agree(text: &str, forms: usize) {
        for (form, whole) in FORMS.iter().take(forms) {
            let fits = regex_lite::Regex::new(form.pattern).unwrap().is_match(text);
            let good = (form.good)(text);
            assert!(fits || !good, "{text:?} is good, and {} does not fit", form.pattern);
            assert!(good || !fits || !whole, "{text:?} is not good, and {} fits", form.pattern);
        }
    }

    #[test]
    fn patterns_of_the_schema_fit_what_is_good() {
        let texts = "|/|//|/~|/~0/~1|http://|https://a.test/b|wss://x|/a\nb|\n|/?|https://a b|A-b|utc|Z|+02:00|-0930|+25:00";
        let more = "P1D|P|PT|P1W|PT1H1M1S|P1DT5M|P1WT1H|{field}|{field}: {text}|{_}|x {text} y\n";
        texts.split('|').chain(more.split('|')).for_each(|text| agree(text, FORMS.len()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn patterns_of_the_schema_fit_whatever_is_good(text in prop_oneof!["(https?://|wss?://|/|~)?[/~01ab?#{} \\n:-]{0,6}", "[ab{}_ \\n]{0,3}(\\{(field|text|_)\\})?[ab{}]{0,3}", any::<String>()]) {
            agree(&text, FORMS.len() - 2);
        }
    }
}
