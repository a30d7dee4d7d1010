//! The TLS reporting record (RFC 8460 §3). Without it, senders do not report mail that they refuse to deliver.

use evidence::Tlsa;
use mta_sts::{Outcome, TlsRptProblem as P};

use super::{at_most_one, prelude::*, problems::tls_rpt_problems};
use crate::facts::{
    mail::MxHost, questions::wrong_tls_rpt_names, record_presence::is_record_missing, records::TlsRptRecord,
    texts::join_character_strings,
};

rules! {
    static TLS_RPT_RULES of Stage::TlsRpt;

    /// Exactly one TXT record at _smtp._tls.DOMAIN begins with "v=TLSRPTv1;" and matches tlsrpt-record with at
    /// least one mailto: or https: rua.
    TLSRPT_OK {
        id: "tlsrpt-ok",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8460, "3")],
        args: ["names"],
        check: tlsrpt_ok,
    }
    /// No TXT record at _smtp._tls.DOMAIN begins with v=TLSRPTv1 (in any case or spelling near it), and an STS
    /// record exists.
    TLSRPT_MISSING {
        id: "tlsrpt-missing",
        severity: Warning,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3"), rfc(8461, "6")],
        args: ["name"],
        check: tlsrpt_missing,
        fix: TlsRptRecord,
    }
    /// No TLSRPT record at _smtp._tls.DOMAIN, but one beginning v=TLSRPTv1 at the domain itself, at _smtp.tls,
    /// smtp._tls, _smtp-tlsrpt, _tls or _tlsrpt under it, or at _smtp._tls.DOMAIN.DOMAIN.
    TLSRPT_WRONG_NAME {
        id: "tlsrpt-wrong-name",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["name", "found"],
        check: tlsrpt_wrong_name,
        fix: TlsRptRecord,
    }
    /// Two or more TXT records at _smtp._tls.DOMAIN begin with "v=TLSRPTv1;".
    TLSRPT_MULTIPLE {
        id: "tlsrpt-multiple",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["name", "count"],
        check: tlsrpt_multiple,
        fix: TlsRptRecord,
    }
    /// The record begins with v= and a near miss of TLSRPTv1 (v=TLSRPT1, v=tlsrptv1, v=TLS-RPTv1, v=TLSRPTv2).
    TLSRPT_VERSION_WRONG {
        id: "tlsrpt-version-wrong",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_VERSION_WRONG, P::VersionWrong),
        fix: TlsRptRecord,
    }
    /// The record starts with v=TLSRPTv1 and the next non-blank character is not a semicolon.
    TLSRPT_SEMICOLON_MISSING {
        id: "tlsrpt-semicolon-missing",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["text"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_SEMICOLON_MISSING, P::SemicolonMissing),
        fix: TlsRptRecord,
    }
    /// The TXT data itself begins or ends with a quotation mark or contains backslash-semicolon.
    TLSRPT_QUOTED {
        id: "tlsrpt-quoted",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3"), rfc(1035, "5.1")],
        args: ["text"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_QUOTED, P::Quoted),
        fix: TlsRptRecord,
    }
    /// The record has no rua field and no near miss of it.
    TLSRPT_RUA_MISSING {
        id: "tlsrpt-rua-missing",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["text"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_MISSING, P::RuaMissing),
        fix: TlsRptRecord,
    }
    /// No rua field, but a field named rau, ruf, rus, uri, RUA or similar.
    TLSRPT_RUA_TYPO {
        id: "tlsrpt-rua-typo",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_TYPO, P::RuaTypo),
        fix: TlsRptRecord,
    }
    /// A rua value is an e-mail address without mailto: (or a host without https://).
    TLSRPT_RUA_NO_SCHEME {
        id: "tlsrpt-rua-no-scheme",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_NO_SCHEME, P::RuaNoScheme),
        fix: TlsRptRecord,
    }
    /// A rua URI has a scheme other than mailto and https (e.g. http, or mailto://).
    TLSRPT_RUA_SCHEME_UNSUPPORTED {
        id: "tlsrpt-rua-scheme-unsupported",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_SCHEME_UNSUPPORTED, P::RuaSchemeUnsupported),
        fix: TlsRptRecord,
    }
    /// A field after rua begins with mailto: or https: (addresses separated by ';' instead of ','), or addresses
    /// are separated by blanks.
    TLSRPT_RUA_SEPARATOR {
        id: "tlsrpt-rua-separator",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_SEPARATOR, P::RuaSeparator),
        fix: TlsRptRecord,
    }
    /// The record has more than one rua field.
    TLSRPT_RUA_REPEATED {
        id: "tlsrpt-rua-repeated",
        severity: Warning,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_REPEATED, P::RuaRepeated),
        fix: TlsRptRecord,
    }
    /// Blanks inside a rua URI (e.g. after mailto:) or around the '='.
    TLSRPT_RUA_SPACES {
        id: "tlsrpt-rua-spaces",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_SPACES, P::RuaSpaces),
        fix: TlsRptRecord,
    }
    /// A rua URI contains an unencoded '!' (a size limit as in old DMARC is not defined here).
    TLSRPT_RUA_UNENCODED {
        id: "tlsrpt-rua-unencoded",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_UNENCODED, P::RuaUnencoded),
        fix: TlsRptRecord,
    }
    /// A mailto: or https: rua is not a URI (RFC 3986 §2: a character that is not allowed, or a percent sign without
    /// two hexadecimal digits). Or it has no mail address or several (RFC 6068 §2), or no domain or a placeholder for
    /// it.
    TLSRPT_RUA_INVALID {
        id: "tlsrpt-rua-invalid",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3"), rfc(3986, "2"), rfc(6068, "2")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_INVALID, P::RuaInvalid),
        fix: TlsRptRecord,
    }
    /// The domain of a rua ends with a dot.
    TLSRPT_RUA_FINAL_DOT {
        id: "tlsrpt-rua-final-dot",
        severity: Warning,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3"), rfc(5321, "2.3.5")],
        args: ["value"],
        check: |facts| tls_rpt_problems(facts, &TLSRPT_RUA_FINAL_DOT, P::RuaFinalDot),
        fix: TlsRptRecord,
    }
    /// The domain of a mailto: rua has no MX and no address record, or a null MX.
    TLSRPT_RUA_DOMAIN_NO_MAIL {
        id: "tlsrpt-rua-domain-no-mail",
        severity: Warning,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3"), rfc(5321, "5.1")],
        args: ["value"],
        check: tlsrpt_rua_domain_no_mail,
        shown_by: MailOfValue,
    }
    /// The host of an https: rua has no address. The check does not try whether it accepts reports.
    TLSRPT_HTTPS_ENDPOINT_FAILING {
        id: "tlsrpt-https-endpoint-failing",
        severity: Warning,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "5.4")],
        args: ["host"],
        check: tlsrpt_https_endpoint_failing,
        shown_by: HostAddresses,
    }
    /// A valid TLSRPT record exists, record-missing applies, and no MX host has TLSA records.
    TLSRPT_WITHOUT_MTA_STS {
        id: "tlsrpt-without-mta-sts",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8460, "4")],
        args: [],
        check: tlsrpt_without_mta_sts,
    }
    /// A field is not name=value under the grammar, or an address is not a URI, and no more specific finding applies.
    TLSRPT_FIELD_SYNTAX {
        id: "tlsrpt-field-syntax",
        severity: Error,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8460, "3")],
        args: ["value"],
        check: tlsrpt_field_syntax,
        fix: TlsRptRecord,
    }
}

/// Returns the record, unless the domain itself does not exist.
fn record<'c, 'a>(facts: &'c Facts<'a>) -> Option<&'c TlsRptRecord> {
    facts.tls_rpt.as_ref().filter(|_| !facts.is_gone())
}

fn at_name(facts: &Facts<'_>, rule: &'static Rule) -> Finding {
    Finding::new(rule).with_arg("name", facts.domain.tls_rpt_name())
}

fn tlsrpt_ok(facts: &Facts<'_>) -> Vec<Finding> {
    let is_harmless =
        |record: &&TlsRptRecord| record.reading.problems.iter().all(|problem| problem.kind.is_tolerable());
    let valid = record(facts).filter(|record| record.reading.outcome == Outcome::Valid).filter(is_harmless);
    at_most_one(valid.map(|record| {
        let uris: Vec<String> = record.reading.rua.iter().map(|rua| rua.uri.clone()).collect();
        Finding::new(&TLSRPT_OK).with_arg("names", uris)
    }))
}

/// Returns the answer if it has no TLS reporting record and no near miss, although an STS record exists.
fn absent<'c, 'a>(facts: &'c Facts<'a>) -> Option<&'c TlsRptRecord> {
    let in_use = facts.record.as_ref().is_some_and(|record| !record.reading.candidates.is_empty());
    record(facts)
        .filter(|record| in_use && record.reading.outcome == Outcome::None && record.reading.problems.is_empty())
}

/// Returns a name other than `_smtp._tls.<domain>` that has a text like the record's.
fn misplaced(facts: &Facts<'_>) -> Option<String> {
    let has_text = |name: &String| {
        let texts = facts.conclusive_answer(name, RecordKind::Txt).map(join_character_strings).unwrap_or_default();
        texts.iter().any(|text| text.starts_with(b"v=TLSRPTv1"))
    };
    wrong_tls_rpt_names(facts.domain).into_iter().find(has_text)
}

fn tlsrpt_missing(facts: &Facts<'_>) -> Vec<Finding> {
    let missing = absent(facts).filter(|_| misplaced(facts).is_none());
    at_most_one(missing.map(|_| at_name(facts, &TLSRPT_MISSING)))
}

fn tlsrpt_wrong_name(facts: &Facts<'_>) -> Vec<Finding> {
    let found = absent(facts).and_then(|_| misplaced(facts));
    at_most_one(found.map(|found| at_name(facts, &TLSRPT_WRONG_NAME).with_arg("found", found)))
}

fn tlsrpt_multiple(facts: &Facts<'_>) -> Vec<Finding> {
    let several = record(facts).filter(|record| record.reading.outcome == Outcome::Multiple);
    at_most_one(several.map(|record| {
        let last = record.reading.candidates.last().copied().unwrap_or_default();
        at_name(facts, &TLSRPT_MULTIPLE)
            .with_arg("count", record.reading.candidates.len())
            .with_place(record.texts.record_place(last))
    }))
}

/// Reports a report domain without MX and address records, or with a null MX.
fn tlsrpt_rua_domain_no_mail(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(record) = record(facts) else { return Vec::new() };
    let without_mail = |domain: &String| {
        facts.conclusive_answer(domain, RecordKind::Mx).is_some_and(|answer| {
            let null = answer.exchanges().any(|(_, host)| host == ".");
            let nothing =
                answer.rcode == Rcode::NXDOMAIN || (answer.records.is_empty() && facts.has_no_address(domain));
            null || nothing
        })
    };
    let dead = record.mail_domains(facts.domain).into_iter().filter(without_mail);
    dead.map(|domain| Finding::new(&TLSRPT_RUA_DOMAIN_NO_MAIL).with_arg("value", domain)).collect()
}

/// Reports a host for reports that has no address.
fn tlsrpt_https_endpoint_failing(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(record) = record(facts) else { return Vec::new() };
    let lost = record.https_hosts().into_iter().filter(|host| facts.has_no_address(host));
    lost.map(|host| Finding::new(&TLSRPT_HTTPS_ENDPOINT_FAILING).with_arg("host", host)).collect()
}

/// Reports a TLSRPT record while there is nothing that senders could report on. Every TLSA answer must have been seen.
fn tlsrpt_without_mta_sts(facts: &Facts<'_>) -> Vec<Finding> {
    let asked = record(facts).is_some_and(|record| record.reading.outcome == Outcome::Valid);
    let hosts = facts.mx_hosts();
    let bare = |host: &MxHost| {
        let answer = facts.conclusive_answer(&Tlsa::owner_name(&host.name), RecordKind::Tlsa);
        answer.is_some_and(|answer| answer.records.is_empty())
    };
    let without = asked && is_record_missing(facts) && !hosts.is_empty() && hosts.iter().all(bare);
    at_most_one(without.then(|| Finding::new(&TLSRPT_WITHOUT_MTA_STS)))
}

/// Reports any other violation of the grammar.
fn tlsrpt_field_syntax(facts: &Facts<'_>) -> Vec<Finding> {
    tls_rpt_problems(facts, &TLSRPT_FIELD_SYNTAX, P::FieldSyntax)
}
