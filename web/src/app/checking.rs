//! Checks: begun, followed, and kept.

use std::cell::RefCell;

use evidence::Evidence;
use futures_util::future::abortable;
use mta_sts::Domain;

use super::controller::Controller;
use crate::{
    Shared,
    browser::{Browser, clock, idna::UrlParser, proxy},
    deferred,
    route::Route,
    run,
    store::{Action, allowing},
};

impl Controller {
    /// Does what the address asks for.
    pub(super) async fn arrive(self, run: u64, route: Route) {
        let Route::Check { domain, kept } = route else { return };
        let from_file = self.state().from_file.clone().filter(|from_file| is_kept(from_file, &domain, kept.as_deref()));
        if let Some(evidence) = from_file {
            return self.dispatch(Action::Opened { run, evidence });
        }
        if let Some(evidence) = find_kept(&domain, kept.as_deref()).await {
            return self.dispatch(Action::Opened { run, evidence: Shared::new(evidence) });
        }
        if kept.is_some() {
            self.dispatch(Action::NotInHistory);
        }
        match Domain::typed(&domain, &UrlParser) {
            Ok(typed) => self.check(run, typed.domain).await,
            Err(problem) => self.dispatch(Action::Rejected(problem)),
        }
    }

    pub(super) async fn check(self, run: u64, domain: Domain) {
        let begun = Evidence::new(&domain, self.state().typed.trim(), clock::now());
        self.dispatch(Action::Began { run, domain: domain.clone(), evidence: Shared::new(begun.clone()) });
        let (first, others) = self.state().resolvers(domain.as_str(), &proxy::base());
        let by = |endpoints| Browser::new(endpoints, &proxy::base(), self.server_config.clone());
        let net = by(first);
        let others: Vec<Browser> = others.into_iter().map(|other| by(vec![other])).collect();
        let started = clock::ticks();
        let dispatch = |action| self.dispatch(action);
        let done = RefCell::new(None);
        let answered = |seen: &Evidence| {
            done.replace(Some(seen.clone()));
            self.dispatch(Action::Ended { run, took_ms: since(started), failed_resolvers: net.failed_resolvers() });
        };
        let (checking, handle) = abortable(run::check(run, domain, begun, &net, &others, dispatch, answered));
        if let Some(older) = self.latest.borrow_mut().replace(handle) {
            older.abort();
        }
        // The next check does not wait for opinions on this one.
        let Some(evidence) = checking.await.ok().or_else(|| done.take()) else { return };
        if *self.keeps.borrow() {
            self.keep(evidence).await;
        }
    }

    async fn keep(&self, evidence: Evidence) {
        let Ok(deferred) = deferred::load().await else { return self.dispatch(Action::SaveFailed) };
        let known = (deferred.recall)().await;
        let evidence = known.iter().fold(self.seen_here(evidence), checker::remember);
        if !(deferred.keep)(evidence).await {
            self.dispatch(Action::SaveFailed);
        }
        self.dispatch(Action::HistoryLoaded((deferred.recall)().await));
    }

    fn seen_here(&self, evidence: Evidence) -> Evidence {
        match &*self.server_config.borrow() {
            Some(server_config) => allowing(evidence, server_config),
            None => evidence,
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a check takes seconds")]
fn since(started: f64) -> u32 {
    (clock::ticks() - started) as u32
}

async fn find_kept(domain: &str, kept: Option<&str>) -> Option<Evidence> {
    kept?;
    deferred::recall().await.into_iter().find(|evidence| is_kept(evidence, domain, kept))
}

fn is_kept(evidence: &Evidence, domain: &str, moment: Option<&str>) -> bool {
    evidence.domain == domain && moment.is_some_and(|moment| evidence.started.to_string() == moment)
}
