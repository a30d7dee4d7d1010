//! One check: asks, and tells the store after every answer.

use checker::{compare, wants};
use evidence::{Evidence, Transport};
use mta_sts::Domain;

use crate::{shared::Shared, store::Action};

/// Runs a check. `run` is its number: the store ignores what an older run still says. `others` are asked for their opinion
/// beside it; `answered` is called once, as soon as nothing is open but opinions on what was answered: they may come afterwards.
pub async fn check<T: Transport>(
    run: u64,
    domain: Domain,
    begun: Evidence,
    net: &T,
    others: &[T],
    dispatch: impl Fn(Action),
    answered: impl Fn(&Evidence),
) -> Evidence {
    let mut is_told = false;
    let step = |seen: &Evidence| {
        dispatch(Action::Answered { run, evidence: Shared::new(seen.clone()) });
        let may_change = !others.is_empty() && seen.blind().next().is_some();
        if !is_told && !may_change && wants(&domain, seen).is_empty() {
            is_told = true;
            answered(seen);
        }
    };
    let seen = compare(&domain, begun, net, others, step).await;
    if !is_told {
        answered(&seen);
    }
    seen
}
