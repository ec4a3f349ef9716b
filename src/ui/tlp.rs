//! A Traffic Light Protocol label (FIRST TLP 2.0): always in its own words, never translated.

use crate::markup::{Markup, view};

/// The label as the standard writes it, such as `TLP:AMBER+STRICT`.
#[must_use]
pub fn tlp_label(label: &str) -> Markup {
    let colour = label.trim_start_matches("TLP:").to_owned();
    view! { <span class="tlp" data-tlp=colour translate="no">{label.to_owned()}</span> }
}
