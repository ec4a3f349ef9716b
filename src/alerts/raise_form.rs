//! The state of the form that raises an alert.

use leptos::prelude::*;

use super::{
    Alert,
    draft::{Draft, ELSEWHERE},
};

/// What is typed, field by field.
#[derive(Clone, Copy)]
pub struct Form {
    /// The kind.
    pub kind: RwSignal<String>,
    /// The headline.
    pub headline: RwSignal<String>,
    /// What is happening.
    pub description: RwSignal<String>,
    /// The country.
    pub country: RwSignal<String>,
    /// Where, in words.
    pub area: RwSignal<String>,
    /// How serious.
    pub severity: RwSignal<String>,
    /// How soon.
    pub urgency: RwSignal<String>,
    /// How sure.
    pub certainty: RwSignal<String>,
    /// Asks with their deadlines.
    pub asks: [(RwSignal<String>, RwSignal<String>); 3],
    /// Risk factors.
    pub risk_factors: RwSignal<Vec<String>>,
    /// Advice.
    pub instruction: RwSignal<String>,
    /// The decision date.
    pub decision_on: RwSignal<String>,
    /// Until when it stands.
    pub expires: RwSignal<String>,
    /// How far it was checked.
    pub verification: RwSignal<String>,
    /// The content note.
    pub content_note: RwSignal<String>,
    /// The label.
    pub tlp: RwSignal<String>,
    /// The people it names: ids with the names shown.
    pub people: RwSignal<Vec<(String, String)>>,
    /// Whether it is real.
    pub status: RwSignal<String>,
    /// The exercise.
    pub exercise: RwSignal<String>,
}

impl Form {
    /// An empty form, or one that holds what an alert says. The label is never chosen for the author of a first message.
    pub fn begin(alert: Option<&Alert>, demo: bool) -> Self {
        let of = |text: fn(&Alert) -> Option<&String>| RwSignal::new(alert.and_then(text).cloned().unwrap_or_default());
        let or = |signal: RwSignal<String>, otherwise: &str| {
            if signal.with_untracked(String::is_empty) {
                signal.set(otherwise.to_owned());
            }
            signal
        };
        let blank = || RwSignal::new(String::new());
        let country = or(of(|alert| alert.country.as_ref()), if alert.is_some() { ELSEWHERE } else { "" });
        let status = or(of(|alert| alert.status.as_ref()), "Actual");
        if demo {
            status.set("Exercise".to_owned());
        }
        Self {
            kind: of(|alert| alert.kind.as_ref()),
            headline: of(|alert| Some(&alert.headline)),
            description: of(|alert| alert.description.as_ref()),
            country,
            area: of(|alert| alert.area_desc.as_ref()),
            severity: of(|alert| alert.severity.as_ref()),
            urgency: of(|alert| alert.urgency.as_ref()),
            certainty: of(|alert| alert.certainty.as_ref()),
            asks: [(blank(), blank()), (blank(), blank()), (blank(), blank())],
            risk_factors: RwSignal::new(alert.map(|alert| alert.risk_factors.clone()).unwrap_or_default()),
            instruction: of(|alert| alert.instruction.as_ref()),
            decision_on: of(|alert| alert.decision_on.as_ref()),
            expires: blank(),
            verification: or(of(|alert| alert.verification.as_ref()), "unverified"),
            content_note: of(|alert| alert.content_note.as_ref()),
            tlp: of(|alert| Some(&alert.tlp)),
            people: RwSignal::new(Vec::new()),
            status,
            exercise: or(of(|alert| alert.exercise_name.as_ref()), if demo { "LANTERN 1" } else { "" }),
        }
    }

    /// What has been typed.
    pub fn draft(self) -> Draft {
        let typed = |signal: RwSignal<String>| signal.get_untracked();
        Draft {
            kind: typed(self.kind),
            headline: typed(self.headline),
            description: typed(self.description),
            country: typed(self.country),
            area: typed(self.area),
            severity: typed(self.severity),
            urgency: typed(self.urgency),
            certainty: typed(self.certainty),
            asks: self.asks.iter().map(|(text, deadline)| (typed(*text), typed(*deadline))).collect(),
            risk_factors: self.risk_factors.get_untracked(),
            instruction: typed(self.instruction),
            decision_on: typed(self.decision_on),
            expires: typed(self.expires),
            verification: typed(self.verification),
            content_note: typed(self.content_note),
            tlp: typed(self.tlp),
            people: self.people.with_untracked(|people| people.iter().map(|(id, _)| id.clone()).collect()),
            status: typed(self.status),
            exercise: typed(self.exercise),
        }
    }
}
