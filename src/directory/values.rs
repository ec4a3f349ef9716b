//! The values of a facet: each code once, with its name, numbered in the order they turned up.

use super::{
    fold::fold,
    search::{Fit, fit},
};
use crate::{
    backend::in_order,
    words::{codes, countries},
};

/// The name of an expertise or strength.
#[must_use]
pub fn expertise_name(code: &str) -> String {
    codes::expertise(code).unwrap_or(code).to_owned()
}

/// The English name of a language (BCP 47), or the code itself.
#[must_use]
pub fn language_name(code: &str) -> String {
    codes::languages(code).unwrap_or(code).to_owned()
}

/// The English name of a country (ISO 3166-1 alpha-2), or the code itself.
#[must_use]
pub fn country_name(code: &str) -> String {
    countries::names(code).unwrap_or(code).to_owned()
}

/// What kind of organisation it is.
#[must_use]
pub fn kind_name(code: &str) -> String {
    codes::organisation_kinds(code).unwrap_or(code).to_owned()
}

/// Shorter words than this find names only: "en" is the beginning of a name before it is a language.
const NAMED_FROM: usize = 3;

#[derive(Debug)]
struct Value {
    code: String,
    text: String,
    folded: String,
    uses: usize,
}

/// The values of a facet.
#[derive(Debug, Default)]
pub struct Values(Vec<Value>);

impl Values {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The number of a code, which is new or used once more.
    pub fn number(&mut self, code: &str, name: fn(&str) -> String) -> u32 {
        let at = self.0.iter().position(|value| value.code == code).unwrap_or_else(|| {
            let text = name(code);
            self.0.push(Value { code: code.to_owned(), folded: fold(&text), text, uses: 0 });
            self.0.len() - 1
        });
        if let Some(value) = self.0.get_mut(at) {
            value.uses += 1;
        }
        u32::try_from(at).unwrap_or_default()
    }

    /// The number of a code, if somebody has it.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<u32> {
        self.0.iter().position(|value| value.code == code).and_then(|at| u32::try_from(at).ok())
    }

    /// The name of a value.
    #[must_use]
    pub fn text(&self, number: u32) -> Option<&str> {
        self.0.get(number as usize).map(|value| value.text.as_str())
    }

    /// Numbers, codes and names, most used first: an order that does not change while somebody types.
    #[must_use]
    pub fn by_use(&self) -> Vec<(usize, String, String)> {
        // Fewer uses make a greater key.
        let keys: Vec<String> =
            self.0.iter().map(|value| format!("{:010} {}", usize::from(u16::MAX).saturating_sub(value.uses), value.folded)).collect();
        let at = |number: usize| self.0.get(number).map(|value| (number, value.code.clone(), value.text.clone()));
        in_order(&keys).into_iter().filter_map(at).collect()
    }

    /// The numbers of the values whose names have a word that begins with `word`.
    #[must_use]
    pub fn fitting(&self, word: &str) -> Vec<u32> {
        if word.chars().nth(NAMED_FROM - 1).is_none() {
            return Vec::new();
        }
        let fits = |value: &Value| matches!(fit(&value.folded, word), Some(Fit::Beginning | Fit::Word));
        self.0.iter().zip(0..).filter(|(value, _)| fits(value)).map(|(_, number)| number).collect()
    }
}
