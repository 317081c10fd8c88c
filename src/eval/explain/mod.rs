//! One lead's story, told from the same columns as its decision: every criterion, point line, cap and decay, with
//! the values read and the line of the contract it comes from.

mod change;
mod exception;
mod promise;
mod tell;
mod value;

use super::exception::own_stage;
use super::judged::{HandoffVerdict, Judged};
use super::moment::MomentId;
use super::run::Evaluation;
use crate::ir::{IcpId, ScoreId, StageId};
use crate::source::Span;
use crate::time::Reading;
use crate::types::Truth;

pub(super) use promise::in_doubt;
pub use promise::{Mark, RejectionStory, TimerStory};
pub use value::shown;

/// A part of the story: a criterion, a group of them, a score or one of its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its name or title; none for a criterion that is known by its text alone.
    pub label: Option<String>,
    /// Where it is written.
    pub span: Span,
    /// What is known of it; none for what is neither met nor unmet.
    pub truth: Option<Truth>,
    /// What helps the lead: unmet for a disqualifier, met for everything else.
    pub wanted: Truth,
    /// How its parts decide it.
    pub parts_decide: Decide,
    /// What it came to, in words: points, a verdict.
    pub outcome: Option<String>,
    /// The values read: a name, and what the lead has; none where it is missing.
    pub values: Vec<(String, Option<String>)>,
    /// The fields that would decide it, where it is unknown.
    pub missing: Vec<String>,
    /// What would change it, where it does not help the lead.
    pub change: Option<String>,
    /// What it is made of.
    pub parts: Vec<Story>,
}

/// How parts decide the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decide {
    /// There is nothing below that decides: a criterion as it stands.
    Itself,
    /// All parts must help.
    All,
    /// Some of the parts must help.
    Some,
    /// The parts are shown and decide nothing on their own.
    Shown,
}

impl Story {
    /// Returns whether it helps the lead, or says nothing either way.
    pub fn helps(&self) -> bool {
        self.truth.is_none_or(|truth| truth == self.wanted)
    }

    /// Returns the smallest parts that keep it from helping, in order; the flag says that any one of several will do.
    pub fn obstacles(&self) -> Vec<(&Story, bool)> {
        let mut found = Vec::new();
        self.collect_obstacles(false, &mut found);
        found
    }

    fn collect_obstacles<'s>(&'s self, any: bool, found: &mut Vec<(&'s Story, bool)>) {
        if self.helps() {
            return;
        }
        match self.parts_decide {
            Decide::Itself | Decide::Shown => found.push((self, any)),
            Decide::All => self.parts.iter().for_each(|part| part.collect_obstacles(any, found)),
            Decide::Some => self.parts.iter().for_each(|part| part.collect_obstacles(true, found)),
        }
    }
}

/// The story of a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageStory {
    /// Which stage.
    pub stage: StageId,
    /// Whether it is recorded.
    pub recorded: bool,
    /// What is known of its criteria.
    pub truth: Truth,
    /// The instant judged at.
    pub judged_at: Reading,
    /// The field that instant comes from; none for as-of.
    pub judged_by: Option<String>,
    /// The verdict on its hand-off.
    pub handoff: Option<HandoffVerdict>,
    /// The exceptions by which it counts as met where its own criteria are not.
    pub excepted: Vec<String>,
    /// Its criteria; none where it is met when it is recorded.
    pub criteria: Option<Story>,
}

/// The whole story of a lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The stages, in the order of the chain.
    pub stages: Vec<StageStory>,
    /// The place in `stages` of the first one that the lead does not qualify for.
    pub next: Option<usize>,
    /// The profiles, at the instant of the output.
    pub icps: Vec<Story>,
    /// The scores, at the instant of the output.
    pub scores: Vec<Story>,
    /// Whether the contract is about the lead at all; none where it is about every lead.
    pub scope: Option<Story>,
    /// The timers, in the order they are written.
    pub timers: Vec<TimerStory>,
    /// The right to hand the lead back, where the contract has one.
    pub rejection: Option<RejectionStory>,
    /// The instant at which profiles and scores are judged.
    pub judged_at: Reading,
}

fn excepted(teller: &tell::Teller<'_, '_>, stage: StageId) -> Vec<String> {
    if own_stage(teller.run, stage, teller.moment, teller.row) == Truth::Met {
        return Vec::new();
    }
    let exceptions = &teller.run.program().stage(stage).exceptions;
    teller.acting(exceptions).into_iter().map(str::to_string).collect()
}

/// Tells the story of the lead at `row`.
pub fn explain(run: &Evaluation<'_>, judged: &Judged, row: usize) -> Explanation {
    let program = run.program();
    let output = run.plan.output;
    let teller = |moment: MomentId| tell::Teller { run, moment, row };
    let mut stages = Vec::new();
    for place in 0..program.stages.len() {
        let id = StageId(u32::try_from(place).unwrap_or(u32::MAX));
        let moment = run.plan.entry[place];
        let handoff = judged.handoffs.iter().find(|(stage, _)| *stage == id).map(|(_, verdicts)| verdicts[row]);
        let source = run.moment_source(moment, row);
        stages.push(StageStory {
            stage: id,
            recorded: run.recorded(id, MomentId::AS_OF)[row] == Truth::Met,
            truth: run.stage(id, moment)[row],
            judged_at: run.moment(moment, row),
            judged_by: source.map(|field| program.schema.field(field).name.clone()),
            handoff,
            criteria: teller(moment).stage(id),
            excepted: excepted(&teller(moment), id),
        });
    }
    let ids = |count: usize| (0..count).map(|place| u32::try_from(place).unwrap_or(u32::MAX));
    let qualified = judged.qualified_stage[row].map_or(0, |stage| stage.index() + 1);
    Explanation {
        next: (qualified < stages.len()).then_some(qualified),
        stages,
        icps: ids(program.icps.len()).map(|id| teller(output).icp(IcpId(id))).collect(),
        scores: ids(program.scores.len()).map(|id| teller(output).score(ScoreId(id))).collect(),
        scope: program.contract.scope.as_ref().map(|scope| teller(output).criterion(scope)),
        timers: promise::timers(run, row),
        rejection: promise::rejection(run, judged.rejections.get(row).copied().unwrap_or_default(), row),
        judged_at: run.moment(output, row),
    }
}
