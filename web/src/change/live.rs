//! The live state of a domain, as a check saw it.

use checker::LEAST_TTL;
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use planner::{State, Unreadable, state_from_evidence};

/// The live state of a domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// The domain.
    pub domain: Domain,
    /// The state, or the part of it that the check could not see.
    pub state: Result<State, Unreadable>,
    /// Time of the check.
    pub seen_at: Timestamp,
}

impl Live {
    /// Creates the live state from the evidence of a check.
    #[must_use]
    pub fn seen(domain: Domain, evidence: &Evidence) -> Self {
        let state = state_from_evidence(&domain, evidence, LEAST_TTL);
        Self { domain, state, seen_at: evidence.started }
    }

    /// Returns the state, if it is known.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.state.as_ref().ok()
    }
}
