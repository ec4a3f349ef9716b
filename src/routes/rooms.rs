//! Which room answers an address, and which part of the portal has to be loaded first.

use super::Route;
use crate::{
    about, account, alerts, blog, calendar, commitment, connection, directory, markup::Markup, parts::Page, session, session::members_only,
    statements, support,
};

/// A part of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What every page loads: frame, session and directory.
    Here,
    Public,
    Alerts,
    Calendar,
    Members,
    SignIn,
}

impl Route {
    fn part(&self) -> Part {
        match self {
            Self::Home | Self::Page(_) | Self::Statements | Self::Statement(_) | Self::Blog | Self::Post(_) => Part::Public,
            Self::Commitment | Self::NotFound => Part::Public,
            Self::Directory => Part::Here,
            Self::SignIn => Part::SignIn,
            Self::Person(_)
            | Self::Organisation(_)
            | Self::Account
            | Self::Connection
            | Self::Support
            | Self::SupportNew
            | Self::SupportItem(_) => Part::Members,
            Self::Calendar | Self::MeetingNew | Self::Meeting(_) => Part::Calendar,
            Self::Alerts | Self::AlertNew | Self::Alert(_) => Part::Alerts,
        }
    }

    /// The page that answers this address; its part is loaded first when it is not here yet.
    #[must_use]
    pub fn page(self) -> Markup {
        let part = self.part();
        self.page_of(part)
    }

    fn page_of(self, part: Part) -> Markup {
        match here(part) {
            Some(page) => page(self),
            None => arriving::page(self, part),
        }
    }
}

/// The form to sign in again with, over whatever page is open.
pub fn sign_in_again() -> Markup {
    Route::NotFound.page_of(Part::SignIn)
}

fn here_page(_: Route) -> Markup {
    members_only(directory::directory_page)
}

/// The pages of this part: the sign-in page, and without one the form alone.
pub fn sign_in_pages(route: Route) -> Markup {
    match route {
        Route::SignIn => session::sign_in_page(),
        _ => session::sign_in_again(),
    }
}

/// The pages of this part.
pub fn public_page(route: Route) -> Markup {
    match route {
        Route::Home => about::home_page(),
        Route::Page(name) => about::text_page(name),
        Route::Statements => statements::statements_page(),
        Route::Statement(slug) => statements::statement_page(slug),
        Route::Blog => blog::blog_page(),
        Route::Post(slug) => blog::post_page(slug),
        Route::Commitment => commitment::commitment_page(),
        _ => about::not_found_page(),
    }
}

/// The pages of this part.
pub fn alerts_page(route: Route) -> Markup {
    match route {
        Route::AlertNew => members_only(alerts::new_alert_page),
        Route::Alert(id) => members_only(move || alerts::alert_page(id.clone())),
        _ => members_only(alerts::alerts_page),
    }
}

/// The pages of this part.
pub fn calendar_page(route: Route) -> Markup {
    match route {
        Route::MeetingNew => members_only(calendar::new_meeting_page),
        Route::Meeting(id) => members_only(move || calendar::meeting_page(id.clone())),
        _ => members_only(calendar::calendar_page),
    }
}

/// The pages of this part.
pub fn members_page(route: Route) -> Markup {
    match route {
        Route::Person(id) => members_only(move || directory::person_page(id.clone())),
        Route::Organisation(id) => members_only(move || directory::organisation_page(id.clone())),
        Route::Support => members_only(support::support_page),
        Route::SupportNew => members_only(support::new_item_page),
        Route::SupportItem(id) => members_only(move || support::item_page(id.clone())),
        Route::Connection => connection::connection_page(),
        _ => members_only(account::account_page),
    }
}

/// The page function of a part, when the part is here.
#[cfg(not(feature = "split"))]
fn here(part: Part) -> Option<Page> {
    use crate::parts::{alerts_part, calendar_part, members_part, public_part, sign_in_part};
    match part {
        Part::Here => Ok(here_page as Page),
        Part::Public => public_part(),
        Part::Alerts => alerts_part(),
        Part::Calendar => calendar_part(),
        Part::Members => members_part(),
        Part::SignIn => sign_in_part(),
    }
    .ok()
}

#[cfg(not(feature = "split"))]
mod arriving {
    use super::{Markup, Part, Route, here_page};

    /// Without parts of their own, all rooms are here.
    pub fn page(route: Route, _part: Part) -> Markup {
        here_page(route)
    }
}

#[cfg(feature = "split")]
use arriving::here;

#[cfg(feature = "split")]
mod arriving {
    use std::cell::RefCell;

    use super::{Markup, Page, Part, Route, here_page};
    use crate::{
        backend::ask,
        parts::{NotLoaded, alerts_part, calendar_part, members_part, public_part, sign_in_part},
        problem::Problem,
        ui::{Waiting, loaded},
    };

    thread_local! {
        /// The parts that have arrived.
        static ARRIVED: RefCell<Vec<(Part, Page)>> = const { RefCell::new(Vec::new()) };
    }

    pub fn here(part: Part) -> Option<Page> {
        if part == Part::Here {
            return Some(here_page);
        }
        ARRIVED.with_borrow(|arrived| arrived.iter().find(|(known, _)| *known == part).map(|(_, page)| *page))
    }

    /// Loads a part; one that did not arrive is asked for anew the next time.
    pub async fn load(part: Part) -> Result<Page, NotLoaded> {
        if let Some(page) = here(part) {
            return Ok(page);
        }
        let page = match part {
            Part::Here => here_page,
            Part::Public => public_part().await?,
            Part::Alerts => alerts_part().await?,
            Part::Calendar => calendar_part().await?,
            Part::Members => members_part().await?,
            Part::SignIn => sign_in_part().await?,
        };
        ARRIVED.with_borrow_mut(|arrived| arrived.push((part, page)));
        Ok(page)
    }

    /// A page whose part is on its way.
    pub fn page(route: Route, part: Part) -> Markup {
        let asking = ask(move || async move { load(part).await.map_err(|NotLoaded| Problem::Offline) });
        loaded(asking, Waiting::Page, move |page| page(route.clone()))
    }
}

/// Loads what the page of an address needs, so that it can be drawn at once. A part that does not arrive is asked for again by
/// the page.
pub async fn prepare(path: &str) {
    #[cfg(feature = "split")]
    drop(arriving::load(Route::parse(path).part()).await);
    #[cfg(not(feature = "split"))]
    let _ = path;
}
