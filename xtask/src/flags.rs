//! The few flags of each command, read by hand.

use crate::failure::Failure;

/// One flag that a command knows.
pub struct Flag {
    /// With its dashes: `--port`. Without a name it is the one bare word that the command takes.
    pub name: &'static str,
    /// What its value is called, when it takes one.
    pub value: Option<&'static str>,
    /// One line of help.
    pub about: &'static str,
}

/// The flags that were given.
#[derive(Debug, Default)]
pub struct Flags(Vec<(&'static str, Option<String>)>);

impl Flags {
    /// Reads `args`; `None` when help was asked for and has been printed.
    pub fn read(command: &str, args: &[String], known: &[Flag]) -> Result<Option<Self>, Failure> {
        let mut given = Vec::new();
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            if arg == "--help" || arg == "-h" {
                println!("{}", help(command, known));
                return Ok(None);
            }
            if !arg.starts_with("--")
                && let Some(bare) = known.iter().find(|flag| flag.name.is_empty())
                && !given.iter().any(|(name, _)| *name == bare.name)
            {
                given.push((bare.name, Some(arg.clone())));
                continue;
            }
            let (name, joined) = match arg.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (arg.as_str(), None),
            };
            let flag = known.iter().find(|flag| flag.name == name).ok_or_else(|| unknown(command, arg, known))?;
            let value = match (flag.value, joined) {
                (None, None) => None,
                (None, Some(_)) => {
                    return Err(Failure::new(format!("{name} takes no value.")));
                }
                (Some(_), Some(value)) => Some(value),
                (Some(label), None) => Some(
                    rest.next()
                        .filter(|value| !value.starts_with("--"))
                        .ok_or_else(|| Failure::new(format!("{name} needs a value: {name} {label}")))?
                        .clone(),
                ),
            };
            given.push((flag.name, value));
        }
        Ok(Some(Self(given)))
    }

    /// Whether the flag was given.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(given, _)| *given == name)
    }

    /// The flag's last value.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(given, _)| *given == name).and_then(|(_, value)| value.as_deref())
    }

    /// The flag's value as a port.
    pub fn port(&self, name: &str, otherwise: u16) -> Result<u16, Failure> {
        match self.value(name) {
            None => Ok(otherwise),
            Some(text) => text
                .parse::<u16>()
                .ok()
                .filter(|port| *port != 0)
                .ok_or_else(|| Failure::new(format!("{name} must be a port from 1 to 65535, not {text:?}."))),
        }
    }
}

fn unknown(command: &str, arg: &str, known: &[Flag]) -> Failure {
    let names: Vec<_> = known.iter().map(|flag| flag.name).filter(|name| !name.is_empty()).collect();
    let list = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    Failure::new(format!("`cargo xtask {command}` does not know {arg:?}. Its flags: {list}."))
}

fn help(command: &str, known: &[Flag]) -> String {
    let mut text = format!("cargo xtask {command}");
    for flag in known {
        let shown = match flag.value {
            Some(label) => format!("{} {label}", flag.name).trim_start().to_owned(),
            None => flag.name.to_owned(),
        };
        text.push_str(&format!("\n  {shown:<18} {}", flag.about));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Flag] = &[Flag { name: "--port", value: Some("N"), about: "" }, Flag { name: "--empty", value: None, about: "" }];

    fn read(args: &[&str]) -> Result<Option<Flags>, Failure> {
        let args: Vec<_> = args.iter().map(|arg| (*arg).to_owned()).collect();
        Flags::read("serve", &args, KNOWN)
    }

    #[test]
    fn both_spellings_of_a_value_are_read() {
        for args in [&["--port", "81"][..], &["--port=81"][..]] {
            let flags = read(args).unwrap().unwrap();
            assert_eq!(flags.port("--port", 1).unwrap(), 81);
            assert!(!flags.has("--empty"));
        }
    }

    #[test]
    fn mistakes_are_told() {
        for (args, words) in [
            (&["--prot"][..], "Its flags: --port, --empty"),
            (&["--port"][..], "needs a value"),
            (&["--port", "--empty"][..], "needs a value"),
            (&["--empty=yes"][..], "takes no value"),
        ] {
            let told = read(args).unwrap_err().to_string();
            assert!(told.contains(words), "{told}");
        }
        let flags = read(&["--port", "0"]).unwrap().unwrap();
        assert!(flags.port("--port", 1).is_err());
    }

    #[test]
    fn a_bare_word_is_taken_once_and_only_where_one_is_known() {
        let known = [Flag { name: "", value: Some("NAME"), about: "" }, Flag { name: "--port", value: Some("N"), about: "" }];
        let words = |args: &[&str]| Flags::read("backend", &args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>(), &known);
        assert_eq!(words(&["register", "--port", "1"]).unwrap().unwrap().value(""), Some("register"));
        assert!(words(&["register", "another"]).unwrap_err().to_string().contains("does not know \"another\""));
        assert!(read(&["register"]).is_err());
    }

    #[test]
    fn help_stops_the_command() {
        assert!(read(&["--help"]).unwrap().is_none());
    }
}
