//! A tiny server on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

pub const PASSWORD: &str = "a-very-secret-word";
pub const TOKEN: &str = "token-0123456789";

/// A profile of what it serves; `{base}` stands for where.
pub const PROFILE: &str = r#"{
  "name": "Of this test", "base": "{base}",
  "auth": {
    "login": { "request": { "url": "/login", "body": { "name": "{identity}", "secret": "{password}" } }, "response": { "token": "/token" } },
    "attach": { "header": "Authorization", "value": "Bearer {token}" },
    "me": { "request": { "url": "/me" }, "id": "/id", "name": "/name" }
  },
  "resources": { "people": { "fields": { "name": "/name" }, "list": { "url": "/people", "items": "ITEMS", "complete": true }, "read": { "from": "list" } } }
}"#;

pub const CONTRACT: &str = r#"{ "me": { "requires": ["id", "name"], "uses": [] }, "records": { "people": { "requires": ["list"], "fields": { "name": { "as": "text", "required": true } } } } }"#;

/// Serves until the test is over. Gives its address, and what it was sent.
pub fn serve() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &notes);
        }
    });
    (address, seen)
}

/// A request as it came.
pub struct Heard {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

pub fn hear(stream: &TcpStream) -> Heard {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 || line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap();
        headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut words = first.split(' ').map(String::from);
    Heard { method: words.next().unwrap(), target: words.next().unwrap_or_default(), headers, body: String::from_utf8(body).unwrap() }
}

pub fn tell(mut stream: TcpStream, status: u16, text: &str) {
    let head =
        format!("HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(text.as_bytes()));
}

fn answer(stream: TcpStream, notes: &Mutex<Vec<String>>) {
    let Heard { method, target, headers, body } = hear(&stream);
    let member = headers.iter().any(|(name, value)| name == "authorization" && value.contains(TOKEN));
    notes.lock().unwrap().push(format!("{method} {target} {body}"));
    let (status, text) = match target.trim_start_matches("/api") {
        "/login" if body.contains(PASSWORD) => (200, format!(r#"{{"token":"{TOKEN}"}}"#)),
        "/login" => (401, r#"{"detail":"no"}"#.into()),
        "/open.json" => (200, r#"[{"id":"a","name":"Ama"}]"#.into()),
        _ if !member => (401, r#"{"detail":"sign in"}"#.into()),
        "/me" => (200, r#"{"id":"u1","name":"Ama"}"#.into()),
        "/people" => (200, r#"{"rows":[{"id":"a","name":"Ama"},{"id":"b","name":"Bo"}]}"#.into()),
        _ => (404, "{}".into()),
    };
    tell(stream, status, &text);
}
