//! `rejection`: the right to hand a lead back.

use indexmap::IndexMap;

use super::exit::recorded_once;
use super::point::stage_with_instant;
use super::shared::{criterion, folded, reason_field, timed, window_and_groups};
use crate::check::context::{Checker, Seen};
use crate::check::{error, literal, names};
use crate::source::Span;
use crate::syntax::ast::{Body, Name, Reason, RejectionStatement, StageStatement};

/// What becomes of a right that was not used.
const EXPIRIES: &[&str] = &["accepted", "undecided"];

pub(super) fn check(checker: &mut Checker<'_>, body: &Body<RejectionStatement>) {
    let mut seen = Seen::default();
    let mut without_because: Option<Span> = None;
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            RejectionStatement::Party(party) => {
                if checker.once(&mut seen, "party", span) {
                    checker.resolve_party(party);
                }
            }
            RejectionStatement::Of(stage) => {
                if checker.once(&mut seen, "of", span) {
                    of_stage(checker, stage);
                }
            }
            RejectionStatement::Recorded(field, because) => {
                recorded_once(checker, &mut seen, "recorded", span);
                checker.resolve_time_field(field);
                match because {
                    Some(because) => {
                        reason_field(checker, because);
                    }
                    None => without_because = without_because.or(Some(span)),
                }
            }
            RejectionStatement::RecordedWhen(expression) => {
                recorded_once(checker, &mut seen, "recorded when", span);
                criterion(checker, expression);
            }
            RejectionStatement::Within(duration, on) => {
                if checker.once(&mut seen, "within", span) {
                    timed(checker, duration, on.as_ref(), false);
                }
            }
            RejectionStatement::OnExpiry(word) => {
                if checker.once(&mut seen, "on expiry", span) {
                    checker.one_of_words(word, "end of an unused right", EXPIRIES);
                }
            }
            RejectionStatement::Dispute { within, recorded, upheld } => {
                if checker.once(&mut seen, "dispute", span) {
                    checker.duration(within, literal::PLAIN);
                    checker.resolve_time_field(recorded);
                    criterion(checker, upheld);
                }
            }
            RejectionStatement::EscalateDisputes(_) => {
                checker.once(&mut seen, "escalate disputes", span);
            }
            RejectionStatement::Reasons(list) => {
                if checker.once(&mut seen, "reasons", span) {
                    reasons(checker, list, span);
                }
            }
            RejectionStatement::Cap(cap) => {
                if checker.once(&mut seen, "cap", span) {
                    checker.share(&cap.share, 0..=100);
                    window_and_groups(checker, cap);
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
}

/// Checks the stage that leads are rejected at: handed over, at an instant (S4.11).
fn of_stage(checker: &mut Checker<'_>, name: &Name) {
    let Some(id) = stage_with_instant(checker, name, "a rejection") else { return };
    let Some(stage) = checker.stage(id) else { return };
    let is_handed_over =
        stage.body.statements.iter().any(|statement| matches!(statement.value, StageStatement::Handoff(..)));
    if !is_handed_over && stage.body.complete {
        checker.push(error::no_handoff(name, stage.body.header.keyword));
    }
}

/// Checks that a reason is told by each of its spellings (S5.1).
fn reasons(checker: &mut Checker<'_>, reasons: &[Reason], span: Span) {
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
            let key = as_matched(&spelling.value);
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
}

/// Returns a spelling as it is matched: folded, `_` and space alike.
fn as_matched(text: &str) -> String {
    folded(&text.replace('_', " "))
}
