//! Figures against what was promised.

use super::figures::{Figures, State, WindowFigure};
use crate::ir::{Contract, Measure, Target};
use crate::time::Zone;

/// The verdict on a figure (S6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetVerdict {
    /// It is what was promised.
    Met,
    /// It is not.
    Missed,
    /// There are too few leads to say.
    InsufficientData,
    /// There are none.
    NoData,
    /// The window is not final.
    Provisional,
    /// The period of the conversion is not over.
    Maturing,
    /// The window begins before the contract governs, and so is nobody's promise (S2.3).
    BeforeContract,
}

impl TargetVerdict {
    /// Every verdict, in the order outputs list them.
    pub const ALL: [TargetVerdict; 7] = [
        TargetVerdict::Met,
        TargetVerdict::Missed,
        TargetVerdict::InsufficientData,
        TargetVerdict::NoData,
        TargetVerdict::Provisional,
        TargetVerdict::Maturing,
        TargetVerdict::BeforeContract,
    ];

    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            TargetVerdict::Met => "met",
            TargetVerdict::Missed => "missed",
            TargetVerdict::InsufficientData => "insufficient_data",
            TargetVerdict::NoData => "no_data",
            TargetVerdict::Provisional => "provisional",
            TargetVerdict::Maturing => "maturing",
            TargetVerdict::BeforeContract => "before_contract",
        }
    }
}

/// Returns the target that holds for a window: that of the first phase that the window begins before the end of.
pub fn target_of(measure: &Measure, window: &WindowFigure, zone: &Zone) -> Target {
    let begins = zone.date(window.start);
    let phase = measure.phases.iter().find(|(until, _)| begins < *until);
    phase.map_or(measure.target, |(_, target)| *target)
}

/// Returns the verdict on a window of a commitment or kpi.
pub fn verdict(measure: &Measure, window: &WindowFigure, contract: &Contract) -> TargetVerdict {
    let zone = &contract.timezone;
    if window.start < zone.start_of(contract.effective) {
        return TargetVerdict::BeforeContract;
    }
    match window.state {
        State::Provisional => return TargetVerdict::Provisional,
        State::Maturing => return TargetVerdict::Maturing,
        State::Final => {}
    }
    let Some(value) = window.value else {
        return if window.total > 0 { TargetVerdict::InsufficientData } else { TargetVerdict::NoData };
    };
    if !measure.metric.is_enough(window.total) {
        return TargetVerdict::InsufficientData;
    }
    match value.holds(target_of(measure, window, zone)) {
        Some(true) => TargetVerdict::Met,
        Some(false) => TargetVerdict::Missed,
        None => TargetVerdict::InsufficientData,
    }
}

/// Returns how many windows of all groups have each verdict, in the order of [`TargetVerdict::ALL`].
pub fn counts(measure: &Measure, figures: &Figures, contract: &Contract) -> [u64; TargetVerdict::ALL.len()] {
    let mut counts = [0; TargetVerdict::ALL.len()];
    for window in figures.groups.iter().flat_map(|group| &group.windows) {
        counts[verdict(measure, window, contract) as usize] += 1;
    }
    counts
}
