//! Blocks and their statements: one struct a block, one enum for what it may say.

use super::{CompareOperator, Criterion, Duration, Expression, Measure, Metric, Name, Number, Run, Text, Trend, When};
use crate::source::{Span, Spanned};

/// A block of a contract.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// `contract "…" { }`
    Contract(Body<ContractStatement>),
    /// `lead { }`
    Lead(Body<Field>),
    /// `activity NAME { }`
    Activity(Body<Field>),
    /// `list NAME from "FILE" [column "HEADER"]`
    List(List),
    /// `define NAME = EXPR`
    Define(Define),
    /// `calendar NAME { }`
    Calendar(Body<CalendarStatement>),
    /// `icp NAME { }`
    Icp(Body<IcpStatement>),
    /// `score NAME max N { }` or `score NAME = …`
    Score(Score),
    /// `stage NAME [after STAGE] { }`
    Stage(Stage),
    /// `exit NAME from STAGE { }`
    Exit(Exit),
    /// `sla NAME { }`
    Sla(Body<SlaStatement>),
    /// `rejection ["…"] { }`
    Rejection(Body<RejectionStatement>),
    /// `pause NAME { }`
    Pause(Body<PauseStatement>),
    /// `commitment NAME { }`
    Commitment(Body<MeasureStatement>),
    /// `kpi NAME { }`
    Kpi(Body<MeasureStatement>),
    /// `metric NAME { }` or `metric NAME = …`
    Metric(Body<MetricStatement>),
    /// `alert NAME { }`
    Alert(Body<AlertStatement>),
    /// `exception NAME { }`
    Exception(Body<ExceptionStatement>),
    /// `review CADENCE "NAME" { }`
    Review(Review),
    /// What could not be read; a diagnostic says why.
    Junk {
        /// The block's first word, where it is a block's.
        keyword: Option<Name>,
        /// The name it was to declare, so that uses of it are not errors too.
        name: Option<Name>,
        /// The whole.
        span: Span,
    },
}

/// What stands before a block's body.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The block's first word.
    pub keyword: Span,
    /// Its name, for the blocks that have one.
    pub name: Option<Name>,
    /// Its label for people.
    pub label: Option<Text>,
    /// From the first word to the closing brace.
    pub span: Span,
}

/// A block with a header and statements; statements that could not be read are left out, and a diagnostic
/// stands for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Body<S> {
    /// Its head.
    pub header: Header,
    /// Its statements, in order.
    pub statements: Vec<Spanned<S>>,
    /// Whether every statement was read; checks that complain of something left out keep quiet otherwise.
    pub complete: bool,
}

/// A statement of `contract`.
#[derive(Clone, Debug, PartialEq)]
pub enum ContractStatement {
    /// `version N`
    Version(Number),
    /// `effective DATE`
    Effective(When),
    /// `timezone "ZONE"`
    Timezone(Text),
    /// `currency CODE`
    Currency(Name),
    /// `rate CODE NUMBER`
    Rate(Name, Number),
    /// `party NAME "WHO"`
    Party(Name, Option<Text>),
    /// `owner "WHO"`
    Owner(Text),
    /// `scope EXPR`
    Scope(Expression),
    /// `review CADENCE`
    Review(Name),
    /// `reviewed DATE`
    Reviewed(When),
    /// `signed PARTY DATE ["WHO"] [hash "…"]`
    Signed {
        /// Who signed.
        party: Name,
        /// On which day.
        date: When,
        /// The person.
        who: Option<Text>,
        /// The hash of the content signed.
        hash: Option<Text>,
    },
}

/// A field of `lead` or of an activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub kind: Spanned<FieldType>,
    /// What else is said of it.
    pub attributes: Vec<Spanned<FieldAttribute>>,
}

/// A field's type as written.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// A type by its word; the check knows which there are.
    Named(String),
    /// `one of …`
    OneOf(Vec<PicklistOption>),
    /// `many of …`
    ManyOf(Vec<PicklistOption>),
}

/// An option of a picklist.
#[derive(Clone, Debug, PartialEq)]
pub struct PicklistOption {
    /// The option.
    pub label: Text,
    /// Its other spellings.
    pub also: Vec<Text>,
}

/// What may be said of a field after its type.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldAttribute {
    /// `key`
    Key,
    /// `required`
    Required,
    /// `unique`
    Unique,
    /// `latest`
    Latest,
    /// `default VALUE`
    Default(Expression),
    /// `default []`
    DefaultEmpty,
    /// `aliases "…", …`
    Aliases(Vec<Text>),
    /// `in FIELD`
    In(Name),
    /// `joins KEY`
    Joins(Name),
    /// `instant`
    Instant,
}

/// `list NAME from "FILE" [column "HEADER"]`
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its head.
    pub header: Header,
    /// The file, relative to the contract's file.
    pub file: Text,
    /// The column of a file that has several.
    pub column: Option<Text>,
}

/// `define NAME = EXPR`
#[derive(Clone, Debug, PartialEq)]
pub struct Define {
    /// Its head.
    pub header: Header,
    /// What the name stands for.
    pub expression: Expression,
}

/// A statement of `calendar`.
#[derive(Clone, Debug, PartialEq)]
pub enum CalendarStatement {
    /// `timezone "ZONE"`
    Timezone(Text),
    /// `open DAYS TIMES, …`
    Open {
        /// Days and ranges of days.
        days: Vec<DayRange>,
        /// Ranges of times.
        times: Vec<TimeRange>,
    },
    /// `closed DATE [from TIME] ["WHY"]`
    Closed {
        /// The day.
        date: When,
        /// From which time on.
        from: Option<When>,
        /// Why.
        why: Option<Text>,
    },
    /// `closed from "FILE"`
    ClosedFrom(Text),
}

/// `mon..fri` or `sat`
#[derive(Clone, Debug, PartialEq)]
pub struct DayRange {
    /// The first day.
    pub from: Name,
    /// The last day, where a range is written.
    pub to: Option<Name>,
}

/// `09:00-17:30`
#[derive(Clone, Debug, PartialEq)]
pub struct TimeRange {
    /// The opening.
    pub from: When,
    /// The closing.
    pub to: When,
}

/// A statement of `icp`.
#[derive(Clone, Debug, PartialEq)]
pub enum IcpStatement {
    /// `owners NAME, …`
    Owners(Vec<Name>),
    /// `reviewed DATE`
    Reviewed(When),
    /// `motion land / expand`
    Motion(Name),
    /// `firmographics { }`
    Firmographics(Vec<Criterion>),
    /// `triggers [at least N] { }`
    Triggers(Option<Number>, Vec<Criterion>),
    /// `personas [at least N] { }`
    Personas(Option<Number>, Vec<Persona>),
    /// `disqualify { }`
    Disqualify(Vec<Criterion>),
    /// `tags { }`
    Tags(Vec<Criterion>),
}

/// `NAME [role ROLE]: EXPR`
#[derive(Clone, Debug, PartialEq)]
pub struct Persona {
    /// Its name, which is its role too where it is one.
    pub name: Name,
    /// Its role.
    pub role: Option<Name>,
    /// Who it is.
    pub expression: Expression,
    /// The whole line.
    pub span: Span,
}

/// `score NAME …`
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Its head.
    pub header: Header,
    /// Its lines or its sum.
    pub body: ScoreBody,
}

/// The two kinds of score.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreBody {
    /// `max N [min N] { … }`
    Lines {
        /// The cap.
        max: Option<Number>,
        /// The floor.
        min: Option<Number>,
        /// The lines.
        statements: Vec<Spanned<ScoreStatement>>,
        /// As [`Body::complete`].
        complete: bool,
    },
    /// `= SCORE + SCORE … [balanced]`
    Sum {
        /// The scores added.
        terms: Vec<Name>,
        /// Where `balanced` stands.
        balanced: Option<Span>,
    },
}

/// A statement of `score`.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreStatement {
    /// `[NAME:] +N EXPR` or `[NAME:] +N each VALUE max N`
    Line {
        /// Its name.
        name: Option<Name>,
        /// The points, with their sign in the digits where it is `-`.
        points: Number,
        /// What earns them.
        worth: Worth,
    },
    /// `decay half / N% every DURATION since VALUE`
    Decay {
        /// How much is lost each period.
        rate: DecayRate,
        /// The period.
        every: Duration,
        /// Since when.
        since: Expression,
    },
    /// `recorded FIELD`
    Recorded(Name),
}

/// What earns a line's points.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// A criterion.
    When(Expression),
    /// `each VALUE max N`
    Each {
        /// What is counted.
        value: Expression,
        /// The most it may bring; the check asks for it.
        max: Option<Number>,
    },
}

/// How a score decays.
#[derive(Clone, Debug, PartialEq)]
pub enum DecayRate {
    /// `half`
    Half(Span),
    /// `N%`
    Share(Number),
}

/// `stage NAME [after STAGE] { }`
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its head and statements.
    pub body: Body<StageStatement>,
    /// The stage before it.
    pub after: Option<Name>,
}

/// A statement of `stage`.
#[derive(Clone, Debug, PartialEq)]
pub enum StageStatement {
    /// `recorded FIELD`
    Recorded(Name),
    /// `recorded when EXPR`
    RecordedWhen(Expression),
    /// `handoff PARTY to PARTY`
    Handoff(Name, Name),
    /// `when { }`
    When(Vec<Criterion>),
    /// `outcome won`
    Outcome(Name),
    /// `consequence "…"`
    Consequence(Text),
}

/// `exit NAME from STAGE { }`
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// Its head and statements.
    pub body: Body<ExitStatement>,
    /// The stage from which on one may leave here.
    pub from: Option<Name>,
}

/// A statement of `exit`.
#[derive(Clone, Debug, PartialEq)]
pub enum ExitStatement {
    /// `recorded FIELD [because FIELD]`
    Recorded(Name, Option<Name>),
    /// `recorded when EXPR`
    RecordedWhen(Expression),
    /// `outcome lost / recycled / disqualified`
    Outcome(Name),
}

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
