//! Batches of answers on their way to the page. Judging and drawing an answer takes a phone longer than the next one
//! takes to arrive. Answers that arrive within a moment are therefore shown together. The longer a device takes to draw
//! them, the longer the next ones wait: most of its time is left for the reader's input.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use evidence::Evidence;

use super::controller::Controller;
use crate::{
    browser::{self, clock},
    shared::Shared,
    store::Action,
};

/// Shortest delay of an answer, in milliseconds.
const MIN_DELAY_MS: f64 = 50.0;

/// Longest delay of an answer, in milliseconds.
const MAX_DELAY_MS: f64 = 400.0;

/// Delay of the next answers, as a multiple of the time that the last ones took to draw.
const DELAY_FACTOR: f64 = 3.0;

/// Answers of one check that are not shown yet.
#[derive(Clone)]
pub(super) struct AnswerBatch {
    controller: Controller,
    run: u64,
    waiting: Rc<RefCell<Option<Evidence>>>,
    delay_ms: Rc<Cell<f64>>,
}

impl AnswerBatch {
    /// Creates an empty batch for a run of a check.
    pub(super) fn new(controller: &Controller, run: u64) -> Self {
        Self { controller: controller.clone(), run, waiting: Rc::default(), delay_ms: Rc::new(Cell::new(MIN_DELAY_MS)) }
    }

    /// Schedules evidence to be shown, unless newer evidence replaces it first.
    pub(super) fn add(&self, seen: &Evidence) {
        if self.waiting.replace(Some(seen.clone())).is_none() {
            let batch = self.clone();
            browser::spawn(async move { batch.show_after_delay().await });
        }
    }

    async fn show_after_delay(&self) {
        #[expect(clippy::cast_possible_truncation, reason = "at most MAX_DELAY_MS")]
        browser::pause(self.delay_ms.get() as i32).await;
        let Some(answered) = self.take() else { return };
        let begun = clock::monotonic_ms();
        self.controller.dispatch_in_tasks(answered).await;
        browser::next_task().await;
        let took = clock::monotonic_ms() - begun;
        self.delay_ms.set((took * DELAY_FACTOR).clamp(MIN_DELAY_MS, MAX_DELAY_MS));
    }

    /// Shows the waiting evidence and the end of the check. Both are rendered together.
    pub(super) async fn end(&self, ended: Action) {
        if let Some(answered) = self.take() {
            self.controller.apply(answered);
        }
        self.controller.dispatch_in_tasks(ended).await;
    }

    /// Takes the waiting evidence.
    fn take(&self) -> Option<Action> {
        let evidence = self.waiting.take()?;
        Some(Action::CheckAnswered { run: self.run, evidence: Shared::new(evidence) })
    }
}
