//! What the commands refuse.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::diagnostic::codes::command as codes;
use crate::diagnostic::{Diagnostic, list, nearest, similar};
use crate::ir::{Activity, NotJudged, Program};
use crate::measure::Full;
use crate::source::{Span, Unnamed};
use crate::types::Finding;

/// `--as-of` is neither an instant nor a date.
pub(super) fn bad_as_of(text: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_AS_OF, format!("`--as-of {text}` is not an instant"))
        .help("an instant carries its offset, `2026-10-01T09:00-04:00`; a date, `2026-10-01`, is its first instant in the contract's zone")
}

/// `--keep` names no field.
pub(super) fn unknown_kept_field(name: &str, program: &Program) -> Diagnostic {
    let names = program.schema.fields.iter().map(|field| field.name.as_str());
    Diagnostic::error(codes::UNKNOWN_KEPT_FIELD, format!("`--keep {name}` names no field of the lead"))
        .maybe_help(similar("field", name, names))
}

/// No row of the batch has the key asked for.
pub(super) fn lead_not_found(key: &str, near: Option<&str>, rows: u64) -> Diagnostic {
    let help = match near {
        Some(near) => format!("a lead with a similar key exists: `{near}`"),
        None => format!("none of the {rows} leads of the batch has this key; keys differ by case"),
    };
    Diagnostic::error(codes::LEAD_NOT_FOUND, format!("lead `{key}` is not in the batch")).help(help)
}

/// The row of the key asked for is no lead.
pub(super) fn lead_rejected(key: &str, finding: &Finding) -> Diagnostic {
    let code = finding.kind.code();
    Diagnostic::error(
        codes::LEAD_NOT_FOUND,
        format!("row {} with the key `{key}` is no lead: {}", finding.row, finding.reason),
    )
    .help(format!("`leadpact rule {}` says more of {}", code.id, code.name))
}

/// Decisions that wait for the whole batch cannot be held.
pub(super) fn cannot_hold_rows(cause: &io::Error) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_WRITE, format!("decisions cannot wait in a temporary file: {cause}"))
        .help("a contract with a `pause`, and several versions, are decided when the last lead is read: `TMPDIR` says where files may wait")
}

/// More groups and windows than are kept.
pub(super) fn too_many_groups(program: &Program, full: Full) -> Diagnostic {
    let pauses = program.pauses.iter().map(|rule| format!("pause {}", rule.name));
    let measures = program.measures.iter().map(|measure| measure.name.clone());
    let name = pauses.chain(measures).nth(full.series).unwrap_or_default();
    Diagnostic::error(
        codes::TOO_MANY_GROUPS,
        format!("`{name}` has {} groups so far, and with their windows that is more than is kept", full.groups),
    )
    .help("group by a field with fewer values: `by source` rather than `by email`")
}

/// `--strict`, and the contract has blocks that are not judged.
pub(super) fn not_judged(blocks: &[NotJudged]) -> Diagnostic {
    let count = blocks.len();
    let names: Vec<String> = blocks
        .iter()
        .map(|block| match &block.name {
            Some(name) => format!("`{} {name}`", block.keyword),
            None => format!("`{}`", block.keyword),
        })
        .collect();
    Diagnostic::error(
        codes::NOT_JUDGED,
        format!(
            "{count} {} of the contract cannot be judged yet: {}",
            if count == 1 { "block" } else { "blocks" },
            names.join(", ")
        ),
    )
    .help("without `--strict` the rest is judged, and the summary names what is not")
}

/// An output cannot be written.
pub(super) fn cannot_write(path: &dyn Display, cause: &io::Error) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_WRITE, format!("`{path}` cannot be written: {cause}")).help(UNCHANGED)
}

const UNCHANGED: &str = "nothing was changed: outputs appear whole or not at all";

/// There is no room for what a stream is to get when it is whole.
pub(super) fn cannot_hold(stream: &dyn Display, cause: &io::Error) -> Diagnostic {
    let message = format!("what goes to {stream} cannot be held until it is whole: {cause}");
    let folder = std::env::temp_dir();
    Diagnostic::error(codes::CANNOT_WRITE, message)
        .help(format!("temporary files are in `{}`: make room there, or name a file", folder.display()))
}

/// A stream of leads cannot be held, and is to be read more than once.
pub(super) fn cannot_hold_stream(path: &Path, cause: &io::Error) -> Diagnostic {
    let name = if path.as_os_str() == "-" { "the standard input".to_string() } else { format!("`{}`", path.display()) };
    let message = format!("{name} is read once for each version, and cannot be held until then: {cause}");
    Diagnostic::error(codes::CANNOT_WRITE, message)
        .help("`TMPDIR` says where files may wait; a file on disk need not be held")
}

/// A stream took only a part of what it was to get.
pub(super) fn cannot_hand_over(stream: &dyn Display, cause: &io::Error) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_WRITE, format!("{stream} cannot be written: {cause}"))
        .help("what was written there is not whole; no file was changed")
}

/// An output is complete and cannot have its name.
pub(super) fn cannot_name(unnamed: &Unnamed) -> Diagnostic {
    let changed: Vec<String> = unnamed.changed.iter().map(|path| path.display().to_string()).collect();
    let help = match &changed[..] {
        [] => UNCHANGED.to_string(),
        changed => format!("these outputs are written all the same: {}", list(changed.iter().map(String::as_str))),
    };
    let message = format!("`{}` cannot be written: {}", unnamed.path.display(), unnamed.cause);
    Diagnostic::error(codes::CANNOT_WRITE, message).help(help)
}

/// `--output-format` without `--out`.
pub(super) fn format_without_output(format: &str) -> Diagnostic {
    Diagnostic::error(
        codes::FORMAT_WITHOUT_OUTPUT,
        format!("`--output-format {format}` is given, and no output that it is for"),
    )
    .help("name the file of the decisions with `--out`; `--out -` is the standard output")
}

/// The standard output took only a part of what was printed.
pub(super) fn lost_output(cause: &io::Error) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_WRITE, format!("the standard output cannot be written: {cause}"))
        .help("what was printed is not whole; the files named by `--out`, `--rejects` and `--summary` are")
}

/// Two outputs share a path.
pub(super) fn same_output(path: &Path) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_WRITE, format!("two outputs are to be written to `{}`", path.display()))
        .help("each of `--out`, `--rejects` and `--summary` takes a file of its own")
}

/// A summary by the name of another format.
pub(super) fn summary_is_json(path: &Path) -> Diagnostic {
    Diagnostic::error(
        codes::CANNOT_WRITE,
        format!("`{}` has the extension of a table, and a summary is JSON", path.display()),
    )
    .help("name it `.json`; `--out` writes tables of decisions, `--rejects` of findings")
}

/// An output would take the place of what is read.
pub(super) fn output_is_input(path: &Path) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_WRITE, format!("`{}` is read by this run: it cannot be an output", path.display()))
        .help("give the output another name")
}

/// `rule` was asked for a code that is none.
pub(super) fn unknown_code(word: &str, known: &[&str]) -> Diagnostic {
    let near = nearest(word, known.iter().copied());
    let help = near.map_or_else(
        || "`leadpact rule` lists them all".to_string(),
        |near| format!("a similar one exists: {}", list([near])),
    );
    Diagnostic::error(codes::UNKNOWN_CODE, format!("`{word}` is no code and no name of one")).help(help)
}

/// The standard input is to be formatted, and files beside it.
pub(super) fn stdin_beside_files() -> Diagnostic {
    Diagnostic::error(codes::STDIN_BESIDE_FILES, "`-` is given beside other paths")
        .help("`-` is the standard input, and its layout goes to the standard output: give it alone")
}

/// The baseline cannot be read.
pub(super) fn bad_baseline(path: &Path, why: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_BASELINE, format!("`{}` is no baseline: {why}", path.display()))
        .help(format!("`leadpact check --write-baseline {}` writes one", path.display()))
}

/// `check --fix` was given a contract of a commit.
pub(super) fn fixed_commit(path: &Path) -> Diagnostic {
    Diagnostic::error(codes::CANNOT_WRITE, format!("`{}` is of a commit, which nothing changes", path.display()))
        .help("leave out the revision to mend the contract on disk; `--diff` shows what it would be")
}

/// `check` was given an export and several contracts.
pub(super) fn batch_of_several(batch: &Path, contracts: usize) -> Diagnostic {
    let message = format!("`--batch {}` is given, and {contracts} contracts to hold it against", batch.display());
    Diagnostic::error(codes::BATCH_OF_SEVERAL, message)
        .help("an export belongs to one contract: check it with that alone")
}

/// The project file cannot be read.
pub(super) fn bad_project(path: &Path, why: &str, help: Option<String>) -> Diagnostic {
    let keys = "it may say `contract: PATH`, relative to itself, and `lint`, with `rules` and `categories`";
    Diagnostic::error(codes::BAD_PROJECT, format!("`{}` cannot be used: {why}", path.display()))
        .help(help.unwrap_or_else(|| keys.to_string()))
}

/// The description of the batch cannot be read.
pub(super) fn unreadable_description(path: &Path, why: &str) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_DESCRIPTION, format!("`{}` cannot be read: {why}", path.display()))
        .help("`--batch` names the YAML file that describes the export")
}

/// The threads cannot be started.
pub(super) fn no_threads() -> Diagnostic {
    Diagnostic::error(codes::NO_THREADS, "the threads that are to work cannot be started")
        .help("ask for fewer with `--threads`")
}

/// `--activities`, and the contract has none.
pub(super) fn no_activities(argument: &Path) -> Diagnostic {
    let message = format!("`--activities {}` is given, and the contract has no activity", argument.display());
    Diagnostic::error(codes::UNKNOWN_ACTIVITY, message).help("declare one with `activity NAME { … }`, or leave it away")
}

/// `--activities` names no activity of the contract.
pub(super) fn unknown_activity(argument: &Path, name: &str, program: &Program) -> Diagnostic {
    let names = || program.activities.iter().map(|activity| activity.name.as_str());
    let message = format!("`--activities {}` names no activity of the contract", argument.display());
    let near = similar("activity", name, names()).map(|near| format!("{near}; ")).unwrap_or_default();
    Diagnostic::error(codes::UNKNOWN_ACTIVITY, message)
        .help(format!("{near}write `NAME=FILE`, where the name is {}", list(names())))
}

/// An activity is read and no file of it is named.
pub(super) fn missing_activities(activity: &Activity, is_only: bool) -> Diagnostic {
    let name = &activity.name;
    let file = if is_only { "FILE".to_string() } else { format!("{name}=FILE") };
    let message = format!("the contract counts on the activity `{name}`, and no file of it is named");
    let start = activity.span.start as usize;
    let word = Span::new(activity.span.file, start, start + "activity".len());
    Diagnostic::error(codes::MISSING_ACTIVITIES, message).label(word, "declared here").help(format!(
        "give one with `--activities {file}`, or as `activities: {{ {name}: {{ path: … }} }}` in the batch description"
    ))
}
