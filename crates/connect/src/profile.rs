//! A judged profile: everything that is particular to one backend, as data.

use serde_json::{Map, Value};

mod live;
mod record;
mod session;

pub use live::Wire;
pub(crate) use live::{MessageRule, Realtime, Step};
pub(crate) use record::{Included, List, Place, Read, Resource, Returns, SortRule, TotalRule, VersionRule, WhereRule, Write};
pub(crate) use session::{Auth, Csrf, Exchange, MeShape, OidcRule, Saved, SecondFactor, Texts};

use crate::complaint::Complaint;
use crate::contract::Contract;
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
    pub(crate) media: Option<String>,
    pub(crate) auth: Option<Auth>,
    pub(crate) roles: Map<String, Value>,
    pub(crate) resources: Named<Resource>,
    pub(crate) errors: Errors,
    pub(crate) realtime: Option<Realtime>,
    pub(crate) cache: Cache,
}

impl Profile {
    /// Judges a profile against what the portal needs: the profile with what is worth mending in it.
    ///
    /// # Errors
    /// Every complaint, when at least one of them is fatal.
    pub fn judge(json: &str, contract: &Contract) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
        judge::judge(json, contract, &|_| None)
    }

    /// The same, for a profile that may extend presets: each is a profile too, handed in as text by its name,
    /// and merged under what extends it by JSON Merge Patch (RFC 7396).
    ///
    /// # Errors
    /// Every complaint, when at least one of them is fatal.
    pub fn judge_with(
        json: &str,
        contract: &Contract,
        presets: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(Profile, Vec<Complaint>), Vec<Complaint>> {
        judge::judge(json, contract, presets)
    }

    /// The name the profile gives its backend; may be empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The base of every relative address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// How long answers about these records may be kept; the resource's own words before the profile's.
    pub fn cache(&self, resource: &str) -> Cache {
        let own = crate::json::find(&self.resources, resource).and_then(|found| found.cache);
        own.unwrap_or(self.cache)
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
        let totals = self.resources.iter().filter_map(|(_, resource)| resource.list.as_ref()?.total.as_ref()?.call.as_ref());
        totals.for_each(|call| note(&call.url));
        if let Some(oidc) = self.auth.iter().find_map(|auth| auth.oidc.as_ref()) {
            note(&oidc.issuer);
            note(oidc.token.as_deref().unwrap_or_default());
        }
        if let Some(live) = &self.realtime {
            note(&live.address(&self.base));
            live.steps.iter().filter_map(|step| step.call.as_ref()).for_each(|call| note(&call.url));
        }
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
    /// Its status is not to be judged.
    pub any: bool,
}

impl Call {
    /// Whether a body goes along with this method.
    pub fn sends_body(&self) -> bool {
        self.method != "GET" && self.method != "HEAD"
    }

    /// Whether any part of it that is sent uses a variable.
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
        if let Some(body) = self.body.as_ref().filter(|_| self.sends_body()) {
            template::variables(body, &mut |name, known| see(name, known, false));
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Errors {
    pub message: Vec<String>,
    pub kinds: Vec<KindRule>,
    pub fields: Vec<FieldsRule>,
}

/// What an answer looks like.
#[derive(Clone, Debug)]
pub(crate) struct Sign {
    pub status: Option<u64>,
    pub at: Option<String>,
    pub equals: Option<Value>,
    pub matches: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct KindRule {
    pub sign: Sign,
    pub on: Option<String>,
    pub kind: String,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct FieldsRule {
    pub each: String,
    pub field: Option<String>,
    pub text: String,
    pub skip: Vec<String>,
    /// What is there is about one field, not a list or map of several.
    pub one: bool,
    /// A sentence, and the pattern that finds the field in it.
    pub sentence: Option<(String, String)>,
}

/// How long answers may be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cache {
    /// Seconds in which an answer need not be asked for again.
    pub stale: Option<u64>,
    /// Seconds after which it must be forgotten.
    pub keep: Option<u64>,
    /// Whether it may be kept on the device.
    pub device: bool,
}
