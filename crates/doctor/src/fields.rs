//! A list's answer that cannot be read: every reason for it, and the profile mended so that the examination goes on.

use connect::Response;
use serde_json::{Value, json};

use crate::codes;
use crate::doctor::Doctor;
use crate::places;
use crate::values::{self, form};

/// The rows of an answer, by the profile as it is.
pub(crate) fn rows<'a>(body: &'a Value, list: &Value) -> Option<Vec<&'a Value>> {
    let text = |key: &str| list.get(key).and_then(Value::as_str).unwrap_or_default();
    let items = body.pointer(text("items"))?.as_array()?;
    items.iter().map(|item| item.pointer(text("row"))).collect()
}

impl Doctor {
    /// Finds out why an answer cannot be read. Whether something was mended, so that asking again is worth it.
    pub fn inspect(&mut self, name: &str, response: &Response) -> bool {
        let Some(list) = self.sheet.part(name, "list") else { return false };
        let Some(body) = values::json(&response.body) else {
            let what = if response.body.trim_start().starts_with('<') { "a page of HTML" } else { "something that is not JSON" };
            let place = self.sheet.place(name, "list");
            self.find(&codes::NOT_JSON, place, format!("status {} with {what} for the list of {name}", response.status), None);
            return false;
        };
        let Some(rows) = rows(&body, &list) else { return self.items_elsewhere(name, &list, &body) };
        let Some(client) = self.client() else { return false };
        let Ok(read) = client.profile().read_rows(name, response) else { return false };
        let mut mended = false;
        let names: Vec<String> = read.first().map(|row| row.iter().map(|(field, _)| field.clone()).collect()).unwrap_or_default();
        for field in names {
            let values = read.iter().flat_map(|row| row.iter().filter(|(known, _)| *known == field).map(|(_, value)| value));
            if field == "id" {
                if values.into_iter().all(|value| matches!(value, Ok(Some(Value::String(_))))) {
                    continue;
                }
                if let Some(within) = places::wrapped(&rows) {
                    let row = format!("{}{within}", list.get("row").and_then(Value::as_str).unwrap_or_default());
                    let patch = self.sheet.operation_patch(name, "list", json!({ "row": row }));
                    let place = self.sheet.place(name, "list/row");
                    self.find(&codes::ITEMS_WRONG, place, format!("each item is an object with nothing but {within}"), Some(patch.clone()));
                    self.sheet.mend(&patch);
                    return true;
                }
                let patch = places::identity(&rows).map(|at| self.sheet.field_patch(name, "id", &json!({ "at": at })));
                let place = self.sheet.field_place(name, "id");
                self.find(&codes::ID_MISSING, place, format!("no id in the records of {name}"), patch.clone());
                let Some(patch) = patch else { return mended };
                self.sheet.mend(&patch);
                mended = true;
                continue;
            }
            let wrong = values.filter(|value| value.is_err()).count();
            if wrong > 0 {
                self.of_another_kind(name, &field, wrong, &rows, response);
                mended = true;
            }
        }
        mended
    }

    fn items_elsewhere(&mut self, name: &str, list: &Value, body: &Value) -> bool {
        let at = list.get("items").and_then(Value::as_str).unwrap_or_default();
        if body.pointer(at).is_some_and(Value::is_array) {
            let place = self.sheet.place(name, "list/row");
            self.find(&codes::ITEMS_WRONG, place, "not every item of the list has something there", None);
            return false;
        }
        let patch = places::items(body).map(|at| self.sheet.operation_patch(name, "list", json!({ "items": at })));
        let seen = body.pointer(at).map_or_else(|| String::from("nothing is there"), |value| format!("{} is there", form(value)));
        let place = self.sheet.place(name, "list/items");
        self.find(&codes::ITEMS_WRONG, place, seen, patch.clone());
        patch.iter().for_each(|patch| self.sheet.mend(patch));
        patch.is_some()
    }

    fn of_another_kind(&mut self, name: &str, field: &str, wrong: usize, rows: &[&Value], response: &Response) {
        let members = self.sheet.field(name, field);
        let at = members.get("read").or_else(|| members.get("at")).and_then(Value::as_str).unwrap_or_default();
        let kind = self.wanted.pointer(&format!("/records/{name}/fields/{field}/as")).and_then(Value::as_str).unwrap_or("json").to_string();
        let declared = members.get("as").and_then(Value::as_str).unwrap_or(&kind);
        let example = rows.iter().filter_map(|row| row.pointer(at)).find(|value| !value.is_null()).map_or_else(String::new, form);
        let seen = format!("{wrong} of {} records have something else than {declared}: {example}", rows.len());
        let patch = self.form_for(name, field, response);
        let place = self.sheet.field_place(name, field);
        self.find(&codes::WRONG_KIND, place, seen, patch.clone());
        match patch {
            Some(patch) => self.sheet.mend(&patch),
            None => self.sheet.set_field(name, field, json!({ "default": stand_in(&kind) })),
        }
    }
}

/// A value of that kind, so that the rest can be examined.
fn stand_in(kind: &str) -> Value {
    match kind {
        "number" => json!(0),
        "bool" => json!(false),
        "date" => json!("2000-01-01"),
        "datetime" => json!("2000-01-01T00:00:00Z"),
        "texts" => json!([]),
        _ => json!("–"),
    }
}
