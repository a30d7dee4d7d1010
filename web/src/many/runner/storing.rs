//! Storage of a run's progress in the browser.

use std::rc::Rc;

use super::Runner;
use crate::{
    browser::{
        self,
        many_store::{self, StoreOutcome, StoredRun},
        page, preferences,
    },
    many::{
        baseline::EarlierCheck,
        input::MAX_DOMAINS,
        outcome::Outcome,
        run::{Phase, Run},
        stored::{Head, RowReader, earlier_from_text, earlier_texts, row_from_text, row_to_text},
        view::{CompareFile, View},
    },
};

/// Number of rows that are read in one step. The page does other work between steps.
const ROWS_PER_STEP: usize = 100;

/// Number of earlier runs whose times are kept.
const MAX_EARLIER_RUNS: usize = 20;

impl Runner {
    /// Restores the stored run, unless the page has been shown without it.
    pub(super) async fn load_stored_run(self: Rc<Self>) {
        let most = u32::try_from(MAX_DOMAINS).unwrap_or(u32::MAX);
        let Some(stored) = many_store::load(most).await else { return };
        let mut reader = RowReader::default();
        for step in stored.rows.chunks(ROWS_PER_STEP) {
            step.iter().for_each(|text| reader.add(text));
            browser::next_task().await;
        }
        if self.is_loaded.get() {
            return;
        }
        let mut runs = serde_json::from_str::<Vec<i64>>(&stored.runs).unwrap_or_default();
        runs.truncate(MAX_EARLIER_RUNS);
        self.view_state.borrow_mut().earlier_runs = runs;
        if let Ok(head) = serde_json::from_str::<Head>(&stored.head) {
            self.restore(head, &stored, reader);
        }
    }

    fn phase(&self) -> Phase {
        self.run.borrow().phase
    }

    fn restore(self: &Rc<Self>, head: Head, stored: &StoredRun, reader: RowReader) {
        // The numbers of rows are their keys in the storage.
        let is_renumbered = reader.left_out || stored.has_gaps || stored.id.is_empty();
        self.has_earlier.set(head.has_earlier && !is_renumbered);
        let compared_file = head.compare_file().map(|file| CompareFile { is_gone: !self.has_earlier.get(), ..file });
        *self.run.borrow_mut() = Run::restored(head.name, head.started, reader.rows, head.cancelled);
        let mut view_state = self.view_state.borrow_mut();
        view_state.compared = head.compared;
        view_state.compared_file = compared_file;
        view_state.earlier_runs.retain(|moment| *moment < head.started);
        drop(view_state);
        if is_renumbered && self.phase() != Phase::Empty {
            self.begin_storing();
            browser::spawn(self.clone().store_run());
        } else {
            self.id.borrow_mut().clone_from(&stored.id);
            self.is_list_stored.set(true);
        }
        // Another build of the page has other rules.
        if head.build != build() && self.phase() != Phase::Empty {
            browser::spawn(self.clone().judge_rows());
        }
    }

    /// Begins to store the present list as a new run.
    pub(super) fn begin_storing(&self) {
        *self.id.borrow_mut() = many_store::new_id();
        self.is_list_stored.set(false);
        self.has_earlier.set(false);
        self.unstored_rows.take();
    }

    /// Stores a new list, and then what was finished meanwhile.
    pub(super) async fn store_run(self: Rc<Self>) {
        if !self.keeps_history() {
            return many_store::clear_any().await;
        }
        let stored = self.stored_run();
        let outcome = many_store::replace(&stored).await;
        self.record_save_result(&stored.id, outcome);
        if *self.id.borrow() != stored.id || outcome != StoreOutcome::Stored {
            return;
        }
        self.is_list_stored.set(true);
        self.store_head();
        for at in self.unstored_rows.take() {
            self.store_row(at).await;
        }
        if self.baseline.borrow().is_some() {
            browser::spawn(async move { self.store_earlier().await });
        }
    }

    fn stored_run(&self) -> StoredRun {
        let (run, id) = (self.run.borrow(), self.id.borrow().clone());
        let mut runs = self.view_state.borrow().earlier_runs.clone();
        runs.insert(0, run.started);
        let head = Head::new(&run, build(), &self.view_state.borrow(), self.has_earlier.get()).to_text();
        let rows = run.rows.iter().map(|row| row_to_text(row)).collect();
        StoredRun { id, head, runs: serde_json::to_string(&runs).unwrap_or_default(), rows, has_gaps: false }
    }

    /// Stores the data about the run as a whole.
    pub(super) fn store_head(self: &Rc<Self>) {
        if !self.keeps_history() || !self.is_list_stored.get() || self.phase() == Phase::Empty {
            return;
        }
        let head = Head::new(&self.run.borrow(), build(), &self.view_state.borrow(), self.has_earlier.get()).to_text();
        let (runner, id) = (self.clone(), self.id.borrow().clone());
        browser::spawn(async move { runner.record_save_result(&id, many_store::put_head(&id, &head).await) });
    }

    /// Stores a row.
    pub(super) async fn store_row(&self, at: usize) {
        if !self.keeps_history() {
            return;
        }
        if !self.is_list_stored.get() {
            self.unstored_rows.borrow_mut().insert(at);
            return;
        }
        let Some(text) = self.run.borrow().rows.get(at).map(|row| row_to_text(row)) else { return };
        let id = self.id.borrow().clone();
        self.record_save_result(&id, many_store::put_row(&id, at, &text).await);
    }

    /// Stores the checks of the file to compare with, for the domains of the list. Without such a file, deletes those of
    /// an earlier one.
    pub(super) async fn store_earlier(self: &Rc<Self>) {
        self.has_earlier.set(false);
        if !self.keeps_history() || !self.is_list_stored.get() {
            return;
        }
        // Until all are stored, the name of the new file stands without its content.
        self.store_head();
        let (baseline, id, rows) =
            (self.baseline.borrow().clone(), self.id.borrow().clone(), self.run.borrow().rows.clone());
        let check = |(at, domain)| Some((at, baseline.as_ref()?.get(domain)?));
        let checks = rows.iter().map(|row| row.domain.as_str()).enumerate().filter_map(check);
        let mut is_full = false;
        let outcome = many_store::replace_earlier(&id, earlier_texts(checks, &mut is_full)).await;
        self.record_save_result(&id, outcome);
        let is_current = match (&baseline, &*self.baseline.borrow()) {
            (Some(stored), Some(present)) => Rc::ptr_eq(stored, present),
            _ => false,
        };
        if is_current && *self.id.borrow() == id && outcome == StoreOutcome::Stored && !is_full {
            self.has_earlier.set(true);
            self.store_head();
            self.schedule_render();
        }
    }

    /// Returns the check of a domain in the file to compare with.
    pub(super) async fn check_in_file(&self, at: usize, domain: &str) -> Option<EarlierCheck> {
        let baseline = self.baseline.borrow().clone();
        if let Some(baseline) = baseline {
            return baseline.get(domain).cloned();
        }
        if !self.has_earlier.get() {
            return None;
        }
        let id = self.id.borrow().clone();
        earlier_from_text(&many_store::load_earlier(&id, at).await?, domain)
    }

    /// Returns the outcome of a row that another tab with the same run has checked meanwhile.
    pub(super) async fn outcome_of_other_tab(&self, at: usize) -> Option<Outcome> {
        if !self.is_list_stored.get() {
            return None;
        }
        let id = self.id.borrow().clone();
        let row = row_from_text(&many_store::load_row(&id, at).await?)?;
        let is_same = self.run.borrow().rows.get(at).is_some_and(|present| present.domain == row.domain);
        row.outcome().filter(|_| is_same).cloned()
    }

    /// Adds the present run to the earlier ones.
    pub(super) fn end_run(&self) {
        let (run, mut view_state) = (self.run.borrow(), self.view_state.borrow_mut());
        let mut runs = std::mem::take(&mut view_state.earlier_runs);
        if run.phase != Phase::Empty {
            runs.insert(0, run.started);
            runs.truncate(MAX_EARLIER_RUNS);
        }
        *view_state = View { earlier_runs: runs, ..View::default() };
    }

    /// Notes that something is not stored, if the run is still the present one.
    fn record_save_result(&self, id: &str, outcome: StoreOutcome) {
        if *self.id.borrow() != id {
            return;
        }
        match outcome {
            StoreOutcome::Stored => {}
            StoreOutcome::Refused => self.view_state.borrow_mut().save_failed = true,
            StoreOutcome::Replaced => {
                self.is_list_stored.set(false);
                self.view_state.borrow_mut().was_replaced = true;
            }
        }
    }

    fn keeps_history(&self) -> bool {
        let state = self.state.borrow();
        state.as_ref().map_or_else(preferences::may_keep, |state| state.settings.keeps_history)
    }
}

fn build() -> String {
    page::wasm_name().unwrap_or_default()
}
