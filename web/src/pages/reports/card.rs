//! Failures of one kind at one host, from all senders.

use tls_report::{Cause, PolicyType};

use crate::reports::summary::Failure;

/// Largest number of reason codes on a card.
const MAX_REASONS: usize = 3;

/// Failures of one kind at one host, of all senders together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    /// Cause of the failures.
    pub cause: Cause,
    /// The MX host.
    pub host: Option<String>,
    /// Result type (`result-type`).
    pub result_type: String,
    /// Whether the failures are about DANE.
    pub is_dane: bool,
    /// Senders, those with most sessions first.
    pub senders: Vec<Option<String>>,
    /// Number of sessions.
    pub sessions: u64,
    /// First and last time of the failures.
    pub period: (Option<i64>, Option<i64>),
    /// Reason codes as written.
    pub reasons: Vec<String>,
}

/// Merges failures that differ only by sender. Cards with most sessions come first.
pub(super) fn failure_cards(failures: &[Failure]) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    for failure in failures {
        let Some(cause) = failure_cause(failure) else { continue };
        let is_dane = failure.policy_type == PolicyType::Tlsa.id();
        let is_same = |card: &&mut Card| {
            card.cause == cause
                && card.host == failure.host
                && card.is_dane == is_dane
                && card.result_type == failure.result_type
        };
        match cards.iter_mut().find(is_same) {
            Some(card) => add_failure(card, failure),
            None => cards.push(Card {
                cause,
                host: failure.host.clone(),
                result_type: failure.result_type.clone(),
                is_dane,
                senders: vec![failure.sender.clone()],
                sessions: failure.sessions,
                period: failure.period,
                reasons: failure.reasons.iter().take(MAX_REASONS).cloned().collect(),
            }),
        }
    }
    cards.sort_by_key(|card| std::cmp::Reverse(card.sessions));
    cards
}

/// Returns the cause of a failure.
pub(super) fn failure_cause(failure: &Failure) -> Option<Cause> {
    Cause::ALL.iter().copied().find(|cause| cause.id() == failure.cause)
}

fn add_failure(card: &mut Card, failure: &Failure) {
    card.sessions = card.sessions.saturating_add(failure.sessions);
    if !card.senders.contains(&failure.sender) {
        card.senders.push(failure.sender.clone());
    }
    let (first, last) = failure.period;
    card.period = ([card.period.0, first].into_iter().flatten().min(), card.period.1.max(last));
    for reason in &failure.reasons {
        if card.reasons.len() < MAX_REASONS && !card.reasons.contains(reason) {
            card.reasons.push(reason.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_that_differ_by_sender_alone_are_one_card() {
        let failure = |sender: &str, host: &str, sessions, day: i64| Failure {
            result_type: "certificate-expired".into(),
            policy_type: "sts".into(),
            host: Some(host.to_owned()),
            sender: Some(sender.to_owned()),
            cause: "certificate-expired".into(),
            sessions,
            period: (Some(day), Some(day + 1)),
            reasons: vec!["x".into()],
        };
        let cards = failure_cards(&[failure("A", "mx1", 3, 5), failure("B", "mx2", 4, 1), failure("B", "mx1", 2, 2)]);
        assert_eq!(cards.len(), 2);
        assert_eq!((cards[0].sessions, cards[0].senders.len(), cards[0].period), (5, 2, (Some(2), Some(6))));
        assert_eq!(cards[0].reasons, ["x"]);
    }
}
