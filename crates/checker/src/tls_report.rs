//! The names of failures in senders' TLS reports (RFC 8460 §4.3).

/// Returns the `result-type` under which senders report what a rule about a mail server finds. Returns `None` if
/// senders report nothing, or do not agree.
#[must_use]
pub fn tls_report_result(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "mx-starttls-missing" | "mx-starttls-refused" => "starttls-not-supported",
        "mx-cert-expired" => "certificate-expired",
        "mx-cert-not-yet-valid"
        | "mx-cert-self-signed"
        | "mx-cert-untrusted-ca"
        | "mx-cert-chain-incomplete"
        | "dane-passes-sts-fails" => "certificate-not-trusted",
        "mx-cert-name-mismatch" | "mx-cert-names-domain-only" | "mx-cert-wildcard-depth" | "mx-cert-cn-only" => {
            "certificate-host-mismatch"
        }
        "mx-tls-handshake-failed" | "mx-tls-version-old" | "dane-tlsa-mismatch" => "validation-failure",
        "dane-tlsa-lookup-failed" => "dnssec-invalid",
        _ => return None,
    })
}
