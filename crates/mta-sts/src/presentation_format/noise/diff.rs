//! Diffs: whole ones, and changes of a record within another text.

use core::ops::Range;

use super::{has_value, keep_ranges, strip_line_marks};
use crate::presentation_format::Excerpt;

/// Returns a diff without the old and the new line number that a browser copies before each line.
fn without_line_numbers(text: &Excerpt) -> Option<Excerpt> {
    strip_line_marks(text, |line| {
        let mut columns = line.splitn(3, |octet| *octet == b'\t');
        let (old, new, rest) = (columns.next()?, columns.next()?, columns.next()?);
        let are_numbers = [old, new].concat().iter().all(u8::is_ascii_digit) && old.len() + new.len() > 0;
        let is_marked = matches!(rest.first(), Some(b'+' | b'-' | b' '));
        (are_numbers && is_marked).then_some(line.len() - rest.len())
    })
}

/// Returns the added and unchanged lines of a diff, by itself or within another text.
pub(super) fn remove(text: &Excerpt) -> Option<Excerpt> {
    whole(text).or_else(|| within(text))
}

/// Returns the added and unchanged lines of a text that is a diff, from its head on.
fn whole(text: &Excerpt) -> Option<Excerpt> {
    let text = &without_line_numbers(text).unwrap_or_else(|| text.clone());
    let all = text.lines();
    let is_head = |line: &Range<usize>| {
        let line = &text.octets()[line.clone()];
        line.starts_with(b"diff --git ") || line.starts_with(b"@@ ")
    };
    // `git show` prints a message before it.
    let head = all.iter().position(is_head);
    let lines = &all[head.unwrap_or_default()..];
    let of_diff = |line: &[u8]| {
        line.trim_ascii().is_empty()
            || matches!(line.first(), Some(b'+' | b'-' | b' ' | b'\\'))
            || [&b"@@"[..], b"diff ", b"index "].iter().any(|head| line.starts_with(head))
    };
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    // A mail goes on below it.
    let end = lines.iter().position(|line| !of_diff(octets(line))).filter(|_| head.is_some());
    let lines = &lines[..end.unwrap_or(lines.len())];
    let adds = lines.iter().any(|line| octets(line).starts_with(b"+"));
    if !adds || !lines.iter().all(|line| of_diff(octets(line))) {
        return None;
    }
    let stays = |line: &Range<usize>| {
        let octets = octets(line);
        matches!(octets.first(), Some(b'+' | b' ')) && !octets.starts_with(b"+++")
    };
    let unmarked = |line: Range<usize>| line.start + 1..line.end;
    Some(keep_ranges(text, lines.iter().filter(|line| stays(line)).cloned().map(unmarked)))
}

/// Returns the added and unchanged lines of a change within another text: a run of marked lines, in which an old and a new
/// record follow each other. The run may be indented, as in lists.
fn within(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    let indent = |line: &Range<usize>| octets(line).iter().take_while(|octet| **octet == b' ').count();
    let is_record = |line: &Range<usize>, mark: u8| {
        octets(line).get(indent(line)) == Some(&mark) && has_value(&text.slice(line.clone()))
    };
    let old = lines.iter().position(|line| is_record(line, b'-'))?;
    let column = indent(&lines[old]);
    let is_in_run = |line: &Range<usize>| {
        let (before, rest) = octets(line).split_at_checked(column).unwrap_or_default();
        before.iter().all(|octet| *octet == b' ') && matches!(rest.first(), Some(b'+' | b'-' | b' ' | b'\\'))
    };
    let start = lines[..old].iter().rposition(|line| !is_in_run(line)).map_or(0, |at| at + 1);
    let length = lines[old..].iter().position(|line| !is_in_run(line)).unwrap_or(lines.len() - old);
    let run = &lines[start..old + length];
    let stays = |line: &&Range<usize>| matches!(octets(line)[column], b'+' | b' ');
    let unmarked = |line: &Range<usize>| line.start + column + 1..line.end;
    let is_changed = run.iter().any(|line| is_record(line, b'+') && indent(line) == column);
    is_changed.then(|| keep_ranges(text, run.iter().filter(stays).map(unmarked)))
}
