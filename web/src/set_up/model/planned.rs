//! Values derived from the answers and the live state: hosts, mode, texts, entries and publishing progress.

use checker::{Delivery, TlsState, Verdict};
use evidence::Timestamp;
use mta_sts::{Domain, MAX_AGE_LIMIT, Mode};
use setup::{
    DesiredPolicy, EnforceBlock, Entry, Outcome, Planned, Preflight, Recipe, Role, ServiceTarget, SetUp, Target,
    TextChange, Texts, TextsError, enforce_block, observed_mx_hosts, policy_host_entries, preflight, setup_entries,
    uncovered_blocks,
};

use super::Model;
use crate::set_up::PolicyHosting;

/// An MX host of the planned policy.
#[derive(Clone, Debug)]
pub struct Server<'a> {
    /// The host, or the pattern that the user named.
    pub host: String,
    /// The result of its check. `None` if no MX record names it: only such hosts are checked.
    pub row: Option<&'a Delivery>,
}

impl Server<'_> {
    /// Returns the state of TLS at its addresses, if it was checked.
    #[must_use]
    pub fn tls(&self) -> Option<TlsState> {
        self.row.map(|row| row.tls_everywhere)
    }
}

impl Model {
    /// Returns the MX hosts: those that the user named, or those in DNS.
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        match self.answers.names_hosts() {
            true => self.answers.host_list(),
            false => self.report().map(observed_mx_hosts).unwrap_or_default(),
        }
    }

    /// Returns the MX hosts with the results of their checks.
    #[must_use]
    pub fn servers(&self) -> Vec<Server<'_>> {
        let rows = self.report().map_or(&[][..], |report| report.delivery.as_slice());
        let row = |host: &str| rows.iter().find(|row| row.mx == host);
        self.hosts().into_iter().map(|host| Server { row: row(&host), host }).collect()
    }

    /// Returns the reasons not to offer `enforce`: hosts without a valid certificate, and MX hosts that the policy does not
    /// cover.
    #[must_use]
    pub fn enforce_blocks(&self) -> Vec<EnforceBlock> {
        let servers = self.servers();
        let invalid = servers.iter().filter_map(|server| enforce_block(server.row?));
        let hosts = self.hosts();
        let uncovered = self.report().and_then(|report| uncovered_blocks(report, &hosts).ok()).unwrap_or_default();
        invalid.chain(uncovered).collect()
    }

    /// Whether everything was seen published: the planned texts, or the entries of a service.
    #[must_use]
    pub fn is_published(&self) -> bool {
        match self.answers.place() {
            // Without a place, the published policy is the only one.
            Some(PolicyHosting::Service(_)) | None => {
                self.report().is_some_and(|report| matches!(report.verdict, Verdict::Testing | Verdict::Enforced))
            }
            Some(PolicyHosting::Recipe(_)) => {
                self.preflight().is_some_and(|judged| judged.outcome == Outcome::AlreadyPublished)
            }
        }
    }

    /// Returns the recipe of the chosen host; `None` for a service.
    #[must_use]
    pub fn recipe(&self) -> Option<&'static Recipe> {
        if let Some(PolicyHosting::Recipe(recipe)) = self.answers.place() { Some(recipe) } else { None }
    }

    /// Whether `enforce` can be chosen: every host was checked and showed a valid certificate.
    #[must_use]
    pub fn offers_enforce(&self) -> bool {
        let servers = self.servers();
        let is_valid = |server: &Server<'_>| server.tls() == Some(TlsState::Valid);
        !servers.is_empty() && servers.iter().all(is_valid) && self.enforce_blocks().is_empty()
    }

    /// Returns the mode of the planned policy. It is `enforce` only if the user chose it, or if the published policy has it,
    /// and no host showed a fault. A host that could not be observed this time changes no plan.
    #[must_use]
    pub fn mode(&self) -> Mode {
        let may_enforce = |server: &Server<'_>| matches!(server.tls(), Some(TlsState::Valid | TlsState::Unseen));
        let blocks = self.enforce_blocks();
        let is_blocked = blocks.iter().any(|block| block.tls != TlsState::Unseen);
        let published = self.report().and_then(|report| report.policy.as_ref()).map(|policy| policy.mode);
        match self.answers.mode.or(published) {
            Some(Mode::Enforce) if !is_blocked && self.servers().iter().all(may_enforce) => Mode::Enforce,
            _ => Mode::Testing,
        }
    }

    /// Returns the lifetime of the planned policy in seconds: that of the published one, or that of a first policy.
    fn max_age(&self) -> u64 {
        let published = self.report().and_then(|report| report.policy.as_ref()).map(|policy| policy.max_age);
        published.filter(|age| (1..=MAX_AGE_LIMIT).contains(age)).unwrap_or(DesiredPolicy::FIRST_MAX_AGE)
    }

    pub(super) fn desired_policy<'a>(&self, mx: &'a [String], reports: &'a [String]) -> DesiredPolicy<'a> {
        let now = self.answers.begun.unwrap_or_else(|| Timestamp::from_unix(0));
        DesiredPolicy { mode: self.mode(), max_age: self.max_age(), mx, reports, now }
    }

    /// Returns the addresses or names of the host. Returns none while one of them cannot be published.
    fn usable_targets(&self) -> Vec<Target> {
        let targets = self.answers.targets().unwrap_or_default();
        let entries = self.answers.domain.parse().ok().map(|domain: Domain| policy_host_entries(&domain, &targets));
        if entries.is_some_and(|entries| entries.is_ok()) { targets } else { Vec::new() }
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
        SetUp::new(&domain, recipe, &self.desired_policy(&hosts, &reports), &self.usable_targets()).ok()
    }

    /// Returns the DNS entries in the order of publication.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let Ok(domain) = self.answers.domain.parse::<Domain>() else { return Vec::new() };
        match self.answers.place() {
            Some(PolicyHosting::Service(service)) => {
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
        let targets = self.usable_targets();
        let planned = Planned {
            policy: TextChange::Publish(texts.policy.as_bytes()),
            record: TextChange::Publish(texts.record.as_bytes()),
            tls_rpt,
            targets: &targets,
            recipe: Some(self.recipe()?),
        };
        Some(preflight(&live.domain, &planned, &live.evidence))
    }
}
