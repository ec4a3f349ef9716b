//! Where things are: the clone, and the folder of tools outside it.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, While};

/// The folders that every command works with.
#[derive(Debug, Clone)]
pub struct Place {
    /// The root of the clone.
    pub root: PathBuf,
    /// Tools, one folder per name and version.
    pub tools: PathBuf,
}

impl Place {
    /// Finds the clone from cargo's own note or from the working folder.
    pub fn find() -> Result<Self, Failure> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => env::current_dir().while_(|| "read the working folder".into())?,
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
            .ok_or_else(|| Failure::new("Run this inside a clone of Commonwatch."))?
            .to_path_buf();
        Ok(Self { root, tools: tools_folder()? })
    }

    /// A path inside the clone.
    pub fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// The portal as built for production.
    pub fn dist(&self) -> PathBuf {
        self.at("dist")
    }

    /// What a running or once-run server keeps: data, public folder, log.
    pub fn run(&self, name: &str) -> PathBuf {
        self.at(".run").join(name)
    }

    /// A native program that cargo built beside this one.
    pub fn built(&self, name: &str) -> PathBuf {
        let folder = env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf)).unwrap_or_else(|| self.at("target/debug"));
        folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// Cargo's target folder: this program lies in `<target>/debug`.
    pub fn target(&self) -> PathBuf {
        self.built("xtask").parent().and_then(Path::parent).map_or_else(|| self.at("target"), Path::to_path_buf)
    }
}

fn tools_folder() -> Result<PathBuf, Failure> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = set("COMMONWATCH_TOOLS") {
        return Ok(folder);
    }
    let cache = set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .or_else(|| set("LOCALAPPDATA"))
        .ok_or_else(|| Failure::new("No home folder is set. Name a folder for the tools in COMMONWATCH_TOOLS."))?;
    Ok(cache.join("commonwatch").join("tools"))
}
