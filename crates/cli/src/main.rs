//! The command `mta-sts`: the page's server, and the page's check on the command line.

mod arguments;
mod check;
mod config;
mod cover;
mod evidence_file;
mod exit_status;
mod explain;
mod failure;
mod generate;
mod indented_json;
mod input;
mod input_limits;
mod lint;
mod live;
mod network;
mod plan;
mod plan_file;
mod plan_state;
mod preflight;
mod print;
mod report;
mod scan;
mod serve;
mod stop_signals;
mod transport;

use std::{ffi::OsString, process::ExitCode};

use arguments::{Arguments, Command};
use clap::CommandFactory;
use config::CommandLineError;
use exit_status::ExitStatus;
use failure::Failure;
use words::Language;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    match config::parse(&words) {
        Ok(arguments) => {
            input::set_limit(arguments.max_input);
            finish(&arguments).into()
        }
        Err(CommandLineError::Usage(error)) => usage(&error).into(),
        Err(CommandLineError::Value(error)) => {
            anstream::eprintln!("mta-sts: --config:");
            usage(&error).into()
        }
        Err(CommandLineError::File(failure)) => {
            report_failure(&failure, arguments::environment_language().unwrap_or_default()).into()
        }
    }
}

/// Runs the command. Failures of this program are printed to standard error.
fn finish(arguments: &Arguments) -> ExitStatus {
    let language = arguments.command.language();
    run(&arguments.command, language).unwrap_or_else(|failure| report_failure(&failure, language))
}

fn report_failure(failure: &Failure, language: Language) -> ExitStatus {
    anstream::eprintln!("mta-sts: {}", failure.message(language));
    failure.exit_status()
}

fn run(command: &Command, language: Language) -> Result<ExitStatus, Failure> {
    match command {
        Command::Serve(arguments) => in_runtime(serve::run(arguments)),
        Command::Check(arguments) => in_runtime(check::run(arguments, language)),
        Command::Lint(arguments) => lint::run(arguments, language),
        Command::Match(arguments) => cover::run(arguments, language),
        Command::Explain(arguments) => explain::run(arguments, language),
        Command::Report(arguments) => report::run(arguments, language),
        Command::Generate(arguments) => in_runtime(generate::run(arguments, language)),
        Command::Preflight(arguments) => in_runtime(preflight::run(arguments, language)),
        Command::Plan(arguments) => in_runtime(plan::run(arguments, language)),
        Command::Scan(arguments) => in_runtime(scan::run(arguments, language)),
    }
}

fn in_runtime(work: impl Future<Output = Result<ExitStatus, Failure>>) -> Result<ExitStatus, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Runtime)?.block_on(work)
}

/// Returns success for requested help. Anything else is wrong usage, and the usage is printed.
fn usage(error: &clap::Error) -> ExitStatus {
    let printed = error.print();
    if printed.is_ok() && !error.use_stderr() {
        return ExitStatus::NoErrors;
    }
    if !error.to_string().contains("Usage:") {
        anstream::eprintln!("\n{}", selected_command().render_usage().ansi());
    }
    ExitStatus::Usage
}

/// Returns the command that the arguments select, as far as they can be parsed.
fn selected_command() -> clap::Command {
    let mut command = Arguments::command();
    command.build();
    for argument in std::env::args_os().skip(1) {
        let Some(next) = command.find_subcommand(argument).cloned() else { break };
        command = next;
    }
    command
}
