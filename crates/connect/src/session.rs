//! The session: what a login answered with, and who it is. It is never shown, logged or compared.

use serde_json::{Map, Value};

use crate::answer;
use crate::json::lay;
use crate::problem::Problem;
use crate::profile::{MeShape, Place, Saved};
use crate::record::Me;
use crate::template::Scope;
use crate::transport::Response;

/// What it takes to be signed in again.
///
/// It has no `Debug`, `Display`, `Serialize` or `PartialEq`, and must not get one.
#[derive(Clone)]
pub struct Credential {
    pub(crate) vars: Map<String, Value>,
    pub(crate) me: Option<Me>,
    /// Which session this is: a number made of what it began with.
    began: u64,
    /// How often it was renewed.
    renewals: u64,
}

impl Credential {
    /// Nothing of our own: a cookie that the browser keeps is all there is.
    pub(crate) fn empty() -> Credential {
        Credential::begun(Map::new(), None)
    }

    /// A session that begins.
    pub(crate) fn begun(vars: Map<String, Value>, me: Option<Me>) -> Credential {
        let text = Value::Object(vars.clone()).to_string();
        // FNV-1a: it need not be secret, as it is kept with what it is made of.
        let began = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        Credential { vars, me, began, renewals: 0 }
    }

    /// The same session with these variables; whether anything is new in them.
    pub(crate) fn renew(&mut self, vars: &Map<String, Value>) -> bool {
        let new = vars.iter().any(|(name, value)| self.vars.get(name) != Some(value));
        if new {
            lay(&mut self.vars, vars);
            self.renewals = self.renewals.saturating_add(1);
        }
        new
    }

    /// Whether it is the same session, renewed since.
    pub(crate) fn is_newer(&self, than: &Credential) -> bool {
        self.began == than.began && self.renewals > than.renewals
    }

    /// As bytes, for the encrypted store on the device and for nothing else.
    pub fn seal(&self) -> Vec<u8> {
        let me = self.me.as_ref().map(|me| {
            let roles: Vec<Value> = me.roles.iter().map(|role| role.as_str().into()).collect();
            let mut map = Map::new();
            map.insert("id".into(), me.id.as_str().into());
            map.insert("name".into(), me.name.as_str().into());
            map.insert("roles".into(), Value::Array(roles));
            map.insert("fields".into(), Value::Object(me.fields.clone()));
            Value::Object(map)
        });
        let parts = vec![Value::Object(self.vars.clone()), me.unwrap_or_default(), self.began.into(), self.renewals.into()];
        Value::Array(parts).to_string().into_bytes()
    }

    /// From bytes that `seal` gave.
    pub fn unseal(bytes: &[u8]) -> Option<Credential> {
        let parts: Value = serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
        let vars = parts.get(0)?.as_object()?.clone();
        let number = |at: usize| parts.get(at).and_then(Value::as_u64).unwrap_or_default();
        let me = parts.get(1).filter(|me| me.is_object()).and_then(|me| {
            let roles = me.get("roles")?.as_array()?.iter();
            Some(Me {
                id: me.get("id")?.as_str()?.into(),
                name: me.get("name")?.as_str()?.into(),
                roles: roles.filter_map(|role| role.as_str().map(String::from)).collect(),
                fields: me.get("fields")?.as_object()?.clone(),
            })
        });
        Some(Credential { vars, me, began: number(2), renewals: number(3) })
    }
}

/// What a client keeps between requests.
#[derive(Default)]
pub(crate) struct State {
    /// The session, if somebody is signed in.
    pub session: Option<Credential>,
    /// Goes up whenever the session changes, so that a late answer changes nothing.
    pub round: u64,
    /// The token against forged requests.
    pub csrf: Option<String>,
    /// A login that waits for its second factor.
    pub pending: Option<Pending>,
}

/// A login that waits for a code.
#[derive(Clone)]
pub(crate) struct Pending {
    /// What the requests of the second factor may use.
    pub scope: Scope,
    /// What becomes part of the session.
    pub vars: Map<String, Value>,
}

/// The session variables that an answer holds; each must be there.
pub(crate) fn saved(places: &Saved, response: &Response) -> Result<Map<String, Value>, Problem> {
    let mut found = Map::new();
    let in_body = places.iter().any(|(_, place)| matches!(place, Place::At(_)));
    let body = if in_body { body(response)? } else { Value::Null };
    for (name, place) in places {
        let (value, at) = match place {
            Place::At(at) => (body.pointer(at).cloned(), at.as_str()),
            Place::Header(name) => (response.header(name).map(Value::from), name.as_str()),
            Place::Link => (None, "link"),
        };
        let value = value.filter(|value| !crate::json::is_blank(value));
        found.insert(name.clone(), value.ok_or_else(|| Problem::unreadable(at))?);
    }
    Ok(found)
}

/// Who is signed in, out of an answer. Nobody, when the place is empty.
pub(crate) fn me(shape: &MeShape, user: &str, body: &Value) -> Result<Me, Problem> {
    let row = body.pointer(user).filter(|row| !row.is_null()).ok_or(Problem::SignedOut)?;
    let text = |field: &crate::field::Field| match field.read(row, user)? {
        Some(Value::String(text)) => Ok(text),
        _ => {
            let at = field.read.as_deref().unwrap_or_default();
            Err(Problem::unreadable(format!("{user}{at}")))
        }
    };
    let mut found = Me { id: text(&shape.id)?, name: text(&shape.name)?, ..Me::default() };
    if let Some(Value::Array(roles)) = shape.roles.as_ref().map_or(Ok(None), |roles| roles.read(row, user))? {
        found.roles = roles.iter().filter_map(|role| role.as_str().map(String::from)).collect();
    }
    for (name, field) in &shape.fields {
        if let Some(value) = field.read(row, user)? {
            found.fields.insert(name.clone(), value);
        }
    }
    Ok(found)
}

/// The body of an answer about a session.
pub(crate) fn body(response: &Response) -> Result<Value, Problem> {
    answer::json(response)
}
