//! Marks that mails, Markdown, diffs, editors and static-site generators add to a text.

use alloc::vec::Vec;
use core::ops::Range;

use super::{has_value, keep_ranges, strip_line_marks};
use crate::{Key, Span, presentation_format::Excerpt};

/// Removes one or more `> ` marks. If only part of a mail is quoted and that part alone has a record's fields, returns that
/// part. If fields continue without the mark, it marks some lines of one text.
pub(super) fn mail_quote(text: &Excerpt) -> Option<Excerpt> {
    // The lines of a diff may begin with a blank.
    let is_of_diff = |line: &[u8]| {
        quote_marks(line).is_some_and(|at| line[at..].starts_with(b"+") || line[at..].starts_with(b"@@ "))
    };
    let is_diff = text.octets().split(|octet| *octet == b'\n').any(is_of_diff);
    let marks = |line: &[u8]| {
        let marks = quote_marks(line)?;
        let blanks = line[marks..].iter().take_while(|octet| **octet == b' ').count();
        Some(marks + if is_diff { 0 } else { blanks })
    };
    strip_line_marks(text, marks).or_else(|| {
        let is_quoted = |line: &Range<usize>| text.octets()[line.start..].starts_with(b">");
        let (quoted, others): (Vec<_>, Vec<_>) = text.lines().into_iter().partition(is_quoted);
        let (quoted, others) = (keep_ranges(text, quoted), keep_ranges(text, others));
        let mentions_record_or_status = |part: &Excerpt| has_value(part) || part.lower_case().contains("status: ");
        if !mentions_record_or_status(&quoted) || mentions_record_or_status(&others) {
            None
        } else if are_fields(&others) {
            strip_line_marks(text, |line| Some(marks(line).unwrap_or_default()))
        } else {
            strip_line_marks(&quoted, marks)
        }
    })
}

/// Returns the length of the quote marks before a line, each with at most one blank after it.
fn quote_marks(line: &[u8]) -> Option<usize> {
    let mut at = 0;
    while line.get(at) == Some(&b'>') {
        at += 1 + usize::from(line.get(at + 1) == Some(&b' '));
    }
    (at > 0).then_some(at)
}

/// Whether every line that is not blank begins with a field of a policy or a record, other than its version.
fn are_fields(text: &Excerpt) -> bool {
    let begins = |line: &str| {
        let name = line.split([':', '=']).next().unwrap_or_default();
        name.len() < line.len() && FIELDS.contains(&name.trim_end())
    };
    let lower = text.lower_case();
    let mut lines = lower.lines().map(str::trim_start).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(begins)
}

/// The fields after the version in policies and records.
const FIELDS: [&str; 6] = ["mode", "mx", "max_age", "id", "rua", "mailto"];

/// Returns the text between the first two Markdown fences, or between backticks.
pub(super) fn fence(text: &Excerpt) -> Option<Excerpt> {
    let is_fence = |line: &Range<usize>| {
        let octets = text.octets()[line.clone()].trim_ascii();
        let marks: [&[u8]; 4] = [b"```", b"~~~", b"{code", b"{noformat"];
        marks.iter().any(|mark| octets.starts_with(mark))
    };
    if let Some(inner) = unlined_fence(text).or_else(|| element(text)) {
        return Some(inner);
    }
    let lines = text.lines();
    let mut fences = (0..lines.len()).filter(|at| is_fence(&lines[*at]));
    let Some(first) = fences.next() else { return backticks(text) };
    if let Some(inner) = fenced_line(&text.slice(lines[first].clone())) {
        return Some(inner);
    }
    match fences.next() {
        Some(second) => Some(keep_ranges(text, lines[first + 1..second].iter().cloned())),
        // Only one of the two fences was copied.
        None if first == 0 => Some(keep_ranges(text, lines[1..].iter().cloned())),
        None => Some(keep_ranges(text, lines[..first].iter().cloned())),
    }
}

/// Elements of wikis and forums around code.
const ELEMENTS: [(&[u8], &[u8]); 4] = [
    (b"<syntaxhighlight", b"</syntaxhighlight>"),
    (b"<source", b"</source>"),
    (b"[code", b"[/code]"),
    (b"<nowiki", b"</nowiki>"),
];

/// Returns the text within the first such element.
fn element(text: &Excerpt) -> Option<Excerpt> {
    let lower = text.octets().to_ascii_lowercase();
    let position = |from: usize, word: &[u8]| {
        lower[from..].windows(word.len()).position(|window| window == word).map(|at| from + at)
    };
    ELEMENTS.iter().find_map(|(opening, closing)| {
        let start = position(0, opening)?;
        let length = lower[start..].iter().position(|octet| matches!(octet, b'>' | b']'))?;
        let end = position(start + length, closing)?;
        let inner = text.slice(start + length + 1..end);
        let breaks = inner.octets().iter().take_while(|octet| **octet == b'\n').count();
        Some(inner.slice(breaks..inner.octets().len()))
    })
}

/// Returns the text between fences of which one shares its line with the text, as in chats.
fn unlined_fence(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let fence = |from: usize| octets[from..].windows(3).position(|three| three == b"```").map(|at| from + at);
    let begins_line = |at: usize| at == 0 || octets[at - 1] == b'\n';
    let opening = fence(0).filter(|at| begins_line(*at))?;
    let start = opening + octets[opening..].iter().take_while(|octet| **octet == b'`').count();
    let end = fence(start)?;
    let first = octets[start..end].split(|octet| *octet == b'\n').next()?.len();
    // Otherwise, it names the language of the block.
    let is_text = begins_value(&text.slice(start..start + first));
    let inner = text.slice(start + if is_text { 0 } else { first }..end).trimmed();
    ((is_text || !begins_line(end)) && inner.octets().contains(&b'\n')).then_some(inner)
}

/// Whether a line begins a record or a policy.
fn begins_value(line: &Excerpt) -> bool {
    let lower = line.lower_case();
    lower.trim_start().starts_with("v=") || lower.trim_start().starts_with("version") || are_fields(line)
}

/// Returns the text between two fences on one line.
fn fenced_line(line: &Excerpt) -> Option<Excerpt> {
    let line = line.trimmed();
    let inner = line.octets().strip_prefix(b"```")?.strip_suffix(b"```")?;
    (!inner.trim_ascii().is_empty()).then(|| line.slice(3..inner.len() + 3).trimmed())
}

fn backticks(text: &Excerpt) -> Option<Excerpt> {
    let trimmed = text.trimmed();
    let inner = trimmed.octets().strip_prefix(b"`")?.strip_suffix(b"`")?;
    (!inner.is_empty() && !inner.contains(&b'`')).then(|| trimmed.slice(1..trimmed.octets().len() - 1))
}

/// Removes consecutive numbers at the start of the lines.
pub(super) fn line_numbers(text: &Excerpt) -> Option<Excerpt> {
    let mut last = None;
    let number = |line: &[u8]| {
        let blanks = line.len() - line.trim_ascii_start().len();
        let blanks = blanks + file_name(&line[blanks..]);
        let digits = line[blanks..].iter().take_while(|octet| octet.is_ascii_digit()).count();
        let number: u32 = core::str::from_utf8(&line[blanks..blanks + digits]).ok()?.parse().ok()?;
        let rest = &line[blanks + digits..];
        let mark = rest.iter().take_while(|octet| matches!(octet, b':' | b'.' | b')' | b'|' | b'\t' | b' ')).count();
        (mark > 0 || rest.is_empty()).then_some((number, blanks + digits + mark))
    };
    let lines = text.lines();
    let mut kept_lines = Vec::new();
    for line in lines {
        let octets = &text.octets()[line.clone()];
        if octets.trim_ascii().is_empty() {
            continue;
        }
        let (number, mark) = number(octets)?;
        let follows = |last: u32| last.checked_add(1) == Some(number) || file_name(octets.trim_ascii_start()) > 0;
        if last.is_some_and(|last| !follows(last)) {
            return None;
        }
        last = Some(number);
        kept_lines.push(line.start + mark..line.end);
    }
    let is_value = |line: &Range<usize>| {
        let line = text.octets()[line.clone()].trim_ascii_start();
        line.starts_with(b"v=") || Key::before_colon(line).is_some()
    };
    let counts = kept_lines.len() > 1 || kept_lines.iter().any(is_value) || file_name(text.octets()) > 0;
    (counts && last.is_some()).then(|| keep_ranges(text, kept_lines))
}

/// Returns the length of the file name that `grep -n` puts before a line.
fn file_name(line: &[u8]) -> usize {
    let Some(colon) = line.iter().position(|octet| *octet == b':') else { return 0 };
    let is_name = line[..colon].iter().all(|octet| octet.is_ascii_alphanumeric() || b"/._-".contains(octet));
    let number = line[colon + 1..].iter().take_while(|octet| octet.is_ascii_digit()).count();
    let is_numbered = number > 0 && line.get(colon + 1 + number) == Some(&b':');
    if is_name && is_numbered && line[..colon].iter().any(u8::is_ascii_alphabetic) { colon + 1 } else { 0 }
}

/// Returns the text after the front matter of a static-site generator.
pub(super) fn front_matter(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let is_rule = |at: &usize| text.octets()[lines[*at].clone()].trim_ascii_end() == b"---";
    let end = (1..lines.len().min(40)).find(is_rule).filter(|_| is_rule(&0))?;
    let rest = keep_ranges(text, lines[end + 1..].iter().cloned());
    (!rest.octets().trim_ascii().is_empty()).then_some(rest)
}

/// List marks of mails and Markdown.
const LIST_MARKS: [&str; 6] = ["- ", "* ", "+ ", "• ", "・", "● "];

/// Removes list marks and prompts from the lines that begin with one.
pub(in crate::presentation_format) fn without_list_marks(text: &Excerpt) -> Option<Excerpt> {
    let mut lines = text.lines();
    let mut is_marked = false;
    for line in &mut lines {
        let octets = &text.octets()[line.clone()];
        let blanks = octets.len() - octets.trim_ascii_start().len();
        let rest = &octets[blanks..];
        let mark = LIST_MARKS.iter().find(|mark| rest.starts_with(mark.as_bytes())).map_or(0, |mark| mark.len());
        let mark = if mark == 0 { super::commands::prompt(rest) } else { mark };
        is_marked |= mark > 0;
        line.start += if mark > 0 { blanks + mark } else { 0 };
    }
    is_marked.then(|| keep_ranges(text, lines))
}

/// Removes the line-end marks of `cat -A`: `$` on every line, or `^M$` for CR before LF.
pub(super) fn line_end_marks(text: &Excerpt) -> Option<Excerpt> {
    let mut lines = text.lines();
    let is_marked = |line: &Range<usize>| text.octets()[line.clone()].ends_with(b"$");
    if lines.len() < 2 || !lines.iter().all(is_marked) {
        return None;
    }
    for line in &mut lines {
        let rest = &text.octets()[line.start..line.end - 1];
        line.end = line.start + rest.strip_suffix(b"^M").unwrap_or(rest).len();
    }
    let mut rest = text.empty_at(0);
    for line in lines {
        rest.append(&text.slice(line.clone()));
        rest.push(b'\n', text, Span::new(line.end, line.end + 1));
    }
    Some(rest)
}
