//! Programs that run beside this one, and end with it, also at Ctrl-C.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, While};
use crate::local_http;

static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static WATCHING: Once = Once::new();
static EXPECTED: AtomicBool = AtomicBool::new(false);
static STOPPING: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C is how the command ends, not a failure.
pub fn expect_ctrl_c() {
    EXPECTED.store(true, Ordering::SeqCst);
}

/// One running program; dropping it ends the program.
#[derive(Debug)]
pub struct Server {
    child: Child,
    name: String,
    log: PathBuf,
}

impl Server {
    /// Starts a program whose words go to a log file.
    pub fn start(name: &str, command: &mut Command, log: &Path) -> Result<Self, Failure> {
        WATCHING.call_once(|| {
            // Without the handler Ctrl-C still ends this program; its children hear it too.
            let _ = ctrlc::set_handler(|| {
                STOPPING.store(true, Ordering::SeqCst);
                for pid in RUNNING.lock().map(|list| list.clone()).unwrap_or_default() {
                    ask_to_end(pid);
                }
                thread::sleep(Duration::from_millis(300));
                println!("\nStopped.");
                std::process::exit(if EXPECTED.load(Ordering::SeqCst) { 0 } else { 130 });
            });
        });
        let out = File::create(log).while_(|| format!("write {}", log.display()))?;
        let err = out.try_clone().while_(|| format!("write {}", log.display()))?;
        let child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn().while_(|| format!("start {name}"))?;
        if let Ok(mut list) = RUNNING.lock() {
            list.push(child.id());
        }
        Ok(Self { child, name: name.to_owned(), log: log.to_path_buf() })
    }

    /// Waits until the program answers at an address of this machine.
    pub fn wait_until_answers(&mut self, port: u16, path: &str, limit: Duration) -> Result<(), Failure> {
        let start = Instant::now();
        while start.elapsed() < limit {
            if local_http::status(port, path).is_some_and(|status| status < 500) {
                return Ok(());
            }
            self.still_runs()?;
            thread::sleep(Duration::from_millis(100));
        }
        Err(Failure::new(format!("{} did not answer within {} s. Its last words:\n{}", self.name, limit.as_secs(), self.last_words())))
    }

    /// Fails when the program has ended by itself.
    pub fn still_runs(&mut self) -> Result<(), Failure> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            // Its end was asked for, and this program's is a moment away.
            Ok(Some(_)) if STOPPING.load(Ordering::SeqCst) => {
                thread::sleep(Duration::from_secs(5));
                Ok(())
            }
            Ok(Some(status)) => Err(Failure::new(format!("{} ended ({status}). Its last words:\n{}", self.name, self.last_words()))),
            Err(error) => Err(Failure::new(format!("{} cannot be watched: {error}", self.name))),
        }
    }

    fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        let last = lines.len().saturating_sub(20);
        lines.get(last..).unwrap_or_default().join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let pid = self.child.id();
        if let Ok(mut list) = RUNNING.lock() {
            list.retain(|one| *one != pid);
        }
        ask_to_end(pid);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(3) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The gentle signal: a database closes its files on it.
fn ask_to_end(pid: u32) {
    if cfg!(unix) {
        let _ = Command::new("kill").args(["-TERM", &pid.to_string()]).stderr(Stdio::null()).status();
    }
}
