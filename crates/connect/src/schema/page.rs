//! The vocabulary as a page for people: `docs/vocabulary.md` is made here, and held to what the table says.

use std::path::PathBuf;

use super::about;
use crate::words::{FRAME, Group, Shape};

const HEAD: &str = "# Every word of a connection profile

<!-- From crates/connect/src/words and schema/about.rs: run the tests of commonwatch-connect once with BLESS=1. -->

What may stand in a `connection.json`, what shape it has, and what it means. It begins with the [profile](#profile) itself; what is an
object there has a table of its own further down. A word in **bold** must be there, unless a preset or `defaults` has it. Any object may
also have notes, whose names begin with `x-`. How the words are used is told in [connect.md](connect.md), how templates are filled in
[crates/connect](../crates/connect/README.md#the-vocabulary), and an editor shows the same sentences with
[connection.schema.json](../crates/connect/connection.schema.json).
";

/// The groups that a shape speaks of.
fn inside(shape: &'static Shape, found: &mut Vec<&'static Group>) {
    match shape {
        Shape::Object(group) => found.push(group),
        Shape::Map(inner) | Shape::List(inner) => inside(inner, found),
        Shape::Either(shapes, _) => shapes.iter().for_each(|shape| inside(shape, found)),
        _ => {}
    }
}

/// Every group once, each after the one that first speaks of it.
fn groups(group: &'static Group, known: &mut Vec<&'static Group>) {
    if known.iter().any(|one| one.name == group.name) {
        return;
    }
    known.push(group);
    let mut below = Vec::new();
    group.keys.iter().for_each(|key| inside(&key.shape, &mut below));
    below.into_iter().chain(group.also).for_each(|one| groups(one, known));
}

fn link(group: &Group) -> String {
    format!("[{}](#{})", group.name, group.name.to_lowercase())
}

fn shown(shape: &Shape) -> String {
    match shape {
        Shape::Any => "any JSON".into(),
        Shape::Null => "null".into(),
        Shape::Text => "a text".into(),
        Shape::Form(form) => form.expected.split(':').next().unwrap_or_default().into(),
        Shape::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Shape::Flag => "true or false".into(),
        Shape::Only(value) => format!("`{value}`"),
        Shape::Count(least) => format!("a whole number from {least}"),
        Shape::Object(group) => link(group),
        Shape::Headers => "names of headers, for each a text".into(),
        Shape::Map(inner) => format!("names, for each {}", shown(inner)),
        Shape::List(inner) => format!("a list, each {}", shown(inner)),
        Shape::Either(shapes, _) => shapes.iter().map(shown).collect::<Vec<_>>().join("; or "),
    }
}

/// Variables stand out, and nothing ends a cell.
fn sentence(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "`*`").replace('{', "`{").replace('}', "}`")
}

fn page() -> String {
    let mut all = Vec::new();
    groups(&FRAME, &mut all);
    let mut page = String::from(HEAD);
    for group in &all {
        page.push_str(&format!("\n## {}\n\n", group.name));
        let mut places = Vec::new();
        for other in &all {
            for key in other.keys {
                let mut below = Vec::new();
                inside(&key.shape, &mut below);
                if below.iter().any(|one| one.name == group.name) {
                    places.push(format!("`{}` of {}", key.name, link(other)));
                }
            }
        }
        if !places.is_empty() {
            page.push_str(&format!("Stands under {}.\n\n", places.join(", ")));
        }
        page.push_str("| word | shape | meaning |\n| --- | --- | --- |\n");
        for key in group.keys {
            let word = if key.need.is_empty() { format!("`{}`", key.name) } else { format!("**`{}`**", key.name) };
            let meaning = about(group, key.name).unwrap_or_default();
            page.push_str(&format!("| {word} | {} | {} |\n", shown(&key.shape), sentence(meaning)));
        }
        if let Some(also) = group.also {
            page.push_str(&format!("\nAlso every word of {}.\n", link(also)));
        }
    }
    page
}

/// `BLESS=1 cargo test -p commonwatch-connect` writes the page anew.
#[test]
fn the_page_is_what_the_table_says() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/vocabulary.md");
    let made = page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == made, "docs/vocabulary.md is old: run the tests once with BLESS=1");
}
