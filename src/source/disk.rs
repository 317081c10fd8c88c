//! Reading batches, and room on disk for what a run cannot hold in memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Opens a file for reading.
///
/// # Errors
/// When the file system refuses.
pub fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Room on disk for what a run cannot hold in memory: a file without a name, gone with the run.
pub use std::fs::File as Scratch;

/// Returns new room on disk.
///
/// # Errors
/// When the folder for temporary files cannot be written to.
pub fn scratch() -> io::Result<Scratch> {
    tempfile::tempfile()
}

/// Reads the stream at a path, the standard input for `-`, to its end into room on disk; `None` for what is no stream,
/// or cannot be told to be one.
///
/// # Errors
/// When it cannot be read, or the room fails.
pub fn drain(path: &Path) -> io::Result<Option<Scratch>> {
    let mut stream: Box<dyn Read> = match path.as_os_str() == "-" {
        true => Box::new(io::stdin()),
        false => match std::fs::metadata(path) {
            Ok(found) if !found.is_file() && !found.is_dir() => Box::new(File::open(path)?),
            _ => return Ok(None),
        },
    };
    let mut held = scratch()?;
    io::copy(&mut stream, &mut held)?;
    Ok(Some(held))
}

/// Returns the one path of a file by whatever path it is named, for telling whether two paths are one file.
pub fn real_path(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = || Some(folder.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(beside).unwrap_or_else(|| path.to_path_buf())
}

/// Reads a small text file whole.
///
/// # Errors
/// When the file system refuses or the file is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path)
}
