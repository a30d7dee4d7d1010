//! The steps that readers consist of; what `#[derive(lean::Read)]` writes calls them.
//!
//! The shared, mostly non-generic readers behind the derive: the code generated for each type only calls them.

use std::str::FromStr;

use crate::{Members, Read, Unreadable, Value};

/// A type that is read from members by their names.
pub trait Struct: Read {}

/// A type whose members can stand among those of another one (`#[serde(flatten)]`).
pub trait Flatten: Read {
    /// Reads it from an object that may hold members of others, too.
    ///
    /// # Errors
    ///
    /// As [`Read::read`].
    fn flattened(value: &Value) -> Result<Self, Unreadable>;
}

/// The variant that an externally tagged value chooses.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    /// Its position among the names given.
    pub index: usize,
    /// Its name.
    pub name: &'a str,
    /// The content of the variant.
    pub content: &'a Value,
}

impl<'a> Chosen<'a> {
    fn by(name: &'a str, content: &'a Value, names: &[&str]) -> Option<Self> {
        position(name, names).map(|index| Self { index, name, content })
    }

    /// The content of a variant that has content.
    ///
    /// # Errors
    ///
    /// If the name stands alone.
    pub fn some(self) -> Result<&'a Value, Unreadable> {
        match self.content {
            Value::Absent => Err(Unreadable::new("content", self.content)),
            content => Ok(content),
        }
    }
}

/// A text.
///
/// # Errors
///
/// If it is something else.
pub fn text<'a>(value: &'a Value, expected: &'static str) -> Result<&'a str, Unreadable> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(Unreadable::new(expected, value)),
    }
}

/// A text that says what `T` is.
///
/// # Errors
///
/// If it is no text, or another one.
pub fn parsed<T: FromStr>(value: &Value, expected: &'static str) -> Result<T, Unreadable> {
    text(value, expected)?.parse().map_err(|_| Unreadable::new(expected, value))
}

/// A list.
///
/// # Errors
///
/// If it is something else.
pub fn list(value: &Value) -> Result<&[Value], Unreadable> {
    match value {
        Value::List(values) => Ok(values),
        _ => Err(Unreadable::new("a list", value)),
    }
}

/// The members of an object.
///
/// # Errors
///
/// If it is something else.
pub fn members(value: &Value) -> Result<&Members, Unreadable> {
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(Unreadable::new("an object", value)),
    }
}

/// The member of this name, or [`Value::Absent`].
#[must_use]
pub fn find<'a>(members: &'a Members, name: &str) -> &'a Value {
    let found = members.iter().rev().find(|(of, _)| of == name);
    found.map_or(&Value::Absent, |(_, value)| value)
}

/// Reads a member.
///
/// # Errors
///
/// If it cannot be read, or is absent and not an [`Option`].
pub fn member<T: Read>(members: &Members, name: &str) -> Result<T, Unreadable> {
    T::read(find(members, name)).map_err(|error| error.within(name))
}

/// Reads a member that may be absent (`#[serde(default)]`).
///
/// # Errors
///
/// If it is there and cannot be read.
pub fn member_or_default<T: Read + Default>(members: &Members, name: &str) -> Result<T, Unreadable> {
    match find(members, name) {
        Value::Absent => Ok(T::default()),
        value => T::read(value).map_err(|error| error.within(name)),
    }
}

/// Reads what stands beside the tag of an internally tagged variant.
///
/// # Errors
///
/// As [`Read::read`].
pub fn beside_tag<T: Struct>(value: &Value) -> Result<T, Unreadable> {
    T::read(value)
}

/// The variant of an internally or adjacently tagged value, as position among the names.
///
/// # Errors
///
/// If the tag is absent or none of the names.
pub fn tag(members: &Members, tag: &str, names: &[&str]) -> Result<usize, Unreadable> {
    let value = find(members, tag);
    text(value, NAME).and_then(|text| known(text, names, value)).map_err(|error| error.within(tag))
}

/// The variant of an externally tagged value that consists of a name, as position among the names.
///
/// # Errors
///
/// If it is something else.
pub fn name(value: &Value, names: &[&str]) -> Result<usize, Unreadable> {
    let chosen = choice(value, names)?;
    nothing(chosen.content).map(|()| chosen.index).map_err(|error| error.within(chosen.name))
}

/// The variant of an externally tagged value: a name, or an object of one member.
///
/// # Errors
///
/// If it is something else.
pub fn choice<'a>(value: &'a Value, names: &[&str]) -> Result<Chosen<'a>, Unreadable> {
    let chosen = match value {
        Value::Text(name) => Chosen::by(name, &Value::Absent, names),
        Value::Object(members) => match members.as_slice() {
            [(name, content)] => Chosen::by(name, content, names),
            _ => None,
        },
        _ => None,
    };
    chosen.ok_or_else(|| Unreadable::new(NAME, value))
}

/// The variant of an externally tagged value that stands among other members: the first one that is a name.
///
/// # Errors
///
/// If there is none.
pub fn choice_among<'a>(value: &'a Value, names: &[&str]) -> Result<Chosen<'a>, Unreadable> {
    let mut chosen = members(value)?.iter().filter_map(|(name, content)| Chosen::by(name, content, names));
    chosen.next().ok_or_else(|| Unreadable::new("a member with a name that is known here", value))
}

/// Checks that a variant without content has none: absent, or `null`.
///
/// # Errors
///
/// If there is something.
pub fn nothing(value: &Value) -> Result<(), Unreadable> {
    match value {
        Value::Absent | Value::Null => Ok(()),
        _ => Err(Unreadable::new("nothing", value)),
    }
}

/// The same of a member.
///
/// # Errors
///
/// If there is something.
pub fn nothing_at(members: &Members, name: &str) -> Result<(), Unreadable> {
    nothing(find(members, name)).map_err(|error| error.within(name))
}

const NAME: &str = "a name that is known here";

fn known(text: &str, names: &[&str], value: &Value) -> Result<usize, Unreadable> {
    position(text, names).ok_or_else(|| Unreadable::new(NAME, value))
}

fn position(text: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|name| *name == text)
}
