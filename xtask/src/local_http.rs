//! Small questions to a server on this machine.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use crate::failure::{Failure, While};

/// The status that a GET of this path is answered with, when there is an answer.
pub fn status(port: u16, path: &str) -> Option<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").ok()?;
    let mut start = [0_u8; 12];
    stream.read_exact(&mut start).ok()?;
    std::str::from_utf8(&start).ok()?.split(' ').nth(1)?.parse().ok()
}

/// Fails in words when a port is taken. `flag` is how to choose another, if there is a way.
pub fn must_be_free(port: u16, flag: Option<&str>) -> Result<(), Failure> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::new(match flag {
            Some(flag) => format!(
                "Port {port} is in use, perhaps by another Commonwatch. Stop that one, or choose \
                 another port: {flag} {}",
                port.saturating_add(10)
            ),
            None => format!("Port {port} is in use. Stop the program that has it."),
        })),
    }
}

/// A port that nothing uses at this moment.
pub fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).while_(|| "find a free port".into())?;
    Ok(listener.local_addr().while_(|| "find a free port".into())?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_told() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let told = must_be_free(port, Some("--port")).unwrap_err().to_string();
        assert!(told.contains("--port"), "{told}");
        drop(listener);
        assert!(must_be_free(free_port().unwrap(), None).is_ok());
    }
}
