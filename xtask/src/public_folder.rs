//! What one run serves: the built portal, one backend's profile, and whether this is a demonstration.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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

/// The origins that a profile names, besides the page's own: the page may speak to these.
pub fn origins(profile: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Ok(value) = serde_json::from_str::<Value>(profile) {
        collect(&value, &mut found);
    }
    found
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => found.extend(origin(text)),
        Value::Array(all) => all.iter().for_each(|one| collect(one, found)),
        // Notes are for people; "$schema" names a file that nobody asks for.
        Value::Object(all) => {
            all.iter().filter(|(key, _)| !key.starts_with("x-") && !key.starts_with('$')).for_each(|(_, one)| collect(one, found))
        }
        _ => {}
    }
}

fn origin(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    if !matches!(scheme, "http" | "https" | "ws" | "wss") {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    (plain && !host.is_empty()).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_come_from_addresses_only() {
        let profile = r#"{ "$schema": "https://a.example.org/s.json", "x-note": "https://b.example.org",
            "base": "http://127.0.0.1:3100/api", "realtime": { "url": "wss://live.example.org/x?y" },
            "headers": { "Accept": "application/json; q=1" }, "relative": "/api",
            "steps": ["https://x.example.org; script-src *"] }"#;
        let found: Vec<_> = origins(profile).into_iter().collect();
        assert_eq!(found, ["http://127.0.0.1:3100", "wss://live.example.org"]);
    }
}
