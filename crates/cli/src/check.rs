//! `mta-sts check`: the page's check, on the command line.

use checker::{Report, compare, judge};
use evidence::Evidence;
use mta_sts::{Domain, Typed, Uts46};
use words::{Language, document::document, text};

use crate::{
    arguments::{Check, Format},
    ending::Ending,
    evidence_file,
    failure::Failure,
    network,
    print::{self, json, painted},
    transport::now,
};

/// One domain's check.
struct Checked {
    report: Report,
    evidence: Evidence,
}

/// Checks, prints, and says how it ends: the gravest of all.
pub(crate) async fn run(arguments: &Check, language: Language) -> Result<Ending, Failure> {
    let earlier = earlier(arguments)?;
    let seen = match &arguments.evidence {
        Some(path) => evidence_file::stored(path)?,
        None => asked(arguments).await?,
    };
    let all: Vec<Checked> = seen.into_iter().map(|(domain, seen)| judged(domain, seen, &earlier)).collect();
    print(&all, arguments.format, language)?;
    Ok(all.iter().map(|checked| Ending::of(&checked.report)).max().unwrap_or(Ending::Good))
}

/// What earlier checks saw: read before anything is asked.
fn earlier(arguments: &Check) -> Result<Vec<Evidence>, Failure> {
    let stored = arguments.earlier.iter().map(|path| evidence_file::stored(path));
    let stored: Vec<Vec<(Domain, Evidence)>> = stored.collect::<Result<_, Failure>>()?;
    Ok(stored.into_iter().flatten().map(|(_, evidence)| evidence).collect())
}

fn judged(domain: Domain, seen: Evidence, earlier: &[Evidence]) -> Checked {
    let evidence = earlier.iter().fold(seen, checker::remember);
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
        all.push((domain.clone(), compare(&domain, begun, &net, other.as_slice(), |_| {}).await));
    }
    Ok(all)
}

/// Networks that the check was told to connect to count as public for it.
fn begun(domain: &Domain, typed: &str, arguments: &Check) -> Evidence {
    Evidence::new(domain, typed, now()).with_allowed_networks(&arguments.network.allow_net)
}

fn understand(typed: &str) -> Result<Typed, Failure> {
    Domain::typed(typed, &Uts46).map_err(|error| Failure::Domain { typed: typed.into(), error })
}

fn print(all: &[Checked], format: Format, language: Language) -> Result<(), Failure> {
    match format {
        Format::Json => json(&documents(all, language)),
        Format::Text => {
            print::text(&joined(all, |checked| painted(&text::text(&checked.report, language), &checked.report)))
        }
        Format::Markdown => print::text(&joined(all, |checked| text::markdown(&checked.report, language, None))),
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
