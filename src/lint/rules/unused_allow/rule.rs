//! Found where comments that allow something are settled.

use crate::diagnostic::Code;
use crate::lint::{Category, Level, Rule};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L891", name: "unused-allow", page: include_str!("rule.md") },
    category: Category::Style,
    level: Level::Warning,
    check: |_, _| {},
};
