//! The blocks of what is promised, measured and reviewed, with their statements: from `sla` to `review`.

use super::block::Body;
use super::{CompareOperator, Duration, Expression, Measure, Metric, Name, Number, Run, Text, Trend, When};
use crate::source::{Span, Spanned};

/// An instant of a lead's life that starts or stops a timer.
#[derive(Clone, Debug, PartialEq)]
pub enum Point {
    /// A stage or a timestamp field.
    Name(Name),
    /// `first of A, B`
    FirstOf(Vec<Name>),
    /// `first of (ACTIVITY where EXPR)`
    FirstActivity {
        /// The activity.
        activity: Name,
        /// Which ones count.
        filter: Option<Expression>,
    },
}

/// A statement of `sla`.
#[derive(Clone, Debug, PartialEq)]
pub enum SlaStatement {
    /// `party NAME`
    Party(Name),
    /// `starts POINT`
    Starts(Spanned<Point>),
    /// `stops POINT`
    Stops(Spanned<Point>),
    /// `cancelled when EXPR`
    CancelledWhen(Expression),
    /// `paused from FIELD to FIELD`
    Paused(Name, Name),
    /// `where EXPR`
    Where(Expression),
    /// `calendar NAME [when EXPR]`
    Calendar(Name, Option<Expression>),
    /// `within DURATION [on CALENDAR] [when EXPR]`
    Within {
        /// The target.
        duration: Duration,
        /// The calendar, before the block's own.
        on: Option<Name>,
        /// For which leads.
        when: Option<Expression>,
    },
    /// `by end of business day [on CALENDAR] [when EXPR]`
    EndOfBusinessDay {
        /// The calendar, before the block's own.
        on: Option<Name>,
        /// For which leads.
        when: Option<Expression>,
    },
    /// `warn at N%`
    Warn(Number),
    /// `escalate at N% to "WHO"`
    Escalate(Number, Text),
    /// `target N% per WINDOW [by FIELD, …]`
    Target(Quota),
    /// `before DATE N%`
    Before(When, Number),
    /// `consequence "…"`
    Consequence(Text),
}

/// `N% per WINDOW [by FIELD, …]`
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// The share.
    pub share: Number,
    /// The window.
    pub per: Name,
    /// The cut.
    pub by: Vec<Name>,
}

/// A statement of `rejection`.
#[derive(Clone, Debug, PartialEq)]
pub enum RejectionStatement {
    /// `party NAME`
    Party(Name),
    /// `of STAGE`
    Of(Name),
    /// `recorded FIELD [because FIELD]`
    Recorded(Name, Option<Name>),
    /// `recorded when EXPR`
    RecordedWhen(Expression),
    /// `within DURATION [on CALENDAR]`
    Within(Duration, Option<Name>),
    /// `on expiry accepted / undecided`
    OnExpiry(Name),
    /// `dispute within DURATION recorded FIELD upheld when EXPR`
    Dispute {
        /// How long a rejection may be disputed.
        within: Duration,
        /// The field of the dispute's instant.
        recorded: Name,
        /// When it was upheld.
        upheld: Expression,
    },
    /// `escalate disputes to "WHO"`
    EscalateDisputes(Text),
    /// `reasons { }`
    Reasons(Vec<Reason>),
    /// `cap N% per WINDOW [by FIELD, …]`
    Cap(Quota),
    /// `consequence "…"`
    Consequence(Text),
}

/// `CODE "LABEL" [also ["…"]] [counts against nobody]`
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The code.
    pub code: Name,
    /// What people read.
    pub label: Text,
    /// Other spellings.
    pub also: Vec<Text>,
    /// Whether it `counts against nobody`.
    pub counts_against_nobody: bool,
    /// The whole line.
    pub span: Span,
}

/// A statement of `pause`.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a contract has few of these, and most are the large one")]
pub enum PauseStatement {
    /// `by FIELD, …`
    By(Vec<Name>),
    /// `when METRIC OP N% for N consecutive WINDOWs`
    When {
        /// What is watched.
        metric: Metric,
        /// How it is compared.
        operator: Spanned<CompareOperator>,
        /// With what.
        value: Expression,
        /// For how long.
        run: Run,
    },
    /// `where EXPR`
    Where(Expression),
    /// `minimum N decided`
    Minimum(Number),
    /// `gap breaks / skips / pools`
    Gap(Name),
    /// `confidence N%`
    Confidence(Number),
    /// `then pause / rework`
    Then(Name),
    /// `resume when signed off by PARTY, …`
    ResumeSigned(Vec<Name>),
    /// `resume after DURATION`
    ResumeAfter(Duration),
    /// `resumed "VALUE", … on DATE by PARTY, …`
    Resumed {
        /// The values of the pause's fields.
        values: Vec<Text>,
        /// The day.
        date: When,
        /// Who signed.
        by: Vec<Name>,
    },
}

/// A statement of `commitment` and of `kpi`.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a contract has few of these, and most are the large one")]
pub enum MeasureStatement {
    /// `party NAME`
    Party(Name),
    /// `METRIC OP VALUE per WINDOW [by FIELD, …]`
    Measure(Measure),
    /// `where EXPR`
    Where(Expression),
    /// `minimum N`
    Minimum(Number),
    /// `before DATE OP VALUE`
    Before(When, Spanned<CompareOperator>, Expression),
    /// `consequence "…"`
    Consequence(Text),
}

/// A statement of `metric`.
#[derive(Clone, Debug, PartialEq)]
pub enum MetricStatement {
    /// A metric.
    Metric(Metric),
    /// `external`
    External,
    /// `where EXPR`
    Where(Expression),
    /// `part EXPR`
    Part(Expression),
    /// `minimum N`
    Minimum(Number),
}

/// A statement of `alert`.
#[derive(Clone, Debug, PartialEq)]
pub enum AlertStatement {
    /// `when TREND` (no number) or `when at least N of { TREND … }`
    When(Option<Number>, Vec<Spanned<Trend>>),
    /// `minimum N`
    Minimum(Number),
    /// `then "…" within DURATION`
    Then(Text, Duration),
}

/// A statement of `exception`.
#[derive(Clone, Debug, PartialEq)]
pub enum ExceptionStatement {
    /// `to BLOCK NAME`
    To(Name, Name),
    /// `party NAME`
    Party(Name),
    /// `where EXPR`
    Where(Expression),
    /// `until DATE`
    Until(When),
}

/// `review CADENCE "NAME" { }`
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// How often.
    pub cadence: Name,
    /// Its head (the label is its name) and statements.
    pub body: Body<ReviewStatement>,
}

/// A statement of `review`.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewStatement {
    /// `owner "WHO"`
    Owner(Text),
    /// `attendees "…", …`
    Attendees(Vec<Text>),
    /// `quorum at least N of "…", …`
    Quorum(Number, Vec<Text>),
    /// `held WEEKDAY for DURATION`
    Held(Name, Duration),
    /// `log within DURATION`
    Log(Duration),
    /// `agenda { }`
    Agenda(Vec<AgendaItem>),
}

/// A line of an agenda.
#[derive(Clone, Debug, PartialEq)]
pub struct AgendaItem {
    /// What people read.
    pub title: Text,
    /// What is shown under it.
    pub content: AgendaContent,
    /// The whole line.
    pub span: Span,
}

/// What an agenda item shows.
#[derive(Clone, Debug, PartialEq)]
pub enum AgendaContent {
    /// The title only.
    Title,
    /// `METRIC [by FIELD, …]`
    Metric(Metric, Vec<Name>),
    /// `deals where EXPR`
    Deals(Expression),
    /// `notes`
    Notes,
}
