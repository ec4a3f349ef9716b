//! The program as it is run: what it prints, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod check;
mod contract;
mod doctor;
mod draft;
mod gateway;
mod lacking;
mod program;
mod server;
mod stranger;
