//! The right to hand a lead back, as plainly as the rules are written.

use std::collections::BTreeMap;

use leadpact::ir::{Dispute, Limit, Rejection, RejectionRecord};
use leadpact::time::Reading;
use leadpact::types::FieldId;

use super::decision::RejectionDecision;
use super::interpret::{Entry, Judge, Moment, Source, Truth, normal, trimmed};
use super::lead::Cell;
use super::timer::{Readings, Unclear};

impl Judge<'_> {
    /// Judges the right to reject the lead, and says whether what cannot come first does.
    pub(super) fn rejection(&self, rejection: &Rejection, entries: &[Entry]) -> (RejectionDecision, bool) {
        let none = RejectionDecision { verdict: None, counts_as: None, reason: None, untimed: false };
        let of = |verdict| RejectionDecision { verdict: Some(verdict), counts_as: Some(verdict), ..none.clone() };
        let place = rejection.of.index();
        let later = entries[place + 1..].iter().any(Entry::is_recorded);
        let handed = match entries[place] {
            Entry::At(Moment { source: Some(Source::Field(field)), .. }) => Some(field),
            // It was not handed over, or nobody knows when (S3.5, S3.7).
            _ => None,
        };

        let (rejected, because) = match &rejection.recorded {
            RejectionRecord::At { field, because } => (self.happened(*field).map(|_| Some(*field)), *because),
            // S5.1: a status only. Where that is missing, nothing is recorded.
            RejectionRecord::When(criterion) => {
                let met = self.truth(criterion.node, self.as_of) == Truth::Met;
                (met.then_some(None), None)
            }
        };
        let unused = || self.unused(rejection, handed, later);
        let never = !entries[place].is_recorded() && !later;
        let Some(rejected) = rejected else { return (if never { none } else { of(unused()) }, false) };

        let in_time = match (handed, rejected) {
            // What was never handed over cannot be handed back.
            (None, None) if never => return (of("indeterminate"), false),
            // Its timing is unknown, and it counts.
            (_, None) => Some(true),
            (None, Some(_)) => return (of("indeterminate"), never),
            (Some(handed), Some(rejected)) => {
                let readings = self.readings(&self.known(&[handed, rejected]));
                let at = |readings: &Readings, field: FieldId| readings[&Unclear::Field(field)];
                let in_order = |readings: &&Readings| at(readings, handed) <= at(readings, rejected);
                if !readings.iter().any(|readings| in_order(&readings)) {
                    return (of("indeterminate"), true);
                }
                let in_time = |readings: &Readings| {
                    let course = self.course(rejection.within, rejection.on, at(readings, handed), Vec::new());
                    !course.is_late(at(readings, rejected))
                };
                agreed(readings.iter().filter(in_order).map(in_time))
            }
        };
        match in_time {
            None => return (of("indeterminate"), false),
            Some(false) => return (RejectionDecision { counts_as: Some(unused()), ..of("late") }, false),
            Some(true) => {}
        }

        let mut out_of_order = false;
        let mut decision = RejectionDecision { untimed: rejected.is_none(), ..of("valid") };
        let mut verdict = "valid";
        if let Some(because) = because {
            match self.lead.cell(because) {
                None => verdict = "uncoded",
                Some(Cell::Text(text)) if trimmed(text).is_empty() => verdict = "uncoded",
                Some(Cell::Text(text)) => {
                    let as_matched = normal(&text.replace('_', " "), false);
                    let reason = rejection.reasons.iter().find(|reason| reason.spellings.contains(&as_matched));
                    decision.reason = reason.map(|reason| reason.code.clone());
                    // Where none are listed, any will do.
                    if reason.is_none() && !rejection.reasons.is_empty() {
                        verdict = "unknown_reason";
                    }
                }
                Some(other) => panic!("{other:?} is no reason"),
            }
        }
        if verdict == "valid"
            && let Some(dispute) = &rejection.dispute
        {
            match self.overturned(dispute, rejected) {
                Some(true) => verdict = "overturned",
                Some(false) => {}
                None => {
                    verdict = "indeterminate";
                    out_of_order = self.is_out_of_order(rejected, dispute.recorded);
                }
            }
        }
        decision.verdict = Some(verdict);
        // S5.2: one that breaks the rules is a right not used.
        decision.counts_as = Some(if ["valid", "indeterminate"].contains(&verdict) { verdict } else { unused() });
        (decision, out_of_order)
    }

    /// Says whether the later of two comes first in every reading (S3.7).
    fn is_out_of_order(&self, earlier: Option<FieldId>, later: FieldId) -> bool {
        let reading = |field: FieldId| self.happened(field).unwrap().reading;
        earlier.is_some_and(|earlier| reading(later).until < reading(earlier).from)
    }

    /// Returns what a lead counts as that was not validly rejected (S5.2).
    fn unused(&self, rejection: &Rejection, handed: Option<FieldId>, later: bool) -> &'static str {
        if later {
            return "accepted";
        }
        let Some(handed) = handed else { return "indeterminate" };
        let readings = self.readings(&self.known(&[handed]));
        let lapsed = |readings: &Readings| {
            let handed = readings[&Unclear::Field(handed)];
            self.course(rejection.within, rejection.on, handed, Vec::new()).is_late(self.as_of.reading.from)
        };
        match agreed(readings.iter().map(lapsed)) {
            Some(true) if rejection.accepted_on_expiry => "deemed_accepted",
            Some(true) => "undecided",
            Some(false) => "open",
            None => "indeterminate",
        }
    }

    /// Says whether a dispute overturned the rejection. One that is not decided leaves it standing (S5.5).
    fn overturned(&self, dispute: &Dispute, rejected: Option<FieldId>) -> Option<bool> {
        if self.happened(dispute.recorded).is_none() || self.truth(dispute.upheld.node, self.as_of) != Truth::Met {
            return Some(false);
        }
        // When it was rejected is not known: as the rejection counts whatever its timing, so does the dispute.
        let Some(rejected) = rejected else { return Some(true) };
        let readings = self.readings(&self.known(&[rejected, dispute.recorded]));
        let in_time = |readings: &Readings| {
            let at = |field: FieldId| readings[&Unclear::Field(field)];
            let course = self.course(Limit::Within(dispute.within), None, at(rejected), Vec::new());
            (at(rejected) <= at(dispute.recorded)).then(|| !course.is_late(at(dispute.recorded)))
        };
        agreed(readings.iter().filter_map(in_time))
    }

    fn known(&self, fields: &[FieldId]) -> BTreeMap<Unclear, Reading> {
        let happened = |field: &FieldId| Some((Unclear::Field(*field), self.happened(*field)?.reading));
        fields.iter().filter_map(happened).collect()
    }
}

/// Returns what all say, where they say the same.
fn agreed(mut answers: impl Iterator<Item = bool>) -> Option<bool> {
    let first = answers.next()?;
    answers.all(|answer| answer == first).then_some(first)
}
