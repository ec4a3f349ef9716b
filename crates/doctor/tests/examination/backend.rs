//! A backend in memory, with one fault at a time.

use std::cell::RefCell;
use std::rc::Rc;

use connect::{Request, Response, Transport, Unreachable};
use serde_json::{Value, json};

use crate::fault::Fault;

pub const NAME: &str = "ama@example.org";
pub const PASSWORD: &str = "correct horse & staple";

struct State {
    rows: Vec<Value>,
    access: Vec<String>,
    refresh: Vec<String>,
    number: u64,
    asked: usize,
    removals: usize,
}

/// Shared by its clones.
#[derive(Clone)]
pub struct Backend {
    pub(crate) fault: Fault,
    state: Rc<RefCell<State>>,
}

pub fn answer(status: u16, body: &Value) -> Response {
    Response { status, headers: vec![("Content-Type".into(), "application/json".into())], body: body.to_string() }
}

impl Backend {
    pub fn new(fault: Fault) -> Backend {
        let titles =
            ["River is rising", "Meeting hall closed", "amber warning lifted", "Curfew in town", "New visa rules", "Petition opens"];
        let labels = ["AMBER", "GREEN", "CLEAR"];
        let row = |n: u64| {
            let at = |all: &[&str], step: u64| all[((n * step) % all.len() as u64) as usize].to_string();
            json!({
                "id": 100 + n, "rev": 1, "title": format!("{} {n}", at(&titles, 5)), "text": format!("Details of number {n}"), "label": at(&labels, 2),
                "at": format!("2026-0{}-1{}T10:00:00Z", 1 + (n * 7) % 9, n % 7), "seats": (n * 5) % 11, "until": format!("2026-1{}-0{}", n % 3, 1 + (n * 4) % 8),
                "tags": ["a", "b"]
            })
        };
        let rows = (1..=13).map(row).collect();
        let state = State { rows, access: vec![], refresh: vec![], number: 0, asked: 0, removals: 0 };
        Backend { fault, state: Rc::new(RefCell::new(state)) }
    }

    pub(crate) fn has(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    pub fn rows(&self) -> Vec<Value> {
        self.state.borrow().rows.clone()
    }

    /// How often a list was asked for before.
    pub fn asked(&self) -> usize {
        let mut state = self.state.borrow_mut();
        state.asked += 1;
        state.asked - 1
    }

    /// Every token that was given out.
    pub fn tokens(&self) -> Vec<String> {
        let number = self.state.borrow().number;
        (1..=number).flat_map(|n| [format!("acc-{n}-secret"), format!("ref-{n}-secret")]).collect()
    }

    fn session(&self, login: bool) -> Value {
        let mut state = self.state.borrow_mut();
        state.number += 1;
        let (access, refresh) = (format!("acc-{}-secret", state.number), format!("ref-{}-secret", state.number));
        state.access.push(access.clone());
        state.refresh.push(refresh.clone());
        let name = if login && self.has(Fault::TokenElsewhere) { "token" } else { "access" };
        json!({ name: access, "refresh": refresh, "lives": 900 })
    }

    fn answered(&self, request: &Request) -> Response {
        let url = request.url.split_once("://").map_or(request.url.as_str(), |(_, rest)| &rest[rest.find('/').unwrap()..]);
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let query: Vec<(String, String)> =
            query.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (decoded(k), decoded(v))).collect();
        let header = |name: &str| request.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let body: Value = request.body.as_deref().map(|body| serde_json::from_str(body).unwrap()).unwrap_or_default();
        let scheme = if self.has(Fault::OtherScheme) { "Token " } else { "Bearer " };
        let token = header("Authorization").and_then(|text| text.strip_prefix(scheme).map(String::from));
        let member = token.as_ref().is_some_and(|token| self.state.borrow().access.contains(token));
        let closed = answer(401, &json!({ "message": "sign in" }));
        match (request.method.as_str(), path.trim_start_matches("/api")) {
            ("POST", "/login") => self.login(&body),
            ("POST", "/refresh") => {
                let known = body["refresh"].as_str().is_some_and(|token| self.state.borrow().refresh.iter().any(|known| known == token));
                if !known || self.has(Fault::NoRefresh) {
                    return closed;
                }
                self.state.borrow_mut().refresh.retain(|known| body["refresh"] != *known);
                answer(200, &self.session(false))
            }
            ("POST", "/logout") => {
                if !self.has(Fault::SignOutIgnored) {
                    let mut state = self.state.borrow_mut();
                    state.access.clear();
                    state.refresh.clear();
                }
                answer(200, &json!({}))
            }
            ("GET", "/alerts") if !member && self.has(Fault::GuestSees) => self.list(&query),
            ("GET", "/alerts") if !member && self.has(Fault::GuestEmpty) => answer(200, &json!({ "rows": [], "count": 0 })),
            ("GET", path) if !member && self.has(Fault::GuestReads) && path.starts_with("/alerts/") => self.one(request, path, &body, None),
            _ if !member => closed,
            ("GET", "/me") => {
                let roles = if self.has(Fault::NoRoles) { json!([]) } else { json!(["member"]) };
                let me = json!({ "id": "u1", "name": "Ama", "roles": roles });
                answer(200, &if self.has(Fault::MeWrapped) { json!({ "data": me }) } else { me })
            }
            ("GET", "/people") => answer(200, &json!([{ "id": "p1", "name": "Ama" }, { "id": "p2", "name": "Bo" }])),
            ("GET", "/alerts") => self.list(&query),
            ("POST", "/alerts") => self.create(&body),
            (_, path) => self.one(request, path, &body, header("If-Match")),
        }
    }

    fn login(&self, body: &Value) -> Response {
        let right = body["name"] == NAME && body["secret"] == PASSWORD && !self.has(Fault::NoLogin);
        match (right || self.has(Fault::AnyPassword), self.has(Fault::PasswordFails)) {
            (true, _) => answer(200, &self.session(true)),
            (false, true) => answer(500, &json!({ "message": "oh" })),
            _ => answer(400, &json!({ "message": "no" })),
        }
    }

    fn create(&self, body: &Value) -> Response {
        if self.has(Fault::CreateRefused) {
            return answer(403, &json!({ "message": "not you" }));
        }
        for needed in ["title", "label", "at"] {
            if body[needed].is_null() || body[needed] == "" {
                let place = if self.has(Fault::ErrorsElsewhere) { "problems" } else { "errors" };
                return answer(422, &json!({ "message": "no", place: { needed: "is needed" } }));
            }
        }
        let mut row = body.clone();
        let id = self.rows().iter().filter_map(|row| row["id"].as_u64()).max().unwrap() + 1;
        row["id"] = json!(id);
        row["rev"] = json!(1);
        if self.has(Fault::SeatsLost) {
            row["seats"] = Value::Null;
        }
        self.state.borrow_mut().rows.push(row.clone());
        match self.fault {
            Fault::CreateEmpty => Response { status: 201, headers: vec![], body: String::new() },
            Fault::CreateIdOnly => answer(201, &json!({ "id": id })),
            _ => self.tagged(200, &row),
        }
    }

    fn tagged(&self, status: u16, row: &Value) -> Response {
        let shown = self.shown(row);
        let mut found = answer(status, &if self.has(Fault::ReadWrapped) { json!({ "data": shown }) } else { shown });
        if !matches!(self.fault, Fault::VersionMissing | Fault::HeaderHidden) {
            found.headers.push(("etag".into(), format!("\"{}\"", row["rev"])));
        }
        found
    }

    fn one(&self, request: &Request, path: &str, body: &Value, if_match: Option<String>) -> Response {
        let missing = if self.has(Fault::MissingUntold) { 403 } else { 404 };
        let id: u64 = path.rsplit('/').next().unwrap().parse().unwrap_or(0);
        let at = self.rows().iter().position(|row| row["id"] == id);
        let Some(at) = at.filter(|_| path.starts_with("/alerts/")) else { return answer(missing, &json!({})) };
        let mut row = self.rows()[at].clone();
        match request.method.as_str() {
            "GET" => match self.fault {
                Fault::ReadRefused => answer(500, &json!({})),
                Fault::ReadNothing => answer(404, &json!({})),
                Fault::ReadOther => self.tagged(200, &self.rows()[(at + 1) % 13]),
                _ => self.tagged(200, &row),
            },
            "PATCH" => {
                let stale = if_match.is_some_and(|tag| tag != format!("\"{}\"", row["rev"]));
                match self.fault {
                    Fault::UpdateRefused => return answer(403, &json!({})),
                    Fault::UpdateLost => return self.tagged(200, &row),
                    Fault::ConflictUntold if stale => return answer(400, &json!({ "message": "old" })),
                    Fault::StaleAccepted => {}
                    _ if stale => return answer(412, &json!({})),
                    _ => {}
                }
                body.as_object().unwrap().iter().for_each(|(key, value)| row[key] = value.clone());
                row["rev"] = json!(row["rev"].as_u64().unwrap() + 1);
                self.state.borrow_mut().rows[at] = row.clone();
                let mut plain = self.tagged(200, &row);
                if self.has(Fault::ReadWrapped) {
                    plain.body = row.to_string();
                }
                plain
            }
            _ => {
                self.state.borrow_mut().removals += 1;
                let later = self.has(Fault::RemoveLater) && self.state.borrow().removals < 2;
                if self.has(Fault::RemoveRefused) {
                    return answer(403, &json!({}));
                }
                if !later {
                    self.state.borrow_mut().rows.remove(at);
                }
                Response { status: 204, headers: vec![], body: String::new() }
            }
        }
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

impl Transport for Backend {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        match self.fault {
            Fault::Unreachable => Err(Unreachable::Offline),
            Fault::Blocked => Err(Unreachable::Blocked),
            _ => Ok(self.answered(&request)),
        }
    }
}
