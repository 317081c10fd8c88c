//! One text in several spellings of its capitals.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::texts::{Text, compared, one_each};
use crate::lint::{Category, Contract, Level, Rule};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L882", name: "case-of-text", page: include_str!("rule.md") },
    category: Category::Style,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for (_, texts) in compared(contract) {
        for (_, same) in one_each(&texts) {
            let count = |text: &Text<'_>| same.iter().filter(|other| other.text == text.text).count();
            // Of spellings that stand equally often the first.
            let Some(usual) = same.iter().rev().max_by_key(|text| count(text)) else { continue };
            let written = &contract.sources.file(usual.span.file).text()[usual.span.range()];
            for text in same.iter().filter(|text| text.text != usual.text) {
                found.push(
                    Diagnostic::warning(RULE.code, format!("`{}` is `{}` elsewhere", text.text, usual.text))
                        .label(text.span, "the same to the contract, not to a search")
                        .help("write it as it stands elsewhere")
                        .fix("write it as it stands elsewhere", text.span, written),
                );
            }
        }
    }
}
