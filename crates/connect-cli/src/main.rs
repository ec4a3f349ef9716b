//! `commonwatch-connect`: checks a connection profile, examines a backend against it, drafts one, and prints what the portal asks for.
#![forbid(unsafe_code)]

mod arguments;
mod document;
mod draft;
mod files;
mod http;
mod lacking;
mod password;
mod show;

use std::future::Future;
use std::io::Write as _;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use arguments::{Arguments, Command};
use connect::{Complaint, Contract, Profile};
use doctor::{Case, Who};

/// The portal's own contract.
const CONTRACT: &str = include_str!("../../../src/backend/contract.json");

/// How it is used.
const USAGE: &str = "usage:
  commonwatch-connect check FILE [--all] [--resource NAME]... [--contract FILE] [--presets FOLDER] [--json]
  commonwatch-connect doctor FILE [--user NAME] [--at ADDRESS] [--origin ADDRESS] [--resource NAME]... [--write]
                             [--contract FILE] [--presets FOLDER] [--json]
  commonwatch-connect draft ADDRESS|FILE... [--contract FILE]
  commonwatch-connect contract [--contract FILE]

With --all, check also tells what the portal will do without, as the profile leaves it out.
contract prints, as OpenAPI 3.1, the API that the preset commonwatch speaks: for a gateway before a backend like no other.
The password comes from a prompt, or from the environment variable COMMONWATCH_PASSWORD.
Exit status: 0 all is well, 1 something is to be mended, 2 it could not run.";

/// What came of a command.
enum Outcome {
    Well,
    Findings,
}

fn main() -> ExitCode {
    let asked = match arguments::read(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(message) => return fail(&format!("{message}\n\n{USAGE}")),
    };
    let done = match asked.command {
        Command::Help => {
            say(USAGE);
            return ExitCode::SUCCESS;
        }
        Command::Check => check(&asked),
        Command::Doctor => examine(&asked),
        Command::Draft => propose(&asked),
        Command::Contract => print(&asked),
    };
    match done {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(2)
}

/// Writes to standard output; a reader that has gone away is no failure.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn contract(asked: &Arguments) -> Result<(String, Contract), String> {
    let text = match &asked.contract {
        Some(path) => files::read(path)?,
        None => CONTRACT.into(),
    };
    let text = if asked.resources.is_empty() { text } else { narrowed(&text, &asked.resources)? };
    let contract = Contract::parse(&text).map_err(|complaint| complaint.to_string())?;
    Ok((text, contract))
}

/// A contract that needs nothing but these records: a profile is written one kind of record after another.
fn narrowed(contract: &str, chosen: &[String]) -> Result<String, String> {
    let mut whole: serde_json::Value = serde_json::from_str(contract).map_err(|error| error.to_string())?;
    let Some(records) = whole.get_mut("records").and_then(serde_json::Value::as_object_mut) else { return Ok(contract.into()) };
    if let Some(unknown) = chosen.iter().find(|name| !records.contains_key(*name)) {
        return Err(format!("There are no records called {unknown}."));
    }
    for (_, record) in records.iter_mut().filter(|(name, _)| !chosen.contains(name)) {
        if let Some(record) = record.as_object_mut() {
            record.insert("requires".into(), serde_json::Value::Array(Vec::new()));
        }
        let fields = record.get_mut("fields").and_then(serde_json::Value::as_object_mut);
        for field in fields.into_iter().flat_map(|fields| fields.values_mut()).filter_map(serde_json::Value::as_object_mut) {
            field.remove("required");
        }
    }
    Ok(whole.to_string())
}

fn check(asked: &Arguments) -> Result<Outcome, String> {
    let (wanted, contract) = contract(asked)?;
    let file = asked.file()?;
    let text = files::read(file)?;
    let presets = |name: &str| files::preset(asked.presets.as_deref(), file, name);
    let judged = Profile::judge_with(&text, &contract, &presets);
    let (good, complaints) = match &judged {
        Ok((_, complaints)) => (true, complaints),
        Err(complaints) => (false, complaints),
    };
    let whole = connect::merged(&text, &presets).filter(|_| asked.all);
    let wanted = serde_json::from_str(&wanted).map_err(|error| error.to_string())?;
    let lacking = whole.map_or(Vec::new(), |whole| lacking::lacking(&whole, &wanted, &asked.resources));
    say(&if asked.json { show::complaints_json(good, complaints, &lacking) } else { show::complaints(good, complaints, &lacking) });
    Ok(if good { Outcome::Well } else { Outcome::Findings })
}

fn examine(asked: &Arguments) -> Result<Outcome, String> {
    let (contract, _) = contract(asked)?;
    let file = asked.file()?;
    let profile = files::read(file)?;
    let presets = |name: &str| files::preset(asked.presets.as_deref(), file, name);
    let whole = connect::merged(&profile, &presets).unwrap_or_default();
    let who = match &asked.user {
        Some(name) => Who::Typed(typed(&whole, name, &password::of(name)?)),
        None => Who::Guest,
    };
    let case = Case {
        profile: &profile,
        contract: &contract,
        presets: &presets,
        who,
        write: asked.write,
        resources: asked.resources.clone(),
        at: asked.at.clone(),
        origin: asked.origin.clone(),
        browser: false,
    };
    let base = whole.get("base").and_then(serde_json::Value::as_str);
    if asked.at.is_none() && base.is_some_and(|base| base.starts_with('/')) {
        return Err("The profile's base is only a path: say where the backend is with --at ADDRESS.".into());
    }
    match finished(doctor::examine(case, http::Http::new())) {
        Ok(examined) => {
            let report = examined.report;
            if let Some(unknown) = report.skipped.iter().find(|skipped| skipped.why == doctor::NOT_NAMED) {
                return Err(format!("The profile has no resource {}.", unknown.what));
            }
            say(&if asked.json { format!("{:#}", report.to_json()) } else { show::report(&report) });
            Ok(if report.is_healthy() && report.left_behind.is_empty() { Outcome::Well } else { Outcome::Findings })
        }
        Err(complaints) => {
            say(&if asked.json { show::complaints_json(false, &complaints, &[]) } else { show::complaints(false, &complaints, &[]) });
            Ok(Outcome::Findings)
        }
    }
}

/// What is typed: the name and the password, which is also the token where members bring one.
fn typed(profile: &serde_json::Value, name: &str, password: &str) -> Vec<(String, String)> {
    let mut typed = vec![("identity".into(), name.into()), ("password".into(), password.into())];
    let manual = profile.pointer("/auth/login/manual").and_then(serde_json::Value::as_array);
    for brought in manual.into_iter().flatten().filter_map(serde_json::Value::as_str) {
        if !typed.iter().any(|(known, _)| known == brought) {
            typed.push((brought.into(), password.into()));
        }
    }
    typed
}

fn propose(asked: &Arguments) -> Result<Outcome, String> {
    let (text, contract) = contract(asked)?;
    let wanted = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let mut materials = Vec::new();
    for name in &asked.files {
        let text = if name.contains("://") { http::fetch(name)? } else { files::read(name)? };
        materials.push((name.clone(), text));
    }
    let profile = draft::profile(&materials, &wanted)?;
    let text = format!("{profile:#}");
    say(&text);
    let complaints = match Profile::judge(&text, &contract) {
        Ok(_) => return Ok(Outcome::Well),
        Err(complaints) => complaints,
    };
    let fatal: Vec<Complaint> = complaints.into_iter().filter(|complaint| complaint.fatal).collect();
    let _ = writeln!(
        std::io::stderr(),
        "The material did not show everything that the portal needs.\n\n{}",
        show::complaints(false, &fatal, &[])
    );
    Ok(Outcome::Findings)
}

fn print(asked: &Arguments) -> Result<Outcome, String> {
    let (text, _) = contract(asked)?;
    let wanted = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    say(&format!("{:#}", document::document(&wanted)));
    Ok(Outcome::Well)
}

/// Runs a future to its end on this thread. The transport answers before it returns, so that nothing ever waits.
fn finished<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
