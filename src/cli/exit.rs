//! What a run ends with.

use std::process::ExitCode;

/// The exit codes of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, and nothing found at the level asked for.
    Done,
    /// Done, and found something that was asked about.
    Found,
    /// Could not be done: usage, a missing file, an unreadable batch.
    Impossible,
    /// The contract does not compile.
    Broken,
    /// leadpact has a bug.
    Bug,
}

/// The exit codes as the help shows them.
pub(super) const HELP: &str = "Exit codes: 0 done; 1 done, and found what --fail-on, --deny or fmt --check asks about; 2 could not be done; \
3 the contract does not compile; 101 a bug in leadpact.";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Done => ExitCode::from(0),
            Exit::Found => ExitCode::from(1),
            Exit::Impossible => ExitCode::from(2),
            Exit::Broken => ExitCode::from(3),
            Exit::Bug => ExitCode::from(101),
        }
    }
}
