//! What is measured over many leads: metrics, what they are held against, and what follows from them.

use super::{Criterion, ExceptionId, Limit, SlaId, StageId};
use crate::ops::CompareOperator;
use crate::source::Span;
use crate::time::{Date, Duration, Window};
use crate::types::{Decimal, FieldId};

/// A metric (S6.1): what is counted, over which leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What is counted.
    pub base: Base,
    /// What is made of it, the first first.
    pub derived: Vec<Derived>,
    /// Over which leads: those for which all of these are met.
    pub filters: Vec<Criterion>,
    /// Below so many a window says nothing.
    pub minimum: i64,
    /// What kind of quantity it is.
    pub quantity: Quantity,
    /// Where it is written.
    pub span: Span,
}

impl Metric {
    /// Returns whether it is a number of leads, so that none are a figure too: 0.
    pub fn is_number_of_leads(&self) -> bool {
        matches!(self.base, Base::Volume(_) | Base::Stuck(_))
    }

    /// Returns whether so many leads are enough for a figure (S6.1): no leads are a number of leads too, unless a minimum
    /// above 1 is written.
    pub fn is_enough(&self, leads: u64) -> bool {
        (self.is_number_of_leads() && self.minimum <= 1) || i128::from(leads) >= i128::from(self.minimum)
    }

    /// Returns whether it is a part of the leads that count, so that its two numbers have an interval.
    pub fn is_rate(&self) -> bool {
        self.quantity == Quantity::Share && self.derived.is_empty() && !matches!(self.base, Base::External(_))
    }

    /// Returns the fields whose groups are compared, beside those that the figure is cut by.
    pub fn spread_by(&self) -> impl Iterator<Item = FieldId> {
        self.derived.iter().filter_map(|derived| if let Derived::Spread(field) = derived { Some(*field) } else { None })
    }

    /// Returns which leads make the part that a share is of.
    pub fn part(&self) -> Option<&Criterion> {
        self.derived.iter().find_map(|derived| if let Derived::Share(part) = derived { Some(part) } else { None })
    }
}

/// What a metric counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// The part of the decided leads that was rejected, or its complement (S5.3).
    Rejections {
        /// Whether those accepted are counted instead.
        accepted: bool,
    },
    /// The part of the leads handed over that got an answer in time, with a reason where it is a rejection.
    FeedbackCompletion,
    /// Leads that entered a stage; of a hand-off stage those handed over rightly (S6.3).
    Volume(StageId),
    /// The part of the leads that entered one stage and reached another (S6.2).
    Conversion {
        /// The stage entered.
        from: StageId,
        /// The stage reached.
        to: StageId,
        /// How long it may take.
        within: Option<Duration>,
    },
    /// The part of the closed leads that was won (S6.4).
    WinRate,
    /// What the funnel brings in a day: leads won, times their mean amount, over their mean days (S6.4).
    Velocity {
        /// The amount: money.
        field: FieldId,
    },
    /// The part of the timers due that was met (S4.9).
    Attainment(SlaId),
    /// The part of the timers that had no stop by a time after their start.
    Unanswered {
        /// The timer.
        sla: SlaId,
        /// The time, where it is not the timer's own.
        within: Option<Limit>,
    },
    /// Leads that have been in a stage for too long (S6.4).
    Stuck(StageId),
    /// A statistic of a number at a stage.
    Value {
        /// Which.
        statistic: Statistic,
        /// Of which field.
        field: FieldId,
        /// At which stage.
        stage: StageId,
    },
    /// How many different values a field has at a stage.
    Distinct {
        /// The field.
        field: FieldId,
        /// The stage.
        stage: StageId,
    },
    /// How long leads have been in a stage (S6.8).
    Age {
        /// The statistic.
        statistic: Statistic,
        /// The stage.
        stage: StageId,
    },
    /// How long a timer ran until its stop.
    TimeOf {
        /// The statistic.
        statistic: Statistic,
        /// The timer.
        sla: SlaId,
    },
    /// How long the way from a stage to another took.
    TimeBetween {
        /// The statistic.
        statistic: Statistic,
        /// The stage entered.
        from: StageId,
        /// The stage reached.
        to: StageId,
    },
    /// A figure that no export of leads holds, by the name of its metric.
    External(String),
}

/// The statistics over values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statistic {
    /// The sum.
    Sum,
    /// The mean.
    Mean,
    /// The value in the middle.
    Median,
    /// The value that nine tenths do not exceed.
    P90,
}

impl Statistic {
    /// Returns the word.
    pub fn word(self) -> &'static str {
        match self {
            Statistic::Sum => "sum",
            Statistic::Mean => "mean",
            Statistic::Median => "median",
            Statistic::P90 => "p90",
        }
    }
}

/// What is made of a metric.
#[derive(Clone, Debug, PartialEq)]
pub enum Derived {
    /// The share that leads of a part have in a sum.
    Share(Criterion),
    /// How far the groups of a field lie apart.
    Spread(FieldId),
    /// The change against the window before.
    Growth,
}

/// What kind of quantity a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A part of a whole: 0% to 100%.
    Share,
    /// A change against the window before, in percent: below 0% or above 100% too.
    Change,
    /// So many leads or values.
    Count,
    /// A number of no unit that the contract knows.
    Number,
    /// Money in the contract's currency.
    Money,
    /// A length of time; business time too, where it is measured on a calendar.
    Time {
        /// Whether it is measured on a calendar.
        business: bool,
    },
    /// Something that comes from outside: whatever is written.
    Any,
}

/// A figure that a metric is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A share, as a fraction; a number, or money.
    Number(Decimal),
    /// A count.
    Count(i64),
    /// A length of time.
    Time(Duration),
}

/// `OP FIGURE`: what a metric must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// How it is compared: never `=` or `!=`.
    pub operator: CompareOperator,
    /// With what.
    pub figure: Figure,
    /// Where it is written.
    pub span: Span,
}

/// What asks for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// A `commitment`.
    Commitment,
    /// A `kpi`.
    Kpi,
    /// The `target` of a timer.
    Target(SlaId),
    /// The `cap` of the rejection (S5.11).
    Cap,
}

impl MeasureKind {
    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            MeasureKind::Commitment => "commitment",
            MeasureKind::Kpi => "kpi",
            MeasureKind::Target(_) => "target",
            MeasureKind::Cap => "cap",
        }
    }
}

/// What a figure must be: a `commitment`, a `kpi`, the target of a timer, the cap of the rejection.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What asks for it.
    pub kind: MeasureKind,
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// The place of the party that owes it; none where nobody does.
    pub party: Option<usize>,
    /// What is measured.
    pub metric: Metric,
    /// What it must be.
    pub target: Target,
    /// Other targets until a day, the first day first.
    pub phases: Vec<(Date, Target)>,
    /// The window it is measured in.
    pub per: Window,
    /// The fields it is cut by.
    pub by: Vec<FieldId>,
    /// What follows from a miss.
    pub consequence: Option<String>,
    /// Where the block stands.
    pub span: Span,
}

/// A `pause` of sources (S5.6 to S5.10).
#[derive(Clone, Debug, PartialEq)]
pub struct PauseRule {
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// What makes a source.
    pub by: Vec<FieldId>,
    /// What is watched, with its filters and minimum.
    pub metric: Metric,
    /// Above or below what it trips; the figure is a share.
    pub trips: Target,
    /// In how many windows one after the other.
    pub windows: u32,
    /// Of which kind.
    pub per: Window,
    /// What a window below the minimum does to a run.
    pub gap: Gap,
    /// How certain it must be, as a fraction.
    pub confidence: Option<Decimal>,
    /// What becomes of the source.
    pub then: Consequence,
    /// How it ends.
    pub resume: Option<Resume>,
    /// Pauses that ended by hand.
    pub resumed: Vec<Resumption>,
    /// The exceptions to it.
    pub exceptions: Vec<ExceptionId>,
    /// Where the block stands.
    pub span: Span,
}

/// What a window with too few leads does to a run (S5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The run begins anew after it.
    Breaks,
    /// It is looked past.
    Skips,
    /// It is put together with those after it until there are enough leads.
    Pools,
}

impl Gap {
    /// The words.
    pub const WORDS: [(&'static str, Gap); 3] = [("breaks", Gap::Breaks), ("skips", Gap::Skips), ("pools", Gap::Pools)];
}

/// What becomes of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// It sends no more leads.
    Pause,
    /// Its leads are worked over first.
    Rework,
}

impl Consequence {
    /// The words.
    pub const WORDS: [(&'static str, Consequence); 2] =
        [("pause", Consequence::Pause), ("rework", Consequence::Rework)];
}

/// How a pause ends (S5.10).
#[derive(Clone, Debug, PartialEq)]
pub enum Resume {
    /// When these parties have signed: see [`PauseRule::resumed`].
    SignedOff(Vec<usize>),
    /// By itself.
    After(Duration),
}

/// `resumed "VALUE", … on DATE by PARTY, …`
#[derive(Clone, Debug, PartialEq)]
pub struct Resumption {
    /// The values of the pause's fields, folded.
    pub values: Vec<String>,
    /// From which day on.
    pub date: Date,
    /// Who signed.
    pub by: Vec<usize>,
    /// Where it is written.
    pub span: Span,
}

/// An `alert`: trends that somebody must hear of.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// How many of the trends must hold.
    pub needed: u32,
    /// The trends.
    pub trends: Vec<Trend>,
    /// What happens then, and within what time.
    pub then: Option<(String, Duration)>,
    /// Where the block stands.
    pub span: Span,
}

/// A condition of an alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// What is watched, with the alert's minimum.
    pub metric: Metric,
    /// What it does.
    pub course: Course,
    /// For how many windows.
    pub windows: u32,
    /// Of which kind.
    pub per: Window,
    /// Where it is written.
    pub span: Span,
}

/// What a metric does over some windows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Course {
    /// It rises from each to the next (S6.5).
    Rising,
    /// It falls.
    Falling,
    /// It is above or below a figure in each.
    Holds(Target),
}
