//! `leadpact rule`: the page of a code.

use clap::Args;

use super::context::{Context, Format};
use super::{Exit, error};
use crate::diagnostic::{Code, codes};
use crate::lint::rules;

/// Prints the page of a rule or error, by its code or its name; lists them all without one
#[derive(Debug, Args)]
pub(super) struct RuleArguments {
    /// A code such as C201, or its name
    code: Option<String>,
}

pub(super) fn run(arguments: &RuleArguments, context: &mut Context) -> Exit {
    let Some(word) = &arguments.code else {
        let line = |code: Code| format!("{}  {:<28} {}\n", code.id, code.name, code.sentence());
        let lines: Vec<String> = all().map(line).collect();
        context.print(&lines.concat());
        return Exit::Done;
    };
    let is_it = |code: &Code| code.id.eq_ignore_ascii_case(word) || code.name.eq_ignore_ascii_case(word);
    match all().find(is_it) {
        Some(code) => {
            context.print(&format!("{}: {}{}", code.id, code.page.trim_start_matches("# "), weight(code)));
            Exit::Done
        }
        None => {
            let known: Vec<&str> = all().flat_map(|code| [code.id, code.name]).collect();
            context.refuse(error::unknown_code(word, &known), Format::Human)
        }
    }
}

/// Iterates over every code that a message may have, those of the linter last.
fn all() -> impl Iterator<Item = Code> {
    codes::all().chain(rules::ALL.iter().map(|rule| rule.code))
}

/// Returns what a rule is about and how much its findings weigh.
fn weight(code: Code) -> String {
    rules::find(code.id).map_or_else(String::new, |rule| {
        let (category, level, name) = (rule.category.word(), rule.level.word(), rule.code.name);
        // What is wrong with a comment that allows is not allowed by another.
        let one_place = if rules::is_of_comments(rule) {
            String::new()
        } else {
            format!(" For one place, write `# leadpact: allow {name}, because …` before it.")
        };
        format!(
            "\n## Level\n\nA rule of {category}, and {level} unless `leadpact.yaml` says otherwise: \
             `lint: {{ rules: {{ {name}: off }} }}`.{one_place}\n"
        )
    })
}
