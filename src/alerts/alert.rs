//! An alert message in the words of CAP 1.2: what it says, and the rules of what stands, what is over and what comes first.

use std::{cmp::Reverse, collections::HashSet};

use crate::record;
use chrono::{DateTime, TimeDelta, Utc};

record! {
    /// One alert message. Issued messages never change; an Update or Cancel takes their place.
    pub struct Alert {
        /// The backend's id.
        pub id = "id": String,
        /// The reference that people use, such as `AL-2026-0042`.
        pub reference = "ref": Option<String>,
        /// The name by which other messages refer to this one.
        pub identifier = "identifier": Option<String>,
        /// What all messages about one situation have in common.
        pub thread = "thread": Option<String>,
        /// `Actual`, `Exercise`, `System`, `Test` or `Draft`.
        pub status = "status": Option<String>,
        /// `Alert`, `Update`, `Cancel`, `Ack` or `Error`.
        pub msg_type = "msgType": Option<String>,
        /// `warning`, `opportunity`, `update` or `all_clear`.
        pub kind = "kind": Option<String>,
        /// The TLP 2.0 label, such as `TLP:AMBER`.
        pub tlp = "tlp": String,
        /// How soon to act.
        pub urgency = "urgency": Option<String>,
        /// The harm if it happens.
        pub severity = "severity": Option<String>,
        /// How sure the author is.
        pub certainty = "certainty": Option<String>,
        /// CAP categories.
        pub category = "category": Vec<String>,
        /// CAP response types.
        pub response_type = "responseType": Vec<String>,
        /// A short phrase for what may happen.
        pub event = "event": Option<String>,
        /// The headline.
        pub headline = "headline": String,
        /// What is happening.
        pub description = "description": Option<String>,
        /// What to do.
        pub instruction = "instruction": Option<String>,
        /// When it was sent.
        pub sent = "sent": Option<DateTime<Utc>>,
        /// When it begins.
        pub onset = "onset": Option<DateTime<Utc>>,
        /// Until when it stands.
        pub expires = "expires": Option<DateTime<Utc>>,
        /// The identifiers of the messages that it replaces or answers.
        pub references = "references": Vec<String>,
        /// The country (ISO 3166-1 alpha-2).
        pub country = "country": Option<String>,
        /// Where, in words.
        pub area_desc = "areaDesc": Option<String>,
        /// UN Framework of Analysis, `RF01` to `RF14`.
        pub risk_factors = "riskFactors": Vec<String>,
        /// `GEN`, `CAH`, `WC`, `EC`.
        pub crimes = "crimes": Vec<String>,
        /// How far it has been checked, apart from how sure the author is.
        pub verification = "verification": Option<String>,
        /// Admiralty grade of the source, `A` to `F`.
        pub source_grade = "sourceGrade": Option<String>,
        /// Admiralty grade of the information, `1` to `6`.
        pub info_grade = "infoGrade": Option<String>,
        /// The day on which something is decided.
        pub decision_on = "decisionOn": Option<String>,
        /// What members are asked to do.
        pub asks = "asks": Vec<Ask>,
        /// What a reader may want to know before reading.
        pub content_note = "contentNote": Option<String>,
        /// The exercise it belongs to.
        pub exercise_name = "exerciseName": Option<String>,
        /// Who wrote it.
        pub author_name = "authorName": Option<String>,
        /// The organisation it was issued for.
        pub organisation = "organisation": Option<String>,
        /// The name of that organisation.
        pub organisation_name = "organisationName": Option<String>,
        /// The language it is written in (BCP 47).
        pub lang = "lang": Option<String>,
        /// The same in further languages.
        pub info = "info": Vec<Info>,
        /// Whether it still stands; where the backend does not say, `settle` works it out.
        pub current = "current": Option<bool>,
        /// The id of the message that took its place.
        pub superseded_by = "supersededBy": Option<String>,
    }
}

record! {
    /// Something that members are asked to do.
    pub struct Ask {
        /// Its id within the alert.
        pub id = "id": String,
        /// What is asked.
        pub text = "text": String,
        /// By when it helps.
        pub deadline = "deadline": Option<DateTime<Utc>>,
        /// How long it takes.
        pub effort_minutes = "effortMinutes": Option<f64>,
    }
}

record! {
    /// The alert in a further language.
    pub struct Info {
        /// The language (BCP 47).
        pub lang = "lang": String,
        /// The headline.
        pub headline = "headline": Option<String>,
        /// What is happening.
        pub description = "description": Option<String>,
        /// What to do.
        pub instruction = "instruction": Option<String>,
    }
}

impl Ask {
    /// Whether an answer still helps.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.deadline.is_none_or(|deadline| deadline > now)
    }
}

impl Info {
    /// The base direction of its language (right to left for Arabic, Hebrew, Persian, Urdu and their neighbours).
    #[must_use]
    pub fn direction(&self) -> &'static str {
        let language = self.lang.split('-').next().unwrap_or_default();
        if ["ar", "he", "fa", "ur", "ps", "ckb", "sd", "ug", "yi", "dv"].contains(&language) { "rtl" } else { "ltr" }
    }
}

impl Alert {
    /// Whether the message is of a type, such as `Cancel`. A message without a type is a first message.
    #[must_use]
    pub fn is(&self, msg_type: &str) -> bool {
        self.msg_type.as_deref().unwrap_or("Alert") == msg_type
    }

    /// Whether the message has a status, such as `Exercise`. A message without a status is meant.
    #[must_use]
    pub fn has_status(&self, status: &str) -> bool {
        self.status.as_deref().unwrap_or("Actual") == status
    }

    /// Whether no other message has taken its place. A withdrawal is the last word on its situation.
    #[must_use]
    pub fn is_current(&self) -> bool {
        if self.is("Cancel") {
            return self.superseded_by.as_deref().unwrap_or_default().is_empty();
        }
        self.current.unwrap_or_else(|| self.is("Alert") || self.is("Update"))
    }

    /// Whether its time is over. A message without an end does not expire.
    #[must_use]
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// Whether it still stands: current, not expired and issued. A withdrawal is news for two weeks.
    #[must_use]
    pub fn is_active(&self, now: DateTime<Utc>) -> bool {
        let old_news = self.is("Cancel") && self.sent.is_none_or(|sent| now - sent > TimeDelta::days(14));
        self.is_current() && !self.is_expired(now) && !self.has_status("Draft") && !old_news
    }

    /// Whether it stands and is not among what has been opened.
    #[must_use]
    pub fn is_unread(&self, opened: &HashSet<String>, now: DateTime<Utc>) -> bool {
        self.is_active(now) && !opened.contains(&self.id)
    }

    /// Whether this message takes the place of those it refers to.
    #[must_use]
    pub fn supersedes(&self) -> bool {
        (self.is("Update") || self.is("Cancel")) && !self.has_status("Draft")
    }

    /// The label without its prefix, fit for an address: `AMBER-STRICT`.
    #[must_use]
    pub fn tlp_code(&self) -> String {
        tlp_code(&self.tlp)
    }

    /// The asks to which an answer still helps.
    pub fn open_asks(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Ask> {
        let active = self.is_active(now);
        self.asks.iter().filter(move |ask| active && ask.is_open(now))
    }

    /// The deadline that comes next; when all have passed, the last of them.
    #[must_use]
    pub fn next_deadline(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let deadlines = || self.asks.iter().filter_map(|ask| ask.deadline);
        deadlines().filter(|deadline| *deadline > now).min().or_else(|| deadlines().max())
    }

    /// The first sentence or two of the description; nothing behind a content note.
    #[must_use]
    pub fn summary(&self) -> Option<String> {
        if self.content_note.is_some() {
            return None;
        }
        self.description.as_deref().map(opening).filter(|text| !text.is_empty())
    }

    /// Smaller comes first in the feed: the newest.
    #[must_use]
    pub fn newest_first(&self) -> (Reverse<Option<DateTime<Utc>>>, &str) {
        (Reverse(self.sent), &self.id)
    }

    /// Smaller comes first when the most urgent is wanted: time to act, then harm, then the newest. What is not known is not
    /// thought harmless: unknown harm stands between severe and moderate, unknown urgency between expected and future.
    #[must_use]
    pub fn urgent_first(&self) -> (u8, u8, Reverse<Option<DateTime<Utc>>>) {
        let urgency = match self.urgency.as_deref() {
            Some("Immediate") => 0,
            Some("Expected") => 1,
            Some("Future") => 3,
            Some("Past") => 4,
            _ => 2,
        };
        let severity = match self.severity.as_deref() {
            Some("Extreme") => 0,
            Some("Severe") => 1,
            Some("Moderate") => 3,
            Some("Minor") => 4,
            _ => 2,
        };
        (urgency, severity, Reverse(self.sent))
    }
}

/// A TLP label without its prefix, fit for an address.
#[must_use]
pub fn tlp_code(label: &str) -> String {
    label.trim_start_matches("TLP:").replace('+', "-")
}

/// The first two sentences, or as much as makes a line or two.
fn opening(text: &str) -> String {
    const ENOUGH: usize = 90;
    const TOO_MUCH: usize = 240;
    let text = text.split("\n\n").next().unwrap_or_default();
    let (mut count, mut taken, mut last) = (0, String::new(), ' ');
    for letter in text.trim().chars() {
        let ends = letter.is_whitespace() && matches!(last, '.' | '!' | '?' | '؟' | '。');
        if ends && count >= ENOUGH {
            return taken;
        }
        if count >= TOO_MUCH && letter.is_whitespace() || count >= TOO_MUCH + 40 {
            taken.push('…');
            return taken;
        }
        taken.push(if letter.is_whitespace() { ' ' } else { letter });
        last = letter;
        count += 1;
    }
    taken
}

#[cfg(test)]
#[path = "alert_tests.rs"]
mod tests;
