//! Records of a judged profile.

use serde_json::{Map, Value};

use super::{Cache, Call};
use crate::field::Field;

/// Where a figure or a version is found.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    At(String),
    Header(String),
    Link,
}

/// Where the version of a record is, and how it is sent back.
#[derive(Clone, Debug)]
pub(crate) struct VersionRule {
    pub place: Place,
    pub format: Option<String>,
}

/// Where the total of a list is, and what has to be asked for it.
#[derive(Clone, Debug)]
pub(crate) struct TotalRule {
    pub place: Place,
    pub call: Option<Call>,
}

/// Records that come beside a list and are joined to its own.
#[derive(Clone, Debug)]
pub(crate) struct Included {
    pub at: String,
    pub key: Vec<String>,
    pub join: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub vars: Map<String, Value>,
    /// Names of all variables, those without a value among them.
    pub known: Vec<String>,
    pub id: Field,
    pub version: Option<VersionRule>,
    pub fields: Vec<(String, Field)>,
    pub list: Option<List>,
    pub read: Option<Read>,
    pub create: Option<Write>,
    pub update: Option<Write>,
    pub remove: Option<Call>,
    /// The field that holds the id of the record this one belongs to, when the address needs it.
    pub parent: Option<String>,
    pub cache: Option<Cache>,
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
    pub total: Option<TotalRule>,
    pub next: Option<Place>,
    pub complete: bool,
    pub first: u64,
    pub size: Option<u32>,
    pub max: Option<u32>,
    pub sort: Option<SortRule>,
    pub filter: WhereRule,
    pub search: Vec<String>,
    pub search_op: String,
    pub included: Option<Included>,
}

#[derive(Clone, Debug)]
pub(crate) struct SortRule {
    pub asc: Value,
    pub desc: Value,
    pub join: String,
    pub list: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct WhereRule {
    pub ops: Map<String, Value>,
    pub and: Option<Value>,
    pub or: Option<Value>,
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
    /// The header that tells a repeated request from a new one.
    pub idempotency: Option<String>,
}
