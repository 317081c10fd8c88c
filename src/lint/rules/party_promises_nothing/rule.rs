//! Parties that owe nothing.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::MeasureKind;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::ContractStatement;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L834", name: "party-promises-nothing", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    for statement in contract.head_statements() {
        let ContractStatement::Party(name, _) = &statement.value else { continue };
        let Some(place) = program.contract.parties.iter().position(|(party, _)| *party == name.value) else { continue };
        let answers = program.slas.iter().any(|sla| sla.party == place);
        let is_promise = |kind: MeasureKind| kind == MeasureKind::Commitment;
        let promises =
            program.measures.iter().any(|measure| is_promise(measure.kind) && measure.party == Some(place));
        if answers || promises {
            continue;
        }
        let handoffs = || program.stages.iter().filter_map(|stage| stage.handoff);
        let (does, help) = if handoffs().any(|handoff| handoff.from == place) {
            ("hands leads over", "write a `commitment` of it: how many leads that meet the criteria, in which time")
        } else if handoffs().any(|handoff| handoff.to == place) {
            ("takes leads", "write an `sla` of it: how soon a lead is answered")
        } else {
            ("is a party", "write what it owes, as an `sla` or a `commitment`, or leave it out")
        };
        found.push(
            Diagnostic::warning(RULE.code, format!("`{}` {does} and promises nothing", name.value))
                .label(name.span, "owes no `sla` and no `commitment`")
                .help(help),
        );
    }
}
