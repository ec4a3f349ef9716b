//! What is asked of the directory, and its address: words, kinds of record, and facets.

/// The facets, in the order they are shown.
pub const FACETS: usize = 4;
/// What a person or organisation knows about.
pub const EXPERTISE: usize = 0;
/// What they speak.
pub const LANGUAGE: usize = 1;
/// What they work on.
pub const COUNTRY: usize = 2;
/// What kind of organisation it is.
pub const KIND: usize = 3;

/// The names of the facets in the address.
const NAMES: [&str; FACETS] = ["expertise", "language", "country", "kind"];

/// Which records are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// People and organisations together.
    #[default]
    All,
    /// People alone.
    People,
    /// Organisations alone.
    Organisations,
}

/// What is asked of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words, as typed.
    pub words: String,
    /// Which records.
    pub show: Show,
    /// The codes that are chosen in each facet: any of one facet, and every facet.
    pub chosen: [Vec<String>; FACETS],
}

impl Asked {
    /// Reads an address's query through `values`, which gives every value of a name.
    pub fn read(values: impl Fn(&str) -> Vec<String>) -> Self {
        let show = match values("show").first().map(String::as_str) {
            Some("people") => Show::People,
            Some("organisations") => Show::Organisations,
            _ => Show::All,
        };
        let words = values("q").into_iter().next().unwrap_or_default();
        Self { words, show, chosen: NAMES.map(&values) }
    }

    /// Names and values of the address's query.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let mut pairs = Vec::new();
        if !self.words.is_empty() {
            pairs.push(("q", self.words.as_str()));
        }
        match self.show {
            Show::All => {}
            Show::People => pairs.push(("show", "people")),
            Show::Organisations => pairs.push(("show", "organisations")),
        }
        for (name, codes) in NAMES.iter().zip(&self.chosen) {
            pairs.extend(codes.iter().map(|code| (*name, code.as_str())));
        }
        pairs
    }

    /// Whether any facet is chosen.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.show != Show::All || self.chosen.iter().any(|codes| !codes.is_empty())
    }

    /// Whether a code is chosen in a facet.
    #[must_use]
    pub fn has(&self, facet: usize, code: &str) -> bool {
        self.chosen.get(facet).is_some_and(|codes| codes.iter().any(|chosen| chosen == code))
    }

    /// Chooses a code in a facet, or lets it go.
    #[must_use]
    pub fn toggled(mut self, facet: usize, code: &str) -> Self {
        if let Some(codes) = self.chosen.get_mut(facet) {
            let before = codes.len();
            codes.retain(|chosen| chosen != code);
            if codes.len() == before {
                codes.push(code.to_owned());
            }
        }
        self
    }

    /// Shows one kind of record, or both when that kind was shown already.
    #[must_use]
    pub fn showing(mut self, show: Show) -> Self {
        self.show = if self.show == show { Show::All } else { show };
        self
    }

    /// The same words with nothing chosen.
    #[must_use]
    pub fn widened(self) -> Self {
        Self { words: self.words, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Asked {
        Asked::read(|name| pairs.iter().filter(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()).collect())
    }

    #[test]
    fn what_is_asked_survives_its_address() {
        let pairs = [("q", "ló "), ("show", "people"), ("expertise", "early warning"), ("expertise", "mediation"), ("kind", "charity")];
        assert_eq!(read(&pairs).pairs(), pairs);
        assert_eq!(read(&[]), Asked::default());
        assert_eq!(read(&[("show", "robots")]).show, Show::All);
    }

    #[test]
    fn a_second_press_lets_go() {
        let asked = Asked::default().toggled(LANGUAGE, "ar").showing(Show::People);
        assert!(asked.has(LANGUAGE, "ar") && asked.narrows());
        assert_eq!(asked.clone().toggled(LANGUAGE, "ar").showing(Show::People), Asked::default());
        assert_eq!(asked.widened(), Asked::default());
    }
}
