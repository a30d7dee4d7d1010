//! The facts about one domain, derived once from the evidence for rules and advice. They are built anew for every
//! judgement and hold no state.

pub(crate) mod certificate;
pub(crate) mod coverage;
pub(crate) mod dane;
pub(crate) mod delegation;
pub(crate) mod history;
pub(crate) mod host;
pub(crate) mod mail;
pub(crate) mod mail_server;
pub(crate) mod policy_file;
pub(crate) mod policy_reach;
pub(crate) mod provider;
pub(crate) mod questions;
pub(crate) mod record_presence;
pub(crate) mod records;
pub(crate) mod smtp_dialogue;
pub(crate) mod text_location;
pub(crate) mod texts;
pub(crate) mod tlsa;
pub(crate) mod txt_use;

use std::net::IpAddr;

use evidence::{DnsAnswer, Evidence, RecordKind, Timestamp};
use mta_sts::{Domain, Mode, Outcome, PolicyReading};

use coverage::Coverage;
use history::EarlierPolicy;
use host::PolicyHost;
use mail::{MailRouting, MxHost, is_private};
use mail_server::MailServer;
use policy_file::{PolicyFile, PolicyInForce};
use questions::MX_LIMIT;
use records::{StsRecord, TlsRptRecord};

/// The facts about one domain, as rules see them. Unobserved facts are `None`, and rules that need them report nothing.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The policy domain.
    pub domain: &'a Domain,
    /// Every question and answer of the check.
    pub seen: &'a Evidence,
    /// The time of the check, by the checker's clock. The age of a cached policy is measured against it. Observations
    /// carry their own time.
    pub now: Timestamp,
    /// The TXT records at `_mta-sts`, if their presence or absence is certain.
    pub(crate) record: Option<StsRecord<'a>>,
    /// The TXT records at `_smtp._tls`, on the same condition.
    pub(crate) tls_rpt: Option<TlsRptRecord>,
    /// The policy host.
    pub(crate) host: PolicyHost<'a>,
    /// The policy file, if it was fetched as a sender would fetch it.
    pub(crate) policy: Option<PolicyFile<'a>>,
    /// The routing of mail to the domain.
    pub(crate) mail: MailRouting,
    /// The comparison of MX hosts and policy, if both are known.
    pub(crate) coverage: Option<Coverage>,
    /// The policies that earlier checks saw, oldest first.
    pub(crate) earlier_policies: Vec<EarlierPolicy<'a>>,
    /// The MX hosts that the check examines, in order of preference.
    pub(crate) servers: Vec<MailServer<'a>>,
}

impl<'a> Facts<'a> {
    /// Derives the facts from the evidence.
    #[must_use]
    pub fn new(domain: &'a Domain, seen: &'a Evidence) -> Self {
        Self::with_reader(domain, seen, PolicyReading::read)
    }

    /// Derives the facts from evidence whose policy is a text that a person pasted.
    pub(crate) fn of_pasted_policy(domain: &'a Domain, seen: &'a Evidence) -> Self {
        Self::with_reader(domain, seen, PolicyReading::read_pasted)
    }

    fn with_reader(domain: &'a Domain, seen: &'a Evidence, read: fn(&[u8]) -> PolicyReading) -> Self {
        let mail = MailRouting::from_evidence(domain, seen);
        let host = PolicyHost::new(domain, seen);
        let policy = host.policy_body().map(|body| PolicyFile::new(body, read(body)));
        let mut facts = Self {
            domain,
            seen,
            now: seen.started,
            record: StsRecord::new(domain, seen),
            tls_rpt: TlsRptRecord::new(domain, seen),
            host,
            policy,
            mail,
            coverage: None,
            earlier_policies: EarlierPolicy::from_evidence(seen),
            servers: Vec::new(),
        };
        facts.coverage = Coverage::from_facts(&facts);
        facts.servers = facts.mail_servers();
        facts
    }

    /// Returns each examined MX host with its probe. Ignores the probe of a host that DNS shows to be unreachable.
    fn mail_servers(&self) -> Vec<MailServer<'a>> {
        let server = |host: MxHost| {
            let observation = self.seen.mail_probe(&host.name).filter(|_| !self.is_unreachable(&host.name));
            MailServer::new(&host.name, self.domain.as_str(), observation, self.now)
        };
        self.mx_hosts().into_iter().take(MX_LIMIT).map(server).collect()
    }

    /// Returns an MX host, if it is among those that the check examines.
    pub(crate) fn mail_server(&self, name: &str) -> Option<&MailServer<'a>> {
        self.servers.iter().find(|server| server.name == name)
    }

    /// Returns the DNS answer for a name and type, if it is conclusive.
    pub(crate) fn conclusive_answer(&self, name: &str, kind: RecordKind) -> Option<&'a DnsAnswer> {
        self.seen.dns_answer(name, kind).filter(|answer| answer.is_conclusive())
    }

    /// Returns the addresses of a name, if at least one of the two answers is known.
    pub(crate) fn known_addresses(&self, name: &str) -> Option<Vec<IpAddr>> {
        let answers = [RecordKind::A, RecordKind::Aaaa].map(|kind| self.conclusive_answer(name, kind));
        let any = answers.iter().any(Option::is_some);
        any.then(|| answers.into_iter().flatten().flat_map(DnsAnswer::addresses).collect())
    }

    /// Returns whether both address answers of a name are known and empty.
    pub(crate) fn has_no_address(&self, name: &str) -> bool {
        [RecordKind::A, RecordKind::Aaaa]
            .iter()
            .all(|kind| self.conclusive_answer(name, *kind).is_some_and(|answer| answer.records.is_empty()))
    }

    /// Returns whether no sender can connect to this MX host: it is an IP address, has no address, or has only private
    /// ones.
    pub(crate) fn is_unreachable(&self, host: &str) -> bool {
        let private =
            |addresses: Vec<IpAddr>| !addresses.is_empty() && addresses.into_iter().all(|a| self.is_private(a));
        host.parse::<IpAddr>().is_ok() || self.has_no_address(host) || self.known_addresses(host).is_some_and(private)
    }

    /// Returns the MX hosts, including an implicit one. Empty if the domain receives no mail or the hosts are unknown.
    pub(crate) fn mx_hosts(&self) -> Vec<MxHost> {
        match &self.mail {
            MailRouting::Hosts { hosts, .. } => hosts.clone(),
            MailRouting::Implicit => vec![MxHost { preference: 0, name: self.domain.to_string() }],
            MailRouting::Unknown | MailRouting::NoDomain | MailRouting::Null | MailRouting::NoAddress => Vec::new(),
        }
    }

    /// Returns whether no sender can reach this address. Private networks that the check treats as public are
    /// reachable.
    pub(crate) fn is_private(&self, address: IpAddr) -> bool {
        is_private(address) && !self.seen.allowed.iter().any(|network| network.contains(&address))
    }

    /// Returns whether the domain does not exist. Nothing else matters then.
    pub(crate) fn is_gone(&self) -> bool {
        self.mail == MailRouting::NoDomain
    }

    /// Returns whether a text at `_mta-sts` is, or was meant to be, an STS record.
    pub(crate) fn record_attempted(&self) -> bool {
        self.record
            .as_ref()
            .is_some_and(|record| !record.reading.candidates.is_empty() || !record.reading.problems.is_empty())
    }

    /// Returns whether faults of policy host and file matter: a record exists or is unknown, or a policy is served
    /// anyway. Otherwise the domain does not use MTA-STS, and its web server does not matter.
    pub(crate) fn policy_matters(&self) -> bool {
        !self.is_gone() && (self.record.is_none() || self.record_attempted() || self.has_complete_policy())
    }

    /// Returns whether the host serves a policy that a tolerant sender could apply.
    pub(crate) fn has_complete_policy(&self) -> bool {
        self.policy.as_ref().is_some_and(|policy| policy.reading.is_complete())
    }

    /// Returns the policy, if a tolerant sender could apply it. Coverage and mode are based on it.
    pub(crate) fn complete_policy(&self) -> Option<&PolicyFile<'a>> {
        self.policy.as_ref().filter(|policy| policy.reading.is_complete())
    }

    /// Returns the mode of a policy that a tolerant sender could apply.
    pub(crate) fn policy_mode(&self) -> Option<Mode> {
        self.complete_policy().and_then(|policy| policy.reading.policy.mode).map(|mode| mode.value)
    }

    /// Returns the policy, if record and file are both valid by themselves. A policy served only to browsers does not
    /// count, because hardly any sender gets it.
    pub(crate) fn policy_in_force(&self) -> Option<PolicyInForce> {
        if self.host.kept_for_browsers().is_some() {
            return None;
        }
        let id = self.record.as_ref()?.id()?.to_owned();
        let reading = &self.policy.as_ref().filter(|policy| policy.reading.is_valid())?.reading;
        Some(PolicyInForce {
            id,
            mode: reading.policy.mode?.value,
            max_age: reading.policy.max_age?.value,
            mx: reading.policy.mx.iter().map(|line| line.pattern.to_string()).collect(),
        })
    }

    /// Returns the CNAME target of a valid record, if it lies outside the domain.
    pub(crate) fn delegated_record(&self) -> Option<&'a str> {
        let record = self.record.as_ref().filter(|record| record.reading.outcome == Outcome::Valid)?;
        record.answer.chain.last().map(String::as_str).filter(|target| !Domain::is_under(target, self.domain.as_str()))
    }

    /// Returns the CNAME target that the policy host needs if the record points to this name. The target must have been
    /// looked up and have addresses.
    pub(crate) fn host_half(&self, record_target: &str) -> Option<String> {
        let target = delegation::host_half(record_target)?;
        self.known_addresses(&target).is_some_and(|addresses| !addresses.is_empty()).then_some(target)
    }

    /// Returns the CNAME target that the record needs, if the policy host points to an operator that also publishes
    /// records.
    pub(crate) fn record_half(&self) -> Option<&'static str> {
        self.host.cname_chain().iter().find_map(|target| delegation::record_half(target))
    }
}
