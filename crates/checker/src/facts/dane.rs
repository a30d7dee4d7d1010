//! What DNS says about DANE for the MX hosts of a domain (RFC 7672 §2, RFC 7671 §7), and whether the servers fit.

use evidence::{Rcode, RecordKind, Tlsa};

use super::{
    Facts,
    mail_server::{MailServer, TlsState},
    tlsa::{Usability, any_fits, usability},
};

/// What DNS says about DANE for one MX host.
pub(crate) enum Published<'a> {
    /// It was not seen.
    Unknown,
    /// The look-up fails, and that of the addresses is verified: a sender may not go on (RFC 7672 §2.1.2).
    Failed,
    /// No TLSA record.
    Absent,
    /// Records that DNSSEC does not protect: senders pass them by (RFC 7672 §2.2).
    Insecure,
    /// Protected records of a host whose addresses are not protected (RFC 7672 §2.2.2).
    AddressesInsecure,
    /// Protected records, none of which SMTP can use, and all of them for that they are meant for other protocols.
    Pkix,
    /// Protected records, none of which can be used.
    Unusable,
    /// Those of the protected records that can be used.
    Usable(Vec<&'a Tlsa>),
}

impl Published<'_> {
    pub const fn is_usable(&self) -> bool {
        matches!(self, Self::Usable(_))
    }

    pub const fn is_protected(&self) -> bool {
        matches!(self, Self::Usable(_) | Self::Pkix | Self::Unusable)
    }
}

/// Every MX host that is looked at, and what is published for it.
pub(crate) fn hosts<'a, 'b>(facts: &'b Facts<'a>) -> impl Iterator<Item = (&'b MailServer<'a>, Published<'a>)> {
    facts.servers.iter().map(|server| (server, published(facts, &server.name)))
}

/// The name at which the TLSA records of an MX host count: at the end of a secure chain of aliases if there are any, else at the
/// host itself (RFC 7671 §7).
pub(crate) fn tlsa_name(facts: &Facts<'_>, host: &str) -> String {
    Tlsa::owner_name(base(facts, host))
}

/// The end of the chain of aliases that begins at this host.
pub(crate) fn alias_of<'a>(facts: &Facts<'a>, host: &str) -> Option<&'a str> {
    let known = [RecordKind::A, RecordKind::Aaaa].map(|kind| facts.known(host, kind));
    known.into_iter().flatten().find_map(|answer| answer.chain.last()).map(String::as_str)
}

/// The same, if DNSSEC protects the chain and the addresses at its end.
pub(crate) fn secure_alias_of<'a>(facts: &Facts<'a>, host: &str) -> Option<&'a str> {
    alias_of(facts, host).filter(|end| *end != host && has_protected_address(facts, host))
}

fn base<'b>(facts: &Facts<'b>, host: &'b str) -> &'b str {
    secure_alias_of(facts, host).filter(|end| counts_at(facts, host, end)).unwrap_or(host)
}

/// Whether what is published at the end of a secure chain stands before what is published at the alias.
fn counts_at(facts: &Facts<'_>, host: &str, end: &str) -> bool {
    let there = published_at(facts, host, end);
    there.is_protected() || matches!(there, Published::Failed)
}

fn published<'a>(facts: &Facts<'a>, host: &str) -> Published<'a> {
    published_at(facts, host, base(facts, host))
}

/// What is published at one of the names of a host.
fn published_at<'a>(facts: &Facts<'a>, host: &str, base: &str) -> Published<'a> {
    let Some(answer) = facts.seen.dns(&Tlsa::owner_name(base), RecordKind::Tlsa) else { return Published::Unknown };
    if answer.rcode == Rcode::SERVFAIL && !answer.has_extended_error(&[15, 16, 17, 18]) {
        return if has_protected_address(facts, host) { Published::Failed } else { Published::Unknown };
    }
    let records: Vec<&Tlsa> = answer.tlsa().collect();
    if !answer.is_conclusive() {
        Published::Unknown
    } else if records.is_empty() {
        Published::Absent
    } else if !answer.authenticated {
        Published::Insecure
    } else if !has_protected_address(facts, host) {
        Published::AddressesInsecure
    } else {
        protected(&records)
    }
}

fn protected<'a>(records: &[&'a Tlsa]) -> Published<'a> {
    let usable: Vec<&Tlsa> = records.iter().copied().filter(|record| usability(record) == Usability::Usable).collect();
    if !usable.is_empty() {
        Published::Usable(usable)
    } else if records.iter().all(|record| usability(record) == Usability::Pkix) {
        Published::Pkix
    } else {
        Published::Unusable
    }
}

/// Every address answer that has records is verified, and there is one.
fn has_protected_address(facts: &Facts<'_>, host: &str) -> bool {
    let known = [RecordKind::A, RecordKind::Aaaa].map(|kind| facts.known(host, kind));
    let mut with_records = known.into_iter().flatten().filter(|answer| !answer.records.is_empty()).peekable();
    with_records.peek().is_some() && with_records.all(|answer| answer.authenticated)
}

pub(crate) fn is_mx_protected(facts: &Facts<'_>) -> bool {
    facts.known(facts.domain.as_str(), RecordKind::Mx).is_some_and(|answer| answer.authenticated)
}

/// Whether the records fit what every address of the server shows; `None` if that was not seen.
pub(crate) fn fits(facts: &Facts<'_>, server: &MailServer<'_>, published: &Published<'_>) -> Option<bool> {
    let Published::Usable(records) = published else { return None };
    let names = [base(facts, &server.name), server.name.as_str(), facts.domain.as_str()];
    let shown = server.probes.iter().filter_map(|probe| probe.tls()).filter(|tls| !tls.chain.is_empty());
    let answers: Vec<Option<bool>> = shown.map(|tls| any_fits(records, tls, &names, server.observed_at)).collect();
    if answers.contains(&Some(false)) {
        Some(false)
    } else {
        answers.into_iter().collect::<Option<Vec<bool>>>().filter(|all| !all.is_empty()).map(|_| true)
    }
}

/// Whether DANE alone says which certificates a host may show, and accepts one to which a sender with a policy would object.
pub(crate) fn accepts_alone(facts: &Facts<'_>, server: &MailServer<'_>) -> bool {
    let only_certificates =
        server.tls_results().all(|(_, faults)| faults.iter().all(|fault| fault.is_of_certificate()));
    let fits = || fits(facts, server, &published(facts, &server.name)) == Some(true);
    let alone = !facts.policy_matters() && is_mx_protected(facts);
    alone && only_certificates && server.state() == TlsState::Invalid && fits()
}

/// Whether TLS to a host would satisfy the senders that demand something of it.
pub(crate) fn tls_state(facts: &Facts<'_>, server: &MailServer<'_>) -> TlsState {
    if accepts_alone(facts, server) { TlsState::Valid } else { server.state() }
}
