//! The few changes made to the built index.html: tags found, read and taken out.

/// Takes out the first tag that `wanted` says yes to, and returns it.
/// `name` is `link` or `script`; a script goes with its end tag.
pub fn take_tag(html: &mut String, name: &str, wanted: impl Fn(&str) -> bool) -> Option<String> {
    let open = format!("<{name} ");
    let mut from = 0;
    loop {
        let start = from + html.get(from..)?.find(&open)?;
        let end = start + html.get(start..)?.find('>')? + 1;
        let tag = html.get(start..end)?.to_owned();
        if !wanted(&tag) {
            from = end;
            continue;
        }
        let close = format!("</{name}>");
        let end = match html.get(end..) {
            Some(rest) if rest.starts_with(&close) => end + close.len(),
            _ => end,
        };
        html.replace_range(start..end, "");
        return Some(tag);
    }
}

/// The value of an attribute, in double quotes or bare.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}="))?;
    let value = match after.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => after.split([' ', '>']).next()?,
    };
    Some(value.to_owned())
}

/// Puts tags before a place in the page; `false` when it has no such place.
pub fn before(html: &mut String, place: &str, tags: &str) -> bool {
    match html.find(place) {
        Some(at) => {
            html.insert_str(at, tags);
            true
        }
        None => false,
    }
}

/// A text as part of a `data:` address in double quotes.
pub fn in_address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim_end().chars() {
        match letter {
            '%' => out.push_str("%25"),
            '#' => out.push_str("%23"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '"' => out.push('\''),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_taken_out_whole() {
        let mut html = String::from(
            "<head><link rel=\"icon\" href=\"/a\"><link rel=\"modulepreload\" href=\"/b.js\">\
             <script type=\"module\" src=\"/c.js\"></script></head>",
        );
        let tag = take_tag(&mut html, "link", |tag| tag.contains("modulepreload")).unwrap();
        assert_eq!(attribute(&tag, "href").as_deref(), Some("/b.js"));
        assert!(take_tag(&mut html, "script", |_| true).is_some());
        assert!(take_tag(&mut html, "script", |_| true).is_none());
        assert!(before(&mut html, "</head>", "<x>"));
        assert!(!before(&mut html, "<absent>", "<x>"));
        assert_eq!(html, "<head><link rel=\"icon\" href=\"/a\"><x></head>");
    }

    #[test]
    fn an_icon_stands_in_an_address() {
        assert_eq!(in_address("<a b=\"#c\">5%</a>\n"), "%3Ca b='%23c'%3E5%25%3C/a%3E");
    }

    #[test]
    fn bare_and_missing_attributes() {
        assert_eq!(attribute("<link href=/a rel=x>", "rel").as_deref(), Some("x"));
        assert_eq!(attribute("<link href=/a>", "rel"), None);
    }
}
