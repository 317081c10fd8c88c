//! Thresholds of scores that every lead reaches, or none.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Line, Program, ScoreBody, Worth};
use crate::lint::expressions::Scoped;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{CompareOperator, Expression, ExpressionKind, Set};
use crate::types::Decimal;

/// Millionths of a point in a hundredth.
const HUNDREDTH: i128 = 10_000;

/// The least and the most that something can be, in millionths.
type Bounds = (i128, i128);

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L810", name: "unreachable-threshold", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Error,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let bounds = bounds_of_all(contract.program);
    let scores = contract.program.scores.iter().zip(bounds).map(|(score, bounds)| (score.name.as_str(), bounds));
    let scores: BTreeMap<&str, Bounds> = scores.collect();
    for scoped in contract.expressions().into_iter().flat_map(Scoped::all).filter(|scoped| scoped.record.is_none()) {
        let Some((name, is_met)) = settled(&scores, scoped.expression) else { continue };
        let (least, most) = scores[name];
        let written = &contract.sources.file(scoped.expression.span.file).text()[scoped.expression.span.range()];
        let (message, help) = match is_met {
            true => (format!("`{written}` is always met"), "take it away, or ask for more: so it asks for nothing"),
            false => (format!("`{written}` can never be met"), "ask for what the score can be, or give it more points"),
        };
        found.push(
            Diagnostic::error(RULE.code, message)
                .label(scoped.expression.span, format!("`{name}` goes from {} to {}", points(least), points(most)))
                .help(help),
        );
    }
}

fn points(millionths: i128) -> String {
    Decimal::from_millionths(millionths).unwrap_or_default().to_string()
}

/// Returns the score that a criterion compares with a number, and the answer, where it is the same for every lead.
fn settled<'a>(scores: &BTreeMap<&str, Bounds>, expression: &'a Expression) -> Option<(&'a str, bool)> {
    match &expression.kind {
        ExpressionKind::Compare { operator, left, right } => {
            let (score, number, operator) = match (name(left), name(right)) {
                (Some(score), None) => (score, number(right)?, operator.value),
                (None, Some(score)) => (score, number(left)?, mirrored(operator.value)),
                _ => return None,
            };
            Some((score, compared(operator, *scores.get(score)?, number)?))
        }
        ExpressionKind::In { value, negated, set: Set::Range { low, high, .. } } => {
            let score = name(value)?;
            let bounds = *scores.get(score)?;
            let end = |end: &Option<Box<Expression>>, operator| match end {
                Some(end) => compared(operator, bounds, number(end)?),
                None => Some(true),
            };
            let ends = [end(low, CompareOperator::GreaterOrEqual), end(high, CompareOperator::LessOrEqual)];
            let is_in = match ends {
                [Some(true), Some(true)] => true,
                [Some(false), _] | [_, Some(false)] => false,
                _ => return None,
            };
            Some((score, is_in != *negated))
        }
        _ => None,
    }
}

/// Returns what a comparison of anything between two bounds with a number gives, where that is one answer.
fn compared(operator: CompareOperator, (least, most): Bounds, number: i128) -> Option<bool> {
    let (always, never) = match operator {
        CompareOperator::GreaterOrEqual => (least >= number, most < number),
        CompareOperator::Greater => (least > number, most <= number),
        CompareOperator::LessOrEqual => (most <= number, least > number),
        CompareOperator::Less => (most < number, least >= number),
        CompareOperator::Equal => (least == number && most == number, number < least || number > most),
        CompareOperator::NotEqual => (number < least || number > most, least == number && most == number),
    };
    if always || never { Some(always) } else { None }
}

fn mirrored(operator: CompareOperator) -> CompareOperator {
    match operator {
        CompareOperator::Less => CompareOperator::Greater,
        CompareOperator::LessOrEqual => CompareOperator::GreaterOrEqual,
        CompareOperator::Greater => CompareOperator::Less,
        CompareOperator::GreaterOrEqual => CompareOperator::LessOrEqual,
        CompareOperator::Equal | CompareOperator::NotEqual => operator,
    }
}

fn name(expression: &Expression) -> Option<&str> {
    match &expression.kind {
        ExpressionKind::Group(inner) => name(inner),
        ExpressionKind::Name(name) => Some(name),
        _ => None,
    }
}

/// Returns a literal number in millionths.
fn number(expression: &Expression) -> Option<i128> {
    match &expression.kind {
        ExpressionKind::Group(inner) => number(inner),
        ExpressionKind::Negate(inner) => number(inner).map(|number| -number),
        ExpressionKind::Number(number) if !number.percent => {
            Decimal::parse(&number.digits).map(|number| i128::from(number.0))
        }
        _ => None,
    }
}

/// Returns the bounds of every score. A sum may be of sums: what it waits for goes first.
fn bounds_of_all(program: &Program) -> Vec<Bounds> {
    let mut known: Vec<Option<Bounds>> = vec![None; program.scores.len()];
    let mut rest: Vec<usize> = (0..known.len()).collect();
    while let Some(place) = rest.pop() {
        let bounds = match &program.scores[place].body {
            ScoreBody::Lines { min, max, lines, .. } => Some(bounds_of_lines(*min, *max, lines)),
            ScoreBody::Sum { terms, .. } => {
                let unknown = terms.iter().map(|term| term.index()).filter(|term| known[*term].is_none());
                let unknown: Vec<usize> = unknown.collect();
                if !unknown.is_empty() {
                    rest.push(place);
                    rest.extend(unknown);
                    continue;
                }
                terms.iter().map(|term| known[term.index()]).try_fold((0, 0), |sum: Bounds, bounds| {
                    let (least, most) = bounds?;
                    Some((sum.0.saturating_add(least), sum.1.saturating_add(most)))
                })
            }
        };
        known[place] = bounds;
    }
    known.into_iter().map(Option::unwrap_or_default).collect()
}

/// Returns the bounds of a score of lines (S3.2, S3.3). Decay only brings what they come to nearer to 0, which they come
/// to where none is met.
fn bounds_of_lines(min: i64, max: i64, lines: &[Line]) -> Bounds {
    let (mut least, mut most) = (0, 0);
    for line in lines {
        let worth = match &line.worth {
            Worth::When(_) => i128::from(line.points.unsigned_abs()),
            Worth::Each { max, .. } => i128::from(*max),
        };
        if line.points < 0 {
            least -= worth;
        } else {
            most += worth;
        }
    }
    let held = |points: i128| points.clamp(i128::from(min), i128::from(max)) * HUNDREDTH;
    (held(least), held(most))
}
