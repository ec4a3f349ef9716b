//! The doctor against a backend in memory: healthy, and with one fault at a time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod backend;
mod cleaning;
mod codes;
mod fault;
mod faults;
mod listing;
mod run;
mod secrets;
mod ways;
