//! How the reader writes a moment: the browser knows.

use evidence::Timestamp;
use words::Language;

/// Writes moments.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Day and time, to the second.
    pub exact: fn(Timestamp, Language) -> String,
    /// The day.
    pub day: fn(Timestamp, Language) -> String,
    /// The time of the day, to the second.
    pub time: fn(Timestamp, Language) -> String,
}

/// There is one, so any two are the same.
impl PartialEq for Clock {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
