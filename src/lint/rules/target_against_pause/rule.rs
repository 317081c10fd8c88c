//! Targets that a source may keep and be paused.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::MeasureKind;
use crate::lint::rates::{covers, pausing, percent, tolerated};
use crate::lint::{Category, Contract, Level, Rule};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L841", name: "target-against-pause", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    let is_promise = |kind: MeasureKind| matches!(kind, MeasureKind::Commitment | MeasureKind::Kpi);
    for measure in program.measures.iter().filter(|measure| is_promise(measure.kind)) {
        let Some(tolerated) = tolerated(&measure.metric, &measure.target) else { continue };
        let stricter = program.pauses.iter().filter(|rule| covers(&measure.metric, &rule.metric));
        let stricter = stricter.filter_map(|rule| Some((pausing(rule)?, rule))).filter(|(share, _)| *share < tolerated);
        let Some((share, rule)) = stricter.min_by_key(|(share, _)| *share) else { continue };
        let (tolerated, share) = (percent(tolerated), percent(share));
        found.push(
            Diagnostic::warning(RULE.code, format!("a source may keep to `{}` and be paused", measure.name))
                .label(measure.target.span, format!("{tolerated} may come back"))
                .label(rule.trips.span, format!("paused above {share}"))
                .help("bring the two together: what is good enough as a whole should not cost a source its place"),
        );
    }
}
