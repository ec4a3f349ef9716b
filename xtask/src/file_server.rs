//! A server for plain files of data, as a static host would serve them to another origin. It does not serve the portal.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;
use crate::http_server::{self, Answer, Asked};

/// Serves the JSON files of a folder at a port of this machine, and lets pages of one origin read them.
/// It runs until this program ends.
pub fn start(folder: &Path, port: u16, portal: &str) -> Result<(), Failure> {
    let (folder, portal) = (folder.to_path_buf(), portal.to_owned());
    http_server::serve(port, move |asked| answer(asked, &folder, &portal))
}

fn answer(asked: &Asked, folder: &Path, portal: &str) -> Answer {
    let (status, body, media) = match found(folder, &asked.target).and_then(|file| fs::read(file).ok()) {
        _ if !asked.reads() => (405, Vec::new(), "application/json"),
        Some(body) => (200, body, "application/json"),
        // Such hosts answer with a page, not with JSON.
        None => (404, b"<!DOCTYPE html><title>Not found</title>".to_vec(), "text/html"),
    };
    let headers = [("Access-Control-Allow-Origin", portal), ("Vary", "Origin"), ("Content-Type", media), ("Cache-Control", "no-cache")];
    Answer { status, headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(), body }
}

/// The file of an address, if it lies in the folder.
fn found(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let relative = Path::new(path.trim_start_matches('/'));
    let inside = !path.contains(['%', '\\', '\0']) && relative.components().all(|part| matches!(part, Component::Normal(_)));
    let file = folder.join(relative);
    (inside && file.is_file()).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_folder_and_no_others() {
        let folder = std::env::temp_dir().join(format!("commonwatch-files-{}", std::process::id()));
        fs::create_dir_all(folder.join("members")).unwrap();
        fs::write(folder.join("members/1.json"), "{}").unwrap();
        fs::write(folder.join("members.json"), "[]").unwrap();
        assert!(found(&folder, "/members.json?page=2").is_some());
        assert!(found(&folder, "/members/1.json").is_some());
        for path in ["/", "/members", "/members/2.json", "/../Cargo.toml", "/members/../../x", "/%2e%2e/x"] {
            assert_eq!(found(&folder, path), None, "{path}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
