//! The Markdown of the public pages: front matter read, site settings filled in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::Failure;

/// The folder of page texts.
pub struct Content {
    folder: PathBuf,
    settings: Value,
}

/// One page's text.
pub struct Page {
    /// The document's title.
    pub title: String,
    /// What search results say of it.
    pub description: String,
    /// The text, its front matter removed and every setting filled in.
    pub markdown: String,
}

impl Content {
    /// Page texts in a folder, with the settings that fill them.
    pub fn new(folder: &Path, settings: Value) -> Self {
        Self { folder: folder.to_owned(), settings }
    }

    /// Reads a page and leaves the filled text in the folder, for the app to fetch.
    pub fn page(&self, name: &str) -> Result<Page, Failure> {
        let file = self.folder.join(format!("{name}.md"));
        let raw = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let source = self.source(name, &raw)?;
        let page = read(&source, &self.settings).map_err(|failure| format!("{}: {failure}", file.display()))?;
        fs::write(&file, &page.markdown)?;
        Ok(page)
    }

    /// The text as it was written: kept beside the filled one, so that a second run starts from the same words.
    fn source(&self, name: &str, raw: &str) -> Result<String, Failure> {
        let kept = self.folder.join(format!("{name}.source"));
        if raw.starts_with("---") {
            fs::write(&kept, raw)?;
            return Ok(raw.to_owned());
        }
        Ok(fs::read_to_string(&kept)?)
    }
}

fn read(source: &str, settings: &Value) -> Result<Page, Failure> {
    let rest = source.strip_prefix("---\n").ok_or("begins with front matter between lines of ---")?;
    let (front, body) = rest.split_once("\n---\n").ok_or("the front matter does not end")?;
    let field = |name: &str| -> Result<String, Failure> {
        let line = front.lines().find_map(|line| line.strip_prefix(name).and_then(|line| line.strip_prefix(':')));
        fill(line.ok_or(format!("the front matter has no {name}"))?.trim().trim_matches('"'), settings)
    };
    Ok(Page { title: field("title")?, description: field("description")?, markdown: fill(body.trim_start(), settings)? })
}

/// Puts the settings in the place of `{{name}}`; an unknown name is a failure, so that none is ever published.
fn fill(text: &str, settings: &Value) -> Result<String, Failure> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or("{{ without }}")?;
        let value = match settings.get(name.trim()) {
            Some(Value::String(value)) => value.clone(),
            Some(Value::Number(value)) => value.to_string(),
            _ => return Err(format!("site.json has no value for {{{{{name}}}}}").into()),
        };
        out.push_str(before);
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_filled_in_and_none_is_left_out() {
        let settings = serde_json::json!({"name": "Us", "days": 5});
        let page = read("---\ntitle: About {{name}}\ndescription: \"D\"\n---\n# Hi\n\n{{ days }} days", &settings);
        let page = page.unwrap_or(Page { title: String::new(), description: String::new(), markdown: String::new() });
        assert_eq!((page.title.as_str(), page.markdown.as_str()), ("About Us", "# Hi\n\n5 days"));
        assert!(fill("{{nothing}}", &settings).is_err());
        assert!(fill("{{open", &settings).is_err());
    }
}
