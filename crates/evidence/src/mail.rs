//! Result of probing one mail server: `GET /api/v1/mx/{domain}/{host}`.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{Connect, TlsHandshake, TlsVersion};

/// One SMTP dialogue with every address of one MX host, up to STARTTLS and `QUIT` (RFC 5321, RFC 3207). It starts no
/// mail transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct MailProbe {
    /// The MX host, lower case, without the final dot.
    pub host: String,
    /// The attempts, one per address; limited in number.
    pub attempts: Vec<MailAttempt>,
    /// The reason why no address was observed, if it is not specific to one address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruption: Option<MailInterruption>,
    /// Time from the first look-up to the last octet, in milliseconds.
    pub elapsed_ms: u64,
    /// The start of the observation by the proxy's clock, in seconds since 1970-01-01T00:00:00Z. Absent in old
    /// evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<i64>,
    /// Age of a cached observation in seconds.
    #[serde(default, skip_serializing_if = "crate::is_zero")]
    pub age_s: u64,
}

/// One connection attempt to an address of an MX host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct MailAttempt {
    /// The address that the proxy resolved and checked.
    pub address: IpAddr,
    /// The result of connecting to port 25.
    pub connect: Connect,
    /// The SMTP dialogue, if the connection succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<Dialogue>,
    /// Time from the connection attempt to the end of the dialogue, in milliseconds.
    #[serde(default)]
    pub elapsed_ms: u64,
}

/// One SMTP dialogue, as far as it went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Dialogue {
    /// The greeting (RFC 5321 §3.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<SmtpReply>,
    /// The answer to EHLO before TLS (RFC 5321 §4.1.1.1): its first line, then one keyword per line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ehlo: Option<SmtpReply>,
    /// The answer to HELO, tried after EHLO was unknown: 500 or 502 (RFC 5321 §3.2). Absent in old evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helo: Option<SmtpReply>,
    /// The answer to STARTTLS, if it was offered (RFC 3207 §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starttls: Option<SmtpReply>,
    /// The handshake, with the MX host's name as SNI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsHandshake>,
    /// The answer to EHLO inside TLS (RFC 3207 §4.2), which may list REQUIRETLS (RFC 8689).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ehlo_in_tls: Option<SmtpReply>,
    /// A second handshake, without SNI. Not tried if the first one failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_sni: Option<WithoutSni>,
    /// A further handshake that offers nothing newer than TLS 1.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_tls: Option<LegacyTls>,
    /// The point where the dialogue ended early, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruption: Option<DialogueEnd>,
    /// Bytes of the reply that was incomplete when the connection closed or timed out; 0 if none arrived. Absent if no
    /// reply was expected, and in old evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incomplete_reply_bytes: Option<u64>,
    /// Bytes from the server that the proxy omitted here, because it keeps a limited number.
    #[serde(default, skip_serializing_if = "crate::is_zero")]
    pub omitted_bytes: u64,
}

/// Result of a handshake without SNI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum WithoutSni {
    /// The handshake completed. The certificate may be invalid.
    Completed,
    /// The server ended it, with or without an alert.
    Refused,
    /// It could not be tried: this time the connection, or SMTP before it, failed.
    Unseen,
}

/// Result of offering TLS 1.1 and older only (deprecated by RFC 8996).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "outcome", content = "version")]
pub enum LegacyTls {
    /// The server chose this version and continued.
    Accepted(TlsVersion),
    /// The server refused.
    Refused,
    /// It could not be tried: this time the connection, or SMTP before it, failed.
    Unseen,
}

/// One reply (RFC 5321 §4.2), of one or several lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct SmtpReply {
    /// The three-digit code.
    pub code: u16,
    /// The text of each line after the code. Invalid UTF-8 becomes replacement characters.
    pub lines: Vec<String>,
}

impl SmtpReply {
    /// Returns whether the server accepts the command (RFC 5321 §4.2.1): 2xx.
    #[must_use]
    pub const fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// Returns whether the server does not know the command (RFC 5321 §4.2.2): 500 or 502.
    #[must_use]
    pub const fn is_unknown_command(&self) -> bool {
        matches!(self.code, 500 | 502)
    }

    /// Returns whether an EHLO reply lists this keyword (RFC 5321 §4.1.1.1), in any case.
    #[must_use]
    pub fn offers_extension(&self, keyword: &str) -> bool {
        let keyword_of = |line: &String| line.split_ascii_whitespace().next().map(str::to_owned);
        self.lines.iter().skip(1).filter_map(keyword_of).any(|word| word.eq_ignore_ascii_case(keyword))
    }
}

/// A stage of the dialogue, in order. Each has its own deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum MailStage {
    /// Waiting for the greeting.
    Greeting,
    /// EHLO before TLS.
    Ehlo,
    /// HELO, after EHLO was unknown.
    Helo,
    /// STARTTLS.
    Starttls,
    /// The TLS handshake.
    Tls,
    /// EHLO inside TLS.
    EhloInTls,
}

/// The point where a dialogue ended early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum DialogueEnd {
    /// The deadline of this stage passed.
    Timeout {
        /// The stage.
        stage: MailStage,
    },
    /// The connection broke.
    Closed {
        /// The stage.
        stage: MailStage,
    },
    /// The reply is not SMTP, or exceeds the proxy's limits on replies. The detail says which.
    NotSmtp {
        /// The stage.
        stage: MailStage,
        /// The fault in words, for the evidence.
        detail: String,
    },
}

/// The reason why an MX host was not observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum MailInterruption {
    /// The MX host's name does not exist (NXDOMAIN).
    NoSuchHost,
    /// The name exists, but has no address.
    NoAddress,
    /// The proxy's own look-up failed. This says nothing about the domain.
    LookupFailed {
        /// What went wrong, for the evidence.
        detail: String,
    },
    /// No connection to any address succeeded; see the attempts.
    NotConnected,
    /// No connection to any address succeeded, and the proxy can reach no mail server at all. Its own network blocks
    /// port 25. This says nothing about the domain.
    PortBlocked,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_count_only_after_the_greeting_line() {
        let lines = ["STARTTLS greets you", "SIZE 100", "starttls"].map(str::to_owned).to_vec();
        let reply = SmtpReply { code: 250, lines };
        assert!(reply.offers_extension("STARTTLS"));
        assert!(reply.offers_extension("size"));
        assert!(!reply.offers_extension("100"));
        assert!(!SmtpReply { code: 250, lines: vec!["STARTTLS".into()] }.offers_extension("STARTTLS"));
    }
}
