//! Shared grammar of the two TXT records: `version *( *WSP ";" *WSP name=value )` (RFC 8461 §3.1, RFC 8460 §3).

use alloc::string::String;

use memchr::{memchr, memchr_iter};

use crate::{
    Span,
    short_list::ShortList,
    span::{is_blank, trim_blanks, trim_end},
};

/// The positions of the records that count. It is nearly always one, which needs no heap memory.
pub type Candidates = ShortList<usize, 2>;

/// The fields after the version, in order.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    text: &'a [u8],
    /// The octet after the last semicolon read; `None` at the end.
    at: Option<usize>,
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// The whole field.
    pub whole: Span,
    /// The text before the first `=`, or the whole field.
    pub name: Span,
    /// The text after the first `=`.
    pub value: Option<Span>,
}

/// Splits the text after the version into fields. `from` is the octet after the version.
pub(crate) fn split_fields(text: &[u8], from: usize) -> Fields<'_> {
    Fields { text, at: semicolon(text, from).map(|at| at + 1) }
}

impl Iterator for Fields<'_> {
    type Item = Field;

    /// Returns the next field without the blanks around it. It is empty between two consecutive semicolons.
    fn next(&mut self) -> Option<Field> {
        let start = self.at?;
        let (end, equals) = ends(self.text, start);
        self.at = end.map(|at| at + 1);
        let whole = trim_blanks(self.text, Span::new(start, end.unwrap_or(self.text.len())));
        (end.is_some() || whole.start < whole.end).then(|| Field::new(whole, equals))
    }
}

/// Returns the blanks at the end of a record that do not follow a semicolon.
pub(crate) fn trailing_blanks(text: &[u8]) -> Option<Span> {
    let end = trim_end(text, Span::new(0, text.len())).end;
    let field = end > 0 && text[end - 1] != b';';
    (field && end < text.len()).then(|| Span::new(end, text.len()))
}

/// Returns the next semicolon, and the first `=` before it.
fn ends(text: &[u8], from: usize) -> (Option<usize>, Option<usize>) {
    let end = semicolon(text, from);
    let equals = memchr(b'=', &text[from..end.unwrap_or(text.len())]);
    (end, equals.map(|at| from + at))
}

fn semicolon(text: &[u8], from: usize) -> Option<usize> {
    Some(from + memchr(b';', &text[from..])?)
}

impl Field {
    const fn new(whole: Span, equals: Option<usize>) -> Self {
        match equals {
            Some(at) => Self { whole, name: Span::new(whole.start, at), value: Some(Span::new(at + 1, whole.end)) },
            None => Self { whole, name: whole, value: None },
        }
    }

    /// Whether there are blanks around the `=`.
    pub fn has_blanks_around_equals(&self, text: &[u8]) -> bool {
        let is_some_blank = |octet: Option<&u8>| octet.is_some_and(|octet| is_blank(*octet));
        let value = self.value.map(|value| value.slice(text)).unwrap_or_default();
        is_some_blank(self.name.slice(text).last()) || is_some_blank(value.first())
    }

    /// Whether the field is `name=value` by the grammar of extensions, which covers every field.
    pub fn is_grammatical(&self, text: &[u8]) -> bool {
        is_name(self.name.slice(text)) && self.value.is_some_and(|value| is_value(value.slice(text)))
    }
}

/// Whether a text is one field by the grammar of extensions.
pub(crate) fn is_field(text: &[u8]) -> bool {
    let equals = memchr(b'=', text);
    equals.is_some_and(|at| is_name(&text[..at]) && is_value(&text[at + 1..]))
}

/// Whether a name matches `(ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")`.
pub(crate) fn is_name(name: &[u8]) -> bool {
    name.len() <= 32
        && name.first().is_some_and(u8::is_ascii_alphanumeric)
        && name.iter().all(|&octet| octet.is_ascii_alphanumeric() || matches!(octet, b'_' | b'-' | b'.'))
}

/// Whether a value matches `1*(%x21-3A / %x3C / %x3E-7E)`: no `=`, no `;`, no blank.
fn is_value(value: &[u8]) -> bool {
    !value.is_empty() && value.iter().all(|&octet| matches!(octet, 0x21..=0x3A | 0x3C | 0x3E..=0x7E))
}

/// Whether no octet needs a closer look. Each is printable ASCII or tab, and none is a quotation mark or a backslash. One
/// branchless pass saves most records several branching ones.
pub(crate) fn is_plain(text: &[u8]) -> bool {
    text.iter().fold(true, |plain, octet| plain & matches!(octet, 0x20..=0x7E | b'\t') & !matches!(octet, b'"' | b'\\'))
}

/// Returns the span of the only value in `version; name=value`, if the text has that form. A final semicolon is optional. The
/// value may be anything.
pub(crate) fn sole_value_span(text: &[u8], version: &[u8], name: &[u8]) -> Option<Span> {
    let after_version = text.strip_prefix(version)?.strip_prefix(b";")?;
    let field = after_version.strip_prefix(b" ").unwrap_or(after_version);
    let value = field.strip_prefix(name)?;
    let start = text.len() - value.len();
    Some(Span::new(start, start + value.strip_suffix(b";").unwrap_or(value).len()))
}

/// Returns the positions of the records that count: those that begin with the version and a semicolon. If there are none,
/// returns those with blanks before the semicolon, which the grammar allows.
pub(crate) fn candidate_records(records: &[impl AsRef<[u8]>], version: &[u8]) -> Candidates {
    let (mut exact, mut with_blanks) = (Candidates::new(), Candidates::new());
    for (at, record) in records.iter().enumerate() {
        match begins_with_version(record.as_ref(), version) {
            Some(Beginning::Exact) => exact.push(at),
            Some(Beginning::Blanks(_)) => with_blanks.push(at),
            Some(Beginning::NoSemicolon(_)) | None => {}
        }
    }
    if exact.is_empty() { with_blanks } else { exact }
}

/// Returns the candidates if the only record is one.
pub(crate) fn sole_candidate() -> Candidates {
    Candidates::from_iter([0])
}

/// Returns a value known to be ASCII as text.
pub(crate) fn ascii_text(value: &[u8]) -> String {
    core::str::from_utf8(value).unwrap_or_default().into()
}

/// Returns the first run of octets that are neither printable ASCII nor tab.
pub(crate) fn first_non_ascii(text: &[u8]) -> Option<Span> {
    let foreign = |octet: &u8| !matches!(octet, 0x20..=0x7E | b'\t');
    let start = text.iter().position(foreign)?;
    let length = text[start..].iter().take_while(|octet| foreign(octet)).count();
    Some(Span::new(start, start + length))
}

/// Returns a quotation mark at either end. The record itself contains it, not the zone file.
pub(crate) fn outer_quote(text: &[u8]) -> Option<Span> {
    if text.first() == Some(&b'"') {
        Some(Span::new(0, 1))
    } else {
        (text.last() == Some(&b'"')).then(|| Span::new(text.len() - 1, text.len()))
    }
}

/// Returns a backslash directly before a semicolon.
pub(crate) fn escaped_semicolon(text: &[u8]) -> Option<Span> {
    let at = memchr_iter(b'\\', text).find(|at| text.get(at + 1) == Some(&b';'))?;
    Some(Span::new(at, at + 2))
}

/// Returns leading blanks, byte order marks and other invisible characters.
pub(crate) fn leading_junk(text: &[u8]) -> Option<Span> {
    let start = text.iter().position(|&octet| octet == b'v')?;
    let junk = core::str::from_utf8(&text[..start]).ok()?;
    let invisible =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
    (start > 0 && junk.chars().all(invisible)).then(|| Span::new(0, start))
}

/// Parses the start of the text: `version`, optional blanks, and possibly a semicolon. Returns `None` for any other start.
pub(crate) fn begins_with_version(text: &[u8], version: &[u8]) -> Option<Beginning> {
    let rest = text.strip_prefix(version)?;
    let blanks = rest.iter().take_while(|octet| is_blank(**octet)).count();
    Some(match (blanks, rest.get(blanks)) {
        (0, Some(b';')) => Beginning::Exact,
        (_, Some(b';')) => Beginning::Blanks(Span::new(version.len(), version.len() + blanks)),
        _ => Beginning::NoSemicolon(Span::new(version.len(), version.len() + blanks)),
    })
}

/// The text after a record's version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// A semicolon.
    Exact,
    /// Blanks, then a semicolon.
    Blanks(Span),
    /// No semicolon.
    NoSemicolon(Span),
}

/// Whether the text contains the needle in any letter case (ASCII). The needle must not be empty.
pub(crate) fn contains_ignoring_case(text: &[u8], needle: &[u8]) -> bool {
    let begins = |window: &[u8]| window.first().zip(needle.first()).is_none_or(|(a, b)| a.eq_ignore_ascii_case(b));
    text.windows(needle.len()).any(|window| begins(window) && window.eq_ignore_ascii_case(needle))
}
