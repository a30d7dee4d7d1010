//! The interface between page and server: paths, configuration, problems and deadlines. Observations of the server are in the crate `evidence`.

pub mod deadlines;
mod problem;
mod server;

pub use problem::{Problem, ProblemKind};
pub use server::{Config, Demo, Limits};

/// Bytes of an observation as JSON at most; the server leaves out more, and says so.
pub const OBSERVATION_LIMIT: usize = 256 * 1024;

/// Path of `GET` for a policy observation; the domain, as A-labels, follows.
pub const POLICY_PATH: &str = "/api/v1/policy/";

/// Path of `GET` for a mail observation; the domain and one of its MX hosts, as A-labels, follow: `…/{domain}/{host}`.
pub const MX_PATH: &str = "/api/v1/mx/";

/// Path of `GET` for what this server offers.
pub const CONFIG_PATH: &str = "/api/v1/config";

/// Path of the same-origin DNS-over-HTTPS endpoint (RFC 8484 GET).
pub const DNS_QUERY_PATH: &str = "/dns-query";
