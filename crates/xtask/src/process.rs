//! Running of other programs, without the environment that cargo set for this one.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::paths;

/// Creates a command in the repository's root.
///
/// `cargo run` describes this crate in the environment (CARGO_MANIFEST_DIR and so on). Build scripts of the crates that
/// we build must not see that. RUSTUP_TOOLCHAIN stays, so that `cargo +nightly xtask test` works.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(describes_this_crate) {
            command.env_remove(name);
        }
    }
    command
}

fn describes_this_crate(variable: &str) -> bool {
    variable == "CARGO"
        || ["CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_BIN_"].iter().any(|start| variable.starts_with(start))
}

/// Runs a command to its end, with its output passed through.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run `{}`", command_line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", command_line(command));
    }
    Ok(())
}

/// Runs a command and returns its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot run `{}`", command_line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", command_line(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the command line, as typed in a shell.
pub fn command_line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// Returns the full path of a program that the shell would find.
pub fn find_on_path(program: &str) -> Option<PathBuf> {
    find_in(program, &env::var_os("PATH")?)
}

/// Returns the full path of a program in one of these folders.
pub fn find_in(program: &str, folders: &std::ffi::OsStr) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(folders).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_variables_of_this_crate_are_not_passed_on() {
        for variable in ["CARGO", "CARGO_MANIFEST_DIR", "CARGO_PKG_VERSION", "CARGO_BIN_NAME"] {
            assert!(describes_this_crate(variable), "{variable}");
        }
        for variable in ["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_INCREMENTAL", "RUSTUP_TOOLCHAIN", "PATH"] {
            assert!(!describes_this_crate(variable), "{variable}");
        }
    }

    #[test]
    fn a_failing_command_is_named_as_typed() {
        let error = run(Command::new("/no/such/program").arg("--flag")).unwrap_err();
        assert_eq!(error.to_string(), "cannot run `program --flag`");
    }
}
