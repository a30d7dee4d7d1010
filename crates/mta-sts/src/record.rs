//! The STS record: TXT at `_mta-sts.<domain>` (RFC 8461 §3.1).

use alloc::{format, string::String};
use core::ops::Deref;

use arrayvec::ArrayString;

use crate::{
    Located, Problem, Problems, Span,
    fields::{self, Beginning, Candidates, Field},
};

const VERSION: &[u8] = b"v=STSv1";

/// What the TXT records of one name amount to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Exactly one record counts, and it is valid.
    Valid,
    /// No record counts.
    #[default]
    None,
    /// More than one record counts, which is the same as none.
    Multiple,
    /// Exactly one record counts, and it is not valid.
    Invalid,
}

impl Outcome {
    /// The word that scripts see.
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

/// All TXT records of one name, read as a sender reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordReading {
    /// What they amount to.
    pub outcome: Outcome,
    /// Which records count, by their position.
    pub candidates: Candidates,
    /// The one record that counts; `None` if none does or several do.
    pub record: Option<StsRecord>,
    /// Objections to the record that counts; if there is none, what is wrong with those that come close.
    pub problems: Problems<RecordProblem>,
}

/// An `id`: as long as the grammar allows, and without memory of its own. It reads as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(ArrayString<32>);

impl Id {
    /// Its letters and digits.
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
    /// The first `id`, if it is 1 to 32 letters and digits.
    pub id: Option<Located<Id>>,
}

/// What can be wrong with a record. The first kind that fits a record or field is the one that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordProblem {
    /// A version that is not STSv1.
    VersionWrong,
    /// `v=STSv1` in other letter case.
    VersionCase,
    /// `v=STSv1` is a field, but not the first.
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
    /// A field that belongs into the policy file or the TLS reporting record.
    PolicyField,
    /// A field that is not registered.
    UnknownField,
    /// Blanks at the end that do not follow a semicolon.
    TrailingSpace,
    /// An octet that is neither printable ASCII nor tab.
    NonAscii,
}

impl RecordProblem {
    /// Whether a record with it is still valid by the grammar.
    #[must_use]
    pub const fn is_tolerable(self) -> bool {
        matches!(self, Self::SpaceBeforeSemicolon | Self::IdDuplicate | Self::PolicyField | Self::UnknownField)
    }
}

impl RecordReading {
    /// Reads all TXT records of `_mta-sts.<domain>`, the character-strings of each joined without a space.
    ///
    /// Records that do not begin with `v=STSv1;` do not count; unless exactly one does, there is none (§3.1). Where no
    /// record begins so, but exactly one has blanks before its semicolon, that one counts: the grammar allows it.
    #[must_use]
    pub fn read(records: &[impl AsRef<[u8]>]) -> Self {
        let sound = match records {
            [only] => customary(only.as_ref()),
            _ => None,
        };
        sound.map_or_else(|| Self::with_care(records), Self::sound)
    }

    /// Of a record that is the only one.
    fn sound(record: StsRecord) -> Self {
        Self { outcome: Outcome::Valid, candidates: fields::only(), record: Some(record), problems: Problems::new() }
    }

    fn with_care(records: &[impl AsRef<[u8]>]) -> Self {
        let candidates = fields::candidates(records, VERSION);
        match *candidates {
            [] => Self::none(records),
            [at] => Self::one(records[at].as_ref(), at, candidates),
            _ => Self { outcome: Outcome::Multiple, candidates, record: None, problems: Problems::new() },
        }
    }

    fn none(records: &[impl AsRef<[u8]>]) -> Self {
        let mut problems = Problems::new();
        for (at, text) in records.iter().enumerate() {
            if let Some(problem) = near_miss(text.as_ref()) {
                problems.push(problem.in_record(at));
            }
        }
        Self { outcome: Outcome::None, candidates: Candidates::new(), record: None, problems }
    }

    fn one(text: &[u8], at: usize, candidates: Candidates) -> Self {
        let (record, mut problems) = parse(text);
        for problem in &mut problems {
            problem.record = at;
        }
        let sound = record.id.is_some() && problems.iter().all(|problem| problem.kind.is_tolerable());
        Self {
            outcome: if sound { Outcome::Valid } else { Outcome::Invalid },
            candidates,
            record: Some(record),
            problems,
        }
    }

    /// The `id` of a valid record.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        let record = self.record.as_ref().filter(|_| self.outcome == Outcome::Valid)?;
        record.id.as_ref().map(|id| id.value.as_str())
    }
}

/// The record that carries this `id`.
#[must_use]
pub fn print_record(id: &str) -> String {
    format!("v=STSv1; id={id};")
}

/// A record as the RFC's own example has it, and most domains: one pass tells that it is sound. `None` of everything else, which
/// is read field by field.
fn customary(text: &[u8]) -> Option<StsRecord> {
    let value = fields::customary(text, VERSION, b"id=")?;
    let id = value.of(text);
    let sound = !id.is_empty() && id.iter().all(u8::is_ascii_alphanumeric);
    let id = short(id).filter(|_| sound)?;
    Some(StsRecord { id: Some(Located { value: id, span: value }) })
}

/// A value as text, if it is not too long for an `id`.
fn short(value: &[u8]) -> Option<Id> {
    ArrayString::from(core::str::from_utf8(value).ok()?).ok().map(Id)
}

/// `sts-text-record`, of a text that begins with `v=STSv1`, blanks and a semicolon.
fn parse(text: &[u8]) -> (StsRecord, Problems<RecordProblem>) {
    use RecordProblem as P;
    let plain = fields::is_plain(text);
    if let Some(problem) = (!plain).then(|| copied_wrongly(text)).flatten() {
        return (StsRecord { id: None }, Problems::from_iter([problem]));
    }
    let mut reading = Reading { plain, ..Reading::default() };
    if let Some(Beginning::Blanks(span)) = fields::begins_with_version(text, VERSION) {
        reading.object(P::SpaceBeforeSemicolon, span);
    }
    for field in fields::split(text, VERSION.len()) {
        reading.field(text, &field);
    }
    if let Some(span) = fields::trailing_blanks(text) {
        reading.object(P::TrailingSpace, span);
    }
    if !reading.id_seen {
        reading.object(P::IdMissing, Span::new(0, text.len()));
    }
    (StsRecord { id: reading.id }, reading.problems)
}

/// Quotation marks or backslashes of a zone file or a form, in the record itself.
fn copied_wrongly(text: &[u8]) -> Option<Problem<RecordProblem>> {
    let quoted = fields::outer_quote(text).map(|span| Problem::new(RecordProblem::Quoted, span));
    quoted.or_else(|| Some(Problem::new(RecordProblem::EscapedSemicolon, fields::escaped_semicolon(text)?)))
}

/// What is known of a record while its fields are read.
#[derive(Default)]
struct Reading {
    /// See [`fields::is_plain`].
    plain: bool,
    id: Option<Located<Id>>,
    /// An `id`, or something that was meant to be one.
    id_seen: bool,
    /// A field is named exactly `id`: one in other letter case is an extension, then. Empty until it was asked for.
    has_exact_id: Option<bool>,
    problems: Problems<RecordProblem>,
}

impl Reading {
    fn object(&mut self, kind: RecordProblem, span: Span) {
        self.problems.push(Problem::new(kind, span));
    }

    /// `sts-field`.
    fn field(&mut self, text: &[u8], field: &Field) {
        use RecordProblem as P;
        let name = field.name.of(text);
        if let Some(span) = self.first_non_ascii(field.whole.of(text)) {
            self.id_seen |= name.eq_ignore_ascii_case(b"id");
            self.object(P::NonAscii, Span::new(field.whole.start + span.start, field.whole.start + span.end));
        } else if looks_like_id_with_wrong_delimiter(text, field) {
            self.id_seen = true;
            self.object(P::IdDelimiterWrong, field.whole);
        } else if name == b"id" {
            self.id(text, field);
        } else if name.eq_ignore_ascii_case(b"id") && !self.has_exact_id(text) {
            self.id_seen = true;
            self.object(P::IdCase, field.name);
        } else if !field.is_grammatical(text) {
            self.object(P::FieldSyntax, field.whole);
        } else if [&b"mode"[..], b"mx", b"max_age", b"rua"].contains(&name) {
            self.object(P::PolicyField, field.whole);
        } else if name != b"v" {
            self.object(P::UnknownField, field.whole);
        }
    }

    fn first_non_ascii(&self, field: &[u8]) -> Option<Span> {
        if self.plain { None } else { fields::first_non_ascii(field) }
    }

    fn has_exact_id(&mut self, text: &[u8]) -> bool {
        let exact = |field: Field| field.name.of(text) == b"id";
        *self.has_exact_id.get_or_insert_with(|| fields::split(text, VERSION.len()).any(exact))
    }

    /// `sts-id`. Of several the first counts, also when it is malformed (§3.2, last paragraph; our reading).
    fn id(&mut self, text: &[u8], field: &Field) {
        use RecordProblem as P;
        if self.id_seen {
            return self.object(P::IdDuplicate, field.whole);
        }
        self.id_seen = true;
        let span = field.value.unwrap_or(field.whole);
        let value = span.of(text);
        if value.is_empty() {
            self.object(P::IdEmpty, field.whole);
        } else if !value.iter().all(u8::is_ascii_alphanumeric) {
            self.object(P::IdInvalidChars, span);
        } else if value.len() > 32 {
            self.object(P::IdTooLong, span);
        } else {
            self.id = short(value).map(|value| Located { value, span });
        }
    }
}

fn looks_like_id_with_wrong_delimiter(text: &[u8], field: &Field) -> bool {
    let name = field.name.of(text);
    let is_id = |name: &[u8]| name.trim_ascii().eq_ignore_ascii_case(b"id");
    match field.value {
        Some(_) => field.has_blanks_around_equals(text) && is_id(name),
        None => name.iter().position(|&octet| octet == b':').is_some_and(|colon| is_id(&name[..colon])),
    }
}

/// Why a record that does not count comes close to one that does.
fn near_miss(text: &[u8]) -> Option<Problem<RecordProblem>> {
    use RecordProblem as P;
    let whole = Span::new(0, text.len());
    let mentions = || contains_ignoring_case(text, VERSION);
    if let Some(span) = fields::outer_quote(text).filter(|_| mentions()) {
        Some(Problem::new(P::Quoted, span))
    } else if let Some(span) = fields::escaped_semicolon(text).filter(|_| mentions()) {
        Some(Problem::new(P::EscapedSemicolon, span))
    } else if let Some(span) = fields::leading_junk(text).filter(|junk| text[junk.end..].starts_with(VERSION)) {
        Some(Problem::new(P::LeadingJunk, span))
    } else if let Some(span) = fields::first_non_ascii(text).filter(|_| mentions()) {
        Some(Problem::new(P::NonAscii, span))
    } else if let Some(Beginning::NoSemicolon(span)) = fields::begins_with_version(text, VERSION)
        && !text.get(VERSION.len()).is_some_and(u8::is_ascii_alphanumeric)
    {
        Some(Problem::new(P::SemicolonMissing, span))
    } else {
        version_miss(text, whole)
    }
}

/// A version in the wrong case, at the wrong place, or another version.
fn version_miss(text: &[u8], whole: Span) -> Option<Problem<RecordProblem>> {
    use RecordProblem as P;
    let first = text.split(|&octet| octet == b';').next().unwrap_or_default().trim_ascii();
    if first.eq_ignore_ascii_case(VERSION) {
        Some(Problem::new(P::VersionCase, Span::new(0, first.len())))
    } else if text.split(|&octet| octet == b';').skip(1).any(|field| field.trim_ascii() == VERSION) {
        Some(Problem::new(P::VersionNotFirst, whole))
    } else {
        let value = first.get(2..).filter(|_| first[..2].eq_ignore_ascii_case(b"v="))?;
        let kin = contains_ignoring_case(value, b"sts") || contains_ignoring_case(value, b"tlsrpt");
        kin.then(|| Problem::new(P::VersionWrong, Span::new(0, first.len())))
    }
}

pub(crate) fn contains_ignoring_case(text: &[u8], needle: &[u8]) -> bool {
    let begins = |window: &[u8]| window.first().zip(needle.first()).is_none_or(|(a, b)| a.eq_ignore_ascii_case(b));
    text.windows(needle.len()).any(|window| begins(window) && window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use RecordProblem as P;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn read(records: &[&str]) -> RecordReading {
        RecordReading::read(records)
    }

    fn good(text: &str, id: &str) {
        let reading = read(&[text]);
        assert_eq!((reading.outcome, reading.id()), (Outcome::Valid, Some(id)), "{text}: {:?}", reading.problems);
    }

    fn bad(text: &str, outcome: Outcome, kinds: &[P]) {
        let reading = read(&[text]);
        assert_eq!(reading.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), kinds, "{text}");
        assert_eq!(reading.outcome, outcome, "{text}");
    }

    #[test]
    fn valid_records_give_their_id() {
        good("v=STSv1; id=20160831085700Z;", "20160831085700Z");
        good("v=STSv1;id=1", "1");
        good("v=STSv1;\tid=1 ; ", "1");
        good("v=STSv1; a.b-c_d=x; id=Z", "Z");
        good(&print_record("20260601000000Z"), "20260601000000Z");
    }

    #[test]
    fn tolerable_faults_leave_a_record_valid() {
        bad("v=STSv1 ; id=1", Outcome::Valid, &[P::SpaceBeforeSemicolon]);
        bad("v=STSv1; id=1; id=2", Outcome::Valid, &[P::IdDuplicate]);
        bad("v=STSv1; id=1; mode=enforce", Outcome::Valid, &[P::PolicyField]);
        bad("v=STSv1; id=1; owner=it", Outcome::Valid, &[P::UnknownField]);
        bad("v=STSv1; ID=1; id=2", Outcome::Valid, &[P::UnknownField]);
    }

    #[test]
    fn faults_of_the_record_that_counts_are_told_field_by_field() {
        bad("v=STSv1;", Outcome::Invalid, &[P::IdMissing]);
        bad("v=STSv1; id=;", Outcome::Invalid, &[P::IdEmpty]);
        bad("v=STSv1; id=2026-06", Outcome::Invalid, &[P::IdInvalidChars]);
        bad("v=STSv1; id=a.b", Outcome::Invalid, &[P::IdInvalidChars]);
        bad(&format!("v=STSv1; id={}", "1".repeat(33)), Outcome::Invalid, &[P::IdTooLong]);
        bad("v=STSv1; ID=1", Outcome::Invalid, &[P::IdCase]);
        bad("v=STSv1; id: 1", Outcome::Invalid, &[P::IdDelimiterWrong]);
        bad("v=STSv1; id = 1", Outcome::Invalid, &[P::IdDelimiterWrong]);
        bad("v=STSv1; id=1;; note", Outcome::Invalid, &[P::FieldSyntax, P::FieldSyntax]);
        bad("v=STSv1; id=1; a=b=c", Outcome::Invalid, &[P::FieldSyntax]);
        bad("v=STSv1; id=1 ", Outcome::Invalid, &[P::TrailingSpace]);
        bad("v=STSv1; id=１", Outcome::Invalid, &[P::NonAscii]);
        bad("v=STSv1; id=2026-06; id=1", Outcome::Invalid, &[P::IdInvalidChars, P::IdDuplicate]);
    }

    #[test]
    fn a_record_that_does_not_count_is_told_why_it_comes_close() {
        bad("v=STS1; id=1", Outcome::None, &[P::VersionWrong]);
        bad("v=STSv12; id=1", Outcome::None, &[P::VersionWrong]);
        bad("v=TLSRPTv1; rua=x", Outcome::None, &[P::VersionWrong]);
        bad("v=stsv1; id=1", Outcome::None, &[P::VersionCase]);
        bad("id=1; v=STSv1;", Outcome::None, &[P::VersionNotFirst]);
        bad(" v=STSv1; id=1", Outcome::None, &[P::LeadingJunk]);
        bad("\u{feff}v=STSv1; id=1", Outcome::None, &[P::LeadingJunk]);
        bad("\"v=STSv1; id=1\"", Outcome::None, &[P::Quoted]);
        bad("v=STSv1\\; id=1", Outcome::None, &[P::EscapedSemicolon]);
        bad("v=STSv1 id=1", Outcome::None, &[P::SemicolonMissing]);
        bad("v=STSv1", Outcome::None, &[P::SemicolonMissing]);
        bad("v=STSv1； id=1", Outcome::None, &[P::NonAscii]);
        bad("v=spf1 -all", Outcome::None, &[]);
        bad("v=", Outcome::None, &[]);
        bad("", Outcome::None, &[]);
    }

    #[test]
    fn only_records_that_begin_exactly_are_counted() {
        assert_eq!(read(&["v=STSv1; id=1", "v=STSv1; id=1"]).outcome, Outcome::Multiple);
        assert_eq!(read(&["v=STSv1; id=1", "v=spf1 -all"]).outcome, Outcome::Valid);
        assert_eq!(read(&["v=STSv1; id=1", "v=STSv1 ; id=2"]).id(), Some("1"));
        assert_eq!(read(&["v=STSv1 ; id=1", "v=STSv1 ; id=2"]).outcome, Outcome::Multiple);
        assert_eq!(read(&[]).outcome, Outcome::None);
    }

    proptest! {
        #[test]
        fn no_octets_panic_and_every_span_lies_inside(records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..3)) {
            let reading = RecordReading::read(&records);
            for problem in &reading.problems {
                prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= records[problem.record].len());
            }
        }

        #[test]
        fn near_the_grammar_nothing_panics_either(text in "(v=STSv1|V=stsv1|v=STS1)[ ;]{0,2}((id|ID|mode|x)[ :=]{0,2}[a-z0-9-]{0,34}[; \t]{0,2}){0,3}") {
            let reading = read(&[&text]);
            prop_assert_eq!(reading.outcome == Outcome::Valid, reading.id().is_some());
        }

        #[test]
        fn the_short_way_says_what_the_long_way_says(text in "v=STSv1;[ ]{0,2}id=[a-zA-Z0-9;= .]{0,34};?[ ]?") {
            prop_assert_eq!(RecordReading::read(&[&text]), RecordReading::with_care(&[&text]));
        }

        #[test]
        fn what_is_printed_reads_as_the_same(id in "[A-Za-z0-9]{1,32}") {
            let reading = RecordReading::read(&[print_record(&id)]);
            prop_assert_eq!(reading.id(), Some(id.as_str()));
            prop_assert!(reading.problems.is_empty());
        }
    }
}
