//! Mail servers in a world file, and the result of probing them.

use std::{collections::BTreeMap, net::IpAddr};

use evidence::{
    Certificate, Connect, Dialogue, DialogueEnd, Digests, DnsQuestion, LegacyTls, MailAttempt, MailInterruption,
    MailProbe, MailStage, Rcode, RecordKind, SmtpReply, Timestamp, TlsHandshake, TlsVersion, Tlsa, WithoutSni,
};
use serde::{Deserialize, Serialize};

use super::{
    Tls, World,
    https::{connect_outcome, ok},
    octets::tlsa_association,
};
use crate::{
    facts::tlsa::to_hex,
    rule::Rule,
    rules::{MX_CERT_EXPIRED, MX_CERT_SELF_SIGNED, MX_CONNECT_FAILED, MX_STARTTLS_MISSING},
};

/// One mail server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpHost {
    /// Result of connecting: `ok`, `refused`, `timeout`, …, or `blocked-by-prober` if the prober's network blocks port
    /// 25.
    #[serde(default = "ok")]
    pub connect: String,
    /// The greeting; a default one if absent. Empty if the server closes the connection instead.
    #[serde(default)]
    pub greeting: Option<String>,
    /// The EHLO keywords.
    #[serde(default)]
    pub ehlo: Vec<String>,
    /// The reply to STARTTLS.
    #[serde(default)]
    pub starttls: Option<String>,
    /// Its TLS.
    #[serde(default)]
    pub tls: Option<Tls>,
    /// Addresses with another result, by the id of the finding.
    #[serde(default)]
    pub per_address: BTreeMap<IpAddr, String>,
}

impl SmtpHost {
    /// Returns the server as it behaves at one of its addresses.
    #[must_use]
    pub fn at_address(&self, address: IpAddr) -> Self {
        let mut server = self.clone();
        let Some(found) = server.per_address.remove(&address) else { return server };
        let is = |rule: &Rule| rule.id == found;
        if is(&MX_CONNECT_FAILED) {
            server.connect = "refused".into();
        } else if is(&MX_STARTTLS_MISSING) {
            server.ehlo.retain(|keyword| keyword != "STARTTLS");
        } else if let Some(tls) = &mut server.tls {
            if is(&MX_CERT_EXPIRED) {
                tls.not_after = Some("-1d".into());
            } else if is(&MX_CERT_SELF_SIGNED) {
                tls.chain = Some("self-signed".into());
            }
        }
        server
    }

    fn attempt(&self, world: &World, host: &str, address: IpAddr, now: Timestamp) -> MailAttempt {
        let server = self.at_address(address);
        let connect = connect_outcome(&server.connect);
        let dialogue = (connect == Connect::Ok).then(|| server.dialogue(world, host, now));
        MailAttempt { address, connect, dialogue, elapsed_ms: 0 }
    }

    /// Returns the dialogue, as far as the server allows it.
    fn dialogue(&self, world: &World, host: &str, now: Timestamp) -> Dialogue {
        if self.greeting.as_deref() == Some("") {
            let interruption = Some(DialogueEnd::Closed { stage: MailStage::Greeting });
            return Dialogue { interruption, incomplete_reply_bytes: Some(0), ..Dialogue::default() };
        }
        let greeting = reply(self.greeting.as_deref().unwrap_or("220 ESMTP"));
        let mut dialogue = Dialogue { greeting: Some(greeting), ..Dialogue::default() };
        if dialogue.greeting.as_ref().is_some_and(SmtpReply::is_positive) {
            dialogue.ehlo = Some(self.ehlo(host, false));
        }
        if dialogue.ehlo.as_ref().is_some_and(|ehlo| ehlo.offers_extension("STARTTLS")) {
            dialogue.starttls = Some(reply(self.starttls.as_deref().unwrap_or("220 2.0.0 Ready to start TLS")));
        }
        if let (Some(220), Some(tls)) = (dialogue.starttls.as_ref().map(|reply| reply.code), &self.tls) {
            self.shake_hands(&mut dialogue, tls, world, host, now);
        }
        dialogue
    }

    fn shake_hands(&self, dialogue: &mut Dialogue, tls: &Tls, world: &World, host: &str, now: Timestamp) {
        let mut shown = TlsHandshake { alpn: None, ..tls.observation(now) };
        let tlsa = world.dns_answer(&DnsQuestion { name: Tlsa::owner_name(host), kind: RecordKind::Tlsa });
        if let Some(leaf) = shown.chain.first_mut() {
            let fitting = tls.tlsa_match.unwrap_or(false).then(|| tlsa.tlsa().next()).flatten();
            identify(leaf, host, fitting);
        }
        if shown.failure.is_none() {
            dialogue.ehlo_in_tls = Some(self.ehlo(host, true));
            dialogue.without_sni = Some(if tls.sni_required { WithoutSni::Refused } else { WithoutSni::Completed });
            let old = if tls.accepts_old { LegacyTls::Accepted(TlsVersion::Tls11) } else { LegacyTls::Refused };
            dialogue.old_tls = Some(old);
        }
        dialogue.tls = Some(shown);
    }

    /// Returns the reply to EHLO: name and keywords (RFC 5321 §4.1.1.1). Inside TLS, it does not offer STARTTLS again
    /// (RFC 3207 §4.2).
    fn ehlo(&self, host: &str, secured: bool) -> SmtpReply {
        let offered = |keyword: &&String| !(secured && keyword.eq_ignore_ascii_case("STARTTLS"));
        let keywords = self.ehlo.iter().filter(offered).cloned();
        SmtpReply { code: 250, lines: [host.to_owned()].into_iter().chain(keywords).collect() }
    }
}

/// Returns a single-line reply. An invalid code counts as 0.
fn reply(line: &str) -> SmtpReply {
    let (code, text) = line.split_once([' ', '-']).unwrap_or((line, ""));
    SmtpReply { code: code.parse().unwrap_or_default(), lines: vec![text.to_owned()] }
}

impl World {
    /// Returns the result of probing an MX host in this world, or `None` if the world does not describe the host.
    #[must_use]
    pub fn mail_observation(&self, host: &str, now: Timestamp) -> Option<MailProbe> {
        let server = self.smtp.get(host)?;
        let answers =
            [RecordKind::A, RecordKind::Aaaa].map(|kind| self.dns_answer(&DnsQuestion { name: host.to_owned(), kind }));
        let addresses = answers.iter().flat_map(|answer| answer.addresses());
        let attempts: Vec<MailAttempt> = addresses.map(|address| server.attempt(self, host, address, now)).collect();
        let connected = attempts.iter().any(|attempt| attempt.connect == Connect::Ok);
        let interruption = if server.connect == "blocked-by-prober" {
            Some(MailInterruption::PortBlocked)
        } else if connected {
            None
        } else if !attempts.is_empty() {
            Some(MailInterruption::NotConnected)
        } else if answers[0].rcode == Rcode::NXDOMAIN {
            Some(MailInterruption::NoSuchHost)
        } else {
            Some(MailInterruption::NoAddress)
        };
        let seen_at = Some(now.unix_seconds());
        Some(MailProbe { host: host.to_owned(), attempts, interruption, elapsed_ms: 0, seen_at, age_s: 0 })
    }
}

/// Adds digests to a certificate: those of made-up octets, or those that a TLSA record expects.
fn identify(leaf: &mut Certificate, host: &str, fitting: Option<&Tlsa>) {
    let digest = |selector, matching| to_hex(&tlsa_association(host, selector, matching));
    let mut digests = Digests { sha512: digest(0, 2), key_sha256: digest(1, 1), key_sha512: digest(1, 2) };
    leaf.sha256 = digest(0, 1);
    if let Some(tlsa) = fitting {
        let expected = to_hex(&tlsa.data.0);
        match (tlsa.selector, tlsa.matching) {
            (0, 1) => leaf.sha256 = expected,
            (0, 2) => digests.sha512 = expected,
            (1, 1) => digests.key_sha256 = expected,
            (1, 2) => digests.key_sha512 = expected,
            _ => {}
        }
    }
    leaf.digests = Some(digests);
}
