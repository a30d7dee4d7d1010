//! One check: asks, and tells the store after every answer.

use checker::{Evidence, Transport, compare, wants};
use mta_sts::Domain;

use crate::{Shared, store::Action};

/// Runs a check. `run` is its number: the store ignores what an older run still says. `others` are asked for their opinion
/// beside it; `answered` is called as soon as nothing is open but opinions, which may still come afterwards.
pub async fn check<T: Transport>(
    run: u64,
    domain: Domain,
    begun: Evidence,
    net: &T,
    others: &[T],
    tell: impl Fn(Action),
    answered: impl Fn(),
) -> Evidence {
    let step = |seen: &Evidence| {
        tell(Action::Answered { run, evidence: Shared::new(seen.clone()) });
        if wants(&domain, seen).is_empty() {
            answered();
        }
    };
    compare(&domain, begun, net, others, step).await
}
