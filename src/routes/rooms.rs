//! Which room answers an address, and rooms as parts that are loaded when someone first enters them.
//!
//! With the feature `split` (the production build) each function named in `parts!` and all that only it needs becomes a file
//! of its own; without it the same functions are simply called.
// The macro that marks a part writes the glue between the parts.
#![allow(unsafe_code)]

use leptos::prelude::*;

use super::Route;
use crate::{about, account, alerts, blog, calendar, commitment, connection, directory, session, statements, support};
use session::members_only;

/// Draws the page of an address.
type Page = fn(Route) -> AnyView;

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
    ($($(#[$about:meta])* $part:ident => $page:ident),* $(,)?) => {
        $(
            $(#[$about])*
            #[cfg_attr(feature = "split", leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible))]
            #[allow(clippy::unnecessary_wraps)]
            fn $part() -> Result<Page, NotLoaded> {
                Ok($page)
            }
        )*
    };
}

parts! {
    /// Home, the pages of text, blog, statements and the commitment: all that draws Markdown first of all.
    public_part => public_page,
    /// The alerts' pages; the feed that the badge shows is in the frame's part.
    alerts_part => alerts_page,
    /// The calendar.
    calendar_part => calendar_page,
    /// The support board, the member's own page, and the connection's.
    members_part => members_page,
}

/// A part of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What every page loads: frame, session and directory.
    Here,
    Public,
    Alerts,
    Calendar,
    Members,
}

impl Route {
    fn part(&self) -> Part {
        match self {
            Self::Home | Self::Page(_) | Self::Statements | Self::Statement(_) | Self::Blog | Self::Post(_) => Part::Public,
            Self::Commitment | Self::NotFound => Part::Public,
            Self::SignIn | Self::Directory | Self::Person(_) | Self::Organisation(_) => Part::Here,
            Self::Account | Self::Connection | Self::Support | Self::SupportNew | Self::SupportItem(_) => Part::Members,
            Self::Calendar | Self::MeetingNew | Self::Meeting(_) => Part::Calendar,
            Self::Alerts | Self::AlertNew | Self::Alert(_) => Part::Alerts,
        }
    }

    /// The page that answers this address; its part is loaded first when it is not here yet.
    #[must_use]
    pub fn page(self) -> AnyView {
        let part = self.part();
        match here(part) {
            Some(page) => page(self),
            None => arriving::page(self, part),
        }
    }
}

fn here_page(route: Route) -> AnyView {
    match route {
        Route::SignIn => session::sign_in_page(),
        Route::Person(id) => members_only(move || directory::person_page(id.clone())),
        Route::Organisation(id) => members_only(move || directory::organisation_page(id.clone())),
        _ => members_only(directory::directory_page),
    }
}

fn public_page(route: Route) -> AnyView {
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

fn alerts_page(route: Route) -> AnyView {
    match route {
        Route::AlertNew => members_only(alerts::new_alert_page),
        Route::Alert(id) => members_only(move || alerts::alert_page(id.clone())),
        _ => members_only(alerts::alerts_page),
    }
}

fn calendar_page(route: Route) -> AnyView {
    match route {
        Route::MeetingNew => members_only(calendar::new_meeting_page),
        Route::Meeting(id) => members_only(move || calendar::meeting_page(id.clone())),
        _ => members_only(calendar::calendar_page),
    }
}

fn members_page(route: Route) -> AnyView {
    match route {
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
    match part {
        Part::Here => Ok(here_page as Page),
        Part::Public => public_part(),
        Part::Alerts => alerts_part(),
        Part::Calendar => calendar_part(),
        Part::Members => members_part(),
    }
    .ok()
}

#[cfg(not(feature = "split"))]
mod arriving {
    use super::{AnyView, Part, Route, here_page};

    /// Without parts of their own, all rooms are here.
    pub fn page(route: Route, _part: Part) -> AnyView {
        here_page(route)
    }
}

#[cfg(feature = "split")]
use arriving::here;

#[cfg(feature = "split")]
mod arriving {
    use std::cell::RefCell;

    use super::{AnyView, NotLoaded, Page, Part, Route, alerts_part, calendar_part, here_page, members_part, public_part};
    use crate::{
        backend::ask,
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
        };
        ARRIVED.with_borrow_mut(|arrived| arrived.push((part, page)));
        Ok(page)
    }

    /// A page whose part is on its way.
    pub fn page(route: Route, part: Part) -> AnyView {
        let asking = ask(move || async move { load(part).await.map_err(|NotLoaded| Problem::Offline) });
        loaded(asking, Waiting::Page, move |page| page(route.clone()))
    }
}

/// Loads what the page of an address needs, so that it can be drawn at once.
pub async fn prepare(path: &str) {
    #[cfg(feature = "split")]
    let _ = arriving::load(Route::parse(path).part()).await;
    #[cfg(not(feature = "split"))]
    let _ = path;
}
