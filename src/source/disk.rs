//! Reading batches and writing results. An output appears whole or not at all (S7.3).

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

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

/// A file being written: it takes its name only when [`Output::keep`] is called, so that a run that fails
/// leaves what stood there before.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Output {
    /// Starts an output that will be `path`, in the same folder so that the last step is a rename.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn create(path: &Path) -> io::Result<Output> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            let reason = format!("there is no folder `{}`", folder.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, reason));
        }
        // Said before anything is written: outputs take their names one after the other, and none may fail then.
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".leadpact-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is private by default; a result is to be read by others as any file is.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        // The error names a temporary file, which means nothing to whoever named the output.
        let file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
        Ok(Output { path: path.to_path_buf(), file: BufWriter::with_capacity(1 << 18, file) })
    }

    /// Returns where the output will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Completes the output: everything is flushed, then the file takes its name.
    ///
    /// # Errors
    /// When the last bytes cannot be written or the name cannot be taken.
    pub fn keep(self) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
