//! Other programs: found, run, read, waited for.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, While};

/// Looks for a program on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))).find(|file| file.is_file())
}

/// PATH with these folders before all others.
pub fn path_with(folders: &[&Path]) -> Result<OsString, Failure> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| folder.to_path_buf()).chain(env::split_paths(&old));
    env::join_paths(all).while_(|| "put the tools on PATH".into())
}

/// Runs to the end with its output on the screen; fails when it fails.
/// `what` names the work: "Trunk's build".
pub fn run(command: &mut Command, what: &str) -> Result<(), Failure> {
    let status = command.status().while_(|| format!("start {}", command.get_program().to_string_lossy()))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{what} failed ({status}). Its own words are above."))) }
}

/// Runs to the end in silence and returns what it printed; its words come out when it fails.
pub fn read(command: &mut Command, what: &str) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).output().while_(|| format!("start {}", command.get_program().to_string_lossy()))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(text)
    } else {
        let words = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!("{what} failed ({}).\n{text}{words}", output.status)))
    }
}

/// What `program --version` says, or nothing.
pub fn version(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()
}

/// Whether a `--version` answer holds this version as a whole word.
pub fn says_version(answer: &str, version: &str) -> bool {
    answer.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::says_version;

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(says_version("trunk 0.21.14\n", "0.21.14"));
        assert!(says_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!says_version("trunk 0.21.141", "0.21.14"));
        assert!(!says_version("trunk 0.21.14-beta.1", "0.21.14"));
    }
}
