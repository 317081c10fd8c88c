//! Scores that are called balanced and are not.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Program, ScoreBody, ScoreId};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast;
use crate::types::Decimal;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L847", name: "unequal-weights", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    for block in contract.ast.blocks() {
        let ast::Block::Score(score) = block else { continue };
        let ast::ScoreBody::Sum { terms, balanced: Some(place) } = &score.body else { continue };
        let most: Vec<(&str, i128)> = terms
            .iter()
            .filter_map(|term| {
                let id = (0..).map(ScoreId).zip(&program.scores).find(|(_, score)| score.name == term.value)?.0;
                Some((term.value.as_str(), most(program, id)))
            })
            .collect();
        let (Some(least), Some(largest)) =
            (most.iter().min_by_key(|(_, most)| most), most.iter().max_by_key(|(_, most)| most))
        else {
            continue;
        };
        if least.1 != largest.1 {
            let (low, high) = (points(least.1), points(largest.1));
            found.push(
                Diagnostic::warning(RULE.code, "the parts of the sum do not weigh the same")
                    .label(*place, format!("`{}` brings up to {low}, `{}` up to {high}", least.0, largest.0))
                    .help("give both the same `max`, or leave `balanced` out"),
            );
        }
    }
}

/// Returns the most that a score can be, in hundredths of a point.
fn most(program: &Program, score: ScoreId) -> i128 {
    let mut sum = 0;
    let mut scores = vec![score];
    while let Some(score) = scores.pop() {
        match &program.score(score).body {
            ScoreBody::Lines { max, .. } => sum += i128::from(*max),
            ScoreBody::Sum { terms, .. } => scores.extend(terms),
        }
    }
    sum
}

fn points(hundredths: i128) -> String {
    Decimal::from_millionths(hundredths * i128::from(Decimal::ONE / 100)).unwrap_or_default().to_string()
}
