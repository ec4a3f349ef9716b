//! Examines a live backend against its connection profile: not whether it answers, but whether what the profile says
//! of it is so. The pages are disjoint, the sort sorts, the filter filters, the total is the total, a stale write is
//! refused, a guest sees nothing private, what is written is there afterwards and is cleaned up.
//!
//! It does no I/O of its own: a [`connect::Transport`] is handed in, so that the same code runs on the command line and
//! in a browser. All findings are told, not the first; where one thing is wrong the examination mends its own copy of
//! the profile and goes on, and what could not be examined is told with the reason.
//!
//! Nothing secret is in a report: what was typed, the variables of the session, cookies and the headers that carry a
//! session are taken out. Of records only the form of a value is told (`9999-99-99`), never the value.
#![forbid(unsafe_code)]

mod candidates;
mod codes;
mod doctor;
mod fields;
mod filters;
mod guests;
mod order;
mod pages;
mod places;
mod reads;
mod report;
mod resource;
mod search;
mod secrets;
mod session;
mod sheet;
mod values;
mod walk;
mod witness;
mod writes;
mod written;

pub use codes::{KINDS, Kind};
pub use report::{Exchange, Finding, NOT_NAMED, Remedy, Report, Severity, Skipped};

use connect::{AnyTransport, Complaint, Contract, Credential, Profile, Transport};

/// Who the examination is done as.
#[derive(Clone, Default)]
pub enum Who {
    /// Nobody: only what guests may see is examined.
    #[default]
    Guest,
    /// Somebody who signs in with these names and values: `identity` and `password`, or what `auth.login.manual` asks for.
    /// Signing in, renewing and signing out are examined too.
    Typed(Vec<(String, String)>),
    /// The session of a client that is signed in already (`Client::credential`). It is neither renewed on purpose nor ended.
    Session(Credential),
}

/// What to examine, and how.
pub struct Case<'a> {
    /// The text of the profile.
    pub profile: &'a str,
    /// The text of the portal's contract.
    pub contract: &'a str,
    /// The text of the preset of that name.
    pub presets: &'a dyn Fn(&str) -> Option<String>,
    /// As whom.
    pub who: Who,
    /// Whether records may be made, changed and removed. Without it nothing but reading is asked.
    pub write: bool,
    /// Only these resources; all when empty.
    pub resources: Vec<String>,
    /// What goes before addresses that are only paths, for a profile whose base is one.
    pub at: Option<String>,
    /// The portal's origin, where the transport is no browser: answers are then seen as a browser there would see them (CORS).
    pub origin: Option<String>,
    /// Whether the transport is a browser's, so that headers may be hidden and cookies cannot be left out.
    pub browser: bool,
}

/// What an examination gives.
pub struct Examined {
    /// What was found.
    pub report: Report,
    /// The session of [`Who::Session`] as it is now: it may have been renewed because it had expired. To go on with it,
    /// resume it; nothing for the other kinds.
    pub session: Option<Credential>,
}

/// Examines a backend.
///
/// It ends by itself. A caller that drops the future while something was written leaves that behind.
///
/// # Errors
/// The complaints about the profile, or the one about the contract, when it cannot be used: then nothing was asked.
pub async fn examine(case: Case<'_>, transport: impl Transport + 'static) -> Result<Examined, Vec<Complaint>> {
    let contract = Contract::parse(case.contract).map_err(|complaint| vec![complaint])?;
    Profile::judge_with(case.profile, &contract, case.presets)?;
    let mut doctor = doctor::Doctor::new(&case, contract, AnyTransport::new(transport));
    doctor.work(&case).await;
    Ok(doctor.finish(&case))
}
