//! `cargo xtask test`: every check and test, with one summary and one closing line.
//!
//! A failing step does not stop the others, so one run shows everything.

mod count;
pub mod flows;
mod steps;
mod webdriver;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use count::Counts;
use steps::{STEPS, SharedResources, Step};

/// Runs the chosen steps, or all.
pub fn run(arguments: &[String]) -> Result<ExitCode> {
    let chosen = chosen(arguments)?;
    let mut resources = SharedResources::default();
    let outcomes: Vec<Outcome> = chosen.into_iter().map(|step| perform(step, &mut resources)).collect();
    summarise(&outcomes);
    let passed = outcomes.iter().all(|outcome| outcome.error.is_none());
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Parses `--only a,b`, which may be repeated. Steps keep their own order.
fn chosen(arguments: &[String]) -> Result<Vec<&'static Step>> {
    let mut names = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let list = match argument.strip_prefix("--only") {
            Some("") => rest.next().map(String::as_str),
            Some(list) => list.strip_prefix('='),
            None => None,
        };
        match list {
            Some(list) => names.extend(list.split(',').map(str::trim).filter(|name| !name.is_empty())),
            None => {
                bail!("`{argument}` is not understood; usage: cargo xtask test [--only STEP,…]")
            }
        }
    }
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("`{unknown}` is not a step; steps are {}", STEPS.map(|step| step.name).join(", "));
    }
    Ok(STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)).collect())
}

struct Outcome {
    name: &'static str,
    time: Duration,
    counts: Counts,
    error: Option<String>,
}

fn perform(step: &Step, resources: &mut SharedResources) -> Outcome {
    println!("\n==> {}: {}", step.name, step.about);
    let start = Instant::now();
    let mut counts = Counts::default();
    let error = (step.run)(resources, &mut counts).err().map(|error| format!("{error:#}"));
    let time = start.elapsed();
    match &error {
        None => println!("<== {} passed in {}", step.name, seconds(time)),
        Some(error) => println!("<== {} FAILED after {}: {error}", step.name, seconds(time)),
    }
    // A step that fails before any of its tests, as formatting does, counts as one failure.
    if error.is_some() && counts.failed == 0 {
        counts.failed = 1;
    }
    Outcome { name: step.name, time, counts, error }
}

fn summarise(outcomes: &[Outcome]) {
    println!("\n{:<8} {:<7} {:>9} {:>8} {:>8}", "step", "result", "time", "passed", "failed");
    for Outcome { name, time, counts, error } in outcomes {
        let result = if error.is_none() { "ok" } else { "FAILED" };
        println!("{name:<8} {result:<7} {:>9} {:>8} {:>8}", seconds(*time), counts.passed, counts.failed);
    }
    for Outcome { name, error, .. } in outcomes {
        if let Some(error) = error {
            println!("\n{name} FAILED: {error}");
        }
    }
    let total = outcomes.iter().fold(Counts::default(), |total, outcome| total + outcome.counts);
    println!("\n{} passed, {} failed", total.passed, total.failed);
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Result<Vec<&'static str>> {
        let arguments: Vec<String> = arguments.iter().map(|text| text.to_string()).collect();
        Ok(chosen(&arguments)?.into_iter().map(|step| step.name).collect())
    }

    #[test]
    fn without_a_choice_every_step_runs() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn steps_keep_their_order_however_they_are_named() {
        assert_eq!(names(&["--only", "unit,fmt"]).unwrap(), ["fmt", "unit"]);
        assert_eq!(names(&["--only=size", "--only", " page"]).unwrap(), ["page", "size"]);
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(names(&["--only", "units"]).unwrap_err().to_string().contains("`units` is not a step"));
        for wrong in [&["unit"][..], &["--only"], &["--onlyfmt"]] {
            assert!(names(wrong).unwrap_err().to_string().contains("usage"), "{wrong:?}");
        }
    }
}
