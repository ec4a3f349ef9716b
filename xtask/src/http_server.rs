//! A server of files for this machine alone (RFC 9112): a thread for each connection, so that none waits for another.
//! What it is asked is parsed by httparse; what it answers is a status, headers and bytes.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, While};

/// The longest head of a request, in bytes, and the most headers in it.
const LONGEST_HEAD: usize = 64 * 1024;
const MOST_HEADERS: usize = 100;

/// How long a connection may be silent.
const SILENCE: Duration = Duration::from_secs(120);

/// What is asked for: the head of a request. There is no body in what this serves.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The method, in capitals.
    pub method: String,
    /// Path and query.
    pub target: String,
    headers: Vec<(String, String)>,
}

impl Asked {
    /// The first header of that name, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    /// Whether it asks for a file.
    pub fn reads(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD")
    }
}

/// What is answered.
#[derive(Debug, Default)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names and values, without those of the connection.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Answers at a port of this machine until this program ends.
pub fn serve(port: u16, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Result<(), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).while_(|| format!("listen on port {port}"))?;
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // A browser that goes away in the middle is no failure.
            thread::spawn(move || _ = converse(stream, answer.as_ref()));
        }
    });
    Ok(())
}

/// One request after another, until either side has enough.
fn converse(mut stream: TcpStream, answer: &dyn Fn(&Asked) -> Answer) -> io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_nodelay(true)?;
    let mut held = Vec::new();
    while let Some(asked) = next(&mut stream, &mut held)? {
        let given = answer(&asked);
        // A body may follow that nobody reads: then this connection cannot go on.
        let last = !asked.reads() || asked.header("connection").eq_ignore_ascii_case("close");
        let mut head = format!("HTTP/1.1 {} {}\r\nContent-Length: {}\r\n", given.status, reason(given.status), given.body.len());
        for (name, value) in &given.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(if last { "Connection: close\r\n\r\n" } else { "\r\n" });
        let mut bytes = head.into_bytes();
        if asked.method != "HEAD" {
            bytes.extend(given.body);
        }
        stream.write_all(&bytes)?;
        if last {
            break;
        }
    }
    Ok(())
}

/// The next request, once its head is whole; nothing when the other side has closed.
fn next(stream: &mut TcpStream, held: &mut Vec<u8>) -> io::Result<Option<Asked>> {
    loop {
        if let Some((asked, length)) = parse(held)? {
            held.drain(..length);
            return Ok(Some(asked));
        }
        let mut part = [0_u8; 4096];
        let read = stream.read(&mut part)?;
        if read == 0 {
            return Ok(None);
        }
        held.extend(part.get(..read).unwrap_or_default());
        if held.len() > LONGEST_HEAD {
            return Err(ErrorKind::InvalidData.into());
        }
    }
}

/// A request out of the first bytes, and how many they are.
fn parse(bytes: &[u8]) -> io::Result<Option<(Asked, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let Ok(status) = request.parse(bytes) else { return Err(ErrorKind::InvalidData.into()) };
    let httparse::Status::Complete(length) = status else { return Ok(None) };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    let asked = Asked {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        headers: request.headers.iter().map(|header| (header.name.to_owned(), text(header.value))).collect(),
    };
    Ok(Some((asked, length)))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local_http::free_port;

    /// More connections at once than a pool would have threads, each kept open: none waits for another.
    #[test]
    fn every_connection_is_answered_while_others_are_kept_open() {
        let port = free_port().unwrap();
        serve(port, |asked| Answer { status: 200, headers: vec![("A".into(), "1".into())], body: asked.target.clone().into_bytes() })
            .unwrap();
        let mut open: Vec<_> = (0..40).map(|_| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap()).collect();
        for turn in 0..2 {
            for (number, stream) in open.iter_mut().enumerate() {
                write!(stream, "GET /{turn}/{number} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            }
            for (number, stream) in open.iter_mut().enumerate() {
                let body = format!("/{turn}/{number}");
                let wanted = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nA: 1\r\n\r\n{body}", body.len());
                let mut read = vec![0; wanted.len()];
                stream.read_exact(&mut read).unwrap();
                assert_eq!(String::from_utf8(read).unwrap(), wanted);
            }
        }
    }

    #[test]
    fn a_body_is_not_taken_for_a_request() {
        let port = free_port().unwrap();
        serve(port, |asked| Answer { status: if asked.reads() { 200 } else { 405 }, ..Answer::default() }).unwrap();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        write!(stream, "POST / HTTP/1.1\r\nContent-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n").unwrap();
        let mut told = Vec::new();
        // The rest of the body may be refused while this reads.
        let _ = stream.read_to_end(&mut told);
        let told = String::from_utf8(told).unwrap();
        assert!(told.starts_with("HTTP/1.1 405 ") && told.matches("HTTP/1.1").count() == 1, "{told}");
        assert!(parse(b"nonsense\r\n\r\n").is_err());
        assert_eq!(parse(b"GET / HTTP/1.1\r\nA").unwrap(), None);
    }
}
