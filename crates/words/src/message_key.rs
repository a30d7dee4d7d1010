//! The messages, as constants. A message that does not exist is a constant that does not exist.

/// One sentence, in every language: its number in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub(crate) u16);

/// Every message as a constant: `record-ok.why` is `RECORD_OK_WHY`.
pub mod key {
    use super::Key;

    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// What tells this build's set of messages from another, and how many messages the parts have that the page fetches.
pub(crate) const SET: &str = key::SET;
pub(crate) const PAGE: usize = key::PAGE;
pub(crate) const TASKS: usize = key::TASKS;

/// A message as the tests see it.
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
pub(crate) static EVERY: &[Message] = include!(concat!(env!("OUT_DIR"), "/every.rs"));
