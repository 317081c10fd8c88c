//! What exceptions do to a story (S3.9).

use super::tell::Teller;
use super::{Decide, Story, change};
use crate::eval::exception::own_stage;
use crate::eval::missing;
use crate::ir::{ExceptionId, IcpId, StageId};
use crate::types::Truth;

impl Teller<'_, '_> {
    /// Tells about a profile and the exceptions to it.
    pub(super) fn icp(&self, id: IcpId) -> Story {
        let icp = self.run.program().icp(id);
        let own = self.own_icp(id);
        if icp.exceptions.is_empty() {
            return own;
        }
        let verdict = self.run.icp(id, self.moment).verdicts[self.row];
        let outcome = match (own.helps(), self.acting(&icp.exceptions)) {
            (false, acting) if !acting.is_empty() => format!("{}, by exception {}", verdict.word(), acting.join(", ")),
            _ => verdict.word().to_string(),
        };
        let mut story = self.excepted(own, "the profile itself", &icp.exceptions);
        story.outcome = Some(outcome);
        if verdict.truth() == Truth::Unknown {
            story.missing = self.missing(|run, names| missing::of_icp(run, id, self.moment, self.row, names));
        }
        story
    }

    /// Tells about a stage's criteria and the exceptions to it; none for a stage that is met when it is recorded.
    pub(super) fn stage(&self, id: StageId) -> Option<Story> {
        let stage = self.run.program().stage(id);
        let own = stage.when.as_ref().map(|when| self.criterion(when));
        if stage.exceptions.is_empty() {
            return own;
        }
        let own = own.unwrap_or_else(|| {
            let mut recorded = self.story(stage.span.at_start(), Some(own_stage(self.run, id, self.moment, self.row)));
            recorded.label = Some("it is recorded".to_string());
            recorded.change = (!recorded.helps()).then(|| "it must be recorded".to_string());
            recorded
        });
        let mut story = self.excepted(own, "its own criteria", &stage.exceptions);
        if story.truth == Some(Truth::Unknown) {
            story.missing = self.missing(|run, names| missing::of_stage(run, id, self.moment, self.row, names));
        }
        Some(story)
    }

    /// Returns the names of those exceptions that act.
    pub(super) fn acting(&self, exceptions: &[ExceptionId]) -> Vec<&str> {
        let all = exceptions.iter().map(|id| self.run.program().exception(*id));
        let acting = all.filter(|one| self.run.truth(one.node, self.moment, self.row) == Truth::Met);
        acting.map(|one| one.name.as_str()).collect()
    }

    /// Puts exceptions beside the story of what they are made to, which `title` calls. Where they make a difference, or
    /// may, either will do; else they are told and decide nothing.
    fn excepted(&self, own: Story, title: &str, exceptions: &[ExceptionId]) -> Story {
        let is_needed = !own.helps();
        let told: Vec<Story> = exceptions.iter().map(|id| self.exception(*id, is_needed, "counts as met")).collect();
        let acts = told.iter().filter_map(|exception| exception.truth).max();
        let mut story = self.story(own.span, own.truth.max(acts));
        story.label.clone_from(&own.label);
        if acts.is_some() {
            story.parts_decide = Decide::Some;
            let label = match own.label {
                // A criterion without a name is told by its text.
                None if own.parts.is_empty() => None,
                _ => Some(title.to_string()),
            };
            story.parts.push(Story { label, ..own });
        } else if own.parts.is_empty() {
            story.parts_decide = Decide::All;
            story.parts.push(own);
        } else {
            story = own;
        }
        story.parts.extend(told);
        story
    }

    /// Tells about an exception: whether it was in force, and for whom. `effect` says what it does where it acts; where
    /// it is not needed it does nothing.
    pub(super) fn exception(&self, id: ExceptionId, is_needed: bool, effect: &str) -> Story {
        let exception = self.run.program().exception(id);
        let known = |node| self.run.truth(node, self.moment, self.row);
        let (acts, in_force) = (known(exception.node), known(exception.in_force));
        let mut story = self.story(exception.span.at_start(), None);
        story.label = Some(format!("exception {} until {}", exception.name, exception.until));
        let outcome = match (acts, in_force) {
            (Truth::Unmet, Truth::Unmet) => "had ended",
            (Truth::Unmet, _) => "not for this lead",
            _ if !is_needed => "not needed",
            (Truth::Met, _) => effect,
            (Truth::Unknown, Truth::Unknown) => "may have ended",
            (Truth::Unknown, _) => "may be for this lead",
        };
        story.outcome = Some(outcome.to_string());
        story.truth = (is_needed && acts != Truth::Unmet).then_some(acts);
        if let Some(filter) = &exception.filter {
            // Of one that does nothing it is enough to see why it is not for the lead.
            if story.truth.is_some() {
                story.parts.push(self.criterion(filter));
            } else if in_force != Truth::Unmet {
                story.values = self.reads(filter.node).0.into_iter().map(|field| self.value(field)).collect();
            }
        }
        if story.truth == Some(Truth::Unknown) {
            story.missing =
                self.missing(|run, names| missing::of_criterion(run, exception.node, self.moment, self.row, names));
            if in_force == Truth::Unknown {
                story.change = Some(change::fill_in(self, &story.missing));
            } else {
                story.parts_decide = Decide::All;
            }
        }
        story
    }
}
