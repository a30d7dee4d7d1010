//! The way of a message through the set-up: how each part of it looks.

use crate::rule::Stage;

/// A part of the set-up that a message passes on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartStatus {
    /// Which part.
    pub part: SetupPart,
    /// How it looks.
    pub state: PartState,
    /// The most important finding there, for the line of detail.
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
    /// The MX hosts against the policy.
    Mx,
    /// TLS of the MX hosts.
    Tls,
}

impl SetupPart {
    /// Every part, in order.
    pub const ALL: [Self; 5] = [Self::Record, Self::Host, Self::Policy, Self::Mx, Self::Tls];

    /// The word used in identifiers.
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

    /// The stage of rules that belongs to it.
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

/// How a part of the set-up looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Being asked.
    Pending,
    /// As it should be.
    Ok,
    /// Works, with a warning.
    Warning,
    /// Fails.
    Error,
    /// Could not be seen.
    Unseen,
    /// Not reached, or without meaning for this domain.
    NotApplicable,
}

impl PartState {
    /// The word used in identifiers and style sheets.
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
