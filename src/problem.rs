//! What went wrong, in words, and what the member can do next.

pub use connect::Problem;

use crate::words::problem as words;

/// The headline of a problem, in plain English.
#[must_use]
pub fn headline(problem: &Problem) -> &'static str {
    match problem {
        Problem::Offline => words::offline(),
        Problem::SignedOut => words::signed_out(),
        Problem::NotAllowed => words::not_allowed(),
        Problem::NotFound => words::not_found(),
        Problem::Refused { .. } => words::refused(),
        Problem::BadCredentials => words::bad_credentials(),
        Problem::Conflict => words::conflict(),
        Problem::Unreadable { .. } => words::unreadable(),
        Problem::Busy { .. } => words::busy(),
        Problem::Unavailable { .. } => words::unavailable(),
        Problem::Unsupported { .. } => words::unsupported(),
    }
}

/// What can be done about it, in plain English.
#[must_use]
pub fn next_step(problem: &Problem) -> String {
    if let Problem::Busy { retry_after_seconds: Some(seconds) } = problem {
        return words::busy_until(usize::try_from(*seconds).unwrap_or(usize::MAX));
    }
    let text = match problem {
        Problem::Offline => words::offline_next(),
        Problem::SignedOut => words::signed_out_next(),
        Problem::NotAllowed => words::not_allowed_next(),
        Problem::NotFound => words::not_found_next(),
        Problem::Refused { .. } => words::refused_next(),
        Problem::BadCredentials => words::bad_credentials_next(),
        Problem::Conflict => words::conflict_next(),
        Problem::Unreadable { .. } => words::unreadable_next(),
        Problem::Busy { .. } => words::busy_next(),
        Problem::Unavailable { .. } => words::unavailable_next(),
        Problem::Unsupported { .. } => words::unsupported_next(),
    };
    text.to_owned()
}

/// Whether asking again may help without anything else changing.
#[must_use]
pub fn may_pass(problem: &Problem) -> bool {
    matches!(problem, Problem::Offline | Problem::Busy { .. } | Problem::Unavailable { .. } | Problem::Unreadable { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_says_what_happened_and_what_to_do() {
        for problem in [
            Problem::Offline,
            Problem::SignedOut,
            Problem::NotAllowed,
            Problem::NotFound,
            Problem::Refused { message: None, fields: Vec::new() },
            Problem::BadCredentials,
            Problem::Conflict,
            Problem::Unreadable { at: "/items".into() },
            Problem::Busy { retry_after_seconds: None },
            Problem::Unavailable { status: 500 },
            Problem::Unsupported { operation: "create".into() },
        ] {
            assert!(headline(&problem).ends_with('.'), "{problem:?}");
            assert!(next_step(&problem).ends_with('.'), "{problem:?}");
            assert!(!headline(&problem).contains("500"), "{problem:?}");
        }
    }
}
