//! Commonwatch: the portal for coalitions that warn each other, meet, and look after each other.
//!
//! Read it in this order: the frame and addresses, the foundation, then the rooms.

// `view!` names this crate by its name, so that tests can use it too.
extern crate self as commonwatch;

pub mod address;
pub mod app;
pub mod parts;
pub mod routes;
pub mod words;

pub mod backend;
pub mod markup;
pub mod problem;
pub mod session;
pub mod site;
pub mod ui;

pub mod about;
pub mod account;
pub mod alerts;
pub mod blog;
pub mod calendar;
pub mod commitment;
pub mod connection;
pub mod directory;
pub mod statements;
pub mod support;

#[cfg(feature = "ssr")]
pub mod prerender;
