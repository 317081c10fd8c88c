//! Exceptions, as plainly as the rule is written (S3.9).

use std::collections::BTreeSet;

use leadpact::ir::{Criterion, Excepted, Exception, IcpId, Node, NodeId, Recorded, ScoreBody, SlaId, StageId, Worth};
use leadpact::time::Instant;

use super::interpret::{Entry, Fit, Judge, Moment, Sources, Truth, at_least};

/// What an expression asks for, by way of whatever it names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Icp(u32),
    Stage(u32),
    Recorded(u32),
    Score(u32),
    Node(u32),
}

impl Judge<'_> {
    /// Says whether something counts as met, or does not apply, by any of the exceptions to it.
    pub(super) fn excepted(&self, to: Excepted, moment: Moment) -> Truth {
        let exceptions = self.program.exceptions.iter().filter(|exception| exception.to == to);
        at_least(1, &exceptions.map(|exception| self.acts(exception, moment)).collect::<Vec<Truth>>())
    }

    /// Says whether an exception acts: before its day begins, for the leads it is made for.
    fn acts(&self, exception: &Exception, moment: Moment) -> Truth {
        let midnight = exception.until.to_civil().to_zoned(self.contract_zone.clone()).unwrap();
        let end = Instant(midnight.timestamp().as_microsecond());
        let in_force = if moment.reading.until < end {
            Truth::Met
        } else if moment.reading.from >= end {
            Truth::Unmet
        } else {
            Truth::Unknown(moment.source.into_iter().collect::<Sources>())
        };
        match &exception.filter {
            Some(filter) => at_least(2, &[in_force, self.truth(filter.node, moment)]),
            None => in_force,
        }
    }

    /// Returns the flags of the exceptions that changed something; `judged_at` is the instant of the output.
    pub(super) fn exception_flags(&self, entries: &[Entry], judged_at: Moment) -> Vec<String> {
        let flags = self.program.exceptions.iter().filter(|exception| match exception.to {
            Excepted::Icp(icp) => self.asked_at(Asked::Icp(icp.0), entries, judged_at).into_iter().any(|moment| {
                let (fit, _) = self.own_icp(self.program.icp(icp), moment);
                fit != Fit::Fits && self.acts(exception, moment) == Truth::Met
            }),
            Excepted::Stage(stage) => {
                self.asked_at(Asked::Stage(stage.0), entries, judged_at).into_iter().any(|moment| {
                    self.own_stage(stage, moment) != Truth::Met && self.acts(exception, moment) == Truth::Met
                })
            }
            Excepted::Sla(sla) => self.changes_timer(exception, sla, entries),
            Excepted::Pause(_) => false,
        });
        flags.map(|exception| format!("exception:{}", exception.name)).collect()
    }

    fn changes_timer(&self, exception: &Exception, sla: SlaId, entries: &[Entry]) -> bool {
        let sla = self.program.sla(sla);
        let Some(start) = self.start_of(sla, entries) else { return false };
        let applies = sla.scope.as_ref().map_or(Truth::Met, |scope| self.truth(scope.node, start));
        applies != Truth::Unmet && self.acts(exception, start) == Truth::Met
    }

    /// Returns the instants at which what is shown of the lead asks for something.
    fn asked_at(&self, what: Asked, entries: &[Entry], judged_at: Moment) -> Vec<Moment> {
        let program = self.program;
        let mut shown: Vec<(Asked, Moment)> = Vec::new();
        for (place, entry) in (0..).zip(entries) {
            let moment = if let Entry::At(moment) = entry { *moment } else { self.as_of };
            shown.push((Asked::Stage(place), moment));
        }
        let node = |criterion: &Criterion| (Asked::Node(criterion.node.0), judged_at);
        shown.extend(program.contract.scope.iter().map(node));
        shown.extend(program.icps.iter().flat_map(|icp| &icp.tags).map(node));
        shown.extend((0..).zip(&program.icps).map(|(place, _)| (Asked::Icp(place), judged_at)));
        shown.extend((0..).zip(&program.scores).map(|(place, _)| (Asked::Score(place), judged_at)));
        let asks = |(one, moment): (Asked, Moment)| {
            let mut found = BTreeSet::new();
            self.follow(one, &mut found);
            found.contains(&what).then_some(moment)
        };
        shown.into_iter().filter_map(asks).collect()
    }

    /// Collects what something asks for.
    fn follow(&self, what: Asked, found: &mut BTreeSet<Asked>) {
        if !found.insert(what) {
            return;
        }
        let program = self.program;
        let node = |criterion: &Criterion| Asked::Node(criterion.node.0);
        let exceptions = |to: Excepted| {
            let made_to = program.exceptions.iter().filter(move |exception| exception.to == to);
            made_to.filter_map(|exception| exception.filter.as_ref()).map(node).collect::<Vec<Asked>>()
        };
        let next: Vec<Asked> = match what {
            Asked::Icp(place) => {
                let icp = program.icp(IcpId(place));
                let personas = icp.personas.iter().map(|persona| &persona.criterion);
                let criteria = icp.firmographics.iter().chain(&icp.triggers).chain(personas).chain(&icp.disqualify);
                criteria.map(node).chain(exceptions(Excepted::Icp(IcpId(place)))).collect()
            }
            Asked::Stage(place) => {
                let own = program.stage(StageId(place)).when.as_ref().map_or(Asked::Recorded(place), node);
                std::iter::once(own).chain(exceptions(Excepted::Stage(StageId(place)))).collect()
            }
            Asked::Recorded(place) => match &program.stage(StageId(place)).recorded {
                Recorded::When(criterion) => vec![node(criterion)],
                Recorded::At(_) | Recorded::Never => Vec::new(),
            },
            Asked::Score(place) => match &program.scores[place as usize].body {
                ScoreBody::Sum { terms, .. } => terms.iter().map(|term| Asked::Score(term.0)).collect(),
                ScoreBody::Lines { lines, decay, .. } => {
                    let worths = lines.iter().map(|line| match &line.worth {
                        Worth::When(criterion) => node(criterion),
                        Worth::Each { value, .. } => Asked::Node(value.0),
                    });
                    worths.chain(decay.iter().map(|decay| Asked::Node(decay.since.0))).collect()
                }
            },
            Asked::Node(place) => named_by(program.nodes.node(NodeId(place))),
        };
        next.into_iter().for_each(|one| self.follow(one, found));
    }
}

/// Returns what a node names.
fn named_by(node: &Node) -> Vec<Asked> {
    let all = |nodes: &[NodeId]| nodes.iter().map(|node| Asked::Node(node.0)).collect();
    match node {
        Node::Icp(icp) => vec![Asked::Icp(icp.0)],
        Node::Stage(stage) => vec![Asked::Stage(stage.0)],
        Node::StageRecorded(stage) => vec![Asked::Recorded(stage.0)],
        Node::Score(score) => vec![Asked::Score(score.0)],
        Node::And(parts) | Node::Or(parts) | Node::AtLeast(_, parts) => all(parts),
        Node::Compare { left, right, .. } | Node::Arithmetic { left, right, .. } => all(&[*left, *right]),
        Node::Else { value, fallback } => all(&[*value, *fallback]),
        Node::Not(value) | Node::Negate(value) | Node::InRange { value, .. } | Node::InValues { value, .. } => {
            all(&[*value])
        }
        // Of what the others take nothing has criteria: fields, activities, texts and times of them.
        Node::Present(value) | Node::Within(value, _) | Node::OlderThan(value, _) => all(&[*value]),
        _ => Vec::new(),
    }
}
