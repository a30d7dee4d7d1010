//! Times in a report: RFC 3339 (RFC 8460 §4.1), and the other forms that senders write.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};
use time::{Date, Month, OffsetDateTime, Time};

use crate::NoteId;

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// The first second of the year 1.
const FIRST: i64 = -62_135_596_800;

/// The last second of the year 9999.
const LAST: i64 = 253_402_300_799;

/// A time in UTC, to the second, in the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportTime(i64);

impl ReportTime {
    /// Returns the time this many seconds after 1970-01-01T00:00:00Z, or `None` outside the years 1 to 9999.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Option<Self> {
        if FIRST <= seconds && seconds <= LAST { Some(Self(seconds)) } else { None }
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
        let text = self.rfc3339();
        text[..10].iter().copied().map(char::from).collect()
    }

    fn civil(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0).expect("the constructor checked the range")
    }

    /// Returns the time as `YYYY-MM-DDThh:mm:ssZ`, in ASCII.
    fn rfc3339(self) -> [u8; 20] {
        let civil = self.civil();
        let (hour, minute, second) = civil.to_hms();
        let [century, year] = [civil.year() / 100, civil.year() % 100].map(|part| part as u8);
        let mut text = *b"0000-00-00T00:00:00Z";
        let parts = [century, year, u8::from(civil.month()), civil.day(), hour, minute, second];
        for (at, part) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(parts) {
            text[at] += part / 10;
            text[at + 1] += part % 10;
        }
        text
    }
}

impl fmt::Display for ReportTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.rfc3339();
        f.write_str(str::from_utf8(&text).expect("digits and marks are ASCII"))
    }
}

impl FromStr for ReportTime {
    type Err = String;

    /// Reads RFC 3339, with or without a zone, or a date alone, which means its first second.
    fn from_str(text: &str) -> Result<Self, String> {
        let moment = parse(text, RangeEnd::Start, |_| {});
        moment.ok_or_else(|| "not a date such as 2026-01-31".to_owned())
    }
}

impl Serialize for ReportTime {
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
pub(crate) fn parse(text: &str, end: RangeEnd, deviates: impl FnMut(NoteId)) -> Option<ReportTime> {
    parse_common(text).or_else(|| parse_any(text, end, deviates))
}

/// Reads `YYYY-MM-DDThh:mm:ssZ`, as nearly every sender writes it. Returns `None` for all other texts.
fn parse_common(text: &str) -> Option<ReportTime> {
    let &[c1, c2, y1, y2, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] = text.as_bytes()
    else {
        return None;
    };
    let number = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens <= 9 && ones <= 9).then(|| tens * 10 + ones)
    };
    let year = i32::from(number(c1, c2)?) * 100 + i32::from(number(y1, y2)?);
    let month = Month::try_from(number(m1, m2)?).ok()?;
    let date = Date::from_calendar_date(year, month, number(d1, d2)?).ok()?;
    let clock = Time::from_hms(number(h1, h2)?, number(n1, n2)?, number(s1, s2)?).ok()?;
    ReportTime::from_unix(date.with_time(clock).assume_utc().unix_timestamp())
}

/// Reads a date and time in any form.
fn parse_any(text: &str, end: RangeEnd, mut deviates: impl FnMut(NoteId)) -> Option<ReportTime> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let midnight = midnight(date)?;
    if rest.is_empty() {
        deviates(NoteId::DateOnly);
        return ReportTime::from_unix(midnight + if end == RangeEnd::End { DAY - 1 } else { 0 });
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(zone_at);
    let seconds = clock_seconds(clock.trim_end(), &mut deviates)?;
    ReportTime::from_unix(midnight + seconds - offset(zone, &mut deviates)?)
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
    fn the_common_form_is_read_as_any_other() {
        let forms = ["{}-{}-{}T{}:{}:{}Z", "{}-{}-{}T{}:{}:{}z", "{}-{}-{} {}:{}:{}Z", "{}-{}-{}T{}:{}:{}"];
        let values = ["0000", "0001", "1969", "2024", "2026", "9999"].map(|year| [year, "02", "29", "00", "00", "00"]);
        let values = values.into_iter().chain([
            ["2026", "12", "31", "23", "59", "59"],
            ["2026", "12", "31", "24", "00", "00"],
            ["2026", "12", "31", "23", "59", "60"],
            ["2026", "00", "31", "23", "59", "59"],
            ["2026", "13", "31", "23", "59", "59"],
            ["2026", "01", "32", "23", "60", "59"],
            ["2026", "01", "1x", "23", "59", "59"],
            ["2026", "01", "01", "23", "59", "/9"],
            ["2026", "01", "01", "23", "59", "9\u{7f}"],
        ]);
        for (form, values) in values.flat_map(|values| forms.map(|form| (form, values))) {
            let text = values.iter().fold(form.to_owned(), |text, value| text.replacen("{}", value, 1));
            let mut notes = Vec::new();
            let any = parse_any(&text, RangeEnd::Start, |id| notes.push(id));
            if let Some(common) = parse_common(&text) {
                assert_eq!((any, notes), (Some(common), Vec::new()), "{text}");
                assert_eq!(common.to_string(), text);
            }
            assert_eq!(parse(&text, RangeEnd::Start, |_| {}), any, "{text}");
        }
        assert!(parse_common("2024-02-29T00:00:00Z").is_some());
    }

    #[test]
    fn the_first_and_the_last_second_are_those_of_the_years_1_and_9999() {
        for (seconds, text) in [(FIRST, "0001-01-01T00:00:00Z"), (LAST, "9999-12-31T23:59:59Z")] {
            assert_eq!(ReportTime::from_unix(seconds).map(|moment| moment.to_string()).as_deref(), Some(text));
        }
        assert_eq!((ReportTime::from_unix(FIRST - 1), ReportTime::from_unix(LAST + 1)), (None, None));
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
