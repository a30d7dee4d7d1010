//! Durations as people write them in place of the seconds of `max_age`.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

/// A duration in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Duration {
    pub seconds: u64,
    /// Whether the text names a unit. A bare number may be meant in days.
    pub has_unit: bool,
}

/// Units, by the start of their names in English, German, French, Spanish and Japanese, and their seconds. A longer name comes
/// before its own beginning.
const UNITS: [(&str, u64); 29] = [
    ("ms", 0),
    ("milli", 0),
    ("mo", 2_592_000),
    ("mes", 2_592_000),
    ("か月", 2_592_000),
    ("ヶ月", 2_592_000),
    ("m", 60),
    ("分", 60),
    ("seman", 604_800),
    ("sem", 604_800),
    ("st", 3_600),
    ("s", 1),
    ("秒", 1),
    ("hr", 3_600),
    ("h", 3_600),
    ("時間", 3_600),
    ("jah", 31_536_000),
    ("j", 86_400),
    ("tag", 86_400),
    ("d", 86_400),
    ("día", 86_400),
    ("日", 86_400),
    ("w", 604_800),
    ("週", 604_800),
    ("y", 31_536_000),
    ("an", 31_536_000),
    ("añ", 31_536_000),
    ("年", 31_536_000),
    ("t", 86_400),
];

/// Numbers written as words.
const NUMBERS: [(&str, &str); 10] = [
    ("one ", "1 "),
    ("an ", "1 "),
    ("a ", "1 "),
    ("two ", "2 "),
    ("three ", "3 "),
    ("four ", "4 "),
    ("six ", "6 "),
    ("seven ", "7 "),
    ("thirty ", "30 "),
    ("half a ", "0.5 "),
];

/// Parses a duration: seconds, a number with a unit, several of them (`1h30m`), ISO 8601 (`P7D`) or a product (`24*3600`).
pub(super) fn duration(value: &str) -> Option<Duration> {
    let value = without_comment(value).trim().to_lowercase();
    let value = value.trim_matches(['"', '\'', ' ', ';', ',', '`']);
    product(value).or_else(|| iso_8601(value)).or_else(|| sum(&in_digits(value)))
}

/// Returns a value without a comment or brackets after it.
fn without_comment(value: &str) -> &str {
    let ends = ["#", "//", " -", "(", "<"].iter().filter_map(|mark| value.find(mark)).filter(|at| *at > 0);
    value[..ends.min().unwrap_or(value.len())].trim_end()
}

fn in_digits(value: &str) -> String {
    let word = NUMBERS.iter().find_map(|(word, digits)| Some((digits, value.strip_prefix(word)?)));
    word.map_or_else(|| value.to_owned(), |(digits, rest)| digits.to_string() + rest)
}

/// Returns the product of factors, each digits alone.
fn product(value: &str) -> Option<Duration> {
    let factors = value.split(['*', '×']);
    let factors: Option<Vec<u64>> = factors.map(|factor| factor.trim().parse().ok()).collect();
    let factors = factors.filter(|factors| factors.len() > 1)?;
    let seconds = factors.iter().try_fold(1_u64, |product, factor| product.checked_mul(*factor))?;
    Some(Duration { seconds, has_unit: true })
}

/// Returns a duration of ISO 8601. After `t`, `m` stands for minutes; before it, for months.
fn iso_8601(value: &str) -> Option<Duration> {
    let body = value.strip_prefix('p')?;
    let (date, time) = body.split_once('t').unwrap_or((body, ""));
    let date = date.replace('m', "mo");
    sum(&(date + time)).filter(|duration| duration.has_unit)
}

/// Returns the sum of numbers with units, or a single number in seconds.
fn sum(value: &str) -> Option<Duration> {
    let (mut seconds, mut rest, mut has_unit) = (0_u64, value.trim(), false);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && !",_'. ".contains(c)).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let unit_end = after.find(|c: char| c.is_ascii_digit() || c.is_whitespace()).unwrap_or(after.len());
        let (unit, next) = after.split_at(unit_end);
        let (unit, next) = (unit.trim_matches(['.', ',', ';']), next.trim_start());
        // Words such as `and` between two parts.
        if number.trim().is_empty() && has_unit && matches!(unit, "and" | "und" | "et") {
            rest = next;
            continue;
        }
        let of_unit = if unit.is_empty() { (!has_unit).then_some(1) } else { seconds_of(unit) }?;
        has_unit |= !unit.is_empty();
        seconds = seconds.checked_add(parts(number.trim(), of_unit, unit)?)?;
        rest = next;
    }
    (!value.trim().is_empty()).then_some(Duration { seconds, has_unit })
}

fn seconds_of(unit: &str) -> Option<u64> {
    UNITS.iter().find(|(name, _)| unit.starts_with(name)).map(|(_, seconds)| *seconds)
}

/// Returns the seconds of a number of units. A point in a number with a unit is a decimal point, unless three digits follow.
fn parts(number: &str, of_unit: u64, unit: &str) -> Option<u64> {
    let digits = |text: &str| -> Option<u64> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    if of_unit == 0 {
        return digits(number).map(|milliseconds| milliseconds / 1_000);
    }
    match number.split_once(['.', ',']) {
        Some((whole, decimals)) if !unit.is_empty() && decimals.len() < 3 => {
            let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
            let all = digits(whole)?.checked_mul(scale)?.checked_add(digits(decimals)?)?;
            Some(all.checked_mul(of_unit)? / scale)
        }
        _ => digits(number)?.checked_mul(of_unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_any_notation() {
        for (text, seconds, has_unit) in [
            ("604800", 604_800, false),
            ("86400 # x", 86_400, false),
            ("86400 // a day", 86_400, false),
            ("604800 (1 week)", 604_800, false),
            ("604,800", 604_800, false),
            ("604 800", 604_800, false),
            ("604_800", 604_800, false),
            ("86.400", 86_400, false),
            ("604800s", 604_800, true),
            ("86400 seconds", 86_400, true),
            ("86400000ms", 86_400, true),
            ("6h", 21_600, true),
            ("2h", 7_200, true),
            ("60m", 3_600, true),
            ("1h30m", 5_400, true),
            ("1 day and 6 hours", 108_000, true),
            ("1 day", 86_400, true),
            ("1.5d", 129_600, true),
            ("one week", 604_800, true),
            ("1 month", 2_592_000, true),
            ("P7D", 604_800, true),
            ("PT6H", 21_600, true),
            ("P1W", 604_800, true),
            ("P1M", 2_592_000, true),
            ("24*3600", 86_400, true),
            ("60 * 60 * 24 * 7", 604_800, true),
            ("1 Woche", 604_800, true),
            ("2 Tage", 172_800, true),
            ("12 Stunden", 43_200, true),
            ("7 jours", 604_800, true),
            ("1 semaine", 604_800, true),
            ("1 週間", 604_800, true),
            ("30日", 2_592_000, true),
        ] {
            assert_eq!(duration(text), Some(Duration { seconds, has_unit }), "{text}");
        }
        for text in ["", "forever", "-1", "max", "soon", "0x15180", "a week or two", "99999999999999999999"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
