//! From cells to values: a file a type of value, each a pure function of the cell's text.
//!
//! The text comes trimmed and is not blank. What cannot be read is a [`Problem`]: the kind of finding and the
//! reason, of which [`reason`](super::reason) holds all wording.

mod epoch;
mod format;
mod money;
mod number;
mod order;
mod picklist;
mod time;
mod truth;

pub(super) use epoch::Epoch;
pub(super) use format::TimeFormat;
pub(super) use money::{MoneyPattern, Symbol, money};
pub(super) use number::{NumberPattern, decimal, integer, patterns};
pub(super) use order::translated;
pub(super) use picklist::Options;
pub(super) use time::{Clock, date, swapped, timestamp};
pub(super) use truth::boolean;

use crate::types::FindingKind;

/// Why a cell cannot be read, or what is to be noted of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    pub kind: FindingKind,
    pub reason: String,
}
