//! Mail servers as a world writes them.

use serde::{Deserialize, Serialize};

use super::{Tls, https::ok};

/// One mail server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpHost {
    /// What connecting gives.
    #[serde(default = "ok")]
    pub connect: String,
    /// The greeting.
    #[serde(default)]
    pub greeting: Option<String>,
    /// The EHLO keywords.
    #[serde(default)]
    pub ehlo: Vec<String>,
    /// The reply to STARTTLS.
    #[serde(default)]
    pub starttls: Option<String>,
    /// Its TLS.
    #[serde(default)]
    pub tls: Option<Tls>,
}
