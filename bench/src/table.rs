//! Printed table.

use std::{fmt::Write, fs, thread};

use crate::{
    contenders::{Measurement, Parser},
    inputs::Inputs,
};
use mta_sts_bench::Result;

/// Explanation of the columns.
pub const FOOTNOTES: &str = "
ns       nanoseconds for one text: median of all rounds, with the quartiles; making and dropping the value both count.
takes    how many of the texts are taken for valid (of pairs: for covered).
ratio    the time of mta-sts-checker divided by the peer's, in the same round: median of all rounds. Below 1 we are quicker.
valid    the texts that every parser in the row takes; at the others, a peer may stop at the first fault.

What a peer does not do, and mta-sts-checker does in these times:
  both            no places, no further faults after the first, no guess at what was meant; of a record, they read one,
                  while mta-sts-checker reads all of one name and says which counts.
  mail-auth       reads no policy file and matches no hosts; checks no characters and no length of an id; drops addresses
                  with other schemes.
  mailrs-mta-sts  reads no reporting record; allows any letter case, blank lines and comments; checks no mx value, no
                  duplicate, no line end, no UTF-8 (it is given text); of a policy without mx, it says that mx is missing,
                  also in the mode `none`. When matching, it takes patterns as text, as its own policy keeps them.
What is made and dropped in these times: both make a text of every report address; mail-auth makes one of the id, too, and
mailrs-mta-sts of every key and long mx host. mta-sts-checker makes one of every mx host and keeps the id in place; the places
of all lines are a list.
Judging is ours alone: rules, findings and fixes about the text. Parsing is part of it, twice.
";

/// Returns a description of inputs and machine.
pub fn preamble(inputs: &Inputs, rounds: usize) -> String {
    let Inputs { source, policies, records, reporting, not_utf8 } = inputs;
    let mut text = format!(
        "inputs   {source}\n         {} policy files ({not_utf8} that are not UTF-8 left out), {} STS records, {} TLS \
         reporting records\nrounds   {rounds}, contenders in turn\n",
        policies.len(),
        records.len(),
        reporting.len(),
    );
    if let Some(load) = load() {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let _ = writeln!(text, "load     {load} in the minute before, on {cores} cores: all contenders share it");
    }
    let _ = write!(text, "\n{:<36}{:>6}", "", "texts");
    for parser in Parser::ALL {
        let _ = write!(text, "  {:>32}", parser.name());
        if parser != Parser::Ours {
            let _ = write!(text, " {:>6}", "ratio");
        }
    }
    text + "\n"
}

/// Returns the row of one measurement.
pub fn row(measurement: &Measurement<'_>, results: &[Result]) -> String {
    let mut text = format!("{:<36}{:>6}", measurement.name, measurement.texts);
    for parser in Parser::ALL {
        let found = measurement.contenders.iter().zip(results).find(|(contender, _)| contender.parser == parser);
        let cell = found.map(|(contender, result)| {
            let time = result.time;
            let spread = format!("[{:.0}–{:.0}]", time.low, time.high);
            format!("{:.0} ns {spread} takes {:>4}", time.median, contender.accepts)
        });
        let _ = write!(text, "  {:>32}", cell.as_deref().unwrap_or("–"));
        if parser != Parser::Ours {
            let ratio = found.map(|(_, result)| format!("{:.2}", result.ratio));
            let _ = write!(text, " {:>6}", ratio.as_deref().unwrap_or(""));
        }
    }
    text
}

/// Returns the load average of the last minute, if the system has one.
fn load() -> Option<String> {
    Some(fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.to_owned())
}
