//! Noise around a pasted record only: the line prefixes of logs, line ends written out, and the signature of a mail.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Excerpt, Noise, noise::links};

/// Noise around a record, with an example of the record `v=STSv1; id=20260101000000Z;`.
pub(super) struct RecordNoise {
    pub noise: Noise,
    pub example: &'static str,
    /// Removes it, if present.
    pub remove: fn(&Excerpt) -> Option<Excerpt>,
}

/// The noise in the order of removal.
pub(super) static RECORD_NOISE: [RecordNoise; 6] = [
    RecordNoise {
        noise: Noise::Links,
        example: "<http://_mta-sts.example.com|_mta-sts.example.com>. 300 IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        remove: links::remove,
    },
    RecordNoise {
        noise: Noise::LogPrefix,
        example: "dns-1  | 2026-11-30T12:00:00.123Z INFO v=STSv1; id=20260101000000Z;\n",
        remove: log_prefixes,
    },
    RecordNoise {
        noise: Noise::LogPrefix,
        example: "zones/db.example:_mta-sts IN TXT \"v=STSv1; id=20260101000000Z;\"\n",
        remove: file_names,
    },
    RecordNoise {
        noise: Noise::Signature,
        example: "v=STSv1; id=20260101000000Z;\n\n-- \nTaro Yamada\ntaro@example.com\n",
        remove: signature,
    },
    RecordNoise { noise: Noise::LineEndMarks, example: "v=STSv1; id=20260101000000Z;`r`n", remove: line_end_escapes },
    RecordNoise {
        noise: Noise::LineBreaks,
        example: "v=STSv1; \\\n  id=20260101000000Z;\n",
        remove: line_continuations,
    },
];

/// Removes the noise around a record, and lists what was removed.
pub(super) fn remove(text: Excerpt) -> (Excerpt, Vec<Noise>) {
    let (mut clean, mut cut) = (text, Vec::new());
    for noise in &RECORD_NOISE {
        if let Some(rest) = (noise.remove)(&clean) {
            clean = rest;
            cut.push(noise.noise);
        }
    }
    (clean, cut)
}

/// Returns the text with a part of each line, and its line ending.
fn with_parts(text: &Excerpt, part: impl Fn(Range<usize>) -> Range<usize>) -> Excerpt {
    let mut rest = text.empty_at(0);
    for line in text.lines() {
        let end = line.end;
        rest.append(&text.slice(part(line)));
        let line_end = text.octets()[end..].iter().take_while(|octet| **octet == b'\r').count() + 1;
        rest.append(&text.slice(end..(end + line_end).min(text.octets().len())));
    }
    rest
}

fn is_filled(line: &[u8]) -> bool {
    !line.trim_ascii().is_empty()
}

/// Removes a prefix that every line has which is not blank.
fn without_prefixes(text: &Excerpt, length: impl Fn(&[u8]) -> usize) -> Option<Excerpt> {
    let lines = text.lines();
    let mut filled = lines.iter().map(|line| &text.octets()[line.clone()]).filter(|line| is_filled(line)).peekable();
    filled.peek()?;
    let has_all = filled.all(|line| length(line) > 0);
    has_all.then(|| {
        with_parts(text, |line| {
            let length = length(&text.octets()[line.clone()]);
            line.start + length..line.end
        })
    })
}

/// Removes what container and system logs put before each line.
fn log_prefixes(text: &Excerpt) -> Option<Excerpt> {
    without_prefixes(text, log_prefix)
}

/// Returns the length of the prefix of a log line: the container, the time, and the level.
fn log_prefix(line: &[u8]) -> usize {
    let mut at = container(line);
    let time = time(&line[at..]);
    at += time;
    if at == 0 {
        return 0;
    }
    let blanks = |at: usize| line[at..].iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    at += blanks(at);
    at += process(&line[at..]);
    let word = line[at..].split(|octet| matches!(octet, b' ' | b'\t')).next().unwrap_or_default();
    let level: Vec<u8> = word.iter().filter(|octet| octet.is_ascii_alphabetic()).map(u8::to_ascii_uppercase).collect();
    let is_level = LEVELS.contains(&level.as_slice())
        && word.iter().all(|octet| octet.is_ascii_alphabetic() || b"[]:<>".contains(octet));
    if is_level { at + word.len() + blanks(at + word.len()) } else { at }
}

/// Returns the length of what syslog writes after the time: a host name or none, and a process with its number.
fn process(line: &[u8]) -> usize {
    let Some(end) = line.windows(3).position(|three| three == b"]: ") else { return 0 };
    let is_part = |octet: &u8| octet.is_ascii_alphanumeric() || b"-_./[ ".contains(octet);
    let number = line[..end].iter().rev().take_while(|octet| octet.is_ascii_digit()).count();
    let is_process = number > 0 && line[..end - number].ends_with(b"[") && line[..end].iter().all(is_part);
    if is_process && line[..end].split(|octet| *octet == b' ').count() < 3 { end + 3 } else { 0 }
}

/// Levels and streams that logs write after the time.
const LEVELS: [&[u8]; 9] =
    [b"INFO", b"DEBUG", b"NOTICE", b"WARN", b"WARNING", b"ERROR", b"TRACE", b"STDOUT", b"STDERR"];

/// Returns the length of a container's name and bar, as `docker compose` prints them. The name ends with a number.
fn container(line: &[u8]) -> usize {
    let is_name = |octet: &u8| octet.is_ascii_alphanumeric() || b"-_.".contains(octet);
    let name = line.iter().take_while(|octet| is_name(octet)).count();
    let number = line[..name].iter().rev().take_while(|octet| octet.is_ascii_digit()).count();
    let is_numbered = number > 0 && number < name && b"-_".contains(&line[name - number - 1]);
    let blanks = line[name..].iter().take_while(|octet| **octet == b' ').count();
    let is_barred = blanks > 0 && line[name + blanks..].starts_with(b"| ");
    if is_numbered && is_barred { name + blanks + 2 } else { 0 }
}

/// Returns the length of a time at the start of a line, in brackets or not, with the date or not (RFC 3339, syslog).
pub(super) fn time(line: &[u8]) -> usize {
    let bracket = usize::from(line.first() == Some(&b'['));
    let rest = &line[bracket..];
    let date = date(rest);
    let digits = |at: usize| rest.get(at..at + 2).is_some_and(|two| two.iter().all(u8::is_ascii_digit));
    let is_clock = digits(date) && rest.get(date + 2) == Some(&b':') && digits(date + 3);
    let is_second = rest.get(date + 5) == Some(&b':') && digits(date + 6);
    // Without a date, hours and minutes alone need brackets, as in chats.
    if !is_clock || !(is_second || date > 0 || bracket > 0) {
        return 0;
    }
    let tail = rest[date + 5..].iter().take_while(|octet| octet.is_ascii_digit() || b":.,+-Z".contains(octet)).count();
    let end = bracket + date + 5 + tail;
    let end = end + usize::from(bracket > 0 && line.get(end) == Some(&b']'));
    if line.get(end).is_none_or(|octet| matches!(octet, b' ' | b'\t')) { end } else { 0 }
}

/// Returns the length of a date and the mark after it: `2026-11-30T`, `2026/11/30 `, `Nov 30 `.
pub(super) fn date(text: &[u8]) -> usize {
    let is_number = |range: Range<usize>| text.get(range).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
    let mark = text.get(4).filter(|octet| b"-/".contains(octet));
    if is_number(0..4) && mark.is_some() && is_number(5..7) && text.get(7) == mark && is_number(8..10) {
        return if matches!(text.get(10), Some(b'T' | b' ')) { 11 } else { 0 };
    }
    let months: [&[u8]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let is_month = text.get(..4).is_some_and(|head| months.contains(&&head[..3]) && head[3] == b' ');
    let day = text.get(4..6).is_some_and(|day| day[1].is_ascii_digit() && (day[0].is_ascii_digit() || day[0] == b' '));
    if is_month && day && text.get(6) == Some(&b' ') { 7 } else { 0 }
}

/// Removes the file names that `grep` puts before each line. The name has a dot or a slash, and no URI begins like it.
fn file_names(text: &Excerpt) -> Option<Excerpt> {
    without_prefixes(text, |line| {
        let Some(colon) = line.iter().position(|octet| *octet == b':') else { return 0 };
        let (name, rest) = (&line[..colon], &line[colon + 1..]);
        let is_name = name.iter().all(|octet| octet.is_ascii_alphanumeric() || b"/._-".contains(octet));
        let is_file = name.iter().any(|octet| b"/.".contains(octet)) && name.iter().any(u8::is_ascii_alphabetic);
        let is_owner = name.starts_with(b"_");
        let is_text = rest.first().is_some_and(|octet| !b"/: \t".contains(octet) && !octet.is_ascii_digit());
        if is_name && is_file && is_text && !is_owner { colon + 1 } else { 0 }
    })
}

/// Largest number of lines in a signature.
const MAX_SIGNATURE_LINES: usize = 12;

/// Removes the signature of a mail: the lines from `-- ` onwards (RFC 3676 §4.3).
fn signature(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let at = lines.iter().rposition(|line| matches!(&text.octets()[line.clone()], b"-- " | b"--"))?;
    let is_last = lines.len() - at <= MAX_SIGNATURE_LINES;
    let rest = text.slice(0..lines[at].start);
    (is_last && is_filled(rest.octets())).then_some(rest)
}

/// Line ends as encodings and languages write them.
const LINE_END_ESCAPES: [&[u8]; 9] = [b"=0D=0A", b"=0A", b"=0D", b"%0D", b"%0A", b"\\n", b"\\r", b"`n", b"`r"];

/// Removes line ends that are written out after a record.
fn line_end_escapes(text: &Excerpt) -> Option<Excerpt> {
    let lower = text.lower_case();
    if !lower.contains("v=sts") && !lower.contains("v=tls") {
        return None;
    }
    let length = |line: &[u8]| {
        let mut rest = line;
        while let Some(shorter) = LINE_END_ESCAPES.iter().find_map(|mark| without_end(rest, mark)) {
            rest = shorter;
        }
        rest.len()
    };
    let is_marked = |line: Range<usize>| length(&text.octets()[line.clone()]) < line.len();
    let marked = text.lines().into_iter().any(is_marked);
    marked.then(|| with_parts(text, |line| line.start..line.start + length(&text.octets()[line.clone()])))
}

/// Returns a line without a mark at its end, in any letter case.
fn without_end<'a>(line: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let (rest, end) = line.split_at_checked(line.len().checked_sub(mark.len())?)?;
    end.eq_ignore_ascii_case(mark).then_some(rest)
}

/// Joins lines that end with a backslash, as shells and C continue them.
fn line_continuations(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let lines = text.lines();
    let is_continued = |line: &Range<usize>| octets[line.clone()].ends_with(b"\\") && line.end + 1 < octets.len();
    if !lines.iter().any(is_continued) {
        return None;
    }
    let mut joined = text.empty_at(0);
    let mut continues = false;
    for line in lines {
        let indented = &octets[line.clone()];
        let indent = if continues { indented.len() - indented.trim_ascii_start().len() } else { 0 };
        // One blank stays between words.
        let kept = usize::from(indent > 0 && !joined.octets().ends_with(b" "));
        continues = is_continued(&line);
        let start = line.start + indent.saturating_sub(kept);
        let end = if continues { line.end - 1 } else { (line.end + 1).min(octets.len()) };
        joined.append(&text.slice(start.min(end)..end));
    }
    Some(joined)
}
