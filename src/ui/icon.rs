//! One icon of the set (Lucide), from the sprite `icons.svg` that the build writes into every document.

use crate::markup::{Markup, view};

/// An icon by its name in the sprite. It says nothing to screen readers: the words beside it do.
#[must_use]
pub fn icon(name: &'static str) -> Markup {
    let address = format!("#icon-{name}");
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=address></use></svg> }
}
