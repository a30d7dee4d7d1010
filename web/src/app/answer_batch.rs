//! Batches of answers on their way to the page. Judging and drawing an answer takes a phone longer than the next one
//! takes to arrive. Answers that arrive within a moment are therefore shown together.

use std::{cell::RefCell, rc::Rc};

use evidence::Evidence;

use super::controller::Controller;
use crate::{browser, shared::Shared, store::Action};

/// Longest delay of an answer, in milliseconds.
const MAX_DELAY_MS: i32 = 50;

/// Answers of one check that are not shown yet.
#[derive(Clone)]
pub(super) struct AnswerBatch {
    controller: Controller,
    run: u64,
    waiting: Rc<RefCell<Option<Evidence>>>,
}

impl AnswerBatch {
    /// Creates an empty batch for a run of a check.
    pub(super) fn new(controller: &Controller, run: u64) -> Self {
        Self { controller: controller.clone(), run, waiting: Rc::default() }
    }

    /// Schedules evidence to be shown, unless newer evidence replaces it first.
    pub(super) fn add(&self, seen: &Evidence) {
        if self.waiting.replace(Some(seen.clone())).is_none() {
            let batch = self.clone();
            browser::spawn(async move {
                browser::pause(MAX_DELAY_MS).await;
                if let Some(answered) = batch.take() {
                    batch.controller.dispatch_in_tasks(answered).await;
                }
            });
        }
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
