//! Times in a report: RFC 3339 (RFC 8460 §4.1), and the other forms that senders write.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};
use time::{Date, Month, OffsetDateTime};

use crate::NoteId;

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// A time in UTC, to the second, in the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Returns the time this many seconds after 1970-01-01T00:00:00Z, or `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let year = OffsetDateTime::from_unix_timestamp(seconds).ok()?.year();
        (1..=9999).contains(&year).then_some(Self(seconds))
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Returns the UTC day, as days since 1970-01-01.
    #[must_use]
    pub const fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// Returns the first second of a UTC day, given as days since 1970-01-01.
    #[must_use]
    pub fn from_day(day: i64) -> Option<Self> {
        Self::from_unix(day.checked_mul(DAY)?)
    }

    /// Returns the time `seconds` later, or `None` outside the years 1 to 9999.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Option<Self> {
        Self::from_unix(self.0.checked_add(seconds)?)
    }

    /// Returns the date as `YYYY-MM-DD`.
    #[must_use]
    pub fn iso_date(self) -> String {
        let civil = self.civil();
        format!("{:04}-{:02}-{:02}", civil.year(), u8::from(civil.month()), civil.day())
    }

    fn civil(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0).expect("the constructor checked the range")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.civil().to_hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", self.iso_date())
    }
}

impl FromStr for Moment {
    type Err = String;

    /// Reads RFC 3339, with or without a zone, or a date alone, which means its first second.
    fn from_str(text: &str) -> Result<Self, String> {
        let moment = parse(text, RangeEnd::Start, |_| {});
        moment.ok_or_else(|| "not a date such as 2026-01-31".to_owned())
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The end of a range that a text states. A date alone means the first or the last second of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RangeEnd {
    Start,
    End,
}

/// Reads a date and time. Passes each deviation of its form from RFC 3339 in UTC to `deviates`.
pub(crate) fn parse(text: &str, end: RangeEnd, mut deviates: impl FnMut(NoteId)) -> Option<Moment> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let midnight = midnight(date)?;
    if rest.is_empty() {
        deviates(NoteId::DateOnly);
        return Moment::from_unix(midnight + if end == RangeEnd::End { DAY - 1 } else { 0 });
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(zone_at);
    let seconds = clock_seconds(clock.trim_end(), &mut deviates)?;
    Moment::from_unix(midnight + seconds - offset(zone, &mut deviates)?)
}

/// Returns the seconds from 1970 to the first second of `YYYY-MM-DD`.
fn midnight(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let shape = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
    let month = Month::try_from(digits(month)? as u8).ok()?;
    let date = Date::from_calendar_date(digits(year)? as i32, month, digits(day)? as u8).ok()?;
    shape.then(|| date.midnight().assume_utc().unix_timestamp())
}

/// Reads `hh:mm[:ss[.fraction]]` as seconds of the day. `24:00:00` and a leap second mean the next second.
fn clock_seconds(clock: &str, deviates: &mut impl FnMut(NoteId)) -> Option<i64> {
    let (whole, fraction) = clock.split_once(['.', ',']).map_or((clock, None), |(whole, rest)| (whole, Some(rest)));
    if let Some(fraction) = fraction {
        digits(fraction.get(..fraction.len().min(9))?)?;
        deviates(NoteId::DateFraction);
    }
    let mut parts = whole.split(':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let second = parts.next().map_or(Some(0), digits)?;
    let sound = hour <= 24 && minute <= 59 && second <= 60 && parts.next().is_none();
    let seconds = hour * 3600 + minute * 60 + second;
    (sound && seconds <= DAY).then_some(seconds)
}

/// Returns the seconds that the zone is ahead of UTC. Without a zone, UTC is assumed.
fn offset(zone: &str, deviates: &mut impl FnMut(NoteId)) -> Option<i64> {
    let zone = zone.trim();
    if zone.is_empty() {
        deviates(NoteId::DateNoZone);
        return Some(0);
    }
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    deviates(NoteId::DateOffset);
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let bare = zone.get(1..)?.replace(':', "");
    let (hours, minutes) = bare.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes)? };
    let sound = hours.len() == 2 && digits(hours)? <= 23 && minutes <= 59;
    sound.then_some(sign * (digits(hours)? * 3600 + minutes * 60))
}

/// Reads a number of one to nine digits.
fn digits(text: &str) -> Option<i64> {
    let sound = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_date_is_read_and_noted() {
        use NoteId::{DateFraction, DateNoZone, DateOffset, DateOnly};
        for (text, means, notes) in [
            ("2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z", &[][..]),
            ("2026-01-05t00:00:00z", "2026-01-05T00:00:00Z", &[]),
            ("2026-01-05 23:59:59Z", "2026-01-05T23:59:59Z", &[]),
            ("2026-01-05T00:00:00", "2026-01-05T00:00:00Z", &[DateNoZone]),
            ("2026-01-05T00:00Z", "2026-01-05T00:00:00Z", &[]),
            ("2026-01-05T23:59:59.999999999Z", "2026-01-05T23:59:59Z", &[DateFraction]),
            ("2026-01-05T02:00:00+02:00", "2026-01-05T00:00:00Z", &[DateOffset]),
            ("2026-01-04T19:00:00-0500", "2026-01-05T00:00:00Z", &[DateOffset]),
            ("2026-01-05T00:00:00-00:00", "2026-01-05T00:00:00Z", &[DateOffset]),
            ("2026-01-05T24:00:00Z", "2026-01-06T00:00:00Z", &[]),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", &[]),
            ("2026-01-05", "2026-01-05T23:59:59Z", &[DateOnly]),
        ] {
            let mut seen = Vec::new();
            let moment = parse(text, RangeEnd::End, |id| seen.push(id));
            assert_eq!(moment.map(|moment| moment.to_string()).as_deref(), Some(means), "{text}");
            assert_eq!(seen, notes, "{text}");
        }
    }

    #[test]
    fn an_invalid_date_is_none() {
        for text in [
            "",
            "soon",
            "2026-13-01T00:00:00Z",
            "2026-02-30",
            "2026-01-05T25:00:00Z",
            "2026-01-05T24:00:01Z",
            "2026-01-05T00:00:00+99:00",
            "2026-1-5",
            "20260105",
            "2026-01-05X00:00:00Z",
            "２０２６-01-05",
            "1767571200",
        ] {
            assert_eq!(parse(text, RangeEnd::Start, |_| {}), None, "{text}");
        }
    }
}
