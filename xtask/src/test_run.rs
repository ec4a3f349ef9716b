//! `cargo xtask test`: everything, or one part of it.

use std::process::Command;
use std::time::Instant;

use crate::backend_run::Data;
use crate::browser;
use crate::failure::Failure;
use crate::fingerprint;
use crate::flags::{Flag, Flags};
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
    if flags.value("--backend").is_some() {
        serve::backend(flags)?;
    }
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
    }
    if built && wanted("journeys") {
        journeys(place, flags, &mut tally);
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

/// Starts a portal for tests: free port, data at its anchor, nothing left from before.
/// Also returns the address of json-server's data, which is of use when that is the backend.
fn portal(place: &Place, backend: &str, large: bool) -> Result<(Running, String), Failure> {
    let run = format!("test-{backend}{}", if large { "-large" } else { "" });
    serve::forget(place, &run)?;
    let json_server_port = free_port()?;
    let running = serve::start_plan(
        place,
        &Plan {
            run,
            backend: backend.to_owned(),
            port: free_port()?,
            json_server_port,
            data: Data::Demo { large, weeks: 0 },
            data_folder: None,
            kind: Kind::Release,
            patient: true,
        },
    )?;
    Ok((running, format!("http://127.0.0.1:{json_server_port}")))
}

/// Asks the backend directly whether it keeps its own rules.
fn backend_rules(place: &Place, tally: &mut Tally) {
    let name = "The backend's rules";
    match portal(place, "pocketbase", false) {
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

/// The journeys of a round, as a pattern over their names and tags: one that a person asked for must hold their text too.
/// A backend without a sign-in has those that only read.
fn wanted(backend: &str, large: bool, text: Option<&str>) -> String {
    let tag = match (backend, large) {
        (_, true) => "@large",
        ("json-server", _) => "@reading",
        _ => "",
    };
    format!("(?=.*{tag})(?=.*{})", text.unwrap_or_default())
}

/// Whole journeys in a browser, on each backend, and once with 10,000 people.
fn journeys(place: &Place, flags: &Flags, tally: &mut Tally) {
    let chosen = flags.value("--backend");
    let mut rounds = vec![
        ("Journeys on PocketBase", "pocketbase", false),
        ("Journeys on json-server", "json-server", false),
        ("Journeys with 10,000 people", "pocketbase", true),
    ];
    rounds.retain(|(_, backend, _)| chosen.is_none_or(|chosen| chosen == *backend));
    for (name, backend, large) in rounds {
        match portal(place, backend, large) {
            Err(failure) => tally.failed(name, &failure),
            Ok((running, data_address)) => {
                let mut command = Command::new("node");
                command
                    .args(["node_modules/@playwright/test/cli.js", "test", "--reporter=list"])
                    .args(["--grep", &wanted(backend, large, flags.value("--grep"))])
                    .args(if large { &[][..] } else { &["--grep-invert", "@large"] })
                    .env("PORTAL_URL", &running.address)
                    .env("BACKEND", backend)
                    .env("BACKEND_ORIGINS", if backend == "json-server" { data_address.as_str() } else { "" })
                    .env("CHROMIUM", browser::chromium().unwrap_or_default())
                    .current_dir(place.at("end2end"));
                tally.runner(name, &mut command);
            }
        }
    }
}
