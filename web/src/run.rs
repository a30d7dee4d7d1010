//! One check: asks, and dispatches an action after every answer.

use checker::{drive_and_compare, open_questions};
use evidence::{Evidence, Transport};
use mta_sts::Domain;

use crate::{shared::Shared, store::Action};

/// Runs a check. `run` is its number: the store ignores actions of older runs. `others` are resolvers to compare with. `answered`
/// is called once, as soon as only their opinions are missing.
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
        let may_change = !others.is_empty() && seen.unanswered().next().is_some();
        if !is_told && !may_change && open_questions(&domain, seen).is_empty() {
            is_told = true;
            answered(seen);
        }
    };
    let seen = drive_and_compare(&domain, begun, net, others, step).await;
    if !is_told {
        answered(&seen);
    }
    seen
}
