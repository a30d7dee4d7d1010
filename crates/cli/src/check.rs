//! `mta-sts check`: the page's check, on the command line, for one domain or for a list.

mod baseline;
mod list;
mod output;
mod progress;
mod results;

use checker::{Report, drive_and_compare, judge};
use evidence::Evidence;
use futures_util::{StreamExt, stream};
use mta_sts::{Domain, Typed, Uts46};
use words::Language;

use crate::{
    arguments::{Check, Format},
    evidence_file,
    exit_status::{ExitStatus, PluginState},
    failure::Failure,
    network, print,
    transport::{Native, now},
};
use baseline::{Baseline, Comparison};
use output::Output;

/// One domain's check.
struct Checked {
    report: Report,
    evidence: Evidence,
    /// What changed since the baseline, if there is one.
    comparison: Option<Comparison>,
}

/// Checks, prints, and returns the worst ending of all domains.
pub(crate) async fn run(arguments: &Check, language: Language) -> Result<ExitStatus, Failure> {
    let outcome = check(arguments, language).await;
    match (outcome, arguments.format) {
        // A monitoring plugin tells its failures on standard output as well.
        (Err(failure), Format::Nagios) => {
            print::print_text(&output::plugin_failure(&failure.message(language)))?;
            Ok(ExitStatus::Plugin(PluginState::Unknown))
        }
        (outcome, _) => outcome,
    }
}

async fn check(arguments: &Check, language: Language) -> Result<ExitStatus, Failure> {
    let mut run = Run::prepared(arguments, language)?;
    match (&arguments.evidence, &arguments.list) {
        (Some(path), _) => {
            for (domain, evidence) in evidence_file::read_evidence_file(path)? {
                run.finish_check(domain, evidence)?;
            }
        }
        (None, Some(list)) => list::check(&mut run, arguments, list, language).await?,
        (None, None) => check_named(&mut run, arguments).await?,
    }
    run.finish()
}

/// What all domains of a run share.
struct Run {
    /// What earlier checks saw.
    earlier: Vec<Evidence>,
    baseline: Option<Baseline>,
    output: Box<dyn Output>,
    ending: ExitStatus,
}

impl Run {
    /// Reads every file that the arguments name before anything is asked.
    fn prepared(arguments: &Check, language: Language) -> Result<Self, Failure> {
        let baseline = arguments.baseline.as_deref().map(Baseline::read).transpose()?;
        Ok(Self {
            earlier: earlier(arguments)?,
            baseline,
            output: output::new(arguments, language),
            ending: ExitStatus::NoErrors,
        })
    }

    /// Judges what was seen of a domain and prints it, unless the baseline shows that nothing changed.
    fn finish_check(&mut self, domain: Domain, seen: Evidence) -> Result<(), Failure> {
        let evidence = self.earlier.iter().fold(seen, checker::with_earlier_history);
        let report = judge(&domain, &evidence);
        let comparison = self.baseline.as_ref().map(|baseline| baseline.compare(&domain, &evidence));
        self.ending = self.ending.max(match &comparison {
            Some(Comparison::Known(known)) => known.ending(&report),
            _ => ExitStatus::from_report(&report),
        });
        if comparison.as_ref().is_some_and(Comparison::is_unchanged) {
            return Ok(());
        }
        self.output.add(&Checked { report, evidence, comparison })
    }

    fn finish(self) -> Result<ExitStatus, Failure> {
        let plugin = self.output.finish()?;
        Ok(plugin.map_or(self.ending, ExitStatus::Plugin))
    }
}

fn earlier(arguments: &Check) -> Result<Vec<Evidence>, Failure> {
    let stored = arguments.earlier.iter().map(|path| evidence_file::read_evidence_file(path));
    let stored: Vec<Vec<(Domain, Evidence)>> = stored.collect::<Result<_, Failure>>()?;
    Ok(stored.into_iter().flatten().map(|(_, evidence)| evidence).collect())
}

/// Checks the domains of the command line. Results come in its order.
async fn check_named(run: &mut Run, arguments: &Check) -> Result<(), Failure> {
    let understood: Result<Vec<Typed>, Failure> = arguments.domains.iter().map(|typed| understand(typed)).collect();
    let named = arguments.domains.iter().zip(understood?).map(|(typed, found)| (found.domain, typed.as_str()));
    let connected = network::connect(&arguments.network).await?;
    let (net, other) = connected.transports()?;
    let checks = named.map(|(domain, typed)| seen(domain, typed, arguments, &net, other.as_slice()));
    let mut seen = stream::iter(checks).buffered(arguments.jobs.into());
    while let Some((domain, evidence)) = seen.next().await {
        run.finish_check(domain, evidence)?;
    }
    Ok(())
}

fn understand(typed: &str) -> Result<Typed, Failure> {
    Domain::parse_typed(typed, &Uts46).map_err(|error| Failure::Domain { typed: typed.into(), error })
}

/// Asks what a check needs. Networks that the arguments allow count as public for it.
async fn seen(domain: Domain, typed: &str, arguments: &Check, net: &Native, others: &[Native]) -> (Domain, Evidence) {
    let begun = Evidence::new(&domain, typed, now()).with_allowed_networks(&arguments.network.allow_net);
    let evidence = drive_and_compare(&domain, begun, net, others, |_| {}).await;
    (domain, evidence)
}
