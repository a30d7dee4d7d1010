//! Checks a list for as long as the browser shows the site, and tells the page how far it is.
//!
//! The run lives outside the page: who opens a report comes back to a run that went on. Every row that is done is stored at once, so
//! that a closed tab costs nothing but the checks that were under way.

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

/// Milliseconds between two drawings.
const REDRAW: i32 = 150;

/// Checks after which the remaining time can be told.
const ENOUGH: usize = 5;

/// Milliseconds that the first check waits for the browser's storage at most.
const STORAGE_LIMIT: i32 = 1_500;

/// Milliseconds until the network is looked at again.
const OFFLINE: i32 = 1_000;

const CLOCK: PaceClock = PaceClock { now: clock::ticks, pause: |milliseconds| Box::pin(browser::pause(milliseconds)) };

thread_local! {
    static RUNNER: Rc<Runner> = Rc::new(Runner::default());
}

/// The runner of this visit.
#[must_use]
pub fn runner() -> Rc<Runner> {
    RUNNER.with(Rc::clone)
}

/// Checks a list.
#[derive(Default)]
pub struct Runner {
    run: RefCell<Run>,
    state: RefCell<Option<Shared<State>>>,
    watcher: RefCell<Option<Callback<Shared<View>>>>,
    /// What the page shows beside the run.
    beside: RefCell<View>,
    pacer: RefCell<Option<Pacer>>,
    /// Ways to ask, made once a run.
    nets: RefCell<Nets>,
    /// Ends the checks that are under way.
    work: RefCell<Option<AbortHandle>>,
    /// When the checks went on last, and how many are done since.
    since: Cell<(f64, usize)>,
    /// The evidence of rows that the browser does not keep.
    unkept: RefCell<HashMap<usize, Rc<Evidence>>>,
    /// Checks from a file to compare with.
    baseline: RefCell<Option<Rc<Baseline>>>,
    /// The number of the latest comparison: an older one stops.
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
    /// Tells this callback from now on what to show, beginning with what there is.
    pub fn watch(self: &Rc<Self>, watcher: Option<Callback<Shared<View>>>) {
        *self.watcher.borrow_mut() = watcher;
        if self.is_recalled.replace(true) {
            self.show();
        } else {
            browser::spawn(self.clone().recall());
        }
    }

    /// Who is asked, and what may be kept.
    pub fn configure(&self, state: Shared<State>) {
        let changed = self.state.borrow().as_ref().is_none_or(|before| {
            before.settings.choice != state.settings.choice || before.settings.compared != state.settings.compared
        });
        if changed {
            self.nets.take();
        }
        *self.state.borrow_mut() = Some(state);
    }

    /// Checks a list in place of the one that is there.
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
            // A row that is done may not be stored before the list is.
            browser::limited(STORAGE_LIMIT, runner.clone().store_run()).await;
            runner.start_work();
        });
    }

    /// Begins no further check.
    pub fn pause(self: &Rc<Self>) {
        self.run.borrow_mut().pause();
        self.store_head();
        self.changed();
    }

    /// Goes on.
    pub fn resume(self: &Rc<Self>) {
        self.run.borrow_mut().resume();
        self.store_head();
        self.start_work();
    }

    /// Ends the run; what is done stays.
    pub fn cancel(self: &Rc<Self>) {
        self.stop_work();
        self.run.borrow_mut().cancel();
        self.store_head();
        self.changed();
    }

    /// Checks a row again, or all of which something was not seen.
    pub fn retry(self: &Rc<Self>, row: Option<usize>) {
        let mut run = self.run.borrow_mut();
        let rows = row.map_or_else(|| run.unseen(), |row| vec![row]);
        run.retry(&rows);
        drop(run);
        self.start_work();
    }

    /// Forgets the list. The checks stay in the history.
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

    /// Starts to work through the list, unless that is under way.
    fn start_work(self: &Rc<Self>) {
        self.changed();
        if self.run.borrow().phase != Phase::Running || self.work.borrow().is_some() {
            return;
        }
        self.since.set((clock::ticks(), 0));
        let (work, handle) = abortable(self.clone().work());
        *self.work.borrow_mut() = Some(handle);
        browser::spawn(async move {
            // What was aborted was replaced by whoever aborted it.
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
        // Who resumed while the last check came to its end found the work under way.
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

    /// Draws soon; several changes are drawn once.
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
            // What changed meanwhile, such as the time to wait.
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
