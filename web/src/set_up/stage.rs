//! The stages of a set-up, in order.

/// A stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The domain and its live state.
    #[default]
    Domain,
    /// The mail servers and the mode.
    Servers,
    /// The addresses for TLS reports.
    Reports,
    /// The location of the policy file.
    Place,
    /// The entries in the fields of the DNS panel.
    Panel,
    /// Publishing, with the progress of each entry.
    Publish,
    /// Testing until a given day.
    Testing,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 7] =
        [Self::Domain, Self::Servers, Self::Reports, Self::Place, Self::Panel, Self::Publish, Self::Testing];

    /// The id used in addresses, sentences and tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Servers => "servers",
            Self::Reports => "reports",
            Self::Place => "place",
            Self::Panel => "panel",
            Self::Publish => "publish",
            Self::Testing => "testing",
        }
    }

    /// Returns the stage with this id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.id() == id)
    }

    /// Returns the stage's number, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// Returns the next stage; `None` after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// Returns the stage before; `None` at the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get((self as usize).checked_sub(1)?).copied()
    }
}
