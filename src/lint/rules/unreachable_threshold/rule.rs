//! Thresholds of scores that every lead reaches, or none.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Program, ScoreBody, ScoreId, Worth};
use crate::lint::expressions::Scoped;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{CompareOperator, Expression, ExpressionKind, Set};
use crate::types::Decimal;

/// Millionths of a point in a hundredth.
const HUNDREDTH: i128 = 10_000;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L810", name: "unreachable-threshold", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Error,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for scoped in contract.expressions().into_iter().flat_map(Scoped::all).filter(|scoped| scoped.record.is_none()) {
        let Some((score, is_met)) = settled(contract.program, scoped.expression) else { continue };
        let (least, most) = bounds(contract.program, score);
        let name = &contract.program.score(score).name;
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
fn settled(program: &Program, expression: &Expression) -> Option<(ScoreId, bool)> {
    match &expression.kind {
        ExpressionKind::Compare { operator, left, right } => {
            let (score, number, operator) = match (score(program, left), score(program, right)) {
                (Some(score), None) => (score, number(right)?, operator.value),
                (None, Some(score)) => (score, number(left)?, mirrored(operator.value)),
                _ => return None,
            };
            Some((score, compared(operator, bounds(program, score), number)?))
        }
        ExpressionKind::In { value, negated, set: Set::Range { low, high, .. } } => {
            let score = score(program, value)?;
            let end = |end: &Option<Box<Expression>>, operator| match end {
                Some(end) => compared(operator, bounds(program, score), number(end)?),
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
fn compared(operator: CompareOperator, (least, most): (i128, i128), number: i128) -> Option<bool> {
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

fn score(program: &Program, expression: &Expression) -> Option<ScoreId> {
    match &expression.kind {
        ExpressionKind::Group(inner) => score(program, inner),
        ExpressionKind::Name(name) => {
            let place = program.scores.iter().position(|score| score.name == *name)?;
            u32::try_from(place).ok().map(ScoreId)
        }
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

/// Returns the least and the most that the lines of a score can come to, in millionths (S3.2, S3.3). Decay only brings
/// what they come to nearer to 0, which they come to where none is met.
fn bounds(program: &Program, id: ScoreId) -> (i128, i128) {
    match &program.score(id).body {
        ScoreBody::Lines { min, max, lines, .. } => {
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
            let held = |points: i128| points.clamp(i128::from(*min), i128::from(*max)) * HUNDREDTH;
            (held(least), held(most))
        }
        ScoreBody::Sum { terms, .. } => terms.iter().fold((0, 0), |(least, most), term| {
            let (low, high) = bounds(program, *term);
            (least + low, most + high)
        }),
    }
}
