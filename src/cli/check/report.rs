//! What `check` prints for machines.

use std::path::PathBuf;

use clap::ValueEnum;

use super::Deny;
use super::inspect::Inspected;
use crate::cli::kind::kind;
use crate::diagnostic::{Report, Setting, render_github, render_gitlab, render_json, render_junit, render_sarif};

/// The forms of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For people
    #[default]
    Human,
    /// For scripts
    Json,
    /// For code hosts: SARIF 2.1.0
    Sarif,
    /// For GitHub: commands of a workflow, shown beside the lines
    Github,
    /// For servers that show tests: JUnit's XML
    Junit,
    /// For GitLab: a code-quality report
    Gitlab,
}

/// Returns all messages as one document.
pub(super) fn page(form: Form, checked: &[Inspected], deny: Deny) -> String {
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let setting = Setting { folder: &folder, kind, fails: &|found| deny.refuses(found) };
    let reports: Vec<Report<'_>> = checked.iter().map(report).collect();
    match form {
        Form::Human => String::new(),
        Form::Json => format!("{:#}\n", render_json(&reports, &setting)),
        Form::Sarif => format!("{:#}\n", render_sarif(&reports, &setting)),
        Form::Github => render_github(&reports, &setting),
        Form::Gitlab => format!("{:#}\n", render_gitlab(&reports, &setting)),
        // INVARIANT: XML that goes to memory can be written.
        Form::Junit => render_junit(&reports, &setting).unwrap_or_else(|error| unreachable!("{error}")),
    }
}

fn report(inspected: &Inspected) -> Report<'_> {
    Report {
        name: &inspected.name,
        diagnostics: &inspected.diagnostics,
        sources: &inspected.sources,
        fingerprints: &inspected.fingerprints,
    }
}
