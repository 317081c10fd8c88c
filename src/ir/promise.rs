//! What the parties promise each other: timers, the right to hand a lead back, and the ways out of the funnel.

use super::{ActivityId, CalendarId, Criterion, ExceptionId, NodeId, StageId};
use crate::source::Span;
use crate::time::{Date, Duration, Window};
use crate::types::{Decimal, FieldId};

/// An instant of a lead's life that starts or stops a timer.
#[derive(Clone, Debug, PartialEq)]
pub enum Point {
    /// When a lead enters a stage.
    Stage(StageId),
    /// The instant in a field.
    Field(FieldId),
    /// The first of several of these.
    FirstOf(Vec<Point>),
    /// The first activity: as a start the first of all, as a stop the first at or after the start (S4.8).
    Activity {
        /// Which.
        activity: ActivityId,
        /// Which of them count: a criterion of [`Activity::record`](super::Activity::record).
        filter: Option<NodeId>,
    },
}

/// A timer that a party owes (S4.1 to S4.9).
#[derive(Clone, Debug, PartialEq)]
pub struct Sla {
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// The place of the party in [`Contract::parties`](super::Contract::parties).
    pub party: usize,
    /// When it starts.
    pub starts: Point,
    /// When it stops.
    pub stops: Point,
    /// What ends it without an answer.
    pub cancelled: Option<Criterion>,
    /// When it stands still.
    pub pauses: Vec<Pause>,
    /// For which leads it runs at all.
    pub scope: Option<Criterion>,
    /// The calendars of tiers that name none: the first whose criterion is met.
    pub calendars: Vec<CalendarChoice>,
    /// The targets: the first whose criterion is met (S4.5).
    pub tiers: Vec<Tier>,
    /// From which shares of the target on it is at risk, as fractions, the least first.
    pub warnings: Vec<Decimal>,
    /// Who is told, and when, the first first.
    pub escalations: Vec<Escalation>,
    /// What share of the timers is to be met.
    pub target: Option<Quota>,
    /// Other shares until a day, the first day first.
    pub phases: Vec<(Date, Decimal)>,
    /// The exceptions to it.
    pub exceptions: Vec<ExceptionId>,
    /// Where the block stands.
    pub span: Span,
}

/// `paused from FIELD to FIELD`
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    /// When the timer begins to stand still.
    pub from: FieldId,
    /// When it goes on.
    pub to: FieldId,
    /// Where it is written.
    pub span: Span,
}

/// `calendar NAME [when EXPR]`
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarChoice {
    /// The calendar.
    pub calendar: CalendarId,
    /// For which leads; all, where nothing is written.
    pub when: Option<Criterion>,
    /// Where it is written.
    pub span: Span,
}

/// A target of a timer.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// How long it may run.
    pub limit: Limit,
    /// The calendar it names itself.
    pub on: Option<CalendarId>,
    /// For which leads; all, where nothing is written.
    pub when: Option<Criterion>,
    /// Where it is written.
    pub span: Span,
}

/// How long a timer may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A length of time; business days end at a close (S4.3).
    Within(Duration),
    /// So many business days, at the start's time of day.
    SameTime(i64),
    /// The close of the start's day.
    EndOfBusinessDay,
}

impl Limit {
    /// Returns whether it runs on a calendar.
    pub fn is_business(self) -> bool {
        match self {
            Limit::Within(duration) => duration.unit.is_business(),
            Limit::SameTime(_) | Limit::EndOfBusinessDay => true,
        }
    }
}

/// `escalate at N% to "WHO"`
#[derive(Clone, Debug, PartialEq)]
pub struct Escalation {
    /// At which share of the target, as a fraction.
    pub share: Decimal,
    /// Who is told.
    pub who: String,
    /// Where it is written.
    pub span: Span,
}

/// `N% per WINDOW [by FIELD, …]`
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// The share, as a fraction.
    pub share: Decimal,
    /// The window.
    pub per: Window,
    /// The fields it is cut by.
    pub by: Vec<FieldId>,
    /// Where it is written.
    pub span: Span,
}

/// The right to hand a lead back (S5.1, S5.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// Its label for people.
    pub label: Option<String>,
    /// The place of the party that has the right.
    pub party: usize,
    /// The hand-off that it is about.
    pub of: StageId,
    /// How one knows that a lead was rejected.
    pub recorded: RejectionRecord,
    /// How long the right lasts from the hand-off on.
    pub within: Limit,
    /// The calendar of that time, where it is business time.
    pub on: Option<CalendarId>,
    /// Whether a lead that is not answered in time counts as accepted.
    pub accepted_on_expiry: bool,
    /// How a rejection is disputed.
    pub dispute: Option<Dispute>,
    /// Who decides disputes.
    pub escalate_disputes: Option<String>,
    /// The reasons; empty where none are asked for.
    pub reasons: Vec<Reason>,
    /// The most that may be rejected.
    pub cap: Option<Quota>,
    /// Where the block stands.
    pub span: Span,
}

/// How one knows that a lead was rejected.
#[derive(Clone, Debug, PartialEq)]
pub enum RejectionRecord {
    /// By an instant, and a reason where one is asked for.
    At {
        /// When.
        field: FieldId,
        /// Why.
        because: Option<FieldId>,
    },
    /// By a status only: when is not known (S5.1).
    When(Criterion),
}

/// `dispute within DURATION recorded FIELD upheld when EXPR`
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// How long a rejection may be disputed.
    pub within: Duration,
    /// When it was disputed.
    pub recorded: FieldId,
    /// When the rejection does not stand.
    pub upheld: Criterion,
    /// Where it is written.
    pub span: Span,
}

/// A reason for handing a lead back.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Its code.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Its spellings as they are matched: the code's, the label's and the others', folded, with spaces for `_`.
    pub spellings: Vec<String>,
    /// Whether it `counts against nobody`.
    pub counts_against_nobody: bool,
    /// Where it is written.
    pub span: Span,
}

impl Reason {
    /// Returns a text as reasons are matched: trimmed, folded, `_` and space alike (S5.1).
    pub fn as_matched(text: &str) -> String {
        let text = text.replace('_', " ");
        crate::types::fold(crate::types::trim(&text)).into_owned()
    }
}

/// A way out of the funnel (S3.8).
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// Its name.
    pub name: String,
    /// The first stage that leads leave from.
    pub from: StageId,
    /// How one knows that a lead left.
    pub recorded: super::Recorded,
    /// Why it left.
    pub because: Option<FieldId>,
    /// What a lead that left is.
    pub outcome: Outcome,
    /// Where the block stands.
    pub span: Span,
}

/// What a lead that left the funnel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Lost: it counts against the win rate (S6.4).
    Lost,
    /// Given back for later; no rejection (S3.8).
    Recycled,
    /// Not one for this contract.
    Disqualified,
}

impl Outcome {
    /// The outcomes by their word.
    pub const WORDS: [(&'static str, Outcome); 3] =
        [("lost", Outcome::Lost), ("recycled", Outcome::Recycled), ("disqualified", Outcome::Disqualified)];
}
