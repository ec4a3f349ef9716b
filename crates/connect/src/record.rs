//! What comes back: records in the portal's own shape, pages of them, and who is signed in.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::problem::Problem;
use crate::query::{Cursor, Unapplied};

/// Which state of a record was read; sent back so that a stale write is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(pub(crate) Value);

impl Version {
    /// As a value that a record can be kept with.
    pub fn to_value(&self) -> Value {
        self.0.clone()
    }

    /// From a value that `to_value` gave; null is no version.
    pub fn from_value(value: Value) -> Option<Version> {
        (!value.is_null()).then_some(Version(value))
    }
}

/// One record: opaque id, and the fields under the portal's names.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Opaque; whatever the backend's key is called, and whether it is text or a number.
    pub id: String,
    /// Where the backend keeps versions.
    pub version: Option<Version>,
    /// Portal field name → value; absent fields are not in it.
    pub fields: Map<String, Value>,
}

impl Record {
    /// The record as a type of the portal's, with the id as `id`.
    ///
    /// # Errors
    /// `Problem::Unreadable` when a field that the type needs is absent.
    pub fn to<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let mut fields = self.fields.clone();
        fields.insert("id".into(), Value::String(self.id.clone()));
        T::deserialize(Value::Object(fields)).map_err(|error| Problem::unreadable(format!("{}: {error}", self.id)))
    }

    /// A text field, or nothing.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Value::as_str)
    }
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// In the backend's order.
    pub records: Vec<Record>,
    /// How many there are in all, where the backend tells.
    pub total: Option<u64>,
    /// Where the next page begins; nothing when this is the last.
    pub next: Option<Cursor>,
    /// Parts of the query this backend cannot express: they were **not** sent, and do not hold here.
    pub unapplied: Vec<Unapplied>,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Me {
    /// The account's id.
    pub id: String,
    /// The account's name.
    pub name: String,
    /// Roles under the portal's names.
    pub roles: Vec<String>,
    /// Further fields of the contract's `me`, such as `person` and `organisation`.
    pub fields: Map<String, Value>,
}

impl Me {
    /// A text among the further fields.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Value::as_str)
    }
}

/// How changes of a resource arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Live {
    /// They do not.
    #[default]
    None,
    /// By asking again every so often.
    Poll,
    /// The backend pushes them.
    Push,
}

/// What this backend can do with a resource, for this session. The interface offers nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Records can be listed.
    pub list: bool,
    /// One record can be read by its id.
    pub read: bool,
    /// A record can be made.
    pub create: bool,
    /// A record can be changed.
    pub update: bool,
    /// A record can be removed.
    pub remove: bool,
    /// A list tells how many there are in all.
    pub total: bool,
    /// A list can be searched by words.
    pub search: bool,
    /// A list can be sorted (by fields that have a query name).
    pub sort: bool,
    /// A list can be filtered (by fields that have a query name).
    pub filter: bool,
    /// How changes arrive.
    pub live: Live,
    /// Everything comes in one answer; the engine pages, sorts and filters itself.
    pub complete: bool,
    /// Records carry versions, so that a stale write is refused.
    pub version: bool,
}
