//! Records made, changed and removed.

use serde_json::{Map, Value};

use super::Client;
use super::parent;
use super::reading::{same, with_id};
use crate::answer;
use crate::json::put;
use crate::problem::Problem;
use crate::profile::{Resource, Returns, Write};
use crate::record::{Record, Version};
use crate::template::{Scope, render_text};
use crate::transport::{Response, Transport as _};

impl Client {
    /// Makes a record of these portal fields; absent and null ones are not sent.
    ///
    /// Where the backend answers with nothing at all the record that comes back has an empty id.
    ///
    /// # Errors
    /// `Refused` with portal field names; `Unsupported` for a field that the backend does not keep.
    pub async fn create(&self, resource: &str, fields: Map<String, Value>) -> Result<Record, Problem> {
        let found = self.core.resource(resource, "create")?;
        let write = found.create.as_ref();
        let write = write.ok_or_else(|| Problem::unsupported(format!("{resource}.create")))?;
        let mut item = Value::Object(Map::new());
        let given = fields.iter().filter(|(_, value)| !value.is_null());
        fill(resource, found, &mut item, given)?;
        let mut scope = Scope::new();
        scope.insert("item".into(), item);
        let within = match &found.parent {
            Some(name) => Some(parent::named(resource, name, fields.get(name))?),
            None => None,
        };
        if let Some(within) = &within {
            scope.insert("parent".into(), parent::theirs(found, within));
        }
        let response = self.sent_once(write, found, &scope).await?;
        if write.returns == Returns::Record {
            let mut record = written(found, write, &response)?;
            parent::adopt(found, within.as_deref(), &mut record);
            return Ok(record);
        }
        let root = answer::json(&response)?;
        if write.returns == Returns::Nothing {
            // A static server answers with its list, and has made nothing.
            return if root.is_array() { Err(Problem::unreadable("")) } else { Ok(Record { id: String::new(), version: None, fields }) };
        }
        let row = root.pointer(&write.item).ok_or_else(|| Problem::unreadable(write.item.as_str()))?;
        match found.id.read(row, &write.item)? {
            Some(Value::String(id)) => {
                let mut record = Record { id, version: None, fields: Map::new() };
                parent::adopt(found, within.as_deref(), &mut record);
                self.again(resource, found, record.id, fields).await
            }
            _ => Err(Problem::unreadable(write.item.as_str())),
        }
    }

    /// Changes these portal fields of a record; null clears one. With the version that was read, where the
    /// backend keeps versions, a stale change is refused.
    ///
    /// # Errors
    /// `Conflict` when somebody else was first; otherwise as `create`.
    pub async fn update(&self, resource: &str, id: &str, fields: Map<String, Value>, version: Option<&Version>) -> Result<Record, Problem> {
        let found = self.core.resource(resource, "update")?;
        let write = found.update.as_ref();
        let write = write.ok_or_else(|| Problem::unsupported(format!("{resource}.update")))?;
        let mut item = Value::Object(Map::new());
        if write.full {
            item = self.row(resource, found, id, true).await?.0;
        }
        let given = fields.iter().filter(|(name, _)| *name != "id");
        fill(resource, found, &mut item, given)?;
        let mut scope = with_id(found, id)?;
        scope.insert("item".into(), item);
        with_version(found, version, &mut scope);
        let response = self.ask(&write.call, found, "update", &scope, None).await?.response;
        if write.returns != Returns::Record {
            // A page of HTML with 200 has changed nothing.
            answer::json(&response)?;
            return self.again(resource, found, id.into(), fields).await;
        }
        same(found, written(found, write, &response)?, id, &write.item)
    }

    /// Removes a record.
    ///
    /// # Errors
    /// `NotFound` when it is gone already; any other `Problem`.
    pub async fn remove(&self, resource: &str, id: &str, version: Option<&Version>) -> Result<(), Problem> {
        let found = self.core.resource(resource, "remove")?;
        let call = found.remove.as_ref();
        let call = call.ok_or_else(|| Problem::unsupported(format!("{resource}.remove")))?;
        let mut scope = with_id(found, id)?;
        with_version(found, version, &mut scope);
        let response = self.ask(call, found, "remove", &scope, None).await?.response;
        // A page of HTML with 200 has removed nothing.
        answer::json(&response).map(|_| ())
    }

    /// Sends a create. With a key that tells a repetition from a second record, it is sent again when no answer came.
    async fn sent_once(&self, write: &Write, found: &Resource, scope: &Scope) -> Result<Response, Problem> {
        let mut call = write.call.clone();
        let key = write.idempotency.as_ref().and_then(|header| Some((header.clone(), self.transport.unique()?)));
        let mut again = key.is_some();
        if let Some((header, key)) = key {
            call.headers.insert(header, key.into());
        }
        loop {
            match self.ask(&call, found, "create", scope, None).await {
                Err(Problem::Offline) if again => again = false,
                sent => return Ok(sent?.response),
            }
        }
    }

    /// The record read again where the answer is not the record. It is written: that it cannot be read now is no
    /// reason to write it once more.
    async fn again(&self, resource: &str, found: &Resource, id: String, fields: Map<String, Value>) -> Result<Record, Problem> {
        if found.read.is_some() {
            match self.read(resource, &id).await {
                Ok(record) => return Ok(record),
                Err(problem @ (Problem::Unreadable { .. } | Problem::Unsupported { .. })) => return Err(problem),
                Err(_) => {}
            }
        }
        Ok(Record { id, version: None, fields })
    }
}

/// The record that a write answered with.
fn written(found: &Resource, write: &Write, response: &Response) -> Result<Record, Problem> {
    let root = answer::json(response)?;
    let row = root.pointer(&write.item).ok_or_else(|| Problem::unreadable(write.item.as_str()))?;
    let joined = answer::joined(found, &root, row);
    answer::record(found, joined.as_ref().unwrap_or(row), &write.item, Some(response))
}

/// The variable `version`, in the form that the backend wants back.
fn with_version(found: &Resource, version: Option<&Version>, scope: &mut Scope) {
    let Some(Version(version)) = version else { return };
    scope.insert("version".into(), version.clone());
    let format = found.version.as_ref().and_then(|rule| rule.format.as_deref());
    if let Some(written) = format.and_then(|format| render_text(format, scope, None)) {
        scope.insert("version".into(), written.into());
    }
}

/// Puts portal fields into a backend's record. Nothing is left out silently.
fn fill<'a>(
    resource: &str,
    found: &Resource,
    item: &mut Value,
    fields: impl Iterator<Item = (&'a String, &'a Value)>,
) -> Result<(), Problem> {
    let mut wrong = Vec::new();
    for (name, value) in fields {
        let field = found.field(name);
        let place = field.and_then(|field| field.write.as_deref().map(|at| (field, at)));
        if place.is_none() && found.parent.as_ref() == Some(name) {
            // It is in the address.
            continue;
        }
        let Some((field, at)) = place else {
            return Err(Problem::unsupported(format!("{resource}.{name}")));
        };
        match field.theirs(value) {
            Some(theirs) => put(item, at, theirs),
            None => wrong.push((name.clone(), String::new())),
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Problem::Refused { message: None, fields: wrong })
}
