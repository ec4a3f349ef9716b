//! `cargo xtask test`: everything, or one part of it.

use std::process::Command;
use std::time::Instant;

use crate::backend_file::{self, Description};
use crate::backend_run::Data;
use crate::backend_start;
use crate::browser;
use crate::failure::Failure;
use crate::fingerprint;
use crate::flags::{Flag, Flags};
use crate::journeys;
use crate::local_http::free_port;
use crate::place::Place;
use crate::portal_build::{self, Kind};
use crate::program;
use crate::serve::{self, Plan, Running};
use crate::setup;
use crate::test_steps::Tally;
use crate::weights;

/// The flags of `test`.
pub const FLAGS: &[Flag] = &[
    Flag { name: "--only", value: Some("PART"), about: "host, browser, backend or journeys" },
    Flag { name: "--backend", value: Some("NAME"), about: "journeys on this backend alone" },
    Flag { name: "--all-backends", value: None, about: "journeys on every backend, and docs/backends.md from what was seen" },
    Flag { name: "--grep", value: Some("TEXT"), about: "only journeys whose name holds this" },
];

const PARTS: &[&str] = &["host", "browser", "backend", "journeys"];

/// Runs the command.
pub fn command(place: &Place, flags: &Flags) -> Result<(), Failure> {
    let start = Instant::now();
    let only = flags.value("--only");
    if let Some(part) = only
        && !PARTS.contains(&part)
    {
        return Err(Failure::new(format!("There is no part {part:?}. There are: {}.", PARTS.join(", "))));
    }
    let rounds = journeys::rounds(place, flags)?;
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    let mut tally = Tally::default();
    tally.step("Set up", || {
        setup::build_tools(place)?;
        setup::for_tests(place)
    });
    if wanted("host") {
        host(place, &mut tally);
    }
    if wanted("browser") {
        browser_tests(place, &mut tally);
    }
    let built = (wanted("backend") || wanted("journeys"))
        && tally.step("Build the portal", || portal_build::ready(place, Kind::Release).map(|_| ()));
    if built && only.is_none() {
        tally.step("Weights within the budget", || weights::hold(place));
    }
    if built && wanted("backend") {
        backend_rules(place, &mut tally);
        for one in rounds.iter().map(journeys::Round::backend).filter(|one| !one.tests.is_empty()) {
            tally.step(&format!("The rules of {}", one.title), || backend_start::test(place, one));
        }
    }
    if built && wanted("journeys") {
        journeys::run(place, flags, &rounds, &mut tally);
    }
    tally.close(start)
}

fn cargo(place: &Place, args: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(args).current_dir(&place.root);
    command
}

/// Form, lints, documentation, and the tests that need no browser.
fn host(place: &Place, tally: &mut Tally) {
    let step = |tally: &mut Tally, name: &str, mut command: Command| {
        tally.step(name, || program::run(&mut command, name));
    };
    step(tally, "Formatting", cargo(place, &["fmt", "--all", "--check"]));
    let everything = ["--workspace", "--all-targets", "--features", "commonwatch/ssr"];
    let mut clippy = cargo(place, &["clippy", "--quiet"]);
    clippy.args(everything).args(["--", "-D", "warnings"]);
    step(tally, "Lints", clippy);
    let wasm = ["-p", "commonwatch", "--target", "wasm32-unknown-unknown", "--features", "csr"];
    let mut clippy = cargo(place, &["clippy", "--quiet"]);
    clippy.args(wasm).args(["--all-targets", "--", "-D", "warnings"]);
    step(tally, "Lints for the browser", clippy);
    let mut doc = cargo(place, &["doc", "--quiet", "--workspace", "--no-deps", "--features", "commonwatch/ssr"]);
    doc.env("RUSTDOCFLAGS", "-Dwarnings");
    step(tally, "Documentation", doc);
    let mut tests = cargo(place, &["test", "--quiet", "--workspace", "--features", "commonwatch/ssr"]);
    tally.runner("Host tests", tests.args(["--", "--format", "terse"]));
}

/// Unit tests inside a real browser.
fn browser_tests(place: &Place, tally: &mut Tally) {
    let name = "Browser tests";
    let prepared = setup::build_tools(place).and_then(|tools| {
        let runner = tools.wasm_bindgen.with_file_name(format!("wasm-bindgen-test-runner{}", std::env::consts::EXE_SUFFIX));
        let driver = browser::chromedriver().ok_or_else(|| Failure::new("No ChromeDriver was found."))?;
        Ok((runner, driver, browser::webdriver_file(&place.target())?))
    });
    match prepared {
        Err(failure) => tally.failed(name, &failure),
        Ok((runner, driver, file)) => {
            tally.runner(
                name,
                cargo(place, &["test", "--target", "wasm32-unknown-unknown", "--features", "csr", "--test", "web", "--test", "markup"])
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
                    .env("CHROMEDRIVER", driver)
                    .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", file),
            );
        }
    }
}

/// Starts a portal for tests: free ports, data at its anchor, nothing left from before.
/// Also returns the other origin that its pages may ask, if there is one.
pub fn portal(place: &Place, backend: &Description, large: bool) -> Result<(Running, String), Failure> {
    let run = format!("test-{}{}", backend.name, if large { "-large" } else { "" });
    serve::forget(place, &run)?;
    let backend_port = if backend.is_built_in() { None } else { Some(free_port()?) };
    let running = serve::start_plan(
        place,
        &Plan {
            run,
            backend: backend.clone(),
            port: free_port()?,
            backend_port,
            data: Data::Demo { large, weeks: 0 },
            data_folder: None,
            kind: Kind::Release,
            patient: true,
        },
    )?;
    Ok((running, backend_port.map(|port| format!("http://127.0.0.1:{port}")).unwrap_or_default()))
}

/// Asks the backend directly whether it keeps its own rules.
fn backend_rules(place: &Place, tally: &mut Tally) {
    let name = "The backend's rules";
    match backend_file::default(place).and_then(|backend| portal(place, &backend, false)) {
        Err(failure) => tally.failed(name, &failure),
        Ok((running, _)) => {
            // By name: newer versions of node take no folder.
            let files = fingerprint::files_in(&place.at("end2end/backend")).unwrap_or_default();
            let tests = files.into_iter().filter(|file| file.to_string_lossy().ends_with(".test.mjs"));
            tally.runner(
                name,
                Command::new("node")
                    .args(["--test", "--test-reporter=spec"])
                    .args(tests)
                    .env("BASE", &running.address)
                    .env("DATASET", &running.dataset)
                    .current_dir(place.at("end2end")),
            );
        }
    }
}
