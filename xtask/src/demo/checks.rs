//! Checks over the whole dataset.
