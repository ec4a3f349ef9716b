//! Whole journeys in a browser, on each backend those that it can carry.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::backend_file::{self, Description};
use crate::backends_table;
use crate::browser;
use crate::failure::{Failure, While};
use crate::flags::Flags;
use crate::needs;
use crate::place::Place;
use crate::say::note;
use crate::test_run::portal;
use crate::test_steps::Tally;

/// One start of the portal, and the journeys on it.
#[derive(Debug)]
pub struct Round {
    backend: Description,
    large: bool,
    /// Also the journeys that show the same on any backend: over every page, which take long, and on backends of their own.
    pages: bool,
}

/// Those journeys: in a run of everything they are made on the default backend alone.
const PAGES: &str = r"(everywhere|keyboard|ways_in)\.spec\.ts";

impl Round {
    /// On which backend.
    pub fn backend(&self) -> &Description {
        &self.backend
    }

    fn name(&self) -> String {
        if self.large { "Journeys with 10,000 people".into() } else { format!("Journeys on {}", self.backend.title) }
    }
}

/// How many journeys with one need passed, and how many ran.
pub type Seen = BTreeMap<String, (u64, u64)>;

/// The need of journeys that ask nothing of a backend.
pub const NOTHING: &str = "";

/// What the flags ask for: the backends of every test run, one, or all; and the default once more with 10,000 people.
pub fn rounds(place: &Place, flags: &Flags) -> Result<Vec<Round>, Failure> {
    let chosen = flags.value("--backend");
    if let Some(name) = chosen {
        backend_file::named(place, name)?;
    }
    let wanted = |one: &Description| match chosen {
        Some(name) => one.name == name,
        None => one.ci || flags.has("--all-backends"),
    };
    let backends: Vec<_> = backend_file::all(place)?.into_iter().filter(wanted).collect();
    let large = backends.iter().find(|one| one.is_built_in()).cloned();
    let every = chosen.is_some() || flags.has("--all-backends");
    let rounds = backends.into_iter().map(|backend| Round { pages: every || backend.is_built_in(), backend, large: false });
    Ok(rounds.chain(large.map(|backend| Round { backend, large: true, pages: true })).collect())
}

/// Runs the rounds; with `--all-backends` what was seen goes into `docs/backends.md`.
pub fn run(place: &Place, flags: &Flags, rounds: &[Round], tally: &mut Tally) {
    let mut rows = Vec::new();
    for round in rounds {
        match portal(place, &round.backend, round.large) {
            Err(failure) => tally.failed(&round.name(), &failure),
            Ok((running, other_origin)) => {
                let results = running.run.join("journeys.json");
                let mut command = Command::new("node");
                command
                    .args(["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"])
                    // Of its own, or the next round would take the traces of this one away.
                    .arg("--output")
                    .arg(running.run.join("failed"))
                    .args(chosen(round, flags.value("--grep")))
                    .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results)
                    .env("PORTAL_URL", &running.address)
                    .env("BACKEND_ORIGINS", other_origin)
                    .env("BACKEND_LACKS", round.backend.lacks.keys().cloned().collect::<Vec<_>>().join(" "))
                    .env("CHROMIUM", browser::chromium().unwrap_or_default())
                    .current_dir(place.at("end2end"));
                tally.runner(&round.name(), &mut command);
                if !round.large {
                    match read_results(&results) {
                        Ok(seen) => rows.push((round.backend.clone(), seen)),
                        Err(failure) => note(&failure.to_string()),
                    }
                }
            }
        }
    }
    if flags.has("--all-backends") && flags.value("--grep").is_none() {
        tally.step("The table of backends", || backends_table::write(place, &rows));
    }
}

/// The journeys of a round, as patterns over their names and tags: none with a need that the backend does not meet,
/// and only those with the text that a person asked for.
fn chosen(round: &Round, text: Option<&str>) -> Vec<String> {
    let lacks = round.backend.lacks.keys().map(String::as_str);
    let without = needs::any_of(lacks.chain((!round.large).then_some("large")));
    let without = without.into_iter().chain((!round.pages).then(|| PAGES.to_owned())).reduce(|one, other| format!("{one}|{other}"));
    let tag = if round.large { "@large" } else { "" };
    let mut args = vec!["--grep".into(), format!("(?=.*{tag})(?=.*{})", text.unwrap_or_default())];
    args.extend(without.into_iter().flat_map(|pattern| ["--grep-invert".into(), pattern]));
    args
}

fn read_results(file: &Path) -> Result<Seen, Failure> {
    let text = fs::read_to_string(file).while_(|| format!("read {}", file.display()))?;
    let value: Value = serde_json::from_str(&text).while_(|| format!("read {}", file.display()))?;
    let mut seen = Seen::new();
    count(&value, &mut seen);
    Ok(seen)
}

/// Walks Playwright's suites. A journey counts for each of its needs.
fn count(suite: &Value, seen: &mut Seen) {
    let list = |key: &str| suite.get(key).and_then(Value::as_array).into_iter().flatten();
    for spec in list("specs") {
        let passed = u64::from(spec.get("ok").and_then(Value::as_bool).unwrap_or(false));
        let tags: Vec<_> = spec.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let needs: Vec<_> = tags.iter().map(|tag| tag.trim_start_matches('@')).filter(|tag| needs::is_need(tag)).collect();
        for need in if needs.is_empty() { vec![NOTHING] } else { needs } {
            let (good, all) = seen.entry(need.to_owned()).or_default();
            *good += passed;
            *all += 1;
        }
    }
    list("suites").for_each(|inner| count(inner, seen));
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn round(journeys: &str, large: bool) -> Round {
        let text = format!(r#"{{ "title": "A", "port": 1, "start": "a", "journeys": {journeys} }}"#);
        Round { backend: backend_file::read(&text, &PathBuf::from("a")).unwrap(), large, pages: true }
    }

    #[test]
    fn journeys_are_chosen_by_what_they_need() {
        assert_eq!(chosen(&round("\"all\"", false), None), ["--grep", "(?=.*)(?=.*)", "--grep-invert", "@(large)(?![\\w-])"]);
        assert_eq!(chosen(&round("\"all\"", true), Some("last")), ["--grep", "(?=.*@large)(?=.*last)"]);
        let few = chosen(
            &round(r#"["directory", "alerts", "calendar", "commitment", "support", "posts", "statements", "sign-in"]"#, false),
            None,
        );
        assert_eq!(few.last().unwrap(), "@(live|rules|write|large)(?![\\w-])");
        let fewer = chosen(&Round { pages: false, ..round("\"all\"", false) }, None);
        assert_eq!(fewer.last().unwrap(), r"@(large)(?![\w-])|(everywhere|keyboard|ways_in)\.spec\.ts");
    }

    #[test]
    fn a_journey_counts_for_each_of_its_needs() {
        let report = serde_json::json!({ "suites": [{ "specs": [{ "ok": true, "tags": ["alerts", "sign-in"] }],
            "suites": [{ "specs": [{ "ok": false, "tags": ["@alerts"] }, { "ok": true, "tags": [] }] }] }] });
        let mut seen = Seen::new();
        count(&report, &mut seen);
        assert_eq!(seen, Seen::from([("".into(), (1, 1)), ("alerts".into(), (1, 2)), ("sign-in".into(), (1, 1))]));
    }
}
