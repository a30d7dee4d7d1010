//! The syntax of the STS record (RFC 8461 §3.1): one rule per kind of problem that the parser reports.

use mta_sts::RecordProblem as P;

use super::{prelude::*, problems::record_problems};

rules! {
    static RECORD_SYNTAX_RULES of Stage::Record;

    /// A TXT record at _mta-sts.DOMAIN begins with "v=" and a version that is not exactly STSv1 even ignoring case
    /// (e.g. STS1, STSv2, TLSRPTv1).
    RECORD_VERSION_WRONG {
        id: "record-version-wrong",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_VERSION_WRONG, P::VersionWrong),
        fix: StsRecord,
    }
    /// The record begins with v=STSv1 in a different letter case (v=stsv1, V=STSv1, v=STSV1).
    RECORD_VERSION_CASE {
        id: "record-version-case",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1"), rfc(7405, "2.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_VERSION_CASE, P::VersionCase),
        fix: StsRecord,
        senders: [Accepts: [Mailauth]],
    }
    /// The record contains v=STSv1 as a field, but not as the first one.
    RECORD_VERSION_NOT_FIRST {
        id: "record-version-not-first",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_VERSION_NOT_FIRST, P::VersionNotFirst),
        fix: StsRecord,
    }
    /// The record would begin with v=STSv1 once leading spaces, tabs, a BOM or other invisible characters are
    /// removed.
    RECORD_LEADING_JUNK {
        id: "record-leading-junk",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_LEADING_JUNK, P::LeadingJunk),
        fix: StsRecord,
    }
    /// The TXT data itself (after DNS decoding) begins or ends with a quotation mark.
    RECORD_QUOTED {
        id: "record-quoted",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1"), rfc(1035, "5.1")],
        args: ["text"],
        check: |facts| record_problems(facts, &RECORD_QUOTED, P::Quoted),
        fix: StsRecord,
    }
    /// The TXT data contains a backslash immediately before a semicolon.
    RECORD_ESCAPED_SEMICOLON {
        id: "record-escaped-semicolon",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1"), rfc(1035, "5.1")],
        args: ["text"],
        check: |facts| record_problems(facts, &RECORD_ESCAPED_SEMICOLON, P::EscapedSemicolon),
        fix: StsRecord,
    }
    /// The record starts with v=STSv1 and the next non-blank character is not a semicolon, or nothing follows.
    RECORD_SEMICOLON_MISSING {
        id: "record-semicolon-missing",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["text"],
        check: |facts| record_problems(facts, &RECORD_SEMICOLON_MISSING, P::SemicolonMissing),
        fix: StsRecord,
    }
    /// The record starts with v=STSv1, then blanks, then a semicolon, and otherwise matches the grammar.
    RECORD_SPACE_BEFORE_SEMICOLON {
        id: "record-space-before-semicolon",
        severity: Warning,
        effect: SomeSenders,
        owner: Dns,
        citations: [rfc(8461, "3.1"), ERRATUM_6285],
        args: ["text"],
        check: |facts| record_problems(facts, &RECORD_SPACE_BEFORE_SEMICOLON, P::SpaceBeforeSemicolon),
        fix: StsRecord,
        senders: [Accepts: [PostfixTlspol, PostfixMtaStsResolver]],
    }
    /// The single STS record parses but has no field whose name is exactly "id".
    RECORD_ID_MISSING {
        id: "record-id-missing",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["text"],
        check: |facts| record_problems(facts, &RECORD_ID_MISSING, P::IdMissing),
        fix: StsRecord,
        senders: [Accepts: [Chasquid], Rejects: [PostfixTlspol, Mox]],
    }
    /// The id field is present with no value.
    RECORD_ID_EMPTY {
        id: "record-id-empty",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["text"],
        check: |facts| record_problems(facts, &RECORD_ID_EMPTY, P::IdEmpty),
        fix: StsRecord,
        senders: [Accepts: [Chasquid], Rejects: [PostfixTlspol, Mox]],
    }
    /// The id value contains a character other than A-Z, a-z, 0-9.
    RECORD_ID_INVALID_CHARS {
        id: "record-id-invalid-chars",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_ID_INVALID_CHARS, P::IdInvalidChars),
        fix: StsRecord,
        senders: [Accepts: [PostfixMtaStsResolver, Chasquid], Rejects: [PostfixTlspol, Mox]],
    }
    /// The id value has more than 32 characters.
    RECORD_ID_TOO_LONG {
        id: "record-id-too-long",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value", "count"],
        check: |facts| record_problems(facts, &RECORD_ID_TOO_LONG, P::IdTooLong),
        fix: StsRecord,
        senders: [Accepts: [PostfixMtaStsResolver, Chasquid], Rejects: [PostfixTlspol, Mox]],
    }
    /// No field named exactly "id", but one whose name equals "id" ignoring case.
    RECORD_ID_CASE {
        id: "record-id-case",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_ID_CASE, P::IdCase),
        fix: StsRecord,
    }
    /// More than one id field; only the first counts.
    RECORD_ID_DUPLICATE {
        id: "record-id-duplicate",
        severity: Warning,
        effect: SomeSenders,
        owner: Dns,
        citations: [rfc(8461, "3.2")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_ID_DUPLICATE, P::IdDuplicate),
        fix: StsRecord,
    }
    /// A field looks like id followed by optional blanks and ':' or by blanks around '='.
    RECORD_ID_DELIMITER_WRONG {
        id: "record-id-delimiter-wrong",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_ID_DELIMITER_WRONG, P::IdDelimiterWrong),
        fix: StsRecord,
    }
    /// Any other field is not name=value under the grammar: no '=', an empty field between two semicolons, a space
    /// inside a value, or a name longer than 32 characters.
    RECORD_FIELD_SYNTAX {
        id: "record-field-syntax",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_FIELD_SYNTAX, P::FieldSyntax),
        fix: StsRecord,
    }
    /// The record has a syntactically valid extension field that is not registered (anything but v and id) and is
    /// not one of mode, mx, max_age, rua.
    RECORD_UNKNOWN_FIELD {
        id: "record-unknown-field",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.2"), rfc(8461, "9.2")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_UNKNOWN_FIELD, P::UnknownField),
    }
    /// The record ends with blanks that do not follow a semicolon.
    RECORD_TRAILING_SPACE {
        id: "record-trailing-space",
        severity: Error,
        effect: SomeSenders,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["text"],
        check: |facts| record_problems(facts, &RECORD_TRAILING_SPACE, P::TrailingSpace),
        fix: StsRecord,
    }
    /// The record contains an octet outside printable ASCII and tab (curly quotes, full-width semicolon, no-break
    /// space …).
    RECORD_NON_ASCII {
        id: "record-non-ascii",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.1")],
        args: ["value"],
        check: |facts| record_problems(facts, &RECORD_NON_ASCII, P::NonAscii),
        fix: StsRecord,
    }
}
