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
    /// The state, or which part of it was not seen.
    pub state: Result<State, Unreadable>,
    /// When it was seen.
    pub seen_at: Timestamp,
}

impl Live {
    /// What a check amounts to.
    #[must_use]
    pub fn seen(domain: Domain, evidence: &Evidence) -> Self {
        let state = state_from_evidence(&domain, evidence, LEAST_TTL);
        Self { domain, state, seen_at: evidence.started }
    }

    /// The state, if it was seen.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.state.as_ref().ok()
    }
}
