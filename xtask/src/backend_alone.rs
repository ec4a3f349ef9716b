//! `cargo xtask backend NAME`: one backend alone, with the demonstration data, for whoever wants to ask it something.

use std::thread;
use std::time::Duration;

use crate::backend_file::{self, Description};
use crate::backend_run::{self, Data, Folders};
use crate::backend_start;
use crate::children::{self, Server};
use crate::failure::{Failure, While};
use crate::flags::{Flag, Flags};
use crate::local_http;
use crate::place::Place;
use crate::{public_folder, serve};

/// The flags of `backend`.
pub const FLAGS: &[Flag] = &[
    Flag { name: "", value: Some("NAME"), about: "which one; without a name they are listed" },
    Flag { name: "--port", value: Some("N"), about: "where its profile expects it unless said otherwise" },
    Flag { name: "--portal", value: Some("ORIGIN"), about: "pages of this origin may ask it: http://127.0.0.1:8090" },
    Flag { name: "--large", value: None, about: "10,000 people instead of 240" },
];

/// Runs the command.
pub fn command(place: &Place, flags: &Flags) -> Result<(), Failure> {
    let Some(name) = flags.value("") else {
        return list(place);
    };
    let one = backend_file::named(place, name)?;
    let port = flags.port("--port", one.port)?;
    local_http::must_be_free(port, Some("--port"))?;
    let run = place.run(&format!("backend-{name}"));
    let folders = Folders { data: run.join("data"), public: place.at("public"), run, patient: false };
    let data = Data::Demo { large: flags.has("--large"), weeks: serve::weeks_since_anchor() };
    let mut server = if one.is_built_in() {
        Some(backend_run::pocketbase(place, &folders, port, &data)?)
    } else {
        backend_start::start(place, &one, &folders, port, flags.value("--portal").unwrap_or("http://127.0.0.1:8090"), &data)?
    };
    print_welcome(place, &one, &folders, port)?;
    children::expect_ctrl_c();
    loop {
        server.as_mut().map_or(Ok(()), Server::still_runs)?;
        thread::sleep(Duration::from_millis(300));
    }
}

fn list(place: &Place) -> Result<(), Failure> {
    println!("cargo xtask backend NAME starts one of these:\n");
    for one in backend_file::all(place)? {
        let lacks: Vec<_> = one.lacks.keys().map(String::as_str).collect();
        let lacks = if lacks.is_empty() { String::new() } else { format!("without {}", lacks.join(", ")) };
        println!("   {:<24} {:<28} {lacks}", one.name, one.title);
    }
    Ok(())
}

fn print_welcome(place: &Place, one: &Description, folders: &Folders, port: u16) -> Result<(), Failure> {
    let mut profile = one.profile();
    if port != one.port && !one.is_built_in() {
        let text = std::fs::read_to_string(&profile).while_(|| format!("read {}", profile.display()))?;
        let (from, to) = serve::moved(one, port);
        profile = folders.run.join("connection.json");
        public_folder::write(&profile, text.replace(&from, &to).as_bytes())?;
    }
    let shown = profile.strip_prefix(&place.root).unwrap_or(&profile).display();
    println!("\n   {} is at http://127.0.0.1:{port}\n", one.title);
    println!("   Its profile is {shown}");
    serve::print_accounts(one);
    println!("\n   The portal on it: cargo xtask serve --backend {} (starts both)", one.name);
    println!(
        "   Examined:         cargo run -p commonwatch-connect-cli -- doctor {shown} --presets backends/presets --at http://127.0.0.1:{port}"
    );
    println!("\n   Ctrl-C stops it.");
    Ok(())
}
