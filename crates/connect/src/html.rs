//! HTML that a backend puts where text is meant: tags go, entities become letters.

/// The text of a piece of HTML; a line for each paragraph and break.
pub(crate) fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, here) = rest.split_at(at);
        text.push_str(before);
        let close = if here.starts_with('<') { '>' } else { ';' };
        let Some((inside, after)) = here.split_once(close) else {
            rest = here;
            break;
        };
        let name = inside.get(1..).unwrap_or_default();
        if close == '>' {
            if matches!(name.trim_end_matches([' ', '/']), "br" | "p" | "li" | "h1" | "h2" | "h3" | "h4" | "div" | "") && !text.is_empty() {
                text.push('\n');
            }
            rest = after;
        } else if let Some(letter) = entity(name) {
            text.push(letter);
            rest = after;
        } else {
            text.push('&');
            rest = here.get(1..).unwrap_or_default();
        }
    }
    text.push_str(rest);
    text.trim().to_string()
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|letter| !letter.is_control() || *letter == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn tags_go_and_entities_become_letters() {
        assert_eq!(text("<p>The hall is <b>closed</b></p>\n"), "The hall is closed");
        assert_eq!(text("Ada&#8217;s &amp; Bob&#x2019;s"), "Ada’s & Bob’s");
        assert_eq!(text("one<br/>two<p>three"), "one\ntwo\nthree");
        assert_eq!(text("a < b & c; &nosuch; &#0; &"), "a < b & c; &nosuch; &#0; &");
    }
}
