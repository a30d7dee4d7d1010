//! Error for a value that cannot be read.

use std::{error::Error, fmt};

use crate::Value;

/// Error that tells which value was expected, which was found, and where.
// Boxed, so that the error adds only one word to the size of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(Box<Fault>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    /// Member names and list positions from the outermost inwards, each after a full stop.
    place: String,
    expected: &'static str,
    found: &'static str,
}

impl Unreadable {
    /// Creates the error. `expected` completes the sentence "expected …".
    #[must_use]
    pub fn new(expected: &'static str, found: &Value) -> Self {
        Self(Box::new(Fault { place: String::new(), expected, found: found.kind() }))
    }

    /// Prepends the member that contains the value to its place.
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        self.0.place = [".", member, &self.0.place].concat();
        self
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { place, expected, found } = &*self.0;
        if let Some(place) = place.strip_prefix('.') {
            f.write_str(place)?;
            f.write_str(": ")?;
        }
        f.write_str("expected ")?;
        f.write_str(expected)?;
        f.write_str(", found ")?;
        f.write_str(found)
    }
}

impl Error for Unreadable {}
