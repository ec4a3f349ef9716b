//! Judging a profile: every complaint is collected, with its place and its remedy.
//!
//! The shape is judged by walking the table of words. What is built afterwards takes what has the right shape and
//! leaves the rest, so that one mistake does not hide another; only what belongs together is judged there.
//!
//! Nothing here is inlined: each function runs once or a few times, and put into one another they are larger to download.

mod auth;
mod fields;
mod frame;
mod get;
mod lists;
mod live;
#[cfg(feature = "remarks")]
mod remarks;
mod resources;
mod variables;
mod walk;

use serde_json::{Map, Value};

use crate::complaint::{self, Complaint, Fault};
use crate::contract::Contract;
use crate::presets::{self, Missing};
use crate::profile::Profile;

/// The members of an object of the profile.
type Part = Map<String, Value>;

/// Judges the text of a profile.
pub(crate) fn judge(
    json: &str,
    contract: &Contract,
    presets: &dyn Fn(&str) -> Option<String>,
) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
    let mut judge = Judge { contract, complaints: Vec::new(), session: Vec::new(), before: Vec::new(), me: Vec::new(), shared: Vec::new() };
    let mut profile = None;
    match serde_json::from_str::<Value>(json) {
        Ok(root) => {
            let (root, missing) = presets::extended(root, presets);
            match missing {
                Some(Missing::Endless) => judge.complain(complaint::EXTENDS_ENDLESS, "/extends", "presets that do not extend themselves"),
                Some(Missing::Unavailable) => {
                    judge.complain(complaint::EXTENDS_UNAVAILABLE, "/extends", "the name of a preset that is at hand")
                }
                None => {}
            }
            judge.walk(&root);
            if let Value::Object(root) = &root {
                profile = Some(judge.frame(root));
            }
        }
        Err(_) => judge.complain(complaint::NOT_JSON, "", "a JSON document"),
    }
    let complaints = judge.complaints;
    match profile {
        Some(profile) if !complaints.iter().any(|complaint| complaint.fatal) => Ok((profile, complaints)),
        _ => Err(complaints),
    }
}

/// The judge at work.
struct Judge<'a> {
    contract: &'a Contract,
    complaints: Vec<Complaint>,
    /// Variables of the session.
    session: Vec<String>,
    /// Those of them that are there before the login.
    before: Vec<String>,
    /// Variables of the member.
    me: Vec<String>,
    /// Variables of the resources that the live channel is for.
    shared: Vec<String>,
}

impl Judge<'_> {
    #[inline(never)]
    fn complain(&mut self, fault: Fault, at: &str, expected: &str) {
        self.complaints.push(Complaint::new(fault, at, expected));
    }

    /// A complaint about a key of a part, or of the part's part.
    #[inline(never)]
    fn complain_below(&mut self, fault: Fault, at: &str, below: &str, expected: &str) {
        self.complain(fault, &[at, below].concat(), expected);
    }
}
