//! Installs, fills and starts a backend as its description says.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::backend_file::{Description, Line, Start, placeholders};
use crate::backend_run::{self, Data, Folders};
use crate::children::Server;
use crate::failure::{Failure, While};
use crate::file_server;
use crate::place::Place;
use crate::say::note;
use crate::{fingerprint, program, tools};

/// The values of the placeholders.
type Values = BTreeMap<&'static str, String>;

/// Starts a described backend at `port`, on a fresh copy of the demonstration data, for the portal at the origin `portal`.
/// What is served as files needs no program, so there may be none to watch.
pub fn start(place: &Place, one: &Description, folders: &Folders, port: u16, portal: &str, data: &Data) -> Result<Option<Server>, Failure> {
    let Data::Demo { large, weeks } = data else {
        return Err(Failure::new(format!("{} begins with the demonstration data: --empty needs PocketBase.", one.title)));
    };
    let kept = install(place, one)?;
    let dataset = backend_run::dataset(folders, *large, *weeks)?;
    // A folder of its own, new at each start: some serve whatever lies in their working folder.
    let own = folders.run.join("backend");
    if own.exists() {
        fs::remove_dir_all(&own).while_(|| format!("remove {}", own.display()))?;
    }
    fs::create_dir_all(&own).while_(|| format!("make {}", own.display()))?;
    let mut values = while_installing(one, &kept);
    values.insert("run", text(&own));
    values.insert("dataset", text(&dataset));
    values.insert("port", port.to_string());
    values.insert("portal", portal.to_owned());
    for line in &one.prepare {
        let mut command = command(line, &values)?;
        with_env(&mut command, one, &values).current_dir(&own);
        program::read(&mut command, &format!("Preparing the data of {}", one.title))?;
    }
    match &one.start {
        Start::Program(line) => {
            let mut command = command(line, &values)?;
            with_env(&mut command, one, &values).current_dir(&own);
            let mut server = Server::start(&one.title, &mut command, &folders.run.join(format!("{}.log", one.name)))?;
            server.wait_until_answers(port, &one.ready, Duration::from_secs(120))?;
            Ok(Some(server))
        }
        Start::Files(folder) => {
            file_server::start(Path::new(&filled(folder, &values)), port, portal)?;
            Ok(None)
        }
        Start::BuiltIn => Err(Failure::new(format!("{} is not started by its description.", one.title))),
    }
}

/// Runs the backend's own tests, on data of their own.
pub fn test(place: &Place, one: &Description) -> Result<(), Failure> {
    let kept = install(place, one)?;
    let own = place.run(&format!("rules-{}", one.name));
    fs::create_dir_all(&own).while_(|| format!("make {}", own.display()))?;
    let mut values = while_installing(one, &kept);
    values.insert("run", text(&own));
    values.insert("dataset", text(&own.join("dataset.json")));
    values.insert("port", one.port.to_string());
    values.insert("portal", "http://127.0.0.1:8090".into());
    for line in &one.tests {
        let mut command = command(line, &values)?;
        program::run(with_env(&mut command, one, &values).current_dir(&own), &format!("The tests of {}", one.title))?;
    }
    Ok(())
}

/// Installs what the description asks for, unless that was done: once per content of its files, outside the clone.
fn install(place: &Place, one: &Description) -> Result<PathBuf, Failure> {
    let files: Vec<_> = one.install_files.iter().map(String::as_str).collect();
    let sum = fingerprint::of_files(&one.home, &files)?;
    let sum = fingerprint::short(format!("{sum}\n{:?}", one.install).as_bytes());
    let kept = place.tools.join(format!("{}-{sum}", one.name));
    if one.install.is_empty() {
        return Ok(kept);
    }
    fs::create_dir_all(&place.tools).while_(|| format!("make {}", place.tools.display()))?;
    let _alone = alone(&kept.with_extension("lock"))?;
    // Written last, so that a stopped installation is not taken for a whole one. It is made where it stays: a Python
    // environment cannot be moved.
    let stamp = kept.join(".commonwatch-installed");
    if stamp.is_file() {
        return Ok(kept);
    }
    note(&format!("Installing {} (once; up to a few minutes)", one.title));
    if kept.exists() {
        fs::remove_dir_all(&kept).while_(|| format!("remove {}", kept.display()))?;
    }
    fs::create_dir_all(&kept).while_(|| format!("make {}", kept.display()))?;
    for name in &one.install_files {
        let to = kept.join(name);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).while_(|| format!("make {}", folder.display()))?;
        }
        fs::copy(one.home.join(name), to).while_(|| format!("copy {name}"))?;
    }
    let values = while_installing(one, &kept);
    for line in &one.install {
        program::run(command(line, &values)?.current_dir(&kept), &format!("Installing {} ({})", one.title, line.join(" ")))?;
    }
    fs::write(&stamp, "").while_(|| format!("write {}", stamp.display()))?;
    Ok(kept)
}

/// Holds off another installation of the same backend.
fn alone(file: &Path) -> Result<File, Failure> {
    let lock = File::create(file).while_(|| format!("write {}", file.display()))?;
    lock.lock().while_(|| format!("lock {}", file.display()))?;
    Ok(lock)
}

fn while_installing(one: &Description, kept: &Path) -> Values {
    Values::from([("home", text(&one.home)), ("tools", text(kept))])
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The program of a line with its words. Two programs are called differently on some systems.
fn command(line: &Line, values: &Values) -> Result<Command, Failure> {
    let mut words = line.iter().map(|word| filled(word, values));
    let program = words.next().unwrap_or_default();
    let mut command = match program.as_str() {
        "npm" => tools::npm()?,
        "python3" => Command::new(tools::python()?),
        _ => Command::new(program),
    };
    command.args(words);
    Ok(command)
}

fn with_env<'a>(command: &'a mut Command, one: &Description, values: &Values) -> &'a mut Command {
    command.envs(one.env.iter().map(|(name, value)| (name, filled(value, values))))
}

/// A text with its placeholders filled in; the values themselves are not looked through.
fn filled(text: &str, values: &Values) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let name = after.split_once('}').map(|(name, _)| name);
        match name.and_then(|name| Some((name, values.get(name)?))) {
            Some((name, value)) if placeholders(rest).next() == Some(name) => {
                out.push_str(value);
                rest = after.get(name.len() + 1..).unwrap_or_default();
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        let values = Values::from([("run", "/a {port}".to_owned()), ("port", "1".to_owned())]);
        for (text, wanted) in [
            ("{run}/db", "/a {port}/db"),
            ("--port={port}{port}", "--port=11"),
            ("{\"a\": {}}", "{\"a\": {}}"),
            ("{\"at\": \"{port}\"}", "{\"at\": \"1\"}"),
            ("{{port}}", "{1}"),
            ("{", "{"),
        ] {
            assert_eq!(filled(text, &values), wanted);
        }
    }

    #[test]
    fn an_installation_is_made_once_and_anew_when_its_files_change() {
        let base = std::env::temp_dir().join(format!("commonwatch-install-{}", std::process::id()));
        let home = base.join("register");
        fs::create_dir_all(&home).unwrap();
        fs::write(home.join("lock"), "1").unwrap();
        let place = Place { root: base.clone(), tools: base.join("tools") };
        let text = r#"{ "title": "A", "port": 1, "installFiles": ["lock"], "install": [["python3", "-c", "import time; print(time.time_ns(), file=open('made', 'w'))"]],
            "start": "a", "journeys": "all" }"#;
        let one = crate::backend_file::read(text, &home).unwrap();
        let made = || {
            let kept = install(&place, &one).unwrap();
            assert_eq!(fs::read(kept.join("lock")).unwrap(), fs::read(home.join("lock")).unwrap());
            fs::read_to_string(kept.join("made")).unwrap()
        };
        let first = made();
        assert_eq!(made(), first);
        fs::write(home.join("lock"), "2").unwrap();
        assert_ne!(made(), first);
        fs::remove_dir_all(base).unwrap();
    }
}
