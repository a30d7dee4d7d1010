//! What follows from the answers and what is live: hosts, mode, texts, entries, and how far everything is published.

use checker::{TlsState, Verdict};
use evidence::Timestamp;
use mta_sts::{Domain, Mode};
use setup::{
    DesiredPolicy, EnforceBlock, Entry, Outcome, Planned, Preflight, Role, ServiceTarget, SetUp, Texts, TextsError,
    enforce_blocks, hosts_of, preflight, setup_entries,
};

use super::Model;
use crate::set_up::Place;

impl Model {
    /// The MX hosts: those that the reader names, or those in DNS.
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        let named = self.answers.host_list();
        if named.is_empty() { self.report().map(hosts_of).unwrap_or_default() } else { named }
    }

    /// Why `enforce` is not offered: hosts without a valid certificate. Hosts that the reader names were not looked at.
    #[must_use]
    pub fn enforce_blocks(&self) -> Vec<EnforceBlock> {
        self.report().map(enforce_blocks).unwrap_or_default()
    }

    /// Whether everything was seen published: the planned texts, or what a service publishes.
    #[must_use]
    pub fn is_published(&self) -> bool {
        match self.answers.place() {
            Some(Place::Service(_)) => {
                self.report().is_some_and(|report| matches!(report.verdict, Verdict::Testing | Verdict::Enforced))
            }
            _ => self.preflight().is_some_and(|judged| judged.outcome == Outcome::AlreadyPublished),
        }
    }

    /// The certificate authorities of the chosen host; empty where they are not known.
    #[must_use]
    pub fn authorities(&self) -> &'static [&'static str] {
        if let Some(Place::Recipe(recipe)) = self.answers.place() { recipe.authorities } else { &[] }
    }

    /// Whether `enforce` can be chosen.
    #[must_use]
    pub fn offers_enforce(&self) -> bool {
        let is_seen = self.report().is_some_and(|report| !report.delivery.is_empty());
        is_seen && self.answers.hosts.trim().is_empty() && self.enforce_blocks().is_empty()
    }

    /// The mode of the planned policy: `enforce` only if it was chosen and no host showed a fault. A host that was not seen this
    /// time changes no plan.
    #[must_use]
    pub fn mode(&self) -> Mode {
        let has_fault = self.enforce_blocks().iter().any(|block| block.tls != TlsState::Unseen);
        if self.answers.hosts.trim().is_empty() && !has_fault { self.answers.mode } else { Mode::Testing }
    }

    pub(super) fn desired<'a>(&self, mx: &'a [String], reports: &'a [String]) -> DesiredPolicy<'a> {
        let now = self.answers.begun.unwrap_or_else(|| Timestamp::from_unix(0));
        DesiredPolicy { mode: self.mode(), max_age: DesiredPolicy::FIRST_MAX_AGE, mx, reports, now }
    }

    /// The texts of the set-up.
    ///
    /// # Errors
    /// A value is none that senders take.
    pub fn texts(&self) -> Result<Texts, TextsError> {
        Texts::new(&self.desired(&self.hosts(), &self.answers.report_list()))
    }

    /// The set-up with its recipe; `None` as long as an answer is missing, and at a policy service.
    #[must_use]
    pub fn set_up(&self) -> Option<SetUp> {
        let Some(Place::Recipe(recipe)) = self.answers.place() else { return None };
        let domain: Domain = self.answers.domain.parse().ok()?;
        let (hosts, reports) = (self.hosts(), self.answers.report_list());
        SetUp::new(&domain, recipe, &self.desired(&hosts, &reports), &self.answers.targets()?).ok()
    }

    /// The DNS entries in the order of publication.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let Ok(domain) = self.answers.domain.parse::<Domain>() else { return Vec::new() };
        match self.answers.place() {
            Some(Place::Service(service)) => {
                let own = service.tls_rpt == ServiceTarget::Own;
                let texts = self.texts().ok().filter(|_| own);
                let written = texts.map(|texts| setup_entries(&domain, &texts, &[])).unwrap_or_default();
                let reports = written.into_iter().filter(|entry| entry.role == Role::Reports);
                reports.chain(service.entries(&domain)).collect()
            }
            _ => self.set_up().map(|made| made.entries).unwrap_or_default(),
        }
    }

    /// The planned texts judged together with what is live; `None` as long as one of them is missing, and at a service, which
    /// writes policy and record itself.
    #[must_use]
    pub fn preflight(&self) -> Option<Preflight> {
        let live = self.live_of_domain()?;
        let texts = self.texts().ok()?;
        let tls_rpt = texts.tls_rpt.as_deref().map(str::as_bytes);
        let Place::Recipe(recipe) = self.answers.place()? else { return None };
        let targets = self.answers.targets().unwrap_or_default();
        let planned = Planned {
            policy: Some(texts.policy.as_bytes()),
            record: Some(texts.record.as_bytes()),
            tls_rpt,
            targets: &targets,
            authorities: recipe.authorities,
        };
        Some(preflight(&live.domain, &planned, &live.evidence))
    }
}
