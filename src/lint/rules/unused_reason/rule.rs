//! Reasons that no rejection can carry.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, list};
use crate::ir::{Reason, RejectionRecord};
use crate::lint::{Category, Contract, Level, Rule};
use crate::types::Type;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L807", name: "unused-reason", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let Some(rejection) = &contract.program.rejection else { return };
    match &rejection.recorded {
        // Told once: it is the record that lacks the reason, and not one of them.
        RejectionRecord::When(criterion) => {
            if !rejection.reasons.is_empty() {
                found.push(
                    Diagnostic::warning(RULE.code, "no rejection can carry one of the reasons")
                        .label(criterion.span, "a status, without a reason")
                        .help("write `recorded FIELD because FIELD`, or take the reasons away"),
                );
            }
        }
        RejectionRecord::At { because, .. } => {
            let Some(field) = because.map(|because| contract.program.schema.field(because)) else { return };
            // Any text may stand in a field of text; a cell of a picklist is read as its option.
            if !matches!(field.kind, Type::OneOf(_)) {
                return;
            }
            let options: BTreeSet<String> =
                field.options.iter().map(|option| Reason::as_matched(&option.label)).collect();
            for reason in &rejection.reasons {
                if !reason.spellings.iter().any(|spelling| options.contains(spelling)) {
                    let options = list(field.options.iter().map(|option| option.label.as_str()));
                    found.push(
                        Diagnostic::warning(RULE.code, format!("no rejection can carry the reason `{}`", reason.code))
                            .label(reason.span, format!("`{}` has no such option", field.name))
                            .help(format!("it holds {options}: name the one that is meant by `also [\"…\"]`")),
                    );
                }
            }
        }
    }
}
