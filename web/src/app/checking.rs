//! Running checks: starting, showing and storing them.

use std::{cell::Cell, rc::Rc};

use evidence::Evidence;
use futures_util::future::{abortable, join};
use mta_sts::Domain;

use super::{answer_batch::AnswerBatch, controller::Controller, kept_record::KeptRecord};
use crate::{
    browser::{self, BrowserTransport, clock, idna::UrlParser, proxy},
    loader,
    resolver::Endpoint,
    route::Route,
    run,
    shared::Shared,
    store::{Action, FileProblem, KeptCheck, MissingCheck},
};

/// Longest wait of a verdict or a list for the browser's storage, in milliseconds.
pub(super) const STORAGE_WAIT_MS: i32 = 1_000;

impl Controller {
    /// Starts the work of a route.
    pub(super) async fn start_route(self, run: u64, route: Route) {
        let (domain, kept) = match route {
            Route::Check { domain, kept } => (domain, kept),
            Route::Snapshot { packed } => return self.open_snapshot(run, packed).await,
            _ => return,
        };
        if let Some(moment) = kept {
            match self.find_kept(&domain, &moment).await {
                Ok(evidence) => return self.dispatch(Action::KeptCheckOpened { run, evidence }),
                Err(missing) => self.dispatch(Action::CheckNotFound(missing)),
            }
        }
        match Domain::parse_typed(&domain, &UrlParser) {
            Ok(typed) => self.check(run, typed.domain).await,
            Err(problem) => self.dispatch(Action::DomainRejected(problem)),
        }
    }

    /// Shows the evidence in a link. It is not stored.
    async fn open_snapshot(self, run: u64, packed: String) {
        let Ok(deferred) = loader::load().await else { return };
        match (deferred.unpack_snapshot)(packed).await {
            Some(evidence) => {
                let evidence = Shared::new(evidence);
                self.begin_loading_earlier(&evidence.domain);
                self.dispatch(Action::LinkOpened { run, evidence });
            }
            None => self.dispatch(Action::FileRejected(FileProblem::Link)),
        }
    }

    /// Finds the check of a domain at a moment, in the opened file or in the history.
    async fn find_kept(&self, domain: &str, moment: &str) -> Result<Shared<Evidence>, MissingCheck> {
        let from_file = self.state().session.from_file.clone();
        let is_it = |evidence: &Shared<Evidence>| evidence.domain == domain && evidence.started.to_string() == moment;
        if let Some(evidence) = from_file.filter(is_it) {
            self.begin_loading_earlier(domain);
            return Ok(evidence);
        }
        let earlier = self.load_earlier(domain.to_owned()).await.ok_or(MissingCheck::NotKept)?;
        let is_it = |kept: &&KeptCheck| kept.started.is_some_and(|it| it.to_string() == moment);
        let kept = earlier.checks.iter().find(is_it).ok_or(MissingCheck::NotKept)?;
        kept.evidence().cloned().ok_or(MissingCheck::Unreadable)
    }

    async fn check(self, run: u64, domain: Domain) {
        let begun = Evidence::new(&domain, self.state().session.typed.trim(), clock::now());
        let evidence = Shared::new(begun.clone());
        let (first, others) = self.state().resolvers(domain.as_str(), &proxy::base_url());
        let transport = self.transport(first);
        let others: Vec<BrowserTransport> = others.into_iter().map(|other| self.transport(vec![other])).collect();
        let (started, record, stored) = (clock::monotonic_ms(), KeptRecord::default(), Cell::new(None));
        let batch = AnswerBatch::new(&self, run);
        let on_answered = |seen: &Evidence| {
            stored.set(Some(seen.entries.len()));
            let ended = Action::CheckEnded {
                run,
                took_ms: milliseconds_since(started),
                failed_resolvers: transport.failed_resolvers(),
            };
            browser::spawn(self.clone().finish(batch.clone(), record.clone(), seen.clone(), ended));
        };
        let on_progress = |seen: &Evidence| batch.add(seen);
        let checked = run::check(domain.clone(), begun, &transport, &others, on_progress, on_answered);
        let (checking, handle) = abortable(checked);
        if let Some(older) = self.abort_handle.borrow_mut().replace(handle) {
            older.abort();
        }
        // The questions are on their way before the page judges and renders that nothing is known yet.
        let (evidence, ()) = join(checking, self.show_start(run, domain, evidence)).await;
        // The next check does not wait for the other resolvers' answers on this one, which are entries of their own.
        let Ok(evidence) = evidence else { return };
        if stored.get().is_some_and(|count| count != evidence.entries.len()) {
            record.write(&self, evidence).await;
        }
    }

    async fn show_start(&self, run: u64, domain: Domain, evidence: Shared<Evidence>) {
        browser::next_task().await;
        self.begin_loading_earlier(domain.as_str());
        self.dispatch_in_tasks(Action::CheckStarted { run, domain, evidence }).await;
    }

    /// Stores a check before its verdict is shown. A verdict that was seen is then usually in the history, whatever the
    /// reader does next. Storage that hangs delays the verdict by [`STORAGE_WAIT_MS`] at most.
    async fn finish(self, batch: AnswerBatch, record: KeptRecord, seen: Evidence, ended: Action) {
        browser::wait_at_most(STORAGE_WAIT_MS, async move { record.write(&self, seen).await }).await;
        batch.end(ended).await;
    }

    fn transport(&self, resolvers: Vec<Endpoint>) -> BrowserTransport {
        let controller = self.clone();
        let offers_probe = move || Some(controller.state().session.server_config.as_ref()?.probe);
        BrowserTransport::new(resolvers, &proxy::base_url(), Rc::new(offers_probe))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a check takes seconds")]
fn milliseconds_since(started: f64) -> u32 {
    (clock::monotonic_ms() - started) as u32
}
