//! The stored record of one check: written before the verdict is shown, and again when second opinions arrive.

use std::{cell::RefCell, rc::Rc};

use evidence::Evidence;

use super::controller::Controller;
use crate::{
    history_module,
    store::{Action, allow_networks},
};

/// The stored record of one check.
#[derive(Clone, Default)]
pub(super) struct KeptRecord(Rc<RefCell<Progress>>);

#[derive(Default)]
struct Progress {
    /// Key of the record, once it is stored.
    key: Option<i64>,
    /// Whether a write is under way.
    is_writing: bool,
    /// Evidence to store next.
    next: Option<Evidence>,
}

impl KeptRecord {
    /// Stores the evidence so far, unless checks are not kept. During another write it returns at once, and the
    /// evidence is stored afterwards.
    pub(super) async fn write(&self, controller: &Controller, evidence: Evidence) {
        if !controller.state().settings.keeps_history {
            return;
        }
        self.0.borrow_mut().next = Some(evidence);
        if std::mem::replace(&mut self.0.borrow_mut().is_writing, true) {
            return;
        }
        while let Some(next) = self.take_next() {
            let key = self.0.borrow().key;
            match store_evidence(controller, next, key).await {
                Some(key) => self.0.borrow_mut().key = Some(key),
                None => controller.dispatch(Action::SaveFailed),
            }
        }
        self.0.borrow_mut().is_writing = false;
    }

    fn take_next(&self) -> Option<Evidence> {
        self.0.borrow_mut().next.take()
    }
}

/// Stores a check together with what earlier checks of its domain saw. Returns the key, if it could be stored.
async fn store_evidence(controller: &Controller, evidence: Evidence, key: Option<i64>) -> Option<i64> {
    let history = history_module::load().await.ok()?;
    let evidence = match &controller.state().session.server_config {
        Some(config) => allow_networks(evidence, config),
        None => evidence,
    };
    let evidence = match controller.earlier_checks(&evidence.domain).await {
        Some(earlier) => earlier.with_earlier_history(evidence),
        None => evidence,
    };
    let kept = (history.store)(evidence, key).await?;
    if !kept.evicted.is_empty() {
        controller.dispatch(Action::ChecksEvicted(kept.evicted));
    }
    controller.refresh_history();
    Some(kept.key)
}
