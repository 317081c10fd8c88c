//! `leadpact rule`: the page of a code.

use clap::Args;

use super::context::{Context, Format};
use super::{Exit, error};
use crate::diagnostic::codes;

/// Prints the page of a rule or error, by its code or its name; lists them all without one
#[derive(Debug, Args)]
pub(super) struct RuleArguments {
    /// A code such as C201, or its name
    code: Option<String>,
}

pub(super) fn run(arguments: &RuleArguments, context: &mut Context) -> Exit {
    let Some(word) = &arguments.code else {
        let lines: Vec<String> =
            codes::all().map(|code| format!("{}  {:<28} {}\n", code.id, code.name, sentence(code.page))).collect();
        context.print(&lines.concat());
        return Exit::Done;
    };
    match codes::find(word) {
        Some(code) => {
            context.print(&format!("{}: {}", code.id, code.page.trim_start_matches("# ")));
            Exit::Done
        }
        None => {
            let known: Vec<&str> = codes::all().flat_map(|code| [code.id, code.name]).collect();
            context.refuse(error::unknown_code(word, &known), Format::Human)
        }
    }
}

/// Returns the first sentence of a page, for the list.
fn sentence(page: &str) -> String {
    let text = page.split("\n\n").nth(1).unwrap_or("").replace('\n', " ");
    let end = text.find(". ").or_else(|| text.find(": ")).unwrap_or(text.len());
    text[..end].trim_end_matches('.').to_string()
}
