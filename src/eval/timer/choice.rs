//! The target and the calendar of a lead, chosen at the start of its timer (S4.5).

use super::Doubt;
use crate::eval::moment::MomentId;
use crate::eval::run::Evaluation;
use crate::ir::{CalendarId, Criterion, Sla, Tier};
use crate::types::Truth;

/// Returns the place of the first tier that is met; none where there is no such.
pub(super) fn tier(run: &Evaluation<'_>, sla: &Sla, start: MomentId, row: usize) -> Result<Option<usize>, Doubt> {
    first(run, sla.tiers.iter().map(|tier| tier.when.as_ref()), start, row).map_err(Doubt::Tier)
}

/// Returns the calendar of a tier: its own, else the first of the sla's that is met. The check asks for one that is
/// for every lead.
pub(super) fn calendar(
    run: &Evaluation<'_>,
    sla: &Sla,
    tier: &Tier,
    start: MomentId,
    row: usize,
) -> Result<Option<CalendarId>, Doubt> {
    if tier.on.is_some() {
        return Ok(tier.on);
    }
    let choices = sla.calendars.iter().map(|choice| choice.when.as_ref());
    let place = first(run, choices, start, row).map_err(Doubt::Calendar)?;
    Ok(place.map(|place| sla.calendars[place].calendar))
}

/// Returns the place of the first criterion that is met, what has none being met; the error is the place of one that
/// is unknown before any is met.
fn first<'c>(
    run: &Evaluation<'_>,
    criteria: impl Iterator<Item = Option<&'c Criterion>>,
    moment: MomentId,
    row: usize,
) -> Result<Option<usize>, usize> {
    for (place, criterion) in criteria.enumerate() {
        match criterion.map_or(Truth::Met, |criterion| run.truth(criterion.node, moment, row)) {
            Truth::Met => return Ok(Some(place)),
            Truth::Unknown => return Err(place),
            Truth::Unmet => {}
        }
    }
    Ok(None)
}
