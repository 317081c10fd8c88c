//! Contracts that nobody reads to the end.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::header;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, File};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L884", name: "too-long", page: include_str!("rule.md") },
    category: Category::Style,
    level: Level::Info,
    check,
};

/// The most lines that both parties can be asked to read: four printed pages of 60.
const MOST_LINES: usize = 240;

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let lines: usize = contract.ast.files.iter().map(|file| lines_to_agree_on(contract, file)).sum();
    if lines > MOST_LINES {
        found.push(
            Diagnostic::warning(RULE.code, "the contract is too long to be read in a meeting")
                .label(contract.place(), format!("{lines} lines to agree on"))
                .help("keep what decides something: one figure for each question, and not for each cut"),
        );
    }
}

/// Returns how many lines of a file the parties agree on: not blank ones, comments, and those that describe the export
/// and the opening hours.
fn lines_to_agree_on(contract: &Contract<'_>, file: &File) -> usize {
    let mut lines = BTreeSet::new();
    for block in &file.blocks {
        if matches!(block, Block::Lead(_) | Block::Activity(_) | Block::List(_) | Block::Calendar(_)) {
            continue;
        }
        let Some(header) = header(block) else { continue };
        let first = contract.sources.position(header.span).line;
        let text = &contract.sources.file(file.id).text()[header.span.range()];
        let is_said = |line: &str| !line.trim().is_empty() && !line.trim().starts_with('#');
        lines.extend(text.lines().enumerate().filter(|(_, line)| is_said(line)).map(|(place, _)| first + place));
    }
    lines.len()
}
