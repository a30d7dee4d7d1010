//! Storage of a run's progress in the browser.

use std::rc::Rc;

use super::Runner;
use crate::{
    browser::{self, many_store, page, preferences},
    many::{
        run::{Phase, Row, Run},
        stored::{Head, row_from_text, row_to_text},
        view::View,
    },
};

/// Number of rows that are read in one step. The page does other work between steps.
const ROWS_PER_STEP: usize = 200;

/// Number of earlier runs whose times are kept.
const MAX_EARLIER_RUNS: usize = 20;

impl Runner {
    /// Restores the stored run.
    pub(super) async fn load_stored_run(self: Rc<Self>) {
        let stored = many_store::load().await;
        let head = stored.as_ref().and_then(|stored| serde_json::from_str::<Head>(&stored.head).ok());
        let runs = stored.as_ref().and_then(|stored| serde_json::from_str::<Vec<i64>>(&stored.runs).ok());
        self.view_state.borrow_mut().earlier_runs = runs.unwrap_or_default();
        let texts = stored.map(|stored| stored.rows).unwrap_or_default();
        if let (Some(head), Phase::Empty) = (head, self.phase()) {
            let mut rows = Vec::with_capacity(texts.len());
            for step in texts.chunks(ROWS_PER_STEP) {
                rows.extend(step.iter().filter_map(|text| row_from_text(text)));
                browser::next_task().await;
            }
            self.restore(head, rows);
        }
        self.emit_view();
    }

    fn phase(&self) -> Phase {
        self.run.borrow().phase
    }

    fn restore(self: &Rc<Self>, head: Head, rows: Vec<Row>) {
        *self.run.borrow_mut() = Run::restored(head.name, head.started, rows, head.cancelled);
        let mut view_state = self.view_state.borrow_mut();
        view_state.compared = head.compared;
        // The file itself is not stored. Rows that are judged again are compared with the history.
        view_state.compared_file = head.compared_file.filter(|_| head.build == build());
        view_state.earlier_runs.retain(|moment| *moment < head.started);
        drop(view_state);
        // Another build of the page has other rules.
        if head.build != build() && self.phase() != Phase::Empty {
            browser::spawn(self.clone().judge_rows());
        }
    }

    /// Stores a new list.
    pub(super) async fn store_run(self: Rc<Self>) {
        if !self.keeps_history() {
            return many_store::clear().await;
        }
        let (head, rows) = {
            let run = self.run.borrow();
            let rows: Vec<String> = run.rows.iter().map(|row| row_to_text(row)).collect();
            (Head::new(&run, build(), &self.view_state.borrow()).to_text(), rows)
        };
        let mut runs = self.view_state.borrow().earlier_runs.clone();
        runs.insert(0, self.run.borrow().started);
        let text = serde_json::to_string(&runs).unwrap_or_default();
        self.record_save_result(many_store::replace(&head, &text, &rows).await);
    }

    /// Stores the data about the run as a whole.
    pub(super) fn store_head(self: &Rc<Self>) {
        if !self.keeps_history() || self.phase() == Phase::Empty {
            return;
        }
        let head = Head::new(&self.run.borrow(), build(), &self.view_state.borrow()).to_text();
        let runner = self.clone();
        browser::spawn(async move { runner.record_save_result(many_store::put_head(&head).await) });
    }

    /// Stores a row.
    pub(super) async fn store_row(&self, at: usize) {
        if self.keeps_history() {
            let text = row_to_text(&self.run.borrow().rows[at]);
            self.record_save_result(many_store::put_row(at, &text).await);
        }
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

    fn record_save_result(&self, stored: bool) {
        if !stored {
            self.view_state.borrow_mut().save_failed = true;
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
