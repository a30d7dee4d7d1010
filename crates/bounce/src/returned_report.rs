//! A TLS report that was returned to its sender: the report address of a TLSRPT record does not accept mail (RFC 8460
//! §3).

use crate::{
    Basis, Check, Form, Kind, Message, Responsible, Side,
    form::Pattern,
    names::{Names, valid_domain},
    normal,
    records::Block,
};

/// The form of such a bounce. Its pattern matches a message that contains a TLS report (RFC 8460 §5.3).
pub static RETURNED_REPORT: Form = Form {
    id: "tls-report-returned",
    mta: "any",
    kind: Kind::TlsReport,
    certainty: "certain",
    rank: 40,
    responsible: Responsible::Recipient,
    side: Side::Sender,
    basis: Basis::N,
    text_id: "report-returned",
    checks: &[Check::TlsRptRecord],
    source: &["https://www.rfc-editor.org/rfc/rfc8460#section-3", "https://www.rfc-editor.org/rfc/rfc3464"],
    needles: &["tls-report-", "tlsrpt"],
    pattern: Pattern::new(r#"(?i)TLS-Report-(?:Domain|Submitter):|report-type="?tlsrpt|application/tlsrpt\+"#),
};

/// Words before a returned message that state that it was not delivered.
static FAILED: Pattern = Pattern::new(
    r#"(?im)^[> \t|]*(?:Final-Recipient|Diagnostic-Code|X-Failed-Recipients|Reporting-MTA):|report-type="?delivery-status|Undeliver(?:able|ed)|Mail Delivery (?:System|Subsystem|failed)|(?:could not|couldn't|cannot) be delivered|delivery (?:has )?failed|Delivery Status Notification|配信できません|配信不能|配送できません"#,
);

/// The policy domain of the report.
static DOMAIN: Pattern = Pattern::new(
    r"(?im)^[> \t|]*(?:TLS-Report-Domain:|Subject:[ \t]*Report[ -]Domain:)[ \t]*<?(?P<domain>[A-Za-z0-9_][A-Za-z0-9._-]*)",
);

/// Bytes within which the returned message must start.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// A returned report, if the text is a bounce of one.
pub(crate) struct ReturnedReport {
    domain: Option<String>,
}

impl ReturnedReport {
    /// Looks for a returned report after words that state a failed delivery.
    pub(crate) fn find(raw: &[u8]) -> Option<Self> {
        let text = normal::decode_text(&raw[..raw.len().min(MAX_HEAD_BYTES)]);
        let lower = text.to_ascii_lowercase();
        let (mark, failed) = (RETURNED_REPORT.find_in(&text, &lower)?, FAILED.captures(&text)?);
        let start = |found: &regex_lite::Captures<'_>| found.get(0).map(|whole| whole.start());
        let domain = DOMAIN.captures(&text).and_then(|found| valid_domain(&found["domain"]));
        (start(&failed) < start(&mark)).then_some(Self { domain })
    }

    /// Returns the message about it, with the recipient and the code that the bounce names.
    pub(crate) fn message(self, blocks: &[Block]) -> Message {
        let mut names = Names::default();
        for record in blocks.iter().flat_map(|block| &block.records).take(MAX_RECORDS) {
            names.fill_from(&Names::from_text(&record.text));
        }
        let form = &RETURNED_REPORT;
        Message {
            form,
            responsible: form.responsible,
            text_id: form.text_id,
            recipient: names.recipient,
            domain: self.domain.or(names.domain),
            mx: names.mx,
            ip: names.ip,
            code: names.code,
            reason: None,
            count: 1,
            sender_domain: None,
            is_log_line: false,
        }
    }
}

/// Maximum number of lines that are searched for the recipient.
const MAX_RECORDS: usize = 100;

#[cfg(test)]
mod tests {
    use crate::{LooksLike, explain};

    const REPORT: &str = "From: tls@larkspur.example\nTo: tlsrpt@kestrel.test\nSubject: Report Domain: kestrel.test Submitter: \
        larkspur.example Report-ID: <1@larkspur.example>\nTLS-Report-Domain: kestrel.test\nTLS-Report-Submitter: larkspur.example\n\
        MIME-Version: 1.0\nContent-Type: multipart/report; report-type=\"tlsrpt\"; boundary=\"r\"\n\n--r\nContent-Type: \
        application/tlsrpt+gzip\n\nH4s=\n--r--\n";

    fn returned(status: &str, report: &str) -> String {
        format!(
            "From: MAILER-DAEMON@larkspur.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: \
             multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nYour message could \
             not be delivered.\n\n<tlsrpt@kestrel.test>: host mx1.kestrel.test[192.0.2.25] said: {status}\n\n--b\nContent-Type: \
             message/delivery-status\n\nReporting-MTA: dns; out.larkspur.example\n\nFinal-Recipient: rfc822; \
             tlsrpt@kestrel.test\nAction: failed\nDiagnostic-Code: smtp; {status}\n\n--b\nContent-Type: \
             message/rfc822\n\n{report}\n--b--\n"
        )
    }

    #[test]
    fn a_returned_report_names_the_address_that_accepts_no_mail() {
        let explanation = explain(returned("550 5.1.1 User unknown", REPORT).as_bytes());
        let [message] = explanation.messages.as_slice() else { panic!("{explanation:?}") };
        assert_eq!((message.form.id, message.code.as_deref()), ("tls-report-returned", Some("5.1.1")));
        assert_eq!(message.recipient.as_deref(), Some("tlsrpt@kestrel.test"));
        assert_eq!(message.domain.as_deref(), Some("kestrel.test"));
        assert_eq!(explanation.looks_like, None);
    }

    #[test]
    fn a_tls_failure_ranks_above_a_returned_report() {
        let status = "450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.";
        let ids: Vec<&str> =
            explain(returned(status, REPORT).as_bytes()).messages.iter().map(|one| one.form.id).collect();
        assert_eq!(ids, ["exo-sts-mx", "tls-report-returned"]);
    }

    #[test]
    fn other_bounces_and_reports_are_not_returned_reports() {
        let dmarc = "Subject: Report Domain: kestrel.test Submitter: larkspur.example Report-ID: <1>\n\nH4s=\n";
        assert!(!explain(returned("550 5.1.1 User unknown", dmarc).as_bytes()).is_recognised());
        assert_eq!(explain(REPORT.as_bytes()).looks_like, Some(LooksLike::TlsReport));
    }
}
