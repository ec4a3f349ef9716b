//! What the public may read at the backend: posts and statements, fetched as a guest.

use connect::{Client, Query, Record, Request, Response, Transport, Unreachable};
use serde_json::{Map, Value, json};

use super::Failure;
use crate::backend::{OwnProfile, Preloaded};

/// What was found, each in the portal's own shape.
#[derive(Default)]
pub struct Published {
    posts: Vec<Value>,
    statements: Vec<Value>,
}

/// Asks the backend at an origin.
pub fn fetch(connection: &OwnProfile, origin: &str) -> Result<Published, Failure> {
    let (profile, _) = connection.judge().map_err(|complaints| format!("{complaints:?}"))?;
    let client = Client::new(profile, Direct { origin: origin.to_owned() });
    let all = |records: &'static str, sort: &'static str| -> Result<Vec<Value>, Failure> {
        if !client.capabilities(records).list {
            return Ok(Vec::new());
        }
        let found = futures::executor::block_on(client.all(records, &Query::new().sort(sort, true)));
        let found = found.map_err(|problem| format!("{records}: {problem:?}"))?;
        Ok(found.into_iter().map(value).collect())
    };
    Ok(Published { posts: all("posts", "publishAt")?, statements: all("statements", "publishedOn")? })
}

fn value(record: Record) -> Value {
    let mut fields = record.fields;
    fields.insert("id".into(), record.id.into());
    Value::Object(fields)
}

impl Published {
    fn of(&self, records: &str) -> &[Value] {
        if records == "posts" { &self.posts } else { &self.statements }
    }

    /// Brings the newest records of a list, without their bodies but with what the list shows of them.
    pub fn bring_list(&self, preloaded: &mut Preloaded, records: &str, most: usize) {
        let list: Vec<Value> = self.of(records).iter().filter(|record| is_out(record)).take(most).cloned().map(without_body).collect();
        if !list.is_empty() {
            preloaded.records.insert(records.into(), json!({ "key": records, "value": list }));
        }
    }

    /// One page for each record: its path, title, description and what it brings.
    pub fn single_pages(&self) -> Vec<(String, String, String, Preloaded)> {
        let mut pages = Vec::new();
        for (records, name, folder) in [("posts", "post", "blog"), ("statements", "statement", "statements")] {
            for record in self.of(records).iter().filter(|record| is_out(record)) {
                let text = |field: &str| record.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
                let slug = text("slug");
                if slug.is_empty() || !slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                    continue;
                }
                let described =
                    [text("summary"), first_sentence(&text("body"))].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                let mut brought = Map::new();
                brought.insert(name.into(), json!({ "key": format!("{name} {slug}"), "value": record }));
                let preloaded = Preloaded { records: brought, ..Preloaded::default() };
                pages.push((format!("/{folder}/{slug}"), text("title"), described, preloaded));
            }
        }
        pages
    }
}

/// Whether a record is published by now.
fn is_out(record: &Value) -> bool {
    let status = record.get("status").and_then(Value::as_str);
    let at = record.get("publishAt").and_then(Value::as_str).and_then(crate::ui::when::instant);
    matches!(status, None | Some("published" | "sign_on_open")) && at.is_none_or(|at| at <= crate::backend::now())
}

fn without_body(mut record: Value) -> Value {
    if let Some(fields) = record.as_object_mut()
        && let Some(Value::String(body)) = fields.remove("body")
    {
        let minutes = crate::blog::Post { body: Some(body), ..crate::blog::Post::default() }.minutes();
        fields.insert("minutes".into(), minutes.into());
    }
    record
}

fn first_sentence(markdown: &str) -> String {
    let line = markdown.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    line.chars().take(155).collect()
}

/// Asks with plain HTTP at build time; addresses without an origin belong to the backend.
struct Direct {
    origin: String,
}

impl Transport for Direct {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        let url = if request.url.starts_with('/') { format!("{}{}", self.origin, request.url) } else { request.url };
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut builder = ureq::http::Request::builder().method(request.method.as_str()).uri(&url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let sent = builder.body(request.body.unwrap_or_default()).map_err(|_| Unreachable::Offline)?;
        let mut answer = agent.run(sent).map_err(|_| Unreachable::Offline)?;
        let headers =
            answer.headers().iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))).collect();
        let body = answer.body_mut().read_to_string().map_err(|_| Unreachable::Offline)?;
        Ok(Response { status: answer.status().as_u16(), headers, body })
    }
}
