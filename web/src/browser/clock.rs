//! The time, and how the reader writes it.

use checker::Timestamp;
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use words::Language;

use super::window;

/// This moment.
#[must_use]
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of Unix time fit")]
    Timestamp::from_unix((Date::now() / 1000.0) as i64)
}

/// Milliseconds since the page was opened; only differences mean anything.
#[must_use]
pub fn ticks() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Day and time in the reader's time zone.
#[must_use]
pub fn local(moment: Timestamp, language: Language) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds until the year 9999 are exact in a double")]
    let date = Date::new(&JsValue::from_f64(moment.unix() as f64 * 1000.0));
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let locale = match language {
        Language::En => "en-GB",
        Language::Ja => "ja-JP",
    };
    date.to_locale_string(locale, &options).into()
}
