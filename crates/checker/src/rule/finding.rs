//! A finding: the result of a rule, its place, and the text to publish. It contains no language.

use evidence::Timestamp;

use super::Rule;
use crate::{facts::text_location::TextLocation, patch::Patch};

/// One result of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The names and values that its words need.
    pub args: Args,
    /// Its place in the text in which it was found.
    pub place: Option<TextLocation>,
    /// Further places of the same fault, if there are too many to list one by one.
    pub further: Vec<TextLocation>,
    /// The text to publish.
    pub patch: Option<Patch>,
    /// Bytes that the proxy left out of the answer on which it rests.
    pub omitted_bytes: u64,
}

impl Finding {
    /// Creates a finding without arguments, place and patch.
    #[must_use]
    pub const fn new(rule: &'static Rule) -> Self {
        Self { rule, args: Args(Vec::new()), place: None, further: Vec::new(), patch: None, omitted_bytes: 0 }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with_arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.0.push((name, value.into()));
        self
    }

    /// Sets its place.
    #[must_use]
    pub fn with_place(mut self, place: TextLocation) -> Self {
        self.place = Some(place);
        self
    }

    /// Returns the goal in the plan command of the arguments, if there is such a command.
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
    /// Returns the value of an argument.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Arg> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// One value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text, shown as it is. Control characters are made visible.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A time, shown as a date in the reader's format.
    Date(Timestamp),
    /// A duration in seconds, shown in the largest unit that fits.
    Duration(i64),
    /// Several texts, shown as a list.
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
