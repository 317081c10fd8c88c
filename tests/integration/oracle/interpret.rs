//! The oracle: judges one lead, row by row and as plainly as the rules are written.
//!
//! Nothing is cached and nothing is shared with the columnar evaluator: local time goes through jiff itself,
//! numbers are integers of 128 bits, and every rule is cited where it is applied. A node is judged at a
//! [`Moment`]; [`judge`] puts the verdicts together. Values of activities, timers and the rejection are in rooms of
//! their own, as plainly.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use leadpact::ir::{
    ActivityId, ArithmeticOperator, CompareOperator, Criterion, DecayRate, Excepted, Icp, IcpId, Includes, Line, Node,
    NodeId, Program, Recorded, Role, ScoreBody, ScoreId, SearchOperator, SlaId, Stage, StageId, Worth,
};
use leadpact::time::{Date, Duration, Instant, Reading, Unit, Zone};
use leadpact::types::{Decimal, FieldId, Type, Value, fold};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::decision::{OracleDecision, ScoreDecision};
use super::lead::{Cell, PlainLead, day};

/// Judges one lead.
pub(crate) fn judge(program: &Program, lead: &PlainLead, as_of: Instant, batch_zone: &Zone) -> OracleDecision {
    let as_of = Moment { reading: Reading::exact(as_of), source: None };
    let contract_zone = TimeZone::get(program.contract.timezone.name()).unwrap();
    Judge { program, lead, as_of, contract_zone, batch_zone }.decide()
}

/// The instant that something is judged at, and what it was taken from.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub(super) reading: Reading,
    pub(super) source: Option<Source>,
}

impl Moment {
    /// Returns whether an instant read from there is the very instant judged at. Of activities there are many.
    fn is_of(self, source: Option<Source>) -> bool {
        matches!(source, Some(Source::Field(_))) && source == self.source
    }
}

/// What can be missing. Fields come in the order of `lead`, activities after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Field(FieldId),
    Activity(ActivityId),
}

pub(super) type Sources = BTreeSet<Source>;

/// A criterion's answer (S1.1).
#[derive(Clone, PartialEq)]
pub(super) enum Truth {
    Met,
    Unmet,
    /// What would have decided it.
    Unknown(Sources),
}

impl Truth {
    fn of(holds: bool) -> Truth {
        if holds { Truth::Met } else { Truth::Unmet }
    }

    fn word(&self) -> &'static str {
        match self {
            Truth::Met => "met",
            Truth::Unmet => "unmet",
            Truth::Unknown(_) => "unknown",
        }
    }
}

/// A value, or what is missing for it.
pub(super) enum Operand {
    There(Plain),
    Missing(Sources),
}

/// A value that is there.
#[derive(Clone)]
pub(super) enum Plain {
    Text {
        text: String,
        /// Whether it is of a key.
        key: bool,
    },
    /// Any number, in millionths, and the fields that were read for it.
    Number {
        millionths: i128,
        read: Sources,
    },
    Boolean(bool),
    Time(Time),
    Options(Vec<String>),
    Score(Points),
}

/// A day or an instant.
#[derive(Clone)]
pub(super) struct Time {
    when: When,
    /// What it was read from; none for a literal or a computed instant.
    pub(super) source: Option<Source>,
    /// The fields that `else` passed over on the way to it.
    passed_over: Sources,
}

#[derive(Clone, Copy)]
pub(super) enum When {
    Day(Date),
    Instant(Reading),
}

/// Where an instant lies as seen from a moment (S2.7).
#[derive(PartialEq)]
enum Tense {
    Past,
    Straddling,
    Future,
}

/// A score's value and range in hundredths, and what widens the range.
#[derive(Clone)]
pub(super) struct Points {
    value: i128,
    low: i128,
    high: i128,
    missing: Sources,
}

/// How a stage is recorded.
#[derive(Clone, Copy)]
pub(super) enum Entry {
    No,
    At(Moment),
    /// By its status: the instant is not known.
    Status,
}

impl Entry {
    pub(super) fn is_recorded(&self) -> bool {
        !matches!(self, Entry::No)
    }
}

/// The verdicts of S3.1.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fit {
    Fits,
    InsufficientData,
    Disqualified,
    Misfits,
}

pub(super) struct Judge<'a> {
    pub(super) program: &'a Program,
    pub(super) lead: &'a PlainLead,
    pub(super) as_of: Moment,
    pub(super) contract_zone: TimeZone,
    pub(super) batch_zone: &'a Zone,
}

impl Judge<'_> {
    // ---------------------------------------------------------------- the decision

    fn decide(&self) -> OracleDecision {
        let stages = &self.program.stages;
        let entries: Vec<Entry> = stages.iter().map(|stage| self.entry(stage)).collect();
        let recorded = entries.iter().rposition(Entry::is_recorded);

        // S2.2: the output's icp, tags and scores.
        let mut judged_at = self.as_of;
        for (stage, entry) in stages.iter().zip(&entries) {
            if let (Some(_), Entry::At(moment)) = (&stage.handoff, entry) {
                judged_at = *moment;
            }
        }

        let scope = match &self.program.contract.scope {
            Some(criterion) => self.truth(criterion.node, judged_at),
            None => Truth::Met,
        };
        let in_scope = match scope {
            Truth::Met => Some(true),
            Truth::Unmet => Some(false),
            Truth::Unknown(_) => None,
        };

        let mut decision = OracleDecision {
            in_scope,
            recorded_stage: recorded.map(|place| stages[place].name.clone()),
            qualified_stage: None,
            handoffs: Vec::new(),
            icp: None,
            icp_verdict: None,
            scores: Vec::new(),
            missing: Vec::new(),
            judged_at: judged_at.reading,
            disqualified_by: Vec::new(),
            tags: Vec::new(),
            flags: Vec::new(),
            breaches: Vec::new(),
            stage_verdicts: Vec::new(),
            timers: Vec::new(),
            rejection: None,
            escalations: Vec::new(),
        };
        if in_scope == Some(false) {
            // How and in which order things are recorded is a fact of the export, whatever the contract is about.
            let promises = self.decide_promises(&entries, &mut decision.clone());
            decision.flags = self.flags(&entries, in_scope, promises);
            return decision;
        }
        self.decide_stages(&entries, &mut decision);
        let promises = self.decide_promises(&entries, &mut decision);
        decision.flags = self.flags(&entries, in_scope, promises);
        decision.flags.extend(self.exception_flags(&entries, judged_at));
        self.decide_icps(judged_at, &mut decision);
        for (place, score) in self.program.scores.iter().enumerate() {
            let points = self.score(ScoreId(u32::try_from(place).unwrap()), judged_at);
            decision.scores.push(ScoreDecision {
                name: score.name.clone(),
                value: i64::try_from(points.value).unwrap(),
                low: i64::try_from(points.low).unwrap(),
                high: i64::try_from(points.high).unwrap(),
            });
        }
        decision
    }

    fn decide_stages(&self, entries: &[Entry], decision: &mut OracleDecision) {
        let stages = &self.program.stages;
        let verdicts: Vec<Truth> =
            (0..).zip(entries).map(|(place, entry)| self.stage_verdict(StageId(place), entry)).collect();

        // S3.5: the furthest whose criteria, and those of all before it, are met.
        let qualified = verdicts.iter().take_while(|verdict| **verdict == Truth::Met).count();
        if qualified > 0 {
            decision.qualified_stage = Some(stages[qualified - 1].name.clone());
        }
        if let Some(Truth::Unknown(missing)) = verdicts.get(qualified) {
            decision.missing = self.names(missing);
        }

        for (place, stage) in stages.iter().enumerate() {
            decision.stage_verdicts.push((stage.name.clone(), verdicts[place].word().to_string()));
            let Some(handoff) = stage.handoff else { continue };
            // S3.6, S3.8
            let later = entries[place + 1..].iter().any(Entry::is_recorded) || self.has_left();
            let word = match (entries[place].is_recorded(), &verdicts[place]) {
                (true, Truth::Met) => "ok",
                (true, Truth::Unmet) => "premature",
                (true, Truth::Unknown(_)) => "unproven",
                (false, Truth::Met) if !later => "missed",
                (false, _) => "none",
            };
            decision.handoffs.push((stage.name.clone(), word.to_string()));
            if word == "premature" {
                decision.breaches.push(format!("{}:{}", self.program.party(handoff.from), stage.name));
            }
        }
    }

    fn decide_icps(&self, moment: Moment, decision: &mut OracleDecision) {
        let mut fits = Vec::new();
        for (place, icp) in (0..).zip(&self.program.icps) {
            let (fit, _) = self.icp(IcpId(place), moment);
            if fit == Fit::Fits && decision.icp.is_none() {
                decision.icp = Some(icp.name.clone());
            }
            fits.push(fit);
            for (criteria, prefix, found) in [
                (&icp.disqualify, format!("{}.", icp.name), &mut decision.disqualified_by),
                (&icp.tags, String::new(), &mut decision.tags),
            ] {
                for criterion in criteria {
                    if self.truth(criterion.node, moment) == Truth::Met {
                        let name = criterion.name.as_deref().unwrap_or_default();
                        found.push(format!("{prefix}{name}"));
                    }
                }
            }
        }
        // S3.1: over several, in this order.
        let order = [
            (Fit::Fits, "fit"),
            (Fit::InsufficientData, "insufficient_data"),
            (Fit::Disqualified, "disqualified"),
            (Fit::Misfits, "no_fit"),
        ];
        let first = order.iter().find(|(fit, _)| fits.contains(fit));
        decision.icp_verdict = first.map(|(_, word)| (*word).to_string());
    }

    /// Judges the timers and the rejection, and adds their breaches.
    fn decide_promises(&self, entries: &[Entry], decision: &mut OracleDecision) -> Promises {
        let mut promises = Promises::default();
        for (place, sla) in (0..).zip(&self.program.slas) {
            let (timer, out_of_order) = self.timer(SlaId(place), entries);
            if timer.verdict == "breached" {
                decision.breaches.push(format!("{}:{}", self.program.party(sla.party), sla.name));
            }
            let told = sla.escalations.iter().take(timer.escalated);
            decision.escalations.extend(told.map(|escalation| format!("{}:{}", sla.name, escalation.who)));
            promises.out_of_order |= out_of_order;
            decision.timers.push(timer);
        }
        if let Some(rejection) = &self.program.rejection {
            let (right, out_of_order) = self.rejection(rejection, entries);
            let breaches = ["late", "uncoded", "unknown_reason", "overturned"];
            if right.verdict.is_some_and(|verdict| breaches.contains(&verdict)) {
                decision.breaches.push(format!("{}:rejection", self.program.party(rejection.party)));
            }
            promises.out_of_order |= out_of_order;
            promises.untimed |= right.untimed;
            decision.rejection = Some(right);
        }
        promises
    }

    /// Says whether the lead left the funnel (S3.8).
    fn has_left(&self) -> bool {
        self.program.exits.iter().any(|exit| self.recorded(&exit.recorded).is_recorded())
    }

    fn flags(&self, entries: &[Entry], in_scope: Option<bool>, promises: Promises) -> Vec<String> {
        let recorded = entries.iter().rposition(Entry::is_recorded).unwrap_or(0);
        let skipped = |place: usize| {
            !entries[place].is_recorded() && !matches!(self.program.stages[place].recorded, Recorded::Never)
        };
        let readings: Vec<Reading> = entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::At(Moment { source: Some(Source::Field(field)), .. }) => self.cell_reading(*field),
                _ => None,
            })
            .collect();
        let mut out_of_order = false;
        for (place, earlier) in readings.iter().enumerate() {
            for later in &readings[place + 1..] {
                out_of_order |= later.until < earlier.from;
            }
        }
        let flags = [
            ("backfilled", (0..recorded).any(skipped)),
            ("out_of_order", out_of_order || promises.out_of_order),
            ("date_only", readings.iter().any(|reading| !reading.is_exact())),
            ("rejection_untimed", promises.untimed),
            ("out_of_scope", in_scope == Some(false)),
            ("scope_unknown", in_scope.is_none()),
        ];
        flags.iter().filter(|(_, raised)| *raised).map(|(flag, _)| (*flag).to_string()).collect()
    }

    fn names(&self, sources: &Sources) -> Vec<String> {
        let name = |source: &Source| match source {
            Source::Field(field) => self.program.schema.field(*field).name.clone(),
            Source::Activity(activity) => self.program.activity(*activity).name.clone(),
        };
        sources.iter().map(name).collect()
    }

    // ---------------------------------------------------------------- stages

    /// Says how a stage is recorded as of as-of (S2.7, S3.5).
    fn entry(&self, stage: &Stage) -> Entry {
        self.recorded(&stage.recorded)
    }

    /// Says how a stage or an exit is recorded as of as-of (S2.7, S3.5).
    fn recorded(&self, recorded: &Recorded) -> Entry {
        match recorded {
            Recorded::Never => Entry::No,
            Recorded::At(field) => match self.happened(*field) {
                Some(moment) => Entry::At(moment),
                None => Entry::No,
            },
            Recorded::When(criterion) => match self.truth(criterion.node, self.as_of) {
                Truth::Met => Entry::Status,
                _ => Entry::No,
            },
        }
    }

    /// Returns the instant in a field, where it is not later than as-of (S2.7).
    pub(super) fn happened(&self, field: FieldId) -> Option<Moment> {
        let reading = self.until_as_of(self.cell_reading(field)?)?;
        Some(Moment { reading, source: Some(Source::Field(field)) })
    }

    /// S2.7: what a day holds after as-of has not happened.
    pub(super) fn until_as_of(&self, reading: Reading) -> Option<Reading> {
        let as_of = self.as_of.reading.from;
        (reading.from <= as_of).then(|| Reading { until: reading.until.min(as_of), ..reading })
    }

    /// Judges a stage's own criteria at its own moment: the recorded instant, else as-of (S2.2).
    fn stage_verdict(&self, id: StageId, entry: &Entry) -> Truth {
        let moment = match entry {
            Entry::At(moment) => *moment,
            Entry::Status | Entry::No => self.as_of,
        };
        let stage = self.program.stage(id);
        let own = match (&stage.when, &stage.recorded) {
            (Some(criterion), _) => self.truth(criterion.node, moment),
            (None, Recorded::When(criterion)) => self.truth(criterion.node, self.as_of),
            (None, _) => Truth::of(entry.is_recorded()),
        };
        // S3.9
        at_least(1, &[own, self.excepted(Excepted::Stage(id), moment)])
    }

    /// `stage NAME` in an expression: its criteria at the instant judged at (S3.5).
    fn stage_met(&self, id: StageId, moment: Moment) -> Truth {
        at_least(1, &[self.own_stage(id, moment), self.excepted(Excepted::Stage(id), moment)])
    }

    /// Judges a stage's criteria at any instant, whatever the exceptions to it.
    pub(super) fn own_stage(&self, id: StageId, moment: Moment) -> Truth {
        match &self.program.stage(id).when {
            Some(criterion) => self.truth(criterion.node, moment),
            None => self.stage_recorded(id, moment),
        }
    }

    /// `stage NAME is present`.
    fn stage_recorded(&self, id: StageId, moment: Moment) -> Truth {
        match &self.program.stage(id).recorded {
            Recorded::Never => Truth::Unmet,
            Recorded::At(field) => Truth::of(self.absent(&self.field(*field, moment), moment).is_none()),
            Recorded::When(criterion) => self.truth(criterion.node, moment),
        }
    }

    // ---------------------------------------------------------------- profiles

    /// Judges a profile with the exceptions to it; names what is missing where that is why (S3.9).
    fn icp(&self, id: IcpId, moment: Moment) -> (Fit, Sources) {
        let (own, mut missing) = self.own_icp(self.program.icp(id), moment);
        match self.excepted(Excepted::Icp(id), moment) {
            _ if own == Fit::Fits => (own, missing),
            Truth::Met => (Fit::Fits, Sources::new()),
            Truth::Unmet => (own, missing),
            Truth::Unknown(more) => {
                missing.extend(more);
                (Fit::InsufficientData, missing)
            }
        }
    }

    /// Judges a profile; names what is missing where that is why (S3.1).
    pub(super) fn own_icp(&self, icp: &Icp, moment: Moment) -> (Fit, Sources) {
        let judge =
            |criteria: &[Criterion]| criteria.iter().map(|one| self.truth(one.node, moment)).collect::<Vec<Truth>>();
        let disqualify = judge(&icp.disqualify);
        let firmographics = judge(&icp.firmographics);
        let counting = icp.personas.iter().filter(|persona| persona.role != Role::Blocker);
        let personas: Vec<Truth> = counting.map(|persona| self.truth(persona.criterion.node, moment)).collect();
        let groups = [(icp.triggers_needed, judge(&icp.triggers)), (icp.personas_needed, personas)];

        let met = |group: &[Truth]| group.iter().filter(|truth| **truth == Truth::Met).count();
        let unmet = |group: &[Truth]| group.iter().filter(|truth| **truth == Truth::Unmet).count();
        let has_its_number = |needed: u32, group: &[Truth]| met(group) >= needed as usize;
        let out_of_reach = |needed: u32, group: &[Truth]| group.len() - unmet(group) < needed as usize;

        if met(&disqualify) > 0 {
            return (Fit::Disqualified, Sources::new());
        }
        if unmet(&firmographics) > 0 || groups.iter().any(|(needed, group)| out_of_reach(*needed, group)) {
            return (Fit::Misfits, Sources::new());
        }
        let fits = met(&firmographics) == firmographics.len()
            && unmet(&disqualify) == disqualify.len()
            && groups.iter().all(|(needed, group)| has_its_number(*needed, group));
        if fits {
            return (Fit::Fits, Sources::new());
        }
        let mut missing = unknowns(&firmographics);
        missing.extend(unknowns(&disqualify));
        for (needed, group) in &groups {
            if !has_its_number(*needed, group) {
                missing.extend(unknowns(group));
            }
        }
        (Fit::InsufficientData, missing)
    }

    fn icp_met(&self, id: IcpId, moment: Moment) -> Truth {
        match self.icp(id, moment) {
            (Fit::Fits, _) => Truth::Met,
            (Fit::Disqualified | Fit::Misfits, _) => Truth::Unmet,
            (Fit::InsufficientData, missing) => Truth::Unknown(missing),
        }
    }

    // ---------------------------------------------------------------- scores

    fn score(&self, id: ScoreId, moment: Moment) -> Points {
        match &self.program.score(id).body {
            ScoreBody::Sum { terms, .. } => {
                // S3.3: values and ranges are added, nothing is rounded or held.
                let mut sum = Points { value: 0, low: 0, high: 0, missing: Sources::new() };
                for term in terms {
                    let points = self.score(*term, moment);
                    sum.value += points.value;
                    sum.low += points.low;
                    sum.high += points.high;
                    sum.missing.extend(points.missing);
                }
                sum
            }
            ScoreBody::Lines { min, max, lines, decay, .. } => {
                // Sums are in 10^-8 points: hundredths times millionths.
                let (mut value, mut low, mut high) = (0, 0, 0);
                let mut missing = Sources::new();
                for line in lines {
                    match self.worth(line, moment) {
                        Ok(worth) => {
                            value += worth;
                            low += worth;
                            high += worth;
                        }
                        Err((least, most, sources)) => {
                            low += least;
                            high += most;
                            missing.extend(sources);
                        }
                    }
                }
                let hold = |points: i128| points.max(i128::from(*min)).min(i128::from(*max));
                let whole = |sum: i128| hold(round_half_away(sum, 1_000_000));
                let mut points = match decay {
                    None => Points { value: whole(value), low: whole(low), high: whole(high), missing },
                    Some(decay) => match self.seen(self.value(decay.since, moment), moment) {
                        // S3.4: where t is missing.
                        Seen::Missing(since) => {
                            missing.extend(since);
                            Points { value: hold(0), low: whole(low.min(0)), high: whole(high.max(0)), missing }
                        }
                        seen @ (Seen::Straddles(_, Plain::Time(_)) | Seen::Known(Plain::Time(_))) => {
                            let straddles = matches!(seen, Seen::Straddles(..));
                            let (Seen::Straddles(_, Plain::Time(since)) | Seen::Known(Plain::Time(since))) = seen
                            else {
                                unreachable!("matched above")
                            };
                            let (least, greatest) = self.periods(&since, decay.every, moment);
                            let at = |periods: i128| {
                                let decayed = |sum: i128| hold(decayed(sum, decay.rate, periods));
                                [decayed(value), decayed(low), decayed(high)]
                            };
                            let (early, late) = (at(least), at(greatest));
                            // At the readings that have not happened, t is missing.
                            let without =
                                if straddles { [hold(0), whole(low.min(0)), whole(high.max(0))] } else { late };
                            if early != late || without != late {
                                missing.extend(self.inexact(&since, moment));
                            }
                            Points {
                                value: late[0],
                                low: early[1].min(late[1]).min(without[1]),
                                high: early[2].max(late[2]).max(without[2]),
                                missing,
                            }
                        }
                        _ => unreachable!("a score decays since an instant"),
                    },
                };
                if points.low == points.high {
                    points.missing.clear();
                }
                points
            }
        }
    }

    /// Returns what a line adds, or between what it would lie and what is missing (S3.2).
    fn worth(&self, line: &Line, moment: Moment) -> Result<i128, (i128, i128, Sources)> {
        let points = i128::from(line.points);
        match &line.worth {
            Worth::When(criterion) => match self.truth(criterion.node, moment) {
                Truth::Met => Ok(points * 1_000_000),
                Truth::Unmet => Ok(0),
                Truth::Unknown(sources) => Err(((points * 1_000_000).min(0), (points * 1_000_000).max(0), sources)),
            },
            Worth::Each { value, max, .. } => {
                let most = i128::from(*max) * 1_000_000;
                match self.value(*value, moment) {
                    Operand::There(Plain::Number { millionths, .. }) => {
                        let worth = (points.abs() * millionths.max(0)).min(most);
                        Ok(if points < 0 { -worth } else { worth })
                    }
                    Operand::There(_) => unreachable!("`each` takes a number"),
                    Operand::Missing(sources) if points < 0 => Err((-most, 0, sources)),
                    Operand::Missing(sources) => Err((0, most, sources)),
                }
            }
        }
    }

    /// Returns the least and the greatest number of whole periods since t (S3.4).
    fn periods(&self, since: &Time, every: Duration, moment: Moment) -> (i128, i128) {
        if moment.is_of(since.source) {
            return (0, 0);
        }
        let days = match every.unit {
            Unit::Days => i128::from(every.amount),
            Unit::Weeks => i128::from(every.amount) * 7,
            other => unreachable!("a period of {other:?}"),
        };
        let (first, last) = self.local_days(since.when);
        let (from, until) = self.local_days(When::Instant(moment.reading));
        let periods = |earlier: Date, later: Date| (i128::from(later.0) - i128::from(earlier.0)).max(0) / days;
        (periods(last, from), periods(first, until))
    }

    // ---------------------------------------------------------------- criteria

    pub(super) fn truth(&self, id: NodeId, moment: Moment) -> Truth {
        let node = self.program.nodes.node(id);
        assert_eq!(self.program.nodes.kind(id), Type::Boolean, "{node:?} is no criterion");
        match node {
            Node::Field(field) => match self.lead.cell(*field) {
                Some(Cell::Boolean(value)) => Truth::of(*value),
                Some(other) => panic!("{other:?} in a boolean"),
                None => Truth::Unknown(Sources::from([Source::Field(*field)])),
            },
            Node::Literal(Value::Boolean(value)) => Truth::of(*value),
            aggregate @ Node::Aggregate { .. } => match self.aggregate(aggregate, Type::Boolean, moment) {
                Operand::There(Plain::Boolean(value)) => Truth::of(value),
                Operand::There(_) => unreachable!("a criterion that is no boolean"),
                Operand::Missing(sources) => Truth::Unknown(sources),
            },
            // S1.4
            Node::Else { value, fallback } => match self.truth(*value, moment) {
                Truth::Unknown(mut sources) => match self.truth(*fallback, moment) {
                    Truth::Unknown(more) => {
                        sources.extend(more);
                        Truth::Unknown(sources)
                    }
                    decided => decided,
                },
                decided => decided,
            },
            Node::Not(criterion) => match self.truth(*criterion, moment) {
                Truth::Met => Truth::Unmet,
                Truth::Unmet => Truth::Met,
                unknown => unknown,
            },
            Node::And(criteria) => at_least(criteria.len(), &self.truths(criteria, moment)),
            Node::Or(criteria) => at_least(1, &self.truths(criteria, moment)),
            Node::AtLeast(needed, criteria) => at_least(*needed as usize, &self.truths(criteria, moment)),
            Node::Icp(icp) => self.icp_met(*icp, moment),
            Node::Stage(stage) => self.stage_met(*stage, moment),
            // What an exception acts by is read off the exception.
            Node::Before(_) => unreachable!("no expression says so"),
            // Never unknown: a stage whose status is missing is not recorded.
            Node::StageRecorded(stage) => Truth::of(matches!(self.stage_recorded(*stage, moment), Truth::Met)),
            Node::Present(value) => Truth::of(self.absent(&self.value(*value, moment), moment).is_none()),
            Node::Within(value, duration) => self.age(*value, *duration, false, moment),
            Node::OlderThan(value, duration) => self.age(*value, *duration, true, moment),
            Node::Compare { operator, left, right } => {
                let (left, right) = (self.value(*left, moment), self.value(*right, moment));
                match self.both(left, right, moment) {
                    Ok((left, right)) => self.compare(*operator, &left, &right),
                    Err(sources) => Truth::Unknown(sources),
                }
            }
            Node::Elapsed { operator, later, earlier, duration } => {
                let (later, earlier) = (self.value(*later, moment), self.value(*earlier, moment));
                match self.both(later, earlier, moment) {
                    Ok((later, Plain::Time(earlier))) => {
                        let limit = Plain::Time(self.shift(&earlier, *duration));
                        match (self.compare(*operator, &later, &limit), later) {
                            // The limit is as inexact as the instant that it is counted from.
                            (Truth::Unknown(mut sources), Plain::Time(_)) => {
                                sources.extend(earlier.source.filter(|_| self.blurs(&limit)));
                                Truth::Unknown(sources)
                            }
                            (decided, _) => decided,
                        }
                    }
                    Ok(_) => unreachable!("a difference of what is no instant"),
                    Err(sources) => Truth::Unknown(sources),
                }
            }
            Node::InValues { value, values } => match self.seen(self.value(*value, moment), moment) {
                Seen::Known(plain) => self.is_one_of(&plain, values),
                Seen::Missing(sources) | Seen::Straddles(sources, _) => Truth::Unknown(sources),
            },
            Node::InRange { value, low, high } => match self.seen(self.value(*value, moment), moment) {
                Seen::Known(plain) => {
                    let end = |operator: CompareOperator, bound: &Option<Value>| match bound {
                        Some(bound) => self.compare(operator, &plain, &literal(bound)),
                        None => Truth::Met,
                    };
                    let ends = [end(CompareOperator::GreaterOrEqual, low), end(CompareOperator::LessOrEqual, high)];
                    at_least(2, &ends)
                }
                Seen::Missing(sources) | Seen::Straddles(sources, _) => Truth::Unknown(sources),
            },
            Node::InList { value, list } => self.about_text(*value, moment, |text, key| {
                let list = &self.program.lists[list.index()];
                list.values.iter().any(|entry| normal(entry, key) == normal(text, key))
            }),
            Node::Search { operator, value, needles } => self.about_text(*value, moment, |text, key| {
                needles.iter().any(|needle| found(*operator, text, needle, key))
            }),
            Node::Matches { value, pattern } => self.about_text(*value, moment, |text, _| {
                let pattern = leadpact::ops::pattern(pattern).unwrap();
                pattern.is_match(trimmed(text))
            }),
            Node::Includes { quantifier, value, options } => match self.value(*value, moment) {
                Operand::There(Plain::Options(held)) => Truth::of(match quantifier {
                    Includes::Any => options.iter().any(|option| held.contains(option)),
                    Includes::All => options.iter().all(|option| held.contains(option)),
                    Includes::None => !options.iter().any(|option| held.contains(option)),
                }),
                Operand::There(_) => unreachable!("`includes` takes a multi-select picklist"),
                Operand::Missing(sources) => Truth::Unknown(sources),
            },
            other => unreachable!("{other:?} is no criterion"),
        }
    }

    fn truths(&self, criteria: &[NodeId], moment: Moment) -> Vec<Truth> {
        criteria.iter().map(|criterion| self.truth(*criterion, moment)).collect()
    }

    fn about_text(&self, value: NodeId, moment: Moment, holds: impl Fn(&str, bool) -> bool) -> Truth {
        match self.value(value, moment) {
            Operand::There(Plain::Text { text, key }) => Truth::of(holds(&text, key)),
            Operand::There(_) => unreachable!("a search in what is no text"),
            Operand::Missing(sources) => Truth::Unknown(sources),
        }
    }

    /// `within` and `older than` (S2.8).
    fn age(&self, value: NodeId, duration: Duration, older: bool, moment: Moment) -> Truth {
        let time = match self.value(value, moment) {
            Operand::There(Plain::Time(time)) => time,
            Operand::There(_) => unreachable!("the age of what is no instant"),
            Operand::Missing(sources) => return Truth::Unknown(sources),
        };
        // The very instant judged at.
        if moment.is_of(time.source) {
            return Truth::of(!older);
        }
        let (t, e) = (self.reading(time.when), moment.reading);
        if t.from > e.until {
            return Truth::Unmet;
        }
        let earliest_bound = self.shift_instant(e.from, duration, -1);
        let latest_bound = self.shift_instant(e.until, duration, -1);
        let (met, unmet) = if older {
            (t.until < earliest_bound, t.from >= latest_bound)
        } else {
            (t.from >= latest_bound && t.until <= e.from, t.until < earliest_bound)
        };
        // At the readings that have not happened, a field that was overwritten is missing.
        let lost = matches!(self.tense(&time, moment), Tense::Straddling)
            && matches!(time.source, Some(Source::Field(field)) if self.program.schema.field(field).latest);
        match (met, unmet && !lost) {
            (true, _) => Truth::Met,
            (_, true) => Truth::Unmet,
            _ => Truth::Unknown(self.inexact(&time, moment)),
        }
    }

    fn both(&self, left: Operand, right: Operand, moment: Moment) -> Result<(Plain, Plain), Sources> {
        match (self.seen(left, moment), self.seen(right, moment)) {
            (Seen::Known(left), Seen::Known(right)) => Ok((left, right)),
            (left, right) => {
                let mut sources = left.doubts();
                sources.extend(right.doubts());
                Err(sources)
            }
        }
    }

    /// Compares two values that are there.
    fn compare(&self, operator: CompareOperator, left: &Plain, right: &Plain) -> Truth {
        match (left, right) {
            (Plain::Text { text: left, key: first }, Plain::Text { text: right, key: second }) => {
                let key = *first || *second;
                Truth::of(operator.holds(normal(left, key).cmp(&normal(right, key))))
            }
            (Plain::Boolean(left), Plain::Boolean(right)) => Truth::of(operator.holds(left.cmp(right))),
            (Plain::Number { millionths: left, .. }, Plain::Number { millionths: right, .. }) => {
                Truth::of(operator.holds(left.cmp(right)))
            }
            (Plain::Score(_), _) | (_, Plain::Score(_)) => {
                let (left, mut missing) = millionths_range(left);
                let (right, more) = millionths_range(right);
                missing.extend(more);
                compare_ranges(operator, left, right).unwrap_or(Truth::Unknown(missing))
            }
            (Plain::Time(left), Plain::Time(right)) => self.compare_times(operator, left, right),
            (Plain::Options(left), Plain::Options(right)) => Truth::of(operator.holds(left.cmp(right))),
            _ => unreachable!("two types that do not compare"),
        }
    }

    fn compare_times(&self, operator: CompareOperator, left: &Time, right: &Time) -> Truth {
        if matches!(left.source, Some(Source::Field(_))) && left.source == right.source {
            return Truth::of(operator.holds(Ordering::Equal));
        }
        let answer = match (left.when, right.when) {
            (When::Instant(left), When::Instant(right)) => {
                compare_ranges(operator, (left.from, left.until), (right.from, right.until))
            }
            // S2.8: by local date in the contract's zone, where one of the two is a day.
            (left, right) => compare_ranges(operator, self.local_days(left), self.local_days(right)),
        };
        answer.unwrap_or_else(|| {
            let blurred = [left, right].into_iter().filter(|time| is_blurred(time.when));
            Truth::Unknown(blurred.filter_map(|time| time.source).collect())
        })
    }

    fn blurs(&self, plain: &Plain) -> bool {
        matches!(plain, Plain::Time(time) if is_blurred(time.when))
    }

    /// `value in [ … ]`: met if it is for every reading, unmet if for none.
    fn is_one_of(&self, plain: &Plain, values: &[Value]) -> Truth {
        let answers: Vec<Truth> =
            values.iter().map(|value| self.compare(CompareOperator::Equal, plain, &literal(value))).collect();
        let any = at_least(1, &answers);
        let (Plain::Time(time), Truth::Unknown(_)) = (plain, &any) else { return any };
        // A reading of several local days, all of which are among the literals.
        let (first, last) = self.local_days(time.when);
        let listed = |day: i32| values.contains(&Value::Date(Date(day)));
        if (first.0..=last.0).all(listed) { Truth::Met } else { any }
    }

    // ---------------------------------------------------------------- values

    fn value(&self, id: NodeId, moment: Moment) -> Operand {
        let kind = self.program.nodes.kind(id);
        if kind == Type::Boolean {
            return match self.truth(id, moment) {
                Truth::Met => Operand::There(Plain::Boolean(true)),
                Truth::Unmet => Operand::There(Plain::Boolean(false)),
                Truth::Unknown(sources) => Operand::Missing(sources),
            };
        }
        match self.program.nodes.node(id) {
            Node::Field(field) => self.field(*field, moment),
            Node::Literal(value) => Operand::There(literal(value)),
            aggregate @ Node::Aggregate { .. } => self.aggregate(aggregate, kind, moment),
            Node::Score(score) => Operand::There(Plain::Score(self.score(*score, moment))),
            Node::Else { value, fallback } => {
                let value = self.value(*value, moment);
                let Some(mut passed_over) = self.absent(&value, moment) else {
                    // An integer beside a decimal is one, if it is within a decimal's range.
                    return match value {
                        Operand::There(Plain::Number { millionths, read }) => in_range(Some(millionths), kind, read),
                        value => value,
                    };
                };
                match self.value(*fallback, moment) {
                    Operand::Missing(more) => {
                        passed_over.extend(more);
                        Operand::Missing(passed_over)
                    }
                    Operand::There(Plain::Time(mut time)) => {
                        time.passed_over.extend(passed_over);
                        Operand::There(Plain::Time(time))
                    }
                    Operand::There(Plain::Number { millionths, mut read }) => {
                        read.extend(passed_over);
                        in_range(Some(millionths), kind, read)
                    }
                    Operand::There(Plain::Text { text, .. }) => {
                        Operand::There(Plain::Text { text, key: kind == Type::Key })
                    }
                    there => there,
                }
            }
            Node::Negate(value) => match self.value(*value, moment) {
                Operand::There(Plain::Number { millionths, read }) => in_range(Some(-millionths), kind, read),
                Operand::There(_) => unreachable!("the negation of what is no number"),
                missing => missing,
            },
            Node::Arithmetic { operator, left, right } => {
                let (left, right) = (self.value(*left, moment), self.value(*right, moment));
                match (left, right) {
                    (
                        Operand::There(Plain::Number { millionths: left, mut read }),
                        Operand::There(Plain::Number { millionths: right, read: more }),
                    ) => {
                        read.extend(more);
                        in_range(calculate(*operator, left, right), kind, read)
                    }
                    (Operand::There(_), Operand::There(_)) => unreachable!("arithmetic on what are no numbers"),
                    (Operand::Missing(mut sources), Operand::Missing(more)) => {
                        sources.extend(more);
                        Operand::Missing(sources)
                    }
                    (Operand::Missing(sources), _) | (_, Operand::Missing(sources)) => Operand::Missing(sources),
                }
            }
            other => unreachable!("{other:?} is no value"),
        }
    }

    pub(super) fn field(&self, field: FieldId, moment: Moment) -> Operand {
        let missing = Operand::Missing(Sources::from([Source::Field(field)]));
        let Some(cell) = self.lead.cell(field) else { return missing };
        let declared = self.program.schema.field(field);
        let time = |when: When| Time { when, source: Some(Source::Field(field)), passed_over: Sources::new() };
        let number = |millionths: i128| Plain::Number { millionths, read: Sources::from([Source::Field(field)]) };
        let plain = match cell {
            Cell::Text(text) => Plain::Text { text: text.clone(), key: declared.kind == Type::Key },
            Cell::Integer(value) => number(i128::from(*value) * 1_000_000),
            Cell::Decimal(value) => number(i128::from(value.0)),
            Cell::Boolean(value) => Plain::Boolean(*value),
            Cell::Date(date) => Plain::Time(time(When::Day(*date))),
            Cell::Instant(reading) => Plain::Time(time(When::Instant(*reading))),
            Cell::Options(options) => Plain::Options(options.clone()),
        };
        // S2.7: a field that was overwritten says nothing about the moment.
        if let Plain::Time(time) = &plain
            && declared.latest
            && self.tense(time, moment) == Tense::Future
        {
            return missing;
        }
        Operand::There(plain)
    }

    /// Returns what is missing where a value is not there or has not happened: what `is present` asks, and what
    /// `else` passes over.
    fn absent(&self, operand: &Operand, moment: Moment) -> Option<Sources> {
        match operand {
            Operand::Missing(sources) => Some(sources.clone()),
            Operand::There(Plain::Time(time)) if self.tense(time, moment) == Tense::Future => Some(time.sources()),
            Operand::There(_) => None,
        }
    }

    // ---------------------------------------------------------------- time

    /// Says how a value looks from a moment to every operator that does not ask for its age (S2.7).
    fn seen(&self, operand: Operand, moment: Moment) -> Seen {
        match operand {
            Operand::Missing(sources) => Seen::Missing(sources),
            Operand::There(Plain::Time(time)) => match self.tense(&time, moment) {
                Tense::Past => Seen::Known(Plain::Time(time)),
                Tense::Straddling => Seen::Straddles(self.inexact(&time, moment), Plain::Time(time)),
                Tense::Future => Seen::Missing(time.sources()),
            },
            Operand::There(plain) => Seen::Known(plain),
        }
    }

    fn tense(&self, time: &Time, moment: Moment) -> Tense {
        // A literal does not happen, and the instant judged at has happened.
        if time.source.is_none() || moment.is_of(time.source) {
            return Tense::Past;
        }
        let (t, e) = (self.reading(time.when), moment.reading);
        if t.from > e.until {
            Tense::Future
        } else if t.until <= e.from {
            Tense::Past
        } else {
            Tense::Straddling
        }
    }

    /// Names those of the instant and the moment that are inexact (S2.4).
    fn inexact(&self, time: &Time, moment: Moment) -> Sources {
        let mut sources = Sources::new();
        if !self.reading(time.when).is_exact() {
            sources.extend(time.source);
        }
        if !moment.reading.is_exact() {
            sources.extend(moment.source);
        }
        sources
    }

    fn cell_reading(&self, field: FieldId) -> Option<Reading> {
        self.lead.cell(field).map(|cell| self.instant_cell(cell))
    }

    /// Returns what is known of the instant in a cell.
    pub(super) fn instant_cell(&self, cell: &Cell) -> Reading {
        match cell {
            Cell::Date(date) => day(*date, self.batch_zone),
            Cell::Instant(reading) => *reading,
            other => panic!("{other:?} is no instant"),
        }
    }

    fn reading(&self, when: When) -> Reading {
        match when {
            When::Day(date) => day(date, self.batch_zone),
            When::Instant(reading) => reading,
        }
    }

    /// Returns the first and last local day, in the contract's zone; a day is itself.
    fn local_days(&self, when: When) -> (Date, Date) {
        match when {
            When::Day(date) => (date, date),
            When::Instant(reading) => {
                let local = |instant: Instant| match zoned(instant, &self.contract_zone) {
                    Some(zoned) => Date::from_civil(zoned.date()),
                    None => beyond(instant.0, Date(i32::MIN), Date(i32::MAX)),
                };
                (local(reading.from), local(reading.until))
            }
        }
    }

    /// Returns an instant or a day that much later.
    fn shift(&self, time: &Time, duration: Duration) -> Time {
        let calendar = matches!(duration.unit, Unit::Days | Unit::Weeks | Unit::Months);
        let when = match time.when {
            When::Day(date) if calendar => {
                let shifted = span(duration, 1).and_then(|span| date.to_civil().checked_add(span).ok());
                When::Day(shifted.map_or(Date(i32::MAX), Date::from_civil))
            }
            other => {
                let reading = self.reading(other);
                let from = self.shift_instant(reading.from, duration, 1);
                let until = self.shift_instant(reading.until, duration, 1);
                When::Instant(Reading { from, until })
            }
        };
        Time { when, source: None, passed_over: Sources::new() }
    }

    pub(super) fn shift_instant(&self, instant: Instant, duration: Duration, sign: i64) -> Instant {
        let exact = |seconds: i64| Instant(instant.0 + sign * duration.amount * seconds * 1_000_000);
        match duration.unit {
            Unit::Minutes => exact(60),
            Unit::Hours => exact(3_600),
            // S2.8: the same time of day, moved forward in a gap, the earlier of two.
            Unit::Days | Unit::Weeks | Unit::Months => {
                let shifted = zoned(instant, &self.contract_zone)
                    .and_then(|zoned| zoned.checked_add(span(duration, sign)?).ok())
                    .map(|zoned| Instant(zoned.timestamp().as_microsecond()));
                shifted.unwrap_or(beyond(sign, Instant(i64::MIN), Instant(i64::MAX)))
            }
            business => unreachable!("{business:?} in an expression"),
        }
    }
}

/// A value as seen from a moment.
enum Seen {
    Known(Plain),
    /// Some of its readings have happened and some have not; what is inexact.
    Straddles(Sources, Plain),
    Missing(Sources),
}

impl Seen {
    fn doubts(self) -> Sources {
        match self {
            Seen::Known(_) => Sources::new(),
            Seen::Straddles(sources, _) | Seen::Missing(sources) => sources,
        }
    }
}

impl Time {
    /// Names what is missing where this instant has not happened.
    fn sources(&self) -> Sources {
        let mut sources = self.passed_over.clone();
        sources.extend(self.source);
        sources
    }
}

/// What timers and the rejection flag.
#[derive(Clone, Copy, Default)]
struct Promises {
    out_of_order: bool,
    untimed: bool,
}

/// Kleene: at least so many of these are met (S1.1). `and` asks for all, `or` for one.
pub(super) fn at_least(needed: usize, truths: &[Truth]) -> Truth {
    let met = truths.iter().filter(|truth| **truth == Truth::Met).count();
    let unmet = truths.iter().filter(|truth| **truth == Truth::Unmet).count();
    if met >= needed {
        Truth::Met
    } else if truths.len() - unmet < needed {
        Truth::Unmet
    } else {
        Truth::Unknown(unknowns(truths))
    }
}

fn unknowns(truths: &[Truth]) -> Sources {
    let mut sources = Sources::new();
    for truth in truths {
        if let Truth::Unknown(more) = truth {
            sources.extend(more.iter().cloned());
        }
    }
    sources
}

fn is_blurred(when: When) -> bool {
    matches!(when, When::Instant(reading) if !reading.is_exact())
}

/// Compares two ranges, both ends included: an answer where all pairs of their values agree.
fn compare_ranges<Value: Ord + Copy>(
    operator: CompareOperator,
    left: (Value, Value),
    right: (Value, Value),
) -> Option<Truth> {
    // The orders that some pair of values has.
    let mut possible = Vec::new();
    if left.0 < right.1 {
        possible.push(Ordering::Less);
    }
    if left.0 <= right.1 && right.0 <= left.1 {
        possible.push(Ordering::Equal);
    }
    if left.1 > right.0 {
        possible.push(Ordering::Greater);
    }
    let holding = possible.iter().filter(|order| operator.holds(**order)).count();
    if holding == possible.len() {
        Some(Truth::Met)
    } else if holding == 0 {
        Some(Truth::Unmet)
    } else {
        None
    }
}

/// Returns a number's or a score's range in millionths, and what widens it.
fn millionths_range(plain: &Plain) -> ((i128, i128), Sources) {
    match plain {
        Plain::Number { millionths, .. } => ((*millionths, *millionths), Sources::new()),
        Plain::Score(points) => ((points.low * 10_000, points.high * 10_000), points.missing.clone()),
        _ => unreachable!("a score against what is no number"),
    }
}

fn literal(value: &Value) -> Plain {
    let time = |when: When| Plain::Time(Time { when, source: None, passed_over: Sources::new() });
    let number = |millionths: i128| Plain::Number { millionths, read: Sources::new() };
    match value {
        Value::Text(text) => Plain::Text { text: text.clone(), key: false },
        Value::Integer(value) => number(i128::from(*value) * 1_000_000),
        Value::Decimal(value) => number(i128::from(value.0)),
        Value::Boolean(value) => Plain::Boolean(*value),
        Value::Date(date) => time(When::Day(*date)),
        Value::Timestamp(instant) => time(When::Instant(Reading::exact(*instant))),
        Value::Options(options) => Plain::Options(options.clone()),
    }
}

// -------------------------------------------------------------------- numbers (S1.7)

/// Returns the exact result in millionths, rounded half away from zero; `None` where there is none.
fn calculate(operator: ArithmeticOperator, left: i128, right: i128) -> Option<i128> {
    match operator {
        ArithmeticOperator::Add => left.checked_add(right),
        ArithmeticOperator::Subtract => left.checked_sub(right),
        // Beyond 128 bits the result is beyond every type's range too.
        ArithmeticOperator::Multiply if left % 1_000_000 == 0 => (left / 1_000_000).checked_mul(right),
        ArithmeticOperator::Multiply if right % 1_000_000 == 0 => left.checked_mul(right / 1_000_000),
        ArithmeticOperator::Multiply => left.checked_mul(right).map(|product| round_half_away(product, 1_000_000)),
        ArithmeticOperator::Divide if right == 0 => None,
        ArithmeticOperator::Divide => Some(round_half_away(left.checked_mul(1_000_000)?, right)),
    }
}

/// Returns the result where its type holds it; otherwise it is missing, and all that was read for it is named.
pub(super) fn in_range(millionths: Option<i128>, kind: Type, read: Sources) -> Operand {
    let held = |millionths: &i128| match kind {
        Type::Integer => i64::try_from(millionths / 1_000_000).is_ok(),
        _ => millionths.abs() < i128::from(Decimal::BOUND),
    };
    match millionths.filter(held) {
        Some(millionths) => Operand::There(Plain::Number { millionths, read }),
        None => Operand::Missing(read),
    }
}

fn round_half_away(dividend: i128, divisor: i128) -> i128 {
    let (size, by) = (dividend.abs(), divisor.abs());
    let rounded = size / by + if size % by * 2 >= by { 1 } else { 0 };
    if (dividend < 0) == (divisor < 0) { rounded } else { -rounded }
}

/// Returns a sum of 10^-8 points after so many periods, in hundredths, rounded once (S3.3, S3.4).
fn decayed(sum: i128, rate: DecayRate, periods: i128) -> i128 {
    match rate {
        DecayRate::Half => round_half_away(sum, 1_000_000 << periods.min(40)),
        DecayRate::Share(share) => {
            let left = (1_000_000 - i128::from(share.0) * periods).max(0);
            round_half_away(sum * left, 1_000_000 * 1_000_000)
        }
    }
}

// -------------------------------------------------------------------- text (S1.5)

pub(super) fn trimmed(text: &str) -> &str {
    let blank = |character: char| character == '\u{feff}' || character.is_whitespace();
    text.trim_start_matches(blank).trim_end_matches(blank)
}

pub(super) fn normal(text: &str, key: bool) -> String {
    if key { trimmed(text).to_string() } else { fold(trimmed(text)).into_owned() }
}

fn found(operator: SearchOperator, text: &str, needle: &str, key: bool) -> bool {
    let text = normal(text, key);
    let needle = if key { needle.to_string() } else { fold(needle).into_owned() };
    match operator {
        SearchOperator::Contains => text.contains(&needle),
        SearchOperator::StartsWith => text.starts_with(&needle),
        SearchOperator::EndsWith => text.ends_with(&needle),
        SearchOperator::HasWord => {
            let (text, needle) = (words_of(&text), words_of(&needle));
            !needle.is_empty() && text.windows(needle.len()).any(|window| window == needle)
        }
    }
}

/// The longest runs of letters, marks and digits.
fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in text.chars().chain(['\n']) {
        let part = match character.general_category_group() {
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark => true,
            _ => character.general_category() == GeneralCategory::DecimalNumber,
        };
        if part {
            word.push(character);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    words
}

// -------------------------------------------------------------------- jiff

/// Returns the local time of an instant that the calendar has.
fn zoned(instant: Instant, zone: &TimeZone) -> Option<jiff::Zoned> {
    let timestamp = jiff::Timestamp::from_microsecond(instant.0).ok()?;
    Some(timestamp.to_zoned(zone.clone()))
}

/// Returns the days, weeks or months, where jiff counts so many.
fn span(duration: Duration, sign: i64) -> Option<jiff::Span> {
    let amount = duration.amount * sign;
    let span = jiff::Span::new();
    let span = match duration.unit {
        Unit::Days => span.try_days(amount),
        Unit::Weeks => span.try_weeks(amount),
        Unit::Months => span.try_months(amount),
        other => unreachable!("{other:?} is no calendar unit"),
    };
    span.ok()
}

/// Returns what lies before all of the calendar, or after it.
fn beyond<Time>(sign: i64, before: Time, after: Time) -> Time {
    if sign < 0 { before } else { after }
}
