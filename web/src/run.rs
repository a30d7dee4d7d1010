//! One check: asks the questions, and passes on the evidence after every answer.

use checker::{open_questions, run_check_with_comparison};
use evidence::{Evidence, Transport};
use mta_sts::Domain;

/// Runs a check. `others` are resolvers to compare with. `on_progress` gets the evidence after every answer. `on_answered`
/// is called once, as soon as only the answers of `others` are missing.
pub async fn check<T: Transport>(
    domain: Domain,
    begun: Evidence,
    transport: &T,
    others: &[T],
    on_progress: impl Fn(&Evidence),
    on_answered: impl Fn(&Evidence),
) -> Evidence {
    let mut has_answered = false;
    let step = |seen: &Evidence| {
        on_progress(seen);
        let may_change = !others.is_empty() && seen.unanswered().next().is_some();
        if !has_answered && !may_change && open_questions(&domain, seen).is_empty() {
            has_answered = true;
            on_answered(seen);
        }
    };
    let seen = run_check_with_comparison(&domain, begun, transport, others, step).await;
    if !has_answered {
        on_answered(&seen);
    }
    seen
}
