//! Scores that know the company and nothing it did.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Line, Program, ScoreBody, ScoreId, Stage, Worth};
use crate::lint::contract::named;
use crate::lint::reads::Reads;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;
use crate::types::FieldId;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L846", name: "firmographic-only-score", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    let firmographics = program.icps.iter().flat_map(|icp| &icp.firmographics);
    let facts = Reads::of_criteria(program, firmographics).fields;
    let mut told: BTreeSet<ScoreId> = BTreeSet::new();
    for stage in program.stages.iter().filter(|stage| stage.handoff.is_some()) {
        for score in scores_alone(program, stage) {
            if lines(program, score).iter().all(|line| is_fact(program, line, &facts)) && told.insert(score) {
                found.extend(message(contract, score, stage));
            }
        }
    }
}

/// Returns the scores that a hand-off asks for; none where a profile asks for an occasion to buy as well.
fn scores_alone(program: &Program, stage: &Stage) -> BTreeSet<ScoreId> {
    let reads = Reads::of_criteria(program, &stage.when);
    let asks_for_more = reads.icps.iter().any(|icp| !program.icp(*icp).triggers.is_empty());
    if asks_for_more { BTreeSet::new() } else { reads.scores }
}

/// Returns the lines of a score, or of those that it is the sum of.
fn lines(program: &Program, score: ScoreId) -> Vec<&Line> {
    let mut all = Vec::new();
    let mut scores = vec![score];
    while let Some(score) = scores.pop() {
        match &program.score(score).body {
            ScoreBody::Lines { lines, .. } => all.extend(lines),
            ScoreBody::Sum { terms, .. } => scores.extend(terms),
        }
    }
    all
}

/// Returns whether a line reads facts about the company and nothing else.
fn is_fact(program: &Program, line: &Line, facts: &BTreeSet<FieldId>) -> bool {
    let reads = Reads::of(
        program,
        [match &line.worth {
            Worth::When(criterion) => criterion.node,
            Worth::Each { value, .. } => *value,
        }],
    );
    !reads.fields.is_empty() && reads.fields.is_subset(facts) && !reads.has_activities && !reads.is_timed
}

fn message(contract: &Contract<'_>, score: ScoreId, stage: &Stage) -> Option<Diagnostic> {
    let name = &contract.program.score(score).name;
    let mut headers =
        contract.ast.blocks().filter_map(|block| if let Block::Score(score) = block { Some(&score.header) } else { None });
    let header = headers.find(|header| header.name.as_ref().is_some_and(|own| own.value == *name))?;
    Some(
        Diagnostic::warning(RULE.code, format!("`{name}` says who fits and not who wants something"))
            .label(named(header), format!("decides the hand-off at `{}`", stage.name))
            .help("add what a lead did, and when: a demo asked for, pages read, a trigger of the profile"),
    )
}
