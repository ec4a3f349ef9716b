//! Ids in addresses. An id is whatever text the backend has for one; a step of an address is not.

use std::fmt::Write;

/// An id as one step of an address: letters, digits, `-` and `_` stay, any other byte is `~` and two digits (hexadecimal).
///
/// Not percent-encoded (RFC 3986 §2.1): servers on the way take an encoded slash for a slash, or refuse it, and routers
/// undo some of it. What is written here goes through all of them as it is.
#[must_use]
pub fn step(id: &str) -> String {
    let mut step = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            step.push(char::from(byte));
        } else {
            // Writing into a text does not fail.
            let _ = write!(step, "~{byte:02X}");
        }
    }
    step
}

/// The id that a step of an address stands for. What `step` has not written stays as it is.
#[must_use]
pub fn id(step: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = step;
    while let Some((before, after)) = rest.split_once('~') {
        bytes.extend(before.bytes());
        let hex = after.get(..2).filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(b'~'));
        rest = byte.and_then(|_| after.get(2..)).unwrap_or(after);
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_from_its_address() {
        for (text, written) in [
            ("1534ojv2fmsys5b", "1534ojv2fmsys5b"),
            ("P-000123/UK", "P-000123~2FUK"),
            ("W 2026/0042", "W~202026~2F0042"),
            ("..", "~2E~2E"),
            ("a~41%2F?#é", "a~7E41~252F~3F~23~C3~A9"),
        ] {
            assert_eq!(step(text), written);
            assert_eq!(id(written), text);
        }
    }

    #[test]
    fn what_was_not_written_here_stays() {
        for text in ["~", "a~", "a~4", "~zz", "~+1x", "x~é1", "ama@example.org"] {
            assert_eq!(id(text), text);
        }
    }
}
