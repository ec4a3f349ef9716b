//! The examination as a whole, and what each part of it needs.

use connect::{AnyTransport, Client, Contract, Credential, Problem, Profile, Unreachable};
use serde_json::{Value, json};

use crate::codes::{self, Kind};
use crate::report::{Finding, NOT_NAMED, Report, Skipped};
use crate::sheet::Sheet;
use crate::witness::Witness;
use crate::{Case, Examined, Who};

/// An examination under way.
pub(crate) struct Doctor {
    pub sheet: Sheet,
    pub contract: Contract,
    /// The contract as JSON, for what is required.
    pub wanted: Value,
    pub witness: Witness,
    pub session: Option<Credential>,
    pub report: Report,
    /// Whether headers may be hidden from the portal.
    pub hides: bool,
    /// Whether nothing answers any more.
    pub down: bool,
    /// Ids of the records that were made and are to be removed.
    pub made: Vec<String>,
    /// The resource that is examined, for findings at a place that several share.
    pub subject: String,
}

impl Doctor {
    pub fn new(case: &Case<'_>, contract: Contract, transport: AnyTransport) -> Doctor {
        let empty = || Sheet::new("{}", &|_| None);
        let sheet = Sheet::new(case.profile, case.presets).or_else(empty).unwrap_or_default();
        let attach = sheet.at("/auth/attach").cloned().unwrap_or_default();
        let list = if attach.is_array() { attach } else { json!([attach]) };
        let names = list.as_array().into_iter().flatten().filter_map(|one| one.get("header").and_then(Value::as_str));
        let names = names.chain([sheet.text("/auth/csrf/header")]).filter(|name| !name.is_empty()).map(String::from).collect();
        let foreign = sheet.text("/base").contains("://");
        let witness = Witness::new(transport, case.at.clone(), case.origin.clone(), names);
        if let Who::Typed(typed) = &case.who {
            typed.iter().for_each(|(_, text)| witness.keep_secret(text));
        }
        Doctor {
            sheet,
            contract,
            wanted: serde_json::from_str(case.contract).unwrap_or_default(),
            witness,
            session: None,
            report: Report::default(),
            hides: foreign && (case.browser || case.origin.is_some()),
            down: false,
            made: Vec::new(),
            subject: String::new(),
        }
    }

    pub async fn work(&mut self, case: &Case<'_>) {
        self.plain_http(case);
        let guests = self.guests(case).await;
        if self.down {
            return;
        }
        if self.sheet.at("/auth").is_some() {
            self.begin_session(case).await;
        }
        let asked = |name: &String| case.resources.is_empty() || case.resources.contains(name);
        for name in self.sheet.resources().into_iter().filter(asked) {
            if self.down {
                self.skip(&name, "nothing answers any more");
                continue;
            }
            self.subject = name.clone();
            self.resource(&name, &guests, case).await;
        }
        self.subject.clear();
        for name in &case.resources {
            if !self.sheet.resources().contains(name) {
                self.skip(name, NOT_NAMED);
            }
        }
        if matches!(case.who, Who::Typed(_)) && !self.down {
            self.end_session(case).await;
        }
        self.one_for_all(codes::NOT_JSON.code, "/base");
    }

    pub fn finish(mut self, case: &Case<'_>) -> Examined {
        self.report.exchanges = self.witness.exchanges();
        let witness = self.witness.clone();
        self.report.scrub(&|text| witness.clean(text));
        let session = self.session.take().filter(|_| matches!(case.who, Who::Session(_)));
        Examined { report: self.report, session }
    }

    fn plain_http(&mut self, case: &Case<'_>) {
        let base = self.sheet.text("/base").to_string();
        let whole = if base.contains("://") { base.clone() } else { case.at.clone().unwrap_or_default() };
        let Some(rest) = whole.strip_prefix("http://") else { return };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
        let name = name.unwrap_or_default();
        if name == "localhost" || name.ends_with(".localhost") || name == "[::1]" || name.starts_with("127.") {
            return;
        }
        let patch = base.strip_prefix("http://").map(|rest| json!({ "base": format!("https://{rest}") }));
        self.find(&codes::PLAIN_HTTP, "/base".into(), "an address that begins with http://", patch);
    }

    /// Where each resource has the same finding, one finding tells it.
    fn one_for_all(&mut self, code: &str, pointer: &str) {
        let lists = self.sheet.resources().iter().filter(|name| self.sheet.part(name, "list").is_some()).count();
        let found = self.report.findings.iter().filter(|finding| finding.code == code).count();
        if found > 1 && found >= lists {
            let mut first = true;
            self.report.findings.retain_mut(|finding| {
                let keep = finding.code != code || std::mem::take(&mut first);
                if keep && finding.code == code {
                    finding.pointer = pointer.into();
                }
                keep
            });
        }
    }

    /// Notes a finding; the same one is noted once.
    pub fn find(&mut self, kind: &'static Kind, pointer: String, observed: impl Into<String>, patch: Option<Value>) {
        if self.witness.last().is_some_and(|(_, response)| response.status == 429) {
            let what = if self.subject.is_empty() { String::from("session") } else { self.subject.clone() };
            return self.skip(&format!("{what}: {}", kind.code), "the backend asks to wait");
        }
        let shared = pointer.starts_with("/defaults") && !self.subject.is_empty();
        let observed = if shared { format!("{}: {}", self.subject, observed.into()) } else { observed.into() };
        let finding = Finding::new(kind, pointer, observed, patch);
        if !self.report.findings.contains(&finding) {
            self.report.findings.push(finding);
        }
    }

    /// Notes what could not be examined.
    pub fn skip(&mut self, what: &str, why: &str) {
        let skipped = Skipped { what: what.into(), why: why.into() };
        if !self.report.skipped.contains(&skipped) {
            self.report.skipped.push(skipped);
        }
    }

    /// Whether nothing answered; that is a finding of its own.
    pub fn offline(&mut self, problem: &Problem) -> bool {
        if *problem != Problem::Offline {
            return false;
        }
        self.down = true;
        match self.witness.failed() {
            Some(Unreachable::Blocked) => {
                self.find(&codes::BLOCKED, "/base".into(), "the answer may not be read, or the request may not be sent", None)
            }
            Some(Unreachable::Timeout) => self.find(&codes::UNREACHABLE, "/base".into(), "no answer in time", None),
            _ => self.find(&codes::UNREACHABLE, "/base".into(), "no answer", None),
        }
        true
    }

    /// A client without a session, of the working profile.
    pub fn client(&self) -> Option<Client> {
        self.client_of(&self.sheet.working)
    }

    fn client_of(&self, profile: &Value) -> Option<Client> {
        let (profile, _) = Profile::judge(&profile.to_string(), &self.contract).ok()?;
        Some(Client::new(profile, self.witness.clone()))
    }

    /// A client without a session, of the working profile with a patch.
    pub fn patched(&self, patch: &Value) -> Option<Client> {
        let mut profile = self.sheet.working.clone();
        crate::sheet::merge(&mut profile, patch);
        self.client_of(&profile)
    }

    /// Gives a client the session, where there is one.
    pub async fn signed_in(&mut self, client: Option<Client>) -> Option<Client> {
        let client = client?;
        if let Some(session) = self.session.clone() {
            match client.resume(session).await {
                Err(problem @ (Problem::Offline | Problem::SignedOut)) => {
                    if !self.offline(&problem) {
                        let status = self.witness.last().map_or(0, |(_, response)| response.status);
                        let seen = format!("status {status} to who is signed in, after signing in");
                        self.find(&codes::SESSION_NOT_CARRIED, "/auth/attach".into(), seen, None);
                    }
                    return None;
                }
                _ => self.keep(&client),
            }
        }
        Some(client)
    }

    /// A client with the session, of the working profile.
    pub async fn member(&mut self) -> Option<Client> {
        self.signed_in(self.client()).await
    }

    /// Keeps the session as a client has it now.
    pub fn keep(&mut self, client: &Client) {
        if let Some(session) = client.credential() {
            self.witness.keep_session_secret(&session);
            self.session = Some(session);
        }
    }
}
