//! An organisation in the directory.

use serde::Deserialize;

/// An organisation. What the backend leaves out is empty here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Organisation {
    /// The organisation's id.
    pub id: String,
    /// The name as it writes itself.
    pub name: String,
    /// The name in its own script.
    pub name_native: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// A short form of the name.
    pub short_name: Option<String>,
    /// Language of the name (BCP 47).
    pub lang: Option<String>,
    /// Code of its kind.
    pub kind: Option<String>,
    /// A few sentences.
    pub summary: Option<String>,
    /// Web address.
    pub website: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Code of its nation (ISO 3166-2:GB).
    pub nation: Option<String>,
    /// What it can help with.
    pub strengths: Vec<String>,
    /// Codes of the countries it works on.
    pub countries: Vec<String>,
    /// Codes of BCP 47.
    pub languages: Vec<String>,
    /// Code of its membership.
    pub status: Option<String>,
    /// Year, month or day it joined.
    pub joined_on: Option<String>,
    /// Id of the person to turn to first.
    pub lead_contact: Option<String>,
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
