//! Running a plan over one batch.

use std::ops::Range;

use arrow::array::{Array, RecordBatch};

use super::activity::{Input, Joined};
use super::icp::{self, IcpColumn};
use super::moment::{MomentId, MomentKind, Moments};
use super::plan::{Item, Plan};
use super::timer::{self, Outcome};
use super::{exception, expression, input, score};
use crate::ir::{IcpId, Node, NodeId, Program, Recorded, ScoreId, StageId};
use crate::ops::arithmetic::Fault;
use crate::time::{Instant, Reading, Zone};
use crate::types::{Column, FieldId, Happened, Scores, Texts, Times, Truth};

/// What a run needs beside the contract and the leads.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The only clock (S2.1).
    pub as_of: Instant,
    /// The batch's zone, in which a day becomes instants.
    pub zone: Zone,
}

/// A result in its place.
pub(super) enum Computed<'a> {
    /// A column.
    Column(Column<'a>),
    /// The verdicts of a profile.
    Icp(IcpColumn),
}

/// A plan run over a batch: every result, by item and instant.
pub struct Evaluation<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) leads: &'a RecordBatch,
    pub(super) settings: &'a Settings,
    pub(super) moments: Vec<Moments>,
    pub(super) faults: Vec<(usize, NodeId, Fault)>,
    /// What is computed over each activity; none where no file of them was given, or nothing reads them.
    pub(super) activities: Vec<Option<ActivityRun<'a>>>,
    /// What each timer came to, as far as what cancels it does not change it, and at the end in full.
    pub(super) timers: Vec<Vec<Outcome>>,
    results: Vec<Option<Computed<'a>>>,
}

/// What is computed over an activity.
pub(super) struct ActivityRun<'a> {
    pub(super) joined: &'a Joined,
    pub(super) run: Evaluation<'a>,
}

impl<'a> Evaluation<'a> {
    /// Computes everything the plan asks for.
    pub fn run(plan: &'a Plan<'a>, input: &'a Input, settings: &'a Settings) -> Evaluation<'a> {
        let mut evaluation = Evaluation::begin(plan, input, settings);
        let [entries, starts, ends] = plan.rounds;
        evaluation.go_round(0..entries);
        evaluation.go_round(entries..starts);
        evaluation.timers = timer::judge(&evaluation);
        evaluation.go_round(starts..ends);
        timer::cancel(&mut evaluation);
        evaluation
    }

    /// Computes what is judged at instants in fields of the lead; no timer is judged.
    pub(super) fn run_entries(plan: &'a Plan<'a>, input: &'a Input, settings: &'a Settings) -> Evaluation<'a> {
        let mut evaluation = Evaluation::begin(plan, input, settings);
        evaluation.go_round(0..plan.rounds[0]);
        evaluation
    }

    fn begin(plan: &'a Plan<'a>, input: &'a Input, settings: &'a Settings) -> Evaluation<'a> {
        let mut evaluation = Evaluation::new(plan, &input.leads, settings);
        let given = plan.activities.iter().zip(&input.activities);
        let activities = given.map(|(plan, joined)| {
            let (plan, joined) = (plan.as_ref()?, joined.as_ref()?);
            Some(ActivityRun { joined, run: Evaluation::new(plan, &joined.rows, settings) })
        });
        evaluation.activities = activities.collect();
        evaluation
    }

    /// Finds the instants of a round, and computes what is judged at them.
    fn go_round(&mut self, round: Range<usize>) {
        self.find_moments(round.clone());
        for activity in self.activities.iter_mut().flatten() {
            activity.run.compute_at(round.clone());
        }
        self.compute_at(round);
    }

    fn new(plan: &'a Plan<'a>, leads: &'a RecordBatch, settings: &'a Settings) -> Evaluation<'a> {
        let mut results = Vec::new();
        results.resize_with(plan.places(), || None);
        Evaluation {
            plan,
            leads,
            settings,
            moments: Vec::new(),
            faults: Vec::new(),
            activities: Vec::new(),
            timers: Vec::new(),
            results,
        }
    }

    /// Finds the instants of a round.
    fn find_moments(&mut self, round: Range<usize>) {
        for kind in &self.plan.moments[round] {
            let moments = match kind {
                MomentKind::Start(sla) => timer::starts(self, *sla),
                MomentKind::End(sla) => timer::ends(self, *sla),
                kind => {
                    let (schema, zone) = (&self.program().schema, &self.settings.zone);
                    let cells = |field: FieldId| input::cells(self.leads, schema, field, zone);
                    Moments::find(kind, self.rows(), self.settings.as_of, cells)
                }
            };
            for activity in self.activities.iter_mut().flatten() {
                activity.run.moments.push(moments.repeated(&activity.joined.owners));
            }
            self.moments.push(moments);
        }
    }

    /// Computes what is judged at the instants of a round, operands first.
    fn compute_at(&mut self, round: Range<usize>) {
        let plan = self.plan;
        for (item, moment) in plan.steps.iter().filter(|(_, moment)| round.contains(&moment.0)) {
            let computed = self.compute(*item, *moment);
            self.results[plan.place(*item, *moment)] = Some(computed);
        }
    }

    /// Returns how many leads there are.
    pub fn rows(&self) -> usize {
        self.leads.num_rows()
    }

    /// Returns the program that is run.
    pub fn program(&self) -> &'a Program {
        self.plan.program
    }

    /// Returns the instant at which a lead is judged, as far as it is known.
    pub fn moment(&self, moment: MomentId, row: usize) -> Reading {
        self.moments[moment.0].reading(row)
    }

    /// Returns the field that the instant judged at was read from; none for as-of.
    pub fn moment_source(&self, moment: MomentId, row: usize) -> Option<FieldId> {
        self.moments[moment.0].source(row)
    }

    /// Returns whether a lead has no value of a field, whatever the instant judged at.
    pub(super) fn is_blank(&self, field: FieldId, row: usize) -> bool {
        let column = self.leads.column_by_name(&self.program().schema.field(field).name);
        column.is_none_or(|column| column.is_null(row))
    }

    /// Returns what is known of a criterion.
    pub fn truth(&self, node: NodeId, moment: MomentId, row: usize) -> Truth {
        self.truths(node, moment)[row]
    }

    /// Returns a criterion's column.
    pub(super) fn truths(&self, node: NodeId, moment: MomentId) -> &[Truth] {
        match self.column(node, moment) {
            Column::Truths(truths) => truths,
            _ => unreachable!("the check gives a criterion the type boolean"),
        }
    }

    /// Returns an expression's column.
    pub(super) fn column(&self, node: NodeId, moment: MomentId) -> &Column<'a> {
        match self.program().nodes.node(node) {
            Node::Field(field) => self.computed_column(Item::Field(*field), moment),
            Node::Score(score) => self.computed_column(Item::Score(*score), moment),
            Node::Stage(stage) => self.computed_column(Item::Stage(*stage), moment),
            _ => self.computed_column(Item::Node(node), moment),
        }
    }

    /// Returns a field's cells as seen from an instant.
    pub(super) fn field_column(&self, field: FieldId, moment: MomentId) -> &Column<'a> {
        self.computed_column(Item::Field(field), moment)
    }

    /// Returns a field's cells as seen from an instant, where they are dates or timestamps.
    pub(super) fn field_times(&self, field: FieldId, moment: MomentId) -> &Times {
        match self.computed_column(Item::Field(field), moment) {
            Column::Times(times) => times,
            _ => unreachable!("the check gives a recorded field a type of time"),
        }
    }

    /// Returns a score's column.
    pub(super) fn scores(&self, score: ScoreId, moment: MomentId) -> &Scores {
        match self.computed_column(Item::Score(score), moment) {
            Column::Scores(scores) => scores,
            _ => unreachable!("a score's result is a column of scores"),
        }
    }

    /// Returns a profile's verdicts.
    pub(super) fn icp(&self, icp: IcpId, moment: MomentId) -> &IcpColumn {
        match self.computed(Item::Icp(icp), moment) {
            Computed::Icp(column) => column,
            Computed::Column(_) => unreachable!("a profile's result is its verdicts"),
        }
    }

    /// Returns what is known of a stage's criteria.
    pub(super) fn stage(&self, stage: StageId, moment: MomentId) -> &[Truth] {
        self.item_truths(Item::Stage(stage), moment)
    }

    /// Returns whether a stage is recorded.
    pub(super) fn recorded(&self, stage: StageId, moment: MomentId) -> &[Truth] {
        self.item_truths(Item::Recorded(stage), moment)
    }

    fn item_truths(&self, item: Item, moment: MomentId) -> &[Truth] {
        match self.computed_column(item, moment) {
            Column::Truths(truths) => truths,
            _ => unreachable!("a stage's result is a column of truths"),
        }
    }

    fn computed_column(&self, item: Item, moment: MomentId) -> &Column<'a> {
        match self.computed(item, moment) {
            Computed::Column(column) => column,
            Computed::Icp(_) => unreachable!("only a profile's result is verdicts"),
        }
    }

    fn computed(&self, item: Item, moment: MomentId) -> &Computed<'a> {
        match &self.results[self.plan.place(item, moment)] {
            Some(computed) => computed,
            None => unreachable!("the plan orders operands first: {item:?} at {moment:?}"),
        }
    }

    fn compute(&mut self, item: Item, moment: MomentId) -> Computed<'a> {
        match item {
            Item::Field(field) => {
                let (schema, zone) = (&self.program().schema, &self.settings.zone);
                Computed::Column(input::field(self.leads, schema, field, zone, &self.moments[moment.0]))
            }
            Item::Node(node) => {
                let (column, faults) = expression::compute(self, node, moment);
                self.faults.extend(faults.into_iter().map(|(row, fault)| (row, node, fault)));
                Computed::Column(column)
            }
            Item::Score(score) => Computed::Column(Column::Scores(score::compute(self, score, moment))),
            Item::Icp(icp) => Computed::Icp(icp::compute(self, icp, moment)),
            Item::Stage(stage) => {
                let mut truths = match &self.program().stage(stage).when {
                    Some(criterion) => self.truths(criterion.node, moment).to_vec(),
                    None => self.recorded(stage, moment).to_vec(),
                };
                exception::add(self, &self.program().stage(stage).exceptions, moment, &mut truths);
                Computed::Column(Column::Truths(truths))
            }
            Item::Recorded(stage) => Computed::Column(Column::Truths(self.compute_recorded(stage, moment))),
        }
    }

    /// Tells whether a stage is recorded at the instant judged at (S3.5).
    fn compute_recorded(&self, stage: StageId, moment: MomentId) -> Vec<Truth> {
        match &self.program().stage(stage).recorded {
            Recorded::Never => vec![Truth::Unmet; self.rows()],
            Recorded::At(field) => present(self.field_times(*field, moment)),
            Recorded::When(criterion) => self.truths(criterion.node, moment).to_vec(),
        }
    }
}

/// Tells which instants are present: there, and not certain to be later than the instant judged at (S2.7).
pub(super) fn present(times: &Times) -> Vec<Truth> {
    let there = |happened: &Happened| !matches!(happened, Happened::No | Happened::Missing);
    times.happened.iter().map(|happened| there(happened).into()).collect()
}

/// Tells which texts are present.
pub(super) fn present_texts(texts: &Texts<'_>) -> Vec<Truth> {
    texts.keys.iter().map(|key| (*key != Texts::MISSING).into()).collect()
}
