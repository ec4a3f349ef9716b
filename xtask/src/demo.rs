//! The demonstration data: one coalition, invented from a fixed seed.
//!
//! Nothing here reads the network or the clock, so every run gives the same
//! bytes. The words are in plain text files beside the modules; the modules
//! only put them together.

mod accounts;
mod alert_parts;
mod alerts;
mod cards;
mod clock;
mod commitment;
mod fold;
mod large;
mod meetings;
mod organisations;
mod output;
mod people;
mod posts;
mod profiles;
mod replies;
mod responses;
mod seed;
mod shift;
mod statements;
mod support;

#[cfg(test)]
mod checks;
#[cfg(test)]
mod safety;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

pub use output::to_json;
pub use shift::shift;

/// The moment the data is written around.
pub const ANCHOR: &str = "2026-11-22T09:00:00Z";

/// The sentence every demonstration page, feed and e-mail carries.
pub const NOTICE: &str = "Demonstration data. No person, organisation, place or warning here is real.";

/// One record in the portal's own shape, with its `id`.
pub type Record = Map<String, Value>;

/// How much to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// 48 organisations and 240 people: what a visitor sees.
    Demo,
    /// 1,000 organisations and 10,000 people: what the speed tests load.
    Large,
}

/// Somebody who can sign in to the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What they sign in with.
    pub email: String,
    /// As shown in the signed-in line.
    pub name: String,
    /// member, lead, convenor or editor.
    pub role: String,
    /// The id of their record in `people`.
    pub person: String,
    /// The id of their organisation.
    pub organisation: String,
}

/// Everything a backend loads.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// The moment the dates lie around.
    pub anchor: String,
    /// Record name to records, in the order a backend should load them.
    pub records: BTreeMap<String, Vec<Record>>,
    /// Without passwords: the loader sets one.
    pub accounts: Vec<Account>,
}

/// Makes the data, always the same for the same scale.
pub fn generate(scale: Scale) -> Dataset {
    let mut organisations = organisations::organisations();
    let mut people = people::people(&organisations);
    let accounts = accounts::accounts(&people);
    organisations::set_leads(&mut organisations, &people);
    let alerts = alerts::alerts(&organisations, &people);
    let meetings = meetings::meetings(&people, &alerts);
    let replies = replies::replies(&meetings, &people, &accounts);
    let reads = responses::reads(&alerts, &accounts);
    let answers = responses::answers(&alerts, &organisations, &people);
    let (versions, signatures) = commitment::commitment(&organisations, &people, &accounts);
    let support = support::support_items(&organisations, &people);
    let posts = posts::posts(&people);
    let statements = statements::statements(&organisations);
    if scale == Scale::Large {
        large::grow(&mut organisations, &mut people);
    }
    let records = [
        ("organisations", organisations),
        ("people", people),
        ("meetings", meetings),
        ("replies", replies),
        ("alerts", alerts),
        ("alertReads", reads),
        ("answers", answers),
        ("commitmentVersions", versions),
        ("signatures", signatures),
        ("supportItems", support),
        ("posts", posts),
        ("statements", statements),
    ];
    Dataset { anchor: ANCHOR.to_owned(), records: records.into_iter().map(|(name, rows)| (name.to_owned(), rows)).collect(), accounts }
}

/// The data as JSON, moved by whole weeks from the anchor.
pub fn dataset_json(scale: Scale, weeks: i64) -> String {
    let mut dataset = generate(scale);
    shift(&mut dataset, weeks);
    to_json(&dataset)
}

/// Writes the same to a file.
pub fn write_json(path: &Path, scale: Scale, weeks: i64) -> std::io::Result<()> {
    std::fs::write(path, dataset_json(scale, weeks))
}

/// The small dataset, made once for all tests.
#[cfg(test)]
fn sample() -> &'static Dataset {
    static SAMPLE: std::sync::OnceLock<Dataset> = std::sync::OnceLock::new();
    SAMPLE.get_or_init(|| generate(Scale::Demo))
}
