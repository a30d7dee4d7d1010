//! The TLS reporting record (RFC 8460 §3): without it nobody hears of refused mail.

use evidence::Tlsa;
use mta_sts::{Outcome, TlsRptProblem as P};

use super::{one, prelude::*, record::is_record_missing, with_fix};
use crate::{
    case::{MxHost, TlsRptCase, joined},
    plan::{WRONG_TLS_RPT_PREFIXES, report_hosts, report_targets},
};

const STAGE: Stage = Stage::TlsRpt;

rules! {
    /// Exactly one TXT record at _smtp._tls.DOMAIN begins with "v=TLSRPTv1;" and matches tlsrpt-record with at
    /// least one mailto: or https: rua.
    TLSRPT_OK: "tlsrpt-ok", Pass, Nothing, Nobody,
        [rfc(8460, "3")], ["names"],
        tlsrpt_ok;
    /// No TXT record at _smtp._tls.DOMAIN begins with v=TLSRPTv1 (in any case or spelling near it), and an STS
    /// record exists.
    TLSRPT_MISSING: "tlsrpt-missing", Warning, NoReports, Dns,
        [rfc(8460, "3"), rfc(8461, "6")], ["name"],
        tlsrpt_missing;
    /// No TLSRPT record at _smtp._tls.DOMAIN, but one beginning v=TLSRPTv1 at _tlsrpt, _smtp-tls, _tls, _smtp._tcp,
    /// smtp._tls or _smtp_tls under the domain.
    TLSRPT_WRONG_NAME: "tlsrpt-wrong-name", Error, NoReports, Dns,
        [rfc(8460, "3")], ["name", "found"],
        tlsrpt_wrong_name;
    /// Two or more TXT records at _smtp._tls.DOMAIN begin with "v=TLSRPTv1;".
    TLSRPT_MULTIPLE: "tlsrpt-multiple", Error, NoReports, Dns,
        [rfc(8460, "3")], ["name", "count"],
        tlsrpt_multiple;
    /// The record begins with v= and a near miss of TLSRPTv1 (v=TLSRPT1, v=tlsrptv1, v=TLS-RPTv1, v=TLSRPTv2).
    TLSRPT_VERSION_WRONG: "tlsrpt-version-wrong", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_VERSION_WRONG, P::VersionWrong));
    /// The record starts with v=TLSRPTv1 and the next non-blank character is not a semicolon.
    TLSRPT_SEMICOLON_MISSING: "tlsrpt-semicolon-missing", Error, NoReports, Dns,
        [rfc(8460, "3")], ["text"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_SEMICOLON_MISSING, P::SemicolonMissing));
    /// The TXT data itself begins or ends with a quotation mark or contains backslash-semicolon.
    TLSRPT_QUOTED: "tlsrpt-quoted", Error, NoReports, Dns,
        [rfc(8460, "3"), rfc(1035, "5.1")], ["text"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_QUOTED, P::Quoted));
    /// The record has no rua field and no near miss of it.
    TLSRPT_RUA_MISSING: "tlsrpt-rua-missing", Error, NoReports, Dns,
        [rfc(8460, "3")], ["text"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_MISSING, P::RuaMissing));
    /// No rua field, but a field named rau, ruf, rus, uri, RUA or similar.
    TLSRPT_RUA_TYPO: "tlsrpt-rua-typo", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_TYPO, P::RuaTypo));
    /// A rua value is an e-mail address without mailto: (or a host without https://).
    TLSRPT_RUA_NO_SCHEME: "tlsrpt-rua-no-scheme", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_NO_SCHEME, P::RuaNoScheme));
    /// A rua URI has a scheme other than mailto and https (e.g. http, or mailto://).
    TLSRPT_RUA_SCHEME_UNSUPPORTED: "tlsrpt-rua-scheme-unsupported", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_SCHEME_UNSUPPORTED, P::RuaSchemeUnsupported));
    /// A field after rua begins with mailto: or https: (addresses separated by ';' instead of ','), or addresses
    /// are separated by blanks.
    TLSRPT_RUA_SEPARATOR: "tlsrpt-rua-separator", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_SEPARATOR, P::RuaSeparator));
    /// Blanks inside a rua URI (e.g. after mailto:) or around the '='.
    TLSRPT_RUA_SPACES: "tlsrpt-rua-spaces", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_SPACES, P::RuaSpaces));
    /// A rua URI contains an unencoded '!' (a size limit as in old DMARC is not defined here).
    TLSRPT_RUA_UNENCODED: "tlsrpt-rua-unencoded", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_UNENCODED, P::RuaUnencoded));
    /// A mailto: or https: rua is no URI (RFC 3986 §2: a character that is not allowed, or a percent sign without two
    /// hexadecimal digits), holds no mail address or more than one (RFC 6068 §2), or has no domain or a placeholder for it.
    TLSRPT_RUA_INVALID: "tlsrpt-rua-invalid", Error, NoReports, Dns,
        [rfc(8460, "3"), rfc(3986, "2"), rfc(6068, "2")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_INVALID, P::RuaInvalid));
    /// The domain of a rua ends with a dot.
    TLSRPT_RUA_FINAL_DOT: "tlsrpt-rua-final-dot", Warning, NoReports, Dns,
        [rfc(8460, "3"), rfc(5321, "2.3.5")], ["value"],
        |case| renewed(case, case.tls_rpt_findings(&TLSRPT_RUA_FINAL_DOT, P::RuaFinalDot));
    /// The domain of a mailto: rua has no MX and no address record, or a null MX.
    TLSRPT_RUA_DOMAIN_NO_MAIL: "tlsrpt-rua-domain-no-mail", Warning, NoReports, Dns,
        [rfc(8460, "3"), rfc(5321, "5.1")], ["value"],
        tlsrpt_rua_domain_no_mail;
    /// The host of an https: rua has no address. Whether it takes reports is not tried.
    TLSRPT_HTTPS_ENDPOINT_FAILING: "tlsrpt-https-endpoint-failing", Warning, NoReports, Dns,
        [rfc(8460, "5.4")], ["host"],
        tlsrpt_https_endpoint_failing;
    /// A valid TLSRPT record exists, record-missing applies, and no MX host has TLSA records.
    TLSRPT_WITHOUT_MTA_STS: "tlsrpt-without-mta-sts", Notice, Nothing, Nobody,
        [rfc(8460, "4")], [],
        tlsrpt_without_mta_sts;
    /// A field is not name=value under the grammar, or an address is no URI, and no more specific finding applies.
    TLSRPT_FIELD_SYNTAX: "tlsrpt-field-syntax", Error, NoReports, Dns,
        [rfc(8460, "3")], ["value"],
        tlsrpt_field_syntax;
}

/// The record, unless the domain itself does not exist.
fn record<'c, 'a>(case: &'c Case<'a>) -> Option<&'c TlsRptCase<'a>> {
    case.tls_rpt.as_ref().filter(|_| !case.is_gone())
}

fn at_name(case: &Case<'_>, rule: &'static Rule) -> Finding {
    Finding::of(rule).with("name", case.domain.tls_rpt_name())
}

fn tlsrpt_ok(case: &Case<'_>) -> Vec<Finding> {
    let is_harmless =
        |record: &&TlsRptCase<'_>| record.reading.problems.iter().all(|problem| problem.kind.is_tolerable());
    let valid = record(case).filter(|record| record.reading.outcome == Outcome::Valid).filter(is_harmless);
    one(valid.map(|record| {
        let uris: Vec<String> = record.reading.rua.iter().map(|rua| rua.uri.clone()).collect();
        Finding::of(&TLSRPT_OK).with("names", uris)
    }))
}

/// No record, and none that comes close, although an STS record exists.
fn absent<'c, 'a>(case: &'c Case<'a>) -> Option<&'c TlsRptCase<'a>> {
    let in_use = case.record.as_ref().is_some_and(|record| !record.reading.candidates.is_empty());
    record(case)
        .filter(|record| in_use && record.reading.outcome == Outcome::None && record.reading.problems.is_empty())
}

/// A name other than `_smtp._tls.<domain>` that has what looks like the record.
fn misplaced(case: &Case<'_>) -> Option<String> {
    let names = WRONG_TLS_RPT_PREFIXES.iter().map(|prefix| format!("{prefix}{}", case.domain));
    let has_text = |name: &String| {
        let texts = case.known(name, RecordKind::Txt).map(joined).unwrap_or_default();
        texts.iter().any(|text| text.starts_with(b"v=TLSRPTv1"))
    };
    names.into_iter().find(has_text)
}

fn tlsrpt_missing(case: &Case<'_>) -> Vec<Finding> {
    let missing = absent(case).filter(|_| misplaced(case).is_none());
    one(missing.map(|_| at_name(case, &TLSRPT_MISSING).fix(repair::tls_rpt(case))))
}

fn tlsrpt_wrong_name(case: &Case<'_>) -> Vec<Finding> {
    let found = absent(case).and_then(|_| misplaced(case));
    one(found.map(|found| at_name(case, &TLSRPT_WRONG_NAME).with("found", found).fix(repair::tls_rpt(case))))
}

fn tlsrpt_multiple(case: &Case<'_>) -> Vec<Finding> {
    let several = record(case).filter(|record| record.reading.outcome == Outcome::Multiple);
    one(several.map(|record| {
        let last = record.reading.candidates.last().copied().unwrap_or_default();
        at_name(case, &TLSRPT_MULTIPLE)
            .with("count", record.reading.candidates.len())
            .at(record.texts.whole(last))
            .fix(repair::tls_rpt(case))
    }))
}

/// A report domain without MX and address, or with a null MX.
fn tlsrpt_rua_domain_no_mail(case: &Case<'_>) -> Vec<Finding> {
    let Some(record) = record(case) else { return Vec::new() };
    let without_mail = |domain: &String| {
        case.known(domain, RecordKind::Mx).is_some_and(|answer| {
            let null = answer.exchanges().any(|(_, host)| host == ".");
            let nothing = answer.rcode == Rcode::NXDOMAIN || (answer.records.is_empty() && case.has_no_address(domain));
            null || nothing
        })
    };
    let dead = report_targets(case.domain, record.answer).into_iter().filter(without_mail);
    dead.map(|domain| Finding::of(&TLSRPT_RUA_DOMAIN_NO_MAIL).with("value", domain)).collect()
}

/// A host that reports are posted to, and that cannot be found.
fn tlsrpt_https_endpoint_failing(case: &Case<'_>) -> Vec<Finding> {
    let Some(record) = record(case) else { return Vec::new() };
    let lost = report_hosts(record.answer).into_iter().filter(|host| case.has_no_address(host));
    lost.map(|host| Finding::of(&TLSRPT_HTTPS_ENDPOINT_FAILING).with("host", host)).collect()
}

/// Reports are asked for, and there is nothing yet that they could report on. Every TLSA answer must have been seen.
fn tlsrpt_without_mta_sts(case: &Case<'_>) -> Vec<Finding> {
    let asked = record(case).is_some_and(|record| record.reading.outcome == Outcome::Valid);
    let hosts = case.mx_hosts();
    let bare = |host: &MxHost| {
        let answer = case.known(&Tlsa::owner_name(&host.name), RecordKind::Tlsa);
        answer.is_some_and(|answer| answer.records.is_empty())
    };
    let without = asked && is_record_missing(case) && !hosts.is_empty() && hosts.iter().all(bare);
    one(without.then(|| Finding::of(&TLSRPT_WITHOUT_MTA_STS)))
}

/// Any other violation of the grammar.
fn tlsrpt_field_syntax(case: &Case<'_>) -> Vec<Finding> {
    renewed(case, case.tls_rpt_findings(&TLSRPT_FIELD_SYNTAX, P::FieldSyntax))
}

/// The findings with a record put right as their fix.
fn renewed(case: &Case<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    with_fix(findings, || repair::tls_rpt(case))
}
