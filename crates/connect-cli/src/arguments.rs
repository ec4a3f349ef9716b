//! What was typed after the program's name.

/// What to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Command {
    #[default]
    Help,
    Check,
    Doctor,
    Draft,
    Contract,
}

/// A command with everything that goes with it.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub command: Command,
    pub files: Vec<String>,
    pub contract: Option<String>,
    pub presets: Option<String>,
    pub user: Option<String>,
    pub at: Option<String>,
    pub origin: Option<String>,
    pub resources: Vec<String>,
    pub write: bool,
    pub all: bool,
    pub json: bool,
}

impl Arguments {
    /// The one file of a command that needs one.
    pub fn file(&self) -> Result<&str, String> {
        match self.files.as_slice() {
            [one] => Ok(one),
            _ => Err("One file is needed.".into()),
        }
    }
}

/// Reads the arguments.
///
/// # Errors
/// A sentence about the first that is not understood. It never repeats what could be a password.
pub(crate) fn read(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut asked = Arguments::default();
    asked.command = match given.next().as_deref() {
        Some("check") => Command::Check,
        Some("doctor") => Command::Doctor,
        Some("draft") => Command::Draft,
        Some("contract") => Command::Contract,
        Some("help" | "--help" | "-h") => return Ok(asked),
        _ => return Err("Say what to do: check, doctor, draft or contract.".into()),
    };
    let doctor = asked.command == Command::Doctor;
    let draft = asked.command == Command::Draft;
    let print = asked.command == Command::Contract;
    while let Some(word) = given.next() {
        let mut value = || given.next().filter(|value| !value.starts_with("--")).ok_or_else(|| format!("{word} needs a value."));
        match word.as_str() {
            "--help" | "-h" => return Ok(Arguments::default()),
            "--contract" => asked.contract = Some(value()?),
            "--presets" if !draft && !print => asked.presets = Some(value()?),
            "--json" if !draft && !print => asked.json = true,
            "--user" if doctor => asked.user = Some(value()?),
            "--at" if doctor => asked.at = Some(value()?),
            "--origin" if doctor => asked.origin = Some(value()?.trim_end_matches('/').into()),
            "--resource" if !draft && !print => asked.resources.push(value()?),
            "--all" if asked.command == Command::Check => asked.all = true,
            "--write" if doctor => asked.write = true,
            word if word.starts_with("--pass") => {
                return Err("A password is never an argument: it is asked for, or taken from COMMONWATCH_PASSWORD.".into());
            }
            word if word.starts_with('-') => {
                let name = word.split('=').next().unwrap_or_default();
                return Err(format!("There is no option {name} here."));
            }
            _ => asked.files.push(word),
        }
    }
    if print {
        return if asked.files.is_empty() {
            Ok(asked)
        } else {
            Err("The contract is printed whole; another one is named with --contract.".into())
        };
    }
    if asked.files.is_empty() || (!draft && asked.files.len() > 1) {
        return Err(if draft { "Say which address or files to draft from.".into() } else { "One profile is needed.".into() });
    }
    Ok(asked)
}
