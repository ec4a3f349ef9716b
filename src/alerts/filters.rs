//! What of the feed is shown: read from the address and written back to it, so that it can be shared and survives a reload.

use crate::backend::sort_by;
use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, Utc};

use super::Alert;
use crate::words::countries;

/// Which facet a chip belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Warning, opportunity, all clear.
    Kind,
    /// The country.
    Country,
    /// The TLP label.
    Tlp,
    /// The severity.
    Severity,
}

/// The choice of what is shown. Facets hold together; within one, any of its values will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// `all`, `unread`, `asked`, or nothing for what still stands.
    pub show: String,
    /// Kinds.
    pub kinds: Vec<String>,
    /// Country codes.
    pub countries: Vec<String>,
    /// Labels as [`Alert::tlp_code`] writes them.
    pub labels: Vec<String>,
    /// Severities.
    pub severities: Vec<String>,
    /// What is looked for.
    pub search: String,
    /// Whether the most urgent comes first.
    pub urgent_first: bool,
}

/// What the viewer has done, as far as filters ask.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The alerts opened.
    pub opened: HashSet<String>,
    /// The asks answered for my organisation, as [`answered_key`] writes them.
    pub answered: HashSet<String>,
}

/// The key of an ask in [`Done::answered`].
#[must_use]
pub fn answered_key(alert: &str, ask: &str) -> String {
    [alert, ask].join(" ")
}

impl Filters {
    /// Reads the choice from an address.
    #[must_use]
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let list = |name: &str| -> Vec<String> {
            value(name).map(|text| text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()).unwrap_or_default()
        };
        Self {
            show: value("show").filter(|show| matches!(show.as_str(), "all" | "unread" | "asked")).unwrap_or_default(),
            kinds: list("kind"),
            countries: list("country"),
            labels: list("tlp"),
            severities: list("severity"),
            search: value("q").unwrap_or_default(),
            urgent_first: value("sort").as_deref() == Some("urgency"),
        }
    }

    /// The address of the feed with this choice.
    #[must_use]
    pub fn address(&self) -> String {
        let mut parts = Vec::new();
        let mut add = |name: &str, value: String| {
            if !value.is_empty() {
                parts.push(format!("{name}={value}"));
            }
        };
        add("show", self.show.clone());
        for (name, values) in [("kind", &self.kinds), ("country", &self.countries), ("tlp", &self.labels), ("severity", &self.severities)] {
            add(name, values.iter().map(|value| encode(value)).collect::<Vec<_>>().join(","));
        }
        add("q", encode(&self.search));
        add("sort", if self.urgent_first { "urgency".to_owned() } else { String::new() });
        if parts.is_empty() { "/alerts".to_owned() } else { format!("/alerts?{}", parts.join("&")) }
    }

    /// The chosen values of a facet.
    pub fn facet(&self, facet: Facet) -> &[String] {
        match facet {
            Facet::Kind => &self.kinds,
            Facet::Country => &self.countries,
            Facet::Tlp => &self.labels,
            Facet::Severity => &self.severities,
        }
    }

    /// The choice with a value of a facet added, or taken away when it was there.
    #[must_use]
    pub fn toggled(&self, facet: Facet, value: &str) -> Self {
        let mut next = self.clone();
        let values = match facet {
            Facet::Kind => &mut next.kinds,
            Facet::Country => &mut next.countries,
            Facet::Tlp => &mut next.labels,
            Facet::Severity => &mut next.severities,
        };
        match values.iter().position(|held| held == value) {
            Some(at) => _ = values.remove(at),
            None => values.push(value.to_owned()),
        }
        next
    }

    /// Whether nothing but "what still stands, newest first" is asked.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self { urgent_first: self.urgent_first, ..Self::default() }
    }

    /// Whether an alert belongs to the choice.
    #[must_use]
    pub fn holds(&self, alert: &Alert, done: &Done, now: DateTime<Utc>) -> bool {
        let shown = match self.show.as_str() {
            "all" => true,
            "unread" => alert.is_unread(&done.opened, now),
            "asked" => alert.open_asks(now).any(|ask| !done.answered.contains(&answered_key(&alert.id, &ask.id))),
            _ => alert.is_active(now),
        };
        let within =
            |chosen: &[String], value: Option<&str>| chosen.is_empty() || value.is_some_and(|value| chosen.iter().any(|one| one == value));
        shown
            && within(&self.kinds, alert.kind.as_deref())
            && within(&self.countries, alert.country.as_deref())
            && within(&self.labels, Some(&alert.tlp_code()))
            && within(&self.severities, alert.severity.as_deref())
            && (self.search.is_empty() || self.finds(alert))
    }

    /// The ids of the alerts that belong to the choice, in its order.
    #[must_use]
    pub fn choose(&self, alerts: &[Arc<Alert>], done: &Done, now: DateTime<Utc>) -> Vec<String> {
        let mut found: Vec<_> = alerts.iter().filter(|alert| self.holds(alert, done, now)).collect();
        if self.urgent_first {
            sort_by(&mut found, |one, other| one.urgent_first().cmp(&other.urgent_first()));
        }
        found.into_iter().map(|alert| alert.id.clone()).collect()
    }

    /// Every word that is looked for is somewhere in the alert. What a content note folds away is searched too, never shown.
    fn finds(&self, alert: &Alert) -> bool {
        let country = alert.country.as_deref().map(|code| countries::names(code).unwrap_or(code));
        let texts = [
            Some(alert.headline.as_str()),
            alert.description.as_deref(),
            alert.event.as_deref(),
            alert.area_desc.as_deref(),
            country,
            alert.reference.as_deref(),
            alert.organisation_name.as_deref(),
            alert.exercise_name.as_deref(),
        ];
        let held = texts.into_iter().flatten().collect::<Vec<_>>().join("\n").to_lowercase();
        self.search.to_lowercase().split_whitespace().all(|word| held.contains(word))
    }
}

/// Percent-encoding of a query value (RFC 3986 §2.3).
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::ui::when::instant;

    fn alert(value: Value) -> Alert {
        crate::backend::FromFields::from_json(value)
    }

    fn now() -> DateTime<Utc> {
        instant("2026-11-22T09:00:00Z").unwrap()
    }

    #[test]
    fn a_choice_survives_the_address() {
        let filters = Filters {
            show: "unread".into(),
            kinds: vec!["warning".into(), "opportunity".into()],
            labels: vec!["AMBER-STRICT".into()],
            search: "Ló & co".into(),
            urgent_first: true,
            ..Filters::default()
        };
        let address = filters.address();
        assert_eq!(address, "/alerts?show=unread&kind=warning,opportunity&tlp=AMBER-STRICT&q=L%C3%B3%20%26%20co&sort=urgency");
        let pairs = [("show", "unread"), ("kind", "warning,opportunity"), ("tlp", "AMBER-STRICT"), ("q", "Ló & co"), ("sort", "urgency")];
        let read = Filters::read(|name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned()));
        assert_eq!(read, filters);
        assert_eq!(Filters::default().address(), "/alerts");
        assert_eq!(Filters::read(|name| (name == "show").then(|| "nonsense".to_owned())), Filters::default());
    }

    #[test]
    fn facets_hold_together_and_values_are_alternatives() {
        let warning = alert(json!({"id": "a", "kind": "warning", "country": "QM", "tlp": "TLP:AMBER+STRICT", "severity": "Severe"}));
        let choice = |kind: &str, label: &str| Filters {
            kinds: kind.split(',').map(str::to_owned).collect(),
            labels: vec![label.to_owned()],
            ..Filters::default()
        };
        let done = Done::default();
        assert!(choice("opportunity,warning", "AMBER-STRICT").holds(&warning, &done, now()));
        assert!(!choice("opportunity,warning", "AMBER").holds(&warning, &done, now()));
        assert!(!choice("opportunity", "AMBER-STRICT").holds(&warning, &done, now()));
    }

    #[test]
    fn asked_is_what_my_organisation_has_not_answered() {
        let asks = alert(json!({"id": "a", "asks": [{"id": "1", "text": "Write"}]}));
        let asked = Filters { show: "asked".into(), ..Filters::default() };
        let mut done = Done::default();
        assert!(asked.holds(&asks, &done, now()));
        done.answered.insert(answered_key("a", "1"));
        assert!(!asked.holds(&asks, &done, now()));
    }

    #[test]
    fn every_word_is_found_somewhere() {
        let alert = alert(json!({"headline": "Curfew lifted", "country": "QM"}));
        let looks = |words: &str| Filters { search: words.into(), ..Filters::default() }.holds(&alert, &Done::default(), now());
        assert!(looks("maravelle CURFEW"));
        assert!(!looks("maravelle market"));
    }
}
