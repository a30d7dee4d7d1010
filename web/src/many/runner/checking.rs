//! One check of a run: asked and stored like a single check, then judged and compared.

use std::rc::Rc;

use checker::run_check_with_comparison;
use evidence::Evidence;
use mta_sts::Domain;

use super::{Runner, runner};
use crate::{
    browser::{self, BrowserTransport, clock, history, proxy},
    many::{Failover, outcome::Outcome, pace::Paced},
    resolver::{Endpoint, is_demo},
    store::{EarlierChecks, KeptCheck, allow_networks},
};

type PacedTransport = Paced<Failover<BrowserTransport>>;

/// Transport that is asked, and those to compare with.
type Transports = Rc<(PacedTransport, Vec<PacedTransport>)>;

/// Transports: one for the demo domains, which only this server knows, and one for all others.
#[derive(Default)]
pub(super) struct TransportCache {
    demo: Option<Transports>,
    others: Option<Transports>,
}

impl Runner {
    /// Checks a row.
    pub(super) async fn check(self: Rc<Self>, at: usize) {
        let row = self.run.borrow().rows[at].clone();
        if row.outcome().is_none()
            && let Some((outcome, is_outdated)) = self.outcome_of_other_tab(at).await
        {
            self.run.borrow_mut().finish(at, outcome);
            if is_outdated {
                self.judge_row(at).await;
            }
            return self.schedule_render();
        }
        let domain: Domain = row.domain.parse().expect("a list and a stored run have only domains");
        let comparison = self.comparison.get();
        let begun = Evidence::new(&domain, &row.typed, clock::now());
        let transports = self.transports(&row.domain);
        let seen = run_check_with_comparison(&domain, begun, &transports.0, &transports.1, |_| {}).await;
        browser::next_task().await;
        let outcome = self.finish(at, &domain, seen).await;
        self.run.borrow_mut().finish(at, outcome);
        self.store_row(at).await;
        // The reader may have chosen another comparison meanwhile.
        if self.comparison.get() != comparison {
            self.judge_row(at).await;
        }
        self.schedule_render();
    }

    /// Judges the evidence together with that of earlier checks, and stores it.
    async fn finish(self: &Rc<Self>, at: usize, domain: &Domain, seen: Evidence) -> Outcome {
        let state = self.state.borrow().clone();
        let config = state.as_ref().and_then(|state| state.session.server_config.clone());
        let seen = match config {
            Some(config) => allow_networks(seen, &config),
            None => seen,
        };
        let checks = kept_checks(domain.as_str()).await;
        let earlier = EarlierChecks::new(domain.to_string(), checks);
        let evidence = earlier.with_earlier_history(seen);
        browser::next_task().await;
        let before = self.comparison_check(at, domain.as_str(), &earlier.checks).await;
        let mut outcome = Outcome::from_evidence(domain, &evidence, before.as_ref());
        browser::next_task().await;
        if self.keeps_history() {
            self.store_evidence(at, &evidence, &mut outcome).await;
        }
        if outcome.key.is_none() {
            self.unsaved_evidence.borrow_mut().insert(at, Rc::new(evidence));
        }
        outcome
    }

    async fn store_evidence(&self, at: usize, evidence: &Evidence, outcome: &mut Outcome) {
        match history::store_check(evidence, None, history::LIMITS).await {
            Some(kept) => {
                outcome.key = Some(kept.key);
                self.unsaved_evidence.borrow_mut().remove(&at);
                self.view_state.borrow_mut().evicted += kept.evicted.len();
            }
            None => self.view_state.borrow_mut().save_failed = true,
        }
    }

    /// Returns whether the server probes mail servers, or `None` until that is known.
    fn probe(&self) -> Option<bool> {
        Some(self.state.borrow().as_ref()?.session.server_config.as_ref()?.probe)
    }

    fn transports(&self, domain: &str) -> Transports {
        let is_demo = is_demo(domain);
        let mut cache = self.transports.borrow_mut();
        let slot = if is_demo { &mut cache.demo } else { &mut cache.others };
        slot.get_or_insert_with(|| Rc::new(self.create_transports(domain))).clone()
    }

    fn create_transports(&self, domain: &str) -> (PacedTransport, Vec<PacedTransport>) {
        let state = self.state.borrow().clone();
        let base = proxy::base_url();
        let (first, others) = state.as_ref().map_or_else(Default::default, |state| state.resolvers(domain, &base));
        let transport = |endpoints: Vec<Endpoint>| {
            let one = |endpoint| BrowserTransport::new(vec![endpoint], &base, Rc::new(|| runner().probe()));
            Paced::new(Failover::new(endpoints.into_iter().map(one).collect()), self.pacer())
        };
        (transport(first), others.into_iter().map(|other| transport(vec![other])).collect())
    }
}

/// Returns the kept checks of a domain. They are read one by one, since reading many at once would block the page.
pub(super) async fn kept_checks(domain: &str) -> Vec<KeptCheck> {
    let mut checks = Vec::new();
    for stored in history::load_checks(domain).await {
        let (key, started) = (stored.head.key, stored.head.started);
        let check = KeptCheck::new(key, started, Rc::new(move || stored.evidence()));
        if check.evidence().is_some() {
            checks.push(check);
        }
        browser::next_task().await;
    }
    checks
}
