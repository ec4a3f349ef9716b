//! What the portal needs of a backend, as data beside the profile.

use serde_json::Value;

use crate::complaint::{self, Complaint};
use crate::json::Named;

/// The type of a field in the portal's own shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A JSON number.
    Number,
    /// True or false.
    Bool,
    /// A day: `YYYY-MM-DD`.
    Date,
    /// An instant: RFC 3339 in UTC, whole seconds.
    DateTime,
    /// A list of texts.
    Texts,
    /// Anything.
    Json,
}

impl Kind {
    /// The kind of that name in a contract or in a field's `as`.
    pub fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "text" => Kind::Text,
            "number" => Kind::Number,
            "bool" => Kind::Bool,
            "date" => Kind::Date,
            "datetime" => Kind::DateTime,
            "texts" => Kind::Texts,
            "json" => Kind::Json,
            _ => return None,
        })
    }
}

/// One field the portal knows.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub kind: Kind,
    pub required: bool,
    /// The words that are known, if only some are.
    #[cfg(feature = "remarks")]
    pub one_of: Vec<String>,
}

/// One kind of record the portal knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct WantedResource {
    pub requires: Vec<String>,
    pub fields: Named<Wanted>,
}

/// Which records, fields, types and operations the portal needs and uses.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    pub(crate) me: Vec<String>,
    /// Names of the roles that are known, if only some are.
    #[cfg(feature = "remarks")]
    pub(crate) roles: Vec<String>,
    pub(crate) resources: Named<WantedResource>,
}

impl Contract {
    /// Reads a contract: `{ "me": {requires, uses, roles}, "records": { name: {requires, uses, fields} } }`, where a
    /// field is `{as, required, oneOf}`.
    ///
    /// # Errors
    /// One complaint, when it is not such a document.
    pub fn parse(json: &str) -> Result<Contract, Complaint> {
        read(json).ok_or_else(|| Complaint::new(complaint::BAD_CONTRACT, "", "a contract: records with their fields and kinds"))
    }
}

fn read(json: &str) -> Option<Contract> {
    let root: Value = serde_json::from_str(json).ok()?;
    let mut contract = Contract::default();
    if let Some(me) = root.get("me") {
        contract.me = names(me.get("requires")?)?;
        contract.me.append(&mut names(me.get("uses")?)?);
        #[cfg(feature = "remarks")]
        {
            contract.roles = some(me, "roles")?;
        }
    }
    for (name, record) in root.get("records")?.as_object()? {
        let mut wanted = WantedResource { requires: names(record.get("requires")?)?, fields: Vec::new() };
        for (field, shape) in record.get("fields")?.as_object()? {
            let kind = Kind::named(shape.get("as")?.as_str()?)?;
            let required = shape.get("required").is_some_and(|value| *value == true);
            let wanted_field = Wanted {
                kind,
                required,
                #[cfg(feature = "remarks")]
                one_of: some(shape, "oneOf")?,
            };
            wanted.fields.push((field.clone(), wanted_field));
        }
        contract.resources.push((name.clone(), wanted));
    }
    Some(contract)
}

/// The names under a key, if there are any.
#[cfg(feature = "remarks")]
fn some(part: &Value, key: &str) -> Option<Vec<String>> {
    part.get(key).map_or(Some(Vec::new()), names)
}

fn names(value: &Value) -> Option<Vec<String>> {
    let list = value.as_array()?.iter();
    list.map(|name| name.as_str().map(String::from)).collect()
}
