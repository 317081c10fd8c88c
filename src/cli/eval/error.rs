//! What keeps several versions of a contract from being judged by, and what is to be known of them.

use std::path::Path;

use crate::cli::git::Commit;
use crate::diagnostic::codes::{command, source};
use crate::diagnostic::{Diagnostic, Severity, similar};

/// Two versions have one number.
pub(super) fn same_number(number: i64, names: [&str; 2]) -> Diagnostic {
    let [first, second] = names;
    Diagnostic::error(command::SAME_VERSION, format!("`{first}` and `{second}` are both version {number}"))
        .help("a version has a number of its own: name one of them, or give the later one the next number")
}

/// Two versions have one effective date.
pub(super) fn same_date(date: &str, versions: [(i64, &str); 2]) -> Diagnostic {
    let [first, second] = versions.map(|(number, name)| format!("version {number} (`{name}`)"));
    Diagnostic::error(command::SAME_VERSION, format!("{first} and {second} are both effective {date}"))
        .help("a version governs from its date to the next one's, so one of these never did: name the other alone")
}

/// Contracts are no versions of one.
pub(super) fn other_contract(names: [&str; 2], paths: [&str; 2]) -> Diagnostic {
    let ([first, second], [first_path, second_path]) = (names, paths);
    let message =
        format!("`{first_path}` is \"{first}\", and `{second_path}` is \"{second}\": no versions of one contract");
    Diagnostic::error(command::OTHER_CONTRACT, message)
        .help("leads that two contracts are about are judged in two runs; `--history` takes a contract by its path, whatever its name")
}

/// A column has two types.
pub(super) fn other_type(column: &str, versions: [i64; 2]) -> Diagnostic {
    let [newer, older] = versions;
    let message =
        format!("column `{column}` of the decisions has one type in version {newer} and another in version {older}");
    Diagnostic::error(command::OTHER_TYPE, message)
        .help("leave it out of `--keep` if it is a field, or judge by the two versions in two runs")
}

/// `--keep` names a field that no version has.
pub(super) fn unknown_kept_field<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> Diagnostic {
    Diagnostic::error(command::UNKNOWN_KEPT_FIELD, format!("`--keep {name}` names no field of the lead in any version"))
        .maybe_help(similar("field", name, known))
}

/// `--history` with several contracts.
pub(super) fn history_of_several(count: usize) -> Diagnostic {
    Diagnostic::error(
        command::NO_HISTORY,
        format!("`--history` takes the log of one path, and {count} contracts are named"),
    )
    .help("name one path, or leave `--history` away: several contracts are versions without it")
}

/// `--history` of a contract at a revision.
pub(super) fn history_of_revision(revision: &str, path: &str) -> Diagnostic {
    Diagnostic::error(
        command::NO_HISTORY,
        format!("`--history` takes a path, and `{revision}:{path}` is at a revision"),
    )
    .help(format!("the log up to a revision is that of `{path} --history={revision}`"))
}

/// A path has no log.
pub(super) fn no_history(path: &Path, end: &Commit) -> Diagnostic {
    let message = format!("no commit up to {} has a contract at `{}`", end.short, path.display());
    Diagnostic::error(command::NO_HISTORY, message)
        .help("commit it first; `git log -- PATH` shows what git knows of a path")
}

/// What stands after `--history` is a path and no revision.
pub(super) fn history_takes_revision(word: &str) -> Diagnostic {
    Diagnostic::error(source::UNKNOWN_REVISION, format!("git knows no revision `{word}`")).help(format!(
        "what follows `--history` is a revision, and `{word}` is a path: write it before, `eval {word} --history`"
    ))
}

/// No commit of a version compiles.
pub(super) fn broken_version(number: i64, at: &str, commits: usize, why: &str) -> Diagnostic {
    let which = match commits {
        1 => format!("the only commit of version {number} does not compile"),
        _ => format!("none of the {commits} commits of version {number} compiles"),
    };
    Diagnostic::error(source::BROKEN_VERSION, format!("{which}: at `{at}`, {why}"))
        .help(format!("`leadpact check {at}` says all of it; a mended file of that version is named beside the others"))
}

/// No commit in the history compiles.
pub(super) fn broken_history(at: &str, why: &str) -> Diagnostic {
    Diagnostic::error(source::BROKEN_VERSION, format!("no commit in the history compiles: at `{at}`, {why}"))
        .help(format!("`leadpact check {at}` says all of it"))
}

/// A commit was passed over.
pub(super) fn passed_over(number: Option<i64>, at: &str, instead: Option<&str>, why: &str) -> Diagnostic {
    let of = number.map_or_else(String::new, |number| format!(" of version {number}"));
    let help = instead.map_or_else(
        || "it does not say of which version it is, so none is judged by it".to_string(),
        |instead| format!("version {} is judged by as `{instead}` has it", number.unwrap_or_default()),
    );
    note(source::BROKEN_VERSION, format!("`{at}`{of} does not compile and is passed over: {why}"), help)
}

/// The clone is shallow.
pub(super) fn shallow(oldest: i64) -> Diagnostic {
    Diagnostic::warning(
        source::SHALLOW,
        format!("this clone is shallow: its history begins late, and versions before version {oldest} may be missing"),
    )
    .help("`git fetch --unshallow` gets the rest; leads of a version that is missing are `before_contract`")
}

/// The work tree has another contract.
pub(super) fn not_committed(path: &Path) -> Diagnostic {
    let message = format!("`{}` differs from the last commit, and `--history` judges by commits", path.display());
    let help =
        format!("a version that is not committed can be named beside those that are: `HEAD:PATH {}`", path.display());
    note(source::NOT_COMMITTED, message, help)
}

fn note(code: crate::diagnostic::Code, message: String, help: String) -> Diagnostic {
    Diagnostic { severity: Severity::Note, ..Diagnostic::error(code, message).help(help) }
}
