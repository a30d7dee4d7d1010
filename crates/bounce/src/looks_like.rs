//! Texts that are not bounces, and belong in another tool.

use crate::form::Pattern;

/// The kind of a text that is not a bounce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LooksLike {
    /// A policy file (RFC 8461 §3.2).
    Policy,
    /// A TXT record: STS (RFC 8461 §3.1) or TLS reporting (RFC 8460 §3).
    Record,
    /// A TLS report (RFC 8460 §4), or a message that contains one.
    TlsReport,
    /// A DMARC aggregate report (RFC 7489 §7.2), or a message that contains one.
    DmarcReport,
}

impl LooksLike {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Policy, Self::Record, Self::TlsReport, Self::DmarcReport];

    /// Returns its name in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Record => "record",
            Self::TlsReport => "tls-report",
            Self::DmarcReport => "dmarc-report",
        }
    }
}

/// Reports may contain words of bounces, so the start of a text identifies them.
static TLS_REPORT: Pattern =
    Pattern::new(r#"(?s)^\s*[\[{].*"(?:organization-name|report-id|policy-type|result-type)"\s*:"#);
static DMARC_REPORT: Pattern =
    Pattern::new(r"(?is)^\s*<(?:\?xml|feedback|!--).*<(?:report_metadata|policy_published)\b");
static TLS_MAIL: Pattern =
    Pattern::new(r"(?im)^Content-Type:\s*(?:application/tlsrpt\+|multipart/report[^\n]*(?:\r?\n[ \t][^\n]*)*tlsrpt)");
static DMARC_MAIL: Pattern =
    Pattern::new(r#"(?im)^[^\n]*\bname\*?=(?:"|utf-8'')?[a-z0-9._-]+(?:!|%21)[a-z0-9._-]+(?:!|%21)\d+(?:!|%21)\d+"#);

static RECORD: Pattern = Pattern::new(r"(?i)\bv\s*=\s*(?:STSv1|TLSRPTv1)\b");
static POLICY: Pattern = Pattern::new(r"(?im)^\s*version\s*:\s*STSv1\b");
static POLICY_LINES: Pattern = Pattern::new(r"(?ims)^\s*mode\s*:\s*(?:enforce|testing|none)\s*$.*^\s*max_age\s*:\s*\d");

/// Bytes within which a report must be identified.
const MAX_HEAD_BYTES: usize = 4096;

/// Recognises reports, and messages that contain them.
pub(crate) fn recognise_report(raw: &[u8], texts: &[String]) -> Option<LooksLike> {
    let raw = String::from_utf8_lossy(&raw[..raw.len().min(MAX_HEAD_BYTES)]);
    let heads = || texts.iter().map(|text| head(text)).chain([raw.as_ref()]);
    if TLS_MAIL.is_match(&raw) || heads().any(|head| TLS_REPORT.is_match(head)) {
        Some(LooksLike::TlsReport)
    } else if DMARC_MAIL.is_match(&raw) || heads().any(|head| DMARC_REPORT.is_match(head)) {
        Some(LooksLike::DmarcReport)
    } else {
        None
    }
}

/// Recognises published texts: policy file and records.
pub(crate) fn recognise_published(texts: &[String]) -> Option<LooksLike> {
    let any = |pattern: &Pattern| texts.iter().any(|text| pattern.is_match(head(text)));
    if any(&POLICY) || any(&POLICY_LINES) { Some(LooksLike::Policy) } else { any(&RECORD).then_some(LooksLike::Record) }
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_HEAD_BYTES)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain;

    #[test]
    fn a_text_for_another_tool_is_recognised() {
        use LooksLike::{DmarcReport, Policy, Record, TlsReport};
        for (text, looks_like) in [
            ("version: STSv1\r\nmode: enforce\r\nmx: mx1.kestrel.test\r\nmax_age: 604800\r\n", Some(Policy)),
            ("mode: testing\nmx: *.kestrel.test\nmax_age: 86400\n", Some(Policy)),
            ("_mta-sts.kestrel.test. 300 IN TXT \"v=STSv1; id=20260101;\"", Some(Record)),
            ("v=TLSRPTv1; rua=mailto:tls@kestrel.test", Some(Record)),
            (
                "{\"organization-name\":\"Larkspur\",\"policies\":[{\"policy\":{\"policy-type\":\"sts\"}}]}",
                Some(TlsReport),
            ),
            (
                "{\n \"report-id\": \"1\", \"policies\": [{\"failure-details\": [{\"failure-reason-code\": \"Remote certificate \
                 failed MTA-STS validation. Reason: UntrustedRoot\"}]}]}",
                Some(TlsReport),
            ),
            (
                "From: a@larkspur.example\nContent-Type: multipart/report;\n report-type=\"tlsrpt\"; boundary=\"b\"\n\n--b--\n",
                Some(TlsReport),
            ),
            ("<?xml version=\"1.0\"?>\n<feedback><report_metadata/><policy_published/></feedback>", Some(DmarcReport)),
            (
                "From: a@larkspur.example\nContent-Type: application/gzip;\n name=\"larkspur.example!kestrel.test!1767571200!1767657600.xml.gz\"\n\nH4s=\n",
                Some(DmarcReport),
            ),
            ("v=spf1 -all", None),
            ("Dear help desk, my mail does not arrive.", None),
            ("", None),
        ] {
            let explanation = explain(text.as_bytes());
            assert_eq!((explanation.looks_like, explanation.messages.len()), (looks_like, 0), "{text}");
        }
    }
}
