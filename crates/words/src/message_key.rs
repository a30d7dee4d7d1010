//! The messages as constants. A message that does not exist is a compile error.

/// A message, identified by its number in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub(crate) u16);

/// Every message as a constant: `record-ok.why` is `RECORD_OK_WHY`.
pub mod key {
    use super::Key;

    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// Identifies the set of messages of this build.
pub(crate) const SET_ID: &str = key::SET;
/// The number of messages that the page fetches first.
pub(crate) const PAGE_MESSAGES: usize = key::PAGE;
/// The number of messages of the task pages.
pub(crate) const TASK_MESSAGES: usize = key::TASKS;

/// A message for tests.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) id: &'static str,
    pub(crate) key: Key,
    /// File and line in each language.
    pub(crate) locations: [&'static str; 2],
    pub(crate) arguments: &'static [&'static str],
}

/// Every message.
#[cfg(test)]
pub(crate) static ALL_MESSAGES: &[Message] = include!(concat!(env!("OUT_DIR"), "/every.rs"));
