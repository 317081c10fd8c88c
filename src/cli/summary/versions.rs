//! The summary of several versions of a contract: which judged what, then each by itself.

use std::fmt::Write;

use serde_json::{Value, json};

use super::human::{self, count, counted, table};
use super::{Summary, json as one};
use crate::batch::Report;
use crate::cli::at_risk;
use crate::diagnostic::Diagnostics;
use crate::eval::HandoffVerdict;

/// The version of the document's form.
const VERSION: u32 = 1;

/// What one version came to.
pub(in crate::cli) struct VersionSummary<'a> {
    pub(in crate::cli) summary: Summary<'a>,
    /// What names it: a path, or `REV:path`.
    pub(in crate::cli) name: &'a str,
    /// The commit that it is of.
    pub(in crate::cli) revision: Option<&'a str>,
}

/// What several versions came to.
pub(in crate::cli) struct SeveralVersions<'a> {
    /// The versions, the newest first; there is one at least.
    pub(in crate::cli) versions: &'a [VersionSummary<'a>],
    /// Leads handed over before the first of them.
    pub(in crate::cli) before: u64,
    /// Leads handed over on a day that is of two of them.
    pub(in crate::cli) open: u64,
    /// What is to be known of the history that they are from.
    pub(in crate::cli) notes: &'a Diagnostics,
}

impl VersionSummary<'_> {
    /// Returns how many hand-offs it judged.
    fn handoffs(&self) -> u64 {
        let judged = [HandoffVerdict::Ok, HandoffVerdict::Premature, HandoffVerdict::Unproven];
        let counts = self.summary.tally.handoffs.iter().map(|(_, counts)| counts);
        counts.map(|counts| judged.map(|verdict| counts[verdict as usize]).iter().sum::<u64>()).sum()
    }
}

impl<'a> SeveralVersions<'a> {
    fn newest(&self) -> &Summary<'a> {
        &self.versions[0].summary
    }

    fn sum(&self, number: impl Fn(&Summary<'_>) -> u64) -> u64 {
        self.versions.iter().map(|version| number(&version.summary)).sum()
    }

    /// Renders the summary for people, in so many columns.
    pub(in crate::cli) fn human(&self, width: usize) -> String {
        let mut page = self.head(width);
        human::add(&mut page, human::reading(self.newest(), width));
        // What was read is said once.
        let nothing = Report::default();
        for (place, version) in self.versions.iter().enumerate() {
            let mut summary = version.summary;
            let contract = &summary.program.contract;
            let _ = writeln!(page, "\nversion {} ({}, from {})", contract.version, version.name, contract.effective);
            page.push_str(&human::not_judged(&summary));
            if place > 0 {
                (summary.report, summary.duplicates_checked) = (&nothing, true);
            }
            if contract.timezone.start_of(contract.effective) > summary.as_of {
                page.push_str("\n  not in force yet\n");
            } else {
                human::add(&mut page, human::judged(&summary, width));
            }
        }
        page
    }

    /// Renders the timers of all versions that run out next.
    pub(in crate::cli) fn at_risk(&self, width: usize) -> String {
        let lists: Vec<_> = self.versions.iter().filter_map(|version| version.summary.at_risk).collect();
        at_risk::human(&lists, self.newest().as_of, width)
    }

    fn head(&self, width: usize) -> String {
        let newest = self.newest();
        let mut page = String::new();
        let numbers: Vec<String> =
            self.versions.iter().map(|version| version.summary.program.contract.version.to_string()).collect();
        let (last, others) = numbers.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
        let _ = writeln!(page, "{}, versions {} and {last}", newest.program.contract.name, others.join(", "));
        let _ = writeln!(page, "{}", human::as_of(newest));
        let leads = self.sum(|summary| summary.tally.leads);
        let _ = write!(page, "{} read, {} judged", counted(newest.report.rows, "row"), counted(leads, "lead"));
        for (number, what) in [
            (self.sum(|summary| summary.findings.rejected()), "rejected"),
            (self.sum(|summary| summary.tally.out_of_scope), "out of scope"),
            (self.before, "handed over before the first version and not judged"),
            (self.open, "handed over on a day of two versions and not judged"),
        ] {
            if number > 0 {
                let _ = write!(page, ", {} {what}", count(number));
            }
        }
        page.push('\n');
        let rows = self.versions.iter().map(|version| {
            let contract = &version.summary.program.contract;
            vec![
                contract.version.to_string(),
                version.revision.unwrap_or(version.name).to_string(),
                contract.effective.to_string(),
                count(version.handoffs()),
                count(version.summary.tally.leads),
            ]
        });
        let header = ["version", "revision", "in force from", "hand-offs judged", "leads"];
        page.push('\n');
        page.push_str(&table(width, 3, &header, rows.collect()));
        page
    }

    /// Renders the summary for machines: the document of each version, in one.
    pub(in crate::cli) fn json(&self) -> Value {
        let newest = self.newest();
        let version = |version: &VersionSummary<'_>| {
            let contract = &version.summary.program.contract;
            json!({
                "version": contract.version,
                "contract": version.name,
                "revision": version.revision,
                "effective": contract.effective.to_string(),
                "handoffs": version.handoffs(),
                "leads": version.summary.tally.leads,
                "summary": one::render(&version.summary),
            })
        };
        json!({
            "version": VERSION,
            "contract": { "name": newest.program.contract.name },
            "as_of": newest.as_of.to_string(),
            "rows": {
                "read": newest.report.rows,
                "rejected": self.sum(|summary| summary.findings.rejected()),
                "leads": self.sum(|summary| summary.tally.leads),
                "out_of_scope": self.sum(|summary| summary.tally.out_of_scope),
            },
            "before_contract": self.before,
            "indeterminate": self.open,
            "notes": self.notes.iter().map(|note| json!({
                "code": note.code.id, "severity": note.severity.word(), "message": note.message, "help": note.help,
            })).collect::<Vec<_>>(),
            "versions": self.versions.iter().map(version).collect::<Vec<_>>(),
        })
    }
}
