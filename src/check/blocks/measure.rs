//! `commitment` and `kpi`: a metric and what it must be.

use super::facts::Facts;
use super::figure::{self, Bound};
use super::metric::{self, Nature, Use};
use super::shared::{Dates, criterion, minimum, window};
use crate::check::context::{Checker, Seen};
use crate::check::error;
use crate::ir::{self, MeasureKind, Quantity, Target};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Body, CompareOperator, Expression, Measure, MeasureStatement, When};
use crate::time::{Date, Window};

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
struct Held {
    metric: Span,
    quantity: Option<Quantity>,
    bound: Option<(Bound, Span)>,
    target: Option<Target>,
    per: Option<Window>,
}

/// `before DATE OP VALUE`
type Phase<'a> = (&'a When, &'a Spanned<CompareOperator>, &'a Expression);

/// Returns a commitment or kpi, where it has no error.
pub(super) fn check(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    body: &Body<MeasureStatement>,
    kind: Kind,
) -> Option<ir::Measure> {
    let mut seen = Seen::default();
    let (mut party, mut measured, mut by) = (None, None, None);
    let mut held_to: Option<Held> = None;
    let (mut filter, mut least, mut consequence) = (None, None, None);
    let mut phases: Vec<Phase<'_>> = Vec::new();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            // The parser reads none in a kpi.
            MeasureStatement::Party(name) => {
                if checker.once(&mut seen, "party", span) {
                    party = checker.resolve_party(name);
                }
            }
            MeasureStatement::Measure(measure) => {
                if metric::one_metric(checker, &mut seen, span) {
                    measured = metric::measured(checker, facts, &measure.metric, Use::Elsewhere);
                    by = metric::grouped(checker, measured.as_ref(), &measure.metric, &measure.by);
                    held_to = Some(held(checker, measure, measured.as_ref(), span));
                }
            }
            MeasureStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    filter = criterion(checker, expression);
                }
            }
            MeasureStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    least = minimum(checker, number);
                }
            }
            MeasureStatement::Before(date, operator, value) => phases.push((date, operator, value)),
            MeasureStatement::Consequence(text) => {
                checker.once(&mut seen, "consequence", span);
                consequence = Some(text.value.clone());
            }
        }
    }
    if kind == Kind::Commitment {
        checker.needs(&body.header, body.complete, &seen, &["party"]);
    }
    if body.complete && seen.get("metric").is_none() {
        checker.push(error::holds_nothing(kind.word(), body.header.keyword));
    }
    let of_leads = measured.as_ref().is_none_or(|metric| metric::nature(metric) != Nature::Outside);
    if let (Some(filter), Some(held), false) = (seen.get("where"), held_to, of_leads) {
        checker.push(error::external_filtered(filter, held.metric));
    }
    let phases = check_phases(checker, &phases, held_to);
    let held_to = held_to?;
    Some(ir::Measure {
        kind: if kind == Kind::Commitment { MeasureKind::Commitment } else { MeasureKind::Kpi },
        name: body.header.name.as_ref()?.value.clone(),
        label: body.header.label.as_ref().map(|label| label.value.clone()),
        party: if kind == Kind::Commitment { Some(party?) } else { None },
        metric: metric::held(measured?, filter, least),
        target: held_to.target?,
        phases,
        per: held_to.per?,
        by: by?,
        consequence,
        span: body.header.span,
    })
}

/// Checks `OP VALUE per WINDOW` of a metric.
fn held(checker: &mut Checker<'_>, measure: &Measure, measured: Option<&ir::Metric>, span: Span) -> Held {
    let metric = measure.metric.span;
    let bound = figure::bound(checker, &measure.operator).map(|bound| (bound, measure.operator.span));
    let checked = measured.and_then(|measured| figure::check(checker, metric, measured.quantity, &measure.value));
    let per = match &measure.per {
        Some(word) => window(checker, word),
        None => checker.fail(error::without_window(span)),
    };
    let target = checked.zip(bound).map(|(checked, _)| Target {
        operator: figure::operator(measure.operator.value),
        figure: checked.figure,
        span: measure.value.span,
    });
    Held { metric, quantity: checked.map(|checked| checked.quantity), bound, target, per }
}

/// Returns the phases, each of which agrees with the target: another figure of the same quantity, on the same side.
fn check_phases(checker: &mut Checker<'_>, phases: &[Phase<'_>], held: Option<Held>) -> Vec<(Date, Target)> {
    let mut dates = Dates::default();
    let mut lowered = Vec::new();
    for (date, operator, value) in phases {
        let date = dates.add(checker, date);
        let bound = figure::bound(checker, operator);
        let Some(held) = held else { continue };
        if let (Some(bound), Some((wanted, place))) = (bound, held.bound)
            && bound != wanted
        {
            checker.push(error::other_side(operator.span, place));
        }
        let checked = held.quantity.and_then(|quantity| figure::check(checker, held.metric, quantity, value));
        if let (Some(date), Some(checked)) = (date, checked) {
            let operator = figure::operator(operator.value);
            lowered.push((date, Target { operator, figure: checked.figure, span: value.span }));
        }
    }
    lowered.sort_by_key(|(date, _)| *date);
    lowered
}
