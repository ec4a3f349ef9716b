//! Every set-up, build, serve and test step of Commonwatch: `cargo xtask COMMAND`.

use std::env;
use std::process::ExitCode;

use failure::Failure;
use flags::{Flag, Flags};
use place::Place;

mod backend_alone;
mod backend_file;
mod backend_run;
mod backend_start;
mod backends_table;
mod bench;
mod browser;
mod bundle;
mod children;
mod compress;
mod demo;
mod dev;
mod failure;
mod file_server;
mod fingerprint;
mod flags;
mod glue;
mod html;
mod http_server;
mod journeys;
mod local_http;
mod needs;
mod place;
mod portal_build;
mod program;
mod public_folder;
mod say;
mod serve;
mod setup;
mod slim;
mod static_server;
mod style;
mod test_run;
mod test_steps;
mod tools;
mod weights;

/// One command: its name, what it does, its flags, and the function that does it.
struct Task {
    name: &'static str,
    about: &'static str,
    flags: &'static [Flag],
    run: fn(&Place, &Flags) -> Result<(), Failure>,
}

const TASKS: &[Task] = &[
    Task {
        name: "serve",
        about: "set up, build, and serve the portal from a backend with demo data",
        flags: serve::FLAGS,
        run: serve::command,
    },
    Task { name: "dev", about: "the same with quick builds, and the page reloads after each change", flags: dev::FLAGS, run: dev::command },
    Task {
        name: "test",
        about: "run every test: `--only host|browser|backend|journeys` for a part",
        flags: test_run::FLAGS,
        run: test_run::command,
    },
    Task {
        name: "backend",
        about: "install and start one backend alone, `cargo xtask backend NAME`; without a name, list them",
        flags: backend_alone::FLAGS,
        run: backend_alone::command,
    },
    Task {
        name: "bench",
        about: "print weights, requests, first paint and first row; fail above the budget",
        flags: bench::FLAGS,
        run: bench::command,
    },
    Task { name: "build", about: "build the portal for production into dist/", flags: portal_build::FLAGS, run: portal_build::command },
    Task { name: "setup", about: "install the tools that are missing, outside the clone", flags: setup::FLAGS, run: setup::command },
    Task {
        name: "style",
        about: "put the style sheets together (Trunk asks for this)",
        flags: &[],
        run: |place, _| style::write(place, env::var("TRUNK_PROFILE").is_ok_and(|it| it == "release")),
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(), Failure> {
    let Some((name, rest)) = args.split_first() else {
        println!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        println!("{}", help());
        return Ok(());
    }
    let task =
        TASKS.iter().find(|task| task.name == name).ok_or_else(|| Failure::new(format!("There is no command {name:?}.\n\n{}", help())))?;
    match Flags::read(task.name, rest, task.flags)? {
        Some(flags) => (task.run)(&Place::find()?, &flags),
        None => Ok(()),
    }
}

fn help() -> String {
    let mut text = String::from("cargo xtask COMMAND [--help]\n");
    for task in TASKS {
        text.push_str(&format!("\n  {:<7} {}", task.name, task.about));
    }
    text
}
