//! `cargo xtask setup`: puts in what is missing, pinned, and says what and why.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, While};
use crate::flags::{Flag, Flags};
use crate::place::Place;
use crate::program::{self, on_path};
use crate::say::{note, took};
use crate::tools;
use crate::{browser, fingerprint};

/// The flags of `setup`.
pub const FLAGS: &[Flag] =
    &[Flag { name: "--tests", value: None, about: "also what only the tests need: a browser, its driver, the journeys' packages" }];

/// Where the build's tools are.
#[derive(Debug)]
pub struct Tools {
    /// Trunk.
    pub trunk: PathBuf,
    /// wasm-bindgen; its test runner lies beside it.
    pub wasm_bindgen: PathBuf,
    /// wasm-opt.
    pub wasm_opt: PathBuf,
    /// wasm-split-cli, when the portal has a `split` feature.
    pub wasm_split: Option<PathBuf>,
}

impl Tools {
    /// PATH with these tools first.
    pub fn path(&self) -> Result<OsString, Failure> {
        let folders: Vec<&Path> =
            [&self.trunk, &self.wasm_bindgen, &self.wasm_opt].into_iter().filter_map(|program| program.parent()).collect();
        program::path_with(&folders)
    }
}

/// Runs the command.
pub fn command(place: &Place, flags: &Flags) -> Result<(), Failure> {
    let start = Instant::now();
    let tools = build_tools(place)?;
    tools::pocketbase(place)?;
    if flags.has("--tests") {
        for_tests(place)?;
    }
    note(&format!("Everything is there ({}). Tools: {}", took(start), place.tools.display()));
    drop(tools);
    Ok(())
}

/// What a build of the portal needs.
pub fn build_tools(place: &Place) -> Result<Tools, Failure> {
    if on_path("node").is_none() {
        return Err(Failure::new("Node is not on PATH. Install Node 20 or newer (with npm)."));
    }
    fs::create_dir_all(&place.tools).while_(|| format!("make {}", place.tools.display()))?;
    wasm_target(place)?;
    Ok(Tools {
        wasm_opt: tools::wasm_opt(place)?,
        wasm_bindgen: tools::wasm_bindgen(place)?,
        trunk: tools::TRUNK.ready(place)?,
        wasm_split: if splits(place)? { Some(tools::WASM_SPLIT.ready(place)?) } else { None },
    })
}

/// Whether the portal can be divided by room: Cargo.toml has a feature `split`.
pub fn splits(place: &Place) -> Result<bool, Failure> {
    let manifest = fs::read_to_string(place.at("Cargo.toml")).while_(|| "read Cargo.toml".into())?;
    Ok(manifest.lines().any(|line| line.starts_with("split = [")))
}

fn wasm_target(place: &Place) -> Result<(), Failure> {
    let sysroot =
        program::read(Command::new("rustc").args(["--print", "sysroot"]).current_dir(&place.root), "Asking rustc for its folder")?;
    let target = "wasm32-unknown-unknown";
    if Path::new(sysroot.trim()).join("lib/rustlib").join(target).is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "This Rust has no target {target}, and rustup is not there to add it. \
             Install Rust with rustup, or your distribution's package for the target."
        )));
    }
    note("Adding Rust's WebAssembly target (a few seconds)");
    program::run(Command::new("rustup").args(["target", "add", target]).current_dir(&place.root), "Adding the WebAssembly target")
}

/// What only the tests need: rustfmt and clippy, a browser and its driver, the journeys' packages.
pub fn for_tests(place: &Place) -> Result<(), Failure> {
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        let there = Command::new(program).arg("--version").current_dir(&place.root).output().is_ok_and(|output| output.status.success());
        if !there {
            note(&format!("Adding {component} (a few seconds)"));
            program::run(
                Command::new("rustup").args(["component", "add", component]).current_dir(&place.root),
                &format!("Adding {component}"),
            )?;
        }
    }
    browser::ready()?;
    journeys(place)
}

/// The journeys' node packages: `npm ci` when the sum of their package files has changed.
pub fn journeys(place: &Place) -> Result<(), Failure> {
    let folder = place.at("end2end");
    let sum = fingerprint::of_files(&folder, &["package.json", "package-lock.json"])?;
    let stamp = folder.join("node_modules").join(".commonwatch-lock");
    if fs::read_to_string(&stamp).is_ok_and(|kept| kept == sum) {
        return Ok(());
    }
    note("Installing the journeys' packages: Playwright, axe (under a minute)");
    program::run(
        tools::npm()?
            .args(["ci", "--no-audit", "--no-fund", "--silent"])
            // The browser of the machine is used; none is fetched.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(&folder),
        "npm ci",
    )?;
    fs::write(&stamp, sum).while_(|| format!("write {}", stamp.display()))
}
