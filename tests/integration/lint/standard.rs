//! A contract in which nothing is found, and examples laid over it.

use std::path::Path;

use leadpact::diagnostic::Diagnostics;
use leadpact::lint::{Contract, Other, Settings, lint};
use leadpact::source::Sources;
use leadpact::time::Date;

/// The standard contract: no rule finds anything in it.
pub(super) const STANDARD: &str = include_str!("standard.pact");

/// The day on which examples are looked at.
pub(super) const TODAY: &str = "2026-05-15";

/// Splits a contract's text into its blocks, each with the comments before it.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = vec![String::new()];
    let mut has_begun = false;
    for line in text.lines() {
        let begins = line.starts_with(|first: char| first.is_ascii_lowercase());
        let comes_before = line.starts_with('#') || line.trim().is_empty();
        if has_begun && (begins || comes_before) {
            blocks.push(String::new());
            has_begun = false;
        }
        has_begun |= begins;
        if let Some(block) = blocks.last_mut() {
            block.push_str(line);
            block.push('\n');
        }
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

fn head(block: &str) -> std::str::SplitWhitespace<'_> {
    let line = block.lines().find(|line| line.starts_with(|first: char| first.is_ascii_lowercase())).unwrap_or("");
    line.split_whitespace()
}

fn keyword(block: &str) -> &str {
    head(block).next().unwrap_or("")
}

/// Returns whether two blocks are of one kind and, where there may be several of it, of one name.
fn is_same(block: &str, other: &str) -> bool {
    let is_alone = matches!(keyword(block), "contract" | "rejection" | "review");
    head(block).take(if is_alone { 1 } else { 2 }).eq(head(other).take(if is_alone { 1 } else { 2 }))
}

/// Lays an example over the standard contract: its blocks stand in the place of those of their kind and name, others are
/// added. To `lead` its fields are added, or take the place of those with their name. A line `# without KIND, …` leaves
/// the blocks of these kinds and the blocks and fields of these names out; one `# and N more like it` stands for N copies of the
/// block below it.
pub(super) fn over_standard(example: &str) -> String {
    let own: Vec<String> = blocks(example).iter().flat_map(|block| with_copies(block)).collect();
    let without: Vec<&str> = example
        .lines()
        .filter_map(|line| line.strip_prefix("# without "))
        .flat_map(|kinds| kinds.split(", "))
        .collect();
    let mut text = String::new();
    for block in blocks(STANDARD) {
        let kind = keyword(&block);
        if kind == "lead" {
            text.push_str(&merged_lead(&block, own.iter().find(|block| keyword(block) == "lead"), &without));
        } else if !without.contains(&kind)
            && !head(&block).nth(1).is_some_and(|name| without.contains(&name))
            && !own.iter().any(|other| is_same(&block, other))
        {
            text.push_str(&block);
        }
    }
    for block in own.iter().filter(|block| keyword(block) != "lead") {
        text.push_str(block);
    }
    text
}

/// Returns a block with the copies that the comment before it asks for, each of another name.
fn with_copies(block: &str) -> Vec<String> {
    let asked = block.lines().find_map(|line| line.strip_prefix("# and ")?.strip_suffix(" more like it"));
    let copies: usize = asked.map_or(0, |number| number.parse().expect("a number of copies"));
    let name = head(block).nth(1).unwrap_or("");
    let copy = |number| block.replacen(name, &format!("{name}_{number}"), 1);
    std::iter::once(block.to_string()).chain((0..copies).map(copy)).collect()
}

fn merged_lead(standard: &str, own: Option<&String>, without: &[&str]) -> String {
    let own = own.map_or("", String::as_str);
    let fields = |block: &str| -> Vec<String> {
        block.lines().filter(|line| line.starts_with("  ") || line.starts_with('#')).map(str::to_string).collect()
    };
    let name = |line: &str| line.split_whitespace().next().unwrap_or("").to_string();
    let own_fields = fields(own);
    let kept = fields(standard).into_iter().filter(|line| {
        !own_fields.iter().any(|own| name(own) == name(line)) && !without.contains(&name(line).as_str())
    });
    let lines: Vec<String> = kept.chain(own_fields.iter().cloned()).collect();
    format!("lead {{\n{}\n}}\n", lines.join("\n"))
}

/// Returns what is found in a contract on the day that examples are looked at.
#[track_caller]
pub(super) fn found(text: &str, settings: &Settings) -> (Diagnostics, Sources) {
    let sources = Sources::single("page.pact", text);
    let mut load = |_: &Path, named: &str| crate::check::pages::list_file(named);
    let checked = sources.parse().check_with(&mut load);
    let sources = checked.sources;
    let Some(program) = &checked.program else {
        panic!("it does not compile:\n{}\n{text}", checked.diagnostics.to_plain(&sources));
    };
    // `# beside "NAME" from DATE`: another version that is checked in the same run.
    let beside = text.lines().find_map(|line| line.strip_prefix("# beside \"")?.split_once("\" from "));
    let other = |(name, date): (&str, &str)| Other {
        name: name.to_string(),
        version: 1,
        effective: Date::parse(date).expect("a date"),
        path: "other.pact".to_string(),
    };
    let others: Vec<Other> = beside.into_iter().map(other).collect();
    let today = Date::parse(TODAY);
    let contract = Contract { program, ast: &checked.ast, sources: &sources, today, others: &others };
    (lint(&contract, settings), sources)
}

#[test]
fn nothing_is_found_in_the_standard_contract() {
    let (found, sources) = found(STANDARD, &Settings::default());
    assert!(found.is_empty(), "{}", found.to_plain(&sources));
}
