//! What a timer came to.

use crate::ir::ActivityId;
use crate::time::Instant;
use crate::types::FieldId;

/// The verdict on a timer of a lead (S4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TimerVerdict {
    /// The promise is not about this lead.
    NotApplicable,
    /// Nothing has started it.
    NotStarted,
    /// It runs.
    Running,
    /// It runs, and a share of the target is used up that the contract warns at.
    AtRisk,
    /// It stands still.
    Paused,
    /// It was answered in time.
    Met,
    /// It was not, and nothing makes that good again.
    Breached,
    /// It ended without an answer being owed.
    Cancelled,
    /// The data do not say.
    Indeterminate,
}

impl TimerVerdict {
    /// Every verdict, in the order outputs list them.
    pub const ALL: [TimerVerdict; 9] = [
        TimerVerdict::NotApplicable,
        TimerVerdict::NotStarted,
        TimerVerdict::Running,
        TimerVerdict::AtRisk,
        TimerVerdict::Paused,
        TimerVerdict::Met,
        TimerVerdict::Breached,
        TimerVerdict::Cancelled,
        TimerVerdict::Indeterminate,
    ];

    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            TimerVerdict::NotApplicable => "not_applicable",
            TimerVerdict::NotStarted => "not_started",
            TimerVerdict::Running => "running",
            TimerVerdict::AtRisk => "at_risk",
            TimerVerdict::Paused => "paused",
            TimerVerdict::Met => "met",
            TimerVerdict::Breached => "breached",
            TimerVerdict::Cancelled => "cancelled",
            TimerVerdict::Indeterminate => "indeterminate",
        }
    }
}

/// What a timer of a lead came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerState {
    /// The verdict.
    pub verdict: TimerVerdict,
    /// When it is up: of a timer that runs, or was met or breached, where that is one instant whatever the data
    /// leave open.
    pub due_at: Option<Instant>,
    /// How much of its own clock has run, in microseconds: to the stop, else to as-of.
    pub elapsed: Option<i64>,
    /// By how much of its own clock it is late, in microseconds; of a breached one only.
    pub overdue: Option<i64>,
    /// How many of the escalations were reached before it stopped: the first so many of the sla's.
    pub escalated: u16,
}

impl TimerState {
    /// Returns the state of a timer that has a verdict and nothing else.
    pub fn bare(verdict: TimerVerdict) -> TimerState {
        TimerState { verdict, due_at: None, elapsed: None, overdue: None, escalated: 0 }
    }
}

/// Why a timer is indeterminate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Whether the promise is about the lead is unknown.
    Scope,
    /// Whether the tier at this place is met is unknown.
    Tier(usize),
    /// Whether the calendar at this place is the lead's is unknown.
    Calendar(usize),
    /// Whether it was cancelled is unknown.
    Cancelled,
    /// An instant that it needs is not known, only that it has passed (S3.5).
    Untimed,
    /// Of these activities no file was given, or it is unknown which of them count.
    Activity(ActivityId),
    /// What cannot come first does, whatever the readings (S4.8); an activity has no field.
    OutOfOrder {
        /// The field of what comes first.
        earlier: Option<FieldId>,
        /// The field of what comes after it.
        later: Option<FieldId>,
    },
    /// The limit lies inside a day of which no time is known (S2.4).
    Day,
}

impl Doubt {
    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            Doubt::Scope => "scope",
            Doubt::Tier(_) => "tier",
            Doubt::Calendar(_) => "calendar",
            Doubt::Cancelled => "cancelled",
            Doubt::Untimed => "untimed",
            Doubt::Activity(_) => "activity",
            Doubt::OutOfOrder { .. } => "out_of_order",
            Doubt::Day => "day",
        }
    }
}
