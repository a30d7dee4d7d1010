//! One MX host as the proxy saw it, judged as by a sender that requires verified TLS (RFC 8461 §4, §4.2).
//!
//! Each address is judged by itself. A sender tries them in turn, and one good address is enough (RFC 5321 §5.1). A
//! failure on the proxy's own side says nothing about the server.

use std::net::IpAddr;

use evidence::{
    Certificate, Connect, Dialogue, DialogueEnd, MailAttempt, MailInterruption, MailProbe, SmtpReply, Timestamp,
    TlsHandshake,
};

use super::smtp_dialogue::{ProbeResult, TlsFault, end_line, probe_result, reply_line};

/// Maximum number of addresses judged per MX host. Real hosts have far fewer.
const ADDRESS_LIMIT: usize = 16;

/// One MX host, as far as it was observed.
#[derive(Debug)]
pub(crate) struct MailServer<'a> {
    /// Lower case, without the final dot.
    pub name: String,
    /// Whether the proxy reported on it.
    pub asked: bool,
    /// The reason why the proxy observed no address.
    pub interruption: Option<&'a MailInterruption>,
    /// The time against which the dates of its certificates are checked.
    pub observed_at: Timestamp,
    /// The probe of each address.
    pub probes: Vec<AddressProbe<'a>>,
}

/// One address of an MX host.
#[derive(Debug)]
pub(crate) struct AddressProbe<'a> {
    pub address: IpAddr,
    /// Whether the proxy tried to connect to it.
    pub was_tried: bool,
    pub dialogue: Option<&'a Dialogue>,
    pub result: ProbeResult<'a>,
}

/// Whether TLS to an MX host would satisfy a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsState {
    /// STARTTLS works and the certificate is valid for the host.
    Valid,
    /// STARTTLS fails or the certificate is not valid.
    Invalid,
    /// STARTTLS is not offered.
    None,
    /// Not observed.
    Unseen,
}

impl TlsState {
    /// Returns the id for scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::None => "none",
            Self::Unseen => "unseen",
        }
    }
}

impl<'a> MailServer<'a> {
    /// Creates an MX host from its probe, if there is one. `domain` is the policy domain: a certificate for its name
    /// alone does not count. `now` is the fallback for a probe without a time of its own.
    pub fn new(name: &str, domain: &str, observation: Option<&'a MailProbe>, now: Timestamp) -> Self {
        let observed_at = Timestamp::observed_at(observation.and_then(|observation| observation.seen_at), now);
        let probe = |attempt: &'a MailAttempt| AddressProbe::new(attempt, name, domain, observed_at);
        let attempts = observation.map(|observation| observation.attempts.as_slice()).unwrap_or_default();
        Self {
            name: name.to_owned(),
            asked: observation.is_some(),
            interruption: observation.and_then(|observation| observation.interruption.as_ref()),
            observed_at,
            probes: attempts.iter().take(ADDRESS_LIMIT).map(probe).collect(),
        }
    }

    /// Returns whether TLS to it would satisfy a sender.
    pub fn tls_state(&self) -> TlsState {
        let seen: Vec<&[TlsFault]> = self.tls_results().map(|(_, faults)| faults).collect();
        if seen.is_empty() {
            TlsState::Unseen
        } else if seen.iter().any(|faults| faults.is_empty()) {
            TlsState::Valid
        } else if seen.iter().all(|faults| *faults == [TlsFault::NotOffered]) {
            TlsState::None
        } else {
            TlsState::Invalid
        }
    }

    /// Returns whether TLS at every tried address satisfies a sender with a policy. Only the Web PKI counts: DANE does
    /// not. Addresses that the proxy has no route to, or leaves out, say nothing.
    pub fn tls_everywhere(&self) -> TlsState {
        let is_unseen = |probe: &AddressProbe<'_>| probe.was_tried && !matches!(probe.result, ProbeResult::Tls(_));
        match self.tls_state() {
            TlsState::Valid if self.tls_results().any(|(_, faults)| !faults.is_empty()) => TlsState::Invalid,
            TlsState::Valid if self.probes.iter().any(is_unseen) => TlsState::Unseen,
            state => state,
        }
    }

    /// Returns the addresses at which TLS was observed, each with a sender's objections.
    pub fn tls_results(&self) -> impl Iterator<Item = (&AddressProbe<'a>, &[TlsFault])> {
        self.probes.iter().filter_map(|probe| match &probe.result {
            ProbeResult::Tls(faults) => Some((probe, faults.as_slice())),
            _ => None,
        })
    }

    /// Returns an address with this fault, if no address passes. If one passes, another rule reports that the addresses
    /// differ.
    pub fn probe_with_fault(&self, wanted: impl Fn(TlsFault) -> bool) -> Option<&AddressProbe<'a>> {
        let failing = self.tls_state() != TlsState::Valid;
        let has = |faults: &[TlsFault]| faults.iter().any(|fault| wanted(*fault));
        self.tls_results().filter(|_| failing).find(|(_, faults)| has(faults)).map(|(probe, _)| probe)
    }

    /// Returns whether its addresses differ in the objections of a sender.
    pub fn addresses_differ(&self) -> bool {
        let mut seen = self.tls_results().map(|(_, faults)| faults);
        seen.next().is_some_and(|first| seen.any(|other| other != first))
    }

    /// Returns whether no address that the proxy could try accepts a connection.
    pub fn is_silent(&self) -> bool {
        let blocked = self.interruption == Some(&MailInterruption::PortBlocked);
        let reached = self.probes.iter().any(|probe| probe.dialogue.is_some());
        !blocked && !reached && self.probes.iter().any(|probe| probe.result == ProbeResult::NoConnection)
    }

    /// Returns the reply that rejected the proxy, if nothing more was observed at any address.
    pub fn rejection(&self) -> Option<&'a SmtpReply> {
        let reply = self.probes.iter().find_map(|probe| match probe.result {
            ProbeResult::Rejected(reply) => Some(reply),
            _ => None,
        });
        reply.filter(|_| self.tls_state() == TlsState::Unseen)
    }

    /// Returns how the dialogue ended before TLS, if nothing more was observed at any address and no reply says why.
    pub fn early_end(&self) -> Option<(&'a Dialogue, &'a DialogueEnd)> {
        let end = self.probes.iter().find_map(|probe| match probe.result {
            ProbeResult::BrokenOff(end) => Some((probe.dialogue?, end)),
            _ => None,
        });
        end.filter(|_| self.tls_state() == TlsState::Unseen && self.rejection().is_none())
    }

    /// Returns the leaf certificates that its addresses presented.
    pub fn leaf_certificates(&self) -> impl Iterator<Item = &'a Certificate> {
        self.probes.iter().filter_map(AddressProbe::tls).filter_map(|tls| tls.chain.first())
    }

    /// Returns the reason why nothing was observed, if the fault may be ours. It is a short text for the evidence.
    pub fn why_unseen(&self) -> Option<String> {
        if !self.asked || self.tls_state() != TlsState::Unseen || self.is_silent() {
            return None;
        }
        match self.interruption {
            Some(MailInterruption::NoSuchHost | MailInterruption::NoAddress) => {
                Some("the look-up of the mail server did not succeed there".into())
            }
            Some(MailInterruption::LookupFailed { detail }) => Some(detail.clone()),
            Some(MailInterruption::PortBlocked) => Some("outgoing connections to port 25 are blocked there".into()),
            Some(MailInterruption::NotConnected) => Some("no route to this address family".into()),
            None => Some(self.why_untried()),
        }
    }
}

impl MailServer<'_> {
    /// Returns the reason why TLS was not tried in a dialogue that had started.
    fn why_untried(&self) -> String {
        match (self.rejection(), self.early_end()) {
            (Some(reply), _) => reply_line(reply),
            (None, Some((dialogue, end))) => end_line(dialogue, end),
            (None, None) => "the dialogue ended early".into(),
        }
    }
}

impl<'a> AddressProbe<'a> {
    fn new(attempt: &'a MailAttempt, host: &str, domain: &str, now: Timestamp) -> Self {
        let dialogue = attempt.dialogue.as_ref();
        let result = match attempt.connect {
            Connect::Ok => dialogue.map_or(ProbeResult::Nothing, |dialogue| probe_result(dialogue, host, domain, now)),
            Connect::Refused | Connect::Reset | Connect::Timeout | Connect::Unreachable => ProbeResult::NoConnection,
            Connect::NoRoute | Connect::NotPublic | Connect::NotTried => ProbeResult::Nothing,
        };
        let was_tried = !matches!(attempt.connect, Connect::NoRoute | Connect::NotPublic | Connect::NotTried);
        Self { address: attempt.address, was_tried, dialogue, result }
    }

    /// Returns the TLS handshake.
    pub fn tls(&self) -> Option<&'a TlsHandshake> {
        self.dialogue.and_then(|dialogue| dialogue.tls.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use evidence::{DialogueEnd, MailStage, TlsFailure, TlsVersion, Trust};

    use super::*;
    use crate::facts::certificate::{DateFault, EXPIRED, valid_handshake};

    const NOW: i64 = 1_800_000_000;

    fn reply(code: u16, lines: &[&str]) -> Option<SmtpReply> {
        Some(SmtpReply { code, lines: lines.iter().map(|&line| line.to_owned()).collect() })
    }

    fn good_tls() -> TlsHandshake {
        valid_handshake("mx1.example.com", Timestamp::from_unix(NOW - 1), Timestamp::from_unix(NOW + 1))
    }

    fn good() -> Dialogue {
        Dialogue {
            greeting: reply(220, &["mx1.example.com ESMTP"]),
            ehlo: reply(250, &["mx1.example.com", "STARTTLS"]),
            starttls: reply(220, &["go ahead"]),
            tls: Some(good_tls()),
            ..Dialogue::default()
        }
    }

    fn tls(change: impl FnOnce(&mut TlsHandshake)) -> Dialogue {
        let mut tls = good_tls();
        change(&mut tls);
        Dialogue { tls: Some(tls), ..good() }
    }

    fn attempt(connect: Connect, dialogue: Option<Dialogue>) -> MailAttempt {
        MailAttempt { address: "192.0.2.25".parse().unwrap(), connect, dialogue, elapsed_ms: 0 }
    }

    fn observation(attempts: Vec<MailAttempt>, interruption: Option<MailInterruption>) -> MailProbe {
        MailProbe { host: "mx1.example.com".into(), attempts, interruption, elapsed_ms: 0, seen_at: None, age_s: 0 }
    }

    fn weigh(observation: &MailProbe) -> MailServer<'_> {
        MailServer::new("mx1.example.com", "example.com", Some(observation), Timestamp::from_unix(NOW))
    }

    /// Returns the TLS state of a server with one address, and whether there is a reason for seeing nothing.
    fn state(dialogue: Dialogue) -> (TlsState, bool) {
        let observation = observation(vec![attempt(Connect::Ok, Some(dialogue))], None);
        let server = weigh(&observation);
        (server.tls_state(), server.why_unseen().is_some())
    }

    #[test]
    fn a_dialogue_shows_as_much_as_was_observed() {
        let closed = |stage| Some(DialogueEnd::Closed { stage });
        for (what, dialogue, expected) in [
            ("all is well", good(), (TlsState::Valid, false)),
            ("nothing was said", Dialogue::default(), (TlsState::Unseen, true)),
            ("554", Dialogue { greeting: reply(554, &["no"]), ..Dialogue::default() }, (TlsState::Unseen, true)),
            ("421 to EHLO", Dialogue { ehlo: reply(421, &["later"]), ..good() }, (TlsState::Unseen, true)),
            ("no keyword", Dialogue { ehlo: reply(250, &["STARTTLS", "SIZE"]), ..good() }, (TlsState::None, false)),
            ("lower case", Dialogue { ehlo: reply(250, &["mx1", "starttls"]), ..good() }, (TlsState::Valid, false)),
            ("454", Dialogue { starttls: reply(454, &["no"]), tls: None, ..good() }, (TlsState::Invalid, false)),
            ("250 is not 220", Dialogue { starttls: reply(250, &["ok"]), ..good() }, (TlsState::Invalid, false)),
            ("no reply to STARTTLS", Dialogue { starttls: None, tls: None, ..good() }, (TlsState::Unseen, true)),
            (
                "closed after 220",
                Dialogue { tls: None, interruption: closed(MailStage::Tls), ..good() },
                (TlsState::Invalid, false),
            ),
            (
                "closed inside TLS",
                Dialogue { interruption: closed(MailStage::EhloInTls), ..good() },
                (TlsState::Valid, false),
            ),
            ("old", tls(|tls| tls.version = Some(TlsVersion::Tls11)), (TlsState::Invalid, false)),
            ("alert", tls(|tls| tls.failure = Some(TlsFailure::Alert("x".into()))), (TlsState::Invalid, false)),
            ("no certificate", tls(|tls| tls.chain.clear()), (TlsState::Invalid, false)),
            ("self-signed", tls(|tls| tls.trust = Some(Trust::SelfSigned)), (TlsState::Invalid, false)),
        ] {
            assert_eq!(state(dialogue), expected, "{what}");
        }
    }

    #[test]
    fn an_address_that_the_proxy_cannot_route_to_is_not_a_fault_of_the_server() {
        let no_route = || attempt(Connect::NoRoute, None);
        let refused = || attempt(Connect::Refused, None);
        for (what, observation, silent, unobserved) in [
            ("refused", observation(vec![refused()], Some(MailInterruption::NotConnected)), true, false),
            (
                "IPv6 not tried",
                observation(vec![refused(), no_route()], Some(MailInterruption::NotConnected)),
                true,
                false,
            ),
            ("no route", observation(vec![no_route()], Some(MailInterruption::NotConnected)), false, true),
            ("port blocked", observation(vec![refused()], Some(MailInterruption::PortBlocked)), false, true),
            ("no such host there", observation(vec![], Some(MailInterruption::NoSuchHost)), false, true),
        ] {
            let server = weigh(&observation);
            assert_eq!((server.is_silent(), server.why_unseen().is_some()), (silent, unobserved), "{what}");
            assert_eq!(server.tls_state(), TlsState::Unseen, "{what}");
        }
        let nobody_asked = MailServer::new("mx1.example.com", "example.com", None, Timestamp::from_unix(NOW));
        assert_eq!((nobody_asked.tls_state(), nobody_asked.why_unseen()), (TlsState::Unseen, None));
    }

    #[test]
    fn a_policy_needs_a_valid_certificate_at_every_address_that_was_tried() {
        let ok = |dialogue| attempt(Connect::Ok, Some(dialogue));
        let expired = || tls(|tls| tls.verifier = Some(EXPIRED.into()));
        let rejected = || Dialogue { greeting: reply(554, &["no"]), ..Dialogue::default() };
        for (what, attempts, expected) in [
            ("all good", vec![ok(good()), ok(good())], TlsState::Valid),
            ("one expired", vec![ok(good()), ok(expired())], TlsState::Invalid),
            ("one rejects", vec![ok(good()), ok(rejected())], TlsState::Unseen),
            ("one refuses", vec![ok(good()), attempt(Connect::Refused, None)], TlsState::Unseen),
            ("no route to one", vec![ok(good()), attempt(Connect::NoRoute, None)], TlsState::Valid),
            ("no route", vec![attempt(Connect::NoRoute, None)], TlsState::Unseen),
        ] {
            assert_eq!(weigh(&observation(attempts, None)).tls_everywhere(), expected, "{what}");
        }
    }

    #[test]
    fn one_good_address_is_enough_and_the_others_differ() {
        let expired = || tls(|tls| tls.verifier = Some(EXPIRED.into()));
        let plain = || Dialogue { ehlo: reply(250, &["mx1"]), ..good() };
        for (what, dialogues, state, differs, told) in [
            ("both good", [good(), good()], TlsState::Valid, false, false),
            ("one expired", [good(), expired()], TlsState::Valid, true, false),
            ("both expired", [expired(), expired()], TlsState::Invalid, false, true),
            ("expired and plain", [expired(), plain()], TlsState::Invalid, true, true),
            ("both plain", [plain(), plain()], TlsState::None, false, false),
        ] {
            let observation = observation(dialogues.map(|one| attempt(Connect::Ok, Some(one))).into(), None);
            let server = weigh(&observation);
            let expired = server.probe_with_fault(|fault| fault == TlsFault::Date(DateFault::Expired)).is_some();
            assert_eq!((server.tls_state(), server.addresses_differ(), expired), (state, differs, told), "{what}");
        }
    }
}
