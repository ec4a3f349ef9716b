//! An organisation in the directory.

use crate::record;

record! {
    /// An organisation. What the backend leaves out is empty here.
    pub struct Organisation {
        /// The organisation's id.
        pub id = "id": String,
        /// The name as it writes itself.
        pub name = "name": String,
        /// The name in its own script.
        pub name_native = "nameNative": Option<String>,
        /// The name in Latin letters.
        pub name_latin = "nameLatin": Option<String>,
        /// A short form of the name.
        pub short_name = "shortName": Option<String>,
        /// Language of the name (BCP 47).
        pub lang = "lang": Option<String>,
        /// Code of its kind.
        pub kind = "kind": Option<String>,
        /// A few sentences.
        pub summary = "summary": Option<String>,
        /// Web address.
        pub website = "website": Option<String>,
        /// Town.
        pub town = "town": Option<String>,
        /// Code of its nation (ISO 3166-2:GB).
        pub nation = "nation": Option<String>,
        /// What it can help with.
        pub strengths = "strengths": Vec<String>,
        /// Codes of the countries it works on.
        pub countries = "countries": Vec<String>,
        /// Codes of BCP 47.
        pub languages = "languages": Vec<String>,
        /// Code of its membership.
        pub status = "status": Option<String>,
        /// Year, month or day it joined.
        pub joined_on = "joinedOn": Option<String>,
        /// Id of the person to turn to first.
        pub lead_contact = "leadContact": Option<String>,
    }
}

impl Organisation {
    /// The website, when it is one that a link may lead to.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        let website = self.website.as_deref()?;
        let rest = website.strip_prefix("https://").or_else(|| website.strip_prefix("http://"))?;
        (!rest.is_empty() && !website.contains(char::is_whitespace)).then_some(website)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for (website, leads) in [
            ("https://lo.example.org/", true),
            ("http://lo.example.org", true),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("//lo.example.org", false),
            ("lo.example.org", false),
        ] {
            let organisation = Organisation { website: Some(website.into()), ..Organisation::default() };
            assert_eq!(organisation.link().is_some(), leads, "{website}");
        }
    }
}
