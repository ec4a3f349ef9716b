//! What an examination tells.

use serde_json::{Value, json};

use crate::codes::Kind;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The portal will show something wrong, or nothing, until it is mended.
    Mend,
    /// Worth knowing; the portal works.
    Remark,
}

/// What to do about a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// A JSON Merge Patch (RFC 7396) for the profile.
    Patch(Value),
    /// A sentence: what to look at in the profile, or to set on the server.
    Advice(String),
}

/// One thing that is not as the profile says.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable word for it: one of `KINDS`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) into the profile: where it is said, or where it should be.
    pub pointer: String,
    /// What should be so.
    pub expected: String,
    /// What was seen. It holds no secrets, and of values their form only.
    pub observed: String,
    /// What to do.
    pub remedy: Remedy,
}

impl Finding {
    pub(crate) fn new(kind: &'static Kind, pointer: String, observed: impl Into<String>, patch: Option<Value>) -> Finding {
        let remedy = patch.map_or_else(|| Remedy::Advice(kind.remedy.into()), Remedy::Patch);
        let (expected, observed) = (kind.expected.into(), observed.into());
        Finding { code: kind.code, severity: kind.severity, pointer, expected, observed, remedy }
    }

    /// As JSON: `code`, `severity` (mend or remark), `pointer`, `expected`, `observed`, and `patch` or `advice`.
    pub fn to_json(&self) -> Value {
        let severity = if self.severity == Severity::Mend { "mend" } else { "remark" };
        let mut whole = json!({ "code": self.code, "severity": severity, "pointer": self.pointer, "expected": self.expected, "observed": self.observed });
        if let Value::Object(members) = &mut whole {
            match &self.remedy {
                Remedy::Patch(patch) => members.insert("patch".into(), patch.clone()),
                Remedy::Advice(text) => members.insert("advice".into(), text.as_str().into()),
            };
        }
        whole
    }
}

/// Why a resource was not examined that was asked for by a name the profile does not have.
pub const NOT_NAMED: &str = "the profile does not name it";

/// Something that could not be examined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What: for instance `alerts: paging`.
    pub what: String,
    /// Why.
    pub why: String,
}

/// One request and its answer, with everything secret taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The method.
    pub method: String,
    /// The address.
    pub url: String,
    /// The status; nothing when no answer came.
    pub status: Option<u16>,
}

/// What an examination found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// All of them, in the order they were met.
    pub findings: Vec<Finding>,
    /// What was not examined, and why.
    pub skipped: Vec<Skipped>,
    /// What was sent.
    pub exchanges: Vec<Exchange>,
    /// Records that the examination made and could not remove: `resource/id`.
    pub left_behind: Vec<String>,
}

impl Report {
    /// Whether nothing was found; remarks do not count.
    pub fn is_healthy(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity == Severity::Remark)
    }

    /// As JSON: `healthy`, `findings`, `skipped`, `exchanges`, `leftBehind`.
    pub fn to_json(&self) -> Value {
        let findings: Vec<Value> = self.findings.iter().map(Finding::to_json).collect();
        let skipped: Vec<Value> = self.skipped.iter().map(|one| json!({ "what": one.what, "why": one.why })).collect();
        let exchange = |one: &Exchange| json!({ "method": one.method, "url": one.url, "status": one.status });
        let exchanges: Vec<Value> = self.exchanges.iter().map(exchange).collect();
        json!({ "healthy": self.is_healthy(), "findings": findings, "skipped": skipped, "exchanges": exchanges, "leftBehind": self.left_behind })
    }

    /// Takes texts out of everything that can hold one.
    pub(crate) fn scrub(&mut self, clean: &dyn Fn(&str) -> String) {
        let mend = |text: &mut String| *text = clean(text);
        for finding in &mut self.findings {
            mend(&mut finding.pointer);
            mend(&mut finding.expected);
            mend(&mut finding.observed);
            match &mut finding.remedy {
                Remedy::Advice(text) => mend(text),
                Remedy::Patch(patch) => scrub_value(patch, clean),
            }
        }
        for one in &mut self.skipped {
            mend(&mut one.what);
            mend(&mut one.why);
        }
        self.exchanges.iter_mut().for_each(|one| mend(&mut one.url));
        self.left_behind.iter_mut().for_each(mend);
    }
}

fn scrub_value(value: &mut Value, clean: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(items) => items.iter_mut().for_each(|item| scrub_value(item, clean)),
        Value::Object(members) => {
            for (key, mut value) in std::mem::take(members) {
                scrub_value(&mut value, clean);
                members.insert(clean(&key), value);
            }
        }
        Value::Number(number) => {
            let text = number.to_string();
            if clean(&text) != text {
                *value = Value::Null;
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}
