//! The public pages as files: each is drawn once at build time with the same views that the browser uses.
//!
//! `prerender --dist DIR [--connection FILE] [--backend ORIGIN]`: with a backend, the blog and the statements are written too.

mod content;
mod document;
mod draw;
mod published;

use std::{fs, path::PathBuf};

use content::Content;
use document::Document;

use crate::{
    backend::{FromFields, OwnProfile, Preloaded},
    routes::TEXT_PAGES,
    site::Site,
};

/// What went wrong, in a sentence.
pub type Failure = Box<dyn std::error::Error>;

/// What the command line asks for.
struct Wanted {
    dist: PathBuf,
    connection: PathBuf,
    backend: Option<String>,
}

/// Writes every public page into the folder and says how many.
pub fn run(arguments: impl Iterator<Item = String>) -> Result<usize, Failure> {
    let wanted = wanted(arguments)?;
    let connection = OwnProfile::read(&wanted.connection, &wanted.dist.join("presets"))
        .map_err(|error| format!("{}: {error}", wanted.connection.display()))?;
    let settings: serde_json::Value = serde_json::from_str(&fs::read_to_string(wanted.dist.join("site.json"))?)?;
    let site = Site::from_json(settings.clone());
    let document = Document::open(&wanted.dist, &site)?;
    let content = Content::new(&wanted.dist.join("content"), settings);

    let published = match &wanted.backend {
        Some(origin) => published::fetch(&connection, origin)?,
        None => published::Published::default(),
    };
    let mut pages = 0;
    let mut addresses = Vec::new();
    let mut write = |path: &str, title: &str, description: &str, preloaded: Preloaded| -> Result<(), Failure> {
        let body = draw::page(path, &preloaded, &connection)?;
        document.write(path, title, description, &body, &preloaded)?;
        addresses.push(path.to_owned());
        pages += 1;
        Ok(())
    };

    let preloaded = |path: &str| Preloaded { site: site.clone(), path: path.to_owned(), ..Preloaded::default() };
    for name in ["home", "commitment"].into_iter().chain(TEXT_PAGES) {
        let page = content.page(name)?;
        let path = if name == "home" { "/".to_owned() } else { format!("/{name}") };
        let mut brought = Preloaded { page: Some(page.markdown.clone()), ..preloaded(&path) };
        if name == "home" {
            published.bring_list(&mut brought, "posts", 3);
        }
        write(&path, &page.title, &page.description, brought)?;
    }
    let list = |path: &str, records: &str| {
        let mut brought = preloaded(path);
        published.bring_list(&mut brought, records, usize::MAX);
        brought
    };
    write("/blog", crate::words::blog::title(), crate::words::blog::lead(), list("/blog", "posts"))?;
    write("/statements", crate::words::statements::title(), crate::words::statements::lead(), list("/statements", "statements"))?;
    for (path, title, description, brought) in published.single_pages() {
        write(&path, &title, &description, Preloaded { site: site.clone(), path: path.clone(), ..brought })?;
    }
    document.write_shell(&preloaded(""), &connection)?;
    document.write_indexes(&addresses)?;
    Ok(pages)
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, Failure> {
    // The connection that will be served beside the pages.
    let mut wanted = Wanted { dist: PathBuf::from("dist"), connection: PathBuf::from("connection.json"), backend: None };
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--dist" => wanted.dist = value.into(),
            "--connection" => wanted.connection = value.into(),
            "--backend" => wanted.backend = Some(value.trim_end_matches('/').to_owned()),
            other => return Err(format!("{other} is not known: use --dist, --connection, --backend").into()),
        }
    }
    Ok(wanted)
}
