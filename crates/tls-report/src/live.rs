//! The live state of the domain. Reports name no MX host that worked, so an answer needs a live check as well.

use mta_sts::Mode;

use crate::{ReportTime, ReportedPolicy};

/// A live check of the domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// The served policy; `None` if none is usable or none was observed.
    pub policy: Option<ReportedPolicy>,
    /// Every MX host.
    pub mx: Vec<LiveMx>,
    /// The time of the check.
    pub now: Option<ReportTime>,
}

/// An MX host in its present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveMx {
    /// The name, in lower case without a final dot.
    pub host: String,
    /// Whether the policy covers it.
    pub is_listed: bool,
    /// The state of its TLS, over all of its addresses.
    pub tls: LiveTls,
}

/// The TLS of an MX host, as a sender that honours MTA-STS sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveTls {
    /// STARTTLS, with a certificate that is accepted.
    Valid,
    /// STARTTLS, with a certificate or handshake that is not accepted.
    Invalid,
    /// No STARTTLS.
    None,
    /// It could not be observed.
    Unseen,
}

impl Live {
    /// Returns the mode of the policy.
    #[must_use]
    pub fn mode(&self) -> Option<Mode> {
        self.policy.as_ref()?.mode
    }

    pub(crate) fn has_host(&self, host: &str) -> bool {
        self.mx.iter().any(|mx| mx.host == host)
    }

    pub(crate) fn hosts(&self, which: impl Fn(&LiveMx) -> bool) -> Vec<String> {
        self.mx.iter().filter(|mx| which(mx)).map(|mx| mx.host.clone()).collect()
    }
}
