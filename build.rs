//! Turns the catalogue (`words/<language>/<subject>.json`) into one function per text, so that a missing word is a compile error,
//! and takes out of the contract what is only for who writes a connection profile.
//!
//! A text with `{name}` becomes a function with that parameter; a text of `{"one": …, "other": …}` is chosen by `count`.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=words");
    println!("cargo::rerun-if-changed=build.rs");
    // The step that divides the portal into parts finds its way by the relocations.
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=portal=--emit-relocs");
    }
    let mut code = String::new();
    let mut files: Vec<_> = fs::read_dir("words/en")?.collect::<Result<_, _>>()?;
    files.sort_by_key(|file| file.file_name());
    for file in files {
        let path = file.path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let subject = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file name is not text")?.replace('-', "_");
        println!("cargo::rerun-if-changed={}", path.display());
        let texts: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        writeln!(code, "/// Words of `{subject}`.\npub mod {subject} {{\n#[allow(unused_imports)]\nuse std::fmt::Display;")?;
        for (key, text) in &texts {
            write_text(&mut code, key, text).map_err(|error| format!("{}: {key}: {error}", path.display()))?;
        }
        writeln!(code, "}}")?;
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("words.rs"), code)?;
    println!("cargo::rerun-if-changed={CONTRACT}");
    let mut contract = serde_json::from_str(&fs::read_to_string(CONTRACT)?).map_err(|error| format!("{CONTRACT}: {error}"))?;
    lighten(&mut contract);
    fs::write(Path::new(&out).join("contract.json"), contract.to_string())?;
    Ok(())
}

/// What the portal needs of a backend.
const CONTRACT: &str = "src/backend/contract.json";

/// Leaves out what only the command-line program tells: what is missed without a field, and which words there are.
fn lighten(contract: &mut serde_json::Value) {
    let Some(members) = contract.as_object_mut() else { return };
    members.retain(|name, value| !(name == "without" || (name == "oneOf" || name == "roles") && value.is_array()));
    members.values_mut().for_each(lighten);
}

fn write_text(code: &mut String, key: &str, text: &serde_json::Value) -> Result<(), Failure> {
    // A key such as `where` is a word of the language itself: it stays the key, and the code writes `r#where`.
    let key = &if is_keyword(key) { format!("r#{key}") } else { key.to_owned() };
    use serde_json::Value::{Array, Object, String as Text};
    match text {
        Text(text) => {
            let places = places(text);
            writeln!(code, "/// {}", text.replace('\n', " "))?;
            if places.is_empty() {
                writeln!(code, "#[must_use]\npub fn {key}() -> &'static str {{ {text:?} }}")?;
            } else {
                let parameters: Vec<_> = places.iter().map(|place| format!("{place}: &dyn Display")).collect();
                writeln!(code, "#[must_use]\npub fn {key}({}) -> String {{ format!({text:?}) }}", parameters.join(", "))?;
            }
        }
        Object(forms) => {
            let form = |name: &str| forms.get(name).and_then(|text| text.as_str()).ok_or(format!("needs a text for \"{name}\""));
            let (one, other) = (form("one")?, form("other")?);
            let mut parameters = vec!["count: usize".to_owned()];
            let extra: Vec<_> = places(other).into_iter().filter(|place| place != "count").collect();
            parameters.extend(extra.iter().map(|place| format!("{place}: &dyn Display")));
            writeln!(code, "/// {other}\n#[must_use]\npub fn {key}({}) -> String {{", parameters.join(", "))?;
            if let Some(none) = forms.get("none").and_then(|text| text.as_str()) {
                writeln!(code, "if count == 0 {{ return format!({none:?}); }}")?;
            }
            writeln!(code, "if count == 1 {{ format!({one:?}) }} else {{ format!({other:?}) }} }}")?;
        }
        // A table from code to text, for coded values such as a CAP severity.
        Array(rows) => {
            writeln!(
                code,
                "/// The text of a code, or nothing when the catalogue does not know it.\n#[must_use]\npub fn {key}(code: &str) -> Option<&'static str> {{ match code {{"
            )?;
            for row in rows {
                let cell = |at: usize| row.get(at).and_then(|cell| cell.as_str()).ok_or("each row is [code, text]");
                writeln!(code, "{:?} => Some({:?}),", cell(0)?, cell(1)?)?;
            }
            writeln!(
                code,
                "_ => None }} }}\n/// Every code with its text, in the catalogue's order.\npub const {}_ALL: &[(&str, &str)] = &[",
                key.to_uppercase()
            )?;
            for row in rows {
                let cell = |at: usize| row.get(at).and_then(|cell| cell.as_str()).ok_or("each row is [code, text]");
                writeln!(code, "({:?}, {:?}),", cell(0)?, cell(1)?)?;
            }
            writeln!(code, "];")?;
        }
        _ => return Err("a text, {\"one\", \"other\"} or a table of [code, text]".into()),
    }
    Ok(())
}

fn is_keyword(key: &str) -> bool {
    ["as", "for", "if", "in", "match", "move", "type", "use", "where", "while", "yield"].contains(&key)
}

/// The names between braces, each once, in the order they appear.
fn places(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !name.is_empty()
            && !found.iter().any(|known| known == name)
        {
            found.push(name.to_owned());
        }
    }
    found
}
