//! The catalogue: every text a person sees, made from `words/en/*.json` by `build.rs`.
// Every text of a number is made the same way, with or without a place for it.
#![allow(clippy::useless_format)]

include!(concat!(env!("OUT_DIR"), "/words.rs"));
