//! The format number of stored evidence.
//!
//! **Files of format 1 remain readable forever**, in every later version. Evidence without a number is older and is
//! read as format 0. Additions that older files lack get a default and need no new number. A change to the meaning of a
//! member needs one.

use lean::{Read, Unreadable, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Format number of [`Evidence`](crate::Evidence). Files of older formats are written as [`Format::CURRENT`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format;

impl Format {
    /// The number that this version writes, and the highest that it reads.
    pub const CURRENT: u32 = 1;

    fn from_number(number: u32) -> Option<Self> {
        (number <= Self::CURRENT).then_some(Self)
    }
}

/// The expected format, for the error about an unknown higher number.
const EXPECTED: &str = "evidence of format 0 or 1; a newer version of this checker wrote it, and can read it";

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(Self::CURRENT)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u32::deserialize(deserializer)?;
        Self::from_number(number).ok_or_else(|| D::Error::custom(format!("format {number}, expected {EXPECTED}")))
    }
}

impl Read for Format {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        Self::from_number(u32::read(value)?).ok_or_else(|| Unreadable::new(EXPECTED, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Evidence, Timestamp};

    fn evidence() -> serde_json::Value {
        let domain: mta_sts::Domain = "example.com".parse().unwrap();
        serde_json::to_value(Evidence::new(&domain, "example.com", Timestamp::default())).unwrap()
    }

    #[test]
    fn evidence_is_written_with_the_current_number() {
        assert_eq!(evidence()["format"], 1);
    }

    #[test]
    fn evidence_without_a_number_is_read_and_written_with_one() {
        let mut old = evidence();
        old.as_object_mut().unwrap().remove("format");
        let read: Evidence = serde_json::from_value(old).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), evidence());
    }

    #[test]
    fn evidence_of_a_later_format_is_refused_with_the_reason() {
        for number in [serde_json::json!(2), serde_json::json!(4_294_967_295_u32)] {
            let mut later = evidence();
            later["format"] = number;
            let serde = serde_json::from_value::<Evidence>(later.clone()).unwrap_err().to_string();
            assert!(serde.contains("a newer version of this checker wrote it"), "{serde}");
            let value: Value = serde_json::from_value(later).unwrap();
            let lean = Evidence::read(&value).unwrap_err().to_string();
            assert!(lean.contains("a newer version of this checker wrote it"), "{lean}");
        }
    }
}
