//! ROOM public pages: the home page and the pages that are nothing but text.

mod home_page;
mod page_text;
mod text_page;

pub use home_page::home_page;
pub use text_page::{commitment_text, not_found_page, text_page};
