//! What clients and live sessions share: the profile and the session. No request is sent here.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::flight::Flight;
use crate::json::{find, lay};
use crate::plan;
use crate::problem::Problem;
use crate::profile::{Call, Profile, Resource};
use crate::record::{Capabilities, Live, Me};
use crate::session::{Credential, State};
use crate::template::Scope;
use crate::transport::Request;

/// Shared by clones of a client.
pub(crate) struct Core {
    pub profile: Profile,
    pub state: RefCell<State>,
    pub renewal: Flight,
    pub confirmation: Flight,
    /// What happens when a session was renewed.
    pub renewed: RefCell<Option<Renewed>>,
}

/// Keeps a renewed session.
pub(crate) type Renewed = Rc<dyn Fn(Credential) -> Pin<Box<dyn Future<Output = ()>>>>;

/// A planned request, and the session it was planned with.
pub(crate) struct Planned {
    pub request: Request,
    /// The round of the session, when one was attached.
    pub session: Option<u64>,
}

impl Core {
    pub fn new(profile: Profile) -> Core {
        Core {
            profile,
            state: RefCell::default(),
            renewal: Flight::default(),
            confirmation: Flight::default(),
            renewed: RefCell::default(),
        }
    }

    pub fn resource(&self, name: &str, operation: &str) -> Result<&Resource, Problem> {
        let found = find(&self.profile.resources, name);
        found.ok_or_else(|| Problem::unsupported(format!("{name}.{operation}")))
    }

    /// A request planned with the session as it is now.
    pub fn plan(&self, call: &Call, resource: Option<&Resource>, own: &Scope) -> Result<Planned, Problem> {
        let state = self.state.borrow();
        let session = state.session.as_ref();
        let request = self.plan_with(call, resource, own, session)?;
        let attached = session.is_some() && !call.anonymous;
        Ok(Planned { request, session: attached.then_some(state.round) })
    }

    /// A request planned with a given session, or none.
    pub fn plan_with(
        &self,
        call: &Call,
        resource: Option<&Resource>,
        own: &Scope,
        session: Option<&Credential>,
    ) -> Result<Request, Problem> {
        let mut scope = Scope::new();
        if let Some(session) = session {
            lay(&mut scope, &session.vars);
            if let Some(me) = &session.me {
                scope.insert("me.id".into(), me.id.as_str().into());
                scope.insert("me.name".into(), me.name.as_str().into());
                for (name, value) in &me.fields {
                    scope.insert(format!("me.{name}"), value.clone());
                }
            }
        }
        if let Some(resource) = resource {
            lay(&mut scope, &resource.vars);
        }
        if let Some(expand) = resource.filter(|_| call.uses("expand")).and_then(expansion) {
            scope.insert("expand".into(), expand.into());
        }
        let csrf = self.profile.auth.as_ref().and_then(|auth| auth.csrf.as_ref());
        let token = csrf.and_then(|_| self.state.borrow().csrf.clone());
        if let Some(token) = &token {
            scope.insert("csrf".into(), token.as_str().into());
        }
        lay(&mut scope, own);
        if scope.get("expand").is_some_and(Value::is_null) {
            scope.remove("expand");
        }
        let attach = session.and(self.profile.auth.as_ref()).map(|auth| &auth.attach);
        let mut request = plan::request(&self.profile, call, &scope, attach)?;
        if let (Some(csrf), Some(token), true) = (csrf, token, changes(call)) {
            plan::set_header(&mut request.headers, &csrf.header, &token);
        }
        Ok(request)
    }

    /// Begins a session, or ends it; what was under way for the one before is void.
    pub fn begin(&self, session: Option<Credential>) -> u64 {
        let mut state = self.state.borrow_mut();
        state.session = session;
        state.pending = None;
        // A token against forgery belongs to a session.
        state.csrf = None;
        state.round = state.round.wrapping_add(1);
        state.round
    }

    /// Ends the session, unless another has begun meanwhile.
    pub fn end(&self, round: u64) {
        let current = self.state.borrow().round;
        if current == round {
            self.begin(None);
        }
    }

    /// Whether the session of that round still is the session.
    pub fn is_current(&self, round: u64) -> bool {
        self.state.borrow().round == round
    }

    /// Renews variables of the session of that round, and has them kept; a session that ended stays ended.
    pub async fn renew(&self, round: u64, vars: &Map<String, Value>, next: bool) {
        let keep = self.renewed.borrow().clone();
        if let (Some(renewed), Some(keep)) = (self.renew_here(round, vars, next), keep) {
            keep(renewed).await;
        }
    }

    /// The same, and what is to be kept of it.
    fn renew_here(&self, round: u64, vars: &Map<String, Value>, next: bool) -> Option<Credential> {
        let mut state = self.state.borrow_mut();
        let current = state.round == round;
        let session = state.session.as_mut().filter(|_| current)?;
        let renewed = session.renew(vars).then(|| session.clone());
        if next {
            state.round = round.wrapping_add(1);
        }
        renewed
    }

    /// Goes on with this session in place of that round's, if it is the same one renewed since.
    pub fn adopt(&self, round: u64, kept: Option<Credential>) -> bool {
        let mut state = self.state.borrow_mut();
        let current = state.round == round;
        let kept = kept.filter(|kept| current && state.session.as_ref().is_some_and(|session| kept.is_newer(session)));
        let newer = kept.is_some();
        if newer {
            state.session = kept;
            state.round = round.wrapping_add(1);
        }
        newer
    }

    /// Notes who the session of that round belongs to.
    pub fn belongs(&self, round: u64, me: &Me) {
        let mut state = self.state.borrow_mut();
        let current = state.round == round;
        if let Some(session) = state.session.as_mut().filter(|_| current) {
            session.me = Some(me.clone());
        }
    }

    /// Whether an answer that could be a guest's must be confirmed.
    pub fn doubts(&self) -> bool {
        self.profile.auth.as_ref().is_some_and(|auth| auth.doubt)
    }

    pub fn capabilities(&self, name: &str) -> Capabilities {
        let Some(resource) = find(&self.profile.resources, name) else {
            return Capabilities::default();
        };
        let list = resource.list.as_ref();
        let complete = list.is_some_and(|list| list.complete);
        let live = match &self.profile.realtime {
            Some(live) if !live.resources.iter().any(|known| known == name) => Live::None,
            Some(live) if live.wire.is_some() => Live::Push,
            Some(_) => Live::Poll,
            None => Live::None,
        };
        let offered = self.offered(name);
        Capabilities {
            list: list.is_some() && offered("list"),
            read: resource.read.is_some() && offered("read"),
            create: resource.create.is_some() && offered("create"),
            update: resource.update.is_some() && offered("update"),
            remove: resource.remove.is_some() && offered("remove"),
            total: complete || list.is_some_and(|list| list.total.is_some()),
            search: complete || list.is_some_and(|list| list.call.uses("text") || !list.search.is_empty()),
            sort: complete || list.is_some_and(|list| list.sort.is_some()),
            filter: complete || list.is_some_and(|list| list.call.uses("where")),
            live,
            complete,
            version: resource.version.is_some(),
        }
    }

    /// What the roles of this session are offered; everything, when the profile does not say.
    fn offered(&self, resource: &str) -> impl Fn(&str) -> bool {
        let state = self.state.borrow();
        let me = state.session.as_ref().and_then(|session| session.me.as_ref());
        let roles = me.map_or(vec!["guest"], |me| me.roles.iter().map(String::as_str).collect());
        let rules: Vec<Value> = roles.iter().filter_map(|role| self.profile.roles.get(*role)).cloned().collect();
        let resource = resource.to_string();
        move |operation| {
            let names = |rule: &Value, key: &str| {
                let listed = rule.get(key).and_then(Value::as_array);
                listed.is_some_and(|all| all.iter().any(|one| one == operation || one == "*"))
            };
            rules.is_empty() || rules.iter().any(|rule| names(rule, &resource) || names(rule, "*"))
        }
    }
}

/// Whether a request may change something (RFC 9110 §9.2.1): only those carry a token against forgery.
pub(crate) fn changes(call: &Call) -> bool {
    !matches!(call.method.as_str(), "GET" | "HEAD" | "SEARCH")
}

/// What is to be brought along for the fields of a resource.
fn expansion(resource: &Resource) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for name in resource.fields.iter().filter_map(|(_, field)| field.expand.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(","))
}
