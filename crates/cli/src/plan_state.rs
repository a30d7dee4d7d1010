//! The live state that a plan starts from: from the network or stored evidence, with the caller's additions.

use evidence::Timestamp;
use mta_sts::Domain;
use planner::{State, state_from_evidence};

use crate::{
    arguments::Plan as Arguments,
    failure::Failure,
    live::{self, LookUps},
};

/// The live state of a domain.
pub(crate) struct LiveState {
    pub domain: Domain,
    pub state: State,
    /// When it was observed.
    pub seen_at: Timestamp,
}

/// Returns the live state of the named domain, or of the domain that a plan is about.
pub(crate) async fn live_state(arguments: &Arguments, about: Option<Domain>) -> Result<LiveState, Failure> {
    let named = arguments.domain.as_deref().map(live::parse_domain).transpose()?;
    let stored_in = arguments.evidence.as_deref();
    let (domain, seen) = live::read_or_check(named.or(about), stored_in, &arguments.network, LookUps::Check).await?;
    let mut state = state_from_evidence(&domain, &seen, arguments.ttl).map_err(|part| Failure::Unseen { part })?;
    state.delays.dns = arguments.dns_delay;
    state.earlier.extend(arguments.earlier.iter().cloned());
    state.earlier.sort_by_key(|earlier| earlier.until);
    Ok(LiveState { domain, state, seen_at: seen.started })
}
