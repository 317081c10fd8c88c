//! The pages `tests/reference/cli.md`, `codes.md` and `rules.md`: made from clap and from the registries, and compared.

use std::fmt::Write;

use clap::{Arg, ArgAction, Command};
use leadpact::diagnostic::codes;
use leadpact::lint::rules;

#[test]
fn command_line() {
    let mut command = leadpact::cli::command();
    command.build();
    let mut page = String::from("# The command line\n");
    describe(&command, "leadpact", &mut page);
    let commands = command.get_subcommands().filter(|inner| inner.get_name() != "help");
    for inner in commands {
        describe(inner, &format!("leadpact {}", inner.get_name()), &mut page);
    }
    crate::reference::check("cli.md", &page);
}

/// Writes what a command is, how it is called, and what each of its arguments means.
fn describe(command: &Command, path: &str, page: &mut String) {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    assert!(!about.is_empty(), "{path} says nothing of itself");
    let usage = command.clone().render_usage().to_string();
    let _ = writeln!(page, "\n## {path}\n\n{about}\n\n```text\n{}\n```", usage.trim_start_matches("Usage: "));
    let inner: Vec<&Command> = command.get_subcommands().filter(|inner| inner.get_name() != "help").collect();
    if !inner.is_empty() {
        page.push_str("\n| command | does |\n|---|---|\n");
    }
    for inner in inner {
        let about = inner.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(page, "| `{}` | {} |", inner.get_name(), cell(&about));
    }
    let arguments: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_hide_set()).collect();
    if !arguments.is_empty() {
        page.push_str("\n| argument | means |\n|---|---|\n");
    }
    for argument in arguments {
        let _ = writeln!(page, "| `{}` | {} |", name(argument).replace('|', "\\|"), cell(&meaning(argument, path)));
    }
    if let Some(after) = command.get_after_help() {
        let _ = writeln!(page, "\n{after}");
    }
}

fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

/// Returns how an argument is written.
fn name(argument: &Arg) -> String {
    let long = argument.get_long().map(|long| format!("--{long}"));
    let short = argument.get_short().map(|short| format!("-{short}"));
    let flag = [short, long].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if matches!(argument.get_action(), ArgAction::SetTrue | ArgAction::Help | ArgAction::Version) {
        return flag;
    }
    let value = argument.get_value_names().map(|names| names.join(" ")).unwrap_or_default();
    let many = if argument.get_num_args().is_some_and(|count| count.max_values() > 1) { "…" } else { "" };
    match (flag.is_empty(), argument.is_required_set()) {
        (true, true) => format!("<{value}>{many}"),
        (true, false) => format!("[{value}]{many}"),
        (false, _) => format!("{flag} <{value}>{many}"),
    }
}

/// Returns what an argument means, with the values it takes.
fn meaning(argument: &Arg, path: &str) -> String {
    let mut text = argument.get_help().map(ToString::to_string).unwrap_or_default();
    assert!(!text.is_empty(), "{path} {} says nothing of itself", name(argument));
    let values = argument.get_possible_values();
    if !values.is_empty() && argument.get_action().takes_values() {
        let shown = values.iter().map(|value| match value.get_help() {
            Some(help) => format!("`{}`: {help}", value.get_name()),
            None => format!("`{}`", value.get_name()),
        });
        let _ = write!(text, " ({})", shown.collect::<Vec<_>>().join("; "));
    }
    if argument.is_required_set() {
        text.push_str("; must be given");
    }
    for default in argument.get_default_values().iter().filter(|_| argument.get_action().takes_values()) {
        let _ = write!(text, "; `{}` unless said", default.to_string_lossy());
    }
    text
}

#[test]
fn codes_with_their_sentences() {
    let mut page = String::from(
        "# Codes\n\nS reading files · P reading a contract · C checking it · B describing and opening a batch · D found \
         in data · X refused by a command. `leadpact rule CODE` shows a code's page.\n\n| code | name | means |\n|---|---|---|\n",
    );
    let listed = super::support::Place::new().done("rule");
    let mut lines = listed.lines();
    for code in codes::all() {
        let line = lines.next().unwrap_or_default();
        let rest = line.strip_prefix(code.id).and_then(|rest| rest.trim_start().strip_prefix(code.name));
        let sentence = rest.unwrap_or_else(|| panic!("`rule` lists `{line}` where {} is next", code.id)).trim();
        assert!(!sentence.is_empty(), "{} has no first sentence", code.id);
        let _ = writeln!(page, "| {} | `{}` | {} |", code.id, code.name, sentence.replace('|', "\\|"));
    }
    for rule in rules::ALL {
        let line = lines.next().unwrap_or_default();
        assert!(line.starts_with(rule.code.id), "`rule` lists `{line}` where {} is next", rule.code.id);
    }
    assert_eq!(lines.next(), None);
    crate::reference::check("codes.md", &page);
}

#[test]
fn rules_with_their_sentences() {
    let mut page = String::from(
        "# Rules\n\nWhat `leadpact check` looks for in a contract that compiles. `leadpact rule CODE` shows a rule's page; levels are \
         those that a project begins with.\n\n| code | name | category | level | rests on |\n|---|---|---|---|---|\n",
    );
    for rule in rules::ALL {
        let (code, sentence) = (rule.code, rule.code.sentence());
        assert!(!sentence.is_empty(), "{} has no first sentence", code.id);
        let (category, level) = (rule.category.word(), rule.level.word());
        let _ = writeln!(page, "| {} | `{}` | {category} | {level} | {} |", code.id, code.name, cell(&sentence));
    }
    crate::reference::check("rules.md", &page);
}
