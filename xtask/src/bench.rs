//! `cargo xtask bench`: weights, and what a phone on a slow network waits for.

use std::process::Command;

use crate::backend_file;
use crate::browser;
use crate::failure::{Failure, While};
use crate::flags::{Flag, Flags};
use crate::local_http::free_port;
use crate::place::Place;
use crate::portal_build::{self, Kind};
use crate::program;
use crate::say::{heading, note};
use crate::weights::{self, Budget};
use crate::{backend_run, serve, setup};

/// The flags of `bench`.
pub const FLAGS: &[Flag] = &[
    Flag { name: "--weights", value: None, about: "only the weights" },
    Flag { name: "--runs", value: Some("N"), about: "how often each page is loaded; 5 unless said otherwise" },
];

/// Runs the command.
pub fn command(place: &Place, flags: &Flags) -> Result<(), Failure> {
    let runs = flags.value("--runs").unwrap_or("5");
    let runs: u32 = runs.parse().while_(|| format!("read --runs {runs}"))?;
    portal_build::ready(place, Kind::Release)?;
    heading("Weights");
    let held = weights::hold(place);
    if flags.has("--weights") {
        return held;
    }
    browser::ready()?;
    setup::journeys(place)?;
    let budget = Budget::read(place)?;
    let plan = serve::Plan {
        run: "bench".into(),
        backend: backend_file::default(place)?,
        port: free_port()?,
        backend_port: None,
        data: backend_run::Data::Demo { large: false, weeks: 0 },
        data_folder: None,
        kind: Kind::Release,
        patient: true,
    };
    let running = serve::start_plan(place, &plan)?;
    heading("A phone: processor 4 times slower, 1.6 Mbit/s, 150 ms there and back; medians");
    let measured = program::run(
        Command::new("node")
            .arg("bench.mjs")
            .env("PORTAL_URL", &running.address)
            .env("CHROMIUM", browser::chromium().unwrap_or_default())
            .env("RUNS", runs.to_string())
            .env("MOST_REQUESTS", budget.limit.requests_before_first_row.to_string())
            .env("MOST_BYTES", (budget.limit.before_first_row * 1024).to_string())
            .current_dir(place.at("end2end")),
        "The measurement",
    );
    drop(running);
    note("Times drift with the machine: compare them side by side. Weights and counts do not.");
    held.and(measured)
}
