//! From decisions to figures: rates, volumes and times by window and group, and what follows from them.
//!
//! 1. [`Collection`] adds up what leads say to each metric, by group and window; parts of a batch merge in any order.
//! 2. [`Figures`] is what a whole batch comes to at as-of: for each group its windows, which of them are final (S5.5),
//!    and the value of each with its numbers.
//! 3. [`pause`] follows the rules that stop sources, window by window; [`target`] holds figures against what was
//!    promised.
//!
//! Shares stay fractions of integers: `5 of 25` is not above 20% (S1.7, S5.7).

pub mod alert;
mod collect;
mod derive;
pub mod evidence;
mod figures;
mod group;
mod passage;
pub mod pause;
mod period;
mod stuck;
pub mod target;

pub use collect::{Collection, Full};
pub use figures::{Externals, Figures, GroupFigures, State, Value, WindowFigure, length};
pub use passage::{Passage, Passed};
pub use period::Period;
