//! Brotli and gzip copies beside every file that shrinks, made once, at the highest setting.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::failure::{Failure, While};
use crate::fingerprint::files_in;

const ENDINGS: &[&str] = &["css", "html", "ics", "js", "json", "map", "md", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Whether a file is worth a compressed copy.
fn shrinks(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| ENDINGS.contains(&ending))
}

/// The name of a copy: `a.css` gives `a.css.br`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Compresses every file of a folder.
pub fn folder(folder: &Path) -> Result<(), Failure> {
    all(files_in(folder)?.into_iter().filter(|path| shrinks(path)).collect())
}

/// Compresses those files of `folder` that differ from their namesakes in `original`.
pub fn changed(folder: &Path, original: &Path) -> Result<(), Failure> {
    let mut files = Vec::new();
    for path in files_in(folder)?.into_iter().filter(|path| shrinks(path)) {
        let name = path.strip_prefix(folder).while_(|| "compare folders".into())?;
        let same = match (fs::read(&path), fs::read(original.join(name))) {
            (Ok(new), Ok(old)) => new == old,
            _ => false,
        };
        if !same {
            files.push(path);
        }
    }
    all(files)
}

fn all(mut files: Vec<PathBuf>) -> Result<(), Failure> {
    // The largest last, so that `pop` takes it first and no thread is left alone with it.
    files.sort_by_key(|path| fs::metadata(path).map_or(0, |data| data.len()));
    let work = Mutex::new(files);
    let failed = Mutex::new(None);
    let threads = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = work.lock().ok().and_then(|mut files| files.pop()) {
                    if let Err(failure) = one(&path) {
                        if let Ok(mut slot) = failed.lock() {
                            *slot = Some(failure);
                        }
                        break;
                    }
                }
            });
        }
    });
    match failed.into_inner() {
        Ok(None) => Ok(()),
        Ok(Some(failure)) => Err(failure),
        Err(_) => Err(Failure::new("A compressing thread stopped.")),
    }
}

fn one(path: &Path) -> Result<(), Failure> {
    let bytes = fs::read(path).while_(|| format!("read {}", path.display()))?;
    for (ending, small) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
        let copy = beside(path, ending);
        if small.len() < bytes.len() {
            fs::write(&copy, small).while_(|| format!("write {}", copy.display()))?;
        } else {
            let _ = fs::remove_file(&copy);
        }
    }
    Ok(())
}

/// Brotli at quality 11.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut input = bytes;
    brotli::BrotliCompress(&mut input, &mut out, &settings).while_(|| "compress".into())?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).while_(|| "compress".into())?;
    writer.finish().while_(|| "compress".into())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn copies_open_to_the_same_bytes() {
        let text = "early warning, ".repeat(500);
        let mut opened = String::new();
        let small = brotli(text.as_bytes()).unwrap();
        brotli::Decompressor::new(small.as_slice(), 4096).read_to_string(&mut opened).unwrap();
        assert_eq!(opened, text);
        opened.clear();
        let small = gzip(text.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(small.as_slice()).read_to_string(&mut opened).unwrap();
        assert_eq!(opened, text);
    }

    #[test]
    fn a_file_that_does_not_shrink_has_no_copy() {
        let folder = std::env::temp_dir().join(format!("commonwatch-small-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.txt");
        fs::write(&file, "x").unwrap();
        fs::write(beside(&file, "gz"), "stale").unwrap();
        super::folder(&folder).unwrap();
        assert!(!beside(&file, "gz").exists());
        assert!(!beside(&file, "br").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
