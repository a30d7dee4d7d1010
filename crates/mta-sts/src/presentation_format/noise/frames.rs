//! Frames that `bat` draws around a file, with numbers before its lines.

use alloc::vec::Vec;
use core::ops::Range;

use super::keep_ranges;
use crate::presentation_format::Excerpt;

/// The vertical bar between a number and its line.
const BAR: &str = "│";

/// Removes the frame, the name of the file and the line numbers.
pub(super) fn remove(text: &Excerpt) -> Option<Excerpt> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    for line in text.lines() {
        let Ok(content) = core::str::from_utf8(&text.octets()[line.clone()]) else { return None };
        match content.split_once(BAR) {
            Some((number, rest)) if is_number(number.trim()) => {
                let rest = rest.strip_prefix(' ').unwrap_or(rest);
                kept.push(line.end - rest.len()..line.end);
            }
            // The name and the size of the file.
            Some((before, _)) if before.trim().is_empty() => {}
            _ if content.trim().chars().all(is_drawn) => {}
            _ => return None,
        }
    }
    (!kept.is_empty()).then(|| keep_ranges(text, kept))
}

/// Removes the numbers that a browser copies onto lines of their own, before each line of a page's source.
pub(super) fn numbers_on_lines(text: &Excerpt) -> Option<Excerpt> {
    let lines: Vec<Range<usize>> =
        text.lines().into_iter().filter(|line| !text.octets()[line.clone()].trim_ascii().is_empty()).collect();
    let number = |line: &Range<usize>| {
        let digits = core::str::from_utf8(&text.octets()[line.clone()]).ok()?.trim();
        digits.parse::<usize>().ok().filter(|_| is_number(digits))
    };
    let are_numbered = lines.chunks(2).zip(1..).all(|(pair, count)| pair.len() == 2 && number(&pair[0]) == Some(count));
    let is_plain = |pair: &[Range<usize>]| number(&pair[1]).is_none();
    let counts = lines.len() > 2 && are_numbered && lines.chunks(2).all(is_plain);
    counts.then(|| keep_ranges(text, lines.into_iter().skip(1).step_by(2)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit())
}

fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257f}')
}
