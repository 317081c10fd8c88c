//! The `leadpact` command: parses the arguments, runs, and ends with an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    leadpact::cli::main()
}
