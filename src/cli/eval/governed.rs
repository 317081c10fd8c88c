//! Which version judges each row of a batch (S2.3).
//!
//! Each version reads the batch once for the hand-off instants of its leads. Of each row two bytes are kept: the
//! version that claims it, or the period in which any version saw it handed over first.

use super::versions::Version;
use crate::batch::Chunk;
use crate::cli::batch::{Asked, BatchArguments, Files, Run, each_chunk};
use crate::diagnostic::Diagnostics;
use crate::eval::{Input, Plan, Settings, handed_over};
use crate::time::{Instant, Reading};
use crate::types::Activities;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Governs {
    /// It is judged by the version at this place.
    Version(usize),
    /// It was handed over before the first version, and is not judged.
    Before,
    /// It was handed over on a day of which a part is another version's, and is not judged.
    Open,
}

/// Which version judges each row.
pub(super) struct Governed {
    /// When each version begins, the first first.
    begins: Vec<Instant>,
    as_of: Instant,
    rows: Vec<u16>,
}

/// Set where a version claims a row, whose place the other bits are.
const CLAIMED: u16 = 1 << 15;

impl Governed {
    /// Returns what is known of no rows.
    pub(super) fn new(begins: Vec<Instant>, as_of: Instant) -> Governed {
        Governed { begins, as_of, rows: Vec::new() }
    }

    /// Reads the batch as a version reads it; the versions come in their order.
    ///
    /// # Errors
    /// When the batch cannot be read.
    pub(super) fn read(
        &mut self,
        place: usize,
        version: &Version,
        arguments: &BatchArguments,
        run: Run<'_>,
    ) -> Result<(), Diagnostics> {
        let plan = Plan::of_handoffs(&version.opened.program);
        let (mut reader, activities) = arguments.open_files(&version.opened, &plan, &Asked::default())?;
        let activities = activities.read(run.pool, run.context, |_| Ok(()))?;
        let settings = Settings { as_of: self.as_of, zone: reader.zone().clone() };
        let files = Files { reader: &mut reader, activities: &activities };
        let evaluate = |chunk: Chunk, activities: &[Option<Activities>]| {
            let input = Input::new(&plan, &chunk.batch, activities);
            let readings = handed_over(&plan, &input, &settings);
            chunk.rows.iter().copied().zip(readings).collect::<Vec<_>>()
        };
        each_chunk(files, run, evaluate, |handed| {
            for (row, reading) in handed {
                if let Some(reading) = reading {
                    self.note(place, row, reading);
                }
            }
            Ok(())
        })
    }

    /// Notes when a version saw a row handed over.
    fn note(&mut self, place: usize, row: u64, reading: Reading) {
        let row = usize::try_from(row).unwrap_or(usize::MAX);
        if self.rows.len() <= row {
            self.rows.resize(row + 1, 0);
        }
        let known = &mut self.rows[row];
        let (from, until) = (period(&self.begins, reading.from), period(&self.begins, reading.until));
        if from == until && from == Some(place) {
            *known = CLAIMED | number(place);
        } else if *known & CLAIMED == 0 {
            // Before the first version, on the way to it, in its period, and so on: the earliest counts.
            let period = 2 * from.map_or(0, |place| number(place) + 1) + u16::from(from != until) + 1;
            *known = if *known == 0 { period } else { period.min(*known) };
        }
    }

    /// Returns what becomes of a row.
    pub(super) fn of(&self, row: u64) -> Governs {
        let known = usize::try_from(row).ok().and_then(|row| self.rows.get(row)).copied().unwrap_or(0);
        let at = |period: Option<usize>| period.map_or(Governs::Before, Governs::Version);
        match known {
            0 => at(period(&self.begins, self.as_of)),
            claimed if claimed & CLAIMED != 0 => Governs::Version(usize::from(claimed & !CLAIMED)),
            period if (period - 1) % 2 == 1 => Governs::Open,
            period => at(usize::from((period - 1) / 2).checked_sub(1)),
        }
    }

    /// Returns the version that says what there is to say of a row: the one that judges it, else the newest.
    pub(super) fn told_by(&self, row: u64) -> usize {
        match self.of(row) {
            Governs::Version(place) => place,
            Governs::Before | Governs::Open => self.begins.len() - 1,
        }
    }
}

/// Returns the version in force at an instant; none before the first.
fn period(begins: &[Instant], at: Instant) -> Option<usize> {
    begins.iter().take_while(|begin| **begin <= at).count().checked_sub(1)
}

fn number(place: usize) -> u16 {
    // INVARIANT: a run has far fewer versions; more of them would take years to read.
    u16::try_from(place).unwrap_or(u16::MAX >> 2)
}
