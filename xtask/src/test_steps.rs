//! Steps of a test run: each with a heading, a time, and counts read from what its runner says.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::{Failure, While};
use crate::say::{heading, took};

/// What has passed and failed so far.
#[derive(Debug, Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    failures: Vec<String>,
    why: Vec<String>,
    times: Vec<String>,
}

impl Tally {
    /// Runs one step that is either right or wrong, and counts it as one test.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<(), Failure>) -> bool {
        heading(name);
        let start = Instant::now();
        let done = work();
        self.count(name, start, done.map(|()| Counts { passed: 1, failed: 0 }))
    }

    /// Runs a test runner, shows its words, and adds up what it counted.
    pub fn runner(&mut self, name: &str, command: &mut Command) -> bool {
        heading(name);
        let start = Instant::now();
        let mut why = Why::default();
        let counted = watch(command, &mut why);
        self.why.append(&mut why.lines);
        self.count(name, start, counted)
    }

    /// Notes that a step could not begin.
    pub fn failed(&mut self, name: &str, failure: &Failure) {
        heading(name);
        self.count(name, Instant::now(), Err(Failure::new(failure.to_string())));
    }

    fn count(&mut self, name: &str, start: Instant, counted: Result<Counts, Failure>) -> bool {
        let (passed, failed) = match counted {
            Ok(counts) => (counts.passed, counts.failed),
            Err(failure) => {
                println!("{failure}");
                (0, 1)
            }
        };
        self.passed += passed;
        self.failed += failed;
        let good = failed == 0;
        self.times.push(format!("{:<52} {passed:>5} passed {failed:>4} failed   {}", name, took(start)));
        if !good {
            self.failures.push(name.to_owned());
        }
        good
    }

    /// Prints what failed and why, the steps with their times, and the closing line; fails when anything failed.
    pub fn close(self, start: Instant) -> Result<(), Failure> {
        if !self.why.is_empty() {
            heading("What failed");
            for line in &self.why {
                println!("{line}");
            }
        }
        heading(&format!("All steps, {}", took(start)));
        for line in &self.times {
            println!("   {line}");
        }
        println!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failures.is_empty() { Ok(()) } else { Err(Failure::new(format!("Failed: {}.", self.failures.join("; ")))) }
    }
}

/// Counts of one runner.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    /// Adds what a line says, if it is the closing line of cargo, node or Playwright.
    fn read(&mut self, line: &str) {
        let line = line.trim();
        let numbered = |text: &str, word: &str| -> Option<u64> {
            let (number, rest) = text.split_once(' ')?;
            rest.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphanumeric)).and_then(|_| number.parse().ok())
        };
        if let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) {
            for part in counts.split("; ") {
                self.passed += numbered(part, "passed").unwrap_or(0);
                self.failed += numbered(part, "failed").unwrap_or(0);
            }
        } else if let Some(rest) = line.strip_prefix("ℹ ") {
            let number = |word: &str| rest.strip_prefix(word).and_then(|it| it.trim().parse::<u64>().ok());
            self.passed += number("pass ").unwrap_or(0);
            self.failed += number("fail ").unwrap_or(0);
        } else {
            self.passed += numbered(line, "passed").unwrap_or(0);
            for word in ["failed", "flaky", "interrupted", "did not run", "error was not", "errors were not"] {
                self.failed += numbered(line, word).unwrap_or(0);
            }
        }
    }
}

/// How each failed test began to explain itself: repeated at the end, where whoever looks for it looks first.
#[derive(Debug, Default)]
struct Why {
    lines: Vec<String>,
    room: usize,
}

impl Why {
    /// So many lines of one explanation are enough to know which it is.
    const ROOM: usize = 14;

    /// Reads a line, if it belongs to an explanation of cargo, node or Playwright.
    fn read(&mut self, line: &str) {
        let text = line.trim();
        let numbered = text.split_once(") ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        if numbered || text.starts_with("---- ") || text.starts_with("✖ ") {
            self.room = Self::ROOM;
        }
        if self.room > 0 && !text.is_empty() {
            self.room -= 1;
            self.lines.push(line.trim_end().to_owned());
        }
    }
}

/// Runs a command, passes its lines on, and counts.
fn watch(command: &mut Command, why: &mut Why) -> Result<Counts, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().while_(|| format!("start {name}"))?;
    let mut counts = Counts::default();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).split(b'\n') {
            let line = line.while_(|| format!("read what {name} says"))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            counts.read(&line);
            why.read(&line);
        }
    }
    let status = child.wait().while_(|| format!("wait for {name}"))?;
    if !status.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    if status.success() && counts == Counts::default() {
        return Err(Failure::new(format!("{name} ran no test.")));
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_are_kept_short() {
        let mut why = Why::default();
        for line in ["  ✓  1 good (2) one", "  1) a journey › fails", "", "    Error: no", "    Received: 2"] {
            why.read(line);
        }
        assert_eq!(why.lines, ["  1) a journey › fails", "    Error: no", "    Received: 2"]);
        for _ in 0..100 {
            why.read("at some place");
        }
        assert_eq!(why.lines.len(), Why::ROOM);
        why.read("---- rules::a_rule stdout ----");
        assert_eq!(why.lines.len(), Why::ROOM + 1);
    }

    #[test]
    fn closing_lines_are_counted() {
        let mut counts = Counts::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
            "ℹ tests 5",
            "ℹ pass 4",
            "ℹ fail 1",
            "  7 passed (3.9s)",
            "  1 failed",
            "  1 flaky",
            "  2 did not run",
            "  2 skipped",
            "I saw that 3 passed by",
            "5 passedness",
        ] {
            counts.read(line);
        }
        assert_eq!(counts, Counts { passed: 12 + 3 + 4 + 7, failed: 2 + 1 + 1 + 1 + 2 });
    }
}
