//! TLSA records of a domain's MX hosts (RFC 7672 §2, RFC 7671 §7), and whether the servers match them.

use evidence::{Rcode, RecordKind, Tlsa};

use super::{
    Facts,
    mail_server::{MailServer, TlsState},
    tlsa::{Usability, any_fits, tlsa_usability},
};

/// The state of DANE in DNS for one MX host.
pub(crate) enum TlsaStatus<'a> {
    /// It was not observed.
    Unknown,
    /// The look-up fails while the address look-up is DNSSEC-validated. Senders must not deliver (RFC 7672 §2.1.2).
    Failed,
    /// No TLSA record.
    Absent,
    /// Records that DNSSEC does not protect. Senders ignore them (RFC 7672 §2.2).
    Insecure,
    /// DNSSEC-signed records of a host whose addresses are not signed (RFC 7672 §2.2.2).
    AddressesInsecure,
    /// DNSSEC-signed records that SMTP cannot use, because all are meant for other protocols.
    Pkix,
    /// DNSSEC-signed records, none of which senders can use.
    Unusable,
    /// The usable ones among DNSSEC-signed records.
    Usable(Vec<&'a Tlsa>),
}

impl TlsaStatus<'_> {
    pub const fn is_usable(&self) -> bool {
        matches!(self, Self::Usable(_))
    }

    pub const fn is_protected(&self) -> bool {
        matches!(self, Self::Usable(_) | Self::Pkix | Self::Unusable)
    }
}

/// Returns every examined MX host with its TLSA status.
pub(crate) fn hosts_with_tlsa_status<'a, 'b>(
    facts: &'b Facts<'a>,
) -> impl Iterator<Item = (&'b MailServer<'a>, TlsaStatus<'a>)> {
    facts.servers.iter().map(|server| (server, tlsa_status(facts, &server.name)))
}

/// Returns the name of the TLSA records that count for an MX host. They are at the end of a secure CNAME chain if
/// records count there, or else at the host itself (RFC 7671 §7).
pub(crate) fn tlsa_name(facts: &Facts<'_>, host: &str) -> String {
    Tlsa::owner_name(tlsa_base_domain(facts, host))
}

/// Returns the end of the CNAME chain that starts at this host.
pub(crate) fn alias_target<'a>(facts: &Facts<'a>, host: &str) -> Option<&'a str> {
    let known = [RecordKind::A, RecordKind::Aaaa].map(|kind| facts.conclusive_answer(host, kind));
    known.into_iter().flatten().find_map(|answer| answer.chain.last()).map(String::as_str)
}

/// Returns the end of the CNAME chain, if DNSSEC protects the chain and the addresses at its end.
pub(crate) fn secure_alias_target<'a>(facts: &Facts<'a>, host: &str) -> Option<&'a str> {
    alias_target(facts, host).filter(|target| *target != host && has_protected_address(facts, host))
}

/// Returns the TLSA base domain of an MX host (RFC 7671 §7).
fn tlsa_base_domain<'b>(facts: &Facts<'b>, host: &'b str) -> &'b str {
    secure_alias_target(facts, host).filter(|target| target_takes_precedence(facts, host, target)).unwrap_or(host)
}

/// Returns whether the TLSA records at the end of a secure chain take precedence over those at the alias.
fn target_takes_precedence(facts: &Facts<'_>, host: &str, target: &str) -> bool {
    let status = tlsa_status_at(facts, host, target);
    status.is_protected() || matches!(status, TlsaStatus::Failed)
}

fn tlsa_status<'a>(facts: &Facts<'a>, host: &str) -> TlsaStatus<'a> {
    tlsa_status_at(facts, host, tlsa_base_domain(facts, host))
}

/// Returns the TLSA status of one of a host's names.
fn tlsa_status_at<'a>(facts: &Facts<'a>, host: &str, base: &str) -> TlsaStatus<'a> {
    let Some(answer) = facts.seen.dns_answer(&Tlsa::owner_name(base), RecordKind::Tlsa) else {
        return TlsaStatus::Unknown;
    };
    if answer.rcode == Rcode::SERVFAIL && !answer.has_extended_error(&[15, 16, 17, 18]) {
        return if has_protected_address(facts, host) { TlsaStatus::Failed } else { TlsaStatus::Unknown };
    }
    let records: Vec<&Tlsa> = answer.tlsa().collect();
    if !answer.is_conclusive() {
        TlsaStatus::Unknown
    } else if records.is_empty() {
        TlsaStatus::Absent
    } else if !answer.authenticated {
        TlsaStatus::Insecure
    } else if !has_protected_address(facts, host) {
        TlsaStatus::AddressesInsecure
    } else {
        protected(&records)
    }
}

fn protected<'a>(records: &[&'a Tlsa]) -> TlsaStatus<'a> {
    let usable: Vec<&Tlsa> =
        records.iter().copied().filter(|record| tlsa_usability(record) == Usability::Usable).collect();
    if !usable.is_empty() {
        TlsaStatus::Usable(usable)
    } else if records.iter().all(|record| tlsa_usability(record) == Usability::Pkix) {
        TlsaStatus::Pkix
    } else {
        TlsaStatus::Unusable
    }
}

/// Returns whether DNSSEC validates every address answer that has records, and there is at least one.
fn has_protected_address(facts: &Facts<'_>, host: &str) -> bool {
    let known = [RecordKind::A, RecordKind::Aaaa].map(|kind| facts.conclusive_answer(host, kind));
    let mut with_records = known.into_iter().flatten().filter(|answer| !answer.records.is_empty()).peekable();
    with_records.peek().is_some() && with_records.all(|answer| answer.authenticated)
}

pub(crate) fn is_mx_protected(facts: &Facts<'_>) -> bool {
    facts.conclusive_answer(facts.domain.as_str(), RecordKind::Mx).is_some_and(|answer| answer.authenticated)
}

/// Returns whether the records match the certificates at every address of the server. Returns `None` if unobserved.
pub(crate) fn tlsa_matches(facts: &Facts<'_>, server: &MailServer<'_>, status: &TlsaStatus<'_>) -> Option<bool> {
    let TlsaStatus::Usable(records) = status else { return None };
    let names = [tlsa_base_domain(facts, &server.name), server.name.as_str(), facts.domain.as_str()];
    let shown = server.probes.iter().filter_map(|probe| probe.tls()).filter(|tls| !tls.chain.is_empty());
    let answers: Vec<Option<bool>> = shown.map(|tls| any_fits(records, tls, &names, server.observed_at)).collect();
    if answers.contains(&Some(false)) {
        Some(false)
    } else {
        answers.into_iter().collect::<Option<Vec<bool>>>().filter(|all| !all.is_empty()).map(|_| true)
    }
}

/// Returns whether the TLSA records of a host count and match the certificates it presents.
pub(crate) fn dane_matches(facts: &Facts<'_>, server: &MailServer<'_>) -> bool {
    tlsa_matches(facts, server, &tlsa_status(facts, &server.name)) == Some(true)
}

/// Returns whether DANE alone decides about a host's certificates, and accepts one that a sender with a policy would
/// reject.
pub(crate) fn only_dane_accepts(facts: &Facts<'_>, server: &MailServer<'_>) -> bool {
    let only_certificates =
        server.tls_results().all(|(_, faults)| faults.iter().all(|fault| fault.is_of_certificate()));
    let alone = !facts.policy_matters() && is_mx_protected(facts);
    alone && only_certificates && server.tls_state() == TlsState::Invalid && dane_matches(facts, server)
}

/// Returns whether TLS to a host would satisfy the senders that verify it. A certificate that DANE alone accepts is
/// valid.
pub(crate) fn tls_state(facts: &Facts<'_>, server: &MailServer<'_>) -> TlsState {
    if only_dane_accepts(facts, server) { TlsState::Valid } else { server.tls_state() }
}
