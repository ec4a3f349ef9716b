//! Judges a profile: `cargo run --example judge -- connection.json contract.json [presets]`.
//!
//! A preset `NAME` is `NAME.json` or `NAME/connection.json` in the folder of presets.

use std::process::ExitCode;

use connect::{Contract, Profile};

fn main() -> ExitCode {
    let mut names = std::env::args().skip(1);
    let (Some(profile), Some(contract)) = (names.next(), names.next()) else {
        eprintln!("usage: judge PROFILE CONTRACT [PRESETS]");
        return ExitCode::from(2);
    };
    let folder = names.next();
    let preset = |name: &str| {
        // A name, never a way out of the folder.
        let good = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter) || letter == '.');
        let folder = folder.as_ref().filter(|_| good && !name.starts_with('.'))?;
        let read = |path: String| std::fs::read_to_string(path).ok();
        read(format!("{folder}/{name}.json")).or_else(|| read(format!("{folder}/{name}/connection.json")))
    };
    let (Ok(profile), Ok(contract)) = (std::fs::read_to_string(profile), std::fs::read_to_string(contract)) else {
        eprintln!("cannot read them");
        return ExitCode::from(2);
    };
    let contract = match Contract::parse(&contract) {
        Ok(contract) => contract,
        Err(complaint) => {
            eprintln!("{complaint}");
            return ExitCode::from(2);
        }
    };
    let (good, complaints) = match Profile::judge_with(&profile, &contract, &preset) {
        Ok((profile, complaints)) => {
            println!("\"{}\" can be used.", profile.name());
            (true, complaints)
        }
        Err(complaints) => (false, complaints),
    };
    for complaint in &complaints {
        println!("{} {complaint}", if complaint.fatal { "must be mended:" } else { "remark:" });
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
