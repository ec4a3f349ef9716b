//! The directory of this load of the portal: fetched page by page, indexed once, kept until it is old.
//!
//! Where a backend holds more than about 20,000 people, the list should be searched there (capability `search`)
//! instead of being fetched whole; that is not done yet.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::{leptos_dom::helpers::WindowListenerHandle, prelude::*, task::spawn_local};
use serde_json::Value;

use super::{
    asked::Show,
    heights::Heights,
    listing::{Listed, Listing},
};
use crate::{
    backend::{Backend, Query, Record, now, when_quiet},
    problem::Problem,
};

const KEY: &str = "directory";
/// So many people come first, so that there is something to see before the rest is here.
const FIRST_PAGE: u32 = 40;
const PAGE: u32 = 500;
/// After so long the directory is fetched anew, behind what is shown.
const OLD_AFTER_SECONDS: i64 = 300;

/// Where somebody was in the list when they left it.
#[derive(Clone, Debug, Default)]
pub struct Left {
    /// The query of the address.
    pub query: String,
    /// How far the page was scrolled.
    pub scrolled: f64,
    /// The address of the row they went to.
    pub link: Option<String>,
}

/// The directory, and what a page needs to come back to it.
pub struct Shelf {
    /// Everybody so far.
    pub listing: RefCell<Listing>,
    /// Measured heights of rows.
    pub heights: RefCell<Heights>,
    /// Where the list was left.
    pub left: RefCell<Option<Left>>,
    /// Whether the browser's Back or Forward led here.
    pub returning: Cell<bool>,
    /// Listens for that while the list is left.
    pub listening: RefCell<Option<WindowListenerHandle>>,
    /// Changes when more is listed.
    pub grown: ArcRwSignal<u32>,
    /// Whether everything is here.
    pub whole: ArcRwSignal<bool>,
    /// Why something is missing.
    pub problem: ArcRwSignal<Option<Problem>>,
    /// How many lists are still on their way.
    coming: Cell<u8>,
    since: i64,
}

/// The directory: kept, or on its way, with what is looked at first.
pub fn shelf(backend: Backend, first: Show) -> Rc<Shelf> {
    if let Some(kept) = backend.kept::<Shelf>(KEY).filter(|kept| kept.problem.with_untracked(Option::is_none)) {
        if kept.whole.get_untracked() && now().timestamp() - kept.since > OLD_AFTER_SECONDS {
            fill(backend, &Rc::new(Shelf::empty()), first);
        }
        return kept;
    }
    let shelf = Rc::new(Shelf::empty());
    backend.keep(KEY, Rc::clone(&shelf));
    fill(backend, &shelf, first);
    shelf
}

/// What is kept is not true any more, as after somebody changed their profile.
pub fn outdated(backend: Backend) {
    backend.keep(KEY, Rc::new(()));
}

impl Shelf {
    fn empty() -> Self {
        Self {
            listing: RefCell::default(),
            heights: RefCell::default(),
            left: RefCell::default(),
            returning: Cell::new(false),
            listening: RefCell::default(),
            grown: ArcRwSignal::new(0),
            whole: ArcRwSignal::new(false),
            problem: ArcRwSignal::new(None),
            coming: Cell::new(2),
            since: now().timestamp(),
        }
    }

    fn add(&self, records: &[Record], organisations: bool) {
        let listed = records.iter().map(|record| listed(record, organisations)).collect();
        self.listing.borrow_mut().add(listed, organisations);
        self.grown.update(|grown| *grown += 1);
    }
}

/// What is looked at comes first, the rest once that is drawn; what is whole at last takes the place of what is kept.
fn fill(backend: Backend, shelf: &Rc<Shelf>, first: Show) {
    if first == Show::Organisations {
        let shelf = Rc::clone(shelf);
        when_quiet(Box::new(move || fill_people(backend, &shelf)));
    } else {
        fill_early_people(backend, shelf);
    }
    if first == Show::People {
        let shelf = Rc::clone(shelf);
        when_quiet(Box::new(move || fill_organisations(backend, &shelf)));
    } else {
        fill_organisations(backend, shelf);
    }
}

fn ended(backend: Backend, shelf: &Rc<Shelf>, answer: Result<(), Problem>) {
    shelf.coming.set(shelf.coming.get().saturating_sub(1));
    if let Err(problem) = answer {
        shelf.problem.set(Some(problem));
    } else if shelf.coming.get() == 0 && shelf.problem.with_untracked(Option::is_none) {
        shelf.whole.set(true);
        // Somebody may have signed out meanwhile: then nothing is kept.
        if backend.kept::<Shelf>(KEY).is_some() {
            backend.keep(KEY, Rc::clone(shelf));
        }
    }
}

/// As many people as fill a screen, then the others.
fn fill_early_people(backend: Backend, shelf: &Rc<Shelf>) {
    // A backend that answers with everything at once is not asked twice.
    if backend.capabilities("people").complete {
        return fill_people(backend, shelf);
    }
    let shelf = Rc::clone(shelf);
    spawn_local(async move {
        match backend.page("people", by_name().size(FIRST_PAGE)).await {
            Ok(first) => {
                shelf.add(&first.records, false);
                if first.next.is_none() {
                    return ended(backend, &shelf, Ok(()));
                }
                shelf.listing.borrow_mut().begin_again();
                when_quiet(Box::new(move || fill_people(backend, &shelf)));
            }
            Err(problem) => ended(backend, &shelf, Err(problem)),
        }
    });
}

fn fill_people(backend: Backend, shelf: &Rc<Shelf>) {
    fill_whole(backend, shelf, "people", false);
}

fn fill_organisations(backend: Backend, shelf: &Rc<Shelf>) {
    fill_whole(backend, shelf, "organisations", true);
}

fn fill_whole(backend: Backend, shelf: &Rc<Shelf>, records: &'static str, organisations: bool) {
    let shelf = Rc::clone(shelf);
    spawn_local(async move {
        let answer = backend.pages(records, by_name().size(PAGE), |records| shelf.add(&records, organisations)).await;
        ended(backend, &shelf, answer);
    });
}

fn by_name() -> Query {
    Query::new().sort("name", false)
}

/// What the list needs of a record, read in place: ten thousand records are not copied.
fn listed(record: &Record, organisation: bool) -> Listed {
    let text = |field: &str| record.text(field).unwrap_or_default().to_owned();
    let texts = |field: &str| {
        let values = record.fields.get(field).and_then(Value::as_array);
        values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut organisations = Vec::new();
    let mut also = |id: &str, name: &str| {
        if !name.is_empty() {
            // A backend that knows no organisations by id still names them.
            organisations.push((if id.is_empty() { name } else { id }.to_owned(), name.to_owned()));
        }
    };
    also(record.text("organisation").unwrap_or_default(), record.text("organisationName").unwrap_or_default());
    for other in record.fields.get("otherOrganisations").and_then(Value::as_array).into_iter().flatten() {
        let part = |name: &str| other.get(name).and_then(Value::as_str).unwrap_or_default();
        also(part("organisation"), part("name"));
    }
    let expertise = if organisation { "strengths" } else { "expertise" };
    Listed {
        id: record.id.clone(),
        name: text("name"),
        aliases: vec![text("nameNative"), text("nameLatin"), text("shortName")],
        facets: [texts(expertise), texts("languages"), texts("countries")],
        organisations,
        kind: record.text("kind").filter(|kind| organisation && !kind.is_empty()).map(str::to_owned),
    }
}
