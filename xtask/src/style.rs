//! One style sheet from the files of `style/`, in the order of the cascade.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, While};
use crate::place::Place;

/// Writes `target/style/portal.css`, which index.html names; smaller when `small`.
pub fn write(place: &Place, small: bool) -> Result<(), Failure> {
    let folder = place.at("style");
    let mut sheet = String::new();
    for name in order(&folder)? {
        let text = fs::read_to_string(folder.join(&name)).while_(|| format!("read style/{name}"))?;
        sheet.push_str(&text);
        sheet.push('\n');
    }
    let sheet = if small { squeeze(&sheet) } else { sheet };
    let file = place.at("target/style/portal.css");
    if fs::read_to_string(&file).is_ok_and(|old| old == sheet) {
        return Ok(());
    }
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent).while_(|| format!("make {}", parent.display()))?;
    }
    fs::write(&file, sheet).while_(|| format!("write {}", file.display()))
}

/// The names in order: layers.css first, since it names the layers that hold the cascade; the rest by name.
fn order(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut present: Vec<String> = fs::read_dir(folder)
        .while_(|| "read style/".into())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".css"))
        .collect();
    present.sort();
    present.sort_by_key(|name| name != "layers.css");
    Ok(present)
}

/// Takes out comments and spaces that mean nothing; text in quotes stays as it is.
fn squeeze(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut space = false;
    let mut rest = sheet.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '/' && rest.peek() == Some(&'*') {
            rest.next();
            let mut star = false;
            for c in rest.by_ref() {
                if star && c == '/' {
                    break;
                }
                star = c == '*';
            }
            space = true;
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        // A space before ":" can mean "any descendant", so only the one after it goes.
        if space && !matches!(c, '{' | '}' | ';' | ',') && !out.ends_with(['{', '}', ';', ',', ':']) && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(c);
        if c == '"' || c == '\'' {
            let mut escaped = false;
            for inside in rest.by_ref() {
                out.push(inside);
                if inside == c && !escaped {
                    break;
                }
                escaped = inside == '\\' && !escaped;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezing_keeps_the_meaning() {
        for (given, wanted) in [
            ("a { color : red; }\n", "a{color :red}"),
            ("a :hover , b{}", "a :hover,b{}"),
            ("/* one */ a{} /* two ** */b{}", "a{}b{}"),
            ("a{width: calc(1px + 2px)}", "a{width:calc(1px + 2px)}"),
            ("a::before{content: \"a  /* b */ \\\" ;  c\"; }", "a::before{content:\"a  /* b */ \\\" ;  c\"}"),
            ("@media (min-width: 40em) and (hover) { a{} }", "@media (min-width:40em) and (hover){a{}}"),
            ("@layer reset, tokens;\na{}", "@layer reset,tokens;a{}"),
            ("a{margin:0/* x */auto}", "a{margin:0 auto}"),
        ] {
            assert_eq!(squeeze(given), wanted);
        }
    }
}
