//! `backend.json`: how one backend is installed, filled with the demonstration data and started, as data.
//! Whatever is particular to a backend stands in its folder, so that another needs no line here.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

pub use reader::{placeholders, read};

use crate::failure::{Failure, While};
use crate::place::Place;

mod reader;

/// The folders that hold a folder for each backend.
const SHELVES: &[&str] = &["backends", "end2end"];

/// A command, word by word, with its placeholders.
pub type Line = Vec<String>;

/// How a backend runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// As a program.
    Program(Line),
    /// As files in this folder, which this program serves.
    Files(String),
    /// By a function of this program, which also lets it serve the portal.
    BuiltIn,
}

/// One backend that can be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its folder's name, by which it is called.
    pub name: String,
    /// Its folder.
    pub home: PathBuf,
    /// What people call it.
    pub title: String,
    /// Where its profile expects it.
    pub port: u16,
    /// Files that the installation is made from; they are copied into its folder.
    pub install_files: Vec<String>,
    /// What installs it, once.
    pub install: Vec<Line>,
    /// What turns the dataset into its own data, at each start.
    pub prepare: Vec<Line>,
    /// How it runs.
    pub start: Start,
    /// A path that is answered when it is ready.
    pub ready: String,
    /// Environment of what prepares and starts it.
    pub env: BTreeMap<String, String>,
    /// What asks it directly whether it keeps its own rules, without the portal.
    pub tests: Vec<Line>,
    /// The needs that it does not meet, each with the reason.
    pub lacks: BTreeMap<String, String>,
    /// Whether it runs in every `cargo xtask test`.
    pub ci: bool,
}

impl Description {
    /// Whether journeys with this need can run on it.
    pub fn meets(&self, need: &str) -> bool {
        !self.lacks.contains_key(need)
    }

    /// Whether this program starts it by a function of its own.
    pub fn is_built_in(&self) -> bool {
        self.start == Start::BuiltIn
    }

    /// Its connection profile.
    pub fn profile(&self) -> PathBuf {
        self.home.join("connection.json")
    }
}

/// Every described backend, the default first.
pub fn all(place: &Place) -> Result<Vec<Description>, Failure> {
    let mut found = Vec::new();
    for shelf in SHELVES {
        let shelf = place.at(shelf);
        for entry in fs::read_dir(&shelf).while_(|| format!("read {}", shelf.display()))? {
            let home = entry.while_(|| format!("read {}", shelf.display()))?.path();
            let file = home.join("backend.json");
            if file.is_file() {
                let text = fs::read_to_string(&file).while_(|| format!("read {}", file.display()))?;
                let told = |mistakes: Vec<String>| Failure::new(format!("{}:\n{}", file.display(), mistakes.join("\n")));
                found.push(read(&text, &home).map_err(told)?);
            }
        }
    }
    found.sort_by_key(|one| (!one.is_built_in(), one.name.clone()));
    Ok(found)
}

/// The backend of this name.
pub fn named(place: &Place, name: &str) -> Result<Description, Failure> {
    let all = all(place)?;
    let names: Vec<_> = all.iter().map(|one| one.name.clone()).collect();
    all.into_iter()
        .find(|one| one.name == name)
        .ok_or_else(|| Failure::new(format!("No backend is called {name:?}. There are: {}.", names.join(", "))))
}

/// The backend that is meant when none is named: the one that serves the portal itself.
pub fn default(place: &Place) -> Result<Description, Failure> {
    all(place)?.into_iter().find(Description::is_built_in).ok_or_else(|| Failure::new("No backend.json says \"builtIn\": true."))
}

#[cfg(test)]
mod tests;
