//! The live state of the domain, besides its reports: reports name no MX host that worked, so an answer needs both.

use mta_sts::Mode;

use crate::{Moment, ReportedPolicy};

/// A live check of the domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// The policy that is served; `None` where none can be used, or none was seen.
    pub policy: Option<ReportedPolicy>,
    /// Every MX host.
    pub mx: Vec<LiveMx>,
    /// The time of the check.
    pub now: Option<Moment>,
}

/// An MX host now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveMx {
    /// The name, in lower case without a final dot.
    pub host: String,
    /// Whether the policy covers it.
    pub listed: bool,
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
    /// It could not be seen.
    Unseen,
}

impl Live {
    /// The mode of the policy.
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
