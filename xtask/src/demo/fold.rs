//! Plain letters from names, for addresses and search aliases.

const PLAIN: [(&str, &str); 28] = [
    ("àáâãäåāăąạảấầẩẫậắằẳẵặ", "a"),
    ("çćčĉċ", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ğĝģġ", "g"),
    ("ĥħḥ", "h"),
    ("ìíîïĩīĭįıịỉ", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("łĺļľŀ", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöøōŏőơọỏốồổỗộớờởỡợ", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ťţŧț", "t"),
    ("ùúûüũūŭůűųưụủứừửữự", "u"),
    ("ŵẁẃẅ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    ("ß", "ss"),
    ("þ", "th"),
    ("æǽ", "ae"),
    ("œ", "oe"),
    ("ə", "e"),
    ("ŉ", "n"),
    ("ʻ’'ʼ`", ""),
    ("&", " and "),
    ("-", "-"),
];

/// Lower-case ASCII letters, digits, spaces and hyphens; the rest is dropped.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if letter.is_whitespace() || letter == '.' {
            out.push(' ');
        } else if let Some((_, to)) = PLAIN.iter().find(|(from, _)| from.contains(letter)) {
            out.push_str(to);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same with hyphens for spaces, cut at a length: one part of an address.
pub fn slug(text: &str, most: usize) -> String {
    let mut out = String::new();
    for word in plain(text).split([' ', '-']).filter(|word| !word.is_empty()) {
        if !out.is_empty() && out.len() + 1 + word.len() > most {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word.get(..word.len().min(most)).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_plain() {
        assert_eq!(plain("Małgorzata Źdźbłowska"), "malgorzata zdzblowska");
        assert_eq!(plain("Zoe\u{301} Straße"), "zoe strasse");
        assert_eq!(slug("Ñandari Women's Circle", 40), "nandari-womens-circle");
        assert_eq!(slug("Işıldar", 40), "isildar");
        assert_eq!(slug("one two three", 7), "one-two");
    }
}
