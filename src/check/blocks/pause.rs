//! `pause`: when a source stops handing leads over.

use std::ops::Bound;

use super::facts::Facts;
use super::figure;
use super::metric::{self, Nature, Use};
use super::shared::{Dates, criterion, folded, groups, minimum, parties, run, share_within};
use crate::check::context::{Checker, Seen};
use crate::check::{error, literal};
use crate::ir::{self, Consequence, Criterion, Gap, Resume, Resumption, Target};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Body, CompareOperator, Expression, Metric, PauseStatement, Text, When};
use crate::time::Window;
use crate::types::{Decimal, FieldId, Type};

/// A `resumed` statement.
struct Resumed<'a> {
    values: &'a [Text],
    date: &'a When,
    by: Option<Vec<usize>>,
    span: Span,
}

/// What the statements of a pause say together.
#[derive(Default)]
struct Rule {
    metric: Option<ir::Metric>,
    trips: Option<Target>,
    run: Option<(u32, Window)>,
    filter: Option<Criterion>,
    minimum: Option<i64>,
    gap: Option<Gap>,
    confidence: Option<Decimal>,
    then: Option<Consequence>,
    resume: Option<Resume>,
}

/// Returns a pause, where it has no error.
pub(super) fn check(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    body: &Body<PauseStatement>,
) -> Option<ir::PauseRule> {
    let mut seen = Seen::default();
    let mut rule = Rule { gap: Some(Gap::Breaks), ..Rule::default() };
    let mut by: Option<Vec<Option<FieldId>>> = None;
    let mut resumed: Vec<Resumed<'_>> = Vec::new();
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
                    (rule.metric, rule.trips) = watched(checker, facts, metric, operator, value);
                    rule.run = run(checker, length);
                }
            }
            PauseStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    rule.filter = criterion(checker, expression);
                }
            }
            PauseStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    rule.minimum = minimum(checker, number);
                }
            }
            PauseStatement::Gap(word) => {
                if checker.once(&mut seen, "gap", span) {
                    rule.gap = checker.one_of(word, "treatment of a gap", &Gap::WORDS);
                }
            }
            PauseStatement::Confidence(number) => {
                if checker.once(&mut seen, "confidence", span) {
                    rule.confidence = share_within(checker, number, 50, Bound::Excluded(100));
                }
            }
            PauseStatement::Then(word) => {
                if checker.once(&mut seen, "then", span) {
                    rule.then = checker.one_of(word, "verdict on a source", &Consequence::WORDS);
                }
            }
            PauseStatement::ResumeSigned(names) => {
                resume_once(checker, &mut seen, "resume when", span);
                rule.resume = parties(checker, names).map(Resume::SignedOff);
            }
            PauseStatement::ResumeAfter(duration) => {
                resume_once(checker, &mut seen, "resume after", span);
                rule.resume = checker.duration(duration, literal::PLAIN).map(Resume::After);
            }
            PauseStatement::Resumed { values, date, by } => {
                let by = parties(checker, by);
                resumed.push(Resumed { values, date, by, span });
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["by", "when", "then"]);
    let resumed = resumptions(checker, resumed, by.as_deref());
    let (windows, per) = rule.run?;
    Some(ir::PauseRule {
        name: body.header.name.as_ref()?.value.clone(),
        label: body.header.label.as_ref().map(|label| label.value.clone()),
        by: by?.into_iter().collect::<Option<_>>()?,
        metric: metric::held(rule.metric?, rule.filter, rule.minimum),
        trips: rule.trips?,
        windows,
        per,
        gap: rule.gap?,
        confidence: rule.confidence,
        then: rule.then?,
        resume: rule.resume,
        resumed,
        exceptions: Vec::new(),
        span: body.header.span,
    })
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

/// Returns what is watched: a rate of leads, held against a share.
fn watched(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    metric: &Metric,
    operator: &Spanned<CompareOperator>,
    value: &Expression,
) -> (Option<ir::Metric>, Option<Target>) {
    let bound = figure::bound(checker, operator);
    let Some(measured) = metric::measured(checker, facts, metric, Use::Elsewhere) else { return (None, None) };
    if metric::nature(&measured) != Nature::Rate {
        checker.push(error::not_a_rate(metric.span, figure::words(measured.quantity)));
        return (None, None);
    }
    let checked = figure::check(checker, metric.span, measured.quantity, value);
    let target = checked.zip(bound).map(|(checked, _)| Target {
        operator: figure::operator(operator.value),
        figure: checked.figure,
        span: value.span,
    });
    (Some(measured), target)
}

/// Returns the resumptions, with a value for each field of `by`, each an option of a picklist.
fn resumptions(
    checker: &mut Checker<'_>,
    resumed: Vec<Resumed<'_>>,
    by: Option<&[Option<FieldId>]>,
) -> Vec<Resumption> {
    // A day by the values that resumed on it.
    let mut days: indexmap::IndexMap<Vec<String>, Dates> = indexmap::IndexMap::new();
    let mut lowered = Vec::new();
    for resumption in resumed {
        let values: Vec<String> = resumption.values.iter().map(|value| folded(&value.value)).collect();
        let date = days.entry(values.clone()).or_default().add(checker, resumption.date);
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
        if let (Some(date), Some(by)) = (date, resumption.by) {
            lowered.push(Resumption { values, date, by, span: resumption.span });
        }
    }
    lowered
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
