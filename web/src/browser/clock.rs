//! The current time, and moments formatted for the reader.

use evidence::Timestamp;
use js_sys::{Date, Object, Reflect};
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
    format(moment, language, Some("short"))
}

/// Formats day and time to the second, to distinguish checks within a minute.
#[must_use]
pub fn format_exact(moment: Timestamp, language: Language) -> String {
    format(moment, language, Some("medium"))
}

/// Formats the time of day, to the second.
#[must_use]
pub fn format_time(moment: Timestamp, language: Language) -> String {
    format(moment, language, None)
}

/// Formats the day, with the year unless it is the current one.
#[must_use]
pub fn format_day(moment: Timestamp, language: Language) -> String {
    let (date, options) = (date(moment), Object::new());
    let set = |name: &str, value: &str| Reflect::set(&options, &name.into(), &value.into());
    let _ = set("day", "numeric");
    let _ = set("month", "long");
    if date.get_full_year() != Date::new_0().get_full_year() {
        let _ = set("year", "numeric");
    }
    String::from(date.to_locale_date_string(locale(language), &options))
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
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeZone", "UTC")] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    String::from(date.to_locale_date_string(locale(language), &options))
}

/// Formats a moment with the day and a time of this style; without a style, the time alone.
fn format(moment: Timestamp, language: Language, style: Option<&str>) -> String {
    let date = date(moment);
    let day = match language {
        Language::En => "medium",
        Language::Ja => "long",
    };
    let options = Object::new();
    let set = |name: &str, value: &str| Reflect::set(&options, &name.into(), &value.into());
    let _ = set("timeStyle", style.unwrap_or("medium"));
    if style.is_some() {
        let _ = set("dateStyle", day);
    }
    String::from(date.to_locale_string(locale(language), &options))
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
