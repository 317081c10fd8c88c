//! Instants, dates, zones and durations: pure functions, exact to the microsecond.
//!
//! The zone rules come from jiff's bundled database, laid out once per zone as a table of offsets, so that a
//! conversion between local time and instant is a search among a few hundred numbers.

mod calendar;
mod date;
mod duration;
mod instant;
mod window;
mod zone;

pub use calendar::{Calendar, Hours, weekday};
pub use date::Date;
pub use duration::{Duration, Unit};
pub use instant::{Instant, Reading};
pub use window::{Window, WindowNumber};
pub use zone::{Local, LocalKind, Zone, nearest_zone};
