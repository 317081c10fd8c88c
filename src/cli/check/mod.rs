//! `leadpact check`: syntax, names, types, the rules of the linter, and an export held against the contract.

mod baseline;
mod batch;
mod fix;
mod inspect;
mod report;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use self::baseline::Baseline;
use self::inspect::{Inspected, Inspector};
use self::report::Form;
use super::context::{Context, Format};
use super::project::{self, Read};
use super::project_file::ProjectFile;
use super::{Exit, error};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::lint::rules;

/// Checks contracts: syntax, names, types, and what compiles and cannot work; says all of it in one run
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Contracts: a .pact file or a folder each, or one at a revision as `REV:path`; the nearest leadpact.yaml's, else this
    /// folder, where none is named
    contracts: Vec<PathBuf>,
    /// How messages are written; all forms but the first go to stdout
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// End with exit code 1 where something of this level or above is found
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    deny: Deny,
    /// The day that reviews, phases and exceptions are held against; nothing is past without it
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
    /// Say nothing of what the linter found when this file was written
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what the linter finds to this file, for --baseline, and say nothing of it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff"])]
    write_baseline: Option<PathBuf>,
    /// Mend what can be mended without a change of meaning, and say what was
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "format"])]
    diff: bool,
    /// Hold the contract against an export too: the YAML file that describes it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff"])]
    batch: Option<PathBuf>,
    /// The files of that export, the first the main one; those of its description where none is named
    #[arg(long, num_args = 1.., value_name = "FILE", requires = "batch")]
    leads: Vec<PathBuf>,
}

/// What a job may want to refuse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Whatever is found
    Info,
    /// Warnings and errors
    #[default]
    Warning,
    /// Errors only
    Error,
    /// Nothing that the linter finds
    Never,
}

impl Deny {
    /// Returns whether a message makes the run fail. Only what is found may be let pass: an error that keeps something
    /// from being read or compiled may not.
    fn refuses(self, diagnostic: &Diagnostic) -> bool {
        let severity = diagnostic.severity;
        let is_found = rules::find(diagnostic.code.id).is_some();
        match self {
            _ if severity == Severity::Error && !is_found => true,
            Deny::Info => true,
            Deny::Warning => severity >= Severity::Warning,
            Deny::Error => severity >= Severity::Error,
            Deny::Never => false,
        }
    }
}

/// Why nothing could be checked, and what that is about.
struct Refused {
    about: PathBuf,
    diagnostics: Diagnostics,
}

impl Refused {
    fn new(about: &Path, diagnostic: Diagnostic) -> Refused {
        Refused { about: about.to_path_buf(), diagnostics: diagnostic.into() }
    }
}

pub(super) fn run(arguments: &CheckArguments, context: &mut Context) -> Exit {
    let mut checked = Vec::new();
    let exit = check_all(arguments, context, &mut checked).unwrap_or_else(|Refused { about, diagnostics }| {
        checked.clear();
        let refused = Inspected::unread(&about, diagnostics);
        if arguments.format == Form::Human {
            context.report(&refused.diagnostics, &refused.sources, Format::Human);
        }
        checked.push(refused);
        Exit::Impossible
    });
    if arguments.format != Form::Human {
        let page = report::page(arguments.format, &checked, arguments.deny);
        context.print(&page);
    }
    exit
}

fn check_all(arguments: &CheckArguments, context: &mut Context, checked: &mut Vec<Inspected>) -> Result<Exit, Refused> {
    let of_project = |diagnostic| Refused::new(Path::new("leadpact.yaml"), diagnostic);
    let mut paths = arguments.contracts.clone();
    if paths.is_empty() {
        paths.push(project::contract_path(None).map_err(of_project)?);
    }
    let project = ProjectFile::nearest().map_err(of_project)?;
    if let (Some(batch), [_, _, ..]) = (&arguments.batch, &paths[..]) {
        return Err(Refused::new(batch, error::batch_of_several(batch, paths.len())));
    }
    let mut baseline = match &arguments.baseline {
        None => None,
        Some(path) => {
            let read = Baseline::read(path);
            Some(read.map_err(|diagnostic| Refused::new(path, diagnostic))?)
        }
    };
    let mut inspector = Inspector { project: &project, arguments, others: Vec::new() };
    let mut exit = Exit::Done;
    let mut written = Baseline::default();
    for path in &paths {
        let refused = |diagnostic| Refused::new(path, diagnostic);
        let mut inspected = match project::read(path) {
            Err(diagnostics) => Inspected::unread(path, diagnostics),
            Ok(Read { commit: Some(_), .. }) if arguments.fix => return Err(refused(error::fixed_commit(path))),
            Ok(Read { checked, .. }) => inspector.inspect(path, checked).map_err(refused)?,
        };
        if arguments.write_baseline.is_some() {
            written.take(&mut inspected);
        }
        if let Some(baseline) = &mut baseline {
            baseline.silence(&mut inspected);
        }
        if arguments.fix || arguments.diff {
            inspected = mend(arguments, &inspector, baseline.as_ref(), inspected, context).map_err(refused)?;
        }
        let found = inspected.exit(arguments.deny);
        if arguments.format == Form::Human {
            context.report(&inspected.diagnostics, &inspected.sources, Format::Human);
            context.note(&verdict(path, &inspected));
        }
        inspector.others.extend(inspected.version.clone());
        checked.push(inspected);
        // What could not be read at all weighs more than what does not compile, and that more than what is found.
        let weight =
            |exit: Exit| [Exit::Done, Exit::Found, Exit::Broken, Exit::Impossible].iter().position(|it| *it == exit);
        exit = if weight(found) > weight(exit) { found } else { exit };
    }
    if let (Some(baseline), Some(path)) = (&baseline, &arguments.baseline) {
        context.note(&baseline.left(path, &arguments.contracts));
    }
    if let Some(path) = &arguments.write_baseline {
        // The findings of a contract that does not compile are not known.
        let said = match exit {
            Exit::Done | Exit::Found => written.write(path).map_err(|diagnostic| Refused::new(path, diagnostic))?,
            Exit::Broken | Exit::Impossible | Exit::Bug => {
                format!("`{}` is not written: what does not compile has no findings yet\n", path.display())
            }
        };
        context.note(&said);
    }
    Ok(exit)
}

/// Mends a contract, or shows how it would be mended; returns what is left.
fn mend(
    arguments: &CheckArguments,
    inspector: &Inspector<'_>,
    baseline: Option<&Baseline>,
    inspected: Inspected,
    context: &mut Context,
) -> Result<Inspected, Diagnostic> {
    let mended = fix::mend(&inspected, |sources| {
        let mut again = inspector.inspect(Path::new(&inspected.name), sources.parse().check())?;
        if let Some(baseline) = baseline {
            baseline.clone().silence(&mut again);
        }
        Ok(again)
    })?;
    let Some(mended) = mended else { return Ok(inspected) };
    if arguments.diff {
        context.print(&fix::diff(&inspected.sources, &mended.inspected.sources));
        return Ok(inspected);
    }
    fix::write(&inspected.sources, &mended.inspected.sources)?;
    context.note(&mended.said());
    Ok(mended.inspected)
}

fn verdict(path: &Path, inspected: &Inspected) -> String {
    let Inspected { files, diagnostics: found, .. } = inspected;
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let of = |severity: Severity| found.iter().filter(|found| found.severity == severity).count();
    let mut text = format!("{}: {}, {}", path.display(), count(*files, "file"), count(of(Severity::Error), "error"));
    for (severity, word) in [(Severity::Warning, "warning"), (Severity::Note, "note")] {
        if of(severity) > 0 {
            text.push_str(&format!(", {}", count(of(severity), word)));
        }
    }
    text.push('\n');
    text
}
