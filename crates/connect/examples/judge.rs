//! Judges a profile: `cargo run --example judge -- connection.json contract.json`.

use std::process::ExitCode;

use connect::{Contract, Profile};

fn main() -> ExitCode {
    let mut names = std::env::args().skip(1);
    let (Some(profile), Some(contract)) = (names.next(), names.next()) else {
        eprintln!("usage: judge PROFILE CONTRACT");
        return ExitCode::from(2);
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
    let (good, complaints) = match Profile::judge(&profile, &contract) {
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
