//! Alerts: the feed, one alert with its history and asks, and raising one.

mod alert;
mod alert_page;
mod alerts_page;
mod answer;
mod asks;
mod draft;
mod facts;
mod feed;
mod filter_panel;
mod filters;
mod history;
mod named_people;
mod new_alert_page;
mod raise_fields;
mod raise_form;
mod row;
mod thread;
mod wording;

pub use alert::{Alert, Ask, Info};
pub use alert_page::alert_page;
pub use alerts_page::alerts_page;
pub use feed::{Feed, provide_feed, use_feed};
pub use new_alert_page::new_alert_page;
