//! What a browser has to fetch, in bytes as sent, and the budget that holds it.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::compress::{self, beside};
use crate::failure::{Failure, While};
use crate::fingerprint::files_in;
use crate::place::Place;
use crate::say::kib;

/// `xtask/budget.json`: what no build may exceed, and what the portal has yet to come down to.
#[derive(Debug, Deserialize)]
pub struct Budget {
    /// Above this a build fails. It only ever goes down.
    pub limit: Weights,
    /// Where the portal is meant to be.
    pub aim: Weights,
}

/// One set of weights and counts.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Weights {
    /// What the directory's page loads, without the data it asks for.
    #[serde(rename = "pageWithoutDataKiB")]
    pub page_without_data: u64,
    /// All bytes before the directory's first row, measured in a browser.
    #[serde(rename = "beforeFirstRowKiB")]
    pub before_first_row: u64,
    /// The shell, code, style, icons and type together, without the doctor.
    #[serde(rename = "wholeAppKiB")]
    pub whole_app: u64,
    /// One room loaded when it is opened.
    #[serde(rename = "roomKiB")]
    pub room: u64,
    /// The doctor at `/connection`, loaded when somebody has the service examined: no page of a member needs it.
    #[serde(rename = "doctorKiB")]
    pub doctor: u64,
    /// All requests before the directory's first row.
    pub requests_before_first_row: u64,
}

impl Budget {
    /// Reads the budget.
    pub fn read(place: &Place) -> Result<Self, Failure> {
        let text = fs::read_to_string(place.at("xtask/budget.json")).while_(|| "read xtask/budget.json".into())?;
        serde_json::from_str(&text).while_(|| "read xtask/budget.json".into())
    }
}

/// One file of the app.
struct Part {
    name: String,
    raw: u64,
    sent: u64,
}

/// The parts of the built app, and of one profile: without pages of text, which weigh on their own.
struct Parts {
    always: Vec<Part>,
    rooms: Vec<Part>,
    doctor: Vec<Part>,
}

impl Parts {
    fn read(place: &Place) -> Result<Self, Failure> {
        let dist = place.dist();
        let (mut always, mut rooms, mut doctor) = (Vec::new(), Vec::new(), Vec::new());
        for file in files_in(&dist)? {
            let name = file.strip_prefix(&dist).unwrap_or(&file).to_string_lossy().into_owned();
            let counts = name == "app.html" || ["js", "css", "wasm", "svg", "woff2"].iter().any(|it| name.ends_with(&format!(".{it}")));
            if !counts {
                continue;
            }
            let part = Part { raw: size(&file)?, sent: sent(&file)?, name };
            let kind = match part.name.strip_prefix("room-") {
                Some(name) if name.starts_with("doctor-") => &mut doctor,
                Some(_) => &mut rooms,
                None => &mut always,
            };
            kind.push(part);
        }
        let profile = place.at("backends/pocketbase/connection.json");
        if let Ok(bytes) = fs::read(&profile) {
            let sent = compress::brotli(&bytes)?.len() as u64;
            always.push(Part { name: "connection.json (PocketBase)".into(), raw: bytes.len() as u64, sent });
        }
        for parts in [&mut always, &mut rooms] {
            parts.sort_by_key(|part| std::cmp::Reverse(part.sent));
        }
        Ok(Self { always, rooms, doctor })
    }

    fn always(&self) -> u64 {
        self.always.iter().map(|part| part.sent).sum()
    }

    fn largest_room(&self) -> u64 {
        self.rooms.first().map_or(0, |part| part.sent)
    }

    fn doctor(&self) -> u64 {
        self.doctor.iter().map(|part| part.sent).sum()
    }

    fn whole(&self) -> u64 {
        self.always() + self.rooms.iter().map(|part| part.sent).sum::<u64>()
    }
}

/// Prints the weights of the built portal.
pub fn print(place: &Place) -> Result<(), Failure> {
    let parts = Parts::read(place)?;
    println!("\n   {:<42} {:>12} {:>12}", "part", "raw", "brotli");
    for part in parts.always.iter().chain(&parts.rooms).chain(&parts.doctor) {
        println!("   {:<42} {:>12} {:>12}", part.name, kib(part.raw), kib(part.sent));
    }
    println!("   {:<42} {:>25}", "the directory's page, no data", kib(parts.always()));
    println!("   {:<42} {:>25}\n", "whole app", kib(parts.whole()));
    Ok(())
}

/// Prints the weights and fails above the budget.
pub fn hold(place: &Place) -> Result<(), Failure> {
    print(place)?;
    let budget = Budget::read(place)?;
    let parts = Parts::read(place)?;
    let found = [
        ("The directory's page without its data", parts.always(), budget.limit.page_without_data, budget.aim.page_without_data),
        ("The whole app", parts.whole(), budget.limit.whole_app, budget.aim.whole_app),
        ("The largest room", parts.largest_room(), budget.limit.room, budget.aim.room),
        ("The doctor", parts.doctor(), budget.limit.doctor, budget.aim.doctor),
    ];
    let mut over = Vec::new();
    for (what, bytes, limit, aim) in found {
        println!("   {what}: {}; the limit is {limit} KiB, the aim {aim} KiB", kib(bytes));
        if bytes > limit * 1024 {
            over.push(format!("{what} weighs {}; the limit is {limit} KiB.", kib(bytes)));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(Failure::new(over.join("\n"))) }
}

fn size(file: &Path) -> Result<u64, Failure> {
    Ok(fs::metadata(file).while_(|| format!("find {}", file.display()))?.len())
}

/// The size of the compressed copy, or of the file where there is none.
fn sent(file: &Path) -> Result<u64, Failure> {
    let copy = beside(file, "br");
    size(if copy.is_file() { &copy } else { file })
}
