//! The blocks of a compiled contract.

use std::sync::Arc;

use super::{Alert, Base, Exception, Exit, Measure, NodeId, Nodes, PauseRule, Rejection, Sla};
use crate::source::Span;
use crate::time::{self, Date, Duration, Zone};
use crate::types::{Decimal, FieldId, Schema};

/// A compiled contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// What the `contract` block says.
    pub contract: Contract,
    /// The lead's fields.
    pub schema: Schema,
    /// Every expression node.
    pub nodes: Nodes,
    /// The lists, by [`ListId`].
    pub lists: Arc<[List]>,
    /// The ideal customer profiles, by [`IcpId`], in the order they are written.
    pub icps: Vec<Icp>,
    /// The scores, by [`ScoreId`], in the order they are written.
    pub scores: Vec<Score>,
    /// The stages, by [`StageId`], in the order of the chain (S3.5).
    pub stages: Vec<Stage>,
    /// The ways out of the funnel, in the order they are written.
    pub exits: Vec<Exit>,
    /// The calendars, by [`CalendarId`].
    pub calendars: Vec<Calendar>,
    /// The activities, by [`ActivityId`].
    pub activities: Vec<Activity>,
    /// The timers, by [`SlaId`], in the order they are written.
    pub slas: Vec<Sla>,
    /// The right to hand a lead back.
    pub rejection: Option<Rejection>,
    /// The rules that pause sources, in the order they are written.
    pub pauses: Vec<PauseRule>,
    /// The commitments and kpis, in the order they are written, then the targets of timers, then the rejection's cap.
    pub measures: Vec<Measure>,
    /// The alerts, in the order they are written.
    pub alerts: Vec<Alert>,
    /// The metrics whose figures come from outside, by name.
    pub externals: Vec<String>,
    /// The exceptions, by [`ExceptionId`], in the order they are written.
    pub exceptions: Vec<Exception>,
    /// The blocks that are checked and not judged.
    pub not_judged: Vec<NotJudged>,
}

/// What the `contract` block says.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: i64,
    /// The day from which on it governs.
    pub effective: Date,
    /// Its zone.
    pub timezone: Zone,
    /// The parties, in order, with who stands for each.
    pub parties: Vec<(String, String)>,
    /// Which leads it is about; the others are out of scope.
    pub scope: Option<Criterion>,
    /// Where the block stands.
    pub span: Span,
}

/// A criterion as it stands in the contract: its node, and the parts that it is written as.
///
/// The node is what is evaluated; the tree of parts is what an explanation shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Its name, where one is written before it.
    pub name: Option<String>,
    /// What decides it; of type boolean.
    pub node: NodeId,
    /// Where it is written.
    pub span: Span,
    /// The operands of `and`, `or`, `not` and of a block, in order; empty for a criterion without such. A
    /// define's name has one part: what it stands for.
    pub parts: Vec<Criterion>,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Returns the place as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// Names a list of a [`Program`].
    ListId
);
id!(
    /// Names an ideal customer profile of a [`Program`].
    IcpId
);
id!(
    /// Names a score of a [`Program`].
    ScoreId
);
id!(
    /// Names a stage of a [`Program`].
    StageId
);
id!(
    /// Names a calendar of a [`Program`].
    CalendarId
);
id!(
    /// Names an activity of a [`Program`].
    ActivityId
);
id!(
    /// Names a timer of a [`Program`].
    SlaId
);
id!(
    /// Names an exception of a [`Program`].
    ExceptionId
);

/// A list of texts.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its name.
    pub name: String,
    /// Its file, beside the contract's.
    pub file: std::path::PathBuf,
    /// Its values, trimmed, as the file has them.
    pub values: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// An ideal customer profile (S3.1). A group that is not written is empty and asks for nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Icp {
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// All must be met.
    pub firmographics: Vec<Criterion>,
    /// How many triggers must be met; 0 where the group is not written.
    pub triggers_needed: u32,
    /// The triggers.
    pub triggers: Vec<Criterion>,
    /// How many personas must be met; 0 where the group is not written.
    pub personas_needed: u32,
    /// The personas; a blocker never counts.
    pub personas: Vec<Persona>,
    /// None may be met. Each has a name: the one written, else `disqualify_N`, N from 1.
    pub disqualify: Vec<Criterion>,
    /// Shown when met; they decide nothing. Each has a name.
    pub tags: Vec<Criterion>,
    /// The exceptions to it.
    pub exceptions: Vec<ExceptionId>,
    /// Where the block stands.
    pub span: Span,
}

/// A persona.
#[derive(Clone, Debug, PartialEq)]
pub struct Persona {
    /// Its criterion, with its name.
    pub criterion: Criterion,
    /// Its role.
    pub role: Role,
}

/// The roles of a persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Sets the purchase in motion.
    Trigger,
    /// Wants it and says so.
    Champion,
    /// Signs.
    DecisionMaker,
    /// Is listened to.
    Influencer,
    /// Works with it.
    User,
    /// Can stop it; never counts towards the number needed.
    Blocker,
}

/// A score (S3.2 to S3.4).
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// Its lines or its sum.
    pub body: ScoreBody,
    /// Where the block stands.
    pub span: Span,
}

/// The two kinds of score.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreBody {
    /// A score of lines.
    Lines {
        /// The floor, in hundredths of a point.
        min: i64,
        /// The cap, in hundredths of a point.
        max: i64,
        /// The lines.
        lines: Vec<Line>,
        /// The decay.
        decay: Option<Decay>,
        /// The field of the score that the CRM holds, to compare.
        recorded: Option<FieldId>,
    },
    /// A sum of scores, each named once.
    Sum {
        /// The scores added.
        terms: Vec<ScoreId>,
        /// Whether they are declared to weigh the same.
        balanced: bool,
    },
}

/// A line of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: Option<String>,
    /// The points, in hundredths.
    pub points: i64,
    /// What earns them.
    pub worth: Worth,
    /// Where it is written.
    pub span: Span,
}

/// What earns a line's points.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// A criterion.
    When(Criterion),
    /// So many points for each of a number.
    Each {
        /// The number: integer or decimal.
        value: NodeId,
        /// The most the line may bring (for points below 0: the most it may take), in hundredths, above 0.
        max: i64,
        /// Where the value is written.
        span: Span,
    },
}

/// How a score decays (S3.4).
#[derive(Clone, Debug, PartialEq)]
pub struct Decay {
    /// How much is lost each period.
    pub rate: DecayRate,
    /// The period: days or weeks.
    pub every: Duration,
    /// Since when: a date or timestamp.
    pub since: NodeId,
    /// Where the statement stands.
    pub span: Span,
}

/// How much a score loses each period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DecayRate {
    /// Half of what is left.
    Half,
    /// This share of the undecayed points.
    Share(Decimal),
}

/// A stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// How one knows that a lead entered it.
    pub recorded: Recorded,
    /// Who hands the lead to whom here.
    pub handoff: Option<Handoff>,
    /// Its criteria; none where it is met when it is recorded.
    pub when: Option<Criterion>,
    /// Whether a lead that enters it is won.
    pub won: bool,
    /// The exceptions to it.
    pub exceptions: Vec<ExceptionId>,
    /// Where the block stands.
    pub span: Span,
}

/// How one knows that a lead entered a stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// Not at all.
    Never,
    /// By the instant in a date or timestamp field.
    At(FieldId),
    /// By a status only: the instant is unknown (S3.5).
    When(Criterion),
}

/// A hand-off: the place of each party in [`Contract::parties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handoff {
    /// The giving party.
    pub from: usize,
    /// The taking party.
    pub to: usize,
}

/// A calendar of business time (S4.4).
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// When it is open.
    pub hours: time::Calendar,
    /// The files of closed days, beside the contract's.
    pub files: Vec<std::path::PathBuf>,
    /// Where the block stands.
    pub span: Span,
}

/// A second record beside the lead: what was done about it, many a lead, from files of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Its name.
    pub name: String,
    /// Its fields, as its file is read; the key is the field that joins it to the lead's.
    pub schema: Schema,
    /// Which field of [`Activity::schema`] says when it happened.
    pub instant: FieldId,
    /// What is computed about one activity and its lead, for filters and the values that are taken from it.
    ///
    /// It has the lists and nodes of a program and nothing else. Its schema holds the lead's fields, as
    /// `lead.FIELD`, and after them those of every activity: [`Activity::first_field`] is the first of this one's.
    pub record: Box<Program>,
    /// The place in the record's schema of the first field of [`Activity::schema`].
    pub first_field: usize,
    /// Where the block stands.
    pub span: Span,
}

impl Activity {
    /// Returns the name in the record's schema of a field of the lead.
    pub fn name_of_lead_field(name: &str) -> String {
        format!("lead.{name}")
    }

    /// Returns the instant's field in the record's schema.
    pub fn record_instant(&self) -> FieldId {
        FieldId(u32::try_from(self.first_field + self.instant.index()).unwrap_or(u32::MAX))
    }
}

/// A block that is checked and not judged.
#[derive(Clone, Debug, PartialEq)]
pub struct NotJudged {
    /// The block's first word: `sla`.
    pub keyword: &'static str,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl Program {
    /// Returns a stage.
    pub fn stage(&self, id: StageId) -> &Stage {
        &self.stages[id.index()]
    }

    /// Returns a score.
    pub fn score(&self, id: ScoreId) -> &Score {
        &self.scores[id.index()]
    }

    /// Returns an ideal customer profile.
    pub fn icp(&self, id: IcpId) -> &Icp {
        &self.icps[id.index()]
    }

    /// Returns whether an expression reads a field itself.
    pub fn reads(&self, field: FieldId) -> bool {
        self.nodes.iter().any(|(_, node, _)| *node == super::Node::Field(field))
    }

    /// Returns an activity.
    pub fn activity(&self, id: ActivityId) -> &Activity {
        &self.activities[id.index()]
    }

    /// Returns a calendar.
    pub fn calendar(&self, id: CalendarId) -> &Calendar {
        &self.calendars[id.index()]
    }

    /// Returns a timer.
    pub fn sla(&self, id: SlaId) -> &Sla {
        &self.slas[id.index()]
    }

    /// Returns an exception.
    pub fn exception(&self, id: ExceptionId) -> &Exception {
        &self.exceptions[id.index()]
    }

    /// Returns the hand-off that a rule stops: that of the right to reject for what is measured by it, else the first.
    pub fn stopped_by(&self, rule: &PauseRule) -> Option<StageId> {
        match rule.metric.base {
            Base::Rejections { .. } | Base::FeedbackCompletion => self.rejection.as_ref().map(|rejection| rejection.of),
            _ => {
                let first = self.stages.iter().position(|stage| stage.handoff.is_some())?;
                u32::try_from(first).ok().map(StageId)
            }
        }
    }

    /// Returns the name of a party by its place.
    pub fn party(&self, place: usize) -> &str {
        &self.contract.parties[place].0
    }
}
