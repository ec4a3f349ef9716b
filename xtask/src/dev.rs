//! `cargo xtask dev`: the running portal, rebuilt and reloaded after each change.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::children;
use crate::failure::{Failure, While};
use crate::fingerprint::files_in;
use crate::flags::{Flag, Flags};
use crate::place::Place;
use crate::portal_build::{self, Kind};
use crate::public_folder;
use crate::say::note;
use crate::serve;

/// The flags of `dev`.
pub const FLAGS: &[Flag] = serve::FLAGS;

/// What a change is looked for in.
const WATCHED: &[&str] =
    &["src", "crates/connect/src", "words", "style", "public", "index.html", "init.js", "build.rs", "Cargo.toml", "backends"];

/// Asks the server twice a second, while the page is in sight, whether it has changed. A file of
/// its own, so that the content security policy is the one that people get.
const RELOAD: &str = "\
let seen;
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch('/reload.txt', { cache: 'no-store' }).catch(() => null);
  if (!answer?.ok) return;
  const now = await answer.text();
  if (seen !== undefined && seen !== now) location.reload();
  seen = now;
}, 500);
";

/// Runs the command.
pub fn command(place: &Place, flags: &Flags) -> Result<(), Failure> {
    let start = Instant::now();
    let plan = serve::plan(place, flags, Kind::Dev)?;
    let mut running = serve::start_plan(place, &plan)?;
    let contents = serve::contents(&plan);
    add_reload(&running.public, 0)?;
    serve::print_welcome(&running, &plan, start);
    note("The page reloads after each change of src, crates, words, style, public or backends.");
    children::expect_ctrl_c();
    let mut seen = newest(place)?;
    for count in 1_u64.. {
        while newest(place)? == seen {
            running.still_runs()?;
            thread::sleep(Duration::from_millis(400));
        }
        seen = newest(place)?;
        // In a process of its own, so that a build that fails does not end the server.
        let built = Command::new(place.built("xtask")).args(["build", "--dev"]).current_dir(&place.root).status();
        if built.is_ok_and(|status| status.success()) {
            public_folder::fill(&portal_build::dist(place, Kind::Dev), &running.public, &contents)?;
            add_reload(&running.public, count)?;
        } else {
            note("The build failed; the page is as it was. Waiting for the next change.");
        }
    }
    Ok(())
}

fn add_reload(public: &Path, count: u64) -> Result<(), Failure> {
    public_folder::write(&public.join("reload.js"), RELOAD.as_bytes())?;
    for page in ["index.html", "app.html", "404.html"] {
        let file = public.join(page);
        let text = fs::read_to_string(&file).while_(|| format!("read {page}"))?;
        let text = text.replacen("</head>", "<script type=\"module\" src=\"/reload.js\"></script></head>", 1);
        fs::write(&file, text).while_(|| format!("write {page}"))?;
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs());
    // Last: from now on the page that is open reloads.
    public_folder::write(&public.join("reload.txt"), format!("{now}-{count}").as_bytes())
}

/// When a watched file was last changed, and how many there are.
fn newest(place: &Place) -> Result<(Option<SystemTime>, usize), Failure> {
    let mut newest = None;
    let mut count = 0;
    for path in WATCHED {
        for file in files_in(&place.at(path))? {
            count += 1;
            // A file that an editor is replacing at this moment is looked at again soon.
            if let Ok(changed) = fs::metadata(&file).and_then(|data| data.modified()) {
                newest = newest.max(Some(changed));
            }
        }
    }
    Ok((newest, count))
}
