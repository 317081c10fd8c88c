//! Metrics, targets and trends.

use super::{CompareOperator, Duration, Expression, Name, Number};
use crate::source::{Span, Spanned};

/// A metric and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What it is.
    pub kind: MetricKind,
    /// Where it stands.
    pub span: Span,
}

/// The statistics over a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statistic {
    /// `sum`
    Sum,
    /// `mean`
    Mean,
    /// `median`
    Median,
    /// `p90`
    P90,
}

/// The metrics.
#[derive(Clone, Debug, PartialEq)]
pub enum MetricKind {
    /// `rejection_rate [of STAGE]`
    RejectionRate(Option<Name>),
    /// `acceptance_rate [of STAGE]`
    AcceptanceRate(Option<Name>),
    /// `volume of STAGE`
    Volume(Name),
    /// `conversion from STAGE to STAGE [within DURATION]`
    Conversion {
        /// The stage entered.
        from: Name,
        /// The stage reached.
        to: Name,
        /// How long it may take.
        within: Option<Duration>,
    },
    /// `win_rate`
    WinRate,
    /// `velocity [of FIELD]`
    Velocity(Option<Name>),
    /// `feedback_completion`
    FeedbackCompletion,
    /// `attainment of SLA`
    Attainment(Name),
    /// `unanswered of SLA [within DURATION]`
    Unanswered {
        /// The sla.
        sla: Name,
        /// The limit, where it is not the sla's own.
        within: Option<Duration>,
    },
    /// `stuck of STAGE`
    Stuck(Name),
    /// `sum of FIELD at STAGE` and its kin.
    Value {
        /// Which statistic.
        statistic: Spanned<Statistic>,
        /// Of which field.
        field: Name,
        /// At which stage.
        stage: Name,
    },
    /// `distinct FIELD at STAGE`
    Distinct {
        /// The field.
        field: Name,
        /// At which stage.
        stage: Name,
    },
    /// `median age of STAGE` and its kin.
    Age {
        /// Which statistic.
        statistic: Spanned<Statistic>,
        /// Of which stage.
        stage: Name,
    },
    /// `median time of SLA` and its kin.
    TimeOf {
        /// Which statistic.
        statistic: Spanned<Statistic>,
        /// Of which sla.
        sla: Name,
    },
    /// `median time from STAGE to STAGE` and its kin.
    TimeBetween {
        /// Which statistic.
        statistic: Spanned<Statistic>,
        /// The stage entered.
        from: Name,
        /// The stage reached.
        to: Name,
    },
    /// `share of METRIC`
    Share(Box<Metric>),
    /// `spread of METRIC by FIELD`
    Spread {
        /// Of what.
        metric: Box<Metric>,
        /// Across which groups.
        by: Name,
    },
    /// `growth of METRIC`
    Growth(Box<Metric>),
    /// A declared metric.
    Named(Name),
}

/// `METRIC OP VALUE per WINDOW [by FIELD, …]`
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What is measured.
    pub metric: Metric,
    /// How it is compared.
    pub operator: Spanned<CompareOperator>,
    /// With what: a number, share or duration literal.
    pub value: Expression,
    /// `per WINDOW`
    pub per: Option<Name>,
    /// `by FIELD, …`
    pub by: Vec<Name>,
}

/// `for N consecutive WINDOWs`, `for N WINDOWs`
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// How many windows.
    pub count: Number,
    /// The window as written: `months`.
    pub window: Name,
    /// The whole.
    pub span: Span,
}

/// One condition of an alert.
#[derive(Clone, Debug, PartialEq)]
pub enum Trend {
    /// `METRIC rising for N WINDOWs`
    Direction {
        /// What is watched.
        metric: Metric,
        /// `rising`, else `falling`.
        rising: bool,
        /// For how long.
        run: Run,
    },
    /// `METRIC OP VALUE for N consecutive WINDOWs`
    Threshold {
        /// What is watched.
        metric: Metric,
        /// How it is compared.
        operator: Spanned<CompareOperator>,
        /// With what.
        value: Expression,
        /// For how long.
        run: Run,
    },
}
