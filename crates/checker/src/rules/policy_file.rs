//! The policy file as a whole and its lines (RFC 8461 §3.2).

use mta_sts::{Foreign, LineEnds, PatternProblem, PolicyProblem as P};

use super::{mended, one, prelude::*};

const STAGE: Stage = Stage::Policy;

rules! {
    /// The body matches the corrected policy grammar: version, mode and max_age present once, at least one mx
    /// unless mode is none.
    POLICY_OK: "policy-ok", Pass, Nothing, Nobody,
        [rfc(8461, "3.2")], [],
        policy_ok;
    /// Status 200 and the body is empty or only white space.
    POLICY_EMPTY: "policy-empty", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_EMPTY, P::Empty));
    /// Status 200 and the body starts (after blanks/BOM) with '<' and contains `<html`, `<!doctype` or `<body`, and
    /// no challenge page is recognised.
    POLICY_BODY_IS_HTML: "policy-body-is-html", Error, NoPolicy, WebHost,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_BODY_IS_HTML, P::Html));
    /// The body starts with v=STSv1.
    POLICY_TXT_RECORD_IN_FILE: "policy-txt-record-in-file", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["value"],
        |case| mended(case, case.policy_findings(&POLICY_TXT_RECORD_IN_FILE, P::TxtRecord));
    /// The body is JSON, XML, YAML with mx as a list, one address of a file, an SPF, DMARC or TLS reporting record, or
    /// records of a zone.
    POLICY_OTHER_FORMAT: "policy-other-format", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["format"],
        policy_other_format;
    /// The body begins with the octets EF BB BF.
    POLICY_BOM: "policy-bom", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_BOM, P::Bom));
    /// The body is not valid UTF-8, or contains NUL octets (typical of UTF-16).
    POLICY_ENCODING_NOT_UTF8: "policy-encoding-not-utf8", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_ENCODING_NOT_UTF8, P::NotUtf8));
    /// Two or more known keys followed by a colon occur on the same line, or the body contains a literal
    /// backslash-n.
    POLICY_SINGLE_LINE: "policy-single-line", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line"],
        |case| mended(case, case.policy_findings(&POLICY_SINGLE_LINE, P::SingleLine));
    /// Lines are separated by CR without LF.
    POLICY_NEWLINE_CR: "policy-newline-cr", Error, SomeSenders, PolicyFile,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_NEWLINE_CR, P::NewlineCr));
    /// All lines end with LF rather than CRLF.
    POLICY_NEWLINE_LF: "policy-newline-lf", Pass, Nothing, Nobody,
        [rfc(8461, "3.2"), ERRATUM_6253], [],
        policy_newline_lf;
    /// Any line begins or ends with a quotation mark, or a value is enclosed in quotes.
    POLICY_QUOTED: "policy-quoted", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_QUOTED, P::Quoted));
    /// The value of version, mode or max_age ends with ';' or ','.
    POLICY_TRAILING_SEMICOLON: "policy-trailing-semicolon", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_TRAILING_SEMICOLON, P::TrailingSemicolon));
    /// A line is a known key followed by '=' instead of ':'.
    POLICY_EQUALS_INSTEAD_OF_COLON: "policy-equals-instead-of-colon", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_EQUALS_INSTEAD_OF_COLON, P::Equals));
    /// A non-empty line is not key ':' value under the grammar (no colon, or a key with characters outside letters,
    /// digits, '_', '-', '.'), and no more specific finding explains it.
    POLICY_LINE_SYNTAX: "policy-line-syntax", Error, SomeSenders, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_LINE_SYNTAX, P::LineSyntax));
    /// A line begins with '#', ';' or '//'.
    POLICY_COMMENT_LINE: "policy-comment-line", Error, SomeSenders, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_COMMENT_LINE, P::Comment));
    /// An empty line occurs anywhere except for one line end after the last field.
    POLICY_BLANK_LINE: "policy-blank-line", Error, SomeSenders, PolicyFile,
        [rfc(8461, "3.2")], ["line"],
        |case| mended(case, case.policy_findings(&POLICY_BLANK_LINE, P::Blank));
    /// A line with a known key begins with blanks.
    POLICY_LINE_LEADING_SPACE: "policy-line-leading-space", Error, SomeSenders, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_LINE_LEADING_SPACE, P::LeadingSpace));
    /// A known key is followed by blanks before the colon.
    POLICY_KEY_SPACE_BEFORE_COLON: "policy-key-space-before-colon", Error, SomeSenders, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_KEY_SPACE_BEFORE_COLON, P::SpaceBeforeColon));
    /// A key equals version, mode, mx or max_age only when case is ignored.
    POLICY_KEY_CASE: "policy-key-case", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2"), rfc(7405, "2.1")], ["line", "value", "expected"],
        |case| mended(case, case.policy_findings(&POLICY_KEY_CASE, P::KeyCase));
    /// A key that is not known is within edit distance 2 of version, mode or max_age, or 1 of mx (after lower-
    /// casing and removing '-' and '_'), and that known key is mx or is missing from the file.
    POLICY_KEY_TYPO: "policy-key-typo", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value", "expected"],
        |case| mended(case, case.policy_findings(&POLICY_KEY_TYPO, P::KeyTypo));
    /// A syntactically valid key that is not registered and not a likely typo.
    POLICY_UNKNOWN_FIELD: "policy-unknown-field", Notice, Nothing, Nobody,
        [rfc(8461, "3.2"), rfc(8461, "9.3")], ["line", "value"],
        |case| case.policy_findings(&POLICY_UNKNOWN_FIELD, P::Unknown);
    /// version, mode or max_age occurs more than once; by the standard the first counts.
    POLICY_DUPLICATE_FIELD: "policy-duplicate-field", Warning, SomeSenders, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_DUPLICATE_FIELD, P::Duplicate));
}

fn policy_ok(case: &Case<'_>) -> Vec<Finding> {
    let harmless = |kind: P| matches!(kind, P::Unknown | P::Duplicate | P::VersionNotFirst);
    let good = case.policy.as_ref().filter(|_| case.policy_matters()).is_some_and(|policy| {
        let small = policy.reading.policy.max_age.is_some_and(|age| age.value <= mta_sts::MAX_AGE_LIMIT);
        let usable = !policy.reading.problems.iter().any(|problem| problem.kind == P::Mx(PatternProblem::IpAddress));
        policy.reading.is_valid()
            && small
            && usable
            && policy.reading.problems.iter().all(|problem| harmless(problem.kind))
    });
    one(good.then(|| Finding::of(&POLICY_OK)))
}

/// Another kind of text in place of the file.
fn policy_other_format(case: &Case<'_>) -> Vec<Finding> {
    let of_kind = |foreign: Foreign| {
        let found = case.policy_findings(&POLICY_OTHER_FORMAT, P::Foreign(foreign)).into_iter();
        found.map(move |finding| finding.with("format", foreign.id()))
    };
    mended(case, Foreign::ALL.into_iter().flat_map(of_kind).collect())
}

fn policy_newline_lf(case: &Case<'_>) -> Vec<Finding> {
    let lf = case.complete_policy().is_some_and(|policy| policy.reading.line_ends == LineEnds::Lf);
    one((lf && case.policy_matters()).then(|| Finding::of(&POLICY_NEWLINE_LF)))
}
