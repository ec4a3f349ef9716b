//! A judged profile: everything that is particular to one backend, as data.

use serde_json::{Map, Value};

use crate::complaint::Complaint;
use crate::contract::Contract;
use crate::field::Field;
use crate::json::Named;
use crate::judge;
use crate::template;

/// A connection profile that was judged whole. There is no other way to get one.
#[derive(Clone, Debug)]
pub struct Profile {
    pub(crate) name: String,
    pub(crate) base: String,
    pub(crate) headers: Map<String, Value>,
    pub(crate) credentials: bool,
    pub(crate) auth: Option<Auth>,
    pub(crate) roles: Map<String, Value>,
    pub(crate) resources: Named<Resource>,
    pub(crate) errors: Errors,
    pub(crate) realtime: Option<Realtime>,
}

impl Profile {
    /// Judges a profile against what the portal needs: the profile with what is worth mending in it.
    ///
    /// # Errors
    /// Every complaint, when at least one of them is fatal.
    pub fn judge(json: &str, contract: &Contract) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
        judge::judge(json, contract)
    }

    /// The name the profile gives its backend; may be empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The base of every relative address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Every origin named in it besides the page's own, for a deployment's `connect-src`.
    pub fn origins(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut note = |url: &str| {
            let origin = origin(url);
            if !origin.is_empty() && !found.iter().any(|known| known == origin) {
                found.push(origin.to_string());
            }
        };
        note(&self.base);
        let auth = self.auth.iter();
        auth.flat_map(Auth::calls).for_each(|call| note(&call.url));
        let resources = self.resources.iter().map(|(_, resource)| resource);
        let calls = resources.flat_map(Resource::calls);
        calls.for_each(|(_, call)| note(&call.url));
        self.realtime.iter().for_each(|live| note(&live.url));
        found
    }
}

/// `https://host:port` of an absolute address; empty for a path.
pub(crate) fn origin(url: &str) -> &str {
    let Some(at) = url.find("://") else { return "" };
    let host = at + 3;
    let rest = url.get(host..).unwrap_or_default();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    url.get(..host + end).unwrap_or_default()
}

/// One request as the profile writes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    pub method: String,
    pub url: String,
    pub params: Map<String, Value>,
    pub headers: Map<String, Value>,
    pub body: Option<Value>,
    pub form: bool,
    pub anonymous: bool,
}

impl Call {
    /// Whether any part of it uses a variable.
    pub fn uses(&self, name: &str) -> bool {
        let mut found = false;
        self.variables(&mut |used, _, _| found |= used == name);
        found
    }

    /// Calls `see(name, escape is known, in the address)` for each variable.
    pub fn variables(&self, see: &mut dyn FnMut(&str, bool, bool)) {
        let url = Value::String(self.url.clone());
        template::variables(&url, &mut |name, known| see(name, known, true));
        for (map, in_address) in [(&self.params, true), (&self.headers, false)] {
            for (key, value) in map {
                let key = Value::String(key.clone());
                template::variables(&key, &mut |name, known| see(name, known, in_address));
                template::variables(value, &mut |name, known| see(name, known, in_address));
            }
        }
        if let Some(body) = &self.body {
            template::variables(body, &mut |name, known| see(name, known, false));
        }
    }
}

/// Session variables and where an answer holds them.
pub(crate) type Saved = Vec<(String, String)>;

#[derive(Clone, Debug)]
pub(crate) struct Auth {
    pub login: Option<Call>,
    pub response: Saved,
    pub attach: Saved,
    pub refresh: Option<(Call, Saved)>,
    pub logout: Option<Call>,
    pub me: MeShape,
    pub doubt: bool,
}

impl Auth {
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        let refresh = self.refresh.as_ref().map(|(call, _)| call);
        let me = self.me.call.as_ref();
        [self.login.as_ref(), refresh, self.logout.as_ref(), me].into_iter().flatten()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct MeShape {
    pub call: Option<Call>,
    pub response: Saved,
    pub user: String,
    pub at_login: Option<String>,
    pub id: Field,
    pub name: Field,
    pub roles: Option<Field>,
    pub fields: Vec<(String, Field)>,
}

/// Where a figure or a version is found.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    At(String),
    Header(String),
    Link,
}

#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub vars: Map<String, Value>,
    /// Names of all variables, those without a value among them.
    pub known: Vec<String>,
    pub id: Field,
    pub version: Option<Place>,
    pub fields: Vec<(String, Field)>,
    pub list: Option<List>,
    pub read: Option<Read>,
    pub create: Option<Write>,
    pub update: Option<Write>,
    pub remove: Option<Call>,
}

impl Resource {
    pub fn field(&self, name: &str) -> Option<&Field> {
        if name == "id" {
            return Some(&self.id);
        }
        crate::json::find(&self.fields, name)
    }

    pub fn calls(&self) -> impl Iterator<Item = (&'static str, &Call)> {
        let list = self.list.as_ref().map(|list| ("list", &list.call));
        let read = match &self.read {
            Some(Read::Call(call, _)) => Some(("read", call)),
            _ => None,
        };
        let create = self.create.as_ref().map(|write| ("create", &write.call));
        let update = self.update.as_ref().map(|write| ("update", &write.call));
        let remove = self.remove.as_ref().map(|call| ("remove", call));
        [list, read, create, update, remove].into_iter().flatten()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct List {
    pub call: Call,
    pub items: String,
    pub row: String,
    pub total: Option<Place>,
    pub next: Option<Place>,
    pub complete: bool,
    pub first: u64,
    pub size: Option<u32>,
    pub max: Option<u32>,
    pub sort: Option<SortRule>,
    pub filter: WhereRule,
    pub search: Vec<String>,
    pub search_op: String,
}

#[derive(Clone, Debug)]
pub(crate) struct SortRule {
    pub asc: Value,
    pub desc: Value,
    pub join: String,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct WhereRule {
    pub ops: Map<String, Value>,
    pub and: Option<Value>,
    pub or: Option<String>,
    pub group: String,
    pub empty: Option<Value>,
}

#[derive(Clone, Debug)]
pub(crate) enum Read {
    Call(Call, String),
    FromList,
}

/// What a write answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Returns {
    Record,
    Id,
    Nothing,
}

#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub call: Call,
    pub item: String,
    pub returns: Returns,
    pub full: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Errors {
    pub message: Vec<String>,
    pub kinds: Vec<KindRule>,
    pub fields: Vec<FieldsRule>,
}

#[derive(Clone, Debug)]
pub(crate) struct KindRule {
    pub status: Option<u64>,
    pub at: String,
    pub equals: Option<Value>,
    pub on: Option<String>,
    pub kind: String,
}

#[derive(Clone, Debug)]
pub(crate) struct FieldsRule {
    pub each: String,
    pub field: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Realtime {
    pub push: bool,
    pub resources: Vec<String>,
    pub poll: u32,
    pub url: String,
    pub topic: Value,
    pub steps: Vec<Step>,
    pub message: MessageRule,
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub on: String,
    pub save: Saved,
    pub call: Option<Call>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct MessageRule {
    pub topic: Option<String>,
    pub action: Option<String>,
    pub actions: Map<String, Value>,
    pub record: Option<String>,
    pub id: Option<String>,
}
