//! The evidence that a command starts from: a check of the network, or a stored one.

use std::path::Path;

use checker::run_check;
use evidence::Evidence;
use mta_sts::{Domain, Uts46};
use setup::look_up_caa;

use crate::{arguments::NetworkOptions, evidence_file, failure::Failure, network, transport::now};

/// Parses a domain as typed on the command line.
pub(crate) fn parse_domain(typed: &str) -> Result<Domain, Failure> {
    let parsed = Domain::parse_typed(typed, &Uts46);
    parsed.map(|typed| typed.domain).map_err(|error| Failure::Domain { typed: typed.into(), error })
}

/// The look-ups that a check from the network does.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum LookUps {
    /// Those of a check.
    Check,
    /// Those of a check, and the CAA records of the policy host.
    CheckAndCaa,
}

/// Returns the evidence in a file, or the evidence of a new check. Without a file, a domain is required.
pub(crate) async fn read_or_check(
    domain: Option<Domain>,
    stored_in: Option<&Path>,
    options: &NetworkOptions,
    look_ups: LookUps,
) -> Result<(Domain, Evidence), Failure> {
    match stored_in {
        Some(path) => stored_evidence(path, domain),
        None => check_now(domain.expect("a domain or evidence is required"), options, look_ups).await,
    }
}

/// Returns the stored evidence about the domain, or about the first domain in the file if none was named.
fn stored_evidence(path: &Path, domain: Option<Domain>) -> Result<(Domain, Evidence), Failure> {
    let mut all = evidence_file::read_evidence_file(path)?.into_iter();
    let wanted = |about: &Domain| domain.as_ref().is_none_or(|domain| domain == about);
    let other = |about: String| Failure::OtherDomain { path: path.to_owned(), domain: about };
    let first = all.as_slice().first().map(|(about, _)| about.to_string()).unwrap_or_default();
    all.find(|(about, _)| wanted(about)).ok_or_else(|| other(first))
}

async fn check_now(domain: Domain, options: &NetworkOptions, look_ups: LookUps) -> Result<(Domain, Evidence), Failure> {
    let connected = network::connect(options).await?;
    let (net, _) = connected.transports()?;
    let begun = Evidence::new(&domain, domain.as_str(), now()).with_allowed_networks(&options.allow_net);
    let mut seen = run_check(&domain, begun, &net, |_| {}).await;
    if look_ups == LookUps::CheckAndCaa {
        seen.extend(look_up_caa(&domain, &net).await);
    }
    Ok((domain, seen))
}
