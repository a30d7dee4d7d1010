//! The live state that a plan starts from: from the network or stored evidence, and what the caller adds.

use evidence::Timestamp;
use mta_sts::Domain;
use planner::{Earlier, State, state_from_evidence};

use crate::{arguments::Plan as Arguments, failure::Failure, live};

/// How an earlier policy is written.
const EARLIER: &str =
    "mode,max_age,until,mx;mx, such as enforce,604800,2026-05-01T00:00:00Z,mx1.example.com;*.example.net";

/// The live state of a domain.
pub(crate) struct LiveState {
    pub domain: Domain,
    pub state: State,
    /// When it was seen.
    pub seen_at: Timestamp,
}

/// The live state of the domain that was named, or that a plan is about.
pub(crate) async fn live_state(arguments: &Arguments, about: Option<Domain>) -> Result<LiveState, Failure> {
    let named = arguments.domain.as_deref().map(live::understood).transpose()?;
    let (domain, seen) = live::evidence(named.or(about), arguments.evidence.as_deref(), &arguments.network).await?;
    let mut state = state_from_evidence(&domain, &seen, arguments.ttl).map_err(|part| Failure::Unseen { part })?;
    state.delays.dns = arguments.dns_delay;
    state.earlier.extend(arguments.earlier.iter().cloned());
    state.earlier.sort_by_key(|earlier| earlier.until);
    Ok(LiveState { domain, state, seen_at: seen.started })
}

/// Reads an earlier policy from the command line.
pub(crate) fn parse_earlier_policy(text: &str) -> Result<Earlier, String> {
    text.parse().map_err(|_| format!("write {EARLIER}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_policy_has_four_parts() {
        let read =
            parse_earlier_policy("enforce, 604800, 2026-05-01T00:00:00Z, mx1.example.com;*.example.net").unwrap();
        assert_eq!(
            read.policy.text(),
            "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 604800\n"
        );
        assert_eq!(read.until.to_string(), "2026-05-01T00:00:00Z");
        for wrong in [
            "",
            "enforce",
            "report,1,2026-05-01T00:00:00Z,a.test",
            "enforce,x,2026-05-01T00:00:00Z,a.test",
            "enforce,1,yesterday,a.test",
            "enforce,1,2026-05-01T00:00:00Z,",
            "enforce,1,2026-05-01T00:00:00Z,192.0.2.1",
        ] {
            assert!(parse_earlier_policy(wrong).is_err(), "{wrong}");
        }
    }
}
