//! Problems that stop the user, and the fields that have them.

use setup::TextsError;

use super::Stage;

/// The problem that stops the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The domain field holds no valid domain.
    Domain,
    /// The link holds no answers.
    Link,
    /// This word in the field of mail servers is not a host name.
    HostName(String),
    /// A value that senders do not accept.
    TextsError(TextsError),
    /// This word in the field of the host is neither an address nor a name.
    Target(String),
    /// This address of the host is private.
    PrivateAddress(String),
    /// No place was chosen.
    PolicyHosting,
}

/// A text field that is checked when the user leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The MX hosts.
    Hosts,
    /// The addresses for TLS reports.
    Reports,
    /// The address or name of the policy file's host.
    Target,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 3] = [Self::Hosts, Self::Reports, Self::Target];
}

impl Problem {
    /// The id used in sentences and tests.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Link => "link",
            Self::HostName(_) => "host-name",
            Self::TextsError(why) => why.id(),
            Self::Target(_) => "target",
            Self::PrivateAddress(_) => "private-address",
            Self::PolicyHosting => "place",
        }
    }

    /// Returns the word that the problem is about, if it is about one.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::HostName(word) | Self::Target(word) | Self::PrivateAddress(word) => word,
            Self::Domain | Self::Link | Self::TextsError(_) | Self::PolicyHosting => "",
        }
    }

    /// Returns the stage that solves the problem.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Domain | Self::Link | Self::HostName(_) | Self::TextsError(TextsError::Mx(_)) => Stage::Domain,
            Self::TextsError(TextsError::NoMx | TextsError::MaxAge(_)) => Stage::Servers,
            Self::TextsError(TextsError::Reports(_)) => Stage::Reports,
            Self::TextsError(_) | Self::Target(_) | Self::PrivateAddress(_) | Self::PolicyHosting => Stage::Place,
        }
    }
}
