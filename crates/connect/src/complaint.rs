//! What is wrong with a profile: where, what was expected, how to mend it.

/// One complaint. All of them are collected, not only the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Stable word for the kind of mistake, such as `unknown-key`.
    pub code: &'static str,
    /// JSON Pointer (RFC 6901) into the profile.
    pub pointer: String,
    /// What should be there.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the profile cannot be used until it is mended.
    pub fatal: bool,
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Complaint { code, pointer, expected, remedy, .. } = self;
        write!(out, "{code} at \"{pointer}\": {expected}. {remedy}.")
    }
}
