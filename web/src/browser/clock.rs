//! The current time, and moments formatted for the reader.

use std::cell::RefCell;

use evidence::Timestamp;
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;
use words::Language;

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
#[must_use]
pub fn format_local(moment: Timestamp, language: Language) -> String {
    let options = match language {
        Language::En => &[("dateStyle", "medium"), ("timeStyle", "short")],
        Language::Ja => &[("dateStyle", "long"), ("timeStyle", "short")],
    };
    format(&date(moment), language, options)
}

/// Formats day and time to the second, to distinguish checks within a minute.
#[must_use]
pub fn format_exact(moment: Timestamp, language: Language) -> String {
    let options = match language {
        Language::En => &[("dateStyle", "medium"), ("timeStyle", "medium")],
        Language::Ja => &[("dateStyle", "long"), ("timeStyle", "medium")],
    };
    format(&date(moment), language, options)
}

/// Formats the time of day, to the second.
#[must_use]
pub fn format_time(moment: Timestamp, language: Language) -> String {
    format(&date(moment), language, &[("timeStyle", "medium")])
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
    /// Formatting functions that were used so far. A phone takes several milliseconds to create one.
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
