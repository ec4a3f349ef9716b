//! A server for plain files of data, as a static host would serve them to another origin. It does not serve the portal.

use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::failure::{Failure, While};

/// Serves the JSON files of a folder at a port of this machine, and lets pages of one origin read them.
/// It runs until this program ends.
pub fn start(folder: &Path, port: u16, portal: &str) -> Result<(), Failure> {
    let server = Arc::new(Server::http(("127.0.0.1", port)).while_(|| format!("listen on port {port}"))?);
    for _ in 0..2 {
        let (server, folder, portal) = (Arc::clone(&server), folder.to_path_buf(), portal.to_owned());
        thread::spawn(move || {
            for request in server.incoming_requests() {
                // A browser that goes away in the middle is no failure.
                let _ = answer(request, &folder, &portal);
            }
        });
    }
    Ok(())
}

fn answer(request: Request, folder: &Path, portal: &str) -> Result<(), Failure> {
    let headers =
        [("Access-Control-Allow-Origin", portal), ("Vary", "Origin"), ("Content-Type", "application/json"), ("Cache-Control", "no-cache")];
    let headers = headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    if !matches!(request.method(), Method::Get | Method::Head) {
        let refusal = headers.fold(Response::empty(405), |response, header| response.with_header(header));
        return request.respond(refusal).while_(|| "answer".into());
    }
    match found(folder, request.url()).and_then(|file| File::open(file).ok()) {
        Some(file) => {
            let response = headers.fold(Response::from_file(file), |response, header| response.with_header(header));
            request.respond(response).while_(|| "answer".into())
        }
        None => {
            // Such hosts answer with a page, not with JSON.
            let page = Response::from_string("<!DOCTYPE html><title>Not found</title>").with_status_code(404);
            let page = headers.filter(|header| !header.field.equiv("Content-Type")).fold(page, |page, header| page.with_header(header));
            request.respond(page).while_(|| "answer".into())
        }
    }
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
    use std::fs;

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
