//! The runner checks a list for as long as the site is open, and reports its progress to the page.
//!
//! The run lives outside the page, so it continues while the reader opens a report. Every finished row is stored at
//! once, so a closed tab loses only the checks under way.

mod checking;
mod comparing;
mod documents;
mod storing;

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use evidence::Evidence;
use futures_util::{
    future::{AbortHandle, abortable},
    stream::{FuturesUnordered, StreamExt},
};
use yew::Callback;

use super::{
    actions::Baseline,
    input::Input,
    pace::{PaceClock, Pacer},
    run::{Phase, Run},
    view::View,
};
use crate::{
    browser::{self, clock, many_store, page},
    shared::Shared,
    store::State,
};
use checking::Nets;

/// Shortest time between two renderings, in milliseconds.
const REDRAW: i32 = 150;

/// Number of checks after which the remaining time can be estimated.
const ENOUGH: usize = 5;

/// Longest wait of the first check for the browser's storage, in milliseconds.
const STORAGE_LIMIT: i32 = 1_500;

/// Milliseconds between two looks at the state of the network.
const OFFLINE: i32 = 1_000;

const CLOCK: PaceClock = PaceClock { now: clock::ticks, pause: |milliseconds| Box::pin(browser::pause(milliseconds)) };

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
    state: RefCell<Option<Shared<State>>>,
    watcher: RefCell<Option<Callback<Shared<View>>>>,
    /// State of the page besides the run.
    beside: RefCell<View>,
    pacer: RefCell<Option<Pacer>>,
    /// Transports, created once per run.
    nets: RefCell<Nets>,
    /// Handle that aborts the checks under way.
    work: RefCell<Option<AbortHandle>>,
    /// Time when checks last started or resumed, and the number finished since.
    since: Cell<(f64, usize)>,
    /// Evidence of rows that the browser does not keep, by index.
    unkept: RefCell<HashMap<usize, Rc<Evidence>>>,
    /// Checks from a file to compare with.
    baseline: RefCell<Option<Rc<Baseline>>>,
    /// Number of the latest comparison. Older ones stop.
    comparison: Cell<u64>,
    is_drawing: Cell<bool>,
    is_recalled: Cell<bool>,
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
        if self.is_recalled.replace(true) {
            self.show();
        } else {
            browser::spawn(self.clone().recall());
        }
    }

    /// Sets the resolvers to ask, and what may be kept.
    pub fn configure(&self, state: Shared<State>) {
        let changed = self.state.borrow().as_ref().is_none_or(|before| {
            before.settings.choice != state.settings.choice || before.settings.compared != state.settings.compared
        });
        if changed {
            self.nets.take();
        }
        *self.state.borrow_mut() = Some(state);
    }

    /// Checks a list, replacing the present one.
    pub fn start(self: &Rc<Self>, input: Input) {
        self.stop_work();
        self.unkept.take();
        self.pacer.take();
        self.nets.take();
        self.comparison.set(self.comparison.get() + 1);
        self.end_run();
        *self.run.borrow_mut() = Run::new(input.file, clock::now().unix_seconds(), input.rows);
        self.changed();
        let runner = self.clone();
        browser::spawn(async move {
            // The list must be stored before its first finished row.
            browser::limited(STORAGE_LIMIT, runner.clone().store_run()).await;
            runner.start_work();
        });
    }

    /// Pauses the run: no further check starts.
    pub fn pause(self: &Rc<Self>) {
        self.run.borrow_mut().pause();
        self.store_head();
        self.changed();
    }

    /// Resumes the run.
    pub fn resume(self: &Rc<Self>) {
        self.run.borrow_mut().resume();
        self.store_head();
        self.start_work();
    }

    /// Cancels the run. Finished rows stay.
    pub fn cancel(self: &Rc<Self>) {
        self.stop_work();
        self.run.borrow_mut().cancel();
        self.store_head();
        self.changed();
    }

    /// Checks a row again; `None` is all rows with unanswered questions.
    pub fn retry(self: &Rc<Self>, row: Option<usize>) {
        let mut run = self.run.borrow_mut();
        let rows = row.map_or_else(|| run.unseen(), |row| vec![row]);
        run.retry(&rows);
        drop(run);
        self.start_work();
    }

    /// Discards the list. Its checks stay in the history.
    pub fn clear(self: &Rc<Self>) {
        self.stop_work();
        self.comparison.set(self.comparison.get() + 1);
        self.end_run();
        *self.run.borrow_mut() = Run::default();
        self.unkept.take();
        self.baseline.take();
        browser::spawn(many_store::clear());
        self.changed();
    }

    fn stop_work(&self) {
        if let Some(work) = self.work.take() {
            work.abort();
        }
    }

    /// Starts working through the list, unless that is under way.
    fn start_work(self: &Rc<Self>) {
        self.changed();
        if self.run.borrow().phase != Phase::Running || self.work.borrow().is_some() {
            return;
        }
        self.since.set((clock::ticks(), 0));
        let (work, handle) = abortable(self.clone().work());
        *self.work.borrow_mut() = Some(handle);
        browser::spawn(async move {
            // An error means that the work was aborted. Whoever aborted it has already replaced it.
            let _ = work.await;
        });
    }

    async fn work(self: Rc<Self>) {
        let mut running = FuturesUnordered::new();
        loop {
            self.wait_for_network().await;
            while running.len() < self.pacer().jobs() {
                let Some(at) = self.run.borrow_mut().begin_next() else { break };
                running.push(self.clone().check(at));
            }
            self.changed();
            if running.next().await.is_none() {
                break;
            }
            let (since, done) = self.since.get();
            self.since.set((since, done + 1));
        }
        self.work.take();
        self.store_head();
        self.changed();
        // A reader may resume while the last check ends. `start_work` then finds this work under way, so start again.
        self.run.borrow_mut().settle();
        self.start_work();
    }

    async fn wait_for_network(&self) {
        while page::is_offline() && self.run.borrow().phase == Phase::Running {
            browser::pause(OFFLINE).await;
        }
    }

    fn pacer(&self) -> Pacer {
        self.pacer.borrow_mut().get_or_insert_with(|| Pacer::new(CLOCK)).clone()
    }

    /// Schedules a rendering. Several changes are rendered together.
    fn changed(self: &Rc<Self>) {
        if self.watcher.borrow().is_none() || self.is_drawing.replace(true) {
            return;
        }
        let runner = self.clone();
        browser::spawn(async move {
            browser::next_frame().await;
            runner.show();
            browser::pause(REDRAW).await;
            runner.is_drawing.set(false);
            // Show changes that happen without an action, such as the time to wait.
            if runner.run.borrow().phase == Phase::Running {
                runner.changed();
            } else {
                runner.show();
            }
        });
    }

    fn show(&self) {
        let watcher = self.watcher.borrow().clone();
        if let Some(watcher) = watcher {
            watcher.emit(Shared::new(self.view()));
        }
    }

    fn view(&self) -> View {
        let (run, pacer, beside) = (self.run.borrow(), self.pacer(), self.beside.borrow().clone());
        View {
            is_loaded: self.is_recalled.get(),
            phase: run.phase,
            name: run.name.clone(),
            started: run.started,
            rows: run.rows.clone(),
            jobs: pacer.jobs(),
            held_for_s: pacer.held_for_s(),
            offline: page::is_offline(),
            left_s: self.left_s(run.waiting()),
            ..beside
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "minutes and thousands"
    )]
    fn left_s(&self, waiting: usize) -> Option<u64> {
        let (since, done) = self.since.get();
        (done >= ENOUGH).then(|| ((clock::ticks() - since) / done as f64 * waiting as f64 / 1_000.0).ceil() as u64)
    }
}
