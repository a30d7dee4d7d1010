//! The current time, and moments formatted for the reader.

use std::cell::RefCell;

use evidence::Timestamp;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;
use words::{Language, report::date_text};

use super::window::window;

/// Returns the current time.
#[must_use]
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of Unix time fit")]
    Timestamp::from_unix((Date::now() / 1000.0) as i64)
}

/// Returns the milliseconds since the page was opened. Only differences are meaningful.
#[must_use]
pub fn monotonic_ms() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Formats day and time in the reader's time zone.
///
/// Written without `Intl`: a phone takes over 100 ms to create the first formatter, just when it shows the result.
#[must_use]
pub fn format_local(moment: Timestamp, language: Language) -> String {
    day_and_time(moment, language, &local_time(moment, false))
}

/// Formats day and time to the second, to distinguish checks within a minute.
#[must_use]
pub fn format_exact(moment: Timestamp, language: Language) -> String {
    day_and_time(moment, language, &format_time(moment, language))
}

/// Formats the time of day, to the second.
#[must_use]
pub fn format_time(moment: Timestamp, _: Language) -> String {
    local_time(moment, true)
}

fn day_and_time(moment: Timestamp, language: Language, time: &str) -> String {
    let separator = match language {
        Language::En => ", ",
        Language::Ja => " ",
    };
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
    let offset = date(moment).get_timezone_offset() as i64;
    let local = Timestamp::from_unix(moment.unix_seconds().saturating_sub(offset.saturating_mul(60)));
    [&date_text(local, language), separator, time].concat()
}

fn local_time(moment: Timestamp, with_seconds: bool) -> String {
    let date = date(moment);
    let (hours, minutes) = (date.get_hours(), date.get_minutes());
    if with_seconds {
        format!("{hours:02}:{minutes:02}:{:02}", date.get_seconds())
    } else {
        format!("{hours:02}:{minutes:02}")
    }
}

/// Formats the day, with the year unless it is the current one.
#[must_use]
pub fn format_day(moment: Timestamp, language: Language) -> String {
    let date = date(moment);
    if date.get_full_year() == Date::new_0().get_full_year() {
        format(&date, language, &[("day", "numeric"), ("month", "long")])
    } else {
        format(&date, language, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
    }
}

/// Returns the day of a moment in the reader's time zone, as `20260601`.
#[must_use]
pub fn local_day(moment: Timestamp) -> String {
    let date = date(moment);
    format!("{:04}{:02}{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// Formats a UTC day, given as days since 1970-01-01.
#[must_use]
pub fn format_utc_day(day: i64, language: Language) -> String {
    #[expect(clippy::cast_precision_loss, reason = "days until the year 9999 are exact in a double")]
    let date = Date::new(&JsValue::from_f64(day as f64 * 86_400_000.0));
    format(&date, language, &[("dateStyle", "medium"), ("timeZone", "UTC")])
}

/// Options of a date format, as `Intl.DateTimeFormat` takes them.
type Options = &'static [(&'static str, &'static str)];

thread_local! {
    /// Formatting functions that were used so far.
    static FORMATS: RefCell<Vec<(Language, Options, Function)>> = const { RefCell::new(Vec::new()) };
}

fn format(date: &Date, language: Language, options: Options) -> String {
    let known = FORMATS.with_borrow(|formats| {
        let is_it = |format: &&(Language, Options, Function)| format.0 == language && format.1 == options;
        formats.iter().find(is_it).map(|(.., format)| format.clone())
    });
    let format = known.unwrap_or_else(|| {
        let format = create_format(language, options);
        FORMATS.with_borrow_mut(|formats| formats.push((language, options, format.clone())));
        format
    });
    format.call1(&JsValue::UNDEFINED, date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn create_format(language: Language, options: Options) -> Function {
    let members = Object::new();
    for (name, value) in options {
        let _ = Reflect::set(&members, &(*name).into(), &(*value).into());
    }
    DateTimeFormat::new(&Array::of1(&locale(language).into()), &members).format()
}

fn date(moment: Timestamp) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds until the year 9999 are exact in a double")]
    Date::new(&JsValue::from_f64(moment.unix_seconds() as f64 * 1000.0))
}

/// Returns the locale whose dates look like [`words::report::date_text`], so that the whole page uses one form.
const fn locale(language: Language) -> &'static str {
    match language {
        Language::En => "en-GB",
        Language::Ja => "ja-JP",
    }
}
