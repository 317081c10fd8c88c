//! `and` beside `or` without parentheses.

use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::lint::expressions::Scoped;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Expression, ExpressionKind};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L881", name: "and-beside-or", page: include_str!("rule.md") },
    category: Category::Style,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for scoped in contract.expressions().into_iter().flat_map(Scoped::all) {
        let ExpressionKind::Or(parts) = &scoped.expression.kind else { continue };
        let bare: Vec<&Expression> = parts.iter().filter(|part| matches!(part.kind, ExpressionKind::And(_))).collect();
        let Some(first) = bare.first() else { continue };
        let put = |span, text: &str| Edit { span, text: text.to_string() };
        let edits = bare.iter().flat_map(|part| [put(part.span.at_start(), "("), put(part.span.at_end(), ")")]);
        let fix = Fix { title: "put what `and` joins in parentheses".to_string(), edits: edits.collect() };
        let diagnostic = Diagnostic::warning(RULE.code, "`and` beside `or`")
            .label(first.span, "these go together")
            .help("put them in parentheses, or write `any { … }` with a criterion a line");
        found.push(Diagnostic { fix: Some(fix), ..diagnostic });
    }
}
