//! Fields that decide a hand-off and may be blank.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::StageId;
use crate::lint::reads::open_fields;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;
use crate::types::FieldId;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L839", name: "optional-deciding-field", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    // The first stage at which a field decides.
    let mut stages: BTreeMap<FieldId, &str> = BTreeMap::new();
    for (id, stage) in (0..).map(StageId).zip(&program.stages) {
        if stage.handoff.is_some() {
            for field in open_fields(program, id) {
                stages.entry(field).or_insert(&stage.name);
            }
        }
    }
    let declared = contract.ast.blocks().filter_map(|block| if let Block::Lead(body) = block { Some(body) } else { None });
    for name in declared.flat_map(|body| &body.statements).map(|statement| &statement.value.name) {
        let Some(id) = program.schema.find(&name.value) else { continue };
        let Some(stage) = stages.get(&id) else { continue };
        let field = program.schema.field(id);
        if !field.required && field.default.is_none() && id != program.schema.key {
            found.push(
                Diagnostic::warning(RULE.code, format!("`{}` decides the hand-off at `{stage}` and may be blank", name.value))
                    .label(name.span, "is not `required`")
                    .help("mark it `required`, or say with `else`, `default` or `is present` what a blank means"),
            );
        }
    }
}
