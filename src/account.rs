//! ROOM x
use leptos::prelude::*;
/// Page.
pub fn account_page() -> AnyView { ().into_any() }
