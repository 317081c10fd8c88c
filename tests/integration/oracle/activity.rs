//! Values of activities, as plainly as the rules are written.

use std::cmp::Ordering;

use leadpact::ir::{Activity, ActivityId, AggregateFunction, Node, NodeId};
use leadpact::time::Reading;
use leadpact::types::{FieldId, Type};

use super::interpret::{Judge, Moment, Operand, Plain, Source, Sources, Truth, in_range};
use super::lead::{Cell, Cells, PlainLead};

/// An activity that counts, or may.
struct Counted<'a> {
    /// Its place in the file.
    place: usize,
    cells: &'a Cells,
    reading: Reading,
    /// Whether it counts for sure: it has happened, and its filter is met.
    sure: bool,
}

impl Judge<'_> {
    /// Computes a value of the lead's activities up to the instant judged at (S2.7).
    pub(super) fn aggregate(&self, node: &Node, kind: Type, moment: Moment) -> Operand {
        let Node::Aggregate { function, activity: id, field, filter } = node else {
            unreachable!("{node:?} is no value of activities");
        };
        let read = Sources::from([Source::Activity(*id)]);
        let missing = || Operand::Missing(Sources::from([Source::Activity(*id)]));
        let Some(counted) = self.counted(*id, *filter, moment) else { return missing() };
        match function {
            AggregateFunction::Count | AggregateFunction::Sum if counted.iter().any(|one| !one.sure) => missing(),
            AggregateFunction::Count => in_range(Some(counted.len() as i128 * 1_000_000), kind, read),
            AggregateFunction::Sum => {
                let mut sum = 0;
                for one in &counted {
                    match self.activity_value(*id, one.cells, field.unwrap(), moment) {
                        Operand::There(Plain::Number { millionths, .. }) => sum += millionths,
                        // What is not known of one is not known of the sum.
                        _ => return missing(),
                    }
                }
                in_range(Some(sum), kind, read)
            }
            AggregateFunction::First | AggregateFunction::Latest => {
                let first = *function == AggregateFunction::First;
                // Of two at one instant the first in the file is taken.
                let comes_before = |one: &Counted<'_>, other: &Counted<'_>| match if first {
                    one.reading.until.cmp(&other.reading.from)
                } else {
                    other.reading.until.cmp(&one.reading.from)
                } {
                    Ordering::Less => true,
                    Ordering::Equal => one.place < other.place,
                    Ordering::Greater => false,
                };
                // Those that no other one comes before for sure.
                let mut candidates =
                    counted.iter().filter(|one| !counted.iter().any(|other| other.sure && comes_before(other, one)));
                let own = FieldId(u32::try_from(field.unwrap().index() - self.activity(*id).first_field).unwrap());
                let Some(chosen) = candidates.next() else { return missing() };
                let value = &chosen.cells[own.index()];
                // It may be that none of them counts, and it may be another one.
                if !counted.iter().any(|one| one.sure) || candidates.any(|one| one.cells[own.index()] != *value) {
                    return missing();
                }
                self.activity_value(*id, chosen.cells, field.unwrap(), moment)
            }
        }
    }

    /// Returns the activities that count at an instant, or may; none where no file of them was given.
    fn counted(&self, id: ActivityId, filter: Option<NodeId>, moment: Moment) -> Option<Vec<Counted<'_>>> {
        let activity = self.activity(id);
        let mut counted = Vec::new();
        for (place, cells) in self.lead.activities.get(&activity.name)?.iter().enumerate() {
            let reading = self.activity_instant(id, cells);
            let meets = self.activity_meets(id, cells, filter, moment);
            if reading.from <= moment.reading.until && meets != Some(false) {
                let sure = reading.until <= moment.reading.from && meets == Some(true);
                counted.push(Counted { place, cells, reading, sure });
            }
        }
        Some(counted)
    }

    fn activity(&self, id: ActivityId) -> &Activity {
        self.program.activity(id)
    }

    /// Returns when an activity happened.
    pub(super) fn activity_instant(&self, id: ActivityId, cells: &Cells) -> Reading {
        let cell = cells[self.activity(id).instant.index()].as_ref();
        self.instant_cell(cell.expect("an activity has its instant"))
    }

    /// Judges the filter of one activity; `None` where it is unknown.
    pub(super) fn activity_meets(
        &self,
        id: ActivityId,
        cells: &Cells,
        filter: Option<NodeId>,
        moment: Moment,
    ) -> Option<bool> {
        let Some(filter) = filter else { return Some(true) };
        match self.about_activity(id, cells, |judge| judge.truth(filter, moment)) {
            Truth::Met => Some(true),
            Truth::Unmet => Some(false),
            Truth::Unknown(_) => None,
        }
    }

    /// Returns the value of an activity's field; where it is missing, the activity is what is missing.
    fn activity_value(&self, id: ActivityId, cells: &Cells, field: FieldId, moment: Moment) -> Operand {
        let own = Source::Activity(id);
        match self.about_activity(id, cells, |judge| judge.field(field, moment)) {
            Operand::Missing(_) => Operand::Missing(Sources::from([own])),
            Operand::There(Plain::Number { millionths, .. }) => {
                Operand::There(Plain::Number { millionths, read: Sources::from([own]) })
            }
            Operand::There(Plain::Time(mut time)) => {
                time.source = Some(own);
                Operand::There(Plain::Time(time))
            }
            there => there,
        }
    }

    /// Judges something by the program of an activity's record: the lead's fields and the activity's.
    fn about_activity<Answer>(
        &self,
        id: ActivityId,
        cells: &Cells,
        answer: impl FnOnce(&Judge<'_>) -> Answer,
    ) -> Answer {
        let activity = self.activity(id);
        let mut both: Vec<Option<Cell>> = self.lead.cells.clone();
        both.resize(activity.first_field, None);
        both.extend(cells.iter().cloned());
        both.resize(activity.record.schema.fields.len(), None);
        let lead = PlainLead { cells: both, activities: Default::default() };
        let (as_of, contract_zone) = (self.as_of, self.contract_zone.clone());
        answer(&Judge { program: &activity.record, lead: &lead, as_of, contract_zone, batch_zone: self.batch_zone })
    }
}
