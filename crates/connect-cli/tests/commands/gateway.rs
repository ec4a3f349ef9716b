//! A tiny gateway in memory: it answers as the printed contract says, and refuses whatever is not in it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::TcpListener;

use serde_json::{Map, Value, json};

use crate::server::{Heard, PASSWORD, TOKEN, hear, tell};

/// Records of each kind: more than the smallest page.
const MANY: usize = 12;

pub struct Gateway {
    document: Value,
    rows: RefCell<BTreeMap<String, Vec<Value>>>,
    /// What sessions are sent with, as long as they are good.
    sessions: RefCell<Vec<String>>,
    begun: Cell<usize>,
}

/// Serves over HTTP until the test is over. Gives its address.
pub fn serve(document: Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let gateway = Gateway::new(document);
        for stream in listener.incoming().flatten() {
            let (status, body) = gateway.answer(&hear(&stream));
            tell(stream, status, &if body.is_null() { String::new() } else { body.to_string() });
        }
    });
    address
}

fn problem(status: u16, detail: &str) -> (u16, Value) {
    (status, json!({ "status": status, "detail": detail }))
}

fn refused(field: &str, detail: &str) -> (u16, Value) {
    (400, json!({ "status": 400, "title": "Not right", "errors": [{ "pointer": format!("#/{field}"), "detail": detail }] }))
}

impl Gateway {
    pub fn new(document: Value) -> Gateway {
        let gateway = Gateway { document, rows: RefCell::default(), sessions: RefCell::default(), begun: Cell::new(0) };
        let paths = gateway.document["paths"].as_object().unwrap();
        let lists = paths
            .iter()
            .filter(|(_, methods)| methods.pointer("/get/responses/200/content/application~1json/schema/properties/items").is_some());
        for (path, _) in lists {
            let name = path.trim_start_matches('/');
            let rows = (0..MANY).map(|number| gateway.made_up(name, number)).collect();
            gateway.rows.borrow_mut().insert(name.into(), rows);
        }
        gateway
    }

    fn resolved<'a>(&'a self, part: &'a Value) -> &'a Value {
        part["$ref"].as_str().map_or(part, |at| self.document.pointer(at.trim_start_matches('#')).unwrap())
    }

    fn properties(&self, name: &str) -> &Map<String, Value> {
        self.document["components"]["schemas"][format!("{name}Fields")]["properties"].as_object().unwrap()
    }

    /// What must be there of a record, and the backend does not give it itself.
    fn needed(&self, name: &str) -> Vec<&str> {
        let needed = self.document["components"]["schemas"][name]["allOf"][1]["required"].as_array().unwrap();
        needed.iter().filter_map(Value::as_str).filter(|field| !["id", "revision"].contains(field)).collect()
    }

    fn made_up(&self, name: &str, number: usize) -> Value {
        let mut row = json!({ "id": format!("{name}-{number:02}"), "revision": "1" });
        for (at, (field, schema)) in self.properties(name).iter().enumerate() {
            // Each field has an order of its own.
            let turn = (number * 5 + at) % MANY;
            let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
            let words = |schema: &Value| {
                schema["enum"].as_array().map(|words| words.iter().filter(|word| !word.is_null()).cloned().collect::<Vec<_>>())
            };
            row[field] = match (kind.as_str().unwrap_or_default(), schema["format"].as_str().unwrap_or_default()) {
                (_, "date") => json!(format!("2026-10-{:02}", turn + 1)),
                (_, "date-time") => json!(format!("2026-10-{:02}T09:30:00Z", turn + 1)),
                ("number", _) => json!(turn),
                ("boolean", _) => json!(turn < MANY / 2),
                ("array", _) => json!([words(&schema["items"]).map_or(json!("word"), |words| words[turn % words.len()].clone())]),
                ("string", _) => words(schema).map_or(json!(format!("Text {turn:02}")), |words| words[turn % words.len()].clone()),
                _ => json!([{ "title": "Word" }]),
            };
        }
        row
    }

    pub fn answer(&self, heard: &Heard) -> (u16, Value) {
        let (path, query) = heard.target.split_once('?').unwrap_or((&heard.target, ""));
        let (name, id) = path.trim_start_matches('/').split_once('/').unwrap_or((path.trim_start_matches('/'), ""));
        let place = if id.is_empty() { format!("/{name}") } else { format!("/{name}/{{id}}") };
        let operation = &self.document["paths"][&place][heard.method.to_lowercase()];
        if operation.is_null() {
            return problem(404, "The contract has no such operation.");
        }
        let header =
            |wanted: &str| heard.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str());
        let security = operation.get("security").unwrap_or(&self.document["security"]).as_array().unwrap();
        let open = security.is_empty() || security.contains(&json!({}));
        let session = header("authorization").unwrap_or_default();
        if !open && !self.sessions.borrow().iter().any(|good| good == session) {
            return problem(401, "Please sign in.");
        }
        let body: Value = serde_json::from_str(&heard.body).unwrap_or_default();
        match (name, heard.method.as_str()) {
            ("login", _) if body["password"] == PASSWORD && body["identity"].is_string() => {
                self.begun.set(self.begun.get() + 1);
                let token = format!("{TOKEN}-{}", self.begun.get());
                self.sessions.borrow_mut().push(format!("Bearer {token}"));
                (200, json!({ "token": token }))
            }
            ("login", _) => problem(401, "That is not right."),
            ("logout", _) => {
                self.sessions.borrow_mut().retain(|good| good != session);
                (204, Value::Null)
            }
            ("me", _) => (200, json!({ "id": "u1", "name": "Ama", "person": "people-01", "roles": ["member"] })),
            (_, "GET") if id.is_empty() => self.list(name, query, operation),
            (_, "GET") => self.one(name, id).map_or_else(|| problem(404, "It is not there."), |row| (200, row)),
            (_, "POST") => self.write(name, None, &body),
            _ => match self.one(name, id) {
                None => problem(404, "It is not there."),
                Some(row) if header("if-match").is_some_and(|revision| row["revision"] != revision) => problem(412, "It has changed."),
                Some(row) => self.write(name, Some(row), &body),
            },
        }
    }

    fn one(&self, name: &str, id: &str) -> Option<Value> {
        self.rows.borrow().get(name)?.iter().find(|row| row["id"] == id).cloned()
    }

    fn write(&self, name: &str, known: Option<Value>, body: &Value) -> (u16, Value) {
        let sent = body.as_object().unwrap();
        if let Some(strange) = sent.keys().find(|field| !self.properties(name).contains_key(*field)) {
            return refused(strange, "There is no such field.");
        }
        if let Some(missing) = self.needed(name).into_iter().find(|field| known.is_none() && !sent.contains_key(*field)) {
            return refused(missing, "It is needed.");
        }
        let mut rows = self.rows.borrow_mut();
        let rows = rows.get_mut(name).unwrap();
        let status = if known.is_some() { 200 } else { 201 };
        let mut row = known.unwrap_or_else(|| json!({ "id": format!("{name}-{:02}", rows.len()), "revision": "0" }));
        row["revision"] = json!((row["revision"].as_str().unwrap().parse::<u32>().unwrap() + 1).to_string());
        sent.iter().for_each(|(field, value)| row[field] = value.clone());
        rows.retain(|other| other["id"] != row["id"]);
        rows.push(row.clone());
        (status, row)
    }

    fn list(&self, name: &str, query: &str, operation: &Value) -> (u16, Value) {
        let mut found = self.rows.borrow()[name].clone();
        let parameters: Vec<&Value> = operation["parameters"].as_array().unwrap().iter().map(|one| self.resolved(one)).collect();
        let (mut page, mut size) = (1, 100);
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let (key, value) = (plain(key), plain(value));
            let known = |name: &str| parameters.iter().any(|one| one["name"] == name);
            if !known(&key) {
                return refused(&key, "The contract has no such parameter.");
            }
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from);
            match key.as_str() {
                "page" => page = value.parse().unwrap(),
                "size" => size = value.parse().unwrap(),
                "search" => found
                    .retain(|row| row.as_object().unwrap().values().any(|one| text(one).to_lowercase().contains(&value.to_lowercase()))),
                // The last key first: the sort keeps the order of what is equal.
                "sort" => {
                    for key in value.rsplit(',') {
                        let field = key.trim_start_matches('-');
                        assert!(known(field), "{field} is no parameter");
                        found.sort_by(|one, other| {
                            let order = one[field]
                                .as_f64()
                                .partial_cmp(&other[field].as_f64())
                                .unwrap()
                                .then(text(&one[field]).cmp(&text(&other[field])));
                            if key.starts_with('-') { order.reverse() } else { order }
                        });
                    }
                }
                field => found.retain(|row| text(&row[field]) == value),
            }
        }
        let total = found.len();
        let items: Vec<Value> = found.into_iter().skip((page - 1) * size).take(size).collect();
        (200, json!({ "items": items, "total": total }))
    }
}

/// A percent-encoded text as it was.
fn plain(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap();
        bytes.push(match byte {
            b'%' => u8::try_from(digit() * 16 + digit()).unwrap(),
            b'+' => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}
