//! The path of a message through the set-up, with the status of each part.

use crate::rule::Stage;

/// The status of a part of the set-up that a message passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartStatus {
    /// The part.
    pub part: SetupPart,
    /// Its state.
    pub state: PartState,
    /// The id of the most important finding there, for the line of detail.
    pub because: Option<&'static str>,
}

/// The parts that a message passes, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupPart {
    /// The STS record in DNS.
    Record,
    /// The policy host: address, TLS, HTTP.
    Host,
    /// The policy file.
    Policy,
    /// The MX hosts, compared with the policy.
    Mx,
    /// TLS of the MX hosts.
    Tls,
}

impl SetupPart {
    /// Every part, in order.
    pub const ALL: [Self; 5] = [Self::Record, Self::Host, Self::Policy, Self::Mx, Self::Tls];

    /// Returns the word used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Host => "host",
            Self::Policy => "policy",
            Self::Mx => "mx",
            Self::Tls => "tls",
        }
    }

    /// Returns the stage of the rules that belong to it.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::Record => Stage::Record,
            Self::Host => Stage::PolicyHost,
            Self::Policy => Stage::Policy,
            Self::Mx => Stage::Mx,
            Self::Tls => Stage::Tls,
        }
    }
}

/// The state of a part of the set-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Questions are still open.
    Pending,
    /// As it should be.
    Ok,
    /// Works, with a warning.
    Warning,
    /// Fails.
    Error,
    /// Could not be observed.
    Unseen,
    /// Not reached, or irrelevant for this domain.
    NotApplicable,
}

impl PartState {
    /// Returns the word used in identifiers and style sheets.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Pending => "open",
            Self::Ok => "good",
            Self::Warning => "care",
            Self::Error => "bad",
            Self::Unseen => "unseen",
            Self::NotApplicable => "idle",
        }
    }
}
