//! A post: what is written, by whom and when.

use crate::record;

record! {
    /// One post of the blog.
    pub struct Post {
        /// The backend's id.
        pub id = "id": String,
        /// The last part of its address.
        pub slug = "slug": String,
        /// Its title.
        pub title = "title": String,
        /// The language it is written in (BCP 47).
        pub lang = "lang": Option<String>,
        /// What it is about, in a sentence or two.
        pub summary = "summary": Option<String>,
        /// The text (Markdown).
        pub body = "body": Option<String>,
        /// Who wrote it, as they wish to be named.
        pub authors = "authors": Vec<String>,
        /// When it was or will be published (RFC 3339).
        pub publish_at = "publishAt": Option<String>,
        /// Free labels.
        pub tags = "tags": Vec<String>,
        /// What a reader may want to know before reading.
        pub content_note = "contentNote": Option<String>,
        /// The reading time, where a page brought the post without its text.
        pub minutes = "minutes": Option<usize>,
    }
}

impl Post {
    /// How many minutes reading takes, at 200 words a minute.
    #[must_use]
    pub fn minutes(&self) -> usize {
        self.body.as_deref().map_or(self.minutes.unwrap_or_default(), |body| body.split_whitespace().count().div_ceil(200))
    }

    /// The authors in one line.
    #[must_use]
    pub fn byline(&self) -> String {
        self.authors.join(", ")
    }

    /// The base direction of its language (right to left for Arabic, Hebrew, Persian and Urdu).
    #[must_use]
    pub fn direction(&self) -> &'static str {
        let language = self.lang.as_deref().unwrap_or("en");
        if ["ar", "he", "fa", "ur"].iter().any(|code| language.starts_with(code)) { "rtl" } else { "ltr" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_time_is_rounded_up() {
        let post = |words: usize| Post { body: Some("word ".repeat(words)), ..Post::default() };
        assert_eq!([post(0), post(1), post(200), post(201)].map(|post| post.minutes()), [0, 1, 1, 2]);
    }

    #[test]
    fn arabic_reads_from_the_right() {
        assert_eq!(Post { lang: Some("ar".into()), ..Post::default() }.direction(), "rtl");
        assert_eq!(Post::default().direction(), "ltr");
    }
}
