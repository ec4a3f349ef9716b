//! The catalogue: every text a person sees, made from `words/en/*.json` by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/words.rs"));
