//! An alert being written: what is still missing, and the message it becomes.

use serde_json::{Map, Value, json};

use super::Alert;
use crate::{
    backend::fields,
    ui::when::{instant_of, local},
    words::alerts as words,
};

/// The country's code that stands for "elsewhere, or several".
pub const ELSEWHERE: &str = "-";

/// How many asks a form offers, with the names of their fields.
pub const ASKS: [(&str, &str); 3] = [("ask1", "deadline1"), ("ask2", "deadline2"), ("ask3", "deadline3")];

/// What has been typed, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The kind's code.
    pub kind: String,
    /// The headline.
    pub headline: String,
    /// What is happening.
    pub description: String,
    /// The country's code, or [`ELSEWHERE`].
    pub country: String,
    /// Where, in words.
    pub area: String,
    /// The severity's code.
    pub severity: String,
    /// The urgency's code.
    pub urgency: String,
    /// The certainty's code.
    pub certainty: String,
    /// Asks with the wall time of their deadline.
    pub asks: Vec<(String, String)>,
    /// Codes of risk factors.
    pub risk_factors: Vec<String>,
    /// Advice to members.
    pub instruction: String,
    /// The day of a decision.
    pub decision_on: String,
    /// The wall time until which it stands.
    pub expires: String,
    /// The verification's code.
    pub verification: String,
    /// What a reader may want to know first.
    pub content_note: String,
    /// The label.
    pub tlp: String,
    /// The ids of the people that a TLP:RED message names.
    pub people: Vec<String>,
    /// The status.
    pub status: String,
    /// The name of the exercise.
    pub exercise: String,
}

impl Draft {
    /// Field names with what is wrong, in the order of the form. An update inherits the people that its forerunner named.
    #[must_use]
    pub fn wrong(&self, zone: &str, updates: bool) -> Vec<(String, String)> {
        let mut wrong = Vec::new();
        let mut need = |field: &str, there: bool, text: &str| {
            if !there {
                wrong.push((field.to_owned(), text.to_owned()));
            }
        };
        let coded = !matches!(self.kind.as_str(), "opportunity" | "all_clear");
        need("kind", !self.kind.is_empty(), words::kind_missing());
        need("headline", !self.headline.trim().is_empty(), words::headline_missing());
        need("description", !self.description.trim().is_empty(), words::description_missing());
        need("country", !self.country.is_empty(), words::country_missing());
        need("severity", !coded || !self.severity.is_empty(), words::severity_missing());
        need("urgency", !coded || !self.urgency.is_empty(), words::urgency_missing());
        need("certainty", !coded || !self.certainty.is_empty(), words::certainty_missing());
        for ((text_field, deadline_field), (text, deadline)) in ASKS.iter().zip(&self.asks) {
            need(text_field, deadline.is_empty() || !text.trim().is_empty(), words::ask_text_missing());
            need(deadline_field, deadline.is_empty() || wall(deadline, zone).is_some(), words::deadline_wrong());
        }
        need("expires", self.expires.is_empty() || wall(&self.expires, zone).is_some(), words::deadline_wrong());
        need("tlp", !self.tlp.is_empty(), words::tlp_missing());
        need("addresses", self.tlp != "TLP:RED" || updates || !self.people.is_empty(), words::people_missing());
        need("exerciseName", self.status != "Exercise" || !self.exercise.trim().is_empty(), words::exercise_missing());
        wrong
    }

    /// The message as the backend is to create it. The backend says who sent it, when, and under which number.
    #[must_use]
    pub fn message(&self, zone: &str, updates: Option<&Alert>) -> Map<String, Value> {
        let or_unknown = |code: &str| if code.is_empty() { "Unknown".to_owned() } else { code.to_owned() };
        let scope = match self.tlp.as_str() {
            "TLP:RED" => "Private",
            "TLP:CLEAR" => "Public",
            _ => "Restricted",
        };
        let asks: Vec<Value> = self
            .asks
            .iter()
            .filter(|(text, _)| !text.trim().is_empty())
            .enumerate()
            .map(|(at, (text, deadline))| {
                let mut ask = fields([("id", format!("ask-{}", at + 1).into()), ("text", text.trim().into())]);
                if let Some(deadline) = wall(deadline, zone) {
                    ask.insert("deadline".into(), deadline.into());
                }
                ask.into()
            })
            .collect();
        let mut message = fields([
            ("msgType", if updates.is_some() { "Update" } else { "Alert" }.into()),
            ("scope", scope.into()),
            ("kind", self.kind.clone().into()),
            ("tlp", self.tlp.clone().into()),
            ("status", self.status.clone().into()),
            ("headline", self.headline.trim().into()),
            ("description", self.description.trim().into()),
            ("severity", or_unknown(&self.severity).into()),
            ("urgency", or_unknown(&self.urgency).into()),
            ("certainty", or_unknown(&self.certainty).into()),
            ("category", json!(["Security"])),
            ("areaDesc", self.area.trim().into()),
            ("country", self.country.replace(ELSEWHERE, "").into()),
            ("asks", asks.into()),
            ("riskFactors", self.risk_factors.clone().into()),
            ("instruction", self.instruction.trim().into()),
            ("decisionOn", self.decision_on.clone().into()),
            ("expires", wall(&self.expires, zone).unwrap_or_default().into()),
            ("verification", self.verification.clone().into()),
            ("contentNote", self.content_note.trim().into()),
        ]);
        if let Some(identifier) = updates.and_then(|alert| alert.identifier.clone()) {
            message.insert("references".into(), json!([identifier]));
        }
        if self.status == "Exercise" {
            message.insert("exerciseName".into(), self.exercise.trim().into());
        }
        if self.tlp == "TLP:RED" {
            message.insert("addresses".into(), self.people.clone().into());
        }
        message.retain(|_, value| value != "" && value != &json!([]));
        message
    }
}

/// The instant of a wall time, as RFC 3339; nothing where the clocks skip it or it is not a time.
fn wall(text: &str, zone: &str) -> Option<String> {
    instant_of(local(text)?, zone).map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            kind: "warning".into(),
            headline: " Curfew ".into(),
            description: "Since Monday.".into(),
            country: "QM".into(),
            severity: "Severe".into(),
            urgency: "Immediate".into(),
            certainty: "Likely".into(),
            asks: vec![("Write".into(), "2026-11-27T17:00".into()), (String::new(), String::new())],
            tlp: "TLP:AMBER".into(),
            status: "Exercise".into(),
            exercise: "LANTERN 1".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn nothing_is_chosen_for_the_author() {
        let wrong = Draft { status: "Actual".into(), ..Draft::default() }.wrong("UTC", false);
        let fields: Vec<_> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["kind", "headline", "description", "country", "severity", "urgency", "certainty", "tlp"]);
        assert!(draft().wrong("UTC", false).is_empty());
    }

    #[test]
    fn an_ask_needs_words_and_a_time_that_exists() {
        let wrong = Draft { asks: vec![(String::new(), "2026-11-27T17:00".into()), ("Call".into(), "soon".into())], ..draft() };
        assert_eq!(wrong.wrong("UTC", false).iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["ask1", "deadline2"]);
    }

    #[test]
    fn red_names_its_people() {
        let red = Draft { tlp: "TLP:RED".into(), ..draft() };
        assert_eq!(red.wrong("UTC", false).first().map(|(field, _)| field.as_str()), Some("addresses"));
        assert!(red.wrong("UTC", true).is_empty());
        let named = Draft { people: vec!["p1".into()], ..red };
        assert!(named.wrong("UTC", false).is_empty());
        assert_eq!(named.message("UTC", None)["addresses"], json!(["p1"]));
        assert_eq!(named.message("UTC", None)["scope"], "Private");
    }

    #[test]
    fn the_message_leaves_out_what_was_not_said() {
        let message = draft().message("UTC", None);
        assert_eq!(message["headline"], "Curfew");
        assert_eq!(message["asks"], json!([{"id": "ask-1", "text": "Write", "deadline": "2026-11-27T17:00:00Z"}]));
        assert_eq!(message["msgType"], "Alert");
        for absent in ["contentNote", "areaDesc", "references", "sent", "author", "addresses", "expires"] {
            assert!(!message.contains_key(absent), "{absent}");
        }
        let elsewhere = Draft { country: ELSEWHERE.into(), ..draft() };
        assert!(!elsewhere.message("UTC", None).contains_key("country"));
    }

    #[test]
    fn an_update_refers_to_what_it_replaces() {
        let alert = Alert { identifier: Some("cw-1".into()), ..Alert::default() };
        let message = draft().message("UTC", Some(&alert));
        assert_eq!((&message["msgType"], &message["references"]), (&json!("Update"), &json!(["cw-1"])));
    }
}
