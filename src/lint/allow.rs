//! `# leadpact: allow rule-name, because …`: what a contract wants left as it is.
//!
//! Such a comment on a line of its own is about what begins on the next line that is no comment: a statement, or a block
//! with all that is in it. Behind something it is about what begins on its line. One that allows nothing that is found,
//! one without a reason, and one that names no rule are findings themselves.

use super::Settings;
use super::contract::{Contract, extents};
use super::rule::{Level, Rule};
use super::rules::{self, ALLOW_WITHOUT_REASON, BAD_ALLOW, UNUSED_ALLOW};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{FileId, Span};
use crate::syntax::ast::Comment;

/// What a comment begins with that speaks to the linter.
const ADDRESS: &str = "leadpact";

/// A comment that allows findings of some rules in some lines.
struct Allow {
    /// The rules, each with whether it was needed.
    rules: Vec<(&'static Rule, bool)>,
    file: FileId,
    /// The first and the last line it is about.
    lines: (usize, usize),
    span: Span,
    /// Where its names stand; none where one of them is no rule's, and only people can tell what was meant.
    names: Option<Span>,
    /// What goes where all of it is taken away.
    whole: Span,
}

/// Takes what is allowed from what was found, and adds what is wrong with the comments that allow it.
pub(super) fn settle(contract: &Contract<'_>, settings: &Settings, found: &mut Vec<Diagnostic>) {
    let mut wrong = Vec::new();
    let mut allows = gather(contract, &mut wrong);
    found.retain(|diagnostic| {
        let Some(span) = diagnostic.span() else { return true };
        let line = contract.sources.position(span).line;
        let is_about = |allow: &&mut Allow| allow.file == span.file && (allow.lines.0..=allow.lines.1).contains(&line);
        let mut is_allowed = false;
        for allow in allows.iter_mut().filter(is_about) {
            for (_, is_needed) in allow.rules.iter_mut().filter(|(rule, _)| rule.code == diagnostic.code) {
                *is_needed = true;
                is_allowed = true;
            }
        }
        !is_allowed
    });
    for allow in &allows {
        // A rule that is off finds nothing that could be allowed.
        let unused = allow.rules.iter().filter(|(rule, is_needed)| !is_needed && settings.level(rule) != Level::Off);
        for (rule, _) in unused {
            wrong.push(
                allow.mended(
                    Diagnostic::warning(UNUSED_ALLOW, format!("nothing here is found by `{}`", rule.code.name))
                        .label(allow.span, "allows what is not there")
                        .help("take it away: it would hide what comes later"),
                    settings,
                ),
            );
        }
    }
    found.extend(wrong);
}

impl Allow {
    /// Gives a message the fix that leaves of the comment what it is needed for.
    fn mended(&self, diagnostic: Diagnostic, settings: &Settings) -> Diagnostic {
        let Some(names) = self.names else { return diagnostic };
        let kept = self.rules.iter().filter(|(rule, is_needed)| *is_needed || settings.level(rule) == Level::Off);
        let kept: Vec<&str> = kept.map(|(rule, _)| rule.code.name).collect();
        match &kept[..] {
            [] => diagnostic.fix("take the comment away", self.whole, ""),
            kept => diagnostic.fix("take the name away", names, kept.join(", ")),
        }
    }
}

fn gather(contract: &Contract<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<Allow> {
    let mut allows = Vec::new();
    for file in &contract.ast.files {
        let blocks: Vec<(usize, usize)> =
            file.blocks.iter().flat_map(extents).map(|span| lines(contract, span)).collect();
        for comment in &file.comments {
            let text = comment.text.trim_start_matches('#').trim();
            let Some(said) = addressed(text) else { continue };
            let line = contract.sources.position(comment.span).line;
            let first = if comment.own_line { next_line(contract, file.id, line) } else { line };
            // Of what begins on that line, the largest.
            let last = blocks.iter().filter(|(start, _)| *start == first).map(|(_, end)| *end).max().unwrap_or(first);
            let Listed { rules, names } = read(said.trim(), comment.span, contract, wrong);
            allows.push(Allow {
                rules: rules.into_iter().map(|rule| (rule, false)).collect(),
                file: file.id,
                lines: (first, last),
                span: comment.span,
                names,
                whole: whole(contract, comment),
            });
        }
    }
    allows
}

/// The rules that a comment names.
#[derive(Default)]
struct Listed {
    rules: Vec<&'static Rule>,
    /// Where the names stand, if each of them is a rule's.
    names: Option<Span>,
}

/// Returns what a comment says to the linter. A slip in the address would allow nothing, and nobody would notice: so its
/// case does not count, nor do blanks before the colon.
fn addressed(text: &str) -> Option<&str> {
    let (address, said) = text.split_at_checked(ADDRESS.len())?;
    address.eq_ignore_ascii_case(ADDRESS).then(|| said.trim_start().strip_prefix(':')).flatten()
}

/// Reads what is said after the address.
fn read(said: &str, span: Span, contract: &Contract<'_>, wrong: &mut Vec<Diagnostic>) -> Listed {
    let Some(listed) = said.strip_prefix("allow ") else {
        wrong.push(
            Diagnostic::warning(BAD_ALLOW, "a comment to leadpact says `allow`")
                .label(span, "says something else")
                .help("write `# leadpact: allow rule-name, because …`"),
        );
        return Listed::default();
    };
    let (names, reason) = match listed.split_once("because") {
        Some((names, reason)) => (names.trim().trim_end_matches(','), reason.trim()),
        None => (listed, ""),
    };
    if reason.is_empty() {
        wrong.push(
            Diagnostic::warning(ALLOW_WITHOUT_REASON, "what is allowed has no reason")
                .label(span, "because of what?")
                .help("write `, because …` behind it: who reads it next year has only that"),
        );
    }
    let names = names.trim();
    let mut rules = Vec::new();
    let mut are_known = true;
    for name in names.split(',').map(str::trim) {
        match rules::find(name) {
            Some(rule) => rules.push(rule),
            None => {
                are_known = false;
                wrong.push(no_rule(name, span));
            }
        }
    }
    let text = contract.sources.slice(span);
    let after = text.find("allow ").map_or(0, |allow| allow + "allow ".len());
    let start = text.get(after..).and_then(|rest| rest.find(names)).filter(|_| are_known);
    let start = start.map(|start| span.start as usize + after + start);
    Listed { rules, names: start.map(|start| Span::new(span.file, start, start + names.len())) }
}

/// Returns what goes with a comment that is taken away: its line where it stands alone, else the blanks before it.
fn whole(contract: &Contract<'_>, comment: &Comment) -> Span {
    let Span { file, .. } = comment.span;
    let text = contract.sources.file(file).text();
    let std::ops::Range { start, end } = comment.span.range();
    let before = text.get(..start).unwrap_or("");
    if comment.own_line {
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let newline = text.get(end..).and_then(|rest| rest.find('\n'));
        return Span::new(file, start, newline.map_or(text.len(), |newline| end + newline + 1));
    }
    Span::new(file, before.trim_end_matches([' ', '\t']).len(), end)
}

/// Returns what is said of a name that is no rule's.
fn no_rule(name: &str, span: Span) -> Diagnostic {
    let found = |message: String| Diagnostic::warning(BAD_ALLOW, message).label(span, "allows nothing");
    if name.is_empty() {
        return found("a comment allows no rule".to_string()).help("write `# leadpact: allow rule-name, because …`");
    }
    if let Some(code) = codes::find(name) {
        return found(format!("`{}` is no rule of the linter", code.name))
            .help("what keeps a contract from compiling is mended, not allowed");
    }
    let near = nearest(name, rules::ALL.iter().map(|rule| rule.code.name));
    found(format!("there is no rule `{name}`"))
        .maybe_help(near.map(|near| format!("a rule with a similar name exists: `{near}`")))
}

fn lines(contract: &Contract<'_>, span: Span) -> (usize, usize) {
    (contract.sources.position(span).line, contract.sources.position(span.at_end()).line)
}

/// Returns the next line that has more than a comment.
fn next_line(contract: &Contract<'_>, file: FileId, line: usize) -> usize {
    let text = contract.sources.file(file).text();
    let after = text.lines().enumerate().skip(line);
    let mut code = after.filter(|(_, text)| !text.trim().is_empty() && !text.trim_start().starts_with('#'));
    code.next().map_or(line, |(place, _)| place + 1)
}
