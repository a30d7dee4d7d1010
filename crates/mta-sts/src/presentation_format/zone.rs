//! Records in zone file format (RFC 1035 §5.1), and as printed by `dig`, `host` and `nslookup`.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

use super::{
    Excerpt, Kind, Owner, PastedRecord, Style,
    tokens::{Scanner, Token, join_strings},
};
use crate::Span;

/// Returns all TXT records of this kind in a text. Each line that is not blank is a record. In presentation format, comments,
/// other types and tool messages do not count. Records of other names do not count beside records of this kind's name.
pub(super) fn records(text: &Excerpt, kind: Kind) -> Vec<PastedRecord> {
    let mut reading = Reading {
        text,
        found: Vec::new(),
        origin: None,
        owner: None,
        pending_owner: None,
        is_open: false,
        unclosed: 0,
    };
    let mut at = 0;
    while at < text.octets().len() {
        at = reading.read_entry(at);
    }
    let mut found = reading.found;
    if found.iter().any(|(record, _)| record.style != Style::Value) {
        found.retain(|(record, is_fallback)| {
            !is_fallback && (record.style != Style::Value || begins_with_version(record))
        });
    }
    let mut records: Vec<PastedRecord> = found.into_iter().map(|(record, _)| record).collect();
    let is_of_kind = |owner: &Owner| owner.name.starts_with(kind.prefix());
    if records.iter().any(|record| record.owner.as_ref().is_some_and(is_of_kind)) {
        records.retain(|record| record.owner.as_ref().is_none_or(is_of_kind));
    }
    records
}

/// Whether a text has records of other types.
pub(super) fn has_other_records(text: &Excerpt) -> bool {
    text.lines().into_iter().any(|line| {
        let mut scanner = Scanner { text: &text.octets()[line], at: 0 };
        let read = scanner.tokens().and_then(|(tokens, comment)| entry_kind(&tokens, comment));
        matches!(read, Some(Entry::Other(Some(_))))
    })
}

/// Returns the records in presentation format, without bare values and tool messages.
pub(super) fn records_in_presentation_format(text: &Excerpt, kind: Kind) -> Vec<PastedRecord> {
    let mut records = records(text, kind);
    records.retain(|record| record.style != Style::Value);
    records
}

/// Returns the name on the first zone file line or question line of a text. A leading semicolon is not part of it.
pub(super) fn question(text: &Excerpt) -> Option<(Owner, bool)> {
    let lines = text.lines();
    let question_in_line = |line: &Range<usize>| {
        let octets = text.octets().get(line.clone())?.strip_prefix(b";")?;
        let mut scanner = Scanner { text: octets, at: 0 };
        let (tokens, _) = scanner.tokens()?;
        let [name, class, kind] = tokens.as_slice() else { return None };
        let asks_text = kind.is_word("TXT") || kind.is_word("ANY");
        (class.is_word("IN") && name.text().ends_with(b".")).then(|| (Owner::from_name(&name.text(), true), asks_text))
    };
    lines.iter().find_map(question_in_line)
}

fn begins_with_version(record: &PastedRecord) -> bool {
    let octets = record.text.octets().trim_ascii_start();
    octets.get(..2).is_some_and(|beginning| beginning.eq_ignore_ascii_case(b"v="))
}

/// The state while reading a text.
struct Reading<'a> {
    text: &'a Excerpt,
    /// The records. The flag marks those that count only while none is in presentation format.
    found: Vec<(PastedRecord, bool)>,
    /// The zone's name from `$ORIGIN`, in lower case with a leading dot.
    origin: Option<String>,
    /// The previous line's name, which applies to lines without a name.
    owner: Option<Owner>,
    /// The name whose strings follow on the next line.
    pending_owner: Option<Owner>,
    /// Whether the last record is below its name and still accepts strings.
    is_open: bool,
    /// The number of unclosed parentheses.
    unclosed: usize,
}

/// Number of unclosed parentheses after which a text is not a zone file. Each costs a scan of thousands of octets.
const MAX_UNCLOSED: usize = 64;

impl Reading<'_> {
    /// Reads the entry at a position, and returns the start of the next.
    fn read_entry(&mut self, at: usize) -> usize {
        let octets = self.text.octets();
        let line_end = octets[at..].iter().position(|octet| *octet == b'\n').map_or(octets.len(), |end| at + end);
        if octets[at..line_end].trim_ascii().is_empty() {
            return line_end + 1;
        }
        let mut scanner = Scanner { text: octets, at };
        let is_readable = self.unclosed < MAX_UNCLOSED || !octets[at..line_end].contains(&b'(');
        let tokens = is_readable.then(|| scanner.tokens()).flatten();
        let read = tokens.and_then(|(tokens, comment)| Some((entry_kind(&tokens, comment)?, tokens)));
        let Some((kind, tokens)) = read else {
            self.unclosed += usize::from(scanner.at > line_end);
            self.add_value(at, line_end, false);
            return line_end + 1;
        };
        match kind {
            Entry::Other(owner) => {
                self.is_open = false;
                self.owner = owner.or(self.owner.take());
                self.add_value(at, line_end, true);
            }
            Entry::Origin(name) => {
                self.origin = Some(name);
                self.add_value(at, line_end, true);
            }
            Entry::Head(owner) => (self.pending_owner, self.is_open) = (Some(owner), false),
            Entry::Strings if self.is_open => self.continue_record(&tokens, scanner.at),
            Entry::Strings => {
                let owner = self.pending_owner.take();
                self.is_open = owner.is_some();
                let style = if owner.is_some() { Style::Line } else { Style::Strings };
                self.add_record(style, owner, &tokens, Span::new(scanner.at, scanner.at), false);
            }
            Entry::Line { owner, cut, data } => {
                self.is_open = false;
                self.owner = owner.map(|owner| self.with_origin(owner)).or(self.owner.take());
                let owner = self.owner.clone();
                let place = Span::new(tokens[data.start].start, scanner.at);
                self.add_record(Style::Line, owner, &tokens[data], place, cut);
            }
        }
        scanner.at + 1
    }

    /// Returns a name with the origin appended. A name that already has it, even without its final dot, stays unchanged.
    fn with_origin(&self, owner: Owner) -> Owner {
        let Some(origin) = self.origin.as_ref().filter(|_| !owner.is_absolute) else { return owner };
        match owner.name.as_str() {
            "@" => Owner { name: origin.trim_start_matches('.').to_owned(), is_absolute: true },
            name if origin == "." => Owner { name: name.to_owned(), is_absolute: true },
            name if name.ends_with(origin.as_str()) => owner,
            name => Owner { name: [name, origin].concat(), is_absolute: true },
        }
    }

    fn continue_record(&mut self, strings: &[Token], end: usize) {
        if let Some((record, _)) = self.found.last_mut() {
            record.text.append(&join_strings(self.text, strings, end));
        }
    }

    fn add_value(&mut self, start: usize, line_end: usize, is_fallback: bool) {
        let line = &self.text.octets()[start..line_end];
        let end = line_end - usize::from(line.ends_with(b"\r"));
        self.found.push((PastedRecord::value(self.text.slice(start..end)), is_fallback));
    }

    /// Adds a record. `data` is the range of its strings, including the comment if one truncates them.
    fn add_record(&mut self, style: Style, owner: Option<Owner>, strings: &[Token], data: Span, cut: bool) {
        let text = join_strings(self.text, strings, data.end);
        let meant = cut.then(|| self.text.octets()[data.start..data.end].trim_ascii().to_vec());
        self.found.push((PastedRecord { text, style, owner, meant }, false));
    }
}

/// The kind of a line's entry.
enum Entry {
    /// A comment, a directive, or a record of another type and its name.
    Other(Option<Owner>),
    /// `$ORIGIN` with a complete name (RFC 1035 §5.1), in lower case with a leading instead of a trailing dot.
    Origin(String),
    /// The name of a record whose strings follow.
    Head(Owner),
    /// Character-strings alone.
    Strings,
    /// A TXT record, and the tokens of its data.
    Line { owner: Option<Owner>, cut: bool, data: Range<usize> },
}

/// Returns the kind of tokens, with or without a comment after them. Returns `None` if they are not in presentation format.
fn entry_kind(tokens: &[Token], comment: bool) -> Option<Entry> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is_word(word));
    if tokens.is_empty() || tokens[0].begins_with(b'$') {
        let name = tokens.get(1).filter(|_| is(0, "$ORIGIN")).map(Token::text);
        return Some(name.as_deref().and_then(origin).map_or(Entry::Other(None), Entry::Origin));
    }
    if tokens.iter().all(|token| token.is_quoted) {
        return Some(Entry::Strings);
    }
    if is(1, "text") && is(2, "=") {
        let owner = Owner::from_name(&tokens[0].text(), true);
        let line = Entry::Line { owner: Some(owner.clone()), cut: false, data: 3..tokens.len() };
        return Some(if tokens.len() > 3 { line } else { Entry::Head(owner) });
    }
    if is(1, "descriptive") && is(2, "text") && tokens.len() > 3 {
        return Some(strings_from(3, tokens));
    }
    if is(1, "has") && is(2, "TXT") && is(3, "record") && tokens.get(4).is_some_and(|token| token.is_quoted) {
        return Some(strings_from(4, tokens));
    }
    typed_entry(tokens, comment)
}

/// Words before "TXT" in a sentence. No record has them as its name.
const ARTICLES: [&str; 8] = ["no", "the", "a", "any", "this", "our", "your", "kein"];

/// Whether a line is a sentence with the word TXT, such as "No TXT records found". The first word is no name, or the
/// type itself before Japanese, and neither TTL, class, quotation marks nor an equals sign follow.
fn is_sentence(tokens: &[Token], at: usize, comment: bool) -> bool {
    let is_name = |word: &[u8]| word.iter().any(|octet| b"._@*".contains(octet) || octet.is_ascii_digit());
    let has_equals = || tokens[at + 1..].iter().any(|token| token.text().contains(&b'='));
    let is_long = tokens.len() > at + 2 || ARTICLES.iter().any(|word| tokens[0].is_word(word));
    let begins_with_type = at == 0 && !tokens[at + 1].text().is_ascii();
    !comment && !has_equals() && (begins_with_type || at == 1 && is_long && !is_name(&tokens[0].text()))
}

/// Whether a word begins with a version, other than that of an address.
fn is_version(word: &[u8]) -> bool {
    let word: Vec<u8> = word.iter().filter(|octet| !b"{\"'`".contains(octet)).map(u8::to_ascii_lowercase).collect();
    [&b"v=sts"[..], b"v=tls"].iter().any(|version| word.starts_with(version))
}

/// Returns the entry for a sentence of `host`, whose strings begin at a token.
fn strings_from(start: usize, tokens: &[Token]) -> Entry {
    let owner = Some(Owner::from_name(&tokens[0].text(), true));
    let strings = tokens[start..].iter().take_while(|token| token.is_quoted).count();
    Entry::Line { owner, cut: false, data: start..start + strings.max(1) }
}

fn origin(name: &[u8]) -> Option<String> {
    let name = core::str::from_utf8(name).ok()?.strip_suffix('.')?;
    Some([".", &name.to_ascii_lowercase()].concat())
}

/// Parses `[owner] [TTL] [class] type data`.
fn typed_entry(tokens: &[Token], comment: bool) -> Option<Entry> {
    let at = (0..tokens.len().min(4)).find(|at| tokens[*at].is_type())?;
    let names: Vec<&Token> = tokens[..at].iter().filter(|token| !token.is_ttl_or_class()).collect();
    let (owner, data) = (names.first().map(|name| Owner::from_name(&name.text(), false)), &tokens[at + 1..]);
    if names.len() > 1
        || data.first().is_some_and(|token| token.is_word("="))
        || names.iter().any(|name| name.is_quoted || name.text().contains(&b'='))
        || data.is_empty()
    {
        return None;
    }
    if !tokens[at].is_word("TXT") {
        return tokens[..at].iter().any(|token| token.is_word("IN")).then_some(Entry::Other(owner));
    }
    let Some(quoted) = data.iter().position(|token| token.is_quoted) else {
        // A version after other words: a sentence, or a row of a table.
        if data[1..].iter().any(|token| is_version(&token.text())) || is_sentence(tokens, at, comment) {
            return None;
        }
        // `TXT name value` is a row of a console.
        let is_row = at == 0 && data.len() > 1 && !data[0].text().contains(&b'=');
        return (!is_row).then_some(Entry::Line { owner, cut: comment, data: at + 1..tokens.len() });
    };
    let before = &data[..quoted];
    if before.iter().any(|token| token.text().contains(&b'=')) {
        return Some(Entry::Line { owner, cut: comment, data: at + 1..tokens.len() });
    }
    let strings = data[quoted..].iter().take_while(|token| token.is_quoted).count();
    if at > 0 && (quoted > 0 || data.len() > quoted + strings) {
        return Some(Entry::Line { owner, cut: comment, data: at + 1..tokens.len() });
    }
    // Some tools write the type before the name, and append text after the strings.
    let named = before.iter().find(|token| !token.is_ttl_or_class()).map(|name| Owner::from_name(&name.text(), false));
    let start = at + 1 + quoted;
    Some(Entry::Line { owner: owner.or(named), cut: false, data: start..start + strings })
}
