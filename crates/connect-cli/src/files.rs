//! Files: profiles, contracts, presets.

/// The text of a file.
///
/// # Errors
/// A sentence with its name and why.
pub(crate) fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("Cannot read {path}: {error}."))
}

/// A preset `NAME` is `NAME.json` or `NAME/connection.json` in the folder of presets.
pub(crate) fn preset(folder: Option<&str>, name: &str) -> Option<String> {
    // A name, never a way out of the folder.
    let good =
        !name.is_empty() && !name.starts_with('.') && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    let folder = folder.filter(|_| good)?;
    let text = |path: String| std::fs::read_to_string(path).ok();
    text(format!("{folder}/{name}.json")).or_else(|| text(format!("{folder}/{name}/connection.json")))
}
