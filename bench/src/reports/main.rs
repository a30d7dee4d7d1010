//! Reading of TLS reports compared with `mail-auth` in one process, and end to end with `parsedmarc`.
//!
//! Nothing is asserted about time or memory. Run it with `cargo xtask bench reports`.

mod files;
mod parsing;
mod programs;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
usage: cargo xtask bench reports [--rounds N] [--runs N]

  --rounds N     how often every parser has its turn (default 100)
  --runs N       how often every program runs (default 3)

environment:
  MTA_STS_CORPUS  a folder with tlsrpt/*.json, which is parsed as well
  MTA_STS_BIN     a release build of mta-sts, if there is one
";

const FOOTNOTES: &str = "
ratio    the peer's time divided by that of mta-sts-checker: above 1 we are quicker.
parsing  one process, contenders in turn. All make values of all members. mta-sts-checker recognises the file by its content, notes
         deviations and keeps its place as well. mail-auth stops at the first fault of a report, so only reports that it takes count.
programs each reads the same folder from start to end, in turn: mta-sts prints its document, parsedmarc (offline) prints its own,
         mail-auth has no program and is run as a loop that keeps every report. Median time, and the most memory seen (VmHWM).
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    if let [command, folder] = arguments
        && command == programs::READ
    {
        return programs::read_with_mail_auth(folder.as_ref());
    }
    let options = Options::read(arguments)?;
    if options.help {
        print!("{USAGE}");
        return Ok(());
    }
    let sets = files::sets();
    parsing::run(&sets, options.rounds)?;
    if let (Some(binary), Some(parsedmarc)) = (&options.binary, &options.parsedmarc) {
        programs::run(&sets, binary, parsedmarc, options.runs)?;
    }
    print!("{FOOTNOTES}");
    Ok(())
}

struct Options {
    rounds: usize,
    runs: usize,
    binary: Option<PathBuf>,
    parsedmarc: Option<PathBuf>,
    help: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self { rounds: 100, runs: 3, binary: None, parsedmarc: None, help: false };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().with_context(|| format!("`{argument}` needs a value\n\n{USAGE}"));
            match argument.as_str() {
                "--rounds" => options.rounds = value()?.parse().context("--rounds needs a number")?,
                "--runs" => options.runs = value()?.parse().context("--runs needs a number")?,
                "--binary" => options.binary = Some(value()?.into()),
                "--parsedmarc" => options.parsedmarc = Some(value()?.into()),
                "--help" | "-h" => options.help = true,
                _ => bail!("`{argument}` is not understood\n\n{USAGE}"),
            }
        }
        (options.rounds, options.runs) = (options.rounds.max(1), options.runs.max(1));
        Ok(options)
    }
}
