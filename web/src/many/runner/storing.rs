//! Storage of a run's progress in the browser.

use std::rc::Rc;

use super::Runner;
use crate::{
    browser::{
        self,
        many_store::{self, StoreOutcome, StoredComparison, StoredRun},
        page, preferences,
    },
    many::{
        baseline::EarlierCheck,
        input::MAX_DOMAINS,
        outcome::Outcome,
        run::{Phase, Run},
        stored::{Comparison, Head, RowReader, earlier_from_text, earlier_texts, row_from_text, row_to_text},
        view::{CompareFile, View},
    },
};

/// Number of rows that are read or written in one step. The page does other work between steps.
const ROWS_PER_STEP: usize = 100;

/// Number of earlier runs whose times are kept.
const MAX_EARLIER_RUNS: usize = 20;

impl Runner {
    /// Restores the stored run, unless the page has been shown without it.
    pub(super) async fn load_stored_run(self: Rc<Self>) {
        if !self.keeps_history() {
            many_store::delete_all().await;
            return;
        }
        let most = u32::try_from(MAX_DOMAINS).unwrap_or(u32::MAX);
        let Some(stored) = many_store::load(most).await else { return };
        let mut reader = RowReader::new(stored.comparison.id.clone());
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
        let comparison = Comparison::from_text(&stored.comparison.text);
        self.has_earlier.set(comparison.has_earlier && !is_renumbered);
        let compared_file =
            comparison.compare_file().map(|file| CompareFile { is_gone: !self.has_earlier.get(), ..file });
        *self.run.borrow_mut() = Run::restored(head.name, head.started, reader.rows, head.cancelled);
        let mut view_state = self.view_state.borrow_mut();
        view_state.compared = comparison.run;
        view_state.compared_file = compared_file;
        view_state.earlier_runs.retain(|moment| *moment < head.started);
        drop(view_state);
        if is_renumbered && self.phase() != Phase::Empty {
            self.begin_storing();
            browser::spawn(self.clone().store_run());
        } else {
            self.id.borrow_mut().clone_from(&stored.id);
            self.comparison_id.borrow_mut().clone_from(&stored.comparison.id);
            self.is_list_stored.set(true);
        }
        // Another build of the page has other rules, and another tab may have compared rows with something else.
        if (head.build != build() || reader.is_outdated) && self.phase() != Phase::Empty {
            browser::spawn(self.clone().judge_rows());
        }
    }

    /// Begins to store the present list as a new run.
    pub(super) fn begin_storing(&self) {
        *self.id.borrow_mut() = many_store::new_id();
        *self.comparison_id.borrow_mut() = many_store::new_id();
        self.is_unkept.set(!self.keeps_history());
        self.is_list_stored.set(false);
        self.has_earlier.set(false);
        self.unstored_rows.take();
    }

    /// Stores a new list, and then what was finished meanwhile.
    pub(super) async fn store_run(self: Rc<Self>) {
        if !self.keeps_history() {
            many_store::delete_all().await;
            return;
        }
        let stored = self.stored_run().await;
        if *self.id.borrow() != stored.id {
            // The reader started another list meanwhile, which is stored by itself.
            return;
        }
        let outcome = many_store::replace(&stored).await;
        if !self.keeps_history() {
            // The reader chose so while the list was being written.
            many_store::delete_all().await;
            return;
        }
        self.record_save_result(&stored.id, outcome);
        if *self.id.borrow() != stored.id || outcome != StoreOutcome::Stored {
            return;
        }
        self.is_list_stored.set(true);
        self.store_head();
        for at in self.unstored_rows.take() {
            self.store_row(at).await;
        }
        if self.baseline.borrow().is_some() || *self.comparison_id.borrow() != stored.comparison.id {
            browser::spawn(async move { self.store_comparison().await });
        }
    }

    /// Returns the present run as it is stored. Writing thousands of rows takes several tasks.
    async fn stored_run(&self) -> StoredRun {
        let (id, comparison) = (self.id.borrow().clone(), self.stored_comparison(false));
        let (run, mut runs) = (self.run.borrow().clone(), self.view_state.borrow().earlier_runs.clone());
        runs.insert(0, run.started);
        let runs = serde_json::to_string(&runs).unwrap_or_default();
        let head = Head::new(&run, build()).to_text();
        let mut rows = Vec::with_capacity(run.rows.len());
        for step in run.rows.chunks(ROWS_PER_STEP) {
            rows.extend(step.iter().map(|row| row_to_text(row, &comparison.id)));
            browser::next_task().await;
        }
        StoredRun { id, head, runs, comparison, rows, has_gaps: false }
    }

    fn stored_comparison(&self, has_earlier: bool) -> StoredComparison {
        let text = Comparison::new(&self.view_state.borrow(), has_earlier).to_text();
        StoredComparison { id: self.comparison_id.borrow().clone(), text }
    }

    /// Stores the data about the run as a whole.
    pub(super) fn store_head(self: &Rc<Self>) {
        if !self.keeps_history() || !self.is_list_stored.get() || self.phase() == Phase::Empty {
            return;
        }
        let head = Head::new(&self.run.borrow(), build()).to_text();
        let (runner, id) = (self.clone(), self.id.borrow().clone());
        browser::spawn(async move { runner.record_save_result(&id, many_store::put_head(&id, &head).await) });
    }

    /// Stores a row.
    pub(super) async fn store_row(&self, at: usize) {
        if !self.keeps_history() {
            self.is_unkept.set(true);
            return;
        }
        if !self.is_list_stored.get() {
            self.unstored_rows.borrow_mut().insert(at);
            return;
        }
        let comparison_id = self.comparison_id.borrow().clone();
        let Some(text) = self.run.borrow().rows.get(at).map(|row| row_to_text(row, &comparison_id)) else { return };
        let id = self.id.borrow().clone();
        self.record_save_result(&id, many_store::put_row(&id, at, &text).await);
    }

    /// Stores what the run is compared with, and then the checks of the file, if there is one.
    pub(super) async fn store_comparison(self: &Rc<Self>) {
        self.has_earlier.set(false);
        if !self.keeps_history() || !self.is_list_stored.get() {
            return;
        }
        // Until all checks are stored, the name of the file stands without its content.
        let (id, comparison) = (self.id.borrow().clone(), self.stored_comparison(false));
        let outcome = many_store::replace_comparison(&id, &comparison).await;
        self.record_save_result(&id, outcome);
        if outcome == StoreOutcome::Stored && *self.comparison_id.borrow() == comparison.id {
            self.store_earlier(&id, &comparison).await;
        }
    }

    /// Stores the checks of the file to compare with, for the domains of the list.
    async fn store_earlier(self: &Rc<Self>, id: &str, comparison: &StoredComparison) {
        let Some(baseline) = self.baseline.borrow().clone() else { return };
        let (complete, rows) = (self.stored_comparison(true), self.run.borrow().rows.clone());
        let checks = rows.iter().enumerate().filter_map(|(at, row)| Some((at, baseline.get(row.domain.as_str())?)));
        let mut is_full = false;
        let outcome = many_store::put_earlier(id, &complete, earlier_texts(checks, &mut is_full)).await;
        self.record_save_result(id, outcome);
        if is_full && outcome == StoreOutcome::Stored {
            many_store::replace_comparison(id, comparison).await;
        } else if outcome == StoreOutcome::Stored && *self.comparison_id.borrow() == comparison.id {
            self.has_earlier.set(true);
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
        let (id, comparison_id) = (self.id.borrow().clone(), self.comparison_id.borrow().clone());
        match many_store::load_earlier(&id, &comparison_id, at).await {
            Ok(text) => earlier_from_text(&text?, domain),
            Err(_) => {
                self.lose_file(&comparison_id);
                None
            }
        }
    }

    /// Notes that the content of the file to compare with is gone.
    fn lose_file(&self, comparison_id: &str) {
        if *self.comparison_id.borrow() == comparison_id {
            self.has_earlier.set(false);
            if let Some(file) = &mut self.view_state.borrow_mut().compared_file {
                file.is_gone = true;
            }
        }
    }

    /// Returns the outcome of a row that another tab with the same run has checked meanwhile, and whether that tab compares
    /// the run with something else.
    pub(super) async fn outcome_of_other_tab(&self, at: usize) -> Option<(Outcome, bool)> {
        if !self.is_list_stored.get() {
            return None;
        }
        let id = self.id.borrow().clone();
        let text = many_store::load_row(&id, at).await?;
        let read = row_from_text(&text, &self.comparison_id.borrow())?;
        let is_same = self.run.borrow().rows.get(at).is_some_and(|present| present.domain == read.row.domain);
        read.row.outcome().filter(|_| is_same).cloned().map(|outcome| (outcome, read.is_outdated))
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
            // Another tab's comparison with its file stays stored, and this tab's is in memory.
            StoreOutcome::Stored | StoreOutcome::OtherComparison => {}
            StoreOutcome::Refused => self.view_state.borrow_mut().save_failed = true,
            StoreOutcome::Replaced => {
                self.is_list_stored.set(false);
                self.view_state.borrow_mut().was_replaced = true;
            }
        }
    }

    /// Returns whether anything may be stored. The reader may change that on another page or in another tab.
    pub(super) fn keeps_history(&self) -> bool {
        preferences::may_keep() && self.state.borrow().as_ref().is_none_or(|state| state.settings.keeps_history)
    }

    /// Ends the storage of the run if the reader chose to keep nothing, and stores it again if the reader keeps checks
    /// again.
    pub(super) fn follow_keeping(self: &Rc<Self>) {
        let is_unkept = !self.keeps_history();
        if self.is_unkept.replace(is_unkept) == is_unkept || !self.is_loaded.get() || self.phase() == Phase::Empty {
            return;
        }
        if self.baseline.borrow().is_none() {
            self.lose_file(&self.comparison_id.borrow());
        }
        self.begin_storing();
        browser::spawn(self.clone().store_run());
    }
}

fn build() -> String {
    page::wasm_name().unwrap_or_default()
}
