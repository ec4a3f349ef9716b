//! `cargo xtask serve`: the portal, ready to try, on a backend with data.

use std::env;
use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::backend_file::{self, Description};
use crate::backend_run::{self, Convenor, Data, Folders};
use crate::backend_start;
use crate::children::{self, Server};
use crate::failure::{Failure, While};
use crate::flags::{Flag, Flags};
use crate::place::Place;
use crate::portal_build::{self, Kind};
use crate::public_folder::{self, Contents};
use crate::say::took;
use crate::static_server::StaticServer;
use crate::{compress, local_http};

/// The flags of `serve`.
pub const FLAGS: &[Flag] = &[
    Flag { name: "--backend", value: Some("NAME"), about: "another backend than PocketBase; `cargo xtask backend` lists them" },
    Flag { name: "--empty", value: None, about: "no demonstration data: name the first convenor instead" },
    Flag { name: "--large", value: None, about: "10,000 people instead of 240" },
    Flag { name: "--anchor", value: None, about: "keep the demonstration data around 22 November 2026" },
    Flag { name: "--port", value: Some("N"), about: "8090 unless said otherwise" },
    Flag { name: "--data", value: Some("DIR"), about: "where PocketBase keeps its data" },
];

/// 2026-11-22T09:00:00Z, the moment the demonstration data is written around.
const ANCHOR: u64 = 1_795_338_000;

/// What is to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The folder under `.run` for this run.
    pub run: String,
    /// The backend.
    pub backend: Description,
    /// The portal's port.
    pub port: u16,
    /// Where a backend that does not serve the portal itself listens, when not where its profile expects it.
    pub backend_port: Option<u16>,
    /// What the backend holds.
    pub data: Data,
    /// PocketBase's data folder, when it is not in the run's folder.
    pub data_folder: Option<PathBuf>,
    /// How the portal is built.
    pub kind: Kind,
    /// Whether the backend's limits are wide.
    pub patient: bool,
}

/// A running portal; dropping it stops the backend.
#[derive(Debug)]
pub struct Running {
    /// Where the portal is.
    pub address: String,
    /// The folder of this run.
    pub run: PathBuf,
    /// The folder it is served from.
    pub public: PathBuf,
    /// The demonstration data that was loaded, if any.
    pub dataset: PathBuf,
    /// The backend, when it is a program.
    server: Option<Server>,
}

impl Running {
    /// Fails when the backend has ended by itself.
    pub fn still_runs(&mut self) -> Result<(), Failure> {
        self.server.as_mut().map_or(Ok(()), Server::still_runs)
    }
}

/// Runs the command.
pub fn command(place: &Place, flags: &Flags) -> Result<(), Failure> {
    let start = Instant::now();
    let plan = plan(place, flags, Kind::Release)?;
    let mut running = start_plan(place, &plan)?;
    print_welcome(&running, &plan, start);
    children::expect_ctrl_c();
    loop {
        running.still_runs()?;
        thread::sleep(Duration::from_millis(300));
    }
}

/// Reads the plan from the flags of `serve` and `dev`.
pub fn plan(place: &Place, flags: &Flags, kind: Kind) -> Result<Plan, Failure> {
    let backend = backend(place, flags)?;
    let port = flags.port("--port", 8090)?;
    let (empty, large) = (flags.has("--empty"), flags.has("--large"));
    if empty && (large || flags.has("--anchor")) {
        return Err(Failure::new("--empty has no demonstration data, so --large and --anchor say nothing."));
    }
    if !backend.is_built_in() {
        if empty {
            return Err(Failure::new(format!("--empty is for PocketBase; {} begins with the demonstration data.", backend.title)));
        }
        if flags.value("--data").is_some() {
            return Err(Failure::new(format!("--data is for PocketBase; {} begins anew at each start.", backend.title)));
        }
        local_http::must_be_free(backend.port, None)?;
    }
    local_http::must_be_free(port, Some("--port"))?;
    let mut run = backend.name.clone();
    for (part, said) in [("empty", empty), ("large", large), ("anchor", flags.has("--anchor"))] {
        if said {
            run = format!("{run}-{part}");
        }
    }
    if port != 8090 {
        run = format!("{run}-{port}");
    }
    if kind == Kind::Dev {
        run = format!("dev-{run}");
    }
    let data_folder = match flags.value("--data") {
        Some(folder) => Some(std::path::absolute(folder).while_(|| format!("find {folder}"))?),
        None => None,
    };
    let data = if empty {
        let folder = data_folder.clone().unwrap_or_else(|| place.run(&run).join("data"));
        Data::Empty(if folder.join("data.db").is_file() { None } else { Some(ask_for_convenor()?) })
    } else {
        Data::Demo { large, weeks: if flags.has("--anchor") { 0 } else { weeks_since_anchor() } }
    };
    Ok(Plan { run, backend, port, backend_port: None, data, data_folder, kind, patient: false })
}

/// The backend that a flag names, or the default.
fn backend(place: &Place, flags: &Flags) -> Result<Description, Failure> {
    match flags.value("--backend") {
        Some(name) => backend_file::named(place, name),
        None => backend_file::default(place),
    }
}

/// Whole weeks from the anchor to today, so that weekdays stay and nothing lies in the future
/// that should be past.
pub fn weeks_since_anchor() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(ANCHOR, |time| time.as_secs());
    weeks_between(ANCHOR, now)
}

fn weeks_between(anchor: u64, now: u64) -> i64 {
    const DAY: u64 = 86_400;
    let days = (now / DAY).cast_signed() - (anchor / DAY).cast_signed();
    days.div_euclid(7)
}

/// Builds, starts the backend, and writes its posts and statements into its public pages.
pub fn start_plan(place: &Place, plan: &Plan) -> Result<Running, Failure> {
    let dist = portal_build::ready(place, plan.kind)?;
    let run = place.run(&plan.run);
    let folders = Folders {
        data: plan.data_folder.clone().unwrap_or_else(|| run.join("data")),
        public: run.join("public"),
        run,
        patient: plan.patient,
    };
    let address = format!("http://127.0.0.1:{}", plan.port);
    public_folder::fill(&dist, &folders.public, &contents(plan))?;
    let server = if plan.backend.is_built_in() {
        Some(backend_run::pocketbase(place, &folders, plan.port, &plan.data)?)
    } else {
        let port = plan.backend_port.unwrap_or(plan.backend.port);
        let server = backend_start::start(place, &plan.backend, &folders, port, &address, &plan.data)?;
        StaticServer::start(&folders.public, plan.port)?;
        server
    };
    if plan.kind == Kind::Release {
        let profile = folders.public.join("connection.json");
        portal_build::prerender(place, &folders.public, &profile, Some(&address))?;
        public_folder::drop_sources(&folders.public)?;
        compress::changed(&folders.public, &dist)?;
    }
    let dataset = folders.run.join("dataset.json");
    Ok(Running { address, run: folders.run, public: folders.public, dataset, server })
}

/// What the public folder of a plan is filled with.
pub fn contents(plan: &Plan) -> Contents {
    let moved = plan.backend_port.map(|port| moved(&plan.backend, port));
    Contents { profile: plan.backend.profile(), demo: matches!(plan.data, Data::Demo { .. }), moved }
}

/// What a profile says of its backend's place, and what it is to say when the backend listens at `port`.
pub fn moved(backend: &Description, port: u16) -> (String, String) {
    (format!("127.0.0.1:{}", backend.port), format!("127.0.0.1:{port}"))
}

/// Says where the portal is and who can sign in.
pub fn print_welcome(running: &Running, plan: &Plan, start: Instant) {
    println!("\n   Commonwatch is at {} (ready after {})\n", running.address, took(start));
    match &plan.data {
        Data::Demo { .. } => print_accounts(&plan.backend),
        Data::Empty(Some(convenor)) => println!("   Sign in as {}.", convenor.email),
        Data::Empty(None) => println!("   No demonstration data. Your accounts are as you left them."),
    }
    println!("\n   Ctrl-C stops it.");
}

/// Says whose data it is, and who can sign in.
pub fn print_accounts(backend: &Description) {
    println!("   Demonstration data: no person, organisation or warning in it is real.");
    if backend.meets("sign-in") {
        println!("   Sign in as      member@demo.example.org    a member");
        println!("                   lead@demo.example.org      the lead of an organisation");
        println!("                   convenor@demo.example.org  the convenor");
        println!("   with password   commonwatch-demo");
    } else {
        println!("   {} asks nobody who they are: there is no signing in.", backend.title);
    }
}

/// The first convenor: from the environment, or asked for.
fn ask_for_convenor() -> Result<Convenor, Failure> {
    let given = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let ask = |variable: &str, question: &str, hidden: bool| -> Result<String, Failure> {
        if let Some(value) = given(variable) {
            return Ok(value);
        }
        if !io::stdin().is_terminal() {
            return Err(Failure::new(format!(
                "An empty portal needs its first convenor. Set {variable} (and COMMONWATCH_CONVENOR_NAME, \
                 _EMAIL, _PASSWORD), or run this in a terminal."
            )));
        }
        asked(question, hidden)
    };
    let name = ask("COMMONWATCH_CONVENOR_NAME", "First convenor's name", false)?;
    let email = ask("COMMONWATCH_CONVENOR_EMAIL", "Their email", false)?;
    let password = ask("COMMONWATCH_CONVENOR_PASSWORD", "Their password (12 characters or more)", true)?;
    if !email.contains('@') || name.trim().is_empty() {
        return Err(Failure::new("The first convenor needs a name and an email address."));
    }
    if password.chars().count() < 12 {
        return Err(Failure::new("The first convenor's password needs 12 characters or more."));
    }
    Ok(Convenor { email, password, name })
}

fn asked(question: &str, hidden: bool) -> Result<String, Failure> {
    print!("   {question}: ");
    io::stdout().flush().while_(|| "ask".into())?;
    let echo = |word: &str| cfg!(unix) && Command::new("stty").arg(word).status().is_ok_and(|it| it.success());
    let silent = hidden && echo("-echo");
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    if silent {
        echo("echo");
        println!();
    }
    read.while_(|| "read the answer".into())?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Removes what an earlier run of tests left.
pub fn forget(place: &Place, run: &str) -> Result<(), Failure> {
    let folder = place.run(run);
    if folder.exists() {
        fs::remove_dir_all(&folder).while_(|| format!("remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_whole_and_never_ahead_of_today() {
        const DAY: u64 = 86_400;
        for (days, weeks) in [(0, 0), (6, 0), (7, 1), (13, 1), (700, 100)] {
            assert_eq!(weeks_between(ANCHOR, ANCHOR + days * DAY), weeks, "{days}");
        }
        assert_eq!(weeks_between(ANCHOR, ANCHOR - DAY), -1);
        assert_eq!(weeks_between(ANCHOR, ANCHOR - 7 * DAY), -1);
        // 00:30 on the anchor's own day is before nine, and still that day.
        assert_eq!(weeks_between(ANCHOR, ANCHOR - 8 * 3_600), 0);
    }
}
