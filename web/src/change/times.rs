//! Times of a plan as readers write and read them: UTC in English, Japan Standard Time in Japanese.

use evidence::Timestamp;
use words::{Language, args, key, plan as plan_words};

const DAY: i64 = 86_400;

/// Weekday of 1970-01-01, a Thursday; Monday is 0.
const FIRST_WEEKDAY: i64 = 3;

/// Formats weekday, date and time.
#[must_use]
pub fn time_text(at: Timestamp, language: Language) -> String {
    let local = plan_words::local_time(at, language);
    let text = local.to_string();
    let time = text.get(11..16).unwrap_or_default();
    language.message(key::CHANGE_WHEN, args!["weekday" => weekday(at, language), "date" => local, "time" => time])
}

/// Returns the weekday; Monday is 0.
fn weekday(at: Timestamp, language: Language) -> i64 {
    (plan_words::local_time(at, language).unix_seconds().div_euclid(DAY) + FIRST_WEEKDAY).rem_euclid(7)
}

/// Formats day and month, for an axis.
#[must_use]
pub fn day_text(at: i64, language: Language) -> String {
    let local = plan_words::local_time(Timestamp::from_unix(at), language).to_string();
    let number = |from: usize| local.get(from..from + 2).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or(0);
    language.message(key::CHANGE_DAY, args!["day" => number(8), "month" => number(5)])
}

/// Returns the first midnight at or after a time, by the clock of a language.
#[must_use]
pub fn next_midnight(at: i64, language: Language) -> i64 {
    let offset = plan_words::clock_offset(language);
    at + (-(at + offset)).rem_euclid(DAY)
}

/// Formats a time for its input field: `2026-06-01T09:00`.
#[must_use]
pub fn to_field(at: Timestamp, language: Language) -> String {
    plan_words::local_time(at, language).to_string().get(..16).unwrap_or_default().to_owned()
}

/// Parses the time in an input field.
#[must_use]
pub fn from_field(text: &str, language: Language) -> Option<Timestamp> {
    let text = text.trim().replace(' ', "T");
    let whole = match text.len() {
        16 => text + ":00Z",
        19 => text + "Z",
        _ => return None,
    };
    let local: Timestamp = whole.parse().ok()?;
    Some(local.plus_seconds(-plan_words::clock_offset(language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_time_survives_its_field() {
        let moment = at("2026-06-01T20:30:00Z");
        assert_eq!(to_field(moment, Language::En), "2026-06-01T20:30");
        assert_eq!(to_field(moment, Language::Ja), "2026-06-02T05:30");
        for language in Language::ALL {
            assert_eq!(from_field(&to_field(moment, language), language), Some(moment));
        }
        for wrong in ["", "tomorrow", "2026-06-01", "2026-13-01T09:00"] {
            assert_eq!(from_field(wrong, Language::En), None, "{wrong}");
        }
    }

    #[test]
    fn days_have_names_and_begin_at_local_midnight() {
        assert!(time_text(at("2026-06-01T09:00:00Z"), Language::En).starts_with("Mon 1 Jun 2026"));
        assert!(time_text(at("2026-06-01T20:00:00Z"), Language::Ja).contains('火'));
        let evening = at("2026-06-01T20:00:00Z").unix_seconds();
        assert_eq!(next_midnight(evening, Language::En), at("2026-06-02T00:00:00Z").unix_seconds());
        assert_eq!(next_midnight(evening, Language::Ja), at("2026-06-02T15:00:00Z").unix_seconds());
        assert_eq!(day_text(evening, Language::En), "1 Jun");
        assert_eq!(day_text(evening, Language::Ja), "6/2");
    }
}
