//! What the binary does against the rules, as far as it is known. The reference does the same while a switch is on, so
//! that everything else is compared; each has a case in `rules.rs` that says what the rule wants, and is turned off
//! with the fault.

/// Where as-of is the start of a window, an age of that window is put to the one before, which then has it twice.
pub(super) const AGE_AT_THE_START_OF_A_WINDOW: bool = true;
/// A lead that leaves a stage at as-of is still in it.
pub(super) const LEAVING_AT_AS_OF: bool = true;
/// Of a lead that left on a day, nothing is known of the windows before either, and in one that ends within that day
/// it is not looked for.
pub(super) const LEAVING_ON_A_DAY: bool = true;
/// A lead that left a stage at an instant is unplaced there, where a status alone says that it came yet further.
pub(super) const LATER_BY_STATUS: bool = true;
/// A spread shows what was left out of one of its groups only, and of which hangs on the order of rows.
pub(super) const SPREAD_LEAVES_OUT: bool = true;
/// A group in which no lead counts is not compared, where it has a figure: a number of leads, which is 0.
pub(super) const SPREAD_OF_NOTHING: bool = true;
/// A growth is said to be final when its own window is, and not when the one before is.
pub(super) const GROWTH_IS_FINAL: bool = true;
/// Whether a growth rises or falls may be too much for the comparison, which panics.
pub(super) const LONG_FRACTIONS: bool = true;
/// A recycled lead that a status says was handed over is unplaced in a rate that it is not in.
pub(super) const UNPLACED_RECYCLED: bool = true;
/// A spread shows a group as one of its parts spells it, and which hangs on the order of rows.
pub(super) const SPREAD_SPELLING: bool = true;
