//! `leadpact fmt`: the layout of contracts.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use similar::TextDiff;

use super::context::{Context, Format};
use super::{Exit, error, project};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::{Refusal, format};
use crate::pipeline;
use crate::source::{Output, Sources, name_all, real_path};

/// Lays out contracts: columns, indentation, blank lines; changes nothing else, whether or not names and types are right
#[derive(Debug, Args)]
pub(super) struct FmtArguments {
    /// Files, or folders for the .pact files in them; `-` is stdin, and the layout goes to stdout; the nearest
    /// leadpact.yaml's contract, else this folder, where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing, print what would change as a diff, and end with exit code 1 where something would
    #[arg(long)]
    check: bool,
    /// Write nothing, and print what would change as a diff
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

/// A file that was laid out.
struct Done {
    path: PathBuf,
    before: String,
    after: String,
}

pub(super) fn run(arguments: &FmtArguments, context: &mut Context) -> Exit {
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    let from_stdin = arguments.paths.iter().any(is_stdin);
    if from_stdin && arguments.paths.len() > 1 {
        return context.refuse(error::stdin_beside_files(), Format::Human);
    }
    let read = if from_stdin { vec![stdin()] } else { files(&arguments.paths) };
    let mut done = Vec::new();
    let mut exit = Exit::Done;
    for read in read {
        let found = match read {
            Ok((path, sources)) => match laid_out(path, sources, context) {
                Ok(file) => {
                    done.push(file);
                    continue;
                }
                Err(found) => found,
            },
            Err(diagnostics) => {
                context.report(&diagnostics, &Sources::default(), Format::Human);
                Exit::Impossible
            }
        };
        exit = worse(exit, found);
    }
    // One file that cannot be laid out leaves all of them as they are.
    if exit != Exit::Done {
        if !done.is_empty() {
            context.note("nothing was formatted\n");
        }
        return exit;
    }
    if arguments.check || arguments.diff {
        return compare(&done, arguments.check, context);
    }
    match done.first() {
        Some(file) if from_stdin => {
            context.print(&file.after);
            Exit::Done
        }
        _ => match write(&done) {
            Ok(()) => {
                report(&done, "formatted", context);
                Exit::Done
            }
            Err(diagnostic) => context.refuse(diagnostic, Format::Human),
        },
    }
}

/// What was read of one file, or why it could not be.
type Read = Result<(PathBuf, Sources), Diagnostics>;

fn stdin() -> Read {
    let name = PathBuf::from("stdin");
    let sources = pipeline::load_stream(&name, io::stdin().lock())?;
    Ok((name, sources))
}

/// Reads the files at these paths, each once.
fn files(paths: &[PathBuf]) -> Vec<Read> {
    let named = match paths {
        [] => project::contract_path(None).map(|path| vec![path]),
        paths => Ok(paths.to_vec()),
    };
    let mut read: Vec<Read> = Vec::new();
    let mut seen = Vec::new();
    match named {
        Ok(paths) => {
            for path in paths {
                match pipeline::files(&path) {
                    Ok(files) => {
                        for file in files {
                            let real = real_path(&file);
                            if !seen.contains(&real) {
                                seen.push(real);
                                read.push(pipeline::load(&file).map(|sources| (file, sources)));
                            }
                        }
                    }
                    Err(diagnostics) => read.push(Err(diagnostics)),
                }
            }
        }
        Err(diagnostic) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(diagnostic);
            read.push(Err(diagnostics));
        }
    }
    read
}

fn laid_out(path: PathBuf, sources: Sources, context: &mut Context) -> Result<Done, Exit> {
    let Some(id) = sources.ids().next() else { return Err(Exit::Impossible) };
    match format(&sources, id) {
        Ok(after) => Ok(Done { path, before: sources.file(id).text().to_string(), after }),
        Err(Refusal::Broken(diagnostics)) => {
            context.report(&diagnostics, &sources, Format::Human);
            Err(Exit::Broken)
        }
        Err(Refusal::Changed(difference)) => {
            Err(context.bug(&format!("`{}` is not laid out: {difference}", path.display())))
        }
    }
}

/// Returns the exit code that weighs more.
fn worse(one: Exit, other: Exit) -> Exit {
    [Exit::Bug, Exit::Impossible].into_iter().find(|exit| [one, other].contains(exit)).unwrap_or(other)
}

/// Prints what would change.
fn compare(done: &[Done], fails: bool, context: &mut Context) -> Exit {
    for file in done.iter().filter(|file| file.before != file.after) {
        let name = file.path.display().to_string();
        let diff = TextDiff::from_lines(&file.before, &file.after);
        context.print(&diff.unified_diff().header(&name, &name).to_string());
    }
    let changes = report(done, "would be formatted", context);
    if fails && changes { Exit::Found } else { Exit::Done }
}

/// Writes what changed, all of it or nothing.
fn write(done: &[Done]) -> Result<(), Diagnostic> {
    let changed = done.iter().filter(|file| file.before != file.after);
    let complete = changed.map(|file| {
        let written = Output::create(&file.path).and_then(|mut output| {
            output.write_all(file.after.as_bytes())?;
            output.complete()
        });
        written.map_err(|cause| error::cannot_write(&file.path.display(), &cause))
    });
    let complete = complete.collect::<Result<Vec<_>, _>>()?;
    name_all(complete).map_err(|unnamed| error::cannot_name(&unnamed))
}

/// Says which files changed, or would; returns whether any did.
fn report(done: &[Done], what: &str, context: &mut Context) -> bool {
    let changed: Vec<&Path> =
        done.iter().filter(|file| file.before != file.after).map(|file| file.path.as_path()).collect();
    for path in &changed {
        context.note(&format!("{}: {what}\n", path.display()));
    }
    let files = if done.len() == 1 { "file" } else { "files" };
    context.note(&format!("{} {files}, {} {what}\n", done.len(), changed.len()));
    !changed.is_empty()
}
