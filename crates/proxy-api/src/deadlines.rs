//! How long an observation may take. Server, page and reverse proxies count on the same figures.

use core::time::Duration;

/// For our own look-up of one host: three resolvers that stay silent for five seconds each.
pub const LOOKUP: Duration = Duration::from_secs(15);

/// For a policy host or MX host, from the first attempt to connect: senders wait a minute, too (RFC 8461 §3.3).
pub const HOST: Duration = Duration::from_secs(60);

/// For comparisons once the host had its time.
pub const COMPARISONS: Duration = Duration::from_secs(15);

/// For a fetch or a probe.
pub const OBSERVATION: Duration = LOOKUP.saturating_add(HOST).saturating_add(COMPARISONS);

/// For a request to the server: before a probe, the server looks up whether the host is an MX host of the domain.
pub const REQUEST: Duration = LOOKUP.saturating_add(OBSERVATION);

/// For the page to wait for an answer: a request, and five seconds for the way. Connections and reverse proxies wait no less.
pub const ANSWER: Duration = REQUEST.saturating_add(Duration::from_secs(5));
