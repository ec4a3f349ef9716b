//! Files: profiles, contracts, presets.

use std::path::{Path, PathBuf};

/// The text of a file.
///
/// # Errors
/// A sentence with its name and why.
pub(crate) fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("Cannot read {path}: {error}."))
}

/// A preset `NAME` is `NAME.json` in the folder of presets: where nothing else is said, `presets` beside the profile, as in a portal.
pub(crate) fn preset(folder: Option<&str>, profile: &str, name: &str) -> Option<String> {
    // A name, never a way out of the folder.
    let good =
        !name.is_empty() && !name.starts_with('.') && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    let beside = || Path::new(profile).with_file_name("presets");
    let folder = folder.map_or_else(beside, PathBuf::from);
    std::fs::read_to_string(folder.join(format!("{name}.json"))).ok().filter(|_| good)
}
