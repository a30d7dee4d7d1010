//! Notes about the input of a new plan: a time that may not be as meant.

use crate::{Plan, Timestamp};

/// Seconds by which a time may differ from the check: forms hold whole minutes.
const TOLERANCE_SECONDS: i64 = 60;

/// A note about the input of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The plan starts at this time, before the domain was checked.
    StartPast(Timestamp),
    /// An earlier policy ends at this time, after the domain was checked.
    EarlierFuture(Timestamp),
}

impl Note {
    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::StartPast(_) => "start-past",
            Self::EarlierFuture(_) => "earlier-future",
        }
    }

    /// Returns the time that the note is about.
    #[must_use]
    pub const fn at(self) -> Timestamp {
        match self {
            Self::StartPast(at) | Self::EarlierFuture(at) => at,
        }
    }
}

impl Plan {
    /// Returns the notes about the input of this plan, for a domain that was checked at this time.
    #[must_use]
    pub fn notes(&self, checked_at: Timestamp) -> Vec<Note> {
        let past = self.start.plus_seconds(TOLERANCE_SECONDS) < checked_at;
        let future = |until: &Timestamp| *until > checked_at.plus_seconds(TOLERANCE_SECONDS);
        let start = past.then_some(Note::StartPast(self.start));
        let earlier = self.state.earlier.iter().map(|earlier| earlier.until).filter(future);
        start.into_iter().chain(earlier.map(Note::EarlierFuture)).collect()
    }
}
