//! A small server for the built portal, for backends that serve only their data.
//! The same headers, compressed copies and fallbacks as the default backend's.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::compress::beside;
use crate::failure::{Failure, While};
use crate::http_server::{self, Answer, Asked};
use crate::public_folder::origins;
use serde_json::Value;

/// First words of the addresses that only the running app can show.
const MEMBERS: &[&str] = &["account", "alerts", "calendar", "connection", "directory", "sign-in", "support"];

/// First words whose own page is written out, while pages below may be newer than the last run.
const GROWING: &[&str] = &["blog", "statements"];

/// A server that runs until this program ends.
#[derive(Debug)]
pub struct StaticServer {
    folder: PathBuf,
    headers: Headers,
}

/// Names and values, by the groups of `headers.json`.
#[derive(Debug, Default)]
struct Headers {
    everywhere: Vec<(String, String)>,
    files: Vec<(String, String)>,
    hashed: Vec<(String, String)>,
}

impl StaticServer {
    /// Serves a folder at a port of this machine.
    pub fn start(folder: &Path, port: u16) -> Result<(), Failure> {
        let this = Self { folder: folder.to_path_buf(), headers: Headers::read(&folder.join("headers.json"), &origins(folder))? };
        http_server::serve(port, move |asked| this.answer(asked))
    }

    fn answer(&self, asked: &Asked) -> Answer {
        let everywhere = self.headers.everywhere.clone();
        if !asked.reads() {
            return Answer { status: 405, headers: everywhere, body: Vec::new() };
        }
        let path = asked.target.split(['?', '#']).next().unwrap_or("/");
        let (status, file) = self.find(path);
        let (copy, encoding) = pick(&file, asked.header("accept-encoding"));
        let Ok(body) = fs::read(&copy) else {
            return Answer { status: 404, headers: everywhere, body: Vec::new() };
        };
        let group = if named_by_content(&file) { &self.headers.hashed } else { &self.headers.files };
        let mut headers: Vec<_> = everywhere.into_iter().chain(group.iter().cloned()).collect();
        headers.extend([("Content-Type".into(), media_type(&file).into()), ("Vary".into(), "Accept-Encoding".into())]);
        headers.extend(encoding.map(|encoding| ("Content-Encoding".into(), encoding.into())));
        Answer { status, headers, body }
    }

    /// The file of a path, and the status that goes with it.
    fn find(&self, path: &str) -> (u16, PathBuf) {
        let missing = (404, self.folder.join("404.html"));
        let relative = Path::new(path.trim_start_matches('/'));
        if path.contains(['%', '\\', '\0']) || !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return missing;
        }
        let whole = self.folder.join(relative);
        if whole.is_file() {
            return (200, whole);
        }
        let inside = whole.join("index.html");
        if inside.is_file() {
            return (200, inside);
        }
        let mut words = path.split('/').filter(|word| !word.is_empty());
        let first = words.next().unwrap_or_default();
        if MEMBERS.contains(&first) || (GROWING.contains(&first) && words.next().is_some()) {
            return (200, self.folder.join("app.html"));
        }
        missing
    }
}

impl Headers {
    /// Reads `headers.json`, and lets the page speak to these origins.
    fn read(file: &Path, origins: &BTreeSet<String>) -> Result<Self, Failure> {
        let text = fs::read_to_string(file).while_(|| format!("read {}", file.display()))?;
        let value: Value = serde_json::from_str(&text).while_(|| format!("read {}", file.display()))?;
        let others: String = origins.iter().map(|origin| format!(" {origin}")).collect();
        let group = |name: &str| -> Vec<(String, String)> {
            let fields = value.get(name).and_then(Value::as_object).into_iter().flatten();
            fields
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?)))
                .map(|(name, value)| (name, value.replace("connect-src 'self'", &format!("connect-src 'self'{others}"))))
                .collect()
        };
        let this = Self { everywhere: group("everywhere"), files: group("files"), hashed: group("hashed") };
        if this.everywhere.is_empty() {
            return Err(Failure::new("headers.json has no headers under \"everywhere\"."));
        }
        Ok(this)
    }
}

/// The smallest copy that the browser takes.
fn pick(file: &Path, accepted: &str) -> (PathBuf, Option<&'static str>) {
    let takes = |word: &str| accepted.split(',').any(|one| one.split(';').next().is_some_and(|it| it.trim() == word));
    for (ending, word) in [("br", "br"), ("gz", "gzip")] {
        let copy = beside(file, ending);
        if takes(word) && copy.is_file() {
            return (copy, Some(word));
        }
    }
    (file.to_path_buf(), None)
}

/// Whether a name ends in the sum of its bytes, as in `portal-0123456789abcdef.css`.
fn named_by_content(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    stem.rsplit_once('-').is_some_and(|(_, sum)| sum.len() == 16 && sum.chars().all(|c| c.is_ascii_hexdigit()))
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "md" | "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> (StaticServer, PathBuf) {
        let folder = std::env::temp_dir().join(format!("commonwatch-static-{:?}", std::thread::current().id()));
        fs::create_dir_all(folder.join("about")).unwrap();
        for name in ["index.html", "about/index.html", "app.html", "404.html", "a.css", "a.css.br"] {
            fs::write(folder.join(name), name).unwrap();
        }
        (StaticServer { folder: folder.clone(), headers: Headers::default() }, folder)
    }

    #[test]
    fn every_address_has_its_file() {
        let (server, folder) = server();
        for (path, status, file) in [
            ("/", 200, "index.html"),
            ("/about", 200, "about/index.html"),
            ("/about/", 200, "about/index.html"),
            ("/directory/people/1", 200, "app.html"),
            ("/blog/a-new-post", 200, "app.html"),
            ("/blog", 404, "404.html"),
            ("/a.css", 200, "a.css"),
            ("/nothing", 404, "404.html"),
            ("/../Cargo.toml", 404, "404.html"),
            ("/about/../../x", 404, "404.html"),
            ("/%2e%2e/x", 404, "404.html"),
        ] {
            assert_eq!(server.find(path), (status, folder.join(file)), "{path}");
        }
        assert_eq!(pick(&folder.join("a.css"), "gzip, br;q=1").1, Some("br"));
        assert_eq!(pick(&folder.join("a.css"), "gzip, brx").1, None);
    }

    #[test]
    fn names_by_content_are_known() {
        assert!(named_by_content(Path::new("portal-0123456789abcdef.css")));
        assert!(!named_by_content(Path::new("portal.css")));
        assert!(!named_by_content(Path::new("early-warning.html")));
    }
}
