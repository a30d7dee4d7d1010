//! The syntax of the STS record (RFC 8461 §3.1): one rule per kind of objection of the parser.

use mta_sts::RecordProblem as P;

use super::{prelude::*, with_fix};

const STAGE: Stage = Stage::Record;

rules! {
    /// A TXT record at _mta-sts.DOMAIN begins with "v=" and a version that is not exactly STSv1 even ignoring case
    /// (e.g. STS1, STSv2, TLSRPTv1).
    RECORD_VERSION_WRONG: "record-version-wrong", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_VERSION_WRONG, P::VersionWrong));
    /// The record begins with v=STSv1 in a different letter case (v=stsv1, V=STSv1, v=STSV1).
    RECORD_VERSION_CASE: "record-version-case", Error, NoPolicy, Dns,
        [rfc(8461, "3.1"), rfc(7405, "2.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_VERSION_CASE, P::VersionCase));
    /// The record contains v=STSv1 as a field, but not as the first one.
    RECORD_VERSION_NOT_FIRST: "record-version-not-first", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_VERSION_NOT_FIRST, P::VersionNotFirst));
    /// The record would begin with v=STSv1 once leading spaces, tabs, a BOM or other invisible characters are
    /// removed.
    RECORD_LEADING_JUNK: "record-leading-junk", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_LEADING_JUNK, P::LeadingJunk));
    /// The TXT data itself (after DNS decoding) begins or ends with a quotation mark.
    RECORD_QUOTED: "record-quoted", Error, NoPolicy, Dns,
        [rfc(8461, "3.1"), rfc(1035, "5.1")], ["text"],
        |case| renewed(case, case.record_findings(&RECORD_QUOTED, P::Quoted));
    /// The TXT data contains a backslash immediately before a semicolon.
    RECORD_ESCAPED_SEMICOLON: "record-escaped-semicolon", Error, NoPolicy, Dns,
        [rfc(8461, "3.1"), rfc(1035, "5.1")], ["text"],
        |case| renewed(case, case.record_findings(&RECORD_ESCAPED_SEMICOLON, P::EscapedSemicolon));
    /// The record starts with v=STSv1 and the next non-blank character is not a semicolon, or nothing follows.
    RECORD_SEMICOLON_MISSING: "record-semicolon-missing", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["text"],
        |case| renewed(case, case.record_findings(&RECORD_SEMICOLON_MISSING, P::SemicolonMissing));
    /// The record starts with v=STSv1, then blanks, then a semicolon, and otherwise matches the grammar.
    RECORD_SPACE_BEFORE_SEMICOLON: "record-space-before-semicolon", Warning, SomeSenders, Dns,
        [rfc(8461, "3.1"), ERRATUM_6285], ["text"],
        |case| renewed(case, case.record_findings(&RECORD_SPACE_BEFORE_SEMICOLON, P::SpaceBeforeSemicolon));
    /// The single STS record parses but has no field whose name is exactly "id".
    RECORD_ID_MISSING: "record-id-missing", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["text"],
        |case| renewed(case, case.record_findings(&RECORD_ID_MISSING, P::IdMissing));
    /// The id field is present with no value.
    RECORD_ID_EMPTY: "record-id-empty", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["text"],
        |case| renewed(case, case.record_findings(&RECORD_ID_EMPTY, P::IdEmpty));
    /// The id value contains a character other than A-Z, a-z, 0-9.
    RECORD_ID_INVALID_CHARS: "record-id-invalid-chars", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_ID_INVALID_CHARS, P::IdInvalidChars));
    /// The id value has more than 32 characters.
    RECORD_ID_TOO_LONG: "record-id-too-long", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value", "count"],
        |case| renewed(case, case.record_findings(&RECORD_ID_TOO_LONG, P::IdTooLong));
    /// No field named exactly "id", but one whose name equals "id" ignoring case.
    RECORD_ID_CASE: "record-id-case", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_ID_CASE, P::IdCase));
    /// More than one id field; only the first counts.
    RECORD_ID_DUPLICATE: "record-id-duplicate", Warning, SomeSenders, Dns,
        [rfc(8461, "3.2")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_ID_DUPLICATE, P::IdDuplicate));
    /// A field looks like id followed by optional blanks and ':' or by blanks around '='.
    RECORD_ID_DELIMITER_WRONG: "record-id-delimiter-wrong", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_ID_DELIMITER_WRONG, P::IdDelimiterWrong));
    /// Any other field is not name=value under the grammar: no '=', an empty field between two semicolons, a space
    /// inside a value, or a name longer than 32 characters.
    RECORD_FIELD_SYNTAX: "record-field-syntax", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_FIELD_SYNTAX, P::FieldSyntax));
    /// The record has a syntactically valid extension field that is not registered (anything but v and id) and is
    /// not one of mode, mx, max_age, rua.
    RECORD_UNKNOWN_FIELD: "record-unknown-field", Notice, Nothing, Nobody,
        [rfc(8461, "3.2"), rfc(8461, "9.2")], ["value"],
        |case| case.record_findings(&RECORD_UNKNOWN_FIELD, P::UnknownField);
    /// The record ends with blanks that do not follow a semicolon.
    RECORD_TRAILING_SPACE: "record-trailing-space", Error, SomeSenders, Dns,
        [rfc(8461, "3.1")], ["text"],
        |case| renewed(case, case.record_findings(&RECORD_TRAILING_SPACE, P::TrailingSpace));
    /// The record contains an octet outside printable ASCII and tab (curly quotes, full-width semicolon, no-break
    /// space …).
    RECORD_NON_ASCII: "record-non-ascii", Error, NoPolicy, Dns,
        [rfc(8461, "3.1")], ["value"],
        |case| renewed(case, case.record_findings(&RECORD_NON_ASCII, P::NonAscii));
}

/// The findings with a new record as their fix.
fn renewed(case: &Case<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    with_fix(findings, || repair::record(case))
}
