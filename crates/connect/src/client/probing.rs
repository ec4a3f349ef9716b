//! For tools that examine a backend: answers read field by field, and a session renewed when asked.

use serde_json::Value;

use super::Client;
use crate::answer;
use crate::json::{deeper, find};
use crate::problem::Problem;
use crate::profile::Profile;
use crate::transport::Response;

/// How each field of one row reads: `id` first, then the portal's names.
type Row = Vec<(String, Result<Option<Value>, Problem>)>;

impl Profile {
    /// How each field of each row of a list's answer reads: the value, nothing, or why it cannot be read.
    ///
    /// # Errors
    /// `Unreadable` when the rows themselves are not where the profile says; `Unsupported` without such a list.
    pub fn read_rows(&self, resource: &str, response: &Response) -> Result<Vec<Row>, Problem> {
        let found = find(&self.resources, resource).and_then(|found| Some((found, found.list.as_ref()?)));
        let (found, list) = found.ok_or_else(|| Problem::unsupported(format!("{resource}.list")))?;
        let root = answer::json(response)?;
        let rows = root.pointer(&list.items).and_then(Value::as_array);
        let rows = rows.ok_or_else(|| Problem::unreadable(list.items.as_str()))?;
        let mut read = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let above = deeper(&list.items, &at.to_string()) + &list.row;
            let row = row.pointer(&list.row).ok_or_else(|| Problem::unreadable(above.as_str()))?;
            let joined = answer::joined(found, &root, row);
            let row = joined.as_ref().unwrap_or(row);
            let own = [(String::from("id"), found.id.read(row, &above))];
            let fields = found.fields.iter().map(|(name, field)| (name.clone(), field.read(row, &above)));
            read.push(own.into_iter().chain(fields).collect());
        }
        Ok(read)
    }
}

impl Client {
    /// Renews the session now, although nothing said that it has expired.
    ///
    /// # Errors
    /// `SignedOut` when it cannot be renewed: it has ended then. `Unavailable` or `Busy` leave it as it was.
    pub async fn renew_session(&self) -> Result<(), Problem> {
        let round = self.core.state.borrow().round;
        if self.is_signed_in() { self.renew(round).await } else { Err(Problem::SignedOut) }
    }
}
