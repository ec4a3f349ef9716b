//! The password: from the environment, or from a prompt that does not show it.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::process::{Command, Stdio};

const VARIABLE: &str = "COMMONWATCH_PASSWORD";

/// Switches what a terminal shows on again, whatever happens meanwhile.
struct Hidden;

impl Drop for Hidden {
    fn drop(&mut self) {
        let _ = echo("echo");
        let _ = writeln!(std::io::stderr());
    }
}

/// Whether the terminal obeyed. `stty` is part of POSIX.
fn echo(how: &str) -> bool {
    let run = Command::new("stty").arg(how).stdin(Stdio::inherit()).stderr(Stdio::null()).stdout(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// The password of this member.
///
/// # Errors
/// A sentence, when there is neither the variable nor a terminal that can hide it.
pub(crate) fn of(name: &str) -> Result<String, String> {
    if let Ok(found) = std::env::var(VARIABLE)
        && !found.is_empty()
    {
        return Ok(found);
    }
    let instead = format!("Set the environment variable {VARIABLE}.");
    if !std::io::stdin().is_terminal() {
        return Err(format!("There is no terminal to ask for the password. {instead}"));
    }
    // Hidden first, so that nothing is shown of what is typed at once.
    if !echo("-echo") {
        return Err(format!("This terminal cannot hide what is typed. {instead}"));
    }
    let hidden = Hidden;
    let _ = write!(std::io::stderr(), "Password of {name}: ");
    let _ = std::io::stderr().flush();
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    drop(hidden);
    read.map_err(|error| error.to_string())?;
    let found = line.trim_end_matches(['\r', '\n']);
    if found.is_empty() { Err("No password was typed.".into()) } else { Ok(found.into()) }
}
