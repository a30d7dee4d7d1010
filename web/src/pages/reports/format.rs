//! Formats of numbers, days and names in the tables of this page.

use std::{cell::RefCell, collections::BTreeMap};

use words::{Language, Value, key};

use crate::reports::ReportsActions;

/// Seconds of a day.
const DAY: i64 = 86_400;

thread_local! {
    /// Cache of formatted days, by language.
    static DAYS: RefCell<BTreeMap<(&'static str, i64), String>> = RefCell::default();
}

/// Formatter for one language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Formatter {
    /// The language.
    pub language: Language,
    /// Functions of the browser.
    pub actions: ReportsActions,
}

impl Formatter {
    /// Formats a number with thousands separators.
    pub fn number(self, number: u64) -> String {
        Value::from(number).text(self.language)
    }

    /// Formats a time as its UTC day.
    pub fn date(self, seconds: i64) -> String {
        self.day(seconds.div_euclid(DAY))
    }

    /// Formats a UTC day. The result is cached, since browsers are slow at this and a page repeats the same days.
    pub fn day(self, day: i64) -> String {
        DAYS.with_borrow_mut(|days| {
            days.entry((self.language.tag(), day))
                .or_insert_with(|| (self.actions.format_day)(day, self.language))
                .clone()
        })
    }

    /// Formats a period in days. A single day is written once.
    pub fn span(self, (first, last): (Option<i64>, Option<i64>)) -> String {
        let days = [first, last].map(|moment| moment.map(|moment| self.date(moment)));
        match days {
            [Some(first), Some(last)] if first != last => {
                self.language.message(key::REPORTS_READ_SPAN, words::args!["from" => &first, "until" => &last])
            }
            [Some(day), _] | [None, Some(day)] => day,
            [None, None] => "–".to_owned(),
        }
    }

    /// Returns the name of a sender.
    pub fn sender(self, name: Option<&str>) -> String {
        name.map_or_else(|| self.language.message(key::TLS_REPORT_NO_SENDER, &[]), str::to_owned)
    }

    /// Returns the name of an MX host.
    pub fn host(self, name: Option<&str>) -> String {
        name.map_or_else(|| self.language.message(key::TLS_REPORT_NO_HOST, &[]), str::to_owned)
    }
}
