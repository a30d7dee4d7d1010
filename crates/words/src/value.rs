//! Names, numbers, dates and durations in a sentence.

use checker::Arg;
use evidence::Timestamp;

use crate::{Language, key, sentence_parts::Piece, visible::make_visible};

/// A value in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A name or value. Invisible characters are made visible.
    Text(&'a str),
    /// The name of a product or company, such as `Caddy`: plain words, not code.
    Brand(&'a str),
    /// A whole number with grouped digits.
    Number(i64),
    /// A day, in UTC.
    Date(Timestamp),
    /// Seconds, in the largest units that fit.
    Duration(i64),
    /// Several names or values.
    List(&'a [String]),
}

impl Value<'_> {
    /// Returns the value as it appears in a sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = String::new();
        write_value(language, self, &mut |piece| text.push_str(piece.text()));
        text
    }
}

/// Arguments of a sentence: `args!["domain" => name, "count" => 3]`.
#[macro_export]
macro_rules! args {
    ($($name:literal => $value:expr),* $(,)?) => {
        &[$(($name, $crate::Value::from($value))),*]
    };
}

/// The maximum number of listed items. Further items are only counted.
const MAX_LISTED_ITEMS: usize = 6;
/// The maximum length in characters. Longer texts are cut in the middle.
const MAX_TEXT_CHARS: usize = 140;

/// Passes a value as it appears in a sentence to `out`.
pub(crate) fn write_value(language: Language, value: &Value<'_>, out: &mut dyn FnMut(Piece<'_>)) {
    match value {
        Value::Text("") => out(Piece::Words(&language.message(key::VALUE_EMPTY, &[]))),
        Value::Text(text) => out(Piece::Name(&shortened(text))),
        Value::Brand(name) => out(Piece::Words(name)),
        Value::Number(number) => out(Piece::Words(&grouped(*number))),
        Value::Date(moment) => out(Piece::Time(&date(language, *moment))),
        Value::Duration(seconds) => out(Piece::Time(&duration(language, *seconds))),
        Value::List(items) => list(language, items, out),
    }
}

/// Returns whether a value matches the key of a case: the same text, the same number, or the number's category.
pub(crate) fn matches_case(language: Language, value: &Value<'_>, key: &str) -> bool {
    match value {
        Value::Text(text) | Value::Brand(text) => *text == key,
        Value::Number(number) => key.parse() == Ok(*number) || key == category(language, *number),
        Value::List(items) => matches_case(language, &Value::from(items.len()), key),
        Value::Date(_) | Value::Duration(_) => false,
    }
}

/// Returns the plural category (CLDR). English has two, Japanese one.
const fn category(language: Language, number: i64) -> &'static str {
    match (language, number) {
        (Language::En, 1) => "one",
        _ => "other",
    }
}

fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= MAX_TEXT_CHARS {
        return with_visible_edges(&make_visible(text));
    }
    let (front, back) = (MAX_TEXT_CHARS * 3 / 4, MAX_TEXT_CHARS / 4);
    let head: String = text.chars().take(front).collect();
    let tail: String = text.chars().skip(length - back).collect();
    with_visible_edges(&[&make_visible(&head), "…", &make_visible(&tail)].concat())
}

/// Marks spaces at the edges of a value. They are easily overlooked, and often are the error.
fn with_visible_edges(text: &str) -> String {
    let inner = text.trim_matches(' ');
    let (before, after) = match inner {
        "" => (text.len(), 0),
        _ => (text.len() - text.trim_start_matches(' ').len(), text.len() - text.trim_end_matches(' ').len()),
    };
    ["␠".repeat(before).as_str(), inner, "␠".repeat(after).as_str()].concat()
}

/// Groups digits as in `1,234,567`. Both languages group by three with a comma.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "−".to_owned() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn date(language: Language, moment: Timestamp) -> String {
    let text = moment.iso_date();
    let mut fields = text.split('-');
    let year = fields.next().unwrap_or_default();
    let mut number = || fields.next().and_then(|field| field.parse().ok()).unwrap_or(0_i64);
    let (month, day) = (number(), number());
    language.message(key::DATE, args!["year" => year, "month" => month, "day" => day])
}

/// Formats a duration in at most two adjacent units, rounded down: `7 days`, `1 day 6 hours`.
fn duration(language: Language, seconds: i64) -> String {
    let units = [(86_400, key::UNIT_DAY), (3_600, key::UNIT_HOUR), (60, key::UNIT_MINUTE), (1, key::UNIT_SECOND)];
    let seconds = seconds.max(0);
    let first = units.iter().position(|(size, _)| seconds >= *size).unwrap_or(units.len() - 1);
    let (size, unit) = units[first];
    let large = language.message(unit, args!["count" => seconds / size]);
    let Some((smaller, name)) = units.get(first + 1) else { return large };
    match seconds % size / smaller {
        0 => large,
        count => {
            let small = language.message(*name, args!["count" => count]);
            language.message(key::UNIT_BOTH, args!["large" => large.as_str(), "small" => small.as_str()])
        }
    }
}

fn list(language: Language, items: &[String], out: &mut dyn FnMut(Piece<'_>)) {
    let shown = if items.len() > MAX_LISTED_ITEMS { MAX_LISTED_ITEMS - 1 } else { items.len() };
    for (index, item) in items[..shown].iter().enumerate() {
        if index > 0 {
            let last = index + 1 == items.len();
            out(Piece::Words(&item_separator(language, last)));
        }
        out(Piece::Name(&shortened(item)));
    }
    if shown < items.len() {
        out(Piece::Words(&language.message(key::LIST_MORE, args!["count" => items.len() - shown])));
    }
}

/// Returns the separator between two items.
fn item_separator(language: Language, last: bool) -> String {
    language.message(if last { key::LIST_LAST } else { key::LIST_NEXT }, &[])
}

impl<'a> From<&'a Arg> for Value<'a> {
    fn from(arg: &'a Arg) -> Self {
        match arg {
            Arg::Text(text) => Self::Text(text),
            Arg::Number(number) => Self::Number(*number),
            Arg::Date(moment) => Self::Date(*moment),
            Arg::Duration(seconds) => Self::Duration(*seconds),
            Arg::List(texts) => Self::List(texts),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [String]> for Value<'a> {
    fn from(texts: &'a [String]) -> Self {
        Self::List(texts)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Value<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u16> for Value<'_> {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Timestamp> for Value<'_> {
    fn from(moment: Timestamp) -> Self {
        Self::Date(moment)
    }
}

#[cfg(test)]
mod tests;
