//! Reads a `backend.json`, and tells every mistake in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value};

use super::{Description, Line, Start};
use crate::needs;

/// What may stand in a `backend.json`.
const WORDS: &[&str] = &[
    "title",
    "port",
    "installFiles",
    "install",
    "prepare",
    "start",
    "serve",
    "builtIn",
    "ready",
    "env",
    "tests",
    "journeys",
    "lacks",
    "ci",
];

/// Placeholders of everything that runs when the backend starts.
const RUNNING: &[&str] = &["home", "tools", "run", "dataset", "port", "portal"];

/// Placeholders while installing: nothing of one run is known yet.
const INSTALLING: &[&str] = &["home", "tools"];

/// Reads a description, or tells every mistake in it.
pub fn read(text: &str, home: &Path) -> Result<Description, Vec<String>> {
    let value: Value = serde_json::from_str(text).map_err(|error| vec![format!("it is not JSON: {error}")])?;
    let Value::Object(fields) = value else {
        return Err(vec!["it is not an object".into()]);
    };
    let mut reader = Reader { fields, mistakes: Vec::new() };
    let description = reader.description(home);
    if reader.mistakes.is_empty() { Ok(description) } else { Err(reader.mistakes) }
}

struct Reader {
    fields: Map<String, Value>,
    mistakes: Vec<String>,
}

impl Reader {
    fn description(&mut self, home: &Path) -> Description {
        for key in self.fields.keys() {
            // The same freedom for notes as in a profile.
            if !WORDS.contains(&key.as_str()) && !key.starts_with("x-") && key != "$schema" {
                self.mistakes.push(format!("{key:?} is not known. There are: {}.", WORDS.join(", ")));
            }
        }
        let start = self.start();
        let built_in = start == Start::BuiltIn;
        if built_in {
            for key in ["installFiles", "install", "prepare", "ready", "env", "tests"] {
                if self.fields.contains_key(key) {
                    self.mistakes.push(format!("{key:?} says nothing where \"builtIn\" is true."));
                }
            }
        }
        let install_files = self.texts("installFiles");
        for file in &install_files {
            if !home.join(file).is_file() {
                self.mistakes.push(format!("\"installFiles\" names {file:?}, which is not in the folder."));
            }
        }
        Description {
            name: home.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            home: home.to_path_buf(),
            title: self.needed_text("title"),
            port: self.port(),
            install_files,
            install: self.lines("install", INSTALLING),
            prepare: self.lines("prepare", RUNNING),
            start,
            ready: self.ready(),
            env: self.env(),
            tests: self.lines("tests", RUNNING),
            lacks: self.lacks(),
            ci: self.flag("ci"),
        }
    }

    fn start(&mut self) -> Start {
        let given: Vec<_> = ["start", "serve", "builtIn"].into_iter().filter(|key| self.fields.contains_key(*key)).collect();
        match given.as_slice() {
            ["start"] => {
                let value = self.fields.get("start").cloned().unwrap_or_default();
                Start::Program(self.line("start", &value, RUNNING))
            }
            ["serve"] => {
                let folder = self.needed_text("serve");
                self.check("serve", &folder, RUNNING);
                Start::Files(folder)
            }
            ["builtIn"] if self.flag("builtIn") => Start::BuiltIn,
            _ => {
                self.mistakes.push("it needs one of \"start\" (a command), \"serve\" (a folder of files) and \"builtIn\": true.".into());
                Start::BuiltIn
            }
        }
    }

    fn lacks(&mut self) -> BTreeMap<String, String> {
        let reasons = self.named_texts("lacks");
        for need in reasons.keys().filter(|need| !needs::is_need(need)) {
            self.mistakes.push(format!("\"lacks\" names {need:?}. Journeys need: {}.", needs::words()));
        }
        let met: BTreeSet<String> = match self.fields.get("journeys") {
            Some(Value::String(word)) if word == "all" => needs::NEEDS.iter().map(|(name, _)| (*name).to_owned()).collect(),
            Some(Value::Array(_)) => self.texts("journeys").into_iter().collect(),
            _ => {
                self.mistakes.push(format!("\"journeys\" must be \"all\" or a list of: {}.", needs::words()));
                return BTreeMap::new();
            }
        };
        for need in met.iter().filter(|need| !needs::is_need(need)) {
            self.mistakes.push(format!("\"journeys\" names {need:?}. Journeys need: {}.", needs::words()));
        }
        for need in reasons.keys().filter(|need| met.contains(*need)) {
            self.mistakes.push(format!("{need:?} stands under \"journeys\" and under \"lacks\"."));
        }
        let rest = needs::NEEDS.iter().map(|(name, _)| (*name).to_owned()).filter(|need| !met.contains(need));
        rest.map(|need| (need.clone(), reasons.get(&need).cloned().unwrap_or_else(|| "it does not offer it".into()))).collect()
    }

    fn port(&mut self) -> u16 {
        let port = self.fields.get("port").and_then(Value::as_u64).and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0);
        port.unwrap_or_else(|| {
            self.mistakes.push("\"port\" must be a number from 1 to 65535: where connection.json expects the backend.".into());
            0
        })
    }

    fn ready(&mut self) -> String {
        if !self.fields.contains_key("ready") {
            return "/".into();
        }
        let path = self.needed_text("ready");
        if !path.is_empty() && !path.starts_with('/') {
            self.mistakes.push("\"ready\" must be a path that begins with \"/\".".into());
        }
        path
    }

    fn flag(&mut self, key: &str) -> bool {
        match self.fields.get(key) {
            None => false,
            Some(Value::Bool(value)) => *value,
            Some(_) => {
                self.mistakes.push(format!("{key:?} must be true or false."));
                false
            }
        }
    }

    fn needed_text(&mut self, key: &str) -> String {
        let text = self.fields.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        text.unwrap_or_else(|| {
            self.mistakes.push(format!("{key:?} must be a text."));
            String::new()
        })
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let texts = match self.fields.get(key) {
            None => Some(Vec::new()),
            Some(Value::Array(all)) => all.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
            Some(_) => None,
        };
        texts.unwrap_or_else(|| {
            self.mistakes.push(format!("{key:?} must be a list of texts."));
            Vec::new()
        })
    }

    fn named_texts(&mut self, key: &str) -> BTreeMap<String, String> {
        let texts = match self.fields.get(key) {
            None => Some(BTreeMap::new()),
            Some(Value::Object(all)) => all.iter().map(|(name, one)| Some((name.clone(), one.as_str()?.to_owned()))).collect(),
            Some(_) => None,
        };
        texts.unwrap_or_else(|| {
            self.mistakes.push(format!("{key:?} must be an object of texts."));
            BTreeMap::new()
        })
    }

    fn env(&mut self) -> BTreeMap<String, String> {
        let env = self.named_texts("env");
        for (name, text) in &env {
            self.check(&format!("env.{name}"), text, RUNNING);
        }
        env
    }

    fn lines(&mut self, key: &str, known: &[&str]) -> Vec<Line> {
        match self.fields.get(key).cloned() {
            None => Vec::new(),
            Some(Value::Array(all)) => all.iter().map(|one| self.line(key, one, known)).collect(),
            Some(_) => {
                self.mistakes.push(format!("{key:?} must be a list of commands."));
                Vec::new()
            }
        }
    }

    /// One command: a line that is divided at its spaces, or a list of words.
    fn line(&mut self, key: &str, value: &Value, known: &[&str]) -> Line {
        let words: Option<Line> = match value {
            Value::String(line) => Some(line.split_whitespace().map(str::to_owned).collect()),
            Value::Array(all) => all.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        let Some(words) = words.filter(|words| !words.is_empty()) else {
            self.mistakes.push(format!("{key:?}: a command is a line of text or a list of words."));
            return Line::new();
        };
        for word in &words {
            self.check(key, word, known);
        }
        words
    }

    fn check(&mut self, key: &str, text: &str, known: &[&str]) {
        for name in placeholders(text) {
            if !known.contains(&name) {
                let list: Vec<_> = known.iter().map(|name| format!("{{{name}}}")).collect();
                self.mistakes.push(format!("{key:?}: {{{name}}} is not known here. There are: {}.", list.join(", ")));
            }
        }
    }
}

/// The placeholders in a text: a word of small letters in braces. Other braces are left alone, as in a piece of JSON.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|piece| {
        let (name, _) = piece.split_once('}')?;
        (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic())).then_some(name)
    })
}
