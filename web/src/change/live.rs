//! The live state of a domain, as a check saw it.

use checker::LEAST_TTL;
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use planner::{State, Unreadable, state_from_evidence};

/// The live state of a domain.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveState {
    /// The domain.
    pub domain: Domain,
    /// The state, or the part of it that the check could not see.
    pub state: Result<State, Unreadable>,
    /// Time of the check.
    pub checked_at: Timestamp,
}

impl LiveState {
    /// Creates the live state from the evidence of a check.
    #[must_use]
    pub fn from_evidence(domain: Domain, evidence: &Evidence) -> Self {
        let state = state_from_evidence(&domain, evidence, LEAST_TTL);
        Self { domain, state, checked_at: evidence.started }
    }

    /// Returns the state, if it is known.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.state.as_ref().ok()
    }
}
