//! Reads the plain text files the words are kept in.
//!
//! A file is a row of cards divided by a line of five equals signs. A card is
//! some `key: value` lines, an empty line and a free text. Keys may repeat.

/// One card.
#[derive(Clone, Debug, Default)]
pub struct Card {
    fields: Vec<(String, String)>,
    /// The text under the fields, as written.
    pub body: String,
}

impl Card {
    /// The first value of a key, or nothing.
    pub fn get(&self, key: &str) -> &str {
        self.all(key).next().unwrap_or_default()
    }

    /// Every value of a key, in order.
    pub fn all<'card>(&'card self, key: &str) -> impl Iterator<Item = &'card str> {
        let key = key.to_owned();
        self.fields.iter().filter(move |(name, _)| *name == key).map(|(_, value)| value.as_str())
    }

    /// The words of a value.
    pub fn words(&self, key: &str) -> Vec<String> {
        self.get(key).split_whitespace().map(str::to_owned).collect()
    }

    /// The parts of a value divided by commas.
    pub fn list(&self, key: &str) -> Vec<String> {
        parts(self.get(key), ',')
    }

    /// A whole number, when there is one.
    pub fn number(&self, key: &str) -> Option<i64> {
        self.get(key).parse().ok()
    }
}

/// Splits, trims and drops what is empty.
pub fn parts(text: &str, divider: char) -> Vec<String> {
    text.split(divider).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The cards of a file.
pub fn cards(text: &str) -> Vec<Card> {
    let mut all = vec![Card::default()];
    let mut in_body = false;
    for line in text.lines() {
        if line == "=====" {
            all.push(Card::default());
            in_body = false;
            continue;
        }
        let Some(card) = all.last_mut() else { break };
        match line.split_once(": ") {
            Some((key, value)) if !in_body => {
                card.fields.push((key.to_owned(), value.trim().to_owned()));
            }
            _ if !in_body && line.is_empty() => in_body = !card.fields.is_empty(),
            _ => {
                in_body = true;
                card.body.push_str(line);
                card.body.push('\n');
            }
        }
    }
    for card in &mut all {
        card.body = card.body.trim().to_owned();
    }
    all.retain(|card| !card.fields.is_empty() || !card.body.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_keep_fields_and_text_apart() {
        let read = cards("a: 1\nb: two words\nb: again\n\nText: here\n\nmore\n=====\na: 2\n");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].get("a"), "1");
        assert_eq!(read[0].all("b").count(), 2);
        assert_eq!(read[0].body, "Text: here\n\nmore");
        assert_eq!(read[1].number("a"), Some(2));
        assert_eq!(read[1].get("none"), "");
    }
}
