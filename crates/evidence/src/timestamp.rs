//! Timestamps in seconds of Unix time; RFC 3339 in JSON.
//!
//! The calendar is that of the `time` crate. Its description-based formatting is not used: it would add 6 kB to the
//! page.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A timestamp in UTC, to the second. This crate has no clock: the transport supplies the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// 9999-12-31T23:59:59Z, the last second with a four-digit year.
const MAX_UNIX_SECONDS: i64 = 253_402_300_799;

impl Timestamp {
    /// Creates a timestamp from seconds after 1970-01-01T00:00:00Z, clamped to the years 1970 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(0, MAX_UNIX_SECONDS))
    }

    /// Returns the observation's own time by the observer's clock, if present. Otherwise returns `otherwise`, which may
    /// come from a wrong clock.
    #[must_use]
    pub fn observed_at(seen_at: Option<i64>, otherwise: Self) -> Self {
        seen_at.map_or(otherwise, Self::from_unix)
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Returns a timestamp `seconds` later, or earlier if negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// Formats as `YYYYMMDDhhmmssZ`, the customary form of a policy `id` (see the example in RFC 8461 §3.1).
    #[must_use]
    pub fn policy_id(self) -> String {
        let (moment, month) = (self.civil(), u8::from(self.civil().month()));
        let (hour, minute, second) = moment.to_hms();
        format!("{:04}{month:02}{:02}{hour:02}{minute:02}{second:02}Z", moment.year(), moment.day())
    }

    /// Formats as `YYYY-MM-DD`.
    #[must_use]
    pub fn iso_date(self) -> String {
        let moment = self.civil();
        format!("{:04}-{:02}-{:02}", moment.year(), u8::from(moment.month()), moment.day())
    }

    fn civil(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0).expect("the constructor keeps the year within four digits")
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.civil().to_hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", self.iso_date())
    }
}

impl FromStr for Timestamp {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        OffsetDateTime::parse(text, &Rfc3339)
            .map(|moment| Self::from_unix(moment.unix_timestamp()))
            .map_err(|error| format!("{text:?} is not a date and time such as 2026-01-31T12:00:00Z: {error}"))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl lean::Read for Timestamp {
    fn read(value: &lean::Value) -> Result<Self, lean::Unreadable> {
        lean::derive_support::parse_text(value, "a date and time such as 2026-01-31T12:00:00Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_timestamp_parses_to_itself() {
        let moment: Timestamp = "2026-06-10T08:09:07Z".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-06-10T08:09:07Z");
        assert_eq!(moment.policy_id(), "20260610080907Z");
    }

    #[test]
    fn no_number_of_seconds_panics() {
        for seconds in [i64::MIN, -1, 0, MAX_UNIX_SECONDS, i64::MAX] {
            let _ = Timestamp::from_unix(seconds).to_string();
        }
    }
}
