//! `cargo xtask build`: the portal as files to serve, with public pages written out and compressed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, While};
use crate::flags::{Flag, Flags};
use crate::place::Place;
use crate::say::{heading, note, took};
use crate::setup::{self, Tools};
use crate::{bundle, compress, fingerprint, program, weights};

/// The flags of `build`.
pub const FLAGS: &[Flag] = &[
    Flag { name: "--force", value: None, about: "build even when nothing has changed" },
    Flag { name: "--dev", value: None, about: "the quick build of `cargo xtask dev`" },
];

/// What the portal is made of.
const INPUTS: &[&str] = &[
    "src",
    "crates/connect",
    "crates/view",
    "words",
    "style",
    "public",
    "index.html",
    "init.js",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "build.rs",
    "xtask/src/bundle.rs",
    "xtask/src/compress.rs",
    "xtask/src/glue.rs",
    "xtask/src/html.rs",
    "xtask/src/portal_build.rs",
    "xtask/src/slim.rs",
    "xtask/src/style.rs",
];

/// For whom the portal is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For people: small, divided, pre-rendered, compressed; in `dist`.
    Release,
    /// For the person who is changing it: quick; in `.run/dev/dist`.
    Dev,
}

/// Runs the command.
pub fn command(place: &Place, flags: &Flags) -> Result<(), Failure> {
    let kind = if flags.has("--dev") { Kind::Dev } else { Kind::Release };
    if flags.has("--force") {
        let _ = fs::remove_file(stamp(place, kind));
    }
    let dist = ready(place, kind)?;
    note(&format!("The portal is in {}", dist.display()));
    if kind == Kind::Release {
        weights::print(place)?;
    }
    Ok(())
}

/// Where the built portal lies.
pub fn dist(place: &Place, kind: Kind) -> PathBuf {
    match kind {
        Kind::Release => place.dist(),
        Kind::Dev => place.run("dev").join("dist"),
    }
}

fn stamp(place: &Place, kind: Kind) -> PathBuf {
    place.target().join(match kind {
        Kind::Release => "portal-release.stamp",
        Kind::Dev => "portal-dev.stamp",
    })
}

/// Sets up and builds what is not fresh; returns the folder to serve.
pub fn ready(place: &Place, kind: Kind) -> Result<PathBuf, Failure> {
    let tools = setup::build_tools(place)?;
    let dist = dist(place, kind);
    let _alone = alone(place)?;
    let sum = fingerprint::of_files(&place.root, INPUTS)?;
    let stamp = stamp(place, kind);
    if dist.join("app.html").is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == sum) {
        return Ok(dist);
    }
    let start = Instant::now();
    heading(match kind {
        Kind::Release => "Building the portal for production (5 to 10 minutes the first time, then about 1)",
        Kind::Dev => "Building the portal (some minutes the first time, then seconds)",
    });
    let _ = fs::remove_file(&stamp);
    trunk(place, &tools, &dist, kind)?;
    bundle::rewrite(place, &tools, &dist, kind)?;
    fs::copy(dist.join("index.html"), dist.join("app.html")).while_(|| "write app.html".into())?;
    match kind {
        Kind::Release => {
            note("Writing the public pages");
            build_prerender(place)?;
            // Any profile will do for pages that ask no backend anything.
            prerender(place, &dist, &place.at("backends/pocketbase/connection.json"), None)?;
            note("Compressing");
            compress::folder(&dist)?;
        }
        Kind::Dev => {
            fs::copy(dist.join("app.html"), dist.join("404.html")).while_(|| "write 404.html".into())?;
        }
    }
    fs::write(&stamp, sum).while_(|| format!("write {}", stamp.display()))?;
    note(&format!("Built in {}", took(start)));
    Ok(dist)
}

/// Holds off another build of this clone: two at a time would write the same files.
fn alone(place: &Place) -> Result<File, Failure> {
    let file = place.target().join("portal-build.lock");
    let lock = File::create(&file).while_(|| format!("write {}", file.display()))?;
    if lock.try_lock().is_err() {
        note("Waiting for another build of the portal to end");
        lock.lock().while_(|| format!("lock {}", file.display()))?;
    }
    Ok(lock)
}

fn trunk(place: &Place, tools: &Tools, dist: &Path, kind: Kind) -> Result<(), Failure> {
    let mut command = Command::new(&tools.trunk);
    command.args(["build", "--dist"]).arg(dist);
    if kind == Kind::Release {
        command.arg("--release");
        if tools.wasm_split.is_some() {
            command.args(["--features", "csr,split"]);
        }
    }
    fs::create_dir_all(dist).while_(|| format!("make {}", dist.display()))?;
    program::run(
        command
            .current_dir(&place.root)
            .env("PATH", tools.path()?)
            // Trunk 0.21 reads NO_COLOR as its own flag and stops at the usual "1".
            .env_remove("NO_COLOR")
            .env("RUST_BACKTRACE", "0"),
        "Trunk's build",
    )
}

/// Compiles the program that writes pages. The whole workspace is named, so that the tests use
/// the same compiled dependencies.
pub fn build_prerender(place: &Place) -> Result<(), Failure> {
    program::run(
        Command::new("cargo")
            .args(["build", "--quiet", "--workspace", "--features", "commonwatch/ssr", "--bin", "prerender"])
            .current_dir(&place.root),
        "Compiling the program that writes the public pages",
    )
}

/// Writes the public pages into `folder`; with a backend's address also its posts and statements.
pub fn prerender(place: &Place, folder: &Path, profile: &Path, backend: Option<&str>) -> Result<(), Failure> {
    let program = place.built("prerender");
    if !program.is_file() {
        build_prerender(place)?;
    }
    let mut command = Command::new(program);
    command.arg("--dist").arg(folder).arg("--connection").arg(profile).current_dir(&place.root);
    if let Some(address) = backend {
        command.args(["--backend", address]);
    }
    let words = program::read(&mut command, "Writing the public pages")?;
    for line in words.lines() {
        note(line);
    }
    Ok(())
}
