//! Limits on what clients may ask of this server, and on what it sends to other hosts.
//!
//! A request meets them in this order. `connections` and `body`, beside this module, apply the first and the last.
//!
//! | stage | limit | refused with |
//! |---|---|---|
//! | connection | connections of a client, of a network, of all ([`ConnectionLimits`](crate::ConnectionLimits)) | 503, or closed |
//! | response | responses under way ([`responses`]) | 429, 503 |
//! | request | rate and concurrency of a client and the networks around it ([`clients`]) | 429 |
//! | DNS question | rate of questions about one zone ([`zones`]), questions forwarded at once ([`fair_share`]) | 429, 503 |
//! | fetch or probe | observations being made, shared fairly among networks ([`fair_share`]) | 503 |
//! | target's name | rate of a host and of its registrable domain ([`targets`]) | 429, or the cached answer |
//! | target's address | rate and concurrency of an address and the network around it ([`targets`]) | 429, or the cached answer |
//! | body | bytes in flight to a client, a network, all clients | 503 |
//!
//! [`rate`] has the arithmetic (GCRA), [`rate_limiter`] its counters, in this process or in a shared store.
//! For scans, [`PacedTargets`](crate::PacedTargets) waits for the limits of targets instead.

pub(crate) mod clients;
pub(crate) mod fair_share;
pub(crate) mod rate;
pub(crate) mod rate_limiter;
pub(crate) mod responses;
pub(crate) mod targets;
pub(crate) mod zones;
