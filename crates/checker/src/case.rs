//! The evidence, read: what rules look at. Built anew for every judgement; nothing in it is state.

mod host;
mod mail;
mod texts;

use std::{cell::OnceCell, net::IpAddr};

use evidence::{DnsAnswer, Evidence, RecordKind, Timestamp};
use mta_sts::{Domain, Mode, PolicyProblem, RecordProblem, TlsRptProblem};

use crate::{
    coverage::Coverage,
    history::Past,
    mail_server::MailServer,
    plan::MX_LIMIT,
    repair,
    report::{Finding, Patch},
    rule::Rule,
};

pub(crate) use host::{HostCase, is_challenge, is_compressed};
pub(crate) use mail::{Mail, MxHost, is_private};
pub(crate) use texts::{PolicyCase, RecordCase, TlsRptCase, joined, shortened, told};

/// One domain's evidence, as rules see it. What was not seen is `None`, and rules that need it stay quiet.
#[derive(Debug)]
pub struct Case<'a> {
    /// The policy domain.
    pub domain: &'a Domain,
    /// All that was asked and answered.
    pub seen: &'a Evidence,
    /// The moment of the check, by the clock of whoever asks: what was remembered is as old as that clock says. Observations have their own.
    pub now: Timestamp,
    /// The TXT records at `_mta-sts`, if their presence or absence is certain.
    pub(crate) record: Option<RecordCase<'a>>,
    /// The TXT records at `_smtp._tls`, likewise.
    pub(crate) tls_rpt: Option<TlsRptCase<'a>>,
    /// The policy host.
    pub(crate) host: HostCase<'a>,
    /// The policy file, if one was fetched as a sender would.
    pub(crate) policy: Option<PolicyCase<'a>>,
    /// Where mail to the domain goes.
    pub(crate) mail: Mail,
    /// MX hosts against the policy, if both are known.
    pub(crate) coverage: Option<Coverage>,
    /// The policies that earlier checks saw, the oldest first.
    pub(crate) past: Vec<Past<'a>>,
    /// The MX hosts that are looked at, in order of preference.
    pub(crate) servers: Vec<MailServer<'a>>,
    mended_policy: OnceCell<Option<Patch>>,
}

impl<'a> Case<'a> {
    /// Reads the evidence.
    #[must_use]
    pub fn new(domain: &'a Domain, seen: &'a Evidence) -> Self {
        let mail = Mail::of(domain, seen);
        let host = HostCase::new(domain, seen);
        let policy = host.policy_body().map(PolicyCase::new);
        let mut case = Self {
            domain,
            seen,
            now: seen.started,
            record: RecordCase::new(domain, seen),
            tls_rpt: TlsRptCase::new(domain, seen),
            host,
            policy,
            mail,
            coverage: None,
            past: Past::all(seen),
            servers: Vec::new(),
            mended_policy: OnceCell::new(),
        };
        case.coverage = Coverage::of(&case);
        case.servers = case.mail_servers();
        case
    }

    /// What was seen of each MX host; nothing of one that no sender can reach, which DNS alone tells.
    fn mail_servers(&self) -> Vec<MailServer<'a>> {
        let weighed = |host: MxHost| {
            let observation = self.seen.mail(&host.name).filter(|_| !self.is_unreachable(&host.name));
            MailServer::new(&host.name, self.domain.as_str(), observation, self.now)
        };
        self.mx_hosts().into_iter().take(MX_LIMIT).map(weighed).collect()
    }

    /// An MX host, if it is among those that are looked at.
    pub(crate) fn server(&self, name: &str) -> Option<&MailServer<'a>> {
        self.servers.iter().find(|server| server.name == name)
    }

    /// A DNS answer whose emptiness means something.
    pub(crate) fn known(&self, name: &str, kind: RecordKind) -> Option<&'a DnsAnswer> {
        self.seen.dns(name, kind).filter(|answer| answer.is_conclusive())
    }

    /// The addresses of a name, if at least one of the two answers is known.
    pub(crate) fn addresses(&self, name: &str) -> Option<Vec<IpAddr>> {
        let answers = [RecordKind::A, RecordKind::Aaaa].map(|kind| self.known(name, kind));
        let any = answers.iter().any(Option::is_some);
        any.then(|| answers.into_iter().flatten().flat_map(DnsAnswer::addresses).collect())
    }

    /// Both address answers of a name are known, and both are empty.
    pub(crate) fn has_no_address(&self, name: &str) -> bool {
        [RecordKind::A, RecordKind::Aaaa]
            .iter()
            .all(|kind| self.known(name, *kind).is_some_and(|answer| answer.records.is_empty()))
    }

    /// No sender can connect to this MX host: it is no name, has no address, or only private ones.
    pub(crate) fn is_unreachable(&self, host: &str) -> bool {
        let private =
            |addresses: Vec<IpAddr>| !addresses.is_empty() && addresses.into_iter().all(|a| self.is_private(a));
        host.parse::<IpAddr>().is_ok() || self.has_no_address(host) || self.addresses(host).is_some_and(private)
    }

    /// The MX hosts, the implicit one included; empty where mail goes nowhere or that is unknown.
    pub(crate) fn mx_hosts(&self) -> Vec<MxHost> {
        match &self.mail {
            Mail::Hosts { hosts, .. } => hosts.clone(),
            Mail::Implicit => vec![MxHost { preference: 0, name: self.domain.to_string() }],
            Mail::Unknown | Mail::NoDomain | Mail::Null | Mail::NoAddress => Vec::new(),
        }
    }

    /// No sender gets to this address, unless this check was told that it counts as public.
    pub(crate) fn is_private(&self, address: IpAddr) -> bool {
        is_private(address) && !self.seen.allowed.iter().any(|network| network.contains(&address))
    }

    /// The domain does not exist: nothing else matters.
    pub(crate) fn is_gone(&self) -> bool {
        self.mail == Mail::NoDomain
    }

    /// Something at `_mta-sts` is, or was meant to be, an STS record.
    pub(crate) fn record_attempted(&self) -> bool {
        self.record
            .as_ref()
            .is_some_and(|record| !record.reading.candidates.is_empty() || !record.reading.problems.is_empty())
    }

    /// Whether faults of policy host and file matter: there is a record, or it is unknown, or a policy is served all the
    /// same. Without either, the domain does not use MTA-STS, and its web server is nobody's business.
    pub(crate) fn policy_matters(&self) -> bool {
        !self.is_gone() && (self.record.is_none() || self.record_attempted() || self.has_complete_policy())
    }

    /// A policy is served that a tolerant sender could apply.
    pub(crate) fn has_complete_policy(&self) -> bool {
        self.policy.as_ref().is_some_and(|policy| policy.reading.is_complete())
    }

    /// The policy, if a tolerant sender could apply it: what coverage and mode are judged by.
    pub(crate) fn complete_policy(&self) -> Option<&PolicyCase<'a>> {
        self.policy.as_ref().filter(|policy| policy.reading.is_complete())
    }

    /// The mode of a policy that a tolerant sender could apply.
    pub(crate) fn mode(&self) -> Option<Mode> {
        self.complete_policy().and_then(|policy| policy.reading.policy.mode).map(|mode| mode.value)
    }

    /// Places of one kind of objection to the policy file, as findings.
    pub(crate) fn policy_findings(&self, rule: &'static Rule, kind: PolicyProblem) -> Vec<Finding> {
        let policy = self.policy.as_ref().filter(|_| self.policy_matters());
        policy.map(|policy| policy.findings(rule, kind)).unwrap_or_default()
    }

    /// Places of one kind of objection to the STS record, as findings.
    pub(crate) fn record_findings(&self, rule: &'static Rule, kind: RecordProblem) -> Vec<Finding> {
        let record = self.record.as_ref().filter(|_| !self.is_gone());
        record.map(|record| record.texts.findings(rule, &record.reading.problems, kind)).unwrap_or_default()
    }

    /// Places of one kind of objection to the TLS reporting record, as findings.
    pub(crate) fn tls_rpt_findings(&self, rule: &'static Rule, kind: TlsRptProblem) -> Vec<Finding> {
        let record = self.tls_rpt.as_ref().filter(|_| !self.is_gone());
        record.map(|record| record.texts.findings(rule, &record.reading.problems, kind)).unwrap_or_default()
    }

    /// The whole policy file, put right; made once, since many findings share it.
    pub(crate) fn mended_policy(&self) -> Option<&Patch> {
        self.mended_policy.get_or_init(|| repair::policy_file(self)).as_ref()
    }
}
