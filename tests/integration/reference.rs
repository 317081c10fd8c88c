//! Reference pages: generated, and compared with what is kept in `tests/reference`.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the path of a page or schema.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name)
}

/// Compares a page with what was generated; with `UPDATE_REFERENCE=1` in the environment it is written anew.
#[track_caller]
pub(crate) fn check(name: &str, generated: &str) {
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        fs::write(path(name), generated).unwrap();
    }
    let page = fs::read_to_string(path(name)).unwrap_or_default();
    assert_eq!(page, generated, "{name}: UPDATE_REFERENCE=1 writes the page anew");
}
