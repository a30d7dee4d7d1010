//! The runner checks a list for as long as the site is open, and reports its progress to the page.
//!
//! The run lives outside the page, so it continues while the reader opens a report. Every finished row is stored at
//! once, so a closed tab loses only the checks under way.

mod checking;
mod comparing;
mod documents;
mod lists;
mod storing;

pub use comparing::read_results;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap},
    future::poll_fn,
    pin::pin,
    rc::Rc,
    task::{Poll, Waker},
};

use evidence::Evidence;
use futures_util::{
    future::{AbortHandle, Either, abortable, select},
    stream::{FuturesUnordered, StreamExt},
};
use yew::Callback;

use super::{
    baseline::Baseline,
    pace::{PaceClock, Pacer},
    run::{Phase, Run},
    view::View,
};
use crate::{
    browser::{self, clock, page},
    shared::Shared,
    store::State,
};
use checking::TransportCache;

/// Shortest time between two renderings, in milliseconds.
const REDRAW_INTERVAL_MS: i32 = 150;

/// Number of checks after which the remaining time can be estimated.
const MIN_CHECKS_FOR_ESTIMATE: usize = 5;

/// Longest wait for the stored run before the page is shown without it, in milliseconds.
const LOAD_WAIT_MS: i32 = 10_000;

/// Milliseconds between two looks at the state of the network.
const NETWORK_POLL_MS: i32 = 1_000;

const CLOCK: PaceClock =
    PaceClock { now: clock::monotonic_ms, pause: |milliseconds| Box::pin(browser::pause(milliseconds)) };

thread_local! {
    static RUNNER: Rc<Runner> = Rc::new(Runner::default());
}

/// Returns the runner of this visit.
#[must_use]
pub fn runner() -> Rc<Runner> {
    RUNNER.with(Rc::clone)
}

/// Checks the domains of a list.
#[derive(Default)]
pub struct Runner {
    run: RefCell<Run>,
    /// Identifier of the run in the browser's storage.
    id: RefCell<String>,
    /// Identifier of what the run is compared with, in the browser's storage.
    comparison_id: RefCell<String>,
    state: RefCell<Option<Shared<State>>>,
    watcher: RefCell<Option<Callback<Shared<View>>>>,
    /// State of the page in addition to the run.
    view_state: RefCell<View>,
    pacer: RefCell<Option<Pacer>>,
    /// Transports, created once per run.
    transports: RefCell<TransportCache>,
    /// Handle that aborts the checks under way.
    abort_handle: RefCell<Option<AbortHandle>>,
    /// Waker of the work under way, which may begin further checks.
    waker: RefCell<Option<Waker>>,
    /// Time when checks last started or resumed, and the number finished since.
    pace_start: Cell<(f64, usize)>,
    /// Evidence of rows that the browser does not keep, by index.
    unsaved_evidence: RefCell<HashMap<usize, Rc<Evidence>>>,
    /// Checks from a file to compare with, if it was chosen in this visit.
    baseline: RefCell<Option<Rc<Baseline>>>,
    /// Whether all checks of the file to compare with are stored.
    has_earlier: Cell<bool>,
    /// Whether the list is stored. Its rows are stored after it.
    is_list_stored: Cell<bool>,
    /// Whether the reader chose to keep nothing while this run was stored, so that it is stored no more.
    is_unkept: Cell<bool>,
    /// Rows that were finished before the list was stored.
    unstored_rows: RefCell<BTreeSet<usize>>,
    /// Number of the latest comparison. Older ones stop.
    comparison: Cell<u64>,
    is_drawing: Cell<bool>,
    has_begun_to_load: Cell<bool>,
    is_loaded: Cell<bool>,
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").field("run", &self.run).finish_non_exhaustive()
    }
}

impl Runner {
    /// Sets the callback that gets what to show, starting with the present state.
    pub fn watch(self: &Rc<Self>, watcher: Option<Callback<Shared<View>>>) {
        *self.watcher.borrow_mut() = watcher;
        if self.is_loaded.get() {
            self.emit_view();
        } else if !self.has_begun_to_load.replace(true) {
            let runner = self.clone();
            browser::spawn(async move {
                browser::wait_at_most(LOAD_WAIT_MS, runner.clone().load_stored_run()).await;
                runner.is_loaded.set(true);
                runner.emit_view();
            });
        }
    }

    /// Sets the resolvers to ask, and what may be kept.
    pub fn configure(self: &Rc<Self>, state: Shared<State>) {
        let changed = self.state.borrow().as_ref().is_none_or(|before| {
            before.settings.resolver != state.settings.resolver || before.settings.compared != state.settings.compared
        });
        if changed {
            self.transports.take();
        }
        *self.state.borrow_mut() = Some(state);
        self.follow_keeping();
    }

    /// Pauses the run: no further check starts.
    pub fn pause(self: &Rc<Self>) {
        self.run.borrow_mut().pause();
        self.store_head();
        self.schedule_render();
    }

    /// Resumes the run.
    pub fn resume(self: &Rc<Self>) {
        self.run.borrow_mut().resume();
        self.store_head();
        self.start_checks();
    }

    /// Cancels the run. Finished rows stay.
    pub fn cancel(self: &Rc<Self>) {
        self.abort_checks();
        self.run.borrow_mut().cancel();
        self.store_head();
        self.schedule_render();
    }

    /// Checks a row again; `None` is all rows for which a retry may observe more.
    pub fn retry(self: &Rc<Self>, row: Option<usize>) {
        let mut run = self.run.borrow_mut();
        let rows = row.map_or_else(|| run.unobserved_rows(), |row| vec![row]);
        run.retry(&rows);
        drop(run);
        self.start_checks();
    }

    fn abort_checks(&self) {
        if let Some(handle) = self.abort_handle.take() {
            handle.abort();
        }
    }

    /// Starts working through the list, unless that is under way.
    fn start_checks(self: &Rc<Self>) {
        self.schedule_render();
        if self.run.borrow().phase != Phase::Running {
            return;
        }
        if self.abort_handle.borrow().is_some() {
            if let Some(waker) = self.waker.take() {
                waker.wake();
            }
            return;
        }
        self.pace_start.set((clock::monotonic_ms(), 0));
        let (checks, handle) = abortable(self.clone().run_checks());
        *self.abort_handle.borrow_mut() = Some(handle);
        browser::spawn(async move {
            // An error means that the work was aborted. The code that aborted it has already replaced it.
            let _ = checks.await;
        });
    }

    async fn run_checks(self: Rc<Self>) {
        let mut running = FuturesUnordered::new();
        loop {
            self.wait_for_network().await;
            while running.len() < self.pacer().jobs() {
                let Some(at) = self.run.borrow_mut().begin_next() else { break };
                running.push(self.clone().check(at));
            }
            self.schedule_render();
            match select(running.next(), pin!(self.wait_for_wake())).await {
                Either::Left((None, _)) => break,
                Either::Left((Some(()), _)) => {
                    let (started, finished) = self.pace_start.get();
                    self.pace_start.set((started, finished + 1));
                }
                // The reader resumed, or asked for another check.
                Either::Right(((), _)) => {}
            }
        }
        self.abort_handle.take();
        self.store_head();
        self.schedule_render();
        // A reader may resume while the last check ends. `start_checks` then finds this work under way, so start again.
        self.run.borrow_mut().end_if_finished();
        self.start_checks();
    }

    /// Waits until further checks may begin.
    async fn wait_for_wake(&self) {
        let mut is_first = true;
        poll_fn(|context| {
            if std::mem::take(&mut is_first) {
                *self.waker.borrow_mut() = Some(context.waker().clone());
            }
            if self.waker.borrow().is_some() { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
    }

    async fn wait_for_network(&self) {
        while page::is_offline() && self.run.borrow().phase == Phase::Running {
            browser::pause(NETWORK_POLL_MS).await;
        }
    }

    fn pacer(&self) -> Pacer {
        self.pacer.borrow_mut().get_or_insert_with(|| Pacer::new(CLOCK)).clone()
    }

    /// Schedules a rendering. Several changes are rendered together.
    fn schedule_render(self: &Rc<Self>) {
        if self.watcher.borrow().is_none() || self.is_drawing.replace(true) {
            return;
        }
        let runner = self.clone();
        browser::spawn(async move {
            browser::next_frame().await;
            runner.emit_view();
            browser::pause(REDRAW_INTERVAL_MS).await;
            runner.is_drawing.set(false);
            // Show changes that happen without an action, such as the time to wait.
            if runner.run.borrow().phase == Phase::Running {
                runner.schedule_render();
            } else {
                runner.emit_view();
            }
        });
    }

    fn emit_view(&self) {
        let watcher = self.watcher.borrow().clone();
        if let Some(watcher) = watcher {
            watcher.emit(Shared::new(self.view()));
        }
    }

    fn view(&self) -> View {
        let (run, pacer, mut view_state) = (self.run.borrow(), self.pacer(), self.view_state.borrow().clone());
        if let Some(file) = &mut view_state.compared_file {
            file.is_stored = self.has_earlier.get();
        }
        View {
            is_loaded: self.is_loaded.get(),
            phase: run.phase,
            name: run.name.clone(),
            started: run.started,
            rows: run.rows.clone(),
            jobs: pacer.jobs(),
            held_for_s: pacer.held_for_s(),
            offline: page::is_offline(),
            remaining_s: self.remaining_s(run.unfinished_count()),
            ..view_state
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "minutes and thousands"
    )]
    fn remaining_s(&self, waiting: usize) -> Option<u64> {
        let (started, finished) = self.pace_start.get();
        (finished >= MIN_CHECKS_FOR_ESTIMATE)
            .then(|| ((clock::monotonic_ms() - started) / finished as f64 * waiting as f64 / 1_000.0).ceil() as u64)
    }
}
