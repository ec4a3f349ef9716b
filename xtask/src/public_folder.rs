//! What one run serves: the built portal, one backend's profile, and whether this is a demonstration.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use connect::{Contract, Profile};
use serde_json::Value;

use crate::compress;
use crate::failure::{Failure, While};
use crate::fingerprint::files_in;

/// The backend whose profile is served, and what is particular to this run.
#[derive(Debug, Clone)]
pub struct Contents {
    /// The backend's connection profile.
    pub profile: PathBuf,
    /// Whether the demonstration banner and accounts are shown.
    pub demo: bool,
    /// Text to replace in the profile: where the backend really listens.
    pub moved: Option<(String, String)>,
}

/// Brings `public` up to date with `dist`, so that `dist` itself names no backend.
/// Only changed files are written: a browser that is loading the page sees no gap.
pub fn fill(dist: &Path, public: &Path, contents: &Contents) -> Result<(), Failure> {
    fs::create_dir_all(public).while_(|| format!("make {}", public.display()))?;
    // What `cargo xtask dev` asks for while the files change.
    let mut kept = BTreeSet::from(["reload.js", "reload.txt"].map(PathBuf::from));
    for file in files_in(dist)? {
        let name = file.strip_prefix(dist).while_(|| "compare folders".into())?.to_path_buf();
        copy(&file, &public.join(&name))?;
        kept.insert(name);
    }
    let mut profile = fs::read_to_string(&contents.profile).while_(|| format!("read {}", contents.profile.display()))?;
    if let Some((from, to)) = &contents.moved {
        profile = profile.replace(from, to);
    }
    write(&public.join("connection.json"), profile.as_bytes())?;
    kept.insert(PathBuf::from("connection.json"));
    for (name, text) in presets(&contents.profile, &profile)? {
        let name = Path::new("presets").join(format!("{name}.json"));
        write(&public.join(&name), text.as_bytes())?;
        kept.insert(name);
    }
    set_demo(public, contents.demo)?;
    for file in files_in(public)? {
        let name = file.strip_prefix(public).while_(|| "compare folders".into())?;
        if !kept.contains(name) {
            fs::remove_file(&file).while_(|| format!("remove {}", file.display()))?;
        }
    }
    compress::changed(public, dist)
}

/// The presets that a profile extends, one under another: `presets` beside the folder of its backend.
fn presets(file: &Path, profile: &str) -> Result<Vec<(String, String)>, Failure> {
    let folder = file.parent().and_then(Path::parent).unwrap_or(file).join("presets");
    let extends = |text: &str| Some(serde_json::from_str::<Value>(text).ok()?.get("extends")?.as_str()?.to_owned());
    let mut found: Vec<(String, String)> = Vec::new();
    let mut wanted = extends(profile);
    while let Some(name) = wanted.filter(|name| found.iter().all(|(known, _)| known != name)) {
        let file = folder.join(format!("{name}.json"));
        let text = fs::read_to_string(&file).while_(|| format!("read {}", file.display()))?;
        wanted = extends(&text);
        found.push((name, text));
    }
    Ok(found)
}

/// Removes what the pages were written from: of no use to a browser.
pub fn drop_sources(public: &Path) -> Result<(), Failure> {
    for file in files_in(public)? {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with(".source") || name.starts_with("template.html") {
            fs::remove_file(&file).while_(|| format!("remove {}", file.display()))?;
        }
    }
    Ok(())
}

fn set_demo(public: &Path, demo: bool) -> Result<(), Failure> {
    let file = public.join("site.json");
    if !file.is_file() {
        return Ok(());
    }
    let text = fs::read_to_string(&file).while_(|| "read site.json".into())?;
    let mut site: Value = serde_json::from_str(&text).while_(|| "read site.json".into())?;
    let Some(fields) = site.as_object_mut() else {
        return Err(Failure::new("site.json is not an object."));
    };
    if fields.get("demo") == Some(&Value::Bool(demo)) {
        return Ok(());
    }
    fields.insert("demo".into(), Value::Bool(demo));
    write(&file, site.to_string().as_bytes())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let bytes = fs::read(from).while_(|| format!("read {}", from.display()))?;
    write(to, &bytes)
}

/// Writes a file unless it already holds these bytes.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).while_(|| format!("make {}", folder.display()))?;
    }
    fs::write(file, bytes).while_(|| format!("write {}", file.display()))
}

/// What the portal needs of a profile: only one that it can use is judged to the end.
const CONTRACT: &str = include_str!("../../src/backend/contract.json");

/// The origins that the profile of a filled folder speaks to, besides the page's own: the page may speak to these.
/// A profile that the portal does not start with has none.
pub fn origins(public: &Path) -> BTreeSet<String> {
    let read = |name: &str| fs::read_to_string(public.join(name)).ok();
    let Ok(contract) = Contract::parse(CONTRACT) else {
        return BTreeSet::new();
    };
    let judged =
        Profile::judge_with(&read("connection.json").unwrap_or_default(), &contract, &|name| read(&format!("presets/{name}.json")));
    let named = judged.map(|(profile, _)| profile.origins()).unwrap_or_default();
    named.into_iter().filter(|origin| is_plain(origin)).collect()
}

/// Whether an origin is nothing else: a policy is made of it.
fn is_plain(origin: &str) -> bool {
    let host = ["http", "https", "ws", "wss"].iter().find_map(|scheme| origin.strip_prefix(scheme)?.strip_prefix("://"));
    host.is_some_and(|host| !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, profile: &Path) -> PathBuf {
        let base = std::env::temp_dir().join(format!("commonwatch-public-{name}-{}", std::process::id()));
        fs::create_dir_all(base.join("dist")).unwrap();
        let contents = Contents { profile: profile.to_path_buf(), demo: false, moved: None };
        fill(&base.join("dist"), &base.join("public"), &contents).unwrap();
        base
    }

    fn shipped(backend: &str) -> Vec<String> {
        let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("../backends").join(backend).join("connection.json");
        let base = folder(backend, &profile);
        let found = origins(&base.join("public")).into_iter().collect();
        fs::remove_dir_all(base).unwrap();
        found
    }

    #[test]
    fn a_page_may_speak_to_the_backend_of_its_profile() {
        assert_eq!(shipped("pocketbase"), [] as [String; 0]);
        assert_eq!(shipped("django-rest-framework"), ["http://127.0.0.1:3200"]);
    }

    /// A policy that allows `http:` does not allow `ws:` to the same host.
    #[test]
    fn a_live_channel_over_a_websocket_has_an_origin_of_its_own() {
        assert_eq!(shipped("parse-server"), ["http://127.0.0.1:3500", "ws://127.0.0.1:3500"]);
    }

    #[test]
    fn a_policy_is_made_of_plain_origins_only() {
        for origin in ["http://127.0.0.1:3100", "https://[::1]:3100", "wss://live.example.org"] {
            assert!(is_plain(origin), "{origin}");
        }
        for origin in ["https://x.example.org; script-src *", "https://", "ftp://x.example.org", "x.example.org", "https://a b"] {
            assert!(!is_plain(origin), "{origin}");
        }
    }

    #[test]
    fn a_profile_that_cannot_be_used_has_no_origins() {
        let file = std::env::temp_dir().join(format!("commonwatch-broken-{}.json", std::process::id()));
        fs::write(&file, r#"{ "base": "https://api.example.org", "resources": { "people": 7 } }"#).unwrap();
        let base = folder("broken", &file);
        assert!(origins(&base.join("public")).is_empty());
        fs::remove_dir_all(base).unwrap();
        fs::remove_file(file).unwrap();
    }
}
