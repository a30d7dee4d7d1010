//! What a look-up says about the set-up as a whole: that it cannot begin, or that it is not necessary.

use checker::{Verdict, rules};
use mta_sts::Domain;

use super::Live;

/// The reason why a set-up cannot begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The domain does not exist.
    NoDomain,
    /// The domain has no mail servers, but its parent does.
    NoServers(Domain),
    /// The domain declares that it accepts no mail.
    NoMail,
}

/// The part of the set-up that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExistingSetup {
    /// The policy is in mode enforce, and mail to no server is refused.
    Protected,
    /// A usable policy is in mode testing.
    InTesting,
}

impl Obstacle {
    /// The id used in sentences and tests.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NoDomain => "no-domain",
            Self::NoServers(_) => "no-servers",
            Self::NoMail => "no-mail",
        }
    }
}

impl ExistingSetup {
    /// The id used in sentences and tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::InTesting => "in-testing",
        }
    }
}

impl Live {
    /// Returns the reason why a set-up cannot begin. Mail servers that the user names count as those of the domain.
    #[must_use]
    pub fn obstacle(&self, names_servers: bool) -> Option<Obstacle> {
        let has = |rule| self.report.has_finding(rule);
        match &self.report.mail_parent {
            Some(parent) if !names_servers => Some(Obstacle::NoServers(parent.clone())),
            _ if has(&rules::DOMAIN_NXDOMAIN) => Some(Obstacle::NoDomain),
            _ if has(&rules::MX_NULL) && !names_servers => Some(Obstacle::NoMail),
            _ => None,
        }
    }

    /// Returns the part of the set-up that is there already.
    #[must_use]
    pub fn standing(&self) -> Option<ExistingSetup> {
        match self.report.verdict {
            Verdict::Enforced => Some(ExistingSetup::Protected),
            Verdict::Testing => Some(ExistingSetup::InTesting),
            _ => None,
        }
    }
}
