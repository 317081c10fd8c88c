//! The decisions of each lead, read off the columns.

use super::exception;
use super::explain;
use super::icp::IcpVerdict;
use super::missing::{self, Names};
use super::moment::MomentId;
use super::plan::fields_of;
use super::rejection::{self, RejectionState, RejectionVerdict};
use super::run::Evaluation;
use super::timer::point::recorded;
use super::timer::{Doubt, TimerState, TimerVerdict};
use crate::ir::{ExceptionId, IcpId, Node, NodeId, Point, Program, Recorded, RejectionRecord, ScoreId, StageId};
use crate::ops::arithmetic::Fault;
use crate::time::Reading;
use crate::types::{FieldId, FindingKind, Truth};

/// What a hand-off was worth (S3.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandoffVerdict {
    /// Handed over, and the criteria were met.
    Ok,
    /// Handed over although the criteria were not met: the giving party's breach.
    Premature,
    /// Handed over, and the data do not say whether the criteria were met.
    Unproven,
    /// Not handed over although the criteria are met; no breach.
    Missed,
    /// Not handed over, and nothing says it should have been.
    None,
}

impl HandoffVerdict {
    /// Every verdict, in the order outputs list them.
    pub const ALL: [HandoffVerdict; 5] = [
        HandoffVerdict::Ok,
        HandoffVerdict::Premature,
        HandoffVerdict::Unproven,
        HandoffVerdict::Missed,
        HandoffVerdict::None,
    ];

    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            HandoffVerdict::Ok => "ok",
            HandoffVerdict::Premature => "premature",
            HandoffVerdict::Unproven => "unproven",
            HandoffVerdict::Missed => "missed",
            HandoffVerdict::None => "none",
        }
    }
}

/// Something the evaluation found about a lead: a finding without its file and row number.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The lead's place in the batch.
    pub row: usize,
    /// Which kind.
    pub kind: FindingKind,
    /// The field it is about; none for a remark on an expression.
    pub field: Option<FieldId>,
    /// Why.
    pub reason: String,
}

/// The decisions on a batch of leads; every vector has one element a lead.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Whether the lead is in scope; unknown counts as in scope and is flagged.
    pub scope: Vec<Option<bool>>,
    /// The furthest stage that is recorded (S3.5).
    pub recorded_stage: Vec<Option<StageId>>,
    /// The furthest stage whose criteria, and those of all before it, are met (S3.5).
    pub qualified_stage: Vec<Option<StageId>>,
    /// What is known of each stage's criteria, by stage.
    pub stages: Vec<Vec<Truth>>,
    /// The verdict on each hand-off, by stage in the order of the chain (S3.6).
    pub handoffs: Vec<(StageId, Vec<HandoffVerdict>)>,
    /// The instant at which each of those hand-offs is judged, in the same order.
    pub handoff_at: Vec<Vec<Reading>>,
    /// The first profile that fits.
    pub icp: Vec<Option<IcpId>>,
    /// The verdict over all profiles; none where the contract has none (S3.1).
    pub icp_verdict: Vec<Option<IcpVerdict>>,
    /// Each score's value with the least and most it can be, in hundredths of a point.
    pub scores: Vec<Vec<(i64, i64, i64)>>,
    /// The fields that would decide the first stage after the qualified one, joined by `;`.
    pub missing: Vec<String>,
    /// The instant at which profiles, tags and scores are judged.
    pub judged_at: Vec<Reading>,
    /// The disqualifiers that are met, as `icp.name`, joined by `;`.
    pub disqualified_by: Vec<String>,
    /// The tags that are met, joined by `;`.
    pub tags: Vec<String>,
    /// `backfilled`, `out_of_order`, `date_only`, `rejection_untimed`, `out_of_scope`, `scope_unknown`,
    /// `exception:NAME`, joined by `;`.
    pub flags: Vec<String>,
    /// By exception to a pause, whether it acts at the hand-off; empty for the others.
    pub excepted: Vec<Vec<Truth>>,
    /// What each timer came to, by sla.
    pub timers: Vec<Vec<TimerState>>,
    /// Of each indeterminate timer its sla, its lead, and what would decide it, joined by `;`.
    pub timer_doubts: Vec<(usize, usize, String)>,
    /// What became of the right to reject each lead; empty where the contract has no such right.
    pub rejections: Vec<RejectionState>,
    /// `party:obligation`, joined by `;`.
    pub breaches: Vec<String>,
    /// Who was to be told, as `sla:who`, joined by `;`.
    pub escalations: Vec<String>,
    /// What was found about the leads, in their order.
    pub remarks: Vec<Remark>,
}

impl Judged {
    /// Reads the decisions off a run.
    pub fn of(run: &Evaluation<'_>) -> Judged {
        let mut judged = Judged::default();
        let program = run.program();
        let stages: Vec<StageId> =
            (0..program.stages.len()).map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX))).collect();
        for row in 0..run.rows() {
            judged.scope.push(scope(run, row));
        }
        judged.stages = stages.iter().map(|stage| run.stage(*stage, run.plan.entry[stage.index()]).to_vec()).collect();
        judged.stages(run, &stages);
        judged.handoffs(run, &stages);
        judged.promises(run);
        judged.profiles(run);
        judged.flags(run, &stages);
        judged.remarks(run, &stages);
        judged.silence_out_of_scope();
        judged.exceptions(run);
        judged
    }

    /// Returns how many leads there are.
    pub fn rows(&self) -> usize {
        self.scope.len()
    }

    /// Returns whether a lead is out of scope.
    pub fn is_out_of_scope(&self, row: usize) -> bool {
        self.scope[row] == Some(false)
    }

    fn stages(&mut self, run: &Evaluation<'_>, stages: &[StageId]) {
        let mut names = Names::default();
        for row in 0..run.rows() {
            let recorded = stages.iter().rev().find(|stage| is_recorded(run, **stage, row));
            self.recorded_stage.push(recorded.copied());
            let qualified = stages.iter().take_while(|stage| self.stages[stage.index()][row] == Truth::Met).count();
            self.qualified_stage.push(qualified.checked_sub(1).map(|place| stages[place]));
            names.clear();
            if let Some(next) = stages.get(qualified) {
                missing::of_stage(run, *next, run.plan.entry[next.index()], row, &mut names);
            }
            self.missing.push(joined(names.iter(run)));
        }
    }

    fn handoffs(&mut self, run: &Evaluation<'_>, stages: &[StageId]) {
        let program = run.program();
        self.breaches = vec![String::new(); run.rows()];
        for stage in stages {
            let Some(handoff) = program.stage(*stage).handoff else { continue };
            let verdicts = (0..run.rows()).map(|row| {
                let reached = self.recorded_stage[row];
                match (is_recorded(run, *stage, row), self.stages[stage.index()][row]) {
                    (true, Truth::Met) => HandoffVerdict::Ok,
                    (true, Truth::Unmet) => HandoffVerdict::Premature,
                    (true, Truth::Unknown) => HandoffVerdict::Unproven,
                    (false, Truth::Met) if reached.is_none_or(|reached| reached < *stage) && !has_left(run, row) => {
                        HandoffVerdict::Missed
                    }
                    (false, _) => HandoffVerdict::None,
                }
            });
            let verdicts: Vec<HandoffVerdict> = verdicts.collect();
            let breach = format!("{}:{}", program.party(handoff.from), program.stage(*stage).name);
            for (row, verdict) in verdicts.iter().enumerate() {
                if *verdict == HandoffVerdict::Premature {
                    append(&mut self.breaches[row], &breach);
                }
            }
            self.handoffs.push((*stage, verdicts));
            let moment = run.plan.entry[stage.index()];
            self.handoff_at.push((0..run.rows()).map(|row| run.moment(moment, row)).collect());
        }
    }

    /// Takes over what timers and rejections came to, and whose breach it is.
    fn promises(&mut self, run: &Evaluation<'_>) {
        let program = run.program();
        self.escalations = vec![String::new(); run.rows()];
        for (place, (sla, outcomes)) in program.slas.iter().zip(&run.timers).enumerate() {
            let breach = format!("{}:{}", program.party(sla.party), sla.name);
            let told: Vec<String> = sla.escalations.iter().map(|one| format!("{}:{}", sla.name, one.who)).collect();
            for (row, outcome) in outcomes.iter().enumerate() {
                if outcome.state.verdict == TimerVerdict::Breached {
                    append(&mut self.breaches[row], &breach);
                }
                if let Some(doubt) = outcome.doubt {
                    let names = explain::in_doubt(run, place, doubt, row);
                    self.timer_doubts.push((place, row, joined(names.iter().map(String::as_str))));
                }
                let reached = told.iter().take(outcome.state.escalated.into());
                reached.for_each(|who| append(&mut self.escalations[row], who));
            }
            self.timers.push(outcomes.iter().map(|outcome| outcome.state).collect());
        }
        self.rejections = rejection::judge(run);
        if let Some(rejection) = &program.rejection {
            let breach = format!("{}:rejection", program.party(rejection.party));
            for (row, state) in self.rejections.iter().enumerate() {
                if state.verdict.is_some_and(RejectionVerdict::is_breach) {
                    append(&mut self.breaches[row], &breach);
                }
            }
        }
    }

    fn profiles(&mut self, run: &Evaluation<'_>) {
        let (program, output) = (run.program(), run.plan.output);
        let icps: Vec<IcpId> =
            (0..program.icps.len()).map(|place| IcpId(u32::try_from(place).unwrap_or(u32::MAX))).collect();
        let named = |icp: &crate::ir::Icp| -> Vec<String> {
            let name = |criterion: &crate::ir::Criterion| criterion.name.clone().unwrap_or_default();
            icp.disqualify.iter().map(|criterion| format!("{}.{}", icp.name, name(criterion))).collect()
        };
        let disqualifiers: Vec<Vec<String>> = program.icps.iter().map(named).collect();
        for row in 0..run.rows() {
            let verdict = |icp: &IcpId| run.icp(*icp, output).verdicts[row];
            self.icp.push(icps.iter().copied().find(|icp| verdict(icp) == IcpVerdict::Fit));
            self.icp_verdict.push(icps.iter().map(verdict).min());
            let (mut disqualified, mut tags) = (String::new(), String::new());
            for (icp, names) in program.icps.iter().zip(&disqualifiers) {
                let met = |node| run.truth(node, output, row) == Truth::Met;
                let criteria = icp.disqualify.iter().zip(names).filter(|(criterion, _)| met(criterion.node));
                criteria.for_each(|(_, name)| append(&mut disqualified, name));
                for tag in icp.tags.iter().filter(|tag| met(tag.node)).filter_map(|tag| tag.name.as_deref()) {
                    if !tags.split(';').any(|known| known == tag) {
                        append(&mut tags, tag);
                    }
                }
            }
            self.disqualified_by.push(disqualified);
            self.tags.push(tags);
            self.judged_at.push(run.moment(output, row));
        }
        for place in 0..program.scores.len() {
            let scores = run.scores(ScoreId(u32::try_from(place).unwrap_or(u32::MAX)), output);
            let rows = 0..run.rows();
            self.scores.push(rows.map(|row| (scores.value[row], scores.low[row], scores.high[row])).collect());
        }
    }

    fn flags(&mut self, run: &Evaluation<'_>, stages: &[StageId]) {
        let mut entered = Vec::new();
        for row in 0..run.rows() {
            let mut flags = String::new();
            let reached = self.recorded_stage[row];
            let before = stages.iter().take_while(|stage| reached.is_some_and(|reached| **stage < reached));
            let skipped = |stage: &&StageId| {
                run.program().stage(**stage).recorded != Recorded::Never && !is_recorded(run, **stage, row)
            };
            if before.clone().any(|stage| skipped(&stage)) {
                append(&mut flags, "backfilled");
            }
            collect_entered(run, stages, row, &mut entered);
            if out_of_order(&entered).is_some() || self.disorders(run, row).next().is_some() {
                append(&mut flags, "out_of_order");
            }
            if entered.iter().any(|(_, reading)| !reading.is_exact()) {
                append(&mut flags, "date_only");
            }
            if self.rejections.get(row).is_some_and(|state| state.is_untimed) {
                append(&mut flags, "rejection_untimed");
            }
            if self.scope[row].is_none() {
                append(&mut flags, "scope_unknown");
            }
            self.flags.push(flags);
        }
    }

    /// Flags what exceptions changed (S3.9), and notes those of which only the whole batch tells.
    fn exceptions(&mut self, run: &Evaluation<'_>) {
        for (id, one) in (0..).map(ExceptionId).zip(&run.program().exceptions) {
            let flag = one.flag();
            for row in 0..run.rows() {
                if !self.is_out_of_scope(row) && exception::changes(run, id, row) {
                    append(&mut self.flags[row], &flag);
                }
            }
            let moment = exception::at_handoff(run.plan, one);
            self.excepted.push(moment.map_or_else(Vec::new, |moment| run.truths(one.node, moment).to_vec()));
        }
    }

    /// Returns what is out of order for the timers and the rejection of a lead (S4.8): by timer, what should come first
    /// before what should come later.
    fn disorders(&self, run: &Evaluation<'_>, row: usize) -> impl Iterator<Item = Disorder> {
        let timers = run.timers.iter().enumerate();
        let timers = timers.map(move |(sla, outcomes)| (Some(sla), outcomes[row].doubt));
        let rejection = self.rejections.get(row).map(|state| (None, state.doubt));
        timers.chain(rejection).filter_map(|(sla, doubt)| match doubt {
            Some(Doubt::OutOfOrder { earlier, later }) => Some(Disorder { sla, earlier, later }),
            _ => None,
        })
    }

    fn remarks(&mut self, run: &Evaluation<'_>, stages: &[StageId]) {
        let program = run.program();
        let schema = &program.schema;
        let mut entered = Vec::new();
        let recorded = recorded_fields(program);
        for row in 0..run.rows() {
            collect_entered(run, stages, row, &mut entered);
            let of_stages = out_of_order(&entered).map(|(earlier, later)| Disorder {
                sla: None,
                earlier: Some(earlier.0),
                later: Some(later.0),
            });
            let mut disorders: Vec<Disorder> = of_stages.into_iter().collect();
            for disorder in self.disorders(run, row) {
                let is_known = |known: &Disorder| (known.earlier, known.later) == (disorder.earlier, disorder.later);
                if !disorders.iter().any(is_known) {
                    disorders.push(disorder);
                }
            }
            disorders.into_iter().for_each(|disorder| self.disorder(run, row, disorder));
            self.unknown_reason(program, row);
            for field in &recorded {
                let from = run.field_times(*field, MomentId::AS_OF).reading(row);
                if from.from <= from.until && from.from > run.settings.as_of {
                    let reason = format!("{} is later than as-of: read as not recorded", from.from);
                    self.remark(row, FindingKind::FutureInstant, Some(*field), reason);
                }
            }
            let handed_over =
                stages.iter().any(|stage| program.stage(*stage).handoff.is_some() && is_recorded(run, *stage, row));
            if handed_over {
                for field in schema.ids().filter(|field| schema.field(*field).required) {
                    if run.is_blank(field, row) {
                        let reason = "required at the hand-off, and empty".to_string();
                        self.remark(row, FindingKind::RequiredMissing, Some(field), reason);
                    }
                }
            }
        }
        for (row, node, fault) in &run.faults {
            self.fault(program, *row, *node, *fault);
        }
        for activity in run.activities.iter().flatten() {
            for (place, node, fault) in &activity.run.faults {
                let row = activity.joined.owners[*place] as usize;
                self.fault(activity.run.program(), row, *node, *fault);
            }
        }
        self.remarks.sort_by_key(|remark| remark.row);
    }

    /// Says which reason it is that the contract does not know.
    fn unknown_reason(&mut self, program: &Program, row: usize) {
        let is_unknown = |state: &RejectionState| state.verdict == Some(RejectionVerdict::UnknownReason);
        let Some(rejection) = program.rejection.as_ref().filter(|_| self.rejections.get(row).is_some_and(is_unknown))
        else {
            return;
        };
        if let RejectionRecord::At { because: Some(because), .. } = rejection.recorded {
            let codes: Vec<String> = rejection.reasons.iter().map(|reason| format!("`{}`", reason.code)).collect();
            let reason = format!("none of the contract's reasons: {}", codes.join(", "));
            self.remark(row, FindingKind::UnknownReason, Some(because), reason);
        }
    }

    fn disorder(&mut self, run: &Evaluation<'_>, row: usize, disorder: Disorder) {
        let program = run.program();
        let name = |field: FieldId| &program.schema.field(field).name;
        let from = |field: FieldId| run.field_times(field, MomentId::AS_OF).reading(row).from;
        let Some(later) = disorder.later else { return };
        let reason = match (disorder.earlier, disorder.sla) {
            (Some(earlier), _) if run.is_blank(earlier, row) => {
                format!("`{}` ({}) is recorded, and `{}` is not", name(later), from(later), name(earlier))
            }
            (Some(earlier), _) => {
                format!("`{}` ({}) is before `{}` ({})", name(later), from(later), name(earlier), from(earlier))
            }
            (None, Some(sla)) => {
                let sla = &program.slas[sla].name;
                format!("`{}` ({}) is before the activity that starts `{sla}`", name(later), from(later))
            }
            (None, None) => return,
        };
        self.remark(row, FindingKind::OutOfOrder, Some(later), reason);
    }

    /// Says where arithmetic failed: the operator, and the fields it reads.
    fn fault(&mut self, program: &Program, row: usize, node: NodeId, fault: Fault) {
        let (kind, why) = match fault {
            Fault::Overflow => (FindingKind::Overflow, "the result is out of range"),
            Fault::DivisionByZero => (FindingKind::DivisionByZero, "division by zero"),
        };
        let (sign, culprit) = match program.nodes.node(node) {
            Node::Arithmetic { operator, right, .. } if fault == Fault::DivisionByZero => (operator.sign(), *right),
            Node::Arithmetic { operator, .. } => (operator.sign(), node),
            Node::Else { .. } => ("else", node),
            _ => ("-", node),
        };
        let names = fields_of(program, node).into_iter().map(|field| format!("`{}`", program.schema.field(field).name));
        let read = names.collect::<Vec<_>>().join(", ");
        let field = fields_of(program, culprit).first().copied();
        self.remark(row, kind, field, format!("{why} at `{sign}`, which reads {read}: the value is missing"));
    }

    fn remark(&mut self, row: usize, kind: FindingKind, field: Option<FieldId>, reason: String) {
        self.remarks.push(Remark { row, kind, field, reason });
    }

    /// Empties what is said of leads that the contract is not about.
    fn silence_out_of_scope(&mut self) {
        for row in (0..self.rows()).filter(|row| self.scope[*row] == Some(false)) {
            // That a stage is recorded is a fact of the export, not a verdict.
            self.qualified_stage[row] = None;
            (self.icp[row], self.icp_verdict[row]) = (None, None);
            let escalations = &mut self.escalations;
            for text in [&mut self.missing, &mut self.disqualified_by, &mut self.tags, &mut self.breaches, escalations]
            {
                text[row].clear();
            }
            for (_, verdicts) in &mut self.handoffs {
                verdicts[row] = HandoffVerdict::None;
            }
            append(&mut self.flags[row], "out_of_scope");
        }
        let scope = &self.scope;
        self.remarks.retain(|remark| scope[remark.row] != Some(false));
    }
}

fn scope(run: &Evaluation<'_>, row: usize) -> Option<bool> {
    let Some(scope) = &run.program().contract.scope else { return Some(true) };
    match run.truth(scope.node, run.plan.output, row) {
        Truth::Met => Some(true),
        Truth::Unmet => Some(false),
        Truth::Unknown => None,
    }
}

/// Returns whether a stage is recorded, at as-of; where a status is missing it is not.
fn is_recorded(run: &Evaluation<'_>, stage: StageId, row: usize) -> bool {
    run.recorded(stage, MomentId::AS_OF)[row] == Truth::Met
}

/// Two instants in the wrong order.
#[derive(Clone, Copy, PartialEq)]
struct Disorder {
    /// The place of the timer for which they are.
    sla: Option<usize>,
    /// The field of what should come first; none for an activity.
    earlier: Option<FieldId>,
    /// The field of what should come after it.
    later: Option<FieldId>,
}

/// Returns whether a lead left the funnel (S3.8).
fn has_left(run: &Evaluation<'_>, row: usize) -> bool {
    run.program().exits.iter().any(|exit| match &exit.recorded {
        Recorded::Never => false,
        Recorded::At(field) => recorded(run, *field, row).is_some(),
        Recorded::When(criterion) => run.truth(criterion.node, MomentId::AS_OF, row) == Truth::Met,
    })
}

/// Returns the fields that say when something happened to a lead, each once.
fn recorded_fields(program: &Program) -> Vec<FieldId> {
    fn of_point(point: &Point, fields: &mut Vec<FieldId>) {
        match point {
            Point::Field(field) => fields.push(*field),
            Point::FirstOf(points) => points.iter().for_each(|point| of_point(point, fields)),
            Point::Stage(_) | Point::Activity { .. } => {}
        }
    }
    let recorded = |recorded: &Recorded| if let Recorded::At(field) = recorded { Some(*field) } else { None };
    let mut fields: Vec<FieldId> = program.stages.iter().filter_map(|stage| recorded(&stage.recorded)).collect();
    for sla in &program.slas {
        of_point(&sla.starts, &mut fields);
        of_point(&sla.stops, &mut fields);
        fields.extend(sla.pauses.iter().flat_map(|pause| [pause.from, pause.to]));
    }
    if let Some(rejection) = &program.rejection {
        if let RejectionRecord::At { field, .. } = &rejection.recorded {
            fields.push(*field);
        }
        fields.extend(rejection.dispute.iter().map(|dispute| dispute.recorded));
    }
    fields.extend(program.exits.iter().filter_map(|exit| recorded(&exit.recorded)));
    let mut seen = std::collections::BTreeSet::new();
    fields.retain(|field| seen.insert(*field));
    fields
}

/// Collects the recorded instants of a lead with their fields, in the order of the chain.
fn collect_entered(run: &Evaluation<'_>, stages: &[StageId], row: usize, entered: &mut Vec<(FieldId, Reading)>) {
    entered.clear();
    let recorded = stages.iter().filter(|stage| is_recorded(run, **stage, row));
    entered.extend(recorded.filter_map(|stage| match run.program().stage(*stage).recorded {
        Recorded::At(field) => Some((field, run.field_times(field, MomentId::AS_OF).reading(row))),
        _ => None,
    }));
}

/// Returns two recorded instants that are out of order in every reading, the earlier stage's first (S3.7).
fn out_of_order(entered: &[(FieldId, Reading)]) -> Option<((FieldId, Reading), (FieldId, Reading))> {
    let mut latest = *entered.first()?;
    for (field, reading) in entered.iter().copied().skip(1) {
        if reading.until < latest.1.from {
            return Some((latest, (field, reading)));
        }
        if reading.from > latest.1.from {
            latest = (field, reading);
        }
    }
    None
}

fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut text = String::new();
    names.for_each(|name| append(&mut text, name));
    text
}

fn append(text: &mut String, part: &str) {
    if !text.is_empty() {
        text.push(';');
    }
    text.push_str(part);
}
