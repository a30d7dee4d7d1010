//! The configuration of a server: `GET /api/v1/config`.

use serde::{Deserialize, Serialize};

/// The features that this server offers to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Config {
    /// Version of the server, as in Cargo.toml.
    pub version: String,
    /// Whether it talks SMTP to MX hosts.
    pub probe: bool,
    /// Whether it answers DNS questions at `/dns-query`.
    pub resolver: bool,
    /// The demo domains that it answers by itself; empty without `--lab`.
    pub lab: Vec<Demo>,
    /// Networks that are not public, but that it connects to all the same (`--allow-net`), in CIDR notation. Told by servers for
    /// their own machine alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow_net: Vec<String>,
    /// Its limits.
    pub limits: Limits,
}

/// One demo domain of the built-in laboratory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Demo {
    /// The domain, under `.test` (RFC 6761 §6.2).
    pub domain: String,
    /// The verdict that it shows.
    pub verdict: String,
    /// What happens to its mail at worst: `error`, `warning`, `notice`, `pass` or `unknown`.
    #[serde(default)]
    pub severity: String,
}

/// Limits of the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Limits {
    /// Octets of a policy body that are read.
    pub policy_octets: usize,
    /// Time in milliseconds that a policy host has, from the first attempt to connect to the last octet.
    pub deadline_ms: u64,
}
