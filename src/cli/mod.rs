//! The command line: one file a subcommand. Only this room prints, reads the clock and the environment.

mod activities;
mod at_risk;
mod batch;
mod check;
mod context;
mod error;
mod eval;
mod exit;
mod explain;
mod external;
mod fmt;
mod git;
mod kind;
mod outputs;
mod project;
mod project_file;
mod rule;
mod sources;
mod streams;
mod summary;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use context::Context;
use exit::Exit;

/// Lead contracts between marketing and sales: checked, and leads judged by them.
#[derive(Debug, Parser)]
#[command(name = "leadpact", version, max_term_width = 100, after_help = exit::HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckArguments),
    Eval(Box<eval::EvalArguments>),
    Explain(Box<explain::ExplainArguments>),
    Fmt(fmt::FmtArguments),
    Rule(rule::RuleArguments),
}

/// Returns the command line as clap knows it, for the reference page.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the command that the process was started with, and returns its exit code.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(context::report_bug));
    let arguments = Arguments::parse();
    let mut context = Context::of_process();
    let exit = match arguments.command {
        Command::Check(arguments) => check::run(&arguments, &mut context),
        Command::Eval(arguments) => eval::run(&arguments, &mut context),
        Command::Explain(arguments) => explain::run(&arguments, &mut context),
        Command::Fmt(arguments) => fmt::run(&arguments, &mut context),
        Command::Rule(arguments) => rule::run(&arguments, &mut context),
    };
    context.finish(exit).into()
}
