//! Every address of the portal: what it is, what it is called in a link, and which page answers it.

mod rooms;

pub use rooms::{alerts_page, calendar_page, members_page, prepare, public_page, sign_in_again, sign_in_pages};

use crate::address::id as id_of;

/// A place in the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`
    Home,
    /// `/about` and the other pages whose text is Markdown in `public/content`.
    Page(&'static str),
    /// `/statements`
    Statements,
    /// `/statements/{slug}`
    Statement(String),
    /// `/blog`
    Blog,
    /// `/blog/{slug}`
    Post(String),
    /// `/commitment`
    Commitment,
    /// `/sign-in`
    SignIn,
    /// `/account`
    Account,
    /// `/directory`
    Directory,
    /// `/directory/people/{id}`
    Person(String),
    /// `/directory/organisations/{id}`
    Organisation(String),
    /// `/support`
    Support,
    /// `/support/new`
    SupportNew,
    /// `/support/{id}`
    SupportItem(String),
    /// `/calendar`
    Calendar,
    /// `/calendar/new`
    MeetingNew,
    /// `/calendar/{id}`
    Meeting(String),
    /// `/alerts`
    Alerts,
    /// `/alerts/new`
    AlertNew,
    /// `/alerts/{id}`
    Alert(String),
    /// `/connection`
    Connection,
    /// Anything else.
    NotFound,
}

/// The pages that are nothing but text, by the name of their file.
pub const TEXT_PAGES: [&str; 8] =
    ["about", "how-we-work", "early-warning", "national-strategy", "join", "privacy", "accessibility", "help"];

impl Route {
    /// The place at a path; a slash at the end does not matter.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["statements"] => Self::Statements,
            ["statements", slug] => Self::Statement((*slug).to_owned()),
            ["blog"] => Self::Blog,
            ["blog", slug] => Self::Post((*slug).to_owned()),
            ["commitment"] => Self::Commitment,
            ["sign-in"] => Self::SignIn,
            ["account"] => Self::Account,
            ["directory"] => Self::Directory,
            ["directory", "people", id] => Self::Person(id_of(id)),
            ["directory", "organisations", id] => Self::Organisation(id_of(id)),
            ["support"] => Self::Support,
            ["support", "new"] => Self::SupportNew,
            ["support", id] => Self::SupportItem(id_of(id)),
            ["calendar"] => Self::Calendar,
            ["calendar", "new"] => Self::MeetingNew,
            ["calendar", id] => Self::Meeting(id_of(id)),
            ["alerts"] => Self::Alerts,
            ["alerts", "new"] => Self::AlertNew,
            ["alerts", id] => Self::Alert(id_of(id)),
            ["connection"] => Self::Connection,
            [name] => TEXT_PAGES.iter().find(|page| *page == name).map_or(Self::NotFound, |page| Self::Page(page)),
            _ => Self::NotFound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_their_pages() {
        for (path, route) in [
            ("/", Route::Home),
            ("/about", Route::Page("about")),
            ("/about/", Route::Page("about")),
            ("/blog/rest-is-part-of-the-job", Route::Post("rest-is-part-of-the-job".into())),
            ("/directory/people/p1", Route::Person("p1".into())),
            ("/alerts/new", Route::AlertNew),
            ("/alerts/a1", Route::Alert("a1".into())),
            ("/alerts/W~202026~2F0042", Route::Alert("W 2026/0042".into())),
            ("/alerts/a1/b", Route::NotFound),
            ("/nowhere", Route::NotFound),
            ("/directory/robots/1", Route::NotFound),
        ] {
            assert_eq!(Route::parse(path), route, "{path}");
        }
    }
}
