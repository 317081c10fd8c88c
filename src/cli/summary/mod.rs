//! What a batch came to: for people on the terminal, for machines as JSON.

mod columns;
mod figures;
mod human;
mod json;
mod parties;
mod passages;
mod promises;
mod reading;
mod versions;

pub(super) use human::table;
pub(super) use versions::{SeveralVersions, VersionSummary};

use std::collections::BTreeMap;

use super::at_risk::{AtRisk, Leads};
use crate::batch::Report;
use crate::eval::Tally;
use crate::ir::Program;
use crate::measure::pause::PauseVerdict;
use crate::measure::{Figures, Passage};
use crate::source::Sources;
use crate::time::Instant;
use crate::types::{Effect, Finding, FindingKind};

/// The findings of a batch by kind and column: how many, and the first of each.
#[derive(Debug, Default)]
pub(super) struct FindingCounts {
    counts: BTreeMap<(FindingKind, String), (u64, Finding)>,
    rejected: u64,
}

impl FindingCounts {
    /// Counts findings in the main file, of which a rejected row has one that rejects it.
    pub(super) fn add(&mut self, findings: &[Finding]) {
        self.rejected += findings.iter().filter(|finding| is_rejecting(finding.kind)).count() as u64;
        self.add_joined(findings);
    }

    /// Counts findings in joined files, whose rows are no leads.
    pub(super) fn add_joined(&mut self, findings: &[Finding]) {
        for finding in findings {
            let key = (finding.kind, finding.column.to_string());
            self.counts.entry(key).or_insert_with(|| (0, finding.clone())).0 += 1;
        }
    }

    /// Returns how many rows of the main file are no leads.
    pub(super) fn rejected(&self) -> u64 {
        self.rejected
    }

    /// Returns whether a row of any file was rejected.
    pub(super) fn has_rejected(&self) -> bool {
        self.counts.keys().any(|(kind, _)| is_rejecting(*kind))
    }

    /// Returns whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    fn iter(&self) -> impl Iterator<Item = (FindingKind, &str, u64, &Finding)> {
        self.counts.iter().map(|((kind, column), (count, first))| (*kind, column.as_str(), *count, first))
    }
}

fn is_rejecting(kind: FindingKind) -> bool {
    kind.effect() == Effect::Rejected
}

/// Everything that a summary shows.
#[derive(Clone, Copy)]
pub(super) struct Summary<'a> {
    /// The contract.
    pub(super) program: &'a Program,
    /// Its texts, for the lines of blocks that are not judged.
    pub(super) sources: &'a Sources,
    /// The clock of the run.
    pub(super) as_of: Instant,
    /// Whether the clock was read rather than given (S2.1).
    pub(super) as_of_is_now: bool,
    /// The counts.
    pub(super) tally: &'a Tally,
    /// The findings.
    pub(super) findings: &'a FindingCounts,
    /// What the reader says: of rows, columns, headers and files, and what looks wrong.
    pub(super) report: &'a Report,
    /// Whether the page shows every column that is read, not only those with something to note.
    pub(super) all_columns: bool,
    /// Whether duplicates were looked for (S7.2).
    pub(super) duplicates_checked: bool,
    /// The timers that run out next, where they are asked for.
    pub(super) at_risk: Option<(&'a AtRisk, Leads<'a>)>,
    /// The figures of the contract's series.
    pub(super) figures: &'a [Figures],
    /// What passed from party to party, by hand-off.
    pub(super) passages: &'a [Passage],
}

impl Summary<'_> {
    /// Renders the summary for people, in so many columns.
    pub(super) fn human(&self, width: usize) -> String {
        human::render(self, width)
    }

    /// Returns whether a source has such a verdict.
    pub(super) fn has_source(&self, is_such: impl Fn(PauseVerdict) -> bool) -> bool {
        figures::verdicts(self).any(is_such)
    }

    /// Returns whether a commitment or kpi missed its target in its latest final window.
    pub(super) fn has_missed(&self) -> bool {
        figures::has_missed(self)
    }

    /// Renders the summary for machines.
    pub(super) fn json(&self) -> serde_json::Value {
        json::render(self)
    }
}
