//! Answers on their way to the page. To judge and draw each of them takes a phone longer than the next one takes to come, so those
//! that come within a moment are shown together.

use std::{cell::RefCell, rc::Rc};

use evidence::Evidence;

use super::controller::Controller;
use crate::{browser, shared::Shared, store::Action};

/// Milliseconds that an answer waits for others at most.
const LIMIT: i32 = 50;

/// The answers of one check that are not shown yet.
#[derive(Clone)]
pub(super) struct AnswerBatch {
    controller: Controller,
    run: u64,
    waiting: Rc<RefCell<Option<Evidence>>>,
}

impl AnswerBatch {
    /// An empty batch of the check with this number.
    pub(super) fn new(controller: &Controller, run: u64) -> Self {
        Self { controller: controller.clone(), run, waiting: Rc::default() }
    }

    /// Shows this evidence soon, unless more of it comes before.
    pub(super) fn add(&self, seen: &Evidence) {
        if self.waiting.replace(Some(seen.clone())).is_none() {
            let batch = self.clone();
            browser::spawn(async move {
                browser::pause(LIMIT).await;
                batch.show();
            });
        }
    }

    /// Shows what waits, now.
    pub(super) fn show(&self) {
        if let Some(evidence) = self.waiting.take() {
            self.controller.dispatch(Action::CheckAnswered { run: self.run, evidence: Shared::new(evidence) });
        }
    }
}
