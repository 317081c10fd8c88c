//! Fields of the lead that nothing reads.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Base;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, Field, FieldAttribute};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L801", name: "unused-field", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let read = contract.uses();
    let fields = contract.ast.blocks().filter_map(|block| if let Block::Lead(body) = block { Some(body) } else { None });
    for field in fields.flat_map(|body| &body.statements).map(|statement| &statement.value) {
        if !is_kept(field) && !is_velocity(contract, &field.name.value) && !read.contains(field.name.value.as_str()) {
            found.push(
                Diagnostic::warning(RULE.code, format!("nothing reads the field `{}`", field.name.value))
                    .label(field.name.span, "not used")
                    .help("take it away, or mark it `required` where it is only to be filled in"),
            );
        }
    }
}

/// Returns whether a velocity that names no amount is of a field: the only one there is.
fn is_velocity(contract: &Contract<'_>, name: &str) -> bool {
    let program = contract.program;
    let trends = program.alerts.iter().flat_map(|alert| &alert.trends).map(|trend| &trend.metric);
    let metrics = program.measures.iter().map(|measure| &measure.metric).chain(trends);
    metrics.into_iter().any(|metric| {
        matches!(metric.base, Base::Velocity { field } if program.schema.field(field).name == name)
    })
}

/// Returns whether a field has a use of its own: as the key, as one that has to be filled in, as one that no two leads
/// share.
fn is_kept(field: &Field) -> bool {
    let is_use = |attribute: &FieldAttribute| {
        matches!(attribute, FieldAttribute::Key | FieldAttribute::Required | FieldAttribute::Unique)
    };
    field.attributes.iter().any(|attribute| is_use(&attribute.value))
}
