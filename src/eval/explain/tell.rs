//! From the tree of a contract's criteria to the tree of a story.

use super::{Decide, Story, change, value};
use crate::eval::missing::{self, Names};
use crate::eval::moment::MomentId;
use crate::eval::plan::{Item, operands};
use crate::eval::run::Evaluation;
use crate::eval::score;
use crate::ir::{Criterion, DecayRate, IcpId, Line, Node, NodeId, Role, ScoreBody, ScoreId, Worth};
use crate::source::Span;
use crate::types::{FieldId, Truth};

/// Tells about one lead at one instant.
#[derive(Clone, Copy)]
pub(super) struct Teller<'r, 'a> {
    pub(super) run: &'r Evaluation<'a>,
    pub(super) moment: MomentId,
    pub(super) row: usize,
}

impl Teller<'_, '_> {
    /// Tells about a criterion as it is written.
    pub(super) fn criterion(&self, criterion: &Criterion) -> Story {
        let truth = self.run.truth(criterion.node, self.moment, self.row);
        let mut story = self.story(criterion.span, Some(truth));
        story.label = criterion.name.clone();
        if truth == Truth::Unknown {
            story.missing =
                self.missing(|run, names| missing::of_criterion(run, criterion.node, self.moment, self.row, names));
        }
        if criterion.parts.is_empty() {
            self.leaf(criterion.node, &mut story);
        } else {
            story.parts = criterion.parts.iter().map(|part| self.criterion(part)).collect();
            story.parts_decide = match self.run.program().nodes.node(criterion.node) {
                Node::Or(parts) | Node::AtLeast(_, parts) if parts.len() == story.parts.len() => Decide::Some,
                Node::And(parts) if parts.len() == story.parts.len() => Decide::All,
                // A name, or a group of one: as its only part.
                _ if matches!(&criterion.parts[..], [part] if part.node == criterion.node) => Decide::All,
                // `not` and `none`: what helps the part hurts the whole, so the whole is the obstacle.
                _ => Decide::Shown,
            };
        }
        if !story.helps() && story.parts_decide != Decide::All && story.parts_decide != Decide::Some {
            story.change = change::of_criterion(self, criterion.node, &story.missing);
        }
        story
    }

    /// Tells about a criterion without parts: the values it reads, and what a name in it stands for.
    fn leaf(&self, node: NodeId, story: &mut Story) {
        let program = self.run.program();
        match program.nodes.node(node) {
            Node::Icp(icp) => {
                let inner = self.icp(*icp);
                (story.outcome, story.parts, story.parts_decide) = (inner.outcome, inner.parts, inner.parts_decide);
                return;
            }
            Node::Stage(stage) => {
                story.parts = self.stage(*stage).into_iter().collect();
                story.parts_decide = if story.parts.is_empty() { Decide::Itself } else { Decide::All };
                return;
            }
            _ => {}
        }
        let (fields, scores) = self.reads(node);
        story.values = fields.iter().map(|field| self.value(*field)).collect();
        for score in scores {
            let told = self.score(score);
            story.values.push((program.score(score).name.clone(), told.outcome.clone()));
            // The score is told on its own where it is judged at the same instant as here.
            if self.run.moment(self.moment, self.row) != self.run.moment(self.run.plan.output, self.row) {
                story.parts.push(told);
                story.parts_decide = Decide::Shown;
            }
        }
    }

    /// Tells about a profile, whatever the exceptions to it: its verdict and its groups.
    pub(super) fn own_icp(&self, id: IcpId) -> Story {
        let icp = self.run.program().icp(id);
        let verdict = self.run.icp(id, self.moment).own(self.row);
        let mut story = self.story(icp.span, Some(verdict.truth()));
        story.label = Some(icp.name.clone());
        story.outcome = Some(verdict.word().to_string());
        story.parts_decide = Decide::All;
        if verdict.truth() == Truth::Unknown {
            story.missing = self.missing(|run, names| missing::of_icp(run, id, self.moment, self.row, names));
        }
        let mut disqualify =
            self.group("disqualify, none may be met", &icp.disqualify.iter().collect::<Vec<_>>(), icp.span, |truths| {
                truths.iter().copied().max().unwrap_or(Truth::Unmet).negate()
            });
        if let Some(group) = &mut disqualify {
            for part in &mut group.parts {
                part.wanted = Truth::Unmet;
                let undecided = part.truth == Some(Truth::Unknown);
                part.change = (!part.helps()).then(|| {
                    if undecided { change::fill_in(self, &part.missing) } else { "it must not hold".to_string() }
                });
            }
        }
        story.parts.extend(disqualify);
        story.parts.extend(self.group(
            "firmographics",
            &icp.firmographics.iter().collect::<Vec<_>>(),
            icp.span,
            |truths| truths.iter().copied().min().unwrap_or(Truth::Met),
        ));
        let [(triggers, _), (personas, _)] = crate::eval::icp::groups(icp);
        story.parts.extend(self.counted(
            "triggers",
            triggers,
            &icp.triggers.iter().map(|trigger| (trigger, true)).collect::<Vec<_>>(),
            icp.span,
        ));
        let counts = icp.personas.iter().map(|persona| (&persona.criterion, persona.role != Role::Blocker));
        story.parts.extend(self.counted("personas", personas, &counts.collect::<Vec<_>>(), icp.span));
        story
    }

    fn group(
        &self,
        title: &str,
        criteria: &[&Criterion],
        span: Span,
        truth: impl Fn(&[Truth]) -> Truth,
    ) -> Option<Story> {
        let parts: Vec<Story> = criteria.iter().map(|criterion| self.criterion(criterion)).collect();
        let truths: Vec<Truth> = parts.iter().filter_map(|part| part.truth).collect();
        let span = parts.first().zip(parts.last()).map(|(first, last)| first.span.to(last.span)).unwrap_or(span);
        let mut story = self.story(span, Some(truth(&truths)));
        story.label = Some(title.to_string());
        story.parts_decide = Decide::All;
        story.parts = parts;
        (!story.parts.is_empty()).then_some(story)
    }

    /// Tells about a group that asks for a number; those that do not count are shown after the others.
    fn counted(&self, title: &str, needed: u32, criteria: &[(&Criterion, bool)], span: Span) -> Option<Story> {
        let counting: Vec<&Criterion> =
            criteria.iter().filter(|(_, counts)| *counts).map(|(criterion, _)| *criterion).collect();
        let mut story = self.group(title, &counting, span, |truths| {
            crate::eval::expression::at_least(needed, truths.iter().copied())
        })?;
        story.label = Some(format!("{title}, at least {needed}"));
        story.parts_decide = Decide::Some;
        for (criterion, _) in criteria.iter().filter(|(_, counts)| !counts) {
            let mut part = self.criterion(criterion);
            part.outcome = Some("a blocker: counts for nothing".to_string());
            (part.truth, part.change) = (part.truth, None);
            part.wanted = part.truth.unwrap_or(Truth::Met);
            story.parts.push(part);
        }
        Some(story)
    }

    /// Tells about a score: its lines, the sum, decay, cap, and what it came to.
    pub(super) fn score(&self, id: ScoreId) -> Story {
        let score = self.run.program().score(id);
        let scores = self.run.scores(id, self.moment);
        let (value, low, high) = (scores.value[self.row], scores.low[self.row], scores.high[self.row]);
        let mut story = self.story(score.span, None);
        story.label = Some(score.name.clone());
        story.outcome = Some(if low == high {
            points(value)
        } else {
            format!("{}, possibly {} to {}", points(value), points(low), points(high))
        });
        story.parts_decide = Decide::Shown;
        if low != high {
            story.missing = self.missing(|run, names| missing::of_score(run, id, self.moment, self.row, names));
        }
        match &score.body {
            // The scores added are told on their own.
            ScoreBody::Sum { terms, .. } => {
                story.parts = terms.iter().map(|term| Story { parts: Vec::new(), ..self.score(*term) }).collect();
            }
            ScoreBody::Lines { min, max, lines, decay, .. } => {
                let mut sum = score::Points::default();
                for line in lines {
                    let (part, worth) = self.line(line);
                    story.parts.push(part);
                    sum.value += worth;
                }
                let undecayed = score::finish(sum).value;
                let mut held = undecayed;
                if let Some(decay) = decay {
                    let (part, faded) = self.decay(decay, sum, undecayed);
                    story.parts.push(part);
                    held = faded;
                }
                let capped = held.clamp(i128::from(*min), i128::from(*max));
                if capped != held {
                    let mut part = self.story(score.span.at_start(), None);
                    part.label = Some(if held > capped { "cap" } else { "floor" }.to_string());
                    part.outcome = Some(format!("{} held at {}", points_exact(held), points_exact(capped)));
                    story.parts.push(part);
                }
            }
        }
        story
    }

    fn line(&self, line: &Line) -> (Story, i128) {
        let full = i128::from(line.points);
        let exact = i128::from(crate::types::Decimal::ONE);
        let (mut story, worth) = match &line.worth {
            Worth::When(criterion) => {
                let mut story = self.criterion(criterion);
                let truth = story.truth.unwrap_or(Truth::Unknown);
                let worth = if truth == Truth::Met { full } else { 0 };
                story.outcome = Some(match truth {
                    Truth::Met => points(line.points),
                    Truth::Unmet => format!("0 of {}", points(line.points)),
                    Truth::Unknown => format!("0, possibly {}", points(line.points)),
                });
                (story, worth * exact)
            }
            Worth::Each { value, max, span } => {
                let mut story = self.story(*span, None);
                let most = max * line.points.signum();
                let numbers = score::each_numbers(self.run, *value, self.moment);
                let worth = score::each(line.points, *max, numbers, self.row);
                story.values = self.reads(*value).0.iter().map(|field| self.value(*field)).collect();
                story.outcome = Some(match worth {
                    Some(worth) => format!(
                        "{} of at most {}",
                        points_exact(crate::types::divide_rounding(worth, exact)),
                        points(most)
                    ),
                    None => format!("0, possibly {}", points(most)),
                });
                if worth.is_none() {
                    story.missing =
                        self.missing(|run, names| missing::of_value(run, *value, self.moment, self.row, names));
                }
                (story, worth.unwrap_or(0))
            }
        };
        story.label = line.name.clone();
        story.span = line.span;
        // What a line is worth to the lead is said by its points.
        story.change = None;
        (story, worth)
    }

    fn decay(&self, decay: &crate::ir::Decay, sum: score::Points, undecayed: i128) -> (Story, i128) {
        let faded = score::fade(self.run, decay, self.row, self.moment, sum);
        let mut story = self.story(decay.span, None);
        story.label = Some("decay".to_string());
        let rate = match decay.rate {
            DecayRate::Half => "half".to_string(),
            DecayRate::Share(share) => format!("{}%", crate::types::Decimal(share.0.saturating_mul(100))),
        };
        let passed = match faded.periods {
            None => "the start is missing, so the value is 0".to_string(),
            Some((least, most)) if least == most => format!("{least} times"),
            Some((least, most)) => format!("{least} to {most} times"),
        };
        story.outcome =
            Some(format!("{} becomes {} ({rate}, {passed})", points_exact(undecayed), points_exact(faded.value())));
        story.values = self.reads(decay.since).0.iter().map(|field| self.value(*field)).collect();
        (story, faded.value())
    }

    /// Returns the fields and scores that an expression reads, not looking into scores, profiles and stages.
    pub(super) fn reads(&self, node: NodeId) -> (Vec<FieldId>, Vec<ScoreId>) {
        let (mut fields, mut scores) = (Vec::new(), Vec::new());
        let mut items = vec![Item::Node(node)];
        while let Some(item) = items.pop() {
            match item {
                Item::Field(field) if !fields.contains(&field) => fields.push(field),
                Item::Score(score) if !scores.contains(&score) => scores.push(score),
                Item::Node(_) => items.extend(operands(self.run.program(), item).into_iter().rev()),
                Item::Recorded(_) => items.extend(operands(self.run.program(), item)),
                _ => {}
            }
        }
        (fields, scores)
    }

    pub(super) fn value(&self, field: FieldId) -> (String, Option<String>) {
        let name = self.run.program().schema.field(field).name.clone();
        let zone = &self.run.settings.zone;
        let seen =
            value::shown(self.run.program(), self.run.leads, field, self.row, zone, |instant| zone.show(instant));
        let late = self.run.program().schema.field(field).kind.is_time() && self.is_late(field);
        let note = if late { ", later than the instant judged at" } else { "" };
        (name, seen.map(|text| format!("{text}{note}")))
    }

    fn is_late(&self, field: FieldId) -> bool {
        let reading = self.run.field_times(field, self.moment).reading(self.row);
        reading.from <= reading.until && reading.from > self.run.moment(self.moment, self.row).until
    }

    pub(super) fn story(&self, span: Span, truth: Option<Truth>) -> Story {
        Story {
            label: None,
            span,
            truth,
            wanted: Truth::Met,
            parts_decide: Decide::Itself,
            outcome: None,
            values: Vec::new(),
            missing: Vec::new(),
            change: None,
            parts: Vec::new(),
        }
    }

    pub(super) fn missing(&self, collect: impl Fn(&Evaluation<'_>, &mut Names)) -> Vec<String> {
        let mut names = Names::default();
        collect(self.run, &mut names);
        names.iter(self.run).map(str::to_string).collect()
    }
}

/// Writes points with two decimals.
pub(super) fn points(hundredths: i64) -> String {
    points_exact(i128::from(hundredths))
}

fn points_exact(hundredths: i128) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100)
}
