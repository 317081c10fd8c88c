//! Blocks and their statements: one struct a block, one enum for what it may say. What is promised, measured and
//! reviewed is in `promise.rs`.

use super::{
    AlertStatement, Criterion, Duration, ExceptionStatement, Expression, MeasureStatement, MetricStatement, Name,
    Number, PauseStatement, RejectionStatement, Review, SlaStatement, Text, When,
};
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
