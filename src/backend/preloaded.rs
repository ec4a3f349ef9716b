//! What the page brought with it: site settings and public records, so that it is whole before anything is asked.

use leptos::prelude::*;
use serde_json::{Map, Value};

#[cfg(target_arch = "wasm32")]
use super::Fields;
use super::{FromField, FromFields};
use crate::site::Site;

/// The JSON data block of a page (`<script type="application/json" id="preloaded">`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Preloaded {
    /// The site settings.
    pub site: Site,
    /// The address that `page` belongs to.
    pub path: String,
    /// The Markdown of the page at `path`, front matter removed.
    pub page: Option<String>,
    /// Public records in the portal's own shape: name to `{key, value}`, where `key` says which question they answer.
    pub records: Map<String, Value>,
}

impl Preloaded {
    /// Reads the data block of this document; an unreadable one is as good as none.
    #[cfg(target_arch = "wasm32")]
    #[must_use]
    pub fn of_document() -> Self {
        let block = document().get_element_by_id("preloaded").and_then(|block| block.text_content());
        let mut fields = Fields::of(block.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default());
        let records = Fields::of(fields.take("records"));
        Self { site: Site::from_json(fields.take("site")), path: fields.take("path"), page: fields.take("page"), records: records.rest() }
    }

    /// What the page brought under a name, when it is for this very question (`key`).
    #[must_use]
    pub fn record<T: Brought>(&self, name: &str, key: &str) -> Option<T> {
        let brought = self.records.get(name)?;
        let whose = brought.get("key")?.as_str()?;
        if whose != key {
            return None;
        }
        Some(T::brought(brought.get("value")?.clone()))
    }
}

/// What a page can bring along: a record, or a list of records.
pub trait Brought {
    /// Reads what was brought.
    fn brought(value: Value) -> Self;
}

impl<T: FromFields> Brought for T {
    fn brought(value: Value) -> Self {
        T::from_json(value)
    }
}

impl<T: FromFields> Brought for Vec<T> {
    fn brought(value: Value) -> Self {
        FromField::from_field(value)
    }
}

/// What this page brought with it.
#[must_use]
pub fn use_preloaded() -> StoredValue<Preloaded> {
    use_context::<StoredValue<Preloaded>>().unwrap_or_else(|| StoredValue::new(Preloaded::default()))
}
