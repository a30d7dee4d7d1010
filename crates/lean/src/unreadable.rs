//! Why a value could not be read.

use std::{error::Error, fmt};

use crate::Value;

/// Where something else stood than what was expected.
// One word, so that what a failure can be adds little to what a success is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(Box<Fault>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    /// Names of members and positions in lists, from the outermost on, each after a full stop.
    place: String,
    expected: &'static str,
    found: &'static str,
}

impl Unreadable {
    /// Something else was found. `expected` completes "expected …".
    #[must_use]
    pub fn new(expected: &'static str, found: &Value) -> Self {
        Self(Box::new(Fault { place: String::new(), expected, found: found.kind() }))
    }

    /// The same, seen from one level further out: it is in this member.
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
