//! The engine as a whole, over a transport that replays exchanges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod complaints;
mod concurrent;
mod hostile;
mod live;
mod paging;
mod replay;
mod scripted;
mod written;
