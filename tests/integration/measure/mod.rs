//! Figures, rules that stop sources, and targets, against counting in plain loops.
//!
//! - [`run`] runs the binary over a contract and leads, and holds what came of it: the summary and the decisions.
//! - [`lead`] is a lead as plain instants, its days spread over all their readings, and windows of a zone.
//! - [`reference`] is a batch in plain words; [`say`] is what a lead says to a metric, [`stay`] how long it is in a
//!   stage, and [`count`] adds them up, as plainly as the rules are written. [`ask`] has shares, spreads and growths,
//!   [`trend`] what an alert asks, and [`rule`] follows the rules that stop a source.
//! - [`generate`] makes contracts and leads, [`contract`] writes the contract; [`agreement`] asks that all of it comes to the same, whatever the order
//!   of rows, the chunks and the threads.
//! - [`rules`] has a case of each fault that the reference found.
//! - [`cases`] are the worked cases of pauses, from `tests/vectors/pauses.csv`; [`effects`] has those of what
//!   counts in a rate, and of what a pause does to hand-offs; [`deals`] those of velocity and of what is
//!   stuck. [`passages`] counts what passed from party to party in the shipped batch, [`evidence`] the leads behind each
//!   of its figures.

mod agreement;
mod ask;
mod cases;
mod contract;
mod count;
mod deals;
mod effects;
mod evidence;
mod generate;
mod lead;
mod passages;
mod reference;
mod rule;
mod rules;
mod run;
mod say;
mod stay;
mod trend;
