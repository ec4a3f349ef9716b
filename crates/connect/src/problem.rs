//! What can go wrong, named by what the person can do next.

use std::fmt;

/// A refused, failed or unreadable answer. It holds facts; the portal finds the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing answered.
    Offline,
    /// There is no session, or it has ended.
    SignedOut,
    /// The session is good, but this is not for it.
    NotAllowed,
    /// There is no such record, or not for this session.
    NotFound,
    /// The backend refused what was sent.
    Refused {
        /// The backend's own sentence, in its own language.
        message: Option<String>,
        /// Portal field names and what is said of each. An empty text: the value is not of its kind.
        fields: Vec<(String, String)>,
    },
    /// The name or the password is wrong.
    BadCredentials,
    /// Somebody else changed the record meanwhile.
    Conflict,
    /// The answer is not JSON of the declared shape.
    Unreadable {
        /// JSON Pointer (RFC 6901) into the answer, or a short word for what it is.
        at: String,
    },
    /// Too many requests, or a pause for maintenance.
    Busy {
        /// From `Retry-After` (RFC 9110 §10.2.3) when it is a number of seconds.
        retry_after_seconds: Option<u32>,
    },
    /// The backend failed.
    Unavailable {
        /// The status it gave.
        status: u16,
    },
    /// The profile does not name this operation, so nothing was sent.
    Unsupported {
        /// For instance `alerts.create`, or `alerts.note` for a field that cannot be written.
        operation: String,
    },
}

impl Problem {
    pub(crate) fn unreadable(at: impl Into<String>) -> Problem {
        Problem::Unreadable { at: at.into() }
    }

    pub(crate) fn unsupported(operation: impl Into<String>) -> Problem {
        Problem::Unsupported { operation: operation.into() }
    }
}

impl fmt::Display for Problem {
    /// For logs and tests only: never shown to a member.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, out)
    }
}

impl std::error::Error for Problem {}
