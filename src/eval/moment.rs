//! The instants judged at (S2.2).

use super::input::Cells;
use crate::ir::SlaId;
use crate::time::{Instant, Reading};
use crate::types::FieldId;

/// Names one of the instants that a contract judges at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MomentId(pub usize);

impl MomentId {
    /// As-of, for every lead.
    pub const AS_OF: MomentId = MomentId(0);
}

/// How an instant judged at is found for each lead.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum MomentKind {
    /// As-of.
    AsOf,
    /// The instant in a stage's field where it is recorded, else as-of.
    Entry(FieldId),
    /// The first of these fields that is recorded, else as-of.
    FirstOf(Vec<FieldId>),
    /// When a timer starts, else as-of.
    Start(SlaId),
    /// When a timer is decided: when it stops, else when it is up, else as-of.
    End(SlaId),
    /// Of an activity: the instant of its lead.
    Given,
}

/// The instant judged at of each lead.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    readings: Vec<Reading>,
    sources: Vec<Option<FieldId>>,
}

impl Moments {
    /// Returns as-of for every lead.
    pub(super) fn as_of(rows: usize, as_of: Instant) -> Moments {
        Moments { readings: vec![Reading::exact(as_of); rows], sources: vec![None; rows] }
    }

    /// Collects instants, each with the field of the lead that it was read from, where it is that field's.
    pub(super) fn collect(instants: impl Iterator<Item = (Reading, Option<FieldId>)>) -> Moments {
        let (readings, sources) = instants.unzip();
        Moments { readings, sources }
    }

    /// Returns for each activity the instant of its lead.
    pub(super) fn repeated(&self, owners: &[u32]) -> Moments {
        let readings = owners.iter().map(|lead| self.readings[*lead as usize]).collect();
        Moments { readings, sources: owners.iter().map(|lead| self.sources[*lead as usize]).collect() }
    }

    /// Finds the instants that are read from fields of the lead.
    pub(super) fn find(kind: &MomentKind, rows: usize, as_of: Instant, cells: impl Fn(FieldId) -> Cells) -> Moments {
        let mut moments = Moments::as_of(rows, as_of);
        let fields: &[FieldId] = match kind {
            MomentKind::AsOf | MomentKind::Start(_) | MomentKind::End(_) | MomentKind::Given => &[],
            MomentKind::Entry(field) => std::slice::from_ref(field),
            MomentKind::FirstOf(fields) => fields,
        };
        for field in fields {
            let cells = cells(*field);
            for row in 0..rows {
                // An instant later than as-of is read as not recorded (S2.7).
                let open = moments.sources[row].is_none();
                if let Some(reading) = cells.reading(row).filter(|reading| open && reading.from <= as_of) {
                    // Nor is what a day holds after as-of.
                    moments.readings[row] = Reading { until: reading.until.min(as_of), ..reading };
                    moments.sources[row] = Some(*field);
                }
            }
        }
        moments
    }

    /// Returns the instant at which a lead is judged.
    pub(super) fn reading(&self, row: usize) -> Reading {
        self.readings[row]
    }

    /// Returns the field that the instant was read from; none for as-of.
    pub(super) fn source(&self, row: usize) -> Option<FieldId> {
        self.sources[row]
    }
}
