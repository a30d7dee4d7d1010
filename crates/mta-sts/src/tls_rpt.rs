//! The TLS reporting record: TXT at `_smtp._tls.<domain>` (RFC 8460 §3).

mod address;

use alloc::{format, string::String};
use core::iter;

use memchr::memchr;

pub(crate) use self::address::is_placeholder_mailbox;
pub use self::address::{Addresses, Rua};
use self::address::{has_known_scheme, uri_problem};
use crate::{
    Outcome, Problem, Problems, Span,
    fields::contains_ignoring_case,
    fields::{self, Beginning, Candidates, Field},
    plain_text,
    span::{is_blank, trim_blanks},
};

const VERSION: &[u8] = b"v=TLSRPTv1";

/// All TXT records of `_smtp._tls.<domain>`, parsed as a sender does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsRptReading {
    /// The outcome.
    pub outcome: Outcome,
    /// The positions of the records that count.
    pub candidates: Candidates,
    /// The report addresses of the record that counts, without those that have problems.
    pub rua: Addresses,
    /// Problems of the record that counts. If no record counts, problems of the near misses.
    pub problems: Problems<TlsRptProblem>,
    /// The position of its address list.
    address_list: Option<Span>,
}

/// A problem of a TLS reporting record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TlsRptProblem {
    /// A version similar to TLSRPTv1.
    VersionWrong,
    /// No semicolon after `v=TLSRPTv1`.
    SemicolonMissing,
    /// A quotation mark at either end, or a backslash before a semicolon.
    Quoted,
    /// No `rua`.
    RuaMissing,
    /// A misspelled `rua` field, or a colon in place of its equals sign.
    RuaTypo,
    /// An address without scheme.
    RuaNoScheme,
    /// A scheme other than `mailto` and `https`, or `mailto://`.
    RuaSchemeUnsupported,
    /// Addresses separated by semicolons or blanks instead of commas, or a comma with no address on one side.
    RuaSeparator,
    /// A second `rua`: RFC 8460 does not say which one counts.
    RuaRepeated,
    /// Blanks inside an address or around the `=`.
    RuaSpaces,
    /// An exclamation mark that is not percent-encoded.
    RuaUnencoded,
    /// Blanks between `v=TLSRPTv1` and the semicolon, which the grammar allows.
    SpaceBeforeSemicolon,
    /// A field that is not `name=value`, or octets outside printable ASCII.
    FieldSyntax,
    /// An address that is not a URI (RFC 3986), or a `mailto:` without exactly one mail address (RFC 6068). Also one with a
    /// placeholder, which the grammar may allow.
    RuaInvalid,
    /// A final dot after the domain of an address. Not every sender uses such an address.
    RuaFinalDot,
}

impl TlsRptProblem {
    /// Whether a record with this problem is still grammatical.
    #[must_use]
    pub const fn is_tolerable(self) -> bool {
        matches!(self, Self::SpaceBeforeSemicolon | Self::RuaFinalDot | Self::RuaRepeated)
    }
}

impl TlsRptReading {
    /// Parses all TXT records of `_smtp._tls.<domain>`. The character-strings of each are joined without a space.
    ///
    /// Ignores records that do not begin with `v=TLSRPTv1;`. Unless exactly one remains, the domain has no reporting record
    /// (§3).
    #[must_use]
    pub fn read(records: &[impl AsRef<[u8]>]) -> Self {
        let mut reading = Self { candidates: fields::candidate_records(records, VERSION), ..Self::default() };
        match *reading.candidates {
            [] => reading.read_near_misses(records),
            [at] => reading.read_single_candidate(records[at].as_ref(), at),
            _ => reading.outcome = Outcome::Multiple,
        }
        reading
    }

    fn read_near_misses(&mut self, records: &[impl AsRef<[u8]>]) {
        for (at, text) in records.iter().enumerate() {
            if let Some(problem) = near_miss(text.as_ref()) {
                self.problems.push(problem.in_record(at));
            }
        }
    }

    fn read_single_candidate(&mut self, text: &[u8], at: usize) {
        Fields { reading: self, has_rua_like_field: false, has_exact_rua: None }.read_record(text);
        for problem in &mut self.problems {
            problem.record = at;
        }
        self.set_outcome();
    }

    /// Sets the outcome. An unusable address does not invalidate those beside it.
    fn set_outcome(&mut self) {
        let address_list = self.address_list;
        let is_in_address = |problem: &Problem<_>| address_list.is_some_and(|list| problem.span.is_in(list));
        let is_tolerable = |problem: &Problem<TlsRptProblem>| problem.kind.is_tolerable() || is_in_address(problem);
        let is_valid = !self.rua.is_empty() && self.problems.iter().all(is_tolerable);
        self.outcome = if is_valid { Outcome::Valid } else { Outcome::Invalid };
    }

    /// Reads the value of `tlsrpt-rua`.
    fn read_addresses(&mut self, text: &[u8], value: Span) {
        self.address_list = Some(value);
        let has_address = value.slice(text).iter().any(|octet| *octet != b',' && !is_blank(*octet));
        for span in split_commas(text, value) {
            match uri_problem(span.slice(text)) {
                // Nothing stands before or after a comma.
                Some(TlsRptProblem::RuaMissing) if has_address => self.add_once(TlsRptProblem::RuaSeparator, value),
                Some(TlsRptProblem::RuaMissing) => self.add_once(TlsRptProblem::RuaMissing, value),
                Some(kind) => self.add_problem(kind, span),
                None => self.add_address(Rua::parse_at(span, text)),
            }
        }
    }

    fn add_address(&mut self, rua: Rua) {
        if rua.is_placeholder() {
            return self.add_problem(TlsRptProblem::RuaInvalid, rua.span);
        }
        if rua.host().ends_with('.') {
            self.add_problem(TlsRptProblem::RuaFinalDot, rua.span);
        }
        self.rua.push(rua);
    }

    fn add_once(&mut self, kind: TlsRptProblem, span: Span) {
        if self.problems.iter().all(|problem| problem.kind != kind) {
            self.add_problem(kind, span);
        }
    }

    fn add_problem(&mut self, kind: TlsRptProblem, span: Span) {
        self.problems.push(Problem::new(kind, span));
    }
}

/// Prints the record that requests reports at this URI.
#[must_use]
pub fn print_tls_rpt(uri: &str) -> String {
    format!("v=TLSRPTv1; rua={uri};")
}

/// The state while reading a record's fields.
struct Fields<'a> {
    reading: &'a mut TlsRptReading,
    has_rua_like_field: bool,
    /// Whether a field is named `rua`. If so, one with a similar name is an extension. Computed on first use.
    has_exact_rua: Option<bool>,
}

impl Fields<'_> {
    fn add_problem(&mut self, kind: TlsRptProblem, span: Span) {
        self.reading.add_problem(kind, span);
    }

    /// Reads `tlsrpt-record`.
    fn read_record(&mut self, text: &[u8]) {
        use TlsRptProblem as P;
        if let Some(span) = fields::outer_quote(text).or_else(|| fields::escaped_semicolon(text)) {
            return self.add_problem(P::Quoted, span);
        }
        if let Some(Beginning::Blanks(span)) = fields::begins_with_version(text, VERSION) {
            self.add_problem(P::SpaceBeforeSemicolon, span);
        }
        for field in fields::split_fields(text, VERSION.len()) {
            self.read_field(text, &field);
        }
        if let Some(span) = fields::trailing_blanks(text) {
            self.add_problem(P::FieldSyntax, span);
        }
        if !self.has_rua_like_field {
            self.add_problem(P::RuaMissing, Span::new(0, text.len()));
        }
    }

    /// Reads `tlsrpt-field`.
    fn read_field(&mut self, text: &[u8], field: &Field) {
        use TlsRptProblem as P;
        let name = field.name.slice(text);
        if name.trim_ascii() == b"rua" && field.value.is_some() {
            self.read_rua_field(text, field);
        } else if self.has_rua_like_field && has_known_scheme(field.whole.slice(text)) {
            self.add_problem(P::RuaSeparator, field.whole);
        } else if is_rua_typo(name) && !self.has_exact_rua(text) {
            self.has_rua_like_field = true;
            self.add_problem(P::RuaTypo, field.name);
        } else if let Some(length) = rua_with_colon(name).filter(|_| !self.has_exact_rua(text)) {
            self.has_rua_like_field = true;
            self.add_problem(P::RuaTypo, Span::new(field.name.start, field.name.start + length));
        } else if !field.is_grammatical(text) {
            self.add_problem(P::FieldSyntax, field.whole);
        }
    }

    fn has_exact_rua(&mut self, text: &[u8]) -> bool {
        let exact = |field: Field| field.name.slice(text).trim_ascii() == b"rua" && field.value.is_some();
        *self.has_exact_rua.get_or_insert_with(|| fields::split_fields(text, VERSION.len()).any(exact))
    }

    /// Reads `tlsrpt-rua`. The first of several counts.
    fn read_rua_field(&mut self, text: &[u8], field: &Field) {
        if self.has_rua_like_field {
            return self.add_problem(TlsRptProblem::RuaRepeated, field.whole);
        }
        self.has_rua_like_field = true;
        let value = field.value.unwrap_or(field.whole);
        if field.has_blanks_around_equals(text) {
            return self.add_problem(TlsRptProblem::RuaSpaces, field.whole);
        }
        self.reading.read_addresses(text, value);
    }
}

/// Splits the addresses of `tlsrpt-rua` at commas with optional blanks around them.
fn split_commas(text: &[u8], value: Span) -> impl Iterator<Item = Span> {
    let mut rest = Some(value);
    iter::from_fn(move || {
        let left = rest?;
        let comma = memchr(b',', left.slice(text)).map(|at| left.start + at);
        rest = comma.map(|at| Span::new(at + 1, left.end));
        Some(trim_blanks(text, Span::new(left.start, comma.unwrap_or(left.end))))
    })
}

fn is_rua_typo(name: &[u8]) -> bool {
    let typos = [&b"rua"[..], b"rau", b"ruf", b"rus", b"uri", b"ura", b"urn", b"ru", b"ruaa", b"ria"];
    let name = name.trim_ascii();
    let similar = matches!(name, [b'r' | b'R' | b'u' | b'U', ..]);
    similar && typos.iter().any(|typo| typo.eq_ignore_ascii_case(name))
}

/// Returns the length of `rua:` at the start of a field, which has a colon for its equals sign.
fn rua_with_colon(field: &[u8]) -> Option<usize> {
    let rest = field.get(3..).filter(|_| field[..3].eq_ignore_ascii_case(b"rua"))?;
    let blanks = rest.len() - rest.trim_ascii_start().len();
    rest[blanks..].starts_with(b":").then_some(3 + blanks + 1)
}

/// Returns the reason why a record that does not count comes close to one that does.
fn near_miss(text: &[u8]) -> Option<Problem<TlsRptProblem>> {
    use TlsRptProblem as P;
    let quoted = fields::outer_quote(text).or_else(|| fields::escaped_semicolon(text));
    if let Some(span) = quoted.filter(|_| contains_ignoring_case(text, VERSION)) {
        return Some(Problem::new(P::Quoted, span));
    }
    if let Some(Beginning::NoSemicolon(span)) = fields::begins_with_version(text, VERSION)
        && !text.get(VERSION.len()).is_some_and(u8::is_ascii_alphanumeric)
    {
        return Some(Problem::new(P::SemicolonMissing, span));
    }
    if let Some(span) = fields::first_non_ascii(text)
        && contains_ignoring_case(&plain_text(text), VERSION)
    {
        return Some(Problem::new(P::FieldSyntax, span));
    }
    let first = text.split(|&octet| octet == b';').next().unwrap_or_default();
    if !first.trim_ascii_start().get(..1).is_some_and(|v| v.eq_ignore_ascii_case(b"v")) {
        return None;
    }
    means_reporting(first).then(|| Problem::new(P::VersionWrong, Span::new(0, first.len())))
}

/// Whether a version contains "tlsrpt" or "tlsrep", ignoring other characters in between.
fn means_reporting(version: &[u8]) -> bool {
    let letters = version.iter().filter(|octet| octet.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    let mut last = 0_u64;
    letters.into_iter().any(|letter| {
        last = (last << 8 | u64::from(letter)) & 0xFFFF_FFFF_FFFF;
        last == packed(b"tlsrpt") || last == packed(b"tlsrep")
    })
}

/// Packs six letters into one number: one comparison is faster than six.
const fn packed(&[a, b, c, d, e, f]: &[u8; 6]) -> u64 {
    u64::from_be_bytes([0, 0, a, b, c, d, e, f])
}

#[cfg(test)]
mod tests;
