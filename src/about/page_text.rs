//! The Markdown of a page: brought along by the document, or fetched from `/content`.

use leptos::prelude::*;

use crate::{
    backend::{Asking, ask_kept, page_text as fetch_text, use_backend, use_preloaded},
    ui::split_title,
};

/// A page's text, split into its title and the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// The text of the first heading.
    pub title: String,
    /// Everything below it.
    pub body: String,
}

impl PageText {
    fn of(markdown: &str) -> Self {
        let (title, body) = split_title(markdown);
        Self { title: title.to_owned(), body: body.to_owned() }
    }

    /// The first paragraph, and what follows it.
    pub fn lead(&self) -> (&str, &str) {
        let body = self.body.trim_start();
        body.split_once("\n\n").unwrap_or((body, ""))
    }
}

/// Asks for the text of a page; the document's own page is there at once.
pub fn page_text(name: &'static str, path: &str) -> Asking<PageText> {
    let backend = use_backend();
    let key = format!("text {name}");
    let brought = use_preloaded().with_value(|preloaded| (preloaded.path == path).then(|| preloaded.page.clone()).flatten());
    if let Some(markdown) = brought
        && backend.kept::<PageText>(&key).is_none()
    {
        backend.keep(&key, std::rc::Rc::new(PageText::of(&markdown)));
    }
    ask_kept(key, move || async move { fetch_text(name).await.map(|markdown| PageText::of(&markdown)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_leads() {
        let text = PageText::of("# Hello\n\nFirst.\n\nSecond.\n\nThird.");
        assert_eq!(text.title, "Hello");
        assert_eq!(text.lead(), ("First.", "Second.\n\nThird."));
    }
}
