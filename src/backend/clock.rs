//! The one clock of the portal: the browser's, so that a test can set it.

use chrono::{DateTime, Utc};

/// The present moment.
#[must_use]
pub fn now() -> DateTime<Utc> {
    #[cfg(target_arch = "wasm32")]
    let milliseconds = js_sys::Date::now();
    #[cfg(not(target_arch = "wasm32"))]
    let milliseconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |age| age.as_secs_f64() * 1000.0);
    #[allow(clippy::cast_possible_truncation)]
    DateTime::from_timestamp_millis(milliseconds as i64).unwrap_or_default()
}
