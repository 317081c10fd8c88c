//! What a subcommand may touch of the world: the two streams, their colour and width, and progress.

use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Exit;
use super::kind::kind;
use crate::diagnostic::{Diagnostic, Diagnostics, HumanStyle, Report, Setting, render_human, render_json};
use crate::source::Sources;

/// How messages and summaries are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Human,
    /// For machines.
    Json,
}

/// The streams of the process.
pub(super) struct Context {
    stdout: AutoStream<io::Stdout>,
    stderr: AutoStream<io::Stderr>,
    failed: Option<io::Error>,
}

impl Context {
    /// Returns the context of this process; colour follows the terminal, `NO_COLOR`, `CLICOLOR_FORCE` and `CI`.
    pub(super) fn of_process() -> Context {
        Context { stdout: AutoStream::auto(io::stdout()), stderr: AutoStream::auto(io::stderr()), failed: None }
    }

    /// Writes a result to stdout.
    pub(super) fn print(&mut self, text: &str) {
        let written = self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush());
        self.keep(written);
    }

    /// Writes to stderr whatever is no result.
    pub(super) fn note(&mut self, text: &str) {
        let written = self.stderr.write_all(text.as_bytes());
        self.keep(written);
    }

    /// Shows messages: to stdout as JSON where machines asked, else to stderr as excerpts.
    pub(super) fn report(&mut self, diagnostics: &Diagnostics, sources: &Sources, format: Format) {
        match format {
            Format::Json => {
                let folder = std::env::current_dir().unwrap_or_default();
                let setting = Setting { folder: &folder, kind, fails: &|_| true };
                let report = Report { name: "", diagnostics, sources, fingerprints: &[] };
                self.print(&format!("{:#}\n", render_json(&[report], &setting)));
            }
            Format::Human => {
                let color = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
                let page =
                    render_human(diagnostics, sources, HumanStyle { color, width: width(io::stderr().is_terminal()) });
                self.note(&page);
            }
        }
    }

    /// Shows one message and returns the exit code of what could not be done.
    pub(super) fn refuse(&mut self, diagnostic: Diagnostic, format: Format) -> Exit {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(diagnostic);
        self.report(&diagnostics, &Sources::default(), format);
        Exit::Impossible
    }

    /// Says that leadpact has found a bug of its own, and returns the exit code of that.
    pub(super) fn bug(&mut self, message: &str) -> Exit {
        self.note(&bug("", message));
        Exit::Bug
    }

    /// Returns the width of what is printed to stdout.
    pub(super) fn width(&self) -> usize {
        width(io::stdout().is_terminal())
    }

    /// Returns a bar that shows itself on a terminal once a run takes longer than half a second.
    pub(super) fn progress(&self, total: Option<u64>) -> Progress {
        let quiet = !io::stderr().is_terminal() || std::env::var_os("CI").is_some();
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        let template = "{bar:30} {bytes} of {total_bytes}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, target: Some(target), started: std::time::Instant::now() }
    }

    /// Ends the run: a stream that could not be written to makes it one that could not be done, and that is said
    /// where it can be.
    pub(super) fn finish(mut self, exit: Exit) -> Exit {
        let Some(cause) = self.failed.take() else { return exit };
        self.refuse(super::error::lost_output(&cause), Format::Human)
    }

    /// A reader that has read enough closes its end: that is no failure.
    fn keep(&mut self, written: io::Result<()>) {
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.failed = Some(error);
        }
    }
}

/// A bar that waits half a second before it shows itself.
pub(super) struct Progress {
    bar: ProgressBar,
    target: Option<ProgressDrawTarget>,
    started: std::time::Instant,
}

impl Progress {
    /// Moves the bar.
    pub(super) fn at(&mut self, position: u64) {
        if self.started.elapsed().as_millis() > 500
            && let Some(target) = self.target.take()
        {
            self.bar.set_draw_target(target);
        }
        self.bar.set_position(position);
    }

    /// Takes the bar away.
    pub(super) fn done(self) {
        self.bar.finish_and_clear();
    }
}

fn width(terminal: bool) -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.filter(|_| terminal).map_or(100, |columns| columns.clamp(60, 120))
}

/// Says that leadpact has a bug, and where to report it.
pub(super) fn report_bug(panic: &PanicHookInfo<'_>) {
    // What a library does not survive of a damaged file is an error of the file.
    if crate::batch::is_guarded() {
        return;
    }
    let place = panic.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
    let message = panic.payload_as_str().unwrap_or("no message");
    let text = bug(&place, message);
    // Nothing is left to be done where even this cannot be written.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Returns what is said of a bug.
fn bug(place: &str, message: &str) -> String {
    format!(
        "leadpact {} has a bug{place}: {message}\nplease report it with this line and, if it may be shared, the input: \
         see CONTRIBUTING.md\n",
        env!("CARGO_PKG_VERSION"),
    )
}
