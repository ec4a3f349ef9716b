#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod answer;
mod client;
mod complaint;
mod conditions;
mod contract;
mod core;
mod field;
mod flight;
mod html;
mod json;
mod judge;
mod live;
mod local;
mod oidc;
mod pattern;
mod plan;
mod presets;
mod problem;
mod profile;
mod query;
mod record;
mod refusal;
mod schema;
mod session;
mod template;
mod transport;
mod ways_in;
mod when;
mod words;

pub use client::Client;
pub use complaint::Complaint;
pub use contract::{Contract, Kind};
pub use live::{Action, LiveEvent, LiveSession, LiveStep};
pub use oidc::{Oidc, challenge};
pub use presets::{extends, merged};
pub use problem::Problem;
pub use profile::{Cache, Profile, Wire};
pub use query::{Cursor, Filter, Op, Query, Sort, Unapplied};
pub use record::{Capabilities, Live, Me, Page, Record, Version};
pub use schema::schema;
pub use session::Credential;
pub use transport::{AnyTransport, Request, Response, Transport, Unreachable};
pub use ways_in::WaysIn;
