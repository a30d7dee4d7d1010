//! Networks that names belong to: the laboratory for names under its suffix, the real network for all others.

use std::{collections::BTreeSet, net::IpAddr, sync::Arc};

use evidence::{DnsAnswer, DnsQuestion, Interruption, MailInterruption, Rcode, RecordKind, Unobserved};

use crate::{
    deadlines::Deadlines,
    dialer::Connector,
    dns::{self, Upstream, is_under},
    guard::Guard,
    lookup_rules::{LEADS_OUTSIDE, LookupRules},
    refused_targets::RefusedTargets,
    settings::{Lab, Settings},
    settings_error::SettingsError,
    tls::{self, Handshaker},
};

/// Network with its resolvers, its guard and its trusted roots.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) upstream: Upstream,
    pub(crate) guard: Guard,
    pub(crate) refused_targets: RefusedTargets,
    pub(crate) lookup_rules: LookupRules,
    pub(crate) connector: Connector,
    pub(crate) handshaker: Handshaker,
    pub(crate) https_port: u16,
    pub(crate) smtp_port: u16,
}

/// Text reported instead of the addresses of a refused target.
const REFUSED_TARGET: &str = "this server does not check this host, as its administrators asked";

/// Maximum addresses of a host per family. A DNS response has room for thousands, and the guard queries the routing
/// table for each. Real hosts have far fewer.
const MAX_RESOLVED_ADDRESSES: usize = 256;

/// The real network and the laboratory.
#[derive(Clone, Debug)]
pub(crate) struct Networks {
    pub(crate) real: Arc<Network>,
    lab: Option<(String, Arc<Network>)>,
}

impl Settings {
    /// Creates a client of the chosen resolvers.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] if a resolver is invalid, or the system has none.
    pub fn upstream(&self) -> Result<Upstream, SettingsError> {
        let real = self.real_upstream()?;
        let Some(lab) = &self.lab else { return Ok(real) };
        Ok(real.route(&lab.suffix, lab.upstream()?.deadline(self.deadlines.resolve)))
    }

    fn real_upstream(&self) -> Result<Upstream, SettingsError> {
        let upstream = match self.resolvers.as_slice() {
            [] => Upstream::system()?,
            resolvers => Upstream::trusting(resolvers, &self.roots)?,
        };
        Ok(upstream.deadline(self.deadlines.resolve))
    }
}

impl Lab {
    fn upstream(&self) -> Result<Upstream, SettingsError> {
        Upstream::trusting(&self.resolvers, &self.roots)
    }
}

impl Networks {
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let lab = settings
            .lab
            .as_ref()
            .map(|lab| Ok((dns::canonical_suffix(&lab.suffix), Arc::new(Network::lab(lab, settings.deadlines)?))));
        Ok(Self { real: Arc::new(Network::real(settings)?), lab: lab.transpose()? })
    }

    /// Returns the network of a name. Names of the laboratory are never looked up in the real network.
    pub(crate) fn for_name(&self, name: &str) -> &Arc<Network> {
        match &self.lab {
            Some((suffix, lab)) if is_under(name, suffix) => lab,
            _ => &self.real,
        }
    }
}

impl Network {
    fn real(settings: &Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            upstream: settings.real_upstream()?,
            guard: Guard::allowing(settings.allow_net.clone()).denying(settings.deny_net.clone()),
            refused_targets: settings.refused_targets.clone(),
            lookup_rules: settings.lookup_rules(),
            connector: Connector::Directly,
            handshaker: Handshaker::new(tls::web_pki_roots_and(&settings.roots)?),
            https_port: settings.https_port,
            smtp_port: settings.smtp_port,
        })
    }

    fn lab(lab: &Lab, deadlines: Deadlines) -> Result<Self, SettingsError> {
        Ok(Self {
            upstream: lab.upstream()?.deadline(deadlines.resolve),
            guard: Guard::allowing(lab.allow_net.clone()),
            refused_targets: RefusedTargets::default(),
            lookup_rules: LookupRules::new(Some(&lab.suffix), true),
            connector: Connector::Through(lab.dial.clone()),
            handshaker: Handshaker::new(tls::only_roots(&lab.roots)?),
            https_port: lab.https_port,
            smtp_port: lab.smtp_port,
        })
    }

    /// Returns the value of the Host header (RFC 9110 §7.2), with the port unless it is the default.
    pub(crate) fn authority(&self, host: &str) -> String {
        if self.https_port == 443 { host.to_owned() } else { format!("{host}:{}", self.https_port) }
    }

    /// Looks up the addresses of a host. A refused target has none, whichever check asks and by whatever alias.
    pub(crate) async fn addresses(&self, host: &str) -> Result<Addresses, NoAddress> {
        if self.refused_targets.includes(host) {
            return Err(NoAddress::LookupFailed { detail: REFUSED_TARGET.into() });
        }
        let question = |kind| DnsQuestion { name: host.to_owned(), kind };
        let (a, aaaa) = (question(RecordKind::A), question(RecordKind::Aaaa));
        let (a, aaaa) = tokio::join!(self.upstream.ask(&a), self.upstream.ask(&aaaa));
        let answers = || [&a, &aaaa].into_iter().flatten();
        if answers().any(|answer| self.lookup_rules.leads_outside(host, answer)) {
            return Err(NoAddress::LookupFailed { detail: LEADS_OUTSIDE.into() });
        }
        if answers().flat_map(|answer| &answer.chain).any(|alias| self.refused_targets.includes(alias)) {
            return Err(NoAddress::LookupFailed { detail: REFUSED_TARGET.into() });
        }
        let found = Addresses { v4: addresses_in(&a), v6: addresses_in(&aaaa) };
        if found.v4.is_empty() && found.v6.is_empty() { Err(no_address(&a, &aaaa)) } else { Ok(found) }
    }
}

/// Addresses of a host, at least one.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    v4: Vec<IpAddr>,
    v6: Vec<IpAddr>,
}

impl Addresses {
    /// Returns IPv6 and IPv4 addresses alternately, IPv6 first, as in RFC 8305 §4.
    pub(crate) fn v6_first(self) -> Vec<IpAddr> {
        interleave(self.v6, self.v4)
    }

    /// Returns IPv4 and IPv6 addresses alternately, IPv4 first, for callers that try one after another. A family
    /// without a route, or one that is silent, then comes second.
    pub(crate) fn v4_first(self) -> Vec<IpAddr> {
        interleave(self.v4, self.v6)
    }
}

fn addresses_in(answer: &Result<DnsAnswer, Unobserved>) -> Vec<IpAddr> {
    answer.as_ref().map(|answer| answer.addresses().take(MAX_RESOLVED_ADDRESSES).collect()).unwrap_or_default()
}

fn interleave(one: Vec<IpAddr>, other: Vec<IpAddr>) -> Vec<IpAddr> {
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    let turns = std::iter::from_fn(|| match (one.next(), other.next()) {
        (None, None) => None,
        pair => Some(pair),
    });
    let mut seen = BTreeSet::new();
    turns.flat_map(|(one, other)| one.into_iter().chain(other)).filter(|address| seen.insert(*address)).collect()
}

/// Reason why a host has no address to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoAddress {
    /// Its name does not exist.
    NoSuchHost,
    /// Its name exists but has no address.
    None,
    /// The look-up failed on our side.
    LookupFailed { detail: String },
}

impl From<NoAddress> for Interruption {
    fn from(none: NoAddress) -> Self {
        match none {
            NoAddress::NoSuchHost => Self::NoSuchHost,
            NoAddress::None => Self::NoAddress,
            NoAddress::LookupFailed { detail } => Self::LookupFailed { detail },
        }
    }
}

impl From<NoAddress> for MailInterruption {
    fn from(none: NoAddress) -> Self {
        match none {
            NoAddress::NoSuchHost => Self::NoSuchHost,
            NoAddress::None => Self::NoAddress,
            NoAddress::LookupFailed { detail } => Self::LookupFailed { detail },
        }
    }
}

/// Returns the reason: the name does not exist (either answer suffices), has no address, or the look-up failed on our
/// side.
fn no_address(a: &Result<DnsAnswer, Unobserved>, aaaa: &Result<DnsAnswer, Unobserved>) -> NoAddress {
    let is = |rcode: Rcode| [a, aaaa].into_iter().flatten().any(|answer| answer.rcode == rcode);
    let problem = |kind: &str, outcome| lookup_problem(outcome).map(|text| format!("{kind}: {text}"));
    let problems: Vec<String> = [problem("A", a), problem("AAAA", aaaa)].into_iter().flatten().collect();
    match (is(Rcode::NXDOMAIN), problems.is_empty()) {
        (true, _) => NoAddress::NoSuchHost,
        (false, true) => NoAddress::None,
        (false, false) => NoAddress::LookupFailed { detail: problems.join("; ") },
    }
}

/// Returns what went wrong with a look-up, if its lack of records proves nothing.
pub(crate) fn lookup_problem(outcome: &Result<DnsAnswer, Unobserved>) -> Option<String> {
    match outcome {
        Ok(answer) if answer.rcode == Rcode::NOERROR => None,
        Ok(answer) => Some(answer_error_text(answer)),
        Err(unobserved) => Some(resolver_error_text(unobserved)),
    }
}

fn answer_error_text(answer: &DnsAnswer) -> String {
    let errors = answer.extended_errors.iter().map(|error| format!(", extended error {} {:?}", error.code, error.text));
    answer.rcode.mnemonic() + &errors.collect::<String>()
}

fn resolver_error_text(unobserved: &Unobserved) -> String {
    match unobserved {
        Unobserved::Timeout => "the resolver did not answer in time".into(),
        // Visitors see this text, and the error may contain the resolver's address.
        Unobserved::Unreachable { .. } => "the resolver could not be reached".into(),
        Unobserved::Status { status } => format!("the resolver answered with HTTP status {status}"),
        Unobserved::Malformed { detail } | Unobserved::Refused { detail } => detail.clone(),
        Unobserved::Busy { .. } => "the resolver is limiting requests".into(),
        Unobserved::NotOffered => "no resolver was asked".into(),
    }
}
