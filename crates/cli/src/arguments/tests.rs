//! The command line is consistent, and each option and example is documented.

use clap::CommandFactory;

use super::*;

#[test]
fn the_command_line_is_consistent() {
    Arguments::command().debug_assert();
}

/// Returns every option of every command.
fn options(command: &clap::Command) -> Vec<clap::Arg> {
    let own = command.get_arguments().filter(|option| option.get_long().is_some()).cloned();
    own.chain(command.get_subcommands().flat_map(options)).collect()
}

#[test]
fn every_option_has_an_environment_variable_of_its_name() {
    for option in options(&Arguments::command()) {
        let name = format!("MTA_STS_{}", option.get_long().unwrap().replace('-', "_").to_uppercase());
        assert_eq!(option.get_env().and_then(|env| env.to_str()), Some(name.as_str()));
    }
}

#[test]
fn every_help_has_an_example() {
    let mut command = Arguments::command();
    command.build();
    let mut open = vec![command];
    while let Some(command) = open.pop() {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(command.get_name() == "help" || help.contains("mta-sts "), "{}", command.get_name());
        open.extend(command.get_subcommands().filter(|command| command.get_name() != "help").cloned());
    }
}
