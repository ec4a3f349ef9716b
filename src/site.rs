//! What a coalition says of itself: names, addresses and settings from `site.json`, put into every page at build time.

use leptos::prelude::*;

use crate::record;

record! {
    /// The settings of one coalition's portal (`public/site.json`). Other keys are for the pages of text.
    #[derive(serde::Serialize)]
    pub struct Site {
        /// The coalition's full name.
        pub name = "name": String,
        /// The portal's own name, shown beside the mark.
        #[serde(rename = "portalName")]
        pub portal_name = "portalName": String,
        /// The canonical origin, such as `https://portal.example.org`, without a slash at the end.
        pub address = "address": String,
        /// The organisation that convenes the coalition.
        pub convenor = "convenor": String,
        /// The convenor's charity number, for the line at the foot.
        pub charity_number = "charity_number": String,
        /// Where "Exit this page" goes: a neutral public site, `https` only.
        #[serde(rename = "exitTo")]
        pub exit_to = "exitTo": String,
        /// Whether everything in here is demonstration data.
        pub demo = "demo": bool,
        /// The coalition's IANA time zone.
        #[serde(rename = "timeZone")]
        pub time_zone = "timeZone": String,
    }
}

/// The site settings of this portal.
#[must_use]
pub fn use_site() -> StoredValue<Site> {
    use_context::<StoredValue<Site>>().unwrap_or_else(|| StoredValue::new(Site::default()))
}
