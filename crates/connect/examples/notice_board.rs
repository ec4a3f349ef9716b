//! A backend of forty lines, a profile that describes it, and records listed and made through it.

use std::cell::RefCell;
use std::error::Error;
use std::future::Future;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use connect::{Client, Contract, Op, Profile, Query, Request, Response, Transport, Unreachable};
use serde_json::{Map, Value, json};

const CONTRACT: &str = r#"{ "records": { "alerts": { "requires": ["list"], "uses": ["create"], "fields": {
    "headline": { "as": "text", "required": true }, "sent": { "as": "datetime" }, "current": { "as": "bool" } } } } }"#;

/// The board calls things by other names, keeps seconds since 1970, and says 1 for true.
fn profile(address: &str) -> String {
    let profile = json!({
        "base": format!("http://{address}"),
        "resources": { "alerts": {
            "id": "/no",
            "fields": { "headline": "/title", "sent": { "at": "/at", "format": "unix" }, "current": { "at": "/live", "map": [[1, true], [0, false]] } },
            "list": { "url": "/notices", "items": "/notices", "complete": true },
            "create": { "url": "/notices", "item": "/notice" }
        } }
    });
    profile.to_string()
}

fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    std::thread::spawn(move || board(&listener));

    let contract = Contract::parse(CONTRACT).map_err(|complaint| complaint.to_string())?;
    let (profile, _) = Profile::judge(&profile(&address), &contract).map_err(|complaints| format!("{complaints:?}"))?;
    let client = Client::new(profile, Plain);

    let fields = Map::from_iter([
        ("headline".to_string(), json!("The hall is open again")),
        ("sent".to_string(), json!("2026-11-22T09:00:00Z")),
        ("current".to_string(), json!(true)),
    ]);
    let made = run(client.create("alerts", fields))?;
    println!("made {}: {:?}", made.id, made.text("headline"));

    let query = Query::new().filter("current", Op::Eq, true).descending("sent");
    for record in run(client.list("alerts", &query))?.records {
        println!("{} {} {}", record.id, record.text("sent").unwrap_or("?"), record.text("headline").unwrap_or("?"));
    }
    println!("removing: {:?}", run(client.remove("alerts", &made.id, None)));
    Ok(())
}

/// HTTP as plain as it gets: one request, one connection.
struct Plain;

impl Transport for Plain {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        exchange(&request).ok_or(Unreachable::Offline)
    }
}

fn exchange(request: &Request) -> Option<Response> {
    let (host, path) = request.url.strip_prefix("http://")?.split_once('/')?;
    let mut stream = TcpStream::connect(host).ok()?;
    let body = request.body.as_deref().unwrap_or_default();
    let head =
        format!("{} /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", request.method, body.len());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Response { status, headers: Vec::new(), body: body.into() })
}

/// The backend: a list of notices in memory.
fn board(listener: &TcpListener) {
    let notices = RefCell::new(vec![json!({ "no": 1, "title": "The hall is closed", "at": 1_795_000_000, "live": 0 })]);
    for stream in listener.incoming().flatten() {
        let _ = serve(stream, &notices);
    }
}

fn serve(stream: TcpStream, notices: &RefCell<Vec<Value>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
    reader.read_line(&mut first)?;
    while reader.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut notices = notices.borrow_mut();
    let answer = if first.starts_with("POST") {
        let mut notice: Value = serde_json::from_slice(&body)?;
        if let Some(map) = notice.as_object_mut() {
            map.insert("no".into(), (notices.len() + 1).into());
        }
        notices.push(notice.clone());
        json!({ "notice": notice })
    } else {
        json!({ "notices": *notices })
    };
    let answer = answer.to_string();
    write!(&stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}", answer.len())
}

/// Runs a future that never has to wait: this transport blocks.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}
