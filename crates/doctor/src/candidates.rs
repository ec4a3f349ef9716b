//! Other ways to declare a field, tried on the answer that is there.

use connect::Response;
use serde_json::{Value, json};

use crate::doctor::Doctor;
use crate::fields::rows;
use crate::places;
use crate::values;
use crate::walk::Walk;

impl Doctor {
    /// A declaration by which every row's value reads, as a patch.
    pub fn form_for(&self, name: &str, field: &str, response: &Response) -> Option<Value> {
        let members = self.sheet.field(name, field);
        let key = if members.contains_key("read") { "read" } else { "at" };
        let at = members.get(key)?.as_str()?;
        let body: Value = values::json(&response.body)?;
        let list = self.sheet.part(name, "list")?;
        let found = rows(&body, &list)?;
        let mut ways = vec![];
        ways.extend(["iso", "isoMillis", "space", "local", "unix", "unixMillis"].map(|format| json!({ "format": format })));
        ways.extend([json!({ "stored": "number" }), json!({ "stored": "text" }), json!({ "split": "," })]);
        ways.extend([json!({ "map": { "yes": true, "no": false } }), json!({ "map": { "Y": true, "N": false } })]);
        if let Some(Value::Object(inner)) = found.iter().filter_map(|row| row.pointer(at)).find(|value| value.is_object()) {
            ways.extend(inner.keys().map(|name| json!({ key: format!("{at}/{}", crate::sheet::escaped(name)) })));
        }
        if let Some(Value::Object(inner)) =
            found.iter().filter_map(|row| row.pointer(at)?.as_array()?.first()).find(|value| value.is_object())
        {
            ways.extend(inner.keys().map(|name| json!({ "each": format!("/{}", crate::sheet::escaped(name)) })));
        }
        let patches = ways.iter().map(|way| self.sheet.field_patch(name, field, way));
        patches.into_iter().find(|patch| self.reads_all(name, field, patch, response))
    }

    fn reads_all(&self, name: &str, field: &str, patch: &Value, response: &Response) -> bool {
        let Some(rows) = self.patched(patch).and_then(|client| client.profile().read_rows(name, response).ok()) else { return false };
        let values: Vec<_> = rows.into_iter().flatten().filter(|(known, _)| known == field).map(|(_, value)| value).collect();
        values.iter().all(Result::is_ok) && values.iter().any(|value| matches!(value, Ok(Some(_))))
    }

    /// Another place for a field that is nowhere, by its name, as a patch.
    pub fn place_for(&self, name: &str, field: &str, walk: &Walk) -> Option<Value> {
        let members = self.sheet.field(name, field);
        let key = if members.contains_key("read") { "read" } else { "at" };
        let last = members.get(key)?.as_str()?.rsplit('/').next().unwrap_or_default().to_string();
        let response = walk.answers.first()?;
        let body: Value = values::json(&response.body)?;
        let list = self.sheet.part(name, "list")?;
        let found = rows(&body, &list)?;
        let taken = self.sheet.part(name, "fields").map(|fields| fields.to_string()).unwrap_or_default();
        let at = places::named(&found, &[field.to_string(), last]).filter(|at| !taken.contains(&format!("\"{at}\"")))?;
        let patch = self.sheet.field_patch(name, field, &json!({ key: at }));
        self.reads_all(name, field, &patch, response).then_some(patch)
    }
}
