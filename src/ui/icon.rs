//! One icon of the set (Lucide), from the sprite `public/icons.svg`.

use leptos::prelude::*;

/// An icon by its name in the sprite. It says nothing to screen readers: the words beside it do.
#[must_use]
pub fn icon(name: &'static str) -> AnyView {
    let address = format!("/icons.svg#{name}");
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=address></use></svg> }.into_any()
}
