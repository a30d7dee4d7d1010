//! Time limits of an observation, shared by server, page and reverse proxies.

use core::time::Duration;

/// Limit for looking up one host: three resolvers that stay silent for five seconds each.
pub const LOOKUP_DEADLINE: Duration = Duration::from_secs(15);

/// Limit for a policy host or MX host, from the first attempt to connect. Senders wait a minute, too (RFC 8461 §3.3).
pub const HOST_DEADLINE: Duration = Duration::from_secs(60);

/// Limit for comparisons once the host has had its time.
pub const COMPARISONS_DEADLINE: Duration = Duration::from_secs(15);

/// Limit for a fetch or a probe.
pub const OBSERVATION_DEADLINE: Duration =
    LOOKUP_DEADLINE.saturating_add(HOST_DEADLINE).saturating_add(COMPARISONS_DEADLINE);

/// Limit for a request to the server, as the sum of its parts: before a probe, the server looks up whether the host is
/// an MX host of the domain. A request for a policy ends with its fetch.
pub const REQUEST_DEADLINE: Duration = LOOKUP_DEADLINE.saturating_add(OBSERVATION_DEADLINE);

/// Limit for the page to wait for an answer: a request, plus five seconds for the network. Connections and reverse
/// proxies wait at least as long.
pub const ANSWER_DEADLINE: Duration = REQUEST_DEADLINE.saturating_add(Duration::from_secs(5));
