//! The STS record: TXT at `_mta-sts.<domain>` (RFC 8461 §3.1).

mod near_miss;

use alloc::{format, string::String};
use core::ops::Deref;

use arrayvec::ArrayString;

use crate::{
    Located, Problem, Problems, Span,
    fields::{self, Beginning, Candidates, Field},
    plain_text,
};

use near_miss::near_miss;

const VERSION: &[u8] = b"v=STSv1";

/// The outcome of reading the TXT records of one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Exactly one record counts, and it is valid.
    Valid,
    /// No record counts.
    #[default]
    None,
    /// More than one record counts, which has the same effect as none.
    Multiple,
    /// Exactly one record counts, and it is not valid.
    Invalid,
}

impl Outcome {
    /// Returns the id used by scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::None => "none",
            Self::Multiple => "multiple",
            Self::Invalid => "invalid",
        }
    }
}

/// All TXT records of one name, parsed as a sender does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordReading {
    /// The outcome.
    pub outcome: Outcome,
    /// The positions of the records that count.
    pub candidates: Candidates,
    /// The single record that counts; `None` if there are none or several.
    pub record: Option<StsRecord>,
    /// Problems of the record that counts. If no record counts, problems of the near misses.
    pub problems: Problems<RecordProblem>,
}

/// An `id` of up to the grammar's maximum length, stored inline. It dereferences to `str`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(ArrayString<32>);

impl Id {
    /// Returns the letters and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// An STS record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StsRecord {
    /// The first `id`, if it has 1 to 32 letters and digits.
    pub id: Option<Located<Id>>,
}

/// Problems of a record, most specific first: a parser reports the first kind that fits a record or field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordProblem {
    /// A version that is not STSv1.
    VersionWrong,
    /// `v=STSv1` in other letter case.
    VersionCase,
    /// `v=STSv1` as a field, but not the first.
    VersionNotFirst,
    /// Blanks or invisible characters before `v=STSv1`.
    LeadingJunk,
    /// A quotation mark at either end.
    Quoted,
    /// A backslash before a semicolon.
    EscapedSemicolon,
    /// No semicolon after `v=STSv1`.
    SemicolonMissing,
    /// Blanks between `v=STSv1` and the semicolon: the grammar allows them, the prose does not (erratum 6285).
    SpaceBeforeSemicolon,
    /// No `id`.
    IdMissing,
    /// An `id` without value.
    IdEmpty,
    /// A character in the `id` that is neither letter nor digit.
    IdInvalidChars,
    /// An `id` of more than 32 characters.
    IdTooLong,
    /// `id` in other letter case.
    IdCase,
    /// A second `id`.
    IdDuplicate,
    /// `id:` or blanks around the `=`.
    IdDelimiterWrong,
    /// A field that is not `name=value`.
    FieldSyntax,
    /// A field that belongs in the policy file or the TLS reporting record.
    PolicyField,
    /// A field that is not registered.
    UnknownField,
    /// Blanks at the end that do not follow a semicolon.
    TrailingSpace,
    /// An octet that is neither printable ASCII nor tab.
    NonAscii,
}

impl RecordProblem {
    /// Whether a record with this problem is still grammatical.
    #[must_use]
    pub const fn is_tolerable(self) -> bool {
        matches!(self, Self::SpaceBeforeSemicolon | Self::IdDuplicate | Self::PolicyField | Self::UnknownField)
    }
}

impl RecordReading {
    /// Parses all TXT records of `_mta-sts.<domain>`. The character-strings of each are joined without a space.
    ///
    /// Ignores records that do not begin with `v=STSv1;`. Unless exactly one remains, the domain has no STS record (§3.1). If
    /// no record begins so and exactly one has blanks before its semicolon, that record counts: the grammar allows it.
    #[must_use]
    pub fn read(records: &[impl AsRef<[u8]>]) -> Self {
        let valid = match records {
            [only] => read_common_record(only.as_ref()),
            _ => None,
        };
        valid.map_or_else(|| Self::read_any_records(records), Self::from_valid_record)
    }

    /// Creates the reading of a single valid record.
    fn from_valid_record(record: StsRecord) -> Self {
        Self {
            outcome: Outcome::Valid,
            candidates: fields::sole_candidate(),
            record: Some(record),
            problems: Problems::new(),
        }
    }

    fn read_any_records(records: &[impl AsRef<[u8]>]) -> Self {
        let candidates = fields::candidate_records(records, VERSION);
        match *candidates {
            [] => Self::without_candidate(records),
            [at] => Self::from_single_candidate(records[at].as_ref(), at, candidates),
            _ => Self { outcome: Outcome::Multiple, candidates, record: None, problems: Problems::new() },
        }
    }

    fn without_candidate(records: &[impl AsRef<[u8]>]) -> Self {
        let mut problems = Problems::new();
        for (at, text) in records.iter().enumerate() {
            if let Some(problem) = near_miss(text.as_ref()) {
                problems.push(problem.in_record(at));
            }
        }
        Self { outcome: Outcome::None, candidates: Candidates::new(), record: None, problems }
    }

    fn from_single_candidate(text: &[u8], at: usize, candidates: Candidates) -> Self {
        let (record, mut problems) = parse(text);
        for problem in &mut problems {
            problem.record = at;
        }
        let is_valid = record.id.is_some() && problems.iter().all(|problem| problem.kind.is_tolerable());
        Self {
            outcome: if is_valid { Outcome::Valid } else { Outcome::Invalid },
            candidates,
            record: Some(record),
            problems,
        }
    }

    /// Returns the `id` of a valid record.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        let record = self.record.as_ref().filter(|_| self.outcome == Outcome::Valid)?;
        record.id.as_ref().map(|id| id.value.as_str())
    }
}

/// Prints the record with this `id`.
#[must_use]
pub fn print_record(id: &str) -> String {
    format!("v=STSv1; id={id};")
}

/// Parses a record in the form of the RFC's own example, which most domains use. One pass confirms that it is valid. Returns
/// `None` for all others, which are parsed field by field.
fn read_common_record(text: &[u8]) -> Option<StsRecord> {
    let value = fields::sole_value_span(text, VERSION, b"id=")?;
    let id = value.slice(text);
    let is_valid = !id.is_empty() && id.iter().all(u8::is_ascii_alphanumeric);
    let id = parse_id(id).filter(|_| is_valid)?;
    Some(StsRecord { id: Some(Located { value: id, span: value }) })
}

/// Returns a value as text, if it fits the length of an `id`.
fn parse_id(value: &[u8]) -> Option<Id> {
    ArrayString::from(core::str::from_utf8(value).ok()?).ok().map(Id)
}

/// Parses `sts-text-record`, for a text that begins with `v=STSv1`, blanks and a semicolon.
fn parse(text: &[u8]) -> (StsRecord, Problems<RecordProblem>) {
    use RecordProblem as P;
    let is_plain = fields::is_plain(text);
    if let Some(problem) = (!is_plain).then(|| copied_wrongly(text)).flatten() {
        return (StsRecord { id: None }, Problems::from_iter([problem]));
    }
    let mut reading = Reading { is_plain, ..Reading::default() };
    if let Some(Beginning::Blanks(span)) = fields::begins_with_version(text, VERSION) {
        reading.add_problem(P::SpaceBeforeSemicolon, span);
    }
    for field in fields::split_fields(text, VERSION.len()) {
        reading.read_field(text, &field);
    }
    if let Some(span) = fields::trailing_blanks(text) {
        reading.add_problem(P::TrailingSpace, span);
    }
    if !reading.has_id_like_field {
        reading.add_problem(P::IdMissing, Span::new(0, text.len()));
    }
    (StsRecord { id: reading.id }, reading.problems)
}

/// Reports quotation marks or backslashes of a zone file or a form within the record.
fn copied_wrongly(text: &[u8]) -> Option<Problem<RecordProblem>> {
    let quoted = fields::outer_quote(text).map(|span| Problem::new(RecordProblem::Quoted, span));
    quoted.or_else(|| Some(Problem::new(RecordProblem::EscapedSemicolon, fields::escaped_semicolon(text)?)))
}

/// The state while reading a record's fields.
#[derive(Default)]
struct Reading {
    /// The result of [`fields::is_plain`].
    is_plain: bool,
    id: Option<Located<Id>>,
    /// Whether an `id`, or an attempt at one, was seen.
    has_id_like_field: bool,
    /// Whether a field is named exactly `id`. If so, one in other letter case is an extension. Computed on first use.
    has_exact_id: Option<bool>,
    problems: Problems<RecordProblem>,
}

impl Reading {
    fn add_problem(&mut self, kind: RecordProblem, span: Span) {
        self.problems.push(Problem::new(kind, span));
    }

    /// Reads `sts-field`.
    fn read_field(&mut self, text: &[u8], field: &Field) {
        use RecordProblem as P;
        let name = field.name.slice(text);
        if let Some(span) = self.first_non_ascii(field.whole.slice(text)) {
            // A blank that is not ASCII belongs to the name, and is the only fault then.
            self.has_id_like_field |= plain_text(name).trim_ascii().eq_ignore_ascii_case(b"id");
            self.add_problem(P::NonAscii, Span::new(field.whole.start + span.start, field.whole.start + span.end));
        } else if looks_like_id_with_wrong_delimiter(text, field) {
            self.has_id_like_field = true;
            self.add_problem(P::IdDelimiterWrong, field.whole);
        } else if name == b"id" {
            self.read_id(text, field);
        } else if name.eq_ignore_ascii_case(b"id") && !self.has_exact_id(text) {
            self.has_id_like_field = true;
            self.add_problem(P::IdCase, field.name);
        } else if !field.is_grammatical(text) {
            self.add_problem(P::FieldSyntax, field.whole);
        } else if [&b"mode"[..], b"mx", b"max_age", b"rua"].contains(&name) {
            self.add_problem(P::PolicyField, field.whole);
        } else if name != b"v" {
            self.add_problem(P::UnknownField, field.whole);
        }
    }

    fn first_non_ascii(&self, field: &[u8]) -> Option<Span> {
        if self.is_plain { None } else { fields::first_non_ascii(field) }
    }

    fn has_exact_id(&mut self, text: &[u8]) -> bool {
        let exact = |field: Field| field.name.slice(text) == b"id";
        *self.has_exact_id.get_or_insert_with(|| fields::split_fields(text, VERSION.len()).any(exact))
    }

    /// Reads `sts-id`. The first of several counts, even if malformed (§3.2, last paragraph; this project's reading).
    fn read_id(&mut self, text: &[u8], field: &Field) {
        use RecordProblem as P;
        if self.has_id_like_field {
            return self.add_problem(P::IdDuplicate, field.whole);
        }
        self.has_id_like_field = true;
        let span = field.value.unwrap_or(field.whole);
        let value = span.slice(text);
        if value.is_empty() {
            self.add_problem(P::IdEmpty, field.whole);
        } else if !value.iter().all(u8::is_ascii_alphanumeric) {
            self.add_problem(P::IdInvalidChars, span);
        } else if value.len() > 32 {
            self.add_problem(P::IdTooLong, span);
        } else {
            self.id = parse_id(value).map(|value| Located { value, span });
        }
    }
}

fn looks_like_id_with_wrong_delimiter(text: &[u8], field: &Field) -> bool {
    let name = field.name.slice(text);
    let is_id = |name: &[u8]| name.trim_ascii().eq_ignore_ascii_case(b"id");
    match field.value {
        Some(_) => field.has_blanks_around_equals(text) && is_id(name),
        None => name.iter().position(|&octet| octet == b':').is_some_and(|colon| is_id(&name[..colon])),
    }
}

#[cfg(test)]
mod tests;
