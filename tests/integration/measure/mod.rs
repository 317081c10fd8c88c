//! Figures, rules that stop sources, and targets, against counting in plain loops.
//!
//! - [`run`] runs the binary over a contract and leads, and holds what came of it: the summary and the decisions.
//! - [`lead`] is a lead as plain instants, its days spread over all their readings, and windows of a zone.
//! - [`reference`] counts every metric from leads and their decisions, as plainly as the rules are written;
//!   [`rule`] follows the rules that stop a source.
//! - [`generate`] makes contracts and leads; [`agreement`] asks that all of it comes to the same, whatever the order
//!   of rows, the chunks and the threads.
//! - [`cases`] are the worked cases of pauses, from `tests/vectors/pauses.csv`; [`effects`] has those of what
//!   counts in a rate, and of what a pause does to hand-offs; [`deals`] those of velocity and of what is
//!   stuck. [`passages`] counts what passed from party to party in the shipped batch.

mod agreement;
mod cases;
mod deals;
mod effects;
mod generate;
mod lead;
mod passages;
mod reference;

mod rule;
mod run;
