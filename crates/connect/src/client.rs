//! The client: asks through a transport, and keeps the session alive.

mod parent;
mod probing;
mod reading;
mod signing;
mod writing;

use std::rc::Rc;

use crate::core::{Core, Renewed, changes};
use crate::json::{find, plain};
use crate::live::LiveSession;
use crate::plan;
use crate::problem::Problem;
use crate::profile::{Auth, Call, Exchange, Profile, Resource, Wire};
use crate::record::{Capabilities, Me};
use crate::refusal::{self, Question};
use crate::session::{self, Credential};
use crate::template::Scope;
use crate::transport::{AnyTransport, Request, Response, Transport};

/// An answer that is no refusal.
struct Answered {
    response: Response,
    /// Where it came from.
    url: String,
    /// The round of the session that was sent along, if one was.
    round: Option<u64>,
}

/// A backend, seen through its profile. Clones share the session.
#[derive(Clone)]
pub struct Client {
    core: Rc<Core>,
    transport: AnyTransport,
}

impl Client {
    /// A client that asks through this transport; nobody is signed in.
    pub fn new(profile: Profile, transport: impl Transport + 'static) -> Client {
        Client { core: Rc::new(Core::new(profile)), transport: AnyTransport::new(transport) }
    }

    /// The profile it works by.
    pub fn profile(&self) -> &Profile {
        &self.core.profile
    }

    /// What can be done with a resource in this session. Nothing, when the profile does not name it.
    pub fn capabilities(&self, resource: &str) -> Capabilities {
        self.core.capabilities(resource)
    }

    /// Whether the backend keeps this field of a resource, so that it can be shown.
    pub fn has_field(&self, resource: &str, field: &str) -> bool {
        let found = find(&self.core.profile.resources, resource);
        found.and_then(|resource| resource.field(field)).is_some()
    }

    /// Whether this field of a resource can be written.
    pub fn can_write(&self, resource: &str, field: &str) -> bool {
        let found = find(&self.core.profile.resources, resource);
        let field = found.and_then(|resource| resource.field(field));
        field.is_some_and(|field| field.write.is_some())
    }

    /// Whether the backend has sessions at all.
    pub fn needs_sign_in(&self) -> bool {
        self.core.profile.auth.is_some()
    }

    /// Whether somebody is signed in, as far as this client knows.
    pub fn is_signed_in(&self) -> bool {
        self.core.state.borrow().session.is_some()
    }

    /// Who is signed in.
    pub fn me(&self) -> Option<Me> {
        self.core.state.borrow().session.as_ref()?.me.clone()
    }

    /// What it takes to resume this session; keep it encrypted, or not at all.
    pub fn credential(&self) -> Option<Credential> {
        self.core.state.borrow().session.clone()
    }

    /// Names what happens when the session was renewed, such as keeping it where it was kept: what was kept before may
    /// be worth nothing by now. The renewal is over when that is.
    pub fn when_renewed<F: Future<Output = ()> + 'static>(&self, keep: impl Fn(Credential) -> F + 'static) {
        let keep: Renewed = Rc::new(move |credential| Box::pin(keep(credential)));
        self.core.renewed.replace(Some(keep));
    }

    /// A live channel for those of these resources that have one; nothing when none has.
    ///
    /// It speaks Server-Sent Events. Where the backend pushes in another way, it asks every so often.
    pub fn live(&self, resources: &[&str]) -> Option<LiveSession> {
        self.live_over(resources, &[Wire::Sse])
    }

    /// The same for an application that can open these kinds of channel; of the others, it asks every so often.
    pub fn live_over(&self, resources: &[&str], wires: &[Wire]) -> Option<LiveSession> {
        LiveSession::new(Rc::clone(&self.core), resources, wires)
    }

    fn auth(&self) -> Option<&Auth> {
        self.core.profile.auth.as_ref()
    }
}

impl Client {
    /// Sends a request that a live step planned, and looks only at whether it was refused.
    ///
    /// # Errors
    /// The Problem that the answer is.
    pub async fn send(&self, request: Request) -> Result<Response, Problem> {
        let response = self.deliver(request).await?;
        match refusal::problem(self.question("live"), &response) {
            Some(problem) => Err(problem),
            None => Ok(response),
        }
    }

    fn question<'a>(&'a self, on: &'a str) -> Question<'a> {
        Question { profile: &self.core.profile, resource: None, on, any: false }
    }

    /// Finds the token against forged requests, before a call that may change something.
    async fn arm(&self, call: &Call) {
        let Some(csrf) = self.auth().and_then(|auth| auth.csrf.as_ref()).filter(|_| changes(call)) else { return };
        let known = self.core.state.borrow().csrf.is_some();
        let mut token = None;
        if let Some(name) = &csrf.cookie {
            token = self.transport.cookie(name);
        } else if known {
            return;
        } else if let (Some(request), Some(from)) = (&csrf.request, &csrf.from) {
            // Without a token the call itself is refused, and that refusal says why.
            if let Ok(planned) = self.core.plan(request, None, &Scope::new())
                && let Ok(response) = self.deliver(planned.request).await
            {
                let found = session::saved(&vec![(String::from("csrf"), from.clone())], &response).ok();
                token = found.and_then(|found| found.get("csrf").and_then(plain));
            }
        }
        self.core.state.borrow_mut().csrf = token;
    }

    async fn deliver(&self, request: Request) -> Result<Response, Problem> {
        self.transport.send(request).await.map_err(|_| Problem::Offline)
    }

    /// Sends a call and judges its answer; renews the session once; doubts what could be a guest's answer.
    async fn ask(&self, call: &Call, resource: &Resource, operation: &str, own: &Scope, link: Option<&str>) -> Result<Answered, Problem> {
        let mut renewed = false;
        let mut armed = false;
        loop {
            self.arm(call).await;
            let mut planned = self.core.plan(call, Some(resource), own)?;
            if let Some(link) = link {
                planned.request.url = link.into();
            }
            let url = planned.request.url.clone();
            let response = self.deliver(planned.request).await?;
            let asked = Question { profile: &self.core.profile, resource: Some(resource), on: operation, any: call.any };
            let (round, status) = (planned.session, response.status);
            let Some(problem) = refusal::problem(asked, &response) else { return Ok(Answered { response, url, round }) };
            if !armed && refusal::is_called(asked, &response, "csrf") {
                self.core.state.borrow_mut().csrf = None;
                armed = true;
                continue;
            }
            let another = match (&problem, round) {
                (Problem::SignedOut, Some(round)) if !renewed => self.renew(round).await.map(|()| true)?,
                (Problem::SignedOut, Some(round)) => {
                    self.core.end(round);
                    false
                }
                // Some backends refuse nobody and a member who may not in the same words.
                (Problem::NotAllowed, _) if status == 403 => match self.confirm(round).await {
                    Err(Problem::SignedOut) => return Err(Problem::SignedOut),
                    told => told == Ok(true),
                },
                (Problem::NotFound, _) => self.doubt(round).await?,
                (Problem::Refused { fields, .. }, _) if fields.is_empty() => self.doubt(round).await?,
                _ => false,
            };
            if !another || renewed {
                return Err(problem);
            }
            renewed = true;
        }
    }

    /// Renews the session of that round, once for all who ask; without a way to, it has ended.
    async fn renew(&self, round: u64) -> Result<(), Problem> {
        let renewed = || if self.is_signed_in() { Ok(()) } else { Err(Problem::SignedOut) };
        if !self.core.is_current(round) {
            return renewed();
        }
        let Some(Exchange { call, saved }) = self.auth().and_then(|auth| auth.refresh.as_ref()) else {
            self.core.end(round);
            return Err(Problem::SignedOut);
        };
        let work = async {
            // A token that can be used once would end the session when two use it.
            let _alone = self.transport.alone("session").await;
            if self.core.adopt(round, self.transport.kept().await) || !self.core.is_current(round) {
                return renewed();
            }
            self.arm(call).await;
            let planned = self.core.plan(call, None, &Scope::new())?;
            let response = self.deliver(planned.request).await?;
            let vars = match refusal::problem(self.question("refresh"), &response) {
                None => session::body(&response).and_then(|_| session::saved(saved, &response)),
                Some(problem @ (Problem::Unavailable { .. } | Problem::Busy { .. })) => return Err(problem),
                Some(_) => Err(Problem::SignedOut),
            };
            match vars {
                Ok(vars) => {
                    self.core.renew(round, &vars, true).await;
                    Ok(())
                }
                Err(_) => {
                    self.core.end(round);
                    Err(Problem::SignedOut)
                }
            }
        };
        self.core.renewal.run(work).await
    }

    /// Makes sure that the session of that round still is one. Tells whether it is another by now, renewed most likely:
    /// then the same question may have another answer.
    async fn confirm(&self, round: Option<u64>) -> Result<bool, Problem> {
        let Some(round) = round else { return Ok(false) };
        if self.core.is_current(round) {
            let work = async { self.fetch_me().await.map(|_| ()) };
            self.core.confirmation.run(work).await?;
        }
        if self.is_signed_in() { Ok(!self.core.is_current(round)) } else { Err(Problem::SignedOut) }
    }

    /// The same, only where a guest gets an empty answer instead of a refusal.
    async fn doubt(&self, round: Option<u64>) -> Result<bool, Problem> {
        self.confirm(round.filter(|_| self.core.doubts())).await
    }
}

/// The address of the page that a cursor names, if it names one.
fn linked(cursor: Option<&crate::query::Cursor>) -> Option<&str> {
    match cursor.map(|cursor| &cursor.0) {
        Some(crate::query::Place::Link(url, _)) => Some(url),
        _ => None,
    }
}

/// Whether a link stays on the origin of this profile's own address.
fn stays(profile: &Profile, call: &Call, link: &str) -> bool {
    let own = plan::address(profile, &Call { params: serde_json::Map::new(), ..call.clone() }, &Scope::new());
    own.map_or(true, |own| crate::profile::origin(&own) == crate::profile::origin(link))
}
