//! Values derived from the answers and the live state: hosts, mode, texts, entries and publishing progress.

use checker::{TlsState, Verdict};
use evidence::Timestamp;
use mta_sts::{Domain, Mode};
use setup::{
    DesiredPolicy, EnforceBlock, Entry, Outcome, Planned, Preflight, Recipe, Role, ServiceTarget, SetUp, Texts,
    TextsError, enforce_blocks, observed_mx_hosts, preflight, setup_entries,
};

use super::Model;
use crate::set_up::Place;

impl Model {
    /// Returns the MX hosts: those that the user named, or those in DNS.
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        let named = self.answers.host_list();
        if named.is_empty() { self.report().map(observed_mx_hosts).unwrap_or_default() } else { named }
    }

    /// Returns the reasons not to offer `enforce`: hosts without a valid certificate. Hosts that the user named were not
    /// probed.
    #[must_use]
    pub fn enforce_blocks(&self) -> Vec<EnforceBlock> {
        self.report().map(enforce_blocks).unwrap_or_default()
    }

    /// Whether everything was seen published: the planned texts, or the entries of a service.
    #[must_use]
    pub fn is_published(&self) -> bool {
        match self.answers.place() {
            Some(Place::Service(_)) => {
                self.report().is_some_and(|report| matches!(report.verdict, Verdict::Testing | Verdict::Enforced))
            }
            _ => self.preflight().is_some_and(|judged| judged.outcome == Outcome::AlreadyPublished),
        }
    }

    /// Returns the recipe of the chosen host; `None` for a service.
    #[must_use]
    pub fn recipe(&self) -> Option<&'static Recipe> {
        if let Some(Place::Recipe(recipe)) = self.answers.place() { Some(recipe) } else { None }
    }

    /// Whether `enforce` can be chosen.
    #[must_use]
    pub fn offers_enforce(&self) -> bool {
        let is_seen = self.report().is_some_and(|report| !report.delivery.is_empty());
        is_seen && self.answers.hosts.trim().is_empty() && self.enforce_blocks().is_empty()
    }

    /// Returns the mode of the planned policy. It is `enforce` only if the user chose it and no host showed a fault. A host
    /// that could not be observed this time changes no plan.
    #[must_use]
    pub fn mode(&self) -> Mode {
        let has_fault = self.enforce_blocks().iter().any(|block| block.tls != TlsState::Unseen);
        if self.answers.hosts.trim().is_empty() && !has_fault { self.answers.mode } else { Mode::Testing }
    }

    pub(super) fn desired_policy<'a>(&self, mx: &'a [String], reports: &'a [String]) -> DesiredPolicy<'a> {
        let now = self.answers.begun.unwrap_or_else(|| Timestamp::from_unix(0));
        DesiredPolicy { mode: self.mode(), max_age: DesiredPolicy::FIRST_MAX_AGE, mx, reports, now }
    }

    /// Returns the texts of the set-up.
    ///
    /// # Errors
    ///
    /// A value that senders do not accept.
    pub fn texts(&self) -> Result<Texts, TextsError> {
        Texts::new(&self.desired_policy(&self.hosts(), &self.answers.report_list()))
    }

    /// Returns the set-up with its recipe. Returns `None` if an answer is missing, and for a policy service.
    #[must_use]
    pub fn set_up(&self) -> Option<SetUp> {
        let recipe = self.recipe()?;
        let domain: Domain = self.answers.domain.parse().ok()?;
        let (hosts, reports) = (self.hosts(), self.answers.report_list());
        SetUp::new(&domain, recipe, &self.desired_policy(&hosts, &reports), &self.answers.targets()?).ok()
    }

    /// Returns the DNS entries in the order of publication.
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

    /// Judges the planned texts together with the live state. Returns `None` if a text is missing. Also returns `None` for a
    /// service, which writes policy and record itself.
    #[must_use]
    pub fn preflight(&self) -> Option<Preflight> {
        let live = self.live_of_domain()?;
        let texts = self.texts().ok()?;
        let tls_rpt = texts.tls_rpt.as_deref().map(str::as_bytes);
        let targets = self.answers.targets().unwrap_or_default();
        let planned = Planned {
            policy: Some(texts.policy.as_bytes()),
            record: Some(texts.record.as_bytes()),
            tls_rpt,
            targets: &targets,
            recipe: Some(self.recipe()?),
        };
        Some(preflight(&live.domain, &planned, &live.evidence))
    }
}
