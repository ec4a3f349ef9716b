//! Code that is loaded when it is first needed.
//!
//! With the feature `split` (the production build) each function declared by `part!`, and all that only it needs, becomes a
//! file of its own; without it the same function is simply called.
// The macro that marks a part writes the glue between the parts.
#![allow(unsafe_code)]

use crate::{
    alerts::Feed,
    connection::{self, Examine},
    markup::Markup,
    routes::Route,
};

/// Draws the page of an address.
pub type Page = fn(Route) -> Markup;

/// A part that did not arrive.
#[derive(Debug)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

macro_rules! parts {
    ($($(#[$about:meta])* $part:ident: $kind:ty = $inside:expr;)*) => {
        $(
            $(#[$about])*
            #[cfg_attr(feature = "split", leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible))]
            #[allow(clippy::unnecessary_wraps)]
            pub fn $part() -> Result<$kind, NotLoaded> {
                Ok($inside)
            }
        )*
    };
}

parts! {
    /// Home, the pages of text, blog, statements and the commitment: all that draws Markdown first of all.
    public_part: Page = crate::routes::public_page;
    /// The alerts' pages.
    alerts_part: Page = crate::routes::alerts_page;
    /// The calendar.
    calendar_part: Page = crate::routes::calendar_page;
    /// One person, one organisation, the support board, the member's own page, and the connection's.
    members_part: Page = crate::routes::members_page;
    /// Signing in: the page, the form over an open page, and the ways in that only some backends have.
    sign_in_part: Page = crate::routes::sign_in_pages;
    /// Fetching the feed of alerts, and listening to what is new: the badge can wait for it.
    feed_part: fn(Feed) = Feed::load_and_listen;
    /// The doctor, who examines the service against its profile.
    doctor_part: Examine = connection::examine;
}
