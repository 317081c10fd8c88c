//! `pause`: when a source stops handing leads over.

use std::ops::Bound;

use super::facts::Facts;
use super::figure;
use super::metric::{self, Nature, Use};
use super::shared::{Dates, criterion, folded, groups, minimum, parties, run, share_within};
use crate::check::context::{Checker, Seen};
use crate::check::{error, literal};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Body, CompareOperator, Expression, Metric, PauseStatement, Text, When};
use crate::types::{FieldId, Type};

/// What a window with too few leads does to a run.
const GAPS: &[&str] = &["breaks", "skips", "pools"];

/// What becomes of a source.
const VERDICTS: &[&str] = &["pause", "rework"];

/// A `resumed` statement.
struct Resumption<'a> {
    values: &'a [Text],
    date: &'a When,
    span: Span,
}

pub(super) fn check(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<PauseStatement>) {
    let mut seen = Seen::default();
    let mut by: Option<Vec<Option<FieldId>>> = None;
    let mut resumptions: Vec<Resumption<'_>> = Vec::new();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            PauseStatement::By(fields) => {
                if checker.once(&mut seen, "by", span) {
                    by = Some(groups(checker, fields));
                }
            }
            PauseStatement::When { metric, operator, value, run: length } => {
                if checker.once(&mut seen, "when", span) {
                    watched(checker, facts, metric, operator, value);
                    run(checker, length);
                }
            }
            PauseStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    criterion(checker, expression);
                }
            }
            PauseStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    minimum(checker, number);
                }
            }
            PauseStatement::Gap(word) => {
                if checker.once(&mut seen, "gap", span) {
                    checker.one_of_words(word, "treatment of a gap", GAPS);
                }
            }
            PauseStatement::Confidence(number) => {
                if checker.once(&mut seen, "confidence", span) {
                    share_within(checker, number, 50, Bound::Excluded(100));
                }
            }
            PauseStatement::Then(word) => {
                if checker.once(&mut seen, "then", span) {
                    checker.one_of_words(word, "verdict on a source", VERDICTS);
                }
            }
            PauseStatement::ResumeSigned(names) => {
                resume_once(checker, &mut seen, "resume when", span);
                parties(checker, names);
            }
            PauseStatement::ResumeAfter(duration) => {
                resume_once(checker, &mut seen, "resume after", span);
                checker.duration(duration, literal::PLAIN);
            }
            PauseStatement::Resumed { values, date, by } => {
                parties(checker, by);
                resumptions.push(Resumption { values, date, span });
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["by", "when", "then"]);
    resumed(checker, &resumptions, by.as_deref());
}

fn resume_once(checker: &mut Checker<'_>, seen: &mut Seen, statement: &'static str, span: Span) {
    let other = if statement == "resume when" { "resume after" } else { "resume when" };
    match seen.get(other) {
        Some(first) => checker.push(error::two_resumptions(first, span)),
        None => {
            checker.once(seen, statement, span);
        }
    }
}

/// Checks what is watched: a rate of leads, held against a share.
fn watched(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    metric: &Metric,
    operator: &Spanned<CompareOperator>,
    value: &Expression,
) {
    figure::bound(checker, operator);
    let Some(measured) = metric::measured(checker, facts, metric, Use::Elsewhere) else { return };
    if measured.nature != Nature::Rate {
        checker.push(error::not_a_rate(metric.span, measured.quantity.words()));
        return;
    }
    figure::check(checker, metric.span, measured.quantity, value);
}

/// Checks the values of every `resumed`: one for each field of `by`, each an option of a picklist.
fn resumed(checker: &mut Checker<'_>, resumptions: &[Resumption<'_>], by: Option<&[Option<FieldId>]>) {
    // A day by the values that resumed on it.
    let mut days: indexmap::IndexMap<Vec<String>, Dates> = indexmap::IndexMap::new();
    for resumption in resumptions {
        let key = resumption.values.iter().map(|value| folded(&value.value)).collect();
        days.entry(key).or_default().add(checker, resumption.date);
        let Some(by) = by else { continue };
        if by.len() != resumption.values.len() {
            checker.push(error::resumed_values(resumption.values.len(), by.len(), resumption.span));
            continue;
        }
        for (value, field) in resumption.values.iter().zip(by) {
            if let Some(field) = field {
                group_value(checker, *field, value);
            }
        }
    }
}

/// Checks that a field may have a value.
fn group_value(checker: &mut Checker<'_>, id: FieldId, value: &Text) {
    let field = checker.field(id);
    let wanted = folded(&value.value);
    if wanted.is_empty() {
        checker.push(error::blank_is_never_paused(value.span));
        return;
    }
    let options: Vec<&str> = match field.kind {
        Type::OneOf(_) => field.options.iter().map(|option| option.label.as_str()).collect(),
        Type::Boolean => vec!["true", "false"],
        _ => return,
    };
    if options.iter().any(|option| folded(option) == wanted) {
        return;
    }
    let spelt = field.options.iter().find(|option| option.also.iter().any(|also| folded(also) == wanted));
    let diagnostic = match spelt {
        Some(option) => error::other_spelling(&value.value, value.span, &field.name, &option.label),
        None => error::unknown_option(&value.value, value.span, &field.name, options.iter().copied(), usize::MAX),
    };
    checker.push(diagnostic);
}
