//! What `view!` makes: markup as data, drawn into the document by one function and written as HTML by another.
//!
//! Leptos' own views have a type for each element, attribute and closure, and the code that builds, changes and hydrates
//! each of these types was more than half of this portal's WebAssembly. Signals, effects, components, context and routing
//! are Leptos' own; markup takes its place in them by Leptos' traits (`Render`, `RenderHtml`).

mod attribute;
mod drawn;
#[cfg(feature = "ssr")]
mod html;
mod into;
mod keyed;
mod leptos_view;

use std::borrow::Cow;

pub use attribute::{Asked, Attribute, IntoValue, Value};
pub use into::IntoMarkup;
use leptos::prelude::{AnyView, IntoAny, IntoView};
pub use view::view;

/// A piece of a page.
pub struct Markup(Kind);

enum Kind {
    Nothing,
    Text(Cow<'static, str>),
    Element(Box<Element>),
    /// Two or more pieces, one after another.
    List(Vec<Markup>),
    /// Drawn anew when a signal that it reads changes.
    Live(Box<dyn FnMut() -> Markup + Send>),
    Keyed(keyed::Keyed),
    /// A view of Leptos' own.
    Leptos(Box<AnyView>),
}

/// What is known of an element when it is compiled.
#[derive(Debug)]
pub struct Tag {
    /// Its name.
    pub name: &'static str,
    /// Whether it belongs to SVG.
    pub svg: bool,
    /// Attributes that never change.
    pub fixed: &'static [(&'static str, &'static str)],
}

struct Element {
    tag: &'static Tag,
    attributes: Vec<Attribute>,
    children: Vec<Markup>,
}

impl Markup {
    /// No markup.
    #[must_use]
    pub const fn nothing() -> Self {
        Self(Kind::Nothing)
    }

    /// Text, shown as it is.
    #[must_use]
    pub const fn text(text: &'static str) -> Self {
        Self(Kind::Text(Cow::Borrowed(text)))
    }

    /// Text that was made at run time.
    #[must_use]
    pub const fn owned_text(text: String) -> Self {
        Self(Kind::Text(Cow::Owned(text)))
    }

    /// An element without children.
    #[must_use]
    pub fn element(tag: &'static Tag) -> Self {
        Self(Kind::Element(Box::new(Element { tag, attributes: Vec::new(), children: Vec::new() })))
    }

    /// The element with attributes that are not fixed.
    #[must_use]
    pub fn with(mut self, attributes: Vec<Attribute>) -> Self {
        if let Kind::Element(element) = &mut self.0 {
            element.attributes = attributes;
        }
        self
    }

    /// The element around its children.
    #[must_use]
    pub fn around(mut self, children: Vec<Self>) -> Self {
        if let Kind::Element(element) = &mut self.0 {
            element.children = children;
        }
        self
    }

    /// Pieces one after another.
    #[must_use]
    pub fn list(mut pieces: Vec<Self>) -> Self {
        match pieces.len() {
            0 => Self::nothing(),
            1 => pieces.remove(0),
            _ => Self(Kind::List(pieces)),
        }
    }

    /// Markup that is drawn anew when a signal that it reads changes.
    #[must_use]
    pub fn live(draw: Box<dyn FnMut() -> Self + Send>) -> Self {
        Self(Kind::Live(draw))
    }

    /// A list of rows, each known by a number: `row` is asked once for each, however often `keys` changes.
    #[must_use]
    pub fn keyed(keys: impl FnMut() -> Vec<u64> + Send + 'static, row: impl FnMut(u64) -> Self + Send + 'static) -> Self {
        Self(Kind::Keyed(keyed::Keyed { keys: Box::new(keys), row: Box::new(row) }))
    }

    /// What a component returns.
    #[must_use]
    pub fn component(view: impl IntoView + 'static) -> Self {
        Self(Kind::Leptos(Box::new(view.into_any())))
    }
}

impl Default for Markup {
    fn default() -> Self {
        Self::nothing()
    }
}

impl std::fmt::Debug for Markup {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Markup")
    }
}
