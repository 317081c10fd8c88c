//! Scores (S3.2 to S3.4).

use indexmap::IndexMap;

use super::context::{Checker, Scope, Seen};
use super::declare::Blocks;
use super::error;
use super::literal::DAYS_AND_WEEKS;
use crate::ir::{self, Decay, Line, ScoreId};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, DecayRate, Name, Number, ScoreStatement};
use crate::types::{Decimal, Type};

/// Millionths in a hundredth.
const HUNDREDTH: i64 = Decimal::ONE / 100;

/// The most points that a score may count, so that no sum of lines runs over.
const MOST_POINTS: i64 = 1_000_000;

/// The columns that the decisions have whatever the contract says; every further hand-off has one that ends in
/// `_handoff`.
const COLUMNS: &[&str] = &[
    "id",
    "recorded_stage",
    "qualified_stage",
    "handoff",
    "icp_verdict",
    "missing",
    "breaches",
    "judged_at",
    "disqualified_by",
    "tags",
    "flags",
    "rejection",
    "source_status",
    "escalations",
];

impl<'a> Checker<'a> {
    /// Lowers every score, in the order they are written.
    pub(super) fn scores(&mut self, blocks: &Blocks<'a>) -> Option<Vec<ir::Score>> {
        let scores: Vec<Option<ir::Score>> = blocks.scores.iter().map(|score| self.score(score)).collect();
        scores.into_iter().collect()
    }

    fn score(&mut self, score: &ast::Score) -> Option<ir::Score> {
        let name = score.header.name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
        if let Some(name) = &score.header.name
            && (COLUMNS.contains(&name.value.as_str()) || name.value.ends_with("_handoff"))
        {
            self.push(error::taken_column(name));
        }
        let body = match &score.body {
            ast::ScoreBody::Sum { terms, balanced } => {
                ir::ScoreBody::Sum { terms: self.terms(terms)?, balanced: balanced.is_some() }
            }
            ast::ScoreBody::Lines { max, min, statements, complete } => {
                let bounds = self.bounds(&name, score.header.keyword, max.as_ref(), min.as_ref());
                let body = self.lines(&name, score.header.keyword, statements, *complete);
                let ((min, max), (lines, decay, recorded)) = (bounds?, body?);
                ir::ScoreBody::Lines { min, max, lines, decay, recorded }
            }
        };
        let label = score.header.label.as_ref().map(|label| label.value.clone());
        Some(ir::Score { name, label, body, span: score.header.span })
    }

    fn terms(&mut self, terms: &[Name]) -> Option<Vec<ScoreId>> {
        let mut seen: IndexMap<ScoreId, Span> = IndexMap::new();
        let mut is_right = true;
        for term in terms {
            match self.resolve_score(term) {
                None => is_right = false,
                Some(score) => match seen.get(&score) {
                    Some(first) => {
                        self.push(error::term_twice(term, *first));
                        is_right = false;
                    }
                    None => {
                        seen.insert(score, term.span);
                    }
                },
            }
        }
        is_right.then(|| seen.into_keys().collect())
    }

    fn bounds(&mut self, name: &str, place: Span, max: Option<&Number>, min: Option<&Number>) -> Option<(i64, i64)> {
        let Some(max) = max else { return self.fail(error::score_without_max(name, place)) };
        let most = self.hundredths(max);
        let least = match min {
            Some(min) => self.hundredths(min),
            None => Some(0),
        };
        let (most, least) = (most?, least?);
        if most <= 0 {
            return self.fail(error::max_not_positive(max));
        }
        if least >= most {
            return self.fail(error::bad_bounds(min.map_or(max.span, |min| min.span), max.span));
        }
        Some((least, most))
    }

    /// Returns points in hundredths.
    fn hundredths(&mut self, number: &Number) -> Option<i64> {
        if number.percent {
            return self.fail(error::bad_points(number, "are a share; points are a number"));
        }
        let value = self.decimal(number)?;
        if value.0 % HUNDREDTH != 0 {
            return self.fail(error::bad_points(number, "have more than two decimals"));
        }
        if value.0.abs() > MOST_POINTS * Decimal::ONE {
            return self.fail(error::bad_points(number, "are more than 1_000_000"));
        }
        Some(value.0 / HUNDREDTH)
    }

    fn lines(
        &mut self,
        name: &str,
        place: Span,
        statements: &[Spanned<ScoreStatement>],
        complete: bool,
    ) -> Option<(Vec<Line>, Option<Decay>, Option<crate::types::FieldId>)> {
        let mut seen = Seen::default();
        let mut names: IndexMap<&str, Span> = IndexMap::new();
        let (mut lines, mut decay, mut recorded) = (Vec::new(), None, None);
        let mut is_right = true;
        for statement in statements {
            match &statement.value {
                ScoreStatement::Line { name, points, worth } => {
                    if let Some(name) = name {
                        self.criterion_name(name, &mut names);
                    }
                    let points = self.points(points);
                    let worth = self.worth(worth);
                    match (points, worth) {
                        (Some(points), Some(worth)) => {
                            let name = name.as_ref().map(|name| name.value.clone());
                            lines.push(Line { name, points, worth, span: statement.span });
                        }
                        _ => is_right = false,
                    }
                }
                ScoreStatement::Decay { rate, every, since } => {
                    if self.once(&mut seen, "decay", statement.span) {
                        decay = self.decay(rate, every, since, statement.span);
                        is_right &= decay.is_some();
                    }
                }
                ScoreStatement::Recorded(field) => {
                    if self.once(&mut seen, "recorded", statement.span) {
                        recorded = self.resolve_number_field(field);
                        is_right &= recorded.is_some();
                    }
                }
            }
        }
        if lines.is_empty() && is_right && complete {
            return self.fail(error::score_without_lines(name, place));
        }
        is_right.then_some((lines, decay, recorded))
    }

    fn points(&mut self, number: &Number) -> Option<i64> {
        match self.hundredths(number)? {
            0 => self.fail(error::bad_points(number, "change nothing")),
            points => Some(points),
        }
    }

    fn worth(&mut self, worth: &ast::Worth) -> Option<ir::Worth> {
        match worth {
            ast::Worth::When(expression) => {
                let found = self.infer(expression, Scope::Lead)?;
                match found.operand.kind {
                    Type::Boolean => Some(ir::Worth::When(found.into_criterion())),
                    kind => self.fail(error::line_without_each(kind, expression.span)),
                }
            }
            ast::Worth::Each { value, max } => {
                let operand = self.value(value, Scope::Lead);
                let max = match max {
                    None => self.fail(error::each_without_max(value.span)),
                    Some(max) => match self.hundredths(max)? {
                        most if most > 0 => Some(most),
                        _ => self.fail(error::max_not_positive(max)),
                    },
                };
                let operand = operand?;
                if !matches!(operand.kind, Type::Integer | Type::Decimal) {
                    return self.fail(error::each_of(operand.kind, value.span));
                }
                Some(ir::Worth::Each { value: operand.node, max: max?, span: value.span })
            }
        }
    }

    fn decay(&mut self, rate: &DecayRate, every: &ast::Duration, since: &ast::Expression, span: Span) -> Option<Decay> {
        let rate = match rate {
            DecayRate::Half(_) => Some(ir::DecayRate::Half),
            DecayRate::Share(number) => self.share(number, 0..=100).and_then(|share| match share {
                Decimal(0) => self.fail(error::no_decay(number)),
                share => Some(ir::DecayRate::Share(share)),
            }),
        };
        let every = self.duration(every, DAYS_AND_WEEKS);
        let since = self.value(since, Scope::Lead).and_then(|operand| {
            if operand.kind.is_time() {
                Some(operand.node)
            } else {
                self.fail(error::decay_since(operand.kind, since.span))
            }
        });
        Some(Decay { rate: rate?, every: every?, since: since?, span })
    }
}
