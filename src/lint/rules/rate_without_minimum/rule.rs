//! Rates of groups that may be one lead each.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::MeasureKind;
use crate::lint::{Category, Contract, Level, Rule};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L863", name: "rate-without-minimum", page: include_str!("rule.md") },
    category: Category::Statistics,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for measure in &contract.program.measures {
        // Targets of timers and caps have no minimum.
        let has_one = matches!(measure.kind, MeasureKind::Commitment | MeasureKind::Kpi);
        if has_one && measure.metric.is_rate() && !measure.by.is_empty() && measure.metric.minimum <= 1 {
            found.push(
                Diagnostic::warning(RULE.code, format!("a group of one lead meets or misses `{}`", measure.name))
                    .label(measure.metric.span, "is a rate of each group, however small")
                    .help("write `minimum 20`: below it a group is `insufficient_data`, and neither meets nor misses"),
            );
        }
    }
}
