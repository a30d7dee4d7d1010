//! A finding: what a rule found, where, and what to publish. No language in it.

use evidence::Timestamp;

use super::Rule;
use crate::{facts::place::Place, patch::Patch};

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The names and values that its words need.
    pub args: Args,
    /// Where it is, in the text it was found in.
    pub place: Option<Place>,
    /// More places of the same fault, when there are too many to tell one by one.
    pub further: Vec<Place>,
    /// The text to publish.
    pub patch: Option<Patch>,
}

impl Finding {
    /// A finding without arguments, place and patch.
    #[must_use]
    pub const fn new(rule: &'static Rule) -> Self {
        Self { rule, args: Args(Vec::new()), place: None, further: Vec::new(), patch: None }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with_arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.0.push((name, value.into()));
        self
    }

    /// Says where it is.
    #[must_use]
    pub fn with_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The goal in the command of the plan that its sentences name, if they name one.
    #[must_use]
    pub fn plan_goal(&self) -> Option<&str> {
        match self.args.value("plan") {
            Some(Arg::Text(command)) => command.split_once("--goal ").map(|(_, goal)| goal),
            _ => None,
        }
    }
}

/// The names and values that a sentence needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args(pub Vec<(&'static str, Arg)>);

impl Args {
    /// The value of an argument.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Arg> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// One value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text, shown as it is but for control characters, which are made visible.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A moment; shown as a date in the reader's fashion.
    Date(Timestamp),
    /// A length of time in seconds; shown in the largest unit that fits.
    Duration(i64),
    /// Several texts; shown as a list.
    List(Vec<String>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u16> for Arg {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<Timestamp> for Arg {
    fn from(moment: Timestamp) -> Self {
        Self::Date(moment)
    }
}

impl From<Vec<String>> for Arg {
    fn from(texts: Vec<String>) -> Self {
        Self::List(texts)
    }
}
