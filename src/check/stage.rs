//! Stages, once their order is known (S3.5, S3.6).

use super::context::{Checker, Scope, Seen};
use super::error;
use crate::ir::{self, Handoff, Recorded};
use crate::source::Span;
use crate::syntax::ast::{Name, Quantifier, Stage, StageStatement};

impl Checker<'_> {
    /// Lowers every stage, in the order of the chain.
    pub(super) fn stages(&mut self) -> Option<Vec<ir::Stage>> {
        let mut won: Option<Span> = None;
        let stages = self.stages.clone();
        let lowered: Vec<Option<ir::Stage>> = stages.iter().map(|stage| self.lower_stage(stage, &mut won)).collect();
        let lowered: Option<Vec<ir::Stage>> = lowered.into_iter().collect();
        let mut placed: Vec<_> = self.chain.iter().copied().zip(lowered?).collect();
        placed.sort_by_key(|(place, _)| *place);
        let mut lowered: Vec<ir::Stage> = placed.into_iter().map(|(_, stage)| stage).collect();
        // The last stage is the won one unless another says so.
        if let (None, Some(last)) = (won, lowered.last_mut()) {
            last.won = true;
        }
        Some(lowered)
    }

    fn lower_stage(&mut self, stage: &Stage, won: &mut Option<Span>) -> Option<ir::Stage> {
        let header = &stage.body.header;
        let mut lowered = ir::Stage {
            name: header.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            label: header.label.as_ref().map(|label| label.value.clone()),
            recorded: Recorded::Never,
            handoff: None,
            when: None,
            won: false,
            exceptions: Vec::new(),
            span: header.span,
        };
        let mut seen = Seen::default();
        for statement in &stage.body.statements {
            let span = statement.span;
            match &statement.value {
                StageStatement::Recorded(field) => {
                    let field = self.resolve_time_field(field);
                    if self.one_record(&mut seen, "recorded", span) {
                        lowered.recorded = field.map_or(Recorded::Never, Recorded::At);
                    }
                }
                StageStatement::RecordedWhen(expression) => {
                    let criterion = self.criterion(expression, Scope::Lead);
                    if self.one_record(&mut seen, "recorded when", span) {
                        lowered.recorded = criterion.map_or(Recorded::Never, Recorded::When);
                    }
                }
                StageStatement::Handoff(from, to) => {
                    if self.once(&mut seen, "handoff", span) {
                        lowered.handoff = self.handoff(from, to);
                    }
                }
                StageStatement::When(criteria) => {
                    let is_broken = criteria.is_empty() && !stage.body.complete;
                    if self.once(&mut seen, "when", span) && !is_broken {
                        let group = self.criteria(&Quantifier::All, criteria, span, Scope::Lead);
                        lowered.when = group.map(super::expression::Inferred::into_criterion);
                    }
                }
                StageStatement::Outcome(outcome) => {
                    let is_won = self.one_of_words(outcome, "outcome of a stage", &["won"]).is_some();
                    if self.once(&mut seen, "outcome", span) && is_won {
                        lowered.won = true;
                        match *won {
                            Some(first) => self.push(error::several_won(span, first)),
                            None => *won = Some(span),
                        }
                    }
                }
                StageStatement::Consequence(_) => {
                    self.once(&mut seen, "consequence", span);
                }
            }
        }
        let is_recorded = seen.get("recorded").is_some() || seen.get("recorded when").is_some();
        if stage.body.complete && !is_recorded {
            if seen.get("when").is_none() {
                self.push(error::stage_without_body(&lowered.name, header.keyword));
            } else if let Some(handoff) = seen.get("handoff") {
                self.push(error::handoff_unrecorded(&lowered.name, handoff));
            }
        }
        Some(lowered)
    }

    /// As [`Checker::once`], for `recorded FIELD` and `recorded when EXPR`, of which a block says one.
    pub(super) fn one_record(&mut self, seen: &mut Seen, statement: &'static str, span: Span) -> bool {
        let other = if statement == "recorded" { "recorded when" } else { "recorded" };
        if let Some(first) = seen.get(other) {
            self.push(error::either_or("recorded", first, span));
            return false;
        }
        self.once(seen, statement, span)
    }

    fn handoff(&mut self, from: &Name, to: &Name) -> Option<Handoff> {
        let (giving, taking) = (self.resolve_party(from), self.resolve_party(to));
        let handoff = Handoff { from: giving?, to: taking? };
        if handoff.from == handoff.to {
            return self.fail(error::same_party(from, to));
        }
        Some(handoff)
    }
}
