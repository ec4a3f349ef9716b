//! What every backend that is started here has: folders, data. And PocketBase, which also serves the portal.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::children::Server;
use crate::demo;
use crate::failure::{Failure, While};
use crate::fingerprint;
use crate::place::Place;
use crate::say::note;
use crate::tools;

/// What the backend holds when it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Demonstration data.
    Demo {
        /// Ten thousand people instead of 240.
        large: bool,
        /// Whole weeks to move every date by.
        weeks: i64,
    },
    /// Nothing but the first convenor, who is named at the first start.
    Empty(Option<Convenor>),
}

/// The first person of an empty portal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Convenor {
    /// What they sign in with.
    pub email: String,
    /// Their password.
    pub password: String,
    /// Their name.
    pub name: String,
}

/// Where one run keeps its things.
#[derive(Debug, Clone)]
pub struct Folders {
    /// Log, dataset and all else of this run.
    pub run: PathBuf,
    /// The backend's own data.
    pub data: PathBuf,
    /// The files it serves, when it serves files.
    pub public: PathBuf,
    /// Whether the limits on sign-ins and requests are wide: tests ask more often than people.
    pub patient: bool,
}

/// Starts PocketBase at `port`, loading the data when it is not there yet.
pub fn pocketbase(place: &Place, folders: &Folders, port: u16, data: &Data) -> Result<Server, Failure> {
    let program = tools::pocketbase(place)?;
    let home = place.at("backends/pocketbase");
    let stamp = folders.data.join("commonwatch-data.txt");
    let mut command = Command::new(program);
    let mut loads = false;
    if let Data::Demo { large, weeks } = data {
        let sum = demo_sum(place, *large, *weeks)?;
        if !fs::read_to_string(&stamp).is_ok_and(|old| old == sum) {
            clear(&folders.data)?;
            command.env("COMMONWATCH_SEED", dataset(folders, *large, *weeks)?);
            note("Loading the demonstration data");
            loads = true;
        }
    }
    if let Data::Empty(Some(convenor)) = data {
        command
            .env("COMMONWATCH_CONVENOR_EMAIL", &convenor.email)
            .env("COMMONWATCH_CONVENOR_PASSWORD", &convenor.password)
            .env("COMMONWATCH_CONVENOR_NAME", &convenor.name);
    }
    fs::create_dir_all(&folders.data).while_(|| format!("make {}", folders.data.display()))?;
    command
        .arg("serve")
        .arg(format!("--http=127.0.0.1:{port}"))
        .arg(format!("--dir={}", folders.data.display()))
        .arg(format!("--hooksDir={}", home.join("pb_hooks").display()))
        .arg(format!("--migrationsDir={}", home.join("pb_migrations").display()))
        .args(["--automigrate=false", "--hooksWatch=false", "--hooksPool=100"])
        // Pages of other origins get no answer that they could read.
        .arg(format!("--origins=http://127.0.0.1:{port}"))
        .env("COMMONWATCH_PUBLIC", &folders.public)
        .current_dir(&place.root);
    if folders.patient {
        command.env("COMMONWATCH_SIGN_INS_PER_MINUTE", "6000").env("COMMONWATCH_REQUESTS_PER_10_SECONDS", "60000");
    }
    let mut server = Server::start("PocketBase", &mut command, &folders.run.join("pocketbase.log"))?;
    server.wait_until_answers(port, "/api/health", Duration::from_secs(300))?;
    if loads && let Data::Demo { large, weeks } = data {
        fs::write(&stamp, demo_sum(place, *large, *weeks)?).while_(|| "note what was loaded".into())?;
    }
    Ok(server)
}

/// Writes the dataset and returns its file.
pub fn dataset(folders: &Folders, large: bool, weeks: i64) -> Result<PathBuf, Failure> {
    let scale = if large { demo::Scale::Large } else { demo::Scale::Demo };
    let file = folders.run.join("dataset.json");
    fs::create_dir_all(&folders.run).while_(|| format!("make {}", folders.run.display()))?;
    demo::write_json(&file, scale, weeks).while_(|| format!("write {}", file.display()))?;
    Ok(file)
}

/// What the loaded data depends on.
fn demo_sum(place: &Place, large: bool, weeks: i64) -> Result<String, Failure> {
    let made_from =
        ["backends/pocketbase/pb_migrations", "backends/pocketbase/pb_hooks/lib/seed.js", "xtask/src/demo", "xtask/src/demo.rs"];
    let sum = fingerprint::of_files(&place.root, &made_from)?;
    Ok(format!("large: {large}\nweeks: {weeks}\nmade from: {sum}\n"))
}

/// Empties a data folder that holds demonstration data only.
fn clear(data: &Path) -> Result<(), Failure> {
    if !data.exists() {
        return Ok(());
    }
    let ours = data.join("commonwatch-data.txt").is_file();
    let inside = data.starts_with(env::temp_dir()) || data.components().any(|part| part.as_os_str() == ".run");
    let bare = fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_none());
    if !(ours || inside || bare) {
        return Err(Failure::new(format!(
            "{} holds something other than demonstration data; it was left as it is. \
             Choose another folder with --data, or start without demonstration data: --empty.",
            data.display()
        )));
    }
    fs::remove_dir_all(data).while_(|| format!("empty {}", data.display()))
}
