//! The possible answers to "is it safe to enforce the policy?".

use serde::{Serialize, Serializer};

/// Whether it is safe to enforce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Enforce {
    /// Reports and live check show nothing that senders would refuse under `enforce`.
    Yes,
    /// Reports and live check do not show it yet.
    Unknown,
    /// Something has to be fixed first. If the policy is enforced, mail is being refused.
    NotYet,
}

impl Enforce {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Unknown, Self::NotYet];

    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Unknown => "unknown",
            Self::NotYet => "not-yet",
        }
    }
}

impl Serialize for Enforce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
