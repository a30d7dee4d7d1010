//! `mta-sts check`: the page's check, on the command line.

use checker::{Report, drive_and_compare, judge};
use evidence::Evidence;
use mta_sts::{Domain, Typed, Uts46};
use words::{Language, document::document, text};

use crate::{
    arguments::{Check, Format},
    evidence_file,
    exit_status::ExitStatus,
    failure::Failure,
    network,
    print::{self, colour_report, print_json},
    transport::now,
};

/// One domain's check.
struct Checked {
    report: Report,
    evidence: Evidence,
}

/// Checks, prints, and says how it ends: the gravest of all.
pub(crate) async fn run(arguments: &Check, language: Language) -> Result<ExitStatus, Failure> {
    let earlier = earlier(arguments)?;
    let seen = match &arguments.evidence {
        Some(path) => evidence_file::read_evidence_file(path)?,
        None => asked(arguments).await?,
    };
    let all: Vec<Checked> = seen.into_iter().map(|(domain, seen)| judged(domain, seen, &earlier)).collect();
    print(&all, arguments.format, language)?;
    Ok(all.iter().map(|checked| ExitStatus::from_report(&checked.report)).max().unwrap_or(ExitStatus::NoErrors))
}

/// What earlier checks saw: read before anything is asked.
fn earlier(arguments: &Check) -> Result<Vec<Evidence>, Failure> {
    let stored = arguments.earlier.iter().map(|path| evidence_file::read_evidence_file(path));
    let stored: Vec<Vec<(Domain, Evidence)>> = stored.collect::<Result<_, Failure>>()?;
    Ok(stored.into_iter().flatten().map(|(_, evidence)| evidence).collect())
}

fn judged(domain: Domain, seen: Evidence, earlier: &[Evidence]) -> Checked {
    let evidence = earlier.iter().fold(seen, checker::with_earlier_history);
    Checked { report: judge(&domain, &evidence), evidence }
}

/// Every name is understood before anything is asked.
async fn asked(arguments: &Check) -> Result<Vec<(Domain, Evidence)>, Failure> {
    let understood: Result<Vec<Typed>, Failure> = arguments.domains.iter().map(|typed| understand(typed)).collect();
    let understood = understood?;
    let connected = network::connect(&arguments.network).await?;
    let (net, other) = connected.transports()?;
    let mut all = Vec::new();
    for (typed, Typed { domain, .. }) in arguments.domains.iter().zip(understood) {
        let begun = begun(&domain, typed, arguments);
        all.push((domain.clone(), drive_and_compare(&domain, begun, &net, other.as_slice(), |_| {}).await));
    }
    Ok(all)
}

/// Networks of `--allow-net` count as public for this check.
fn begun(domain: &Domain, typed: &str, arguments: &Check) -> Evidence {
    Evidence::new(domain, typed, now()).with_allowed_networks(&arguments.network.allow_net)
}

fn understand(typed: &str) -> Result<Typed, Failure> {
    Domain::parse_typed(typed, &Uts46).map_err(|error| Failure::Domain { typed: typed.into(), error })
}

fn print(all: &[Checked], format: Format, language: Language) -> Result<(), Failure> {
    match format {
        Format::Json => print_json(&documents(all, language)),
        Format::Text => print::print_text(&joined(all, |checked| {
            colour_report(&text::terminal_text(&checked.report, language), &checked.report)
        })),
        Format::Markdown => print::print_text(&joined(all, |checked| text::markdown(&checked.report, language, None))),
    }
}

/// One document: that of the only domain, or an array.
fn documents(all: &[Checked], language: Language) -> print::OneOrMany<words::document::Document<'_>> {
    let documents = all.iter().map(|checked| document(&checked.report, &checked.evidence, language));
    print::OneOrMany(documents.collect())
}

fn joined(all: &[Checked], words: impl Fn(&Checked) -> String) -> String {
    let texts: Vec<String> = all.iter().map(words).collect();
    texts.join("\n")
}
