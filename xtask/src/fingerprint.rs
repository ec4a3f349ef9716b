//! A short sum over files, to know whether something made from them is fresh.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, While};

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Sixteen hexadecimal digits for the name of a file.
pub fn short(bytes: &[u8]) -> String {
    sha256(bytes).chars().take(16).collect()
}

/// One sum over the names and bytes of all files in these paths; a missing path counts as such.
pub fn of_files(root: &Path, paths: &[&str]) -> Result<String, Failure> {
    let mut sum = Sha256::new();
    for path in paths {
        let mut files = files_in(&root.join(path))?;
        files.sort();
        sum.update(format!("{path}:{}\n", files.len()));
        for file in files {
            let bytes = fs::read(&file).while_(|| format!("read {}", file.display()))?;
            let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy();
            sum.update(format!("{name}:{}\n", bytes.len()));
            sum.update(&bytes);
        }
    }
    Ok(hex(&sum.finalize()))
}

/// Every file under a path, or the file itself, or nothing.
pub fn files_in(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).while_(|| format!("read {}", folder.display()))? {
            let path = entry.while_(|| format!("read {}", folder.display()))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_added_or_renamed_file_changes_the_sum() {
        let root = std::env::temp_dir().join(format!("commonwatch-sum-{}", std::process::id()));
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/one"), "1").unwrap();
        let sum = |paths: &[&str]| of_files(&root, paths).unwrap();
        let first = sum(&["a", "absent"]);
        assert_eq!(first, sum(&["a", "absent"]));
        fs::write(root.join("a/b/one"), "2").unwrap();
        let changed = sum(&["a", "absent"]);
        assert_ne!(first, changed);
        fs::rename(root.join("a/b/one"), root.join("a/b/two")).unwrap();
        assert_ne!(changed, sum(&["a", "absent"]));
        fs::remove_dir_all(root).unwrap();
    }
}
