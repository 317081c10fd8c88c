//! `commitment` and `kpi`: a metric and what it must be.

use super::facts::Facts;
use super::figure::{self, Bound, Quantity};
use super::metric::{self, Nature, Use};
use super::shared::{Dates, criterion, minimum, window};
use crate::check::context::{Checker, Seen};
use crate::check::error;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Body, CompareOperator, Expression, Measure, MeasureStatement, When};

/// Which of the two blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Owed by a party.
    Commitment,
    /// Owed by nobody.
    Kpi,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Commitment => "commitment",
            Kind::Kpi => "kpi",
        }
    }
}

/// What the phases of a measure must agree with.
#[derive(Clone, Copy)]
struct Target {
    metric: Span,
    quantity: Option<Quantity>,
    bound: Option<(Bound, Span)>,
}

/// `before DATE OP VALUE`
type Phase<'a> = (&'a When, &'a Spanned<CompareOperator>, &'a Expression);

pub(super) fn check(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<MeasureStatement>, kind: Kind) {
    let mut seen = Seen::default();
    let mut target: Option<Target> = None;
    let mut of_leads = true;
    let mut phases: Vec<Phase<'_>> = Vec::new();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            // The parser reads none in a kpi.
            MeasureStatement::Party(party) => {
                if checker.once(&mut seen, "party", span) {
                    checker.resolve_party(party);
                }
            }
            MeasureStatement::Measure(measure) => {
                if metric::one_metric(checker, &mut seen, span) {
                    let measured = metric::measured(checker, facts, &measure.metric, Use::Elsewhere);
                    of_leads = measured.is_none_or(|measured| measured.nature != Nature::Outside);
                    metric::grouped(checker, measured, &measure.metric, &measure.by);
                    let quantity = measured.map(|measured| measured.quantity);
                    target = Some(held(checker, measure, quantity, span));
                }
            }
            MeasureStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    criterion(checker, expression);
                }
            }
            MeasureStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    minimum(checker, number);
                }
            }
            MeasureStatement::Before(date, operator, value) => phases.push((date, operator, value)),
            MeasureStatement::Consequence(_) => {
                checker.once(&mut seen, "consequence", span);
            }
        }
    }
    if kind == Kind::Commitment {
        checker.needs(&body.header, body.complete, &seen, &["party"]);
    }
    if body.complete && seen.get("metric").is_none() {
        checker.push(error::holds_nothing(kind.word(), body.header.keyword));
    }
    if let (Some(filter), Some(target), false) = (seen.get("where"), target, of_leads) {
        checker.push(error::external_filtered(filter, target.metric));
    }
    check_phases(checker, &phases, target);
}

/// Checks `OP VALUE per WINDOW` of a metric.
fn held(checker: &mut Checker<'_>, measure: &Measure, quantity: Option<Quantity>, span: Span) -> Target {
    let metric = measure.metric.span;
    let bound = figure::bound(checker, &measure.operator).map(|bound| (bound, measure.operator.span));
    let quantity = quantity.and_then(|quantity| figure::check(checker, metric, quantity, &measure.value));
    match &measure.per {
        Some(word) => {
            window(checker, word);
        }
        None => checker.push(error::without_window(span)),
    }
    Target { metric, quantity, bound }
}

/// Checks every phase against the target: another figure of the same quantity, on the same side.
fn check_phases(checker: &mut Checker<'_>, phases: &[Phase<'_>], target: Option<Target>) {
    let mut dates = Dates::default();
    for (date, operator, value) in phases {
        dates.add(checker, date);
        let bound = figure::bound(checker, operator);
        let Some(target) = target else { continue };
        if let (Some(bound), Some((wanted, place))) = (bound, target.bound)
            && bound != wanted
        {
            checker.push(error::other_side(operator.span, place));
        }
        if let Some(quantity) = target.quantity {
            figure::check(checker, target.metric, quantity, value);
        }
    }
}
