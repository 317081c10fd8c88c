//! `rejection`: the right to hand a lead back.

use indexmap::IndexMap;

use super::exit::recorded_once;
use super::point::stage_with_instant;
use super::shared::{criterion, quota, reason_field, timed};
use crate::check::context::{Checker, Seen};
use crate::check::{error, literal, names};
use crate::ir::{self, CalendarId, Dispute, Limit, Quota, RejectionRecord, StageId};
use crate::source::Span;
use crate::syntax::ast::{Body, Name, Reason, RejectionStatement, StageStatement};
use crate::types::trim;

/// What becomes of a right that was not used: whether the lead counts as accepted.
const EXPIRIES: [(&str, bool); 2] = [("accepted", true), ("undecided", false)];

/// What the statements of a rejection say together.
#[derive(Default)]
struct Right {
    party: Option<usize>,
    of: Option<StageId>,
    recorded: Option<RejectionRecord>,
    within: Option<(Limit, Option<CalendarId>)>,
    accepted_on_expiry: Option<bool>,
    dispute: Option<Dispute>,
    escalate_disputes: Option<String>,
    reasons: Vec<ir::Reason>,
    cap: Option<Quota>,
}

/// Returns the rejection, where it has no error.
pub(super) fn check(checker: &mut Checker<'_>, body: &Body<RejectionStatement>) -> Option<ir::Rejection> {
    let mut seen = Seen::default();
    let mut right = Right::default();
    let mut without_because: Option<Span> = None;
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            RejectionStatement::Party(party) => {
                if checker.once(&mut seen, "party", span) {
                    right.party = checker.resolve_party(party);
                }
            }
            RejectionStatement::Of(stage) => {
                if checker.once(&mut seen, "of", span) {
                    right.of = of_stage(checker, stage);
                }
            }
            RejectionStatement::Recorded(field, because) => {
                recorded_once(checker, &mut seen, "recorded", span);
                let field = checker.resolve_time_field(field);
                let reason = because.as_ref().map(|because| reason_field(checker, because));
                if reason.is_none() {
                    without_because = without_because.or(Some(span));
                }
                right.recorded = field.map(|field| RejectionRecord::At { field, because: reason.flatten() });
            }
            RejectionStatement::RecordedWhen(expression) => {
                recorded_once(checker, &mut seen, "recorded when", span);
                right.recorded = criterion(checker, expression).map(RejectionRecord::When);
            }
            RejectionStatement::Within(duration, on) => {
                if checker.once(&mut seen, "within", span) {
                    right.within = timed(checker, duration, on.as_ref(), false);
                }
            }
            RejectionStatement::OnExpiry(word) => {
                if checker.once(&mut seen, "on expiry", span) {
                    right.accepted_on_expiry = checker.one_of(word, "end of an unused right", &EXPIRIES);
                }
            }
            RejectionStatement::Dispute { within, recorded, upheld } => {
                if checker.once(&mut seen, "dispute", span) {
                    let within = checker.duration(within, literal::PLAIN);
                    let recorded = checker.resolve_time_field(recorded);
                    let upheld = criterion(checker, upheld);
                    right.dispute = within.zip(recorded).zip(upheld).map(|((within, recorded), upheld)| Dispute {
                        within,
                        recorded,
                        upheld,
                        span,
                    });
                }
            }
            RejectionStatement::EscalateDisputes(who) => {
                checker.once(&mut seen, "escalate disputes", span);
                right.escalate_disputes = Some(trim(&who.value).to_string());
            }
            RejectionStatement::Reasons(list) => {
                if checker.once(&mut seen, "reasons", span) {
                    right.reasons = reasons(checker, list, span);
                }
            }
            RejectionStatement::Cap(cap) => {
                if checker.once(&mut seen, "cap", span) {
                    let share = checker.share(&cap.share, 0..=100);
                    right.cap = quota(checker, share, cap);
                }
            }
            RejectionStatement::Consequence(_) => {
                checker.once(&mut seen, "consequence", span);
            }
        }
    }
    let recorded = if seen.get("recorded when").is_some() { "recorded when" } else { "recorded" };
    checker.needs(&body.header, body.complete, &seen, &["party", "of", recorded, "within", "on expiry"]);
    if let (Some(recorded), Some(reasons)) = (without_because, seen.get("reasons")) {
        checker.push(error::reasons_without_because(recorded, reasons));
    }
    if let (Some(place), true, None) = (seen.get("escalate disputes"), body.complete, seen.get("dispute")) {
        checker.push(error::needs_other("escalate disputes", "dispute", place));
    }
    let (within, on) = right.within?;
    Some(ir::Rejection {
        label: body.header.label.as_ref().map(|label| label.value.clone()),
        party: right.party?,
        of: right.of?,
        recorded: right.recorded?,
        within,
        on,
        accepted_on_expiry: right.accepted_on_expiry?,
        dispute: right.dispute,
        escalate_disputes: right.escalate_disputes,
        reasons: right.reasons,
        cap: right.cap,
        span: body.header.span,
    })
}

/// Returns the stage that leads are rejected at: handed over, at an instant (S4.11).
fn of_stage(checker: &mut Checker<'_>, name: &Name) -> Option<StageId> {
    let id = stage_with_instant(checker, name, "a rejection")?;
    let stage = checker.stage(id)?;
    let is_handed_over =
        stage.body.statements.iter().any(|statement| matches!(statement.value, StageStatement::Handoff(..)));
    if !is_handed_over && stage.body.complete {
        checker.push(error::no_handoff(name, stage.body.header.keyword));
    }
    Some(id)
}

/// Returns the reasons, each of which is told by each of its spellings (S5.1).
fn reasons(checker: &mut Checker<'_>, reasons: &[Reason], span: Span) -> Vec<ir::Reason> {
    if reasons.is_empty() {
        checker.push(error::nothing_listed("`reasons`", span));
    }
    let mut spellings: IndexMap<String, (usize, Span)> = IndexMap::new();
    for (place, reason) in reasons.iter().enumerate() {
        let right = names::snake(&reason.code.value);
        if right != reason.code.value {
            checker.push(error::bad_spelling(&reason.code, &right));
        }
        // The label may be the code in words; another spelling of the same reason says nothing new.
        let also = reason.also.iter().map(|also| (also, true));
        for (spelling, is_also) in [(&reason.code, false), (&reason.label, false)].into_iter().chain(also) {
            let key = ir::Reason::as_matched(&spelling.value);
            if key.is_empty() {
                checker.push(error::blank_reason(spelling.span));
                continue;
            }
            match spellings.get(&key) {
                Some((first, _)) if *first == place && !is_also => {}
                Some((_, first)) => checker.push(error::same_reason(&spelling.value, spelling.span, *first)),
                None => {
                    spellings.insert(key, (place, spelling.span));
                }
            }
        }
    }
    let lowered = |reason: &Reason| ir::Reason {
        code: reason.code.value.clone(),
        label: reason.label.value.clone(),
        spellings: [&reason.code.value, &reason.label.value]
            .into_iter()
            .chain(reason.also.iter().map(|also| &also.value))
            .map(|spelling| ir::Reason::as_matched(spelling))
            .collect(),
        counts_against_nobody: reason.counts_against_nobody,
        span: reason.span,
    };
    reasons.iter().map(lowered).collect()
}
