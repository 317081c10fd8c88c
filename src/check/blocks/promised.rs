//! What timers and the rejection promise over many leads: an sla's `target`, a rejection's `cap`. They are measured as
//! commitments are.

use crate::ir::{
    Base, CompareOperator, Figure, Measure, MeasureKind, Metric, Quantity, Quota, Rejection, Sla, SlaId, Target,
};
use crate::types::Decimal;

/// Returns the targets of slas, then the cap.
pub(super) fn measures(slas: &[Sla], rejection: Option<&Rejection>) -> Vec<Measure> {
    let targets = slas.iter().enumerate().filter_map(|(place, sla)| {
        let id = SlaId(u32::try_from(place).ok()?);
        Some(of_sla(sla, id, sla.target.as_ref()?))
    });
    let cap = rejection.and_then(|rejection| Some(of_cap(rejection, rejection.cap.as_ref()?)));
    targets.chain(cap).collect()
}

fn of_sla(sla: &Sla, id: SlaId, quota: &Quota) -> Measure {
    let target = |share: Decimal| target(CompareOperator::GreaterOrEqual, share, quota);
    Measure {
        kind: MeasureKind::Target(id),
        name: sla.name.clone(),
        label: sla.label.clone(),
        party: Some(sla.party),
        metric: metric(Base::Attainment(id), quota),
        target: target(quota.share),
        phases: sla.phases.iter().map(|(date, share)| (*date, target(*share))).collect(),
        per: quota.per,
        by: quota.by.clone(),
        consequence: None,
        span: sla.span,
    }
}

/// A number of rejections is at most the share rounded down if and only if it is at most the share (S5.11).
fn of_cap(rejection: &Rejection, quota: &Quota) -> Measure {
    Measure {
        kind: MeasureKind::Cap,
        name: "rejection".to_string(),
        label: rejection.label.clone(),
        party: Some(rejection.party),
        metric: metric(Base::Rejections { accepted: false }, quota),
        target: target(CompareOperator::LessOrEqual, quota.share, quota),
        phases: Vec::new(),
        per: quota.per,
        by: quota.by.clone(),
        consequence: None,
        span: rejection.span,
    }
}

fn metric(base: Base, quota: &Quota) -> Metric {
    let (derived, filters) = (Vec::new(), Vec::new());
    Metric { base, derived, filters, minimum: 1, quantity: Quantity::Share, span: quota.span }
}

fn target(operator: CompareOperator, share: Decimal, quota: &Quota) -> Target {
    Target { operator, figure: Figure::Number(share), span: quota.span }
}
