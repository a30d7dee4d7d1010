//! The interface between page and server: paths, configuration, problems and time limits. Observations are defined in
//! the crate `evidence`.

pub mod deadlines;
mod problem;
mod server;

pub use problem::{Problem, ProblemKind};
pub use server::{Config, Demo, Limits};

/// Maximum size of an observation as JSON, in bytes. The server omits whatever exceeds it, and says so.
pub const OBSERVATION_LIMIT: usize = 256 * 1024;

/// Path of `GET` for a policy observation. The domain, as A-labels, follows.
pub const POLICY_PATH: &str = "/api/v1/policy/";

/// Path of `GET` for a mail observation. The domain and one of its MX hosts, as A-labels, follow: `…/{domain}/{host}`.
pub const MX_PATH: &str = "/api/v1/mx/";

/// Path of `GET` for the server's configuration.
pub const CONFIG_PATH: &str = "/api/v1/config";

/// Path of the same-origin DNS-over-HTTPS endpoint (RFC 8484 GET).
pub const DNS_QUERY_PATH: &str = "/dns-query";
