//! The policy file as a whole and its lines (RFC 8461 §3.2).

use mta_sts::{Foreign, LineEnds, PatternProblem, PolicyProblem as P};

use super::{at_most_one, prelude::*, problems::policy_problems};

rules! {
    static POLICY_FILE_RULES of Stage::Policy;

    /// The body matches the corrected policy grammar: version, mode and max_age present once, at least one mx
    /// unless mode is none.
    POLICY_OK {
        id: "policy-ok",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: policy_ok,
    }
    /// Status 200 and the body is empty or only white space.
    POLICY_EMPTY {
        id: "policy-empty",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_EMPTY, P::Empty),
        fix: PolicyFile,
    }
    /// Status 200 and the body starts (after blanks/BOM) with '<' and contains `<html`, `<!doctype` or `<body`, and
    /// no challenge page is recognised.
    POLICY_BODY_IS_HTML {
        id: "policy-body-is-html",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_BODY_IS_HTML, P::Html),
        fix: PolicyFile,
    }
    /// The body starts with v=STSv1.
    POLICY_TXT_RECORD_IN_FILE {
        id: "policy-txt-record-in-file",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["value"],
        check: |facts| policy_problems(facts, &POLICY_TXT_RECORD_IN_FILE, P::TxtRecord),
        fix: PolicyFile,
    }
    /// The body is a text of another kind. Examples are JSON, XML, YAML with mx as a list, the URL of a file, an SPF,
    /// DMARC or TLS reporting record, and records of a zone.
    POLICY_OTHER_FORMAT {
        id: "policy-other-format",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["format"],
        check: policy_other_format,
        fix: PolicyFile,
    }
    /// The body begins with the octets EF BB BF.
    POLICY_BOM {
        id: "policy-bom",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_BOM, P::Bom),
        fix: PolicyFile,
    }
    /// The body is not valid UTF-8, or contains NUL octets (typical of UTF-16).
    POLICY_ENCODING_NOT_UTF8 {
        id: "policy-encoding-not-utf8",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_ENCODING_NOT_UTF8, P::NotUtf8),
        fix: PolicyFile,
    }
    /// Two or more known keys followed by a colon occur on the same line, or the body contains a literal
    /// backslash-n.
    POLICY_SINGLE_LINE {
        id: "policy-single-line",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line"],
        check: |facts| policy_problems(facts, &POLICY_SINGLE_LINE, P::SingleLine),
        fix: PolicyFile,
    }
    /// Lines are separated by CR without LF.
    POLICY_NEWLINE_CR {
        id: "policy-newline-cr",
        severity: Error,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_NEWLINE_CR, P::NewlineCr),
        fix: PolicyFile,
    }
    /// All lines end with LF rather than CRLF.
    POLICY_NEWLINE_LF {
        id: "policy-newline-lf",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.2"), ERRATUM_6253],
        args: [],
        check: policy_newline_lf,
    }
    /// Any line begins or ends with a quotation mark, or a value is enclosed in quotes.
    POLICY_QUOTED {
        id: "policy-quoted",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_QUOTED, P::Quoted),
        fix: PolicyFile,
    }
    /// The value of version, mode or max_age ends with ';' or ','.
    POLICY_TRAILING_SEMICOLON {
        id: "policy-trailing-semicolon",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_TRAILING_SEMICOLON, P::TrailingSemicolon),
        fix: PolicyFile,
    }
    /// A line is a known key followed by '=' instead of ':'.
    POLICY_EQUALS_INSTEAD_OF_COLON {
        id: "policy-equals-instead-of-colon",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_EQUALS_INSTEAD_OF_COLON, P::Equals),
        fix: PolicyFile,
    }
    /// A non-empty line is not key ':' value under the grammar (no colon, or a key with characters outside letters,
    /// digits, '_', '-', '.'), and no more specific finding explains it.
    POLICY_LINE_SYNTAX {
        id: "policy-line-syntax",
        severity: Error,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_LINE_SYNTAX, P::LineSyntax),
        fix: PolicyFile,
    }
    /// A line begins with '#', ';' or '//'.
    POLICY_COMMENT_LINE {
        id: "policy-comment-line",
        severity: Error,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_COMMENT_LINE, P::Comment),
        fix: PolicyFile,
        senders: [Accepts: [PostfixMtaStsResolver, Mailauth], Rejects: [PostfixTlspol, Mox, KumoMta]],
    }
    /// An empty line occurs anywhere except for one line end after the last field.
    POLICY_BLANK_LINE {
        id: "policy-blank-line",
        severity: Error,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line"],
        check: |facts| policy_problems(facts, &POLICY_BLANK_LINE, P::Blank),
        fix: PolicyFile,
        senders: [Accepts: [PostfixMtaStsResolver, KumoMta, Mailauth, Chasquid], Rejects: [PostfixTlspol, Mox]],
    }
    /// A line with a known key begins with blanks.
    POLICY_LINE_LEADING_SPACE {
        id: "policy-line-leading-space",
        severity: Error,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_LINE_LEADING_SPACE, P::LeadingSpace),
        fix: PolicyFile,
    }
    /// A known key is followed by blanks before the colon.
    POLICY_KEY_SPACE_BEFORE_COLON {
        id: "policy-key-space-before-colon",
        severity: Error,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_KEY_SPACE_BEFORE_COLON, P::SpaceBeforeColon),
        fix: PolicyFile,
    }
    /// A key equals version, mode, mx or max_age only when case is ignored.
    POLICY_KEY_CASE {
        id: "policy-key-case",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(7405, "2.1")],
        args: ["line", "value", "expected"],
        check: |facts| policy_problems(facts, &POLICY_KEY_CASE, P::KeyCase),
        fix: PolicyFile,
    }
    /// An unknown key is within edit distance 2 of version, mode or max_age, or 1 of mx, after lower-casing and
    /// removing '-' and '_'. That known key is mx, or is missing from the file.
    POLICY_KEY_TYPO {
        id: "policy-key-typo",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value", "expected"],
        check: |facts| policy_problems(facts, &POLICY_KEY_TYPO, P::KeyTypo),
        fix: PolicyFile,
    }
    /// A syntactically valid key is not registered and not a likely typo.
    POLICY_UNKNOWN_FIELD {
        id: "policy-unknown-field",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.2"), rfc(8461, "9.3")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_UNKNOWN_FIELD, P::Unknown),
    }
    /// version, mode or max_age occurs more than once. By the standard, the first one counts.
    POLICY_DUPLICATE_FIELD {
        id: "policy-duplicate-field",
        severity: Warning,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_DUPLICATE_FIELD, P::Duplicate),
        fix: PolicyFile,
        senders: [First: [PostfixTlspol, Mox], Last: [PostfixMtaStsResolver, Mailauth, Chasquid], Rejects: [KumoMta]],
    }
}

fn policy_ok(facts: &Facts<'_>) -> Vec<Finding> {
    let harmless = |kind: P| matches!(kind, P::Unknown | P::Duplicate | P::VersionNotFirst);
    let good = facts.policy.as_ref().filter(|_| facts.policy_matters()).is_some_and(|policy| {
        let small = policy.reading.policy.max_age.is_some_and(|age| age.value <= mta_sts::MAX_AGE_LIMIT);
        let usable = !policy.reading.problems.iter().any(|problem| problem.kind == P::Mx(PatternProblem::IpAddress));
        policy.reading.is_valid()
            && small
            && usable
            && policy.reading.problems.iter().all(|problem| harmless(problem.kind))
    });
    at_most_one(good.then(|| Finding::new(&POLICY_OK)))
}

/// Reports another kind of text in place of the file.
fn policy_other_format(facts: &Facts<'_>) -> Vec<Finding> {
    let of_kind = |foreign: Foreign| {
        let found = policy_problems(facts, &POLICY_OTHER_FORMAT, P::Foreign(foreign)).into_iter();
        found.map(move |finding| finding.with_arg("format", foreign.id()))
    };
    Foreign::ALL.into_iter().flat_map(of_kind).collect()
}

fn policy_newline_lf(facts: &Facts<'_>) -> Vec<Finding> {
    let lf = facts.complete_policy().is_some_and(|policy| policy.reading.line_ends == LineEnds::Lf);
    at_most_one((lf && facts.policy_matters()).then(|| Finding::new(&POLICY_NEWLINE_LF)))
}
