//! What a coalition says of itself: names, addresses and settings from `site.json`, put into every page at build time.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The settings of one coalition's portal (`public/site.json`). Keys that only pages use are kept in `values`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Site {
    /// The coalition's full name.
    pub name: String,
    /// The portal's own name, shown beside the mark.
    pub portal_name: String,
    /// The canonical origin, such as `https://portal.example.org`, without a slash at the end.
    pub address: String,
    /// The organisation that convenes the coalition.
    pub convenor: String,
    /// The convenor's charity number, for the line at the foot.
    #[serde(rename = "charity_number")]
    pub charity_number: String,
    /// Where "Exit this page" goes: a neutral public site, `https` only.
    pub exit_to: String,
    /// Whether everything in here is demonstration data.
    pub demo: bool,
    /// The coalition's IANA time zone.
    pub time_zone: String,
}

/// The site settings of this portal.
#[must_use]
pub fn use_site() -> StoredValue<Site> {
    use_context::<StoredValue<Site>>().unwrap_or_else(|| StoredValue::new(Site::default()))
}
