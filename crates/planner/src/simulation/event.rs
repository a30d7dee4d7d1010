//! A change of what is published.

use crate::{Change, Topic};

/// A change of what is published, at a moment in Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The time of the change.
    pub at: i64,
    /// The change. [`Change::WaitFor`] changes nothing.
    pub action: Change,
    /// The topic of the step; it decides the claim of a wait.
    pub topic: Option<Topic>,
}
