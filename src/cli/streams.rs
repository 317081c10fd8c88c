//! Streams among the files of a batch, for a run that reads its files more than once.

use std::collections::BTreeMap;
use std::io::{self, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error;
use crate::batch::Input;
use crate::diagnostic::Diagnostic;
use crate::source::{Scratch, drain};

/// What streams held, by the path under which they are named.
#[derive(Clone, Debug, Default)]
pub(super) struct Streams {
    held: BTreeMap<PathBuf, Arc<Scratch>>,
}

impl Streams {
    /// Reads to their ends those of the paths that are streams, each once.
    ///
    /// # Errors
    /// When the stream or the room for temporary files fails.
    pub(super) fn hold<'p>(&mut self, paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Diagnostic> {
        for path in paths {
            if !self.held.contains_key(path)
                && let Some(held) = drain(path).map_err(|cause| error::cannot_hold_stream(path, &cause))?
            {
                self.held.insert(path.to_path_buf(), Arc::new(held));
            }
        }
        Ok(())
    }

    /// Returns files to be read from their beginnings, those of held streams among them.
    ///
    /// # Errors
    /// When the room for temporary files fails.
    pub(super) fn inputs(&self, paths: &[PathBuf]) -> Result<Vec<Input>, Diagnostic> {
        paths.iter().map(|path| self.input(path)).collect()
    }

    /// Returns one file to be read from its beginning.
    ///
    /// # Errors
    /// When the room for temporary files fails.
    pub(super) fn input(&self, path: &Path) -> Result<Input, Diagnostic> {
        let input = Input::Path(path.to_path_buf());
        let Some(held) = self.held.get(path) else { return Ok(input) };
        let rewound = || -> io::Result<Scratch> {
            let mut file = held.try_clone()?;
            // The copies of a file have one place in it; only one of them is read at a time.
            file.rewind()?;
            Ok(file)
        };
        let file = rewound().map_err(|cause| error::cannot_hold_stream(path, &cause))?;
        Ok(Input::Stream(input.name(), Box::new(file)))
    }
}
