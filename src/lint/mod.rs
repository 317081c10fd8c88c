//! The linter: finds what compiles and cannot work, is not what was meant, or cannot be kept.
//!
//! A rule is a function over a [`Contract`] that pushes messages. How much they weigh is for the project's [`Settings`];
//! a comment in the contract may allow one, with its reason. Rules do not see each other.

mod allow;
mod contract;
mod expressions;
mod fingerprint;
mod rates;
mod reads;
mod rule;
pub mod rules;
mod texts;
mod words;

use std::collections::BTreeMap;

pub use contract::{Contract, Other};
pub use fingerprint::fingerprints;
pub use rule::{Category, Level, Rule};

use crate::diagnostic::{Diagnostic, Diagnostics};

/// Which rules a project follows, and how much they weigh: a rule's own word before its category's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// By name of the rule.
    pub rules: BTreeMap<&'static str, Level>,
    /// By category.
    pub categories: BTreeMap<Category, Level>,
}

impl Settings {
    /// Returns how much a rule's findings weigh.
    pub fn level(&self, rule: &Rule) -> Level {
        let own = self.rules.get(rule.code.name).or(self.categories.get(&rule.category));
        own.copied().unwrap_or(rule.level)
    }
}

/// Returns what the rules find in a contract, in the order of its lines.
pub fn lint(contract: &Contract<'_>, settings: &Settings) -> Diagnostics {
    let mut found = Vec::new();
    for rule in rules::ALL.iter().filter(|rule| settings.level(rule) != Level::Off) {
        (rule.check)(contract, &mut found);
    }
    allow::settle(contract, settings, &mut found);
    let weighed = found.into_iter().filter_map(|diagnostic| {
        let severity = settings.level(rules::find(diagnostic.code.id)?).severity()?;
        Some(Diagnostic { severity, ..diagnostic })
    });
    let mut diagnostics: Diagnostics = weighed.collect();
    diagnostics.sort();
    diagnostics
}
