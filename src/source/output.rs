//! Files that appear whole or not at all (S7.3).
//!
//! An [`Output`] is written beside its place without its name. When all outputs of a run are [`Complete`], they take
//! their names together: [`name_all`].

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

/// A file being written: dropped before it is complete it is gone, and what stood in its place still stands.
#[derive(Debug)]
pub struct Output {
    file: BufWriter<File>,
    draft: Draft,
}

/// A file that is whole and on disk, and has not taken its name yet.
#[derive(Debug)]
pub struct Complete(Draft);

/// A file under a name that nobody asked for.
#[derive(Debug)]
struct Draft {
    /// The path as it was given.
    path: PathBuf,
    /// Where the file will stand: what the path links to.
    place: PathBuf,
    temporary: TempPath,
}

/// Why files did not take their names.
#[derive(Debug)]
pub struct Unnamed {
    /// The file that could not.
    pub path: PathBuf,
    /// What the file system said.
    pub cause: io::Error,
    /// Those that have their names, since giving them back failed too.
    pub changed: Vec<PathBuf>,
}

impl Output {
    /// Starts an output that will be `path`, in the same folder so that the last step is a rename.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn create(path: &Path) -> io::Result<Output> {
        // A link stays one: the file it leads to is what is replaced.
        let place = match path.is_symlink() {
            true => path
                .canonicalize()
                .map_err(|_| io::Error::new(io::ErrorKind::NotFound, "it is a link that leads nowhere"))?,
            false => path.to_path_buf(),
        };
        let folder = folder_of(&place);
        if !folder.is_dir() {
            let reason = format!("there is no folder `{}`", folder.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, reason));
        }
        // Said before anything is written: outputs take their names one after the other, and none should fail then.
        if place.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        let mut builder = beside();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is private by default; a result is to be read by others as any file is.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let (file, temporary) = builder.tempfile_in(folder).map_err(plain)?.into_parts();
        if let Ok(old) = fs::metadata(&place) {
            // Who may read the file is not the run's to change. Some file systems know no modes.
            let _ = file.set_permissions(old.permissions());
        }
        let draft = Draft { path: path.to_path_buf(), place, temporary };
        Ok(Output { file: BufWriter::with_capacity(1 << 18, file), draft })
    }

    /// Ends the writing: what is held is written, and the file system has taken it.
    ///
    /// The bytes are on disk before the file gets its name. A full disk or a quota may show only then: over a
    /// network, and wherever blocks are found late, a write is accepted into memory and fails when it leaves it; a
    /// rename that came first would have put half a file in the place of a whole one. After a loss of power, too,
    /// the name leads to the old file or to the whole new one.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub fn complete(self) -> io::Result<Complete> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        match file.sync_data() {
            // A file system that cannot be asked has nothing to say.
            Err(cause) if matches!(cause.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => {}
            synced => synced?,
        }
        Ok(Complete(self.draft))
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

/// Gives files their names, all of them or none: where one cannot have its name, those before it give theirs back,
/// and what stood there stands again.
///
/// # Errors
/// When a name cannot be taken.
pub fn name_all(files: Vec<Complete>) -> Result<(), Unnamed> {
    let mut named: Vec<Named> = Vec::new();
    let count = files.len();
    for Complete(draft) in files {
        let old = match draft.place.try_exists() {
            Ok(false) => Old::None,
            // After the last nothing can fail.
            _ if named.len() + 1 == count => Old::Lost,
            _ => Old::keep(&draft.place),
        };
        if let Err(error) = draft.temporary.persist(&draft.place) {
            let changed = named.into_iter().rev().filter_map(Named::undo).collect();
            return Err(Unnamed { path: draft.path, cause: error.error, changed });
        }
        named.push(Named { path: draft.path, place: draft.place, old });
    }
    Ok(())
}

/// A file that has taken its name.
struct Named {
    path: PathBuf,
    place: PathBuf,
    old: Old,
}

/// What stood in a file's place.
enum Old {
    None,
    /// A second name of it, gone when it is not needed.
    Kept(TempPath),
    /// What has no second name: none was needed, or none could be made.
    Lost,
}

impl Old {
    fn keep(place: &Path) -> Old {
        let link = beside().make_in(folder_of(place), |name| fs::hard_link(place, name));
        link.map_or(Old::Lost, |link| Old::Kept(link.into_temp_path()))
    }
}

impl Named {
    /// Gives the name back; returns the path where that fails.
    fn undo(self) -> Option<PathBuf> {
        let undone = match self.old {
            Old::None => fs::remove_file(&self.place).is_ok(),
            Old::Kept(link) => link.persist(&self.place).is_ok(),
            Old::Lost => false,
        };
        (!undone).then_some(self.path)
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".leadpact-").suffix(".part");
    builder
}

/// Returns an error without the name of a temporary file, which means nothing to whoever named the output.
pub(super) fn plain(error: io::Error) -> io::Error {
    if error.raw_os_error().is_some() { error } else { error.kind().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(path: &Path) -> Complete {
        let mut output = Output::create(path).unwrap();
        output.write_all(b"new").unwrap();
        output.complete().unwrap()
    }

    #[test]
    fn s7_3_a_name_that_cannot_be_taken_gives_the_others_back() {
        let folder = tempfile::tempdir().unwrap();
        let [old, fresh, last] = ["old", "fresh", "last"].map(|name| folder.path().join(name));
        fs::write(&old, "old").unwrap();
        let files = vec![complete(&old), complete(&fresh), complete(&last)];
        // A folder has come to stand there since.
        fs::create_dir(&last).unwrap();
        let unnamed = name_all(files).unwrap_err();
        assert_eq!((unnamed.path, unnamed.changed), (last.clone(), vec![]));
        assert_eq!(fs::read(&old).unwrap(), b"old");
        assert!(!fresh.exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "something is left");
        fs::remove_dir(&last).unwrap();
        name_all(vec![complete(&old), complete(&fresh), complete(&last)]).unwrap();
        for path in [old, fresh, last] {
            assert_eq!(fs::read(path).unwrap(), b"new");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "something is left");
    }

    #[cfg(unix)]
    #[test]
    fn an_output_keeps_the_link_and_the_mode_of_what_it_replaces() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&file, &link).unwrap();
        name_all(vec![complete(&link)]).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_file(&file).unwrap();
        assert!(Output::create(&link).unwrap_err().to_string().contains("leads nowhere"));
    }
}
