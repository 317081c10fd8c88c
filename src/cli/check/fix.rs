//! `--fix` and `--diff`: fixes put into a contract, round after round, until none is left.
//!
//! A round is only kept where the contract still compiles. Where it does not, its fixes are tried one by one, and those
//! that break it are left out.

use std::io::Write;
use std::path::Path;

use similar::TextDiff;

use super::inspect::Inspected;
use crate::cli::error;
use crate::diagnostic::{Diagnostic, apply_fixes, relative_path};
use crate::source::{FileId, Output, Sources, name_all};

/// The most rounds: fixes that bring each other about would go on for ever.
const MOST_ROUNDS: usize = 10;

/// A contract that was mended.
pub(super) struct Mended {
    /// What it is like now.
    pub(super) inspected: Inspected,
    /// What was done, a line each.
    done: Vec<String>,
}

impl Mended {
    /// Returns what was done.
    pub(super) fn said(&self) -> String {
        self.done.concat()
    }
}

/// Mends a contract in memory; `None` where there is nothing to mend.
pub(super) fn mend(
    inspected: &Inspected,
    inspect: impl Fn(Sources) -> Result<Inspected, Diagnostic>,
) -> Result<Option<Mended>, Diagnostic> {
    let mut mended: Option<Mended> = None;
    for _ in 0..MOST_ROUNDS {
        let now = mended.as_ref().map_or(inspected, |mended| &mended.inspected);
        let Some((next, lines)) = round(now, &inspect)? else { break };
        let mut done = mended.map_or_else(Vec::new, |mended| mended.done);
        done.extend(lines);
        mended = Some(Mended { inspected: next, done });
    }
    Ok(mended)
}

/// Puts as many fixes into a contract as go together, and returns what came of it and what was done.
fn round(
    now: &Inspected,
    inspect: impl Fn(Sources) -> Result<Inspected, Diagnostic>,
) -> Result<Option<(Inspected, Vec<String>)>, Diagnostic> {
    let wanted: Vec<&Diagnostic> = now.diagnostics.iter().filter(|found| found.fix.is_some()).collect();
    if wanted.is_empty() || !now.compiles() {
        return Ok(None);
    }
    let all = apply_fixes(&wanted, &now.sources);
    let next = inspect(all.sources)?;
    if next.compiles() {
        let lines = all.taken.iter().map(|place| line(wanted[*place], &now.sources));
        return Ok(Some((next, lines.collect())));
    }
    let (mut good, mut best) = (Vec::new(), None);
    for one in wanted {
        good.push(one);
        let some = apply_fixes(&good, &now.sources);
        let next = inspect(some.sources)?;
        if next.compiles() {
            let lines = some.taken.iter().map(|place| line(good[*place], &now.sources));
            best = Some((next, lines.collect()));
        } else {
            good.pop();
        }
    }
    Ok(best)
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let title = diagnostic.fix.as_ref().map_or("", |fix| &fix.title);
    let place = diagnostic.span().map_or_else(String::new, |span| {
        let position = sources.position(span);
        format!("{}:{}:{}: ", sources.file(span.file).name(), position.line, position.column)
    });
    format!("fixed {place}{}: {title}\n", diagnostic.code.name)
}

/// Iterates over the files that changed.
fn changed<'a>(old: &'a Sources, new: &'a Sources) -> impl Iterator<Item = FileId> + 'a {
    old.ids().filter(|file| old.file(*file).text() != new.file(*file).text())
}

/// Writes the files that changed: all of them, or none.
pub(super) fn write(old: &Sources, new: &Sources) -> Result<(), Diagnostic> {
    let mut files = Vec::new();
    for file in changed(old, new) {
        let name = new.file(file).name();
        let cannot = |cause: &std::io::Error| error::cannot_write(&name, cause);
        let mut output = Output::create(Path::new(name)).map_err(|cause| cannot(&cause))?;
        output.write_all(new.file(file).text().as_bytes()).map_err(|cause| cannot(&cause))?;
        files.push(output.complete().map_err(|cause| cannot(&cause))?);
    }
    name_all(files).map_err(|unnamed| error::cannot_name(&unnamed))
}

/// Returns what changed as `patch` and `git apply` read it.
pub(super) fn diff(old: &Sources, new: &Sources) -> String {
    let folder = std::env::current_dir().unwrap_or_default();
    let one = |file: FileId| {
        let (old, new) = (old.file(file), new.file(file));
        let name = relative_path(old.name(), &folder);
        let (from, to) = (format!("a/{name}"), format!("b/{name}"));
        TextDiff::from_lines(old.text(), new.text()).unified_diff().header(&from, &to).to_string()
    };
    changed(old, new).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::check::UNKNOWN_NAME;
    use crate::source::Span;

    /// Looks at a text in which words are to be written in another way; it compiles unless one is `broken`.
    fn inspect(sources: &Sources, ways: &[(&str, &str)]) -> Inspected {
        let file = FileId(0);
        let found = ways.iter().flat_map(|(word, other)| {
            let places = sources.file(file).text().match_indices(word);
            places.map(move |(at, _)| {
                let span = Span::new(file, at, at + word.len());
                Diagnostic::warning(UNKNOWN_NAME, "it is written otherwise")
                    .label(span, "")
                    .fix("write it", span, *other)
            })
        });
        Inspected::made(sources.clone(), found.collect(), !sources.file(file).text().contains("broken"))
    }

    #[track_caller]
    fn mended(text: &str, ways: &[(&str, &str)]) -> Option<(String, usize)> {
        let first = inspect(&Sources::single("a.pact", text), ways);
        let mended = mend(&first, |sources| Ok(inspect(&sources, ways))).unwrap();
        mended.map(|mended| (mended.inspected.sources.file(FileId(0)).text().to_string(), mended.done.len()))
    }

    #[test]
    fn a_fix_that_brings_another_about_is_followed() {
        assert_eq!(mended("one one", &[("one", "two"), ("two", "three")]), Some(("three three".to_string(), 4)));
        assert_eq!(mended("nothing", &[("one", "two")]), None);
    }

    #[test]
    fn a_fix_that_breaks_the_contract_is_left_out() {
        let ways = [("one", "two"), ("bad", "broken"), ("six", "seven")];
        assert_eq!(mended("one bad six bad one", &ways), Some(("two bad seven bad two".to_string(), 3)));
        assert_eq!(mended("bad", &ways), None);
        assert_eq!(mended("broken one", &ways), None, "what does not compile is not mended");
    }

    #[test]
    fn fixes_that_undo_each_other_end() {
        let (text, rounds) = mended("tick", &[("tick", "tock"), ("tock", "tick")]).unwrap();
        assert_eq!((text.as_str(), rounds), ("tick", MOST_ROUNDS));
    }
}
