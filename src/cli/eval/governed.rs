//! Which version judges each row of a batch (S2.3).
//!
//! Each version reads the batch once for the hand-off instants of its leads. Of each row two bytes are kept: the
//! version that claims it, or the period in which any version saw it handed over first.

use super::open::Version;
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

#[cfg(test)]
mod tests {
    use super::*;

    const AS_OF: i64 = 40;

    /// Three versions, from 10, 20 and 30 on; each says when it saw the only row handed over.
    fn governs(readings: &[Option<(i64, i64)>]) -> Governs {
        let mut governed = Governed::new([10, 20, 30].map(Instant).to_vec(), Instant(AS_OF));
        for (place, reading) in readings.iter().enumerate() {
            if let Some((from, until)) = reading {
                governed.note(place, 7, Reading { from: Instant(*from), until: Instant(*until) });
            }
        }
        governed.of(7)
    }

    fn all(from: i64, until: i64) -> Governs {
        governs(&[Some((from, until)); 3])
    }

    #[test]
    fn s2_3_a_version_governs_from_its_first_instant_to_the_next_ones() {
        let expected = [(9, Governs::Before), (10, Governs::Version(0)), (19, Governs::Version(0))];
        for (at, governs) in expected.into_iter().chain([(20, Governs::Version(1)), (35, Governs::Version(2))]) {
            assert_eq!(all(at, at), governs, "{at}");
        }
    }

    #[test]
    fn s2_4_a_day_of_two_versions_is_open_unless_one_claims_the_lead() {
        for (from, until) in [(5, 12), (18, 22), (18, 33), (5, 25)] {
            assert_eq!(all(from, until), Governs::Open, "{from} {until}");
        }
        assert_eq!(governs(&[Some((18, 22)), Some((18, 22)), Some((31, 31))]), Governs::Version(2));
    }

    #[test]
    fn s2_3_of_several_claims_the_latest_holds_and_without_one_the_earliest_hand_off() {
        assert_eq!(governs(&[Some((12, 12)), Some((25, 25)), Some((25, 25))]), Governs::Version(1));
        assert_eq!(governs(&[Some((25, 25)), None, Some((12, 12))]), Governs::Version(0));
        assert_eq!(governs(&[Some((25, 25)), None, None]), Governs::Version(1));
        assert_eq!(governs(&[Some((25, 25)), None, Some((5, 5))]), Governs::Before);
        assert_eq!(governs(&[Some((25, 25)), Some((18, 22)), None]), Governs::Open);
    }

    #[test]
    fn s2_3_a_lead_not_handed_over_goes_by_the_version_at_as_of() {
        assert_eq!(governs(&[None; 3]), Governs::Version(2));
        let early = Governed::new(vec![Instant(10), Instant(20)], Instant(9));
        assert_eq!(early.of(7), Governs::Before);
        assert_eq!(early.told_by(7), 1);
    }
}
