//! Every address of the portal: what it is, what it is called in a link, and which page answers it.

use leptos::prelude::*;

use crate::{about, account, alerts, blog, calendar, commitment, connection, directory, session, statements, support};

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
            ["directory", "people", id] => Self::Person((*id).to_owned()),
            ["directory", "organisations", id] => Self::Organisation((*id).to_owned()),
            ["support"] => Self::Support,
            ["support", "new"] => Self::SupportNew,
            ["support", id] => Self::SupportItem((*id).to_owned()),
            ["calendar"] => Self::Calendar,
            ["calendar", "new"] => Self::MeetingNew,
            ["calendar", id] => Self::Meeting((*id).to_owned()),
            ["alerts"] => Self::Alerts,
            ["alerts", "new"] => Self::AlertNew,
            ["alerts", id] => Self::Alert((*id).to_owned()),
            ["connection"] => Self::Connection,
            [name] => TEXT_PAGES.iter().find(|page| *page == name).map_or(Self::NotFound, |page| Self::Page(page)),
            _ => Self::NotFound,
        }
    }

    /// The page that answers this address.
    #[must_use]
    pub fn page(self) -> AnyView {
        use session::members_only;
        match self {
            Self::Home => about::home_page(),
            Self::Page(name) => about::text_page(name),
            Self::Statements => statements::statements_page(),
            Self::Statement(slug) => statements::statement_page(slug),
            Self::Blog => blog::blog_page(),
            Self::Post(slug) => blog::post_page(slug),
            Self::Commitment => commitment::commitment_page(),
            Self::SignIn => session::sign_in_page(),
            Self::Account => members_only(account::account_page),
            Self::Directory => members_only(directory::directory_page),
            Self::Person(id) => members_only(move || directory::person_page(id.clone())),
            Self::Organisation(id) => members_only(move || directory::organisation_page(id.clone())),
            Self::Support => members_only(support::support_page),
            Self::SupportNew => members_only(support::new_item_page),
            Self::SupportItem(id) => members_only(move || support::item_page(id.clone())),
            Self::Calendar => members_only(calendar::calendar_page),
            Self::MeetingNew => members_only(calendar::new_meeting_page),
            Self::Meeting(id) => members_only(move || calendar::meeting_page(id.clone())),
            Self::Alerts => members_only(alerts::alerts_page),
            Self::AlertNew => members_only(alerts::new_alert_page),
            Self::Alert(id) => members_only(move || alerts::alert_page(id.clone())),
            Self::Connection => connection::connection_page(),
            Self::NotFound => about::not_found_page(),
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
            ("/alerts/a1/b", Route::NotFound),
            ("/nowhere", Route::NotFound),
            ("/directory/robots/1", Route::NotFound),
        ] {
            assert_eq!(Route::parse(path), route, "{path}");
        }
    }
}
