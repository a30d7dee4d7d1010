//! The harm that a step does when it is done too early.

use crate::Timestamp;

/// The harm of a step that was done too early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyHarm {
    /// What happens.
    pub kind: HarmKind,
    /// The MX hosts that it is about.
    pub hosts: Vec<String>,
    /// The time from which the step does no harm, if the steps that are due are done now. `None` if it does not end
    /// by itself: another `id` must follow the file.
    pub until: Option<Timestamp>,
}

/// What happens because a step was done too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HarmKind {
    /// Some senders refuse every MX host.
    MxRefused,
    /// Some senders skip an MX host.
    MxSkipped,
    /// Some senders use the former MX records.
    Mx,
    /// Senders with the new file refuse or skip hosts that resolvers still return.
    PolicyRefused,
    /// Senders act on the new file, while others see what was before.
    Policy,
    /// Some senders keep the former file under the new `id`.
    Record,
    /// Senders that enforce cannot learn that the policy has ended.
    NoRecord,
    /// Senders with the former address cannot fetch the file.
    Host,
}

impl HarmKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::MxRefused,
        Self::MxSkipped,
        Self::Mx,
        Self::PolicyRefused,
        Self::Policy,
        Self::Record,
        Self::NoRecord,
        Self::Host,
    ];

    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::MxRefused => "mx-refused",
            Self::MxSkipped => "mx-skipped",
            Self::Mx => "mx",
            Self::PolicyRefused => "policy-refused",
            Self::Policy => "policy",
            Self::Record => "record",
            Self::NoRecord => "no-record",
            Self::Host => "host",
        }
    }
}
