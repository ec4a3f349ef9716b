//! The engine as a whole, over a transport that replays exchanges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod beside;
mod cases;
mod complaints;
mod concurrent;
mod expired;
mod hostile;
mod live;
mod paging;
mod rare;
mod recorded;
mod replay;
mod schema;
mod scripted;
mod shared;
mod signing;
mod words;
mod writes;
mod written;
