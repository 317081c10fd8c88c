//! The counts of a batch, taken as its leads are judged: what the summary shows.

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Decimal64Type, Int64Type};

use super::icp::IcpVerdict;
use super::judged::{HandoffVerdict, Judged};
use super::plan::{Item, Plan, operands};
use super::rejection::{RejectionState, RejectionVerdict};
use super::timer::TimerVerdict;
use crate::ir::{Point, Program, Recorded, ScoreBody, ScoreId, StageId};
use crate::time::Instant;
use crate::types::{Decimal, FieldId, Type};

/// How many bins a score's distribution has.
pub const BINS: usize = 10;

/// The counts of a batch. Adding its parts in any order gives the same counts.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Leads judged, those out of scope left out.
    pub leads: u64,
    /// Leads that the contract is not about.
    pub out_of_scope: u64,
    /// Leads for which each stage is the furthest recorded, by stage; the last counts those without one.
    pub recorded: Vec<u64>,
    /// Leads for which each stage is the furthest qualified, by stage; the last counts those without one.
    pub qualified: Vec<u64>,
    /// Leads by hand-off verdict, by hand-off stage; in the order of [`HandoffVerdict::ALL`].
    pub handoffs: Vec<(StageId, [u64; 5])>,
    /// Leads by verdict over all profiles: fit, insufficient data, disqualified, no fit.
    pub icp_verdicts: [u64; 4],
    /// Leads for which each profile is the first that fits.
    pub icps: Vec<u64>,
    /// Leads by disqualifier met.
    pub disqualified_by: BTreeMap<String, u64>,
    /// Leads that hang on a missing field.
    pub insufficient: u64,
    /// Leads by missing field that would decide.
    pub missing: BTreeMap<String, u64>,
    /// Leads by verdict of each timer, by sla; in the order of [`TimerVerdict::ALL`](super::TimerVerdict::ALL).
    pub timers: Vec<[u64; 9]>,
    /// Indeterminate timers by what would decide them, by sla.
    pub timer_doubts: Vec<BTreeMap<String, u64>>,
    /// Breached timers by whose fault they are, by sla: the giving party's, the taking party's, neither's (S6.6).
    pub faults: Vec<[u64; 3]>,
    /// Valid rejections of leads that met the criteria at their hand-off, that did not, and of which it is not known.
    pub rejected: [u64; 3],
    /// Leads by verdict on their rejection, in the order of [`RejectionVerdict::ALL`].
    pub rejections: [u64; 10],
    /// Rejected leads by reason, in the order of the contract's; those whose verdict is valid.
    pub reasons: Vec<u64>,
    /// Leads by breach, as `party:obligation`.
    pub breaches: BTreeMap<String, u64>,
    /// Leads by flag.
    pub flags: BTreeMap<String, u64>,
    /// The scores' distributions.
    pub scores: Vec<ScoreTally>,
    /// Past hand-offs whose criteria read fields that keep no history (S2.7).
    pub judged_by_present_values: u64,
    /// Leads handed over before the contract governs, and judged by it all the same: there is no other (S2.3).
    pub before_contract: u64,
    current_value_stages: Vec<StageId>,
    /// By sla, the hand-off that tells whose fault its breach is.
    fault_stages: Vec<Option<StageId>>,
    governs_from: Instant,
}

/// The distribution of a score.
#[derive(Clone, Debug)]
pub struct ScoreTally {
    /// The least the score can be, in hundredths.
    pub least: i64,
    /// The most the score can be, in hundredths.
    pub most: i64,
    /// Leads by tenth of the way from least to most; the last bin includes the most.
    pub bins: [u64; BINS],
    /// The sum of all values, in hundredths.
    pub sum: i128,
    /// Leads whose value could be another if missing fields were filled in.
    pub uncertain: u64,
    /// The score that the CRM holds, where the contract names its field.
    pub recorded: Option<RecordedTally>,
}

/// How the score that the CRM holds compares.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordedTally {
    /// Leads with the same score.
    pub same: u64,
    /// Leads with another.
    pub different: u64,
    /// Leads for which the CRM holds none.
    pub missing: u64,
}

impl Tally {
    /// Returns the counts of no leads.
    pub fn new(plan: &Plan<'_>) -> Tally {
        let program = plan.program();
        let handoff = program.stages.iter().enumerate().filter(|(_, stage)| stage.handoff.is_some());
        let handoff: Vec<StageId> =
            handoff.map(|(place, _)| StageId(u32::try_from(place).unwrap_or(u32::MAX))).collect();
        let ids = (0..program.scores.len()).map(|place| ScoreId(u32::try_from(place).unwrap_or(u32::MAX)));
        Tally {
            leads: 0,
            out_of_scope: 0,
            recorded: vec![0; program.stages.len() + 1],
            qualified: vec![0; program.stages.len() + 1],
            handoffs: handoff.iter().map(|stage| (*stage, [0; 5])).collect(),
            icp_verdicts: [0; 4],
            icps: vec![0; program.icps.len()],
            disqualified_by: BTreeMap::new(),
            insufficient: 0,
            missing: BTreeMap::new(),
            timers: vec![[0; 9]; program.slas.len()],
            timer_doubts: vec![BTreeMap::new(); program.slas.len()],
            faults: vec![[0; 3]; program.slas.len()],
            rejected: [0; 3],
            rejections: [0; 10],
            reasons: vec![0; program.rejection.as_ref().map_or(0, |rejection| rejection.reasons.len())],
            breaches: BTreeMap::new(),
            flags: BTreeMap::new(),
            scores: ids.map(|id| ScoreTally::new(program, id)).collect(),
            judged_by_present_values: 0,
            before_contract: 0,
            fault_stages: program.slas.iter().map(|sla| fault_stage(program, &sla.starts)).collect(),
            governs_from: program.contract.timezone.start_of(program.contract.effective),
            current_value_stages: handoff.into_iter().filter(|stage| reads_current_values(program, *stage)).collect(),
        }
    }

    /// Adds the leads of a batch.
    pub fn add(&mut self, program: &Program, leads: &RecordBatch, judged: &Judged, as_of: Instant) {
        self.add_those(program, leads, judged, as_of, |_| true);
    }

    /// Adds those leads of a batch whose places are `counted`.
    pub fn add_those(
        &mut self,
        program: &Program,
        leads: &RecordBatch,
        judged: &Judged,
        as_of: Instant,
        counted: impl Fn(usize) -> bool,
    ) {
        for (sla, row, names) in &judged.timer_doubts {
            if !judged.is_out_of_scope(*row) && counted(*row) {
                count_parts(&mut self.timer_doubts[*sla], names);
            }
        }
        for row in (0..judged.rows()).filter(|row| counted(*row)) {
            if judged.is_out_of_scope(row) {
                self.out_of_scope += 1;
                continue;
            }
            count_parts(&mut self.flags, &judged.flags[row]);
            self.leads += 1;
            let place = |stage: Option<StageId>| stage.map_or(program.stages.len(), |stage| stage.index());
            self.recorded[place(judged.recorded_stage[row])] += 1;
            self.qualified[place(judged.qualified_stage[row])] += 1;
            for ((_, counts), (_, verdicts)) in self.handoffs.iter_mut().zip(&judged.handoffs) {
                counts[verdicts[row] as usize] += 1;
            }
            for (place, states) in judged.timers.iter().enumerate() {
                let verdict = states[row].verdict;
                self.timers[place][verdict as usize] += 1;
                if verdict == TimerVerdict::Breached {
                    let handoff = self.fault_stages[place].and_then(|stage| handed_over(judged, stage, row));
                    self.faults[place][fault(handoff)] += 1;
                }
            }
            if let Some(state) = judged.rejections.get(row) {
                self.add_rejection(state);
                let of = program.rejection.as_ref().map(|rejection| rejection.of);
                if state.verdict == Some(RejectionVerdict::Valid) {
                    let place = match of.and_then(|stage| handed_over(judged, stage, row)) {
                        Some(HandoffVerdict::Ok) => 0,
                        Some(HandoffVerdict::Premature) => 1,
                        _ => 2,
                    };
                    self.rejected[place] += 1;
                }
            }
            if let Some(verdict) = judged.icp_verdict[row] {
                self.icp_verdicts[verdict as usize] += 1;
            }
            if let Some(icp) = judged.icp[row] {
                self.icps[icp.index()] += 1;
            }
            self.insufficient += u64::from(!judged.missing[row].is_empty());
            count_parts(&mut self.missing, &judged.missing[row]);
            count_parts(&mut self.breaches, &judged.breaches[row]);
            count_parts(&mut self.disqualified_by, &judged.disqualified_by[row]);
            for (score, values) in self.scores.iter_mut().zip(&judged.scores) {
                score.add(values[row]);
            }
            self.add_handoffs(judged, row, as_of);
        }
        self.compare_recorded(program, leads, judged, counted);
    }

    fn add_handoffs(&mut self, judged: &Judged, row: usize, as_of: Instant) {
        let recorded = |verdict: HandoffVerdict| !matches!(verdict, HandoffVerdict::None | HandoffVerdict::Missed);
        let mut before_contract = false;
        for ((stage, verdicts), at) in judged.handoffs.iter().zip(&judged.handoff_at) {
            if recorded(verdicts[row]) {
                let past = at[row].from < as_of && self.current_value_stages.contains(stage);
                self.judged_by_present_values += u64::from(past);
                before_contract |= at[row].until < self.governs_from;
            }
        }
        self.before_contract += u64::from(before_contract);
    }

    /// Adds the counts of other leads of the same contract.
    pub fn merge(&mut self, other: Tally) {
        let add = |total: &mut [u64], part: &[u64]| total.iter_mut().zip(part).for_each(|(total, part)| *total += part);
        let add_named = |total: &mut BTreeMap<String, u64>, part: BTreeMap<String, u64>| {
            part.into_iter().for_each(|(name, count)| *total.entry(name).or_default() += count);
        };
        self.leads += other.leads;
        self.out_of_scope += other.out_of_scope;
        self.insufficient += other.insufficient;
        self.judged_by_present_values += other.judged_by_present_values;
        self.before_contract += other.before_contract;
        add(&mut self.recorded, &other.recorded);
        add(&mut self.qualified, &other.qualified);
        add(&mut self.icp_verdicts, &other.icp_verdicts);
        add(&mut self.icps, &other.icps);
        add(&mut self.rejections, &other.rejections);
        add(&mut self.rejected, &other.rejected);
        for (total, part) in self.timer_doubts.iter_mut().zip(other.timer_doubts) {
            add_named(total, part);
        }
        for (total, part) in self.faults.iter_mut().zip(&other.faults) {
            add(total, part);
        }
        add(&mut self.reasons, &other.reasons);
        for (total, part) in self.timers.iter_mut().zip(&other.timers) {
            add(total, part);
        }
        for ((_, total), (_, part)) in self.handoffs.iter_mut().zip(&other.handoffs) {
            add(total, part);
        }
        for (total, part) in self.scores.iter_mut().zip(&other.scores) {
            total.merge(part);
        }
        add_named(&mut self.disqualified_by, other.disqualified_by);
        add_named(&mut self.missing, other.missing);
        add_named(&mut self.breaches, other.breaches);
        add_named(&mut self.flags, other.flags);
    }

    fn add_rejection(&mut self, state: &RejectionState) {
        let Some(verdict) = state.verdict else { return };
        self.rejections[verdict as usize] += 1;
        if let (RejectionVerdict::Valid, Some(reason)) = (verdict, state.reason) {
            self.reasons[usize::from(reason)] += 1;
        }
    }

    /// Compares the scores that the CRM holds with the contract's.
    fn compare_recorded(
        &mut self,
        program: &Program,
        leads: &RecordBatch,
        judged: &Judged,
        counted: impl Fn(usize) -> bool,
    ) {
        for (place, score) in program.scores.iter().enumerate() {
            let ScoreBody::Lines { recorded: Some(field), .. } = &score.body else { continue };
            let counts = self.scores[place].recorded.get_or_insert_default();
            for row in (0..judged.rows()).filter(|row| !judged.is_out_of_scope(*row) && counted(*row)) {
                match held(program, leads, *field, row) {
                    None => counts.missing += 1,
                    Some(value) if value == i128::from(judged.scores[place][row].0) * 10_000 => counts.same += 1,
                    Some(_) => counts.different += 1,
                }
            }
        }
    }

    /// Returns how many leads have a verdict over all profiles.
    pub fn icp_count(&self, verdict: IcpVerdict) -> u64 {
        self.icp_verdicts[verdict as usize]
    }
}

impl ScoreTally {
    fn new(program: &Program, id: ScoreId) -> ScoreTally {
        let (least, most) = bounds(program, id);
        ScoreTally { least, most, bins: [0; BINS], sum: 0, uncertain: 0, recorded: None }
    }

    fn merge(&mut self, other: &ScoreTally) {
        self.bins.iter_mut().zip(&other.bins).for_each(|(total, part)| *total += part);
        self.sum += other.sum;
        self.uncertain += other.uncertain;
        if let Some(part) = other.recorded {
            let total = self.recorded.get_or_insert_default();
            total.same += part.same;
            total.different += part.different;
            total.missing += part.missing;
        }
    }

    fn add(&mut self, (value, low, high): (i64, i64, i64)) {
        let width = i128::from(self.most - self.least).max(1);
        let bin = i128::from(value - self.least) * BINS as i128 / width;
        self.bins[usize::try_from(bin).unwrap_or(0).min(BINS - 1)] += 1;
        self.sum += i128::from(value);
        self.uncertain += u64::from(low != high);
    }
}

/// Returns the least and the most that a score can be, in hundredths.
fn bounds(program: &Program, id: ScoreId) -> (i64, i64) {
    match &program.score(id).body {
        ScoreBody::Lines { min, max, .. } => (*min, *max),
        ScoreBody::Sum { terms, .. } => terms.iter().fold((0, 0), |(least, most), term| {
            let (low, high) = bounds(program, *term);
            (least + low, most + high)
        }),
    }
}

/// Returns the hand-off that tells whose fault the breach of a timer is: that of the stage it starts at, or the last
/// before; the first hand-off, where it starts at no stage.
fn fault_stage(program: &Program, start: &Point) -> Option<StageId> {
    let until = match start {
        Point::Stage(stage) => stage.index() + 1,
        _ => program.stages.len(),
    };
    let mut handoffs = program.stages[..until].iter().enumerate().filter(|(_, stage)| stage.handoff.is_some());
    let found = if matches!(start, Point::Stage(_)) { handoffs.next_back() } else { handoffs.next() };
    found.and_then(|(place, _)| u32::try_from(place).ok()).map(StageId)
}

fn handed_over(judged: &Judged, stage: StageId, row: usize) -> Option<HandoffVerdict> {
    judged.handoffs.iter().find(|(handed, _)| *handed == stage).map(|(_, verdicts)| verdicts[row])
}

/// Returns the place of a breach's fault: the giving party's where the lead was below the criteria at its hand-off, the
/// taking party's where it met them, else neither's (S6.6).
fn fault(handoff: Option<HandoffVerdict>) -> usize {
    match handoff {
        Some(HandoffVerdict::Premature) => 0,
        Some(HandoffVerdict::Ok) => 1,
        _ => 2,
    }
}

/// Returns whether a stage's criteria read fields that keep no history: those that are no instants.
fn reads_current_values(program: &Program, stage: StageId) -> bool {
    let mut items = vec![Item::Stage(stage)];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(item) = items.pop() {
        if let Item::Field(field) = item
            && !program.schema.field(field).kind.is_time()
        {
            return true;
        }
        if let Item::Recorded(stage) = item
            && matches!(program.stage(stage).recorded, Recorded::At(_))
        {
            continue;
        }
        let new = operands(program, item).into_iter().filter(|operand| seen.insert(*operand));
        items.extend(new.collect::<Vec<_>>());
    }
    false
}

/// Returns a number of the export in millionths.
fn held(program: &Program, leads: &RecordBatch, field: FieldId, row: usize) -> Option<i128> {
    let field = program.schema.field(field);
    let column = leads.column_by_name(&field.name).filter(|column| column.is_valid(row))?;
    Some(match field.kind {
        Type::Integer => i128::from(column.as_primitive::<Int64Type>().value(row)) * i128::from(Decimal::ONE),
        _ => i128::from(column.as_primitive::<Decimal64Type>().value(row)),
    })
}

/// Counts each part of a text joined by `;`.
fn count_parts(counts: &mut BTreeMap<String, u64>, text: &str) {
    for part in text.split(';').filter(|part| !part.is_empty()) {
        match counts.get_mut(part) {
            Some(count) => *count += 1,
            None => {
                counts.insert(part.to_string(), 1);
            }
        }
    }
}
