//! Parsing and judging compared with `mail-auth` and `mailrs-mta-sts`: the same inputs, one process, a table of ratios.
//!
//! Nothing is asserted about time. Run it with `cargo xtask bench`.

mod contenders;
mod inputs;
mod table;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use inputs::Inputs;
use mta_sts_bench as rounds;

const USAGE: &str = "\
usage: cargo xtask bench [--rounds N] [--only WORD]

  --rounds N     how often every contender has its turn (default 200)
  --only WORD    only measurements whose name contains the word

environment:
  MTA_STS_CORPUS  a folder with policies/*.txt, txt_mta_sts.tsv and txt_tlsrpt.tsv to measure with, else the
                  project's own texts are taken
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
    let options = Options::read(arguments)?;
    if options.help {
        print!("{USAGE}");
        return Ok(());
    }
    let inputs = Inputs::read()?;
    print!("{}", table::preamble(&inputs, options.rounds));
    for measurement in contenders::measurements(&inputs) {
        if measurement.name.contains(&options.only) {
            let passes: Vec<&dyn Fn()> = measurement.contenders.iter().map(|contender| &*contender.run_once).collect();
            println!("{}", table::row(&measurement, &rounds::run(&passes, measurement.texts, options.rounds)));
        }
    }
    print!("{}", table::FOOTNOTES);
    Ok(())
}

struct Options {
    rounds: usize,
    only: String,
    help: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self { rounds: 200, only: String::new(), help: false };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().with_context(|| format!("`{argument}` needs a value\n\n{USAGE}"));
            match argument.as_str() {
                "--rounds" => options.rounds = value()?.parse().context("--rounds needs a number")?,
                "--only" => options.only.clone_from(value()?),
                "--help" | "-h" => options.help = true,
                _ => bail!("`{argument}` is not understood\n\n{USAGE}"),
            }
        }
        options.rounds = options.rounds.max(1);
        Ok(options)
    }
}
