//! One run of git.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Why git gave no answer.
pub(super) enum Failure {
    /// It was not run: there is none, most of all.
    NotRun(io::Error),
    /// It ran, and refused.
    Refused {
        /// What it was asked.
        arguments: String,
        /// What it said.
        said: String,
    },
}

/// Runs git in a folder and returns what it answers.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut command = Command::new("git");
    command.args(arguments).current_dir(here).stdin(Stdio::null());
    // What it says is looked at, and it changes nothing, not even its own index.
    command.envs([("LC_ALL", "C"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0")]);
    let output = command.output().map_err(Failure::NotRun)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_string();
    Err(Failure::Refused { arguments: arguments.join(" "), said })
}
