//! A joint statement and who signed it.

use crate::record;

record! {
    /// One statement.
    pub struct Statement {
        /// The backend's id.
        pub id = "id": String,
        /// The last part of its address.
        pub slug = "slug": String,
        /// Its title.
        pub title = "title": String,
        /// The text (Markdown).
        pub body = "body": Option<String>,
        /// Whom it is addressed to.
        pub addressees = "addressees": Vec<String>,
        /// `draft`, `sign_on_open`, `published` or `withdrawn`.
        pub status = "status": Option<String>,
        /// Until when organisations can sign (RFC 3339).
        pub sign_by = "signBy": Option<String>,
        /// The day it was published.
        pub published_on = "publishedOn": Option<String>,
        /// Signatories who chose to be named.
        pub signatories = "signatories": Vec<String>,
        /// How many signed without being named.
        pub hidden_signatories = "hiddenSignatories": Option<f64>,
    }
}

impl Statement {
    /// How many signed without being named.
    #[must_use]
    pub fn unnamed(&self) -> usize {
        let count = self.hidden_signatories.unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        if count.is_finite() && count > 0.0 { count as usize } else { 0 }
    }

    /// Whether organisations can still sign.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.as_deref() == Some("sign_on_open")
    }

    /// Whether it may be listed: drafts and withdrawn ones are not.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        matches!(self.status.as_deref(), None | Some("published" | "sign_on_open"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finished_statements_are_listed() {
        let listed = |status: &str| Statement { status: Some(status.into()), ..Statement::default() }.is_listed();
        assert_eq!(["published", "sign_on_open", "draft", "withdrawn"].map(listed), [true, true, false, false]);
    }

    #[test]
    fn a_strange_count_is_no_count() {
        let unnamed = |count: f64| Statement { hidden_signatories: Some(count), ..Statement::default() }.unnamed();
        assert_eq!([unnamed(2.0), unnamed(-1.0), unnamed(f64::NAN)], [2, 0, 0]);
    }
}
