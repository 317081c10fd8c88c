//! Damage that a library does not survive.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether this thread is reading a file whose damage may make a library panic. Such a panic is caught and
/// becomes an error of the file, so that nothing is to be said of it.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs what reads a file by a library; a panic in it is an error of the file.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let before = GUARDED.replace(true);
    // What a panic has left half done is not used again: an error ends the reading.
    let result = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    result.unwrap_or_else(|_| Err("its parts contradict one another".to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_the_guard_ends_with_it() {
        // The second of one.
        assert!(guarded(|| Ok([0][usize::from(is_guarded())])).is_err());
        assert!(!is_guarded());
        assert_eq!(guarded(|| Ok(is_guarded())), Ok(true));
    }
}
