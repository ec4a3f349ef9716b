//! The browser and its driver that the tests use: the machine's own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, While};
use crate::program::{self, on_path};
use crate::say::note;

/// What a headless Chromium needs on a build machine: nothing that it fetches by itself.
const ARGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// Chromium and its driver, through apt when they are missing and apt is there.
pub fn ready() -> Result<(), Failure> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if chromedriver().is_none() {
        missing.push("chromium-driver");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let named = missing.join(" and ");
    if on_path("apt-get").is_none() {
        return Err(Failure::new(format!("The tests need {named}. Install them, or name the programs in CHROMIUM and CHROMEDRIVER.")));
    }
    note(&format!("Installing {named} with apt-get: for the tests only (a few minutes)"));
    apt(&["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)
}

fn apt(args: &[&str]) -> Result<(), Failure> {
    let mut command = if on_path("sudo").is_some() && env::var("USER").is_ok_and(|user| user != "root") {
        let mut command = Command::new("sudo");
        command.arg("apt-get");
        command
    } else {
        Command::new("apt-get")
    };
    program::run(command.args(["-qq"]).args(args).env("DEBIAN_FRONTEND", "noninteractive"), "apt-get")
}

/// Chromium: from CHROMIUM, or by its usual names.
pub fn chromium() -> Option<PathBuf> {
    named("CHROMIUM").or_else(|| ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(on_path))
}

/// ChromeDriver: from CHROMEDRIVER, or by its name.
pub fn chromedriver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file())
}

/// Writes what ChromeDriver is told for the browser unit tests, and returns the file.
pub fn webdriver_file(folder: &Path) -> Result<PathBuf, Failure> {
    let browser = chromium().ok_or_else(|| Failure::new("No Chromium was found."))?;
    let told = serde_json::json!({ "goog:chromeOptions": { "binary": browser, "args": ARGS } });
    let file = folder.join("webdriver.json");
    fs::write(&file, told.to_string()).while_(|| format!("write {}", file.display()))?;
    Ok(file)
}
