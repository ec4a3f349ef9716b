//! ROOM support: what members need and what they can give.

mod item;
mod item_page;
mod new_item_page;
mod support_page;

pub use item::Item;
pub use item_page::item_page;
pub use new_item_page::new_item_page;
pub use support_page::support_page;
