//! Options from a TOML file: `serve --config FILE`. Each key is the name of an option. Values from the file replace the
//! options' defaults, so the command line and the environment override them.

use std::{ffi::OsString, path::Path};

use clap::{CommandFactory, FromArgMatches, Id, Parser};
use toml::{Table, Value};

use crate::{
    arguments::{Arguments, Command},
    failure::Failure,
    input,
    input_limits::Kind,
};

/// The reason why the command line, or the file that it names, cannot be used.
#[derive(Debug)]
pub(crate) enum CommandLineError {
    /// The command line itself, or a request for help.
    Usage(clap::Error),
    /// A value in the file.
    Value(clap::Error),
    /// The file.
    File(Failure),
}

/// Reads the command line, and the file that it names, if it names one.
pub(crate) fn parse(words: &[OsString]) -> Result<Arguments, CommandLineError> {
    let arguments = Arguments::try_parse_from(words).map_err(CommandLineError::Usage)?;
    let Command::Serve(serve) = &arguments.command else { return Ok(arguments) };
    let Some(path) = &serve.config else { return Ok(arguments) };
    let table = read(path, arguments.max_input).map_err(CommandLineError::File)?;
    let command = with_defaults(path, table).map_err(CommandLineError::File)?;
    let matches = command.try_get_matches_from(words).map_err(CommandLineError::Value)?;
    Arguments::from_arg_matches(&matches).map_err(CommandLineError::Value)
}

fn read(path: &Path, max_input: Option<u64>) -> Result<Table, Failure> {
    let text = String::from_utf8_lossy(&input::read_within(path, Kind::Text, max_input)?).into_owned();
    text.parse().map_err(|error| config_failure(path, syntax_error(&text, &error)))
}

/// Returns the error and its line. The error's own text would repeat the line, however long it is.
fn syntax_error(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("line {}: {}", before.matches('\n').count() + 1, error.message())
}

fn config_failure(path: &Path, why: String) -> Failure {
    Failure::Config { path: path.to_owned(), why }
}

/// Returns the command-line grammar. The file's values become defaults of `serve` and of the options that all commands
/// share.
fn with_defaults(path: &Path, table: Table) -> Result<clap::Command, Failure> {
    let mut all = Arguments::command();
    let mut serve = all.find_subcommand("serve").cloned().expect("there is such a command");
    for (key, value) in table {
        let values = texts(&value)
            .ok_or_else(|| config_failure(path, format!("{key} is neither text, number, boolean nor a list")))?;
        if let Some(id) = option(&serve, &key) {
            serve = serve.mut_arg(id, |option| option.default_values(values));
        } else if let Some(id) = option(&all, &key) {
            all = all.mut_arg(id, |option| option.default_values(values));
        } else {
            return Err(Failure::UnknownOption { path: path.to_owned(), key });
        }
    }
    Ok(all.mut_subcommand("serve", |_| serve))
}

/// Returns the id of the option with this name. A file cannot name another file.
fn option(command: &clap::Command, key: &str) -> Option<Id> {
    let mut options = command.get_arguments().filter(|_| key != "config");
    options.find(|option| option.get_long() == Some(key)).map(|option| option.get_id().clone())
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        value => text(value).map(|text| vec![text]),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Serve;

    fn serve(file: &str, options: &[&str]) -> Result<Serve, CommandLineError> {
        match arguments(file, options)?.command {
            Command::Serve(serve) => Ok(*serve),
            other => panic!("{other:?}"),
        }
    }

    fn arguments(file: &str, options: &[&str]) -> Result<Arguments, CommandLineError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("serve.toml");
        std::fs::write(&path, file).unwrap();
        let words = ["mta-sts", "serve", "--config", path.to_str().unwrap()];
        let words: Vec<OsString> = words.iter().chain(options).map(OsString::from).collect();
        parse(&words)
    }

    #[test]
    fn the_file_may_contain_options_of_all_commands() {
        let limit = |options: &[&str]| arguments("max-input = 7000\n", options).unwrap().max_input;
        assert_eq!((limit(&[]), limit(&["--max-input", "8000"])), (Some(7000), Some(8000)));
    }

    #[test]
    fn the_file_itself_is_read_within_the_limit() {
        let wrong = arguments("max-input = 7000\n", &["--max-input", "16"]).unwrap_err();
        assert!(matches!(wrong, CommandLineError::File(Failure::TooLarge { limit: 16, .. })), "{wrong:?}");
    }

    #[test]
    fn the_file_names_options_as_the_command_line_does() {
        let file = "listen = '127.0.0.1:1'\nremember = 7\nlog-clients = true\nno-probe = false\nlab = true\n\
                    host = ['a.example', 'b.example']\nresolver = '192.0.2.53'\nlog-format = 'json'\n";
        let serve = serve(file, &[]).unwrap();
        assert_eq!((serve.listen.port(), serve.server.remember), (1, 7));
        assert!(serve.server.log_clients && serve.network.lab && !serve.network.no_probe);
        assert_eq!(serve.server.host, ["a.example", "b.example"]);
        assert_eq!(serve.network.resolver, ["192.0.2.53"]);
    }

    #[test]
    fn the_command_line_overrides_the_file() {
        let file = "remember = 7\nhost = ['a.example', 'b.example']\ndrain = 3\n";
        let serve = serve(file, &["--remember", "8", "--host", "c.example"]).unwrap();
        assert_eq!((serve.server.remember, serve.server.drain), (8, 3));
        assert_eq!(serve.server.host, ["c.example"]);
    }

    #[test]
    fn an_unknown_option_is_named() {
        for key in ["remembr", "config", "help", "Remember", "client_rate", "domain"] {
            let wrong = serve(&format!("{key} = 1\n"), &[]).unwrap_err();
            assert!(
                matches!(&wrong, CommandLineError::File(Failure::UnknownOption { key: named, .. }) if named == key),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_syntax_error_names_its_line_without_the_text() {
        let deep = format!("drain = 1\nhost = {}\n", "[".repeat(100_000));
        for file in ["drain = 1\nremember = = 2\n", deep.as_str()] {
            let CommandLineError::File(Failure::Config { why, .. }) = serve(file, &[]).unwrap_err() else {
                panic!("{file}")
            };
            assert!(why.starts_with("line 2: ") && why.len() < 200, "{why}");
        }
    }

    #[test]
    fn values_that_cannot_be_used_are_refused() {
        for file in ["remember = 'long'", "listen = 1", "client-rate = 0", "client-header = 'x-real-ip'"] {
            let wrong = serve(file, &[]).unwrap_err();
            assert!(matches!(wrong, CommandLineError::Value(_)), "{file}: {wrong:?}");
        }
        for file in ["remember = 1.5", "remember = { a = 1 }", "remember", "[network]\nresolver = 'a'", "a = 1\na = 2"]
        {
            let wrong = serve(file, &[]).unwrap_err();
            assert!(matches!(wrong, CommandLineError::File(_)), "{file}: {wrong:?}");
        }
    }
}
