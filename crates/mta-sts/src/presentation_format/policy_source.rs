//! Policy files within other texts: the lines that commands print, a string literal, a list of lines, a block of a configuration file, or the response that
//! PowerShell prints as a list.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    Excerpt,
    noise::here_document,
    source::{Literal, is_policy_like, literals},
};
use crate::{Key, PolicyReading, Span};

/// Returns the policy file within a longer text.
pub(super) fn policy(text: &Excerpt) -> Option<Excerpt> {
    let literals = literals(text);
    printed_lines(text)
        .or_else(|| in_literal(&literals))
        .or_else(|| in_here_document(text))
        .or_else(|| in_escapes(&literals))
        .or_else(|| in_quotation_marks(text))
        .or_else(|| in_list(text, &literals))
        .or_else(|| in_response(text))
        .or_else(|| in_block(text))
}

/// Returns the lines that `echo` commands print, each on a line of its own.
fn printed_lines(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let mut file = text.empty_at(0);
    for line in lines.iter().filter(|line| !text.octets()[(*line).clone()].trim_ascii().is_empty()) {
        let printed = printed(&text.octets()[line.clone()])?;
        file.append(&text.slice(line.start + printed.start..line.start + printed.end));
        file.push(b'\n', text, Span::new(line.end, line.end + 1));
    }
    is_policy_like(file.octets()).then_some(file)
}

/// Returns the text that an `echo` command prints, without quotation marks and the file that it is redirected to.
fn printed(line: &[u8]) -> Option<Range<usize>> {
    let lower = line.to_ascii_lowercase();
    let word = lower.windows(5).position(|five| five == b"echo ")?;
    let is_begun = line[..word].last().is_none_or(|octet| b" >$#@".contains(octet));
    let start = word + 5 + line[word + 5..].iter().take_while(|octet| **octet == b' ').count();
    let end = line[start..].iter().position(|octet| *octet == b'>').map_or(line.len(), |at| start + at);
    let end = start + line[start..end].trim_ascii_end().len();
    let quoted = line[start..end].len() > 1 && matches!(line[start], b'"' | b'\'') && line[end - 1] == line[start];
    is_begun.then_some(if quoted { start + 1..end - 1 } else { start..end })
}

/// Returns a literal with a file that senders can apply, else one that resembles a policy file.
fn in_literal(literals: &[Literal]) -> Option<Excerpt> {
    let texts: Vec<&Excerpt> = literals
        .iter()
        .map(|literal| &literal.text)
        .filter(|text| text.octets().trim_ascii().contains(&b'\n'))
        .collect();
    let valid = texts.iter().find(|text| PolicyReading::read(text.octets()).is_valid());
    valid.or_else(|| texts.iter().find(|text| is_policy_like(text.octets()))).map(|text| (*text).clone())
}

/// Escapes of line ends in shells and languages.
const ESCAPES: [(&[u8], u8); 8] = [
    (b"\\n", b'\n'),
    (b"\\r", b'\r'),
    (b"`n", b'\n'),
    (b"`r", b'\r'),
    (b"\\012", b'\n'),
    (b"\\015", b'\r'),
    (b"\\x0a", b'\n'),
    (b"\\x0d", b'\r'),
];

/// Returns a literal on one line, with the escapes that `printf` or PowerShell decodes.
fn in_escapes(literals: &[Literal]) -> Option<Excerpt> {
    let escaped = |text: &Excerpt| {
        let mut file = text.empty_at(0);
        let mut at = 0;
        while at < text.octets().len() {
            let rest = &text.octets()[at..];
            let escape = ESCAPES.iter().find(|(escape, _)| rest.starts_with(escape));
            let (octet, length) = escape.map_or((rest[0], 1), |(escape, octet)| (*octet, escape.len()));
            file.push(octet, text, Span::new(at, at + length));
            at += length;
        }
        file
    };
    let may_be = |text: &&Excerpt| text.octets().starts_with(b"version:") && !text.octets().contains(&b'\n');
    let mut files = literals.iter().map(|literal| &literal.text).filter(may_be).map(escaped);
    files.find(|file| is_policy_like(file.octets()))
}

/// Returns the lines of a here-document: from after `<<WORD` to a line with that word alone.
fn in_here_document(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    let (first, word) = lines.iter().enumerate().find_map(|(at, line)| Some((at + 1, here_document(octets(line))?)))?;
    let length = lines[first..].iter().position(|line| octets(line).trim_ascii() == word)?;
    let body = &lines[first..first + length];
    let filled = body.iter().filter(|line| !octets(line).trim_ascii().is_empty());
    let column = filled.map(|line| indent(octets(line))).min()?;
    let file = without_indent(text, body, column);
    is_policy_like(file.octets()).then_some(file)
}

/// Returns the lines within quotation marks, as in a Caddyfile. Quotation marks at the start of a text surround the whole file.
fn in_quotation_marks(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let begins = |nine: &[u8]| matches!(nine[0], b'"' | b'\'') && nine[1..] == *b"version:";
    let start = octets.windows(9).position(begins).filter(|start| !octets[..*start].trim_ascii().is_empty())?;
    let length = octets[start + 1..].iter().position(|octet| *octet == octets[start])?;
    let inner = text.slice(start + 1..start + 1 + length);
    is_policy_like(inner.octets()).then_some(inner)
}

/// Returns the literals of a list that are the lines of a file. JSON is left to the parser of other formats.
fn in_list(text: &Excerpt, literals: &[Literal]) -> Option<Excerpt> {
    let octets = text.octets();
    let is_json = matches!(octets.trim_ascii_start().first(), Some(b'{' | b'['));
    let first = literals.iter().position(|literal| is_field(literal.text.octets()))?;
    let before = octets[..literals[first].range.start].trim_ascii_end();
    if is_json || !matches!(before.last(), Some(b'[' | b'(' | b'{')) {
        return None;
    }
    let mut file = text.empty_at(literals[first].range.start);
    let mut end = literals[first].range.start;
    for literal in &literals[first..] {
        let between = octets[end..literal.range.start].trim_ascii();
        if !between.iter().all(|octet| *octet == b',') || !literal.text.octets().contains(&b':') {
            break;
        }
        end = literal.range.end;
        file.append(&literal.text);
        file.push(b'\n', text, Span::new(end, end));
    }
    is_policy_like(file.octets()).then_some(file)
}

/// Returns the file in the output of `Invoke-WebRequest`. It begins beside `Content` and continues on the lines below.
fn in_response(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    let column = |line: &Range<usize>| {
        let value = octets(line).strip_prefix(b"Content ")?.trim_ascii_start().strip_prefix(b": ")?;
        value.starts_with(b"version:").then(|| octets(line).len() - value.len())
    };
    let (first, column) = lines.iter().enumerate().find_map(|(at, line)| Some((at, column(line)?)))?;
    let is_below = |line: &&Range<usize>| indent(octets(line)) == column && octets(line).len() > column;
    let below = lines[first + 1..].iter().take_while(is_below).count();
    let file = without_indent(text, &lines[first..=first + below], column);
    let is_whole = !file.octets().trim_ascii_end().ends_with(b"...");
    (is_whole && is_policy_like(file.octets())).then_some(file)
}

/// Returns an indented block, as in a ConfigMap or a here-document. No policy field may occur outside it.
fn in_block(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    let begins = |line: &Range<usize>| indent(octets(line)) > 0 && octets(line).trim_ascii().starts_with(b"version:");
    let first = lines.iter().position(begins)?;
    let column = indent(octets(&lines[first]));
    let is_in_block = |line: &&Range<usize>| indent(octets(line)) == column && octets(line).contains(&b':');
    let end = first + lines[first..].iter().take_while(is_in_block).count();
    let others = || lines[..first].iter().chain(&lines[end..]).map(octets).filter(|line| !line.trim_ascii().is_empty());
    let continues_deeper = lines.get(end).is_some_and(|line| indent(octets(line)) > column);
    if continues_deeper || others().any(is_field) || !others().any(|line| indent(line) < column) {
        return None;
    }
    let file = without_indent(text, &lines[first..end], column);
    is_policy_like(file.octets()).then_some(file)
}

/// Counts the blanks at the start of a line.
fn indent(line: &[u8]) -> usize {
    line.len() - line.trim_ascii_start().len()
}

/// Returns lines from a column onwards, each with a line ending.
fn without_indent(text: &Excerpt, lines: &[Range<usize>], column: usize) -> Excerpt {
    let mut file = text.empty_at(lines.first().map_or(0, |line| line.start));
    for line in lines {
        file.append(&text.slice((line.start + column).min(line.end)..line.end));
        file.push(b'\n', text, Span::new(line.end, line.end + 1));
    }
    file
}

/// Whether a line begins with a key of a policy (RFC 8461 §3.2).
fn is_field(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let name = line.iter().position(|octet| *octet == b':').map(|colon| line[..colon].trim_ascii());
    let name = name.and_then(|name| core::str::from_utf8(name).ok());
    name.is_some_and(|name| Key::ALL.iter().any(|key| key.id() == name))
}
