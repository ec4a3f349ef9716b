//! `docs/backends.md`: what works on which backend, written from what a run of the journeys saw.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::backend_file::{self, Description};
use crate::failure::{Failure, While};
use crate::fingerprint::files_in;
use crate::journeys::{NOTHING, Seen};
use crate::needs::NEEDS;
use crate::place::Place;
use crate::say::note;

/// What stands before the tables.
const BEGINNING: &str = "\
# What works on which backend

Every backend below is started by `cargo xtask backend NAME` with the demonstration data, and the journeys of `end2end/journeys` are run on it in Chromium, from a portal at another origin wherever the backend does not serve the portal itself. This page is written by `cargo xtask test --all-backends`; a backend that was not run keeps its row.

A journey counts in the column of each thing that it needs. A number is how many passed; `–` means that the backend does not offer it, for the reason given below. What a backend does not offer is not offered in the portal either.

- *text*: pages that ask no backend anything
- *at once*: alerts arrive while one looks; elsewhere they are asked for now and then
- *own rules*: the backend itself decides record by record who sees what
";

/// Writes the page with these rows; the rows of others stay as they were.
pub fn write(place: &Place, rows: &[(Description, Seen)]) -> Result<(), Failure> {
    let file = place.at("docs/backends.md");
    let old = fs::read_to_string(&file).unwrap_or_default();
    let all = backend_file::all(place)?;
    let page = page(&all, &replayed(place, &all)?, rows, &old);
    fs::write(&file, page).while_(|| format!("write {}", file.display()))?;
    note("docs/backends.md holds what was seen.");
    Ok(())
}

/// Names of backends whose profile is only replayed against recorded answers.
fn replayed(place: &Place, started: &[Description]) -> Result<Vec<String>, Failure> {
    let folder = place.at("backends");
    let profiles = files_in(&folder)?.into_iter().filter(|file| file.ends_with("connection.json"));
    let mut names: Vec<_> = profiles.filter_map(|file| Some(file.parent()?.file_name()?.to_string_lossy().into_owned())).collect();
    names.retain(|name| started.iter().all(|one| one.name != *name));
    names.sort();
    Ok(names)
}

fn page(all: &[Description], replayed: &[String], rows: &[(Description, Seen)], old: &str) -> String {
    let columns: Vec<_> = std::iter::once("text").chain(NEEDS.iter().map(|(_, heading)| *heading)).collect();
    let head = format!("| backend | {} |", columns.join(" | "));
    // Rows of a table with other columns say nothing about these.
    let kept: BTreeMap<&str, &str> = if old.lines().any(|line| line == head) {
        old.lines().filter_map(|line| Some((line.strip_prefix("| [")?.split_once(']')?.0, line))).collect()
    } else {
        BTreeMap::new()
    };
    let mut text = format!("{BEGINNING}\n{head}\n|{}\n", " --- |".repeat(columns.len() + 1));
    for one in all {
        let seen = rows.iter().find(|(ran, _)| ran.name == one.name).map(|(_, seen)| seen);
        match (seen, kept.get(one.title.as_str())) {
            (Some(seen), _) => text.push_str(&row(one, seen)),
            (None, Some(line)) => text.push_str(line),
            (None, None) => text.push_str(&format!("| {} |{}", link(one), " not run |".repeat(columns.len()))),
        }
        text.push('\n');
    }
    text.push_str("\n## What is not offered, and why\n\n");
    for one in all.iter().filter(|one| !one.lacks.is_empty()) {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, heading) in NEEDS {
            if let Some(reason) = one.lacks.get(*name) {
                reasons.entry(reason).or_default().push(heading);
            }
        }
        let reasons: Vec<_> = reasons.iter().map(|(reason, headings)| format!("{} ({reason})", headings.join(", "))).collect();
        text.push_str(&format!("- **{}**: {}\n", one.title, reasons.join("; ")));
    }
    if !replayed.is_empty() {
        let links: Vec<_> = replayed.iter().map(|name| format!("[{name}](../backends/{name}/connection.json)")).collect();
        text.push_str(&format!(
            "\n## Replayed, not started\n\nThese profiles are tested against what real backends answered \
             (`crates/connect/tests/recorded`), for people and alerts: {}.\n",
            links.join(", ")
        ));
    }
    text
}

fn row(one: &Description, seen: &Seen) -> String {
    let cells = std::iter::once(NOTHING).chain(NEEDS.iter().map(|(name, _)| *name)).map(|need| match seen.get(need) {
        _ if !one.meets(need) => "–".to_owned(),
        Some((good, all)) if good == all => good.to_string(),
        Some((good, all)) => format!("**{good} of {all}**"),
        None => "0".to_owned(),
    });
    format!("| {} | {} |", link(one), cells.collect::<Vec<_>>().join(" | "))
}

fn link(one: &Description) -> String {
    let shelf = one.home.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = if shelf == "backends" { format!("backends/{}", one.name) } else { format!("end2end/{}", one.name) };
    format!("[{}](../{folder})", one.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(name: &str, journeys: &str) -> Description {
        let text = format!(
            r#"{{ "title": "{name} 1", "port": 1, "start": "a", "journeys": {journeys}, "lacks": {{ "live": "it has no channel" }} }}"#
        );
        backend_file::read(&text, &Path::new("backends").join(name)).unwrap()
    }

    #[test]
    fn rows_are_written_from_what_was_seen_and_the_others_are_kept() {
        let few = r#"["alerts", "sign-in"]"#;
        let all = [described("one", few), described("two", few)];
        let seen = |good| Seen::from([(NOTHING.to_owned(), (3, 3)), ("alerts".to_owned(), (good, 2))]);
        let first = page(&all, &["wiki".into()], &[(all[0].clone(), seen(2)), (all[1].clone(), seen(1))], "");
        assert!(first.contains("| [one 1](../backends/one) | 3 | – | 2 | –"), "{first}");
        assert!(first.contains("| [two 1](../backends/two) | 3 | – | **1 of 2** |"), "{first}");
        assert!(first.contains("- **one 1**: "), "{first}");
        assert!(first.contains("at once (it has no channel)"), "{first}");
        assert!(first.contains("[wiki](../backends/wiki/connection.json)"), "{first}");
        let second = page(&all, &[], &[(all[1].clone(), seen(2))], &first);
        assert!(second.contains("| [one 1](../backends/one) | 3 | – | 2 | –"), "{second}");
        assert!(second.contains("| [two 1](../backends/two) | 3 | – | 2 |"), "{second}");
        assert_eq!(page(&all, &[], &[], &second), second);
        assert!(page(&all, &[], &[], "| backend | other |\n| [one 1](x) | 9 |").contains("| [one 1](../backends/one) | not run |"));
    }
}
