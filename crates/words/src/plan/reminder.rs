//! A reminder of the day when testing ends, as a calendar (RFC 5545) with one event.

use planner::Timestamp;

use super::calendar::{escaped, fold, moment};
use crate::{Language, args, key};

/// Creates the calendar. The event begins at nine o'clock on `day`, such as `20260615`, wherever its owner is: its times have
/// no time zone (§3.3.5).
#[must_use]
pub fn testing_reminder(domain: &str, day: &str, made: Timestamp, link: &str, language: Language) -> String {
    let summary = escaped(&language.message(key::SETUP_PAGE_REMINDER, args!["domain" => domain]));
    let description = escaped(&[&language.message(key::SETUP_PAGE_REMINDER_STEPS, &[]), "\n", link].concat());
    let uid = format!("testing-ends.{domain}@mta-sts-checker");
    let (alarm, made) = (["alarm-", &uid].concat(), moment(made));
    let (start, end) = ([day, "T090000"].concat(), [day, "T093000"].concat());
    let properties: [(&str, &str); 20] = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//mta-sts-checker//plan//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("BEGIN", "VEVENT"),
        ("UID", &uid),
        ("DTSTAMP", &made),
        ("DTSTART", &start),
        ("DTEND", &end),
        ("SUMMARY", &summary),
        ("DESCRIPTION", &description),
        ("URL", link),
        ("BEGIN", "VALARM"),
        ("ACTION", "DISPLAY"),
        ("UID", &alarm),
        ("DESCRIPTION", &summary),
        ("TRIGGER", "PT0S"),
        ("END", "VALARM"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ];
    let mut text = String::new();
    for (name, value) in properties {
        fold(&mut text, &[name, ":", value].concat());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_testing_is_one_event_in_the_owners_morning() {
        for language in [Language::En, Language::Ja] {
            let made = Timestamp::from_unix(1_780_304_400);
            let text = testing_reminder("example.com", "20260615", made, "https://checker.example/setup#x", language);
            assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
            assert!(text.contains("\r\nDTSTART:20260615T090000\r\n"), "{text}");
            assert!(text.contains("\r\nURL:https://checker.example/setup#x\r\n"), "{text}");
        }
    }
}
