//! One check: asks, and tells the store after every answer.

use checker::{Evidence, Transport, drive};
use mta_sts::Domain;

use crate::{Shared, store::Action};

/// Runs a check. `run` is its number: the store ignores what an older run still says.
pub async fn check(run: u64, domain: Domain, begun: Evidence, net: impl Transport, tell: impl Fn(Action)) -> Evidence {
    drive(&domain, begun, &net, |seen| tell(Action::Answered { run, evidence: Shared::new(seen.clone()) })).await
}
