//! Time: calendars, timers and rejections against answers that others worked out, and against counting minutes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod activities;
mod boston;
mod brute;
mod contracts;
mod courses;
mod erp;
mod rejections;
mod timers;
mod vectors;
