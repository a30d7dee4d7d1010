//! The recipes on the real servers of Debian: each serves the policy over TLS, and the proxy's own fetch gets it.
//!
//! Only paths, ports and certificates of a recipe are changed. The traps of the recipes are tested as well: the checker names
//! the cause of each.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]
#![expect(clippy::disallowed_methods, reason = "real servers have files, ports and time; the crate itself has none")]

mod check;
#[path = "../../../proxy/tests/support/names.rs"]
#[expect(dead_code, reason = "the proxy's tests use the rest")]
mod names;
mod recipes;
mod servers;
mod traps;

/// The domain of every test.
const DOMAIN: &str = "example.com";

/// Its policy host.
const HOST: &str = "mta-sts.example.com";

/// Its MX host, which the name server gives every domain.
const MX: &str = "mx.example.com";
