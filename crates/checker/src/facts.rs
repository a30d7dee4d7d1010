//! The evidence of one domain, read once for rules and advice. Built anew for every judgement; holds no state.

pub(crate) mod certificate;
pub(crate) mod coverage;
pub(crate) mod dane;
pub(crate) mod delegation;
pub(crate) mod history;
pub(crate) mod host;
pub(crate) mod mail;
pub(crate) mod mail_server;
pub(crate) mod place;
pub(crate) mod policy_file;
pub(crate) mod policy_reach;
pub(crate) mod provider;
pub(crate) mod questions;
pub(crate) mod record_presence;
pub(crate) mod records;
pub(crate) mod smtp_dialogue;
pub(crate) mod texts;
pub(crate) mod tlsa;
pub(crate) mod txt_use;

use std::net::IpAddr;

use evidence::{DnsAnswer, Evidence, RecordKind, Timestamp};
use mta_sts::{Domain, Mode, Outcome};

use coverage::Coverage;
use history::EarlierPolicy;
use host::PolicyHost;
use mail::{MailRouting, MxHost, is_private};
use mail_server::MailServer;
use policy_file::{PolicyFile, PolicyInForce};
use questions::MX_LIMIT;
use records::{StsRecord, TlsRptRecord};

/// One domain's evidence, as rules see it. Unseen facts are `None`, and rules that need them stay quiet.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The policy domain.
    pub domain: &'a Domain,
    /// Every question and answer of the check.
    pub seen: &'a Evidence,
    /// Time of the check, by the checker's clock; the age of a remembered policy is measured against it. Observations carry their
    /// own time.
    pub now: Timestamp,
    /// The TXT records at `_mta-sts`, if their presence or absence is certain.
    pub(crate) record: Option<StsRecord<'a>>,
    /// The TXT records at `_smtp._tls`, likewise.
    pub(crate) tls_rpt: Option<TlsRptRecord>,
    /// The policy host.
    pub(crate) host: PolicyHost<'a>,
    /// The policy file, if one was fetched as a sender would.
    pub(crate) policy: Option<PolicyFile<'a>>,
    /// Where mail to the domain goes.
    pub(crate) mail: MailRouting,
    /// MX hosts against the policy, if both are known.
    pub(crate) coverage: Option<Coverage>,
    /// The policies that earlier checks saw, the oldest first.
    pub(crate) earlier_policies: Vec<EarlierPolicy<'a>>,
    /// The MX hosts that are looked at, in order of preference.
    pub(crate) servers: Vec<MailServer<'a>>,
}

impl<'a> Facts<'a> {
    /// Reads the evidence.
    #[must_use]
    pub fn new(domain: &'a Domain, seen: &'a Evidence) -> Self {
        let mail = MailRouting::from_evidence(domain, seen);
        let host = PolicyHost::new(domain, seen);
        let policy = host.policy_body().map(PolicyFile::new);
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

    /// The probe of each MX host; excludes hosts that DNS already shows to be unreachable.
    fn mail_servers(&self) -> Vec<MailServer<'a>> {
        let server = |host: MxHost| {
            let observation = self.seen.mail_probe(&host.name).filter(|_| !self.is_unreachable(&host.name));
            MailServer::new(&host.name, self.domain.as_str(), observation, self.now)
        };
        self.mx_hosts().into_iter().take(MX_LIMIT).map(server).collect()
    }

    /// An MX host, if it is among those that are looked at.
    pub(crate) fn mail_server(&self, name: &str) -> Option<&MailServer<'a>> {
        self.servers.iter().find(|server| server.name == name)
    }

    /// A DNS answer whose emptiness means something.
    pub(crate) fn conclusive_answer(&self, name: &str, kind: RecordKind) -> Option<&'a DnsAnswer> {
        self.seen.dns_answer(name, kind).filter(|answer| answer.is_conclusive())
    }

    /// The addresses of a name, if at least one of the two answers is known.
    pub(crate) fn known_addresses(&self, name: &str) -> Option<Vec<IpAddr>> {
        let answers = [RecordKind::A, RecordKind::Aaaa].map(|kind| self.conclusive_answer(name, kind));
        let any = answers.iter().any(Option::is_some);
        any.then(|| answers.into_iter().flatten().flat_map(DnsAnswer::addresses).collect())
    }

    /// Both address answers of a name are known, and both are empty.
    pub(crate) fn has_no_address(&self, name: &str) -> bool {
        [RecordKind::A, RecordKind::Aaaa]
            .iter()
            .all(|kind| self.conclusive_answer(name, *kind).is_some_and(|answer| answer.records.is_empty()))
    }

    /// Whether no sender can connect to this MX host: it is not a host name, has no address, or only private ones.
    pub(crate) fn is_unreachable(&self, host: &str) -> bool {
        let private =
            |addresses: Vec<IpAddr>| !addresses.is_empty() && addresses.into_iter().all(|a| self.is_private(a));
        host.parse::<IpAddr>().is_ok() || self.has_no_address(host) || self.known_addresses(host).is_some_and(private)
    }

    /// The MX hosts, including an implicit one; empty if the domain receives no mail or the hosts are unknown.
    pub(crate) fn mx_hosts(&self) -> Vec<MxHost> {
        match &self.mail {
            MailRouting::Hosts { hosts, .. } => hosts.clone(),
            MailRouting::Implicit => vec![MxHost { preference: 0, name: self.domain.to_string() }],
            MailRouting::Unknown | MailRouting::NoDomain | MailRouting::Null | MailRouting::NoAddress => Vec::new(),
        }
    }

    /// Whether no sender can reach this address. Addresses that the check counts as public are reachable.
    pub(crate) fn is_private(&self, address: IpAddr) -> bool {
        is_private(address) && !self.seen.allowed.iter().any(|network| network.contains(&address))
    }

    /// The domain does not exist: nothing else matters.
    pub(crate) fn is_gone(&self) -> bool {
        self.mail == MailRouting::NoDomain
    }

    /// Something at `_mta-sts` is, or was meant to be, an STS record.
    pub(crate) fn record_attempted(&self) -> bool {
        self.record
            .as_ref()
            .is_some_and(|record| !record.reading.candidates.is_empty() || !record.reading.problems.is_empty())
    }

    /// Whether faults of policy host and file matter: a record exists or is unknown, or a policy is served anyway. Otherwise the
    /// domain does not use MTA-STS, and its web server does not matter.
    pub(crate) fn policy_matters(&self) -> bool {
        !self.is_gone() && (self.record.is_none() || self.record_attempted() || self.has_complete_policy())
    }

    /// A policy is served that a tolerant sender could apply.
    pub(crate) fn has_complete_policy(&self) -> bool {
        self.policy.as_ref().is_some_and(|policy| policy.reading.is_complete())
    }

    /// The policy, if a tolerant sender could apply it; the basis of coverage and mode.
    pub(crate) fn complete_policy(&self) -> Option<&PolicyFile<'a>> {
        self.policy.as_ref().filter(|policy| policy.reading.is_complete())
    }

    /// The mode of a policy that a tolerant sender could apply.
    pub(crate) fn policy_mode(&self) -> Option<Mode> {
        self.complete_policy().and_then(|policy| policy.reading.policy.mode).map(|mode| mode.value)
    }

    /// The policy, if record and file are both valid by themselves. A policy served to browsers only does not count: hardly any
    /// sender gets it.
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

    /// Where a valid record outside of the domain is kept, if it is delegated.
    pub(crate) fn delegated_record(&self) -> Option<&'a str> {
        let record = self.record.as_ref().filter(|record| record.reading.outcome == Outcome::Valid)?;
        record.answer.chain.last().map(String::as_str).filter(|target| !Domain::is_under(target, self.domain.as_str()))
    }

    /// The required CNAME target of the policy host, if the record leads to this name; only a target that was looked up and has
    /// addresses.
    pub(crate) fn host_half(&self, record_target: &str) -> Option<String> {
        let target = delegation::host_half(record_target)?;
        self.known_addresses(&target).is_some_and(|addresses| !addresses.is_empty()).then_some(target)
    }

    /// The required CNAME target of the record, if the policy host leads to an operator that also keeps records.
    pub(crate) fn record_half(&self) -> Option<&'static str> {
        self.host.cname_chain().iter().find_map(|target| delegation::record_half(target))
    }
}
