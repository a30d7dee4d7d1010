//! Noise that only policy files have around them: prefixes of logs, marks at line ends, and the sentences of a mail or chat.

use core::ops::Range;

use alloc::vec::Vec;

use super::Excerpt;
use crate::{Key, Span, fields::is_name};

/// Longest prefix of a log line in octets.
const MAX_PREFIX_OCTETS: usize = 120;

/// Removes the prefix of a log, if every line has one of the same form: `web-1  | `, a time, a file name.
pub(super) fn log_prefix(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let mut lines: Vec<Range<usize>> = text.lines();
    lines.retain(|line| !octets[line.clone()].trim_ascii().is_empty());
    let first = &octets[lines.first()?.clone()];
    let prefix = &first[..first.windows(8).position(|eight| eight == b"version:").filter(|at| *at > 0)?];
    let is_form = prefix.iter().all(|octet| octet.is_ascii_alphanumeric() || b" \t:|-_.[](),+/@~^".contains(octet));
    let is_numbered = prefix.split(|octet| *octet == b':').nth(1).is_some_and(is_number);
    let has_letter = prefix.iter().any(u8::is_ascii_alphabetic);
    let is_command = prefix.to_ascii_lowercase().trim_ascii_end().ends_with(b"echo");
    if lines.len() < 2
        || !is_form
        || !has_letter
        || is_command
        || is_numbered && prefix.ends_with(b":")
        || prefix.len() > MAX_PREFIX_OCTETS
    {
        return None;
    }
    let mut plain = text.empty_at(0);
    for line in lines {
        let length = length_of_form(&octets[line.clone()], prefix)?;
        plain.append(&text.slice(line.start + length..line.end));
        plain.push(b'\n', text, Span::new(line.end, line.end + 1));
    }
    Some(plain)
}

fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// Returns the length of the start of a line that equals a prefix apart from its numbers.
fn length_of_form(line: &[u8], prefix: &[u8]) -> Option<usize> {
    let digits = |text: &[u8]| text.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let (mut at, mut of_prefix) = (0, 0);
    while of_prefix < prefix.len() {
        let (ours, theirs) = (digits(&line[at..]), digits(&prefix[of_prefix..]));
        if ours > 0 && theirs > 0 {
            (at, of_prefix) = (at + ours, of_prefix + theirs);
        } else if line.get(at) == Some(&prefix[of_prefix]) {
            (at, of_prefix) = (at + 1, of_prefix + 1);
        } else if prefix[of_prefix] == b' ' || line.get(at) == Some(&b' ') {
            // Numbers of other lengths are padded.
            (at, of_prefix) = if prefix[of_prefix] == b' ' { (at, of_prefix + 1) } else { (at + 1, of_prefix) };
        } else {
            return None;
        }
    }
    Some(at)
}

/// Marks at line ends: of `cat -v` and `cat -A`, of `sed -n l`, of escapes and of a shell's continuation.
const LINE_END_MARKS: [&[u8]; 8] = [b"^M$", b"^M", b"\\r$", b"$", b"\\r\\n", b"\\n", b"\\", b"\xe2\x86\xb5"];

/// Removes a mark at the end of all lines but the last, which may lack it.
pub(super) fn line_end_marks(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let lines = text.lines();
    let is_marked = |line: &Range<usize>, mark: &[u8]| octets[line.clone()].trim_ascii_end().ends_with(mark);
    let all_but_last = lines.split_last().map(|(_, others)| others).filter(|others| !others.is_empty())?;
    let mark = LINE_END_MARKS.iter().find(|mark| all_but_last.iter().all(|line| is_marked(line, mark)))?;
    let mut plain = text.empty_at(0);
    for line in &lines {
        let content = octets[line.clone()].trim_ascii_end();
        let content = content.strip_suffix(*mark).unwrap_or(content).trim_ascii_end().len();
        plain.append(&text.slice(line.start..line.start + content));
        plain.push(b'\n', text, Span::new(line.end, line.end + 1));
    }
    Some(plain)
}

/// Removes sentences before and after a file, as in a mail or a chat. A line directly below the file stays.
pub(super) fn surrounding_text(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let lines = text.lines();
    let content: Vec<&[u8]> = lines.iter().map(|line| octets[line.clone()].trim_ascii()).collect();
    let label = content.iter().position(|line| label_length(line) > 0);
    let is_field = |at: &usize| known_key(content[*at]).is_some() || Some(*at) == label;
    let first = (0..content.len()).find(is_field)?;
    let last = (0..content.len()).rfind(is_field)?;
    let keys = Key::ALL.into_iter().filter(|key| content.iter().any(|line| known_key(line) == Some(*key))).count();
    if keys + usize::from(label.is_some()) < 3 {
        return None;
    }
    let start = if label == Some(first) || is_introduction(&content[..first]) { first } else { 0 };
    let end = end_of_file(&content, last + 1);
    let skipped = if label == Some(start) { label_length(content[start]) } else { 0 };
    if start == 0 && end == content.len() && skipped == 0 {
        return None;
    }
    let mut plain = text.empty_at(lines[start].start);
    for (at, line) in lines.iter().enumerate().take(end).skip(start) {
        let from = if at == start { line.start + skipped } else { line.start };
        plain.append(&text.slice(from..line.end));
        plain.push(b'\n', text, Span::new(line.end, line.end + 1));
    }
    Some(plain)
}

/// Returns the length of a label before the version on its line: `Policy: version: STSv1`.
fn label_length(line: &[u8]) -> usize {
    let at = line.windows(14).position(|part| part == b"version: STSv1").unwrap_or_default();
    let is_label = line[..at].ends_with(b": ") && !line[..at].iter().any(|octet| b"\"'{<=`".contains(octet));
    if is_label { at } else { 0 }
}

/// Returns the key that a line begins with.
fn known_key(line: &[u8]) -> Option<Key> {
    let name = &line[..line.iter().position(|octet| *octet == b':')?];
    Key::ALL.into_iter().find(|key| key.id().as_bytes().eq_ignore_ascii_case(name.trim_ascii_end()))
}

/// Whether lines before a file introduce it: with a colon or a blank line at their end, or as a mail's head.
fn is_introduction(lines: &[&[u8]]) -> bool {
    let Some(last) = lines.iter().rfind(|line| !line.is_empty()) else { return false };
    let is_set_off = lines.last().is_some_and(|line| line.is_empty());
    let is_other = |line: &[u8]| {
        matches!(line, [b'#' | b';' | b'<' | b'{' | b'[' | b'|', ..] | [b'/', b'/', ..]) || line == b"---"
    };
    let heads: [&[u8]; 6] = [b"from:", b"to:", b"subject:", b"date:", b"content-type:", b"content-transfer-encoding:"];
    let is_mail = lines.iter().any(|line| heads.iter().any(|head| line.to_ascii_lowercase().starts_with(head)));
    let has_fields = lines.iter().any(|line| is_extension(line));
    let is_called = last.ends_with(b":") || last.ends_with("：".as_bytes()) || is_heading(last);
    !lines.iter().any(|line| is_other(line)) && (is_set_off && (is_mail || !has_fields) || is_called && !has_fields)
}

/// Whether a line is the head of a message in a chat, with its time, of a file in `head`, or of an editor.
fn is_heading(line: &[u8]) -> bool {
    let time = line.strip_suffix(b" AM").or_else(|| line.strip_suffix(b" PM")).unwrap_or(line);
    let digits = |range: &[u8]| range.iter().all(u8::is_ascii_digit);
    let is_clock = |five: &[u8]| digits(&five[3..]) && five[2] == b':' && five[1].is_ascii_digit();
    let has_time = time.last_chunk::<5>().is_some_and(|five| is_clock(five)) && !is_extension(line);
    has_time || line.starts_with(b"==> ") && line.ends_with(b" <==") || line.starts_with(b"GNU nano ")
}

/// Whether a line is one that an editor or a pager shows below a file.
fn is_screen_line(line: &[u8]) -> bool {
    let is_status = line.starts_with(b"\"") && line.windows(3).any(|three| three == b"L, ");
    line == b"~" || is_status || line.ends_with(b"(END)") || line.starts_with(b"^G ")
}

/// Returns the number of lines up to the end of a file: before a signature, or before sentences below a blank line. Fields that
/// the RFC does not define belong to the file.
fn end_of_file(content: &[&[u8]], last: usize) -> usize {
    let mut end = last;
    for (at, line) in content.iter().enumerate().skip(last) {
        let is_signature = matches!(line, [b'-', b'-'] | [b'_', b'_', b'_', ..]) || line.starts_with(b"-- ");
        let is_set_off = at > 0 && content[at - 1].is_empty();
        if is_signature || is_screen_line(line) || is_set_off && is_prose(line) {
            return end;
        }
        if !line.is_empty() {
            end = at + 1;
        }
    }
    content.len()
}

fn is_prose(line: &[u8]) -> bool {
    line.first().is_some_and(|octet| octet.is_ascii_alphabetic() || !octet.is_ascii()) && !is_extension(line)
}

/// Whether a line is a field by the grammar, of whatever name.
fn is_extension(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|octet| *octet == b':') else { return false };
    is_name(&line[..colon]) && !line[colon + 1..].trim_ascii().is_empty() && !line[colon + 1..].starts_with(b"//")
}
