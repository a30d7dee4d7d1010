//! Functions that the code of `#[derive(lean::Read)]` calls. Few of them are generic, so each type adds little code.

use std::str::FromStr;

use crate::{Members, Read, Unreadable, Value};

/// Type that is read from an object's members by name, and so can be the content of a tagged variant
/// ([`read_beside_tag`]).
pub trait Struct: Read {}

/// Type whose members can be among those of another one (`#[serde(flatten)]`).
pub trait Flatten: Read {
    /// Reads the type from an object that may hold members of other types, too.
    ///
    /// # Errors
    ///
    /// As [`Read::read`].
    fn flattened(value: &Value) -> Result<Self, Unreadable>;
}

/// Variant that an externally tagged value chooses.
#[derive(Clone, Copy, Debug)]
pub struct ChosenVariant<'a> {
    /// Position among the names given.
    pub index: usize,
    /// Name of the variant.
    pub name: &'a str,
    /// Content of the variant.
    pub content: &'a Value,
}

impl<'a> ChosenVariant<'a> {
    fn find(name: &'a str, content: &'a Value, names: &[&str]) -> Option<Self> {
        position(name, names).map(|index| Self { index, name, content })
    }

    /// Returns the content of a variant that has content.
    ///
    /// # Errors
    ///
    /// If the name has no content.
    pub fn required_content(self) -> Result<&'a Value, Unreadable> {
        match self.content {
            Value::Absent => Err(Unreadable::new("content", self.content)),
            content => Ok(content),
        }
    }
}

/// Returns a text.
///
/// # Errors
///
/// If the value is something else.
pub fn expect_text<'a>(value: &'a Value, expected: &'static str) -> Result<&'a str, Unreadable> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(Unreadable::new(expected, value)),
    }
}

/// Parses a text into a `T`.
///
/// # Errors
///
/// If the value is not a text, or does not parse.
pub fn parse_text<T: FromStr>(value: &Value, expected: &'static str) -> Result<T, Unreadable> {
    expect_text(value, expected)?.parse().map_err(|_| Unreadable::new(expected, value))
}

/// Returns a list.
///
/// # Errors
///
/// If the value is something else.
pub fn expect_list(value: &Value) -> Result<&[Value], Unreadable> {
    match value {
        Value::List(values) => Ok(values),
        _ => Err(Unreadable::new("a list", value)),
    }
}

/// Returns the members of an object.
///
/// # Errors
///
/// If the value is something else.
pub fn expect_object(value: &Value) -> Result<&Members, Unreadable> {
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(Unreadable::new("an object", value)),
    }
}

/// Returns the member of this name, or [`Value::Absent`].
#[must_use]
pub fn member_value<'a>(members: &'a Members, name: &str) -> &'a Value {
    let found = members.iter().rev().find(|(of, _)| of == name);
    found.map_or(&Value::Absent, |(_, value)| value)
}

/// Reads a member.
///
/// # Errors
///
/// If it cannot be read, or is absent and not an [`Option`].
pub fn read_member<T: Read>(members: &Members, name: &str) -> Result<T, Unreadable> {
    T::read(member_value(members, name)).map_err(|error| error.within(name))
}

/// Reads a member that may be absent (`#[serde(default)]`).
///
/// # Errors
///
/// If it is present and cannot be read.
pub fn read_member_or_default<T: Read + Default>(members: &Members, name: &str) -> Result<T, Unreadable> {
    match member_value(members, name) {
        Value::Absent => Ok(T::default()),
        value => T::read(value).map_err(|error| error.within(name)),
    }
}

/// Reads the members beside the tag of an internally tagged variant.
///
/// # Errors
///
/// As [`Read::read`].
pub fn read_beside_tag<T: Struct>(value: &Value) -> Result<T, Unreadable> {
    T::read(value)
}

/// Returns the variant of an internally or adjacently tagged value, as its position among the names.
///
/// # Errors
///
/// If the tag is absent or none of the names.
pub fn tagged_variant(members: &Members, tag: &str, names: &[&str]) -> Result<usize, Unreadable> {
    let value = member_value(members, tag);
    expect_text(value, KNOWN_NAME).and_then(|text| name_index(text, names, value)).map_err(|error| error.within(tag))
}

/// Returns the variant of an externally tagged value that is only a name, as its position among the names.
///
/// # Errors
///
/// If the value is something else.
pub fn unit_variant(value: &Value, names: &[&str]) -> Result<usize, Unreadable> {
    let chosen = external_variant(value, names)?;
    expect_no_content(chosen.content).map(|()| chosen.index).map_err(|error| error.within(chosen.name))
}

/// Returns the variant of an externally tagged value: a name, or an object with one member.
///
/// # Errors
///
/// If the value is something else.
pub fn external_variant<'a>(value: &'a Value, names: &[&str]) -> Result<ChosenVariant<'a>, Unreadable> {
    let chosen = match value {
        Value::Text(name) => ChosenVariant::find(name, &Value::Absent, names),
        Value::Object(members) => match members.as_slice() {
            [(name, content)] => ChosenVariant::find(name, content, names),
            _ => None,
        },
        _ => None,
    };
    chosen.ok_or_else(|| Unreadable::new(KNOWN_NAME, value))
}

/// Returns the variant of an externally tagged value among other members: the first one with a known name.
///
/// # Errors
///
/// If there is none.
pub fn flattened_variant<'a>(value: &'a Value, names: &[&str]) -> Result<ChosenVariant<'a>, Unreadable> {
    let mut chosen =
        expect_object(value)?.iter().filter_map(|(name, content)| ChosenVariant::find(name, content, names));
    chosen.next().ok_or_else(|| Unreadable::new("a member with a name that is known here", value))
}

/// Checks that a variant without content has none: absent, or `null`.
///
/// # Errors
///
/// If there is content.
pub fn expect_no_content(value: &Value) -> Result<(), Unreadable> {
    match value {
        Value::Absent | Value::Null => Ok(()),
        _ => Err(Unreadable::new("nothing", value)),
    }
}

/// Checks that a variant without content has none in this member.
///
/// # Errors
///
/// If there is content.
pub fn expect_no_content_in_member(members: &Members, name: &str) -> Result<(), Unreadable> {
    expect_no_content(member_value(members, name)).map_err(|error| error.within(name))
}

const KNOWN_NAME: &str = "a name that is known here";

fn name_index(text: &str, names: &[&str], value: &Value) -> Result<usize, Unreadable> {
    position(text, names).ok_or_else(|| Unreadable::new(KNOWN_NAME, value))
}

fn position(text: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|name| *name == text)
}
