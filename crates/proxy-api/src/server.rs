//! The server's configuration as the page sees it: `GET /api/v1/config`.

use serde::{Deserialize, Serialize};

/// Configuration that the server tells the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Config {
    /// Version of the server, as in Cargo.toml.
    pub version: String,
    /// Whether the server talks SMTP to MX hosts.
    pub probe: bool,
    /// Whether the server answers DNS questions at `/dns-query`.
    pub resolver: bool,
    /// Demo domains of the built-in laboratory. Empty without `--lab`.
    pub lab: Vec<Demo>,
    /// Networks that are not public but that the server connects to anyway (`--allow-net`), in CIDR notation. Only
    /// servers for their own machine report them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow_net: Vec<String>,
    /// Limits of the server.
    pub limits: Limits,
}

/// Demo domain of the built-in laboratory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Demo {
    /// The domain, under `.test` (RFC 6761 §6.2).
    pub domain: String,
    /// Verdict that the domain demonstrates.
    pub verdict: String,
    /// Worst outcome for its mail: `error`, `warning`, `notice`, `pass` or `unknown`.
    #[serde(default)]
    pub severity: String,
}

/// Limits of the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Limits {
    /// Bytes of a policy body that are read.
    pub policy_octets: usize,
    /// Time limit for a policy host in milliseconds, from the first attempt to connect to the last byte.
    pub deadline_ms: u64,
}
