//! The stages of a set-up, in order.

/// A stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Which domain, and what is there.
    #[default]
    Domain,
    /// The mail servers and the mode.
    Servers,
    /// Where TLS reports go.
    Reports,
    /// Where the policy file lives.
    Place,
    /// The entries in the fields of the DNS panel.
    Panel,
    /// Publishing, and ticking off.
    Publish,
    /// Testing until a day.
    Testing,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 7] =
        [Self::Domain, Self::Servers, Self::Reports, Self::Place, Self::Panel, Self::Publish, Self::Testing];

    /// The word in addresses, sentences and tests.
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

    /// The stage of a word.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.id() == id)
    }

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The next stage; `None` after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }
}
