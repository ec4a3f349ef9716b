//! The directory as one compact list: people and organisations in order, folded once, searched on every key.

use super::{
    asked::{Asked, COUNTRY, EXPERTISE, FACETS, KIND, LANGUAGE, Show},
    fold::{fold, fold_into},
    search::{FITS, Fit, fit, may_be_mistyped, nearly, typed_words},
    values::{Values, expertise_name, language_name},
};

/// What the list needs of one record.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The record's id.
    pub id: String,
    /// The name as its owner writes it.
    pub name: String,
    /// Further names: in the own script, in Latin letters, short.
    pub aliases: Vec<String>,
    /// Expertise or strengths, languages, countries.
    pub facets: [Vec<String>; 3],
    /// Of a person: ids and names of the organisations, the own one first.
    pub organisations: Vec<(String, String)>,
    /// Of an organisation: its kind.
    pub kind: Option<String>,
}

/// One row of the list.
#[derive(Debug)]
pub struct Row {
    /// The record's id.
    pub id: String,
    /// The name as its owner writes it.
    pub name: String,
    /// The name in Latin letters (or in its own script), when that differs.
    pub beside: Option<String>,
    /// Whether this is an organisation.
    pub organisation: bool,
    text: (usize, usize),
    key: (usize, usize),
    houses: Vec<u32>,
    facets: [Vec<u32>; 3],
}

/// An organisation, as people's rows refer to it.
#[derive(Debug, Default)]
struct House {
    id: String,
    name: String,
    text: String,
    kind: Option<u32>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Numbers of rows, best first.
    pub rows: Vec<u32>,
    /// How many of them are people.
    pub people: usize,
    /// How many organisations they are of, or are.
    pub organisations: usize,
    /// How many rows each value of each facet would show.
    pub counts: [Vec<u32>; FACETS],
    /// How many people and organisations there would be if both were shown.
    pub both: (usize, usize),
}

/// The list.
#[derive(Debug, Default)]
pub struct Listing {
    rows: Vec<Row>,
    /// Row numbers in alphabetical order.
    order: Vec<u32>,
    /// The folded names of all rows, one after another: searching walks one piece of memory.
    text: String,
    houses: Vec<House>,
    /// The values of each facet.
    pub values: [Values; FACETS],
    early: usize,
}

impl Listing {
    /// A row by its number.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    /// The name of a person's own organisation.
    #[must_use]
    pub fn house_of(&self, row: &Row) -> Option<&str> {
        row.houses.first().and_then(|house| self.houses.get(*house as usize)).map(|house| house.name.as_str())
    }

    /// The texts of one facet of a row.
    pub fn texts<'a>(&'a self, row: &'a Row, facet: usize) -> impl Iterator<Item = &'a str> {
        let values = self.values.get(facet);
        row.facets.get(facet).into_iter().flatten().filter_map(move |value| values.and_then(|values| values.text(*value)))
    }

    /// What comes next repeats what came so far: the same ids are not listed twice.
    pub fn begin_again(&mut self) {
        self.early = self.rows.len();
    }

    /// Adds people or organisations.
    pub fn add(&mut self, listed: Vec<Listed>, organisations: bool) {
        for one in listed {
            let known = self.rows.iter().take(self.early).any(|row| row.organisation == organisations && row.id == one.id);
            if !known {
                self.add_one(one, organisations);
            }
        }
    }

    fn add_one(&mut self, listed: Listed, organisation: bool) {
        let begin = self.text.len();
        let mut key = begin;
        let mut beside = None;
        fold_into(&listed.name, &mut self.text);
        let name_end = self.text.len();
        let mut key_end = name_end;
        for alias in listed.aliases.iter().filter(|alias| !alias.is_empty()) {
            let at = self.text.len();
            self.text.push('\n');
            fold_into(alias, &mut self.text);
            let folded = self.text.get(at + 1..).unwrap_or_default();
            // The same letters again help nobody.
            if self.text.get(begin..name_end) == Some(folded) {
                self.text.truncate(at);
                continue;
            }
            let foreign = !self.text.get(begin..name_end).is_some_and(str::is_ascii);
            if foreign && key == begin && folded.is_ascii() {
                (key, key_end) = (at + 1, self.text.len());
            }
            if beside.is_none() && alias.is_ascii() != listed.name.is_ascii() {
                beside = Some(alias.clone());
            }
        }
        if self.text.get(key..key_end).is_some_and(|name| name.starts_with("the ")) {
            key += "the ".len();
        }
        let text = (begin, self.text.len());
        self.text.push('\n');
        let houses = if organisation {
            let kind = listed.kind.as_deref().map(|kind| self.value(KIND, kind));
            let number = self.house(&listed.id, &listed.name);
            let text = self.text.get(text.0..text.1).unwrap_or_default().to_owned();
            if let Some(house) = self.houses.get_mut(number as usize) {
                *house = House { id: listed.id.clone(), name: listed.name.clone(), text, kind };
            }
            vec![number]
        } else {
            listed.organisations.iter().map(|(id, name)| self.house(id, name)).collect()
        };
        let mut facets = [Vec::new(), Vec::new(), Vec::new()];
        for (facet, codes) in listed.facets.iter().enumerate() {
            if let Some(values) = facets.get_mut(facet) {
                *values = codes.iter().map(|code| self.value(facet, code)).collect();
            }
        }
        // Lists come almost in order: finding each one's place is quicker, and less code, than sorting.
        let number = u32::try_from(self.rows.len()).unwrap_or_default();
        let row = Row { id: listed.id, name: listed.name, beside, organisation, text, key: (key, key_end), houses, facets };
        let place = self.order.partition_point(|other| self.row(*other).is_some_and(|other| self.key(other) <= self.key(&row)));
        self.order.insert(place, number);
        self.rows.push(row);
    }

    /// What a row is ordered by; equal names by their ids.
    fn key<'a>(&'a self, row: &'a Row) -> (&'a str, &'a str) {
        (self.text.get(row.key.0..row.key.1).unwrap_or_default(), &row.id)
    }

    fn house(&mut self, id: &str, name: &str) -> u32 {
        let at = self.houses.iter().position(|house| house.id == id).unwrap_or_else(|| {
            self.houses.push(House { id: id.to_owned(), name: name.to_owned(), text: fold(name), kind: None });
            self.houses.len() - 1
        });
        u32::try_from(at).unwrap_or_default()
    }

    fn value(&mut self, facet: usize, code: &str) -> u32 {
        let name = match facet {
            EXPERTISE => expertise_name,
            LANGUAGE => language_name,
            COUNTRY => super::values::country_name,
            _ => super::values::kind_name,
        };
        self.values.get_mut(facet).map_or(0, |values| values.number(code, name))
    }

    /// What answers the question.
    #[must_use]
    pub fn find(&self, asked: &Asked) -> Found {
        let words = typed_words(&asked.words);
        let mut ranks = self.ranks(&words, false);
        if words.iter().any(|word| may_be_mistyped(word)) && ranks.iter().all(Option::is_none) {
            ranks = self.ranks(&words, true);
        }
        let mut chosen: [Vec<u32>; FACETS] = Default::default();
        for ((numbers, codes), values) in chosen.iter_mut().zip(&asked.chosen).zip(&self.values) {
            // A code that nobody has is still a choice: it finds nobody.
            *numbers = codes.iter().map(|code| values.find(code).unwrap_or(u32::MAX)).collect();
        }
        let mut found =
            Found { counts: std::array::from_fn(|facet| vec![0; self.values.get(facet).map_or(0, Values::count)]), ..Found::default() };
        let mut places: [Vec<u32>; FITS] = Default::default();
        let mut houses = vec![false; self.houses.len()];
        for number in &self.order {
            let (Some(Some(rank)), Some(row)) = (ranks.get(*number as usize), self.row(*number)) else { continue };
            let passes: [bool; FACETS] = std::array::from_fn(|facet| {
                let chosen = chosen.get(facet).map_or(&[][..], Vec::as_slice);
                let mut passed = chosen.is_empty();
                self.each_value(row, facet, &mut |value| passed |= chosen.contains(&value));
                passed
            });
            let missed = passes.iter().filter(|passed| !**passed).count();
            let shown = match asked.show {
                Show::All => true,
                Show::People => !row.organisation,
                Show::Organisations => row.organisation,
            };
            if missed == 0 {
                if row.organisation { found.both.1 += 1 } else { found.both.0 += 1 }
            }
            if !shown || missed > 1 {
                continue;
            }
            // OR within a facet: its own choice does not narrow its own counts.
            for (facet, (counts, passed)) in found.counts.iter_mut().zip(passes).enumerate() {
                if missed == 0 || !passed {
                    self.each_value(row, facet, &mut |value| {
                        if let Some(count) = counts.get_mut(value as usize) {
                            *count += 1;
                        }
                    });
                }
            }
            if missed == 0 {
                found.people += usize::from(!row.organisation);
                for house in &row.houses {
                    if let Some(seen) = houses.get_mut(*house as usize) {
                        *seen = true;
                    }
                }
                if let Some(place) = places.get_mut(*rank as usize) {
                    place.push(*number);
                }
            }
        }
        found.organisations = houses.iter().filter(|seen| **seen).count();
        found.rows = places.concat();
        found
    }

    fn each_value(&self, row: &Row, facet: usize, each: &mut dyn FnMut(u32)) {
        match row.facets.get(facet) {
            Some(values) => values.iter().copied().for_each(each),
            None => row.houses.iter().filter_map(|house| self.houses.get(*house as usize)?.kind).for_each(each),
        }
    }

    /// How well each row fits all words: the worst of them counts.
    fn ranks(&self, words: &[String], forgiving: bool) -> Vec<Option<Fit>> {
        let mut ranks = vec![Some(Fit::Beginning); self.rows.len()];
        for word in words {
            let text_fit = |text: &str| fit(text, word).or_else(|| (forgiving && nearly(text, word)).then_some(Fit::Typo));
            let houses: Vec<Option<Fit>> = self.houses.iter().map(|house| text_fit(&house.text)).collect();
            let values =
                [EXPERTISE, LANGUAGE, COUNTRY].map(|facet| self.values.get(facet).map(|values| values.fitting(word)).unwrap_or_default());
            for (row, rank) in self.rows.iter().zip(&mut ranks) {
                let Some(before) = rank else { continue };
                let own = self.text.get(row.text.0..row.text.1).and_then(text_fit);
                let fits = match own {
                    Some(Fit::Beginning | Fit::Word) => own,
                    _ => {
                        let house = row.houses.iter().filter_map(|house| houses.get(*house as usize).copied().flatten()).min();
                        let value = row.facets.iter().zip(&values).any(|(of, fitting)| of.iter().any(|value| fitting.contains(value)));
                        let related = match house {
                            _ if value => Some(Fit::Related),
                            Some(Fit::Beginning | Fit::Word) => Some(Fit::Related),
                            Some(Fit::Inside) => Some(Fit::RelatedInside),
                            Some(_) => Some(Fit::RelatedTypo),
                            None => None,
                        };
                        own.into_iter().chain(related).min()
                    }
                };
                *rank = fits.map(|fit| fit.max(*before));
            }
        }
        ranks
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
