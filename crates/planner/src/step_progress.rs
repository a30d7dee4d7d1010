//! The progress of one step.

use crate::{EarlyHarm, Step, Timestamp};

/// The progress of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// The step is live, or its wait is over.
    Done,
    /// The step is the next one, and may be done now.
    Due,
    /// The step could have been done more than a day ago. Later steps are delayed by the same time.
    Late,
    /// The step is live before its time. Until then, it can do harm.
    TooEarly,
    /// The step's time has not come, or an earlier step is not done.
    Waiting,
}

impl Progress {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Done, Self::Due, Self::Late, Self::TooEarly, Self::Waiting];

    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Due => "due",
            Self::Late => "late",
            Self::TooEarly => "too-early",
            Self::Waiting => "waiting",
        }
    }
}

/// A step and its progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepProgress<'a> {
    /// The step.
    pub step: &'a Step,
    /// The progress.
    pub progress: Progress,
    /// The earliest time of the step: the plan's time, or later if earlier steps are late.
    pub at: Timestamp,
    /// The harm, if the step was done too early.
    pub harm: Option<EarlyHarm>,
}
