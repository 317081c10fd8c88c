//! The reference page of the language's operators, written from their tables.

use std::fmt::Write;

use super::FAMILIES;

/// Returns the page: Markdown, a table a family.
pub fn reference() -> String {
    let mut page = String::from("# Operators\n\nEvery example is a line that the check accepts.\n");
    for family in FAMILIES {
        let _ = write!(page, "\n## {}\n\n| form | meaning | example |\n|---|---|---|\n", family.name);
        for operator in family.operators {
            let cell = |text: &str| text.replace('|', "\\|");
            let (signature, sentence) = (cell(operator.signature), cell(operator.sentence));
            let _ = writeln!(page, "| `{signature}` | {sentence} | `{}` |", cell(operator.example));
        }
    }
    page
}
