//! Formats of times. The browser knows the reader's conventions.

use evidence::Timestamp;
use words::Language;

/// Functions that format times.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Formats day and time, to the second.
    pub exact: fn(Timestamp, Language) -> String,
    /// Formats the day.
    pub day: fn(Timestamp, Language) -> String,
    /// Formats the time of day, to the second.
    pub time: fn(Timestamp, Language) -> String,
}

/// All instances are equal, as only one exists.
impl PartialEq for Clock {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
