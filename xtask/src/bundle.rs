//! After Trunk: the rooms divided, the WebAssembly made small, one script, names by content.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, While};
use crate::place::Place;
use crate::portal_build::Kind;
use crate::program;
use crate::setup::Tools;
use crate::{fingerprint, glue, html, slim};

/// Rewrites what Trunk left in `dist`: index.html then names one script and one WebAssembly file.
pub fn rewrite(place: &Place, tools: &Tools, dist: &Path, kind: Kind) -> Result<(), Failure> {
    let page = dist.join("index.html");
    let mut text = fs::read_to_string(&page).while_(|| "read the built index.html".into())?;
    let glue_file = take(&mut text, dist, "link", "href", |tag| tag.contains("modulepreload"))?;
    let wasm_file = take(&mut text, dist, "link", "href", |tag| tag.contains("application/wasm"))?;
    let start_file = take(&mut text, dist, "script", "src", |tag| tag.contains("/init"))?;
    let style_file = take(&mut text, dist, "link", "href", |tag| tag.contains("\"stylesheet\""))?;

    let mut code = fs::read_to_string(&glue_file).while_(|| "read the glue".into())?;
    let start = fs::read_to_string(&start_file).while_(|| "read the start script".into())?;
    let mut wasm = wasm_file.clone();
    if let (Kind::Release, Some(split)) = (kind, &tools.wasm_split) {
        let rooms = divide(place, tools, split)?;
        code = rooms.glue(dist, tools)?;
        wasm = rooms.main;
    }
    if kind == Kind::Release {
        let bytes = fs::read(&wasm).while_(|| format!("read {}", wasm.display()))?;
        let (bytes, shorter) = slim::slim(&bytes, &code)?;
        code = shorter;
        wasm = place.target().join("portal-slim.wasm");
        fs::write(&wasm, bytes).while_(|| format!("write {}", wasm.display()))?;
    }
    let wasm = finish(&wasm, tools, kind)?;
    code = glue::with_start(&code, &start)?;
    if kind == Kind::Release {
        code = glue::squeeze(&code);
    }
    let style = fs::read(&style_file).while_(|| "read the style sheet".into())?;
    for file in [glue_file, wasm_file, start_file, style_file] {
        fs::remove_file(&file).while_(|| format!("remove {}", file.display()))?;
    }
    let wasm = put(dist, "portal", "wasm", &wasm)?;
    let code = put(dist, "portal", "js", code.as_bytes())?;
    // Trunk's sums leave out leading zeros; servers know names by content from all sixteen digits.
    let style = put(dist, "portal", "css", &style)?;
    let tags = format!(
        "<link rel=\"stylesheet\" href=\"/{style}\">\
         <link rel=\"preload\" href=\"/{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script type=\"module\" src=\"/{code}\"></script>"
    );
    if !html::before(&mut text, "<!--head-->", &tags) {
        return Err(Failure::new("index.html has no place <!--head-->."));
    }
    // In the document, icons are there with the first paint and cost no request; so is the sign in the browser's tab.
    let sign = fs::read_to_string(place.at("public/icon.svg")).while_(|| "read the tab's icon".into())?;
    text = text.replace("\"/icon.svg\"", &format!("\"data:image/svg+xml,{}\"", html::in_address(&sign)));
    let icons = fs::read_to_string(place.at("src/ui/icons.svg")).while_(|| "read the icons".into())?;
    if !html::before(&mut text, "<!--icons-->", &icons.replace('\n', "")) {
        return Err(Failure::new("index.html has no place <!--icons-->."));
    }
    // For editors of a connection.json that names it as "$schema".
    let schema = fs::read(place.at("crates/connect/connection.schema.json")).while_(|| "read the schema of profiles".into())?;
    fs::write(dist.join("connection.schema.json"), schema).while_(|| "write the schema of profiles".into())?;
    fs::write(&page, text).while_(|| "write index.html".into())
}

/// Takes a tag out of the page and returns the file that it names.
fn take(text: &mut String, dist: &Path, name: &str, attribute: &str, wanted: impl Fn(&str) -> bool) -> Result<PathBuf, Failure> {
    html::take_tag(text, name, wanted)
        .and_then(|tag| html::attribute(&tag, attribute))
        .map(|address| dist.join(address.trim_start_matches('/')))
        .ok_or_else(|| Failure::new(format!("Trunk's index.html lacks a {name} that was expected.")))
}

/// Writes a file whose name holds the sum of its bytes; returns the name.
fn put(dist: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<String, Failure> {
    let name = format!("{stem}-{}.{ending}", fingerprint::short(bytes));
    fs::write(dist.join(&name), bytes).while_(|| format!("write {name}"))?;
    Ok(name)
}

/// The bytes of a WebAssembly file, through wasm-opt for production.
fn finish(wasm: &Path, tools: &Tools, kind: Kind) -> Result<Vec<u8>, Failure> {
    if kind == Kind::Dev {
        return fs::read(wasm).while_(|| format!("read {}", wasm.display()));
    }
    let small = wasm.with_extension("small.wasm");
    // No feature flags: the file names its own, and `--all-features` makes what Chromium refuses.
    program::read(Command::new(&tools.wasm_opt).arg("-Oz").arg(wasm).arg("-o").arg(&small), "wasm-opt")?;
    let bytes = fs::read(&small).while_(|| "read wasm-opt's file".into())?;
    fs::remove_file(&small).while_(|| "remove wasm-opt's file".into())?;
    Ok(bytes)
}

/// A room is called by its name, what rooms share is called a room.
fn stem(file: &str) -> String {
    match file.strip_prefix("split_").and_then(|rest| rest.strip_suffix("_part.wasm")) {
        Some(part) => format!("room-{part}"),
        None => "room".into(),
    }
}

/// What two rooms share is often very little: pieces below this many bytes travel together, in one file.
const PIECE: usize = 8 * 1024;

/// The portal divided by room.
struct Rooms {
    /// The part that every page loads.
    main: PathBuf,
    /// Where wasm-bindgen wrote its glue.
    glue: PathBuf,
    /// Where wasm-split wrote the loader and the rooms.
    folder: PathBuf,
}

fn divide(place: &Place, tools: &Tools, split: &Path) -> Result<Rooms, Failure> {
    let whole = place.target().join("wasm32-unknown-unknown/release/portal.wasm");
    let folder = place.target().join("rooms");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).while_(|| format!("make {}", folder.display()))?;
    program::read(Command::new(split).arg(&whole).arg(&folder).args(["--target", "web", "--out-name", "portal"]), "wasm-split")?;
    let out = folder.join("out");
    program::read(
        Command::new(&tools.wasm_bindgen)
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle"])
            .args(["--out-name", "portal", "--out-dir"])
            .arg(&out)
            .arg(folder.join("portal.wasm")),
        "wasm-bindgen",
    )?;
    Ok(Rooms { main: out.join("portal_bg.wasm"), glue: out.join("portal.js"), folder })
}

impl Rooms {
    /// Puts the rooms into `dist` under names by content, and returns the glue that loads them.
    fn glue(&self, dist: &Path, tools: &Tools) -> Result<String, Failure> {
        let code = fs::read_to_string(&self.glue).while_(|| "read the glue".into())?;
        let loader = self.folder.join("__wasm_split.js");
        if !loader.is_file() {
            return Ok(code);
        }
        let mut loader = fs::read_to_string(loader).while_(|| "read the loader of rooms".into())?;
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(&self.folder).while_(|| "read the rooms".into())? {
            files.push(entry.while_(|| "read the rooms".into())?.path());
        }
        files.sort();
        let mut pieces = Vec::new();
        for file in files {
            let Some(old) = file.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if old == "portal.wasm" || !old.ends_with(".wasm") || !loader.contains(&format!("./{old}")) {
                continue;
            }
            let bytes = finish(&file, tools, Kind::Release)?;
            if bytes.len() < PIECE {
                loader = glue::from_pieces(&loader, old, pieces.len(), bytes.len())?;
                pieces.extend(bytes);
            } else {
                let new = put(dist, &stem(old), "wasm", &bytes)?;
                loader = loader.replace(&format!("./{old}"), &format!("./{new}"));
            }
        }
        if !pieces.is_empty() {
            let name = put(dist, "room", "wasm", &pieces)?;
            loader.push_str(&glue::pieces(&name));
        }
        glue::with_rooms(&code, &loader)
    }
}
