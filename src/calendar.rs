//! The calendar: when we meet, on which clock, and who comes.

mod add_to_calendar;
mod agenda_list;
mod calendar_page;
mod calling;
mod choice;
mod ics;
mod meeting;
mod meeting_page;
mod meeting_row;
mod month;
mod month_grid;
mod month_view;
mod new_meeting_page;
mod replies_section;
mod reply;
mod times;
mod zone;

pub use calendar_page::calendar_page;
pub use meeting::Meeting;
pub use meeting_page::meeting_page;
pub use new_meeting_page::new_meeting_page;

use leptos::prelude::WithValue;
use reply::Reply;
use times::Viewer;

use crate::{
    backend::{Asking, Backend, Op, Query, ask_kept, now, sort_by, use_backend},
    problem::Problem,
    session::use_session,
    site::use_site,
    ui::when,
};

/// The shelf under which the meetings were seen last.
const SEEN: &str = "calendar";

/// Every meeting, in order of time.
pub async fn all(backend: Backend) -> Result<Vec<Meeting>, Problem> {
    let mut meetings: Vec<Meeting> = backend.all("meetings", Query::new().sort("start", false)).await?;
    sort_by(&mut meetings, |one, other| one.begins().cmp(&other.begins()));
    Ok(meetings)
}

/// Where a meeting's page is.
fn address(id: &str) -> String {
    format!("/calendar/{}", crate::address::step(id))
}

/// The clocks that this viewer goes by.
fn viewer() -> Viewer {
    let own = when::own_zone();
    let site_zone = use_site().with_value(|site| site.time_zone.clone());
    Viewer { site_zone: if site_zone.is_empty() { own.clone() } else { site_zone }, zone: own, now: now() }
}

/// What the member answered to each meeting, where there is a member and the backend keeps replies.
fn my_replies() -> Option<Asking<Vec<Reply>>> {
    let backend = use_backend();
    let me = use_session().me_now().filter(|_| backend.capabilities("replies").list)?;
    Some(ask_kept("replies", move || {
        let query = Query::new().filter("person", Op::Eq, me.person_id());
        async move { backend.all::<Reply>("replies", query).await }
    }))
}

/// Which kinds of meeting whoever is here may call: the convenor any, a member an urgent one, nobody where it cannot be done.
fn callable() -> Option<Callable> {
    if !use_backend().capabilities("meetings").create {
        return None;
    }
    match use_session().me_now() {
        Some(me) if !me.is("convenor") => Some(Callable::Urgent),
        _ => Some(Callable::Any),
    }
}

/// What may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Callable {
    /// Meetings of every kind.
    Any,
    /// Urgent meetings only.
    Urgent,
}
