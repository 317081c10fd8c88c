//! The instants judged at (S2.2).

use super::input::Cells;
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
}

/// The instant judged at of each lead.
#[derive(Debug)]
pub(super) struct Moments {
    readings: Vec<Reading>,
    sources: Vec<Option<FieldId>>,
}

impl Moments {
    /// Finds the instants of a batch.
    pub(super) fn find(kind: &MomentKind, rows: usize, as_of: Instant, cells: impl Fn(FieldId) -> Cells) -> Moments {
        let mut moments = Moments { readings: vec![Reading::exact(as_of); rows], sources: vec![None; rows] };
        let fields: &[FieldId] = match kind {
            MomentKind::AsOf => &[],
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
