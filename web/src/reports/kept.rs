//! Reports kept in this browser. They are stored and loaded where reports are read, so that the page stays responsive.
//! Stored texts are untrusted input, and may have any size.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use super::{engine::Engine, view::Problem};
use crate::browser::text_store::REPORTS;

/// Largest size of all kept reports together, in bytes of UTF-8.
const MAX_KEPT_BYTES: usize = 64 << 20;

/// Command about the kept reports.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum KeptCommand {
    /// Keeps all reports of this visit in place of the kept ones.
    Store,
    /// Adds the kept reports to those of this visit.
    Load,
    /// Deletes the kept reports.
    Delete,
}

/// Runs a command. Returns the problem that the page has to show.
pub async fn run(engine: &RefCell<Engine>, command: KeptCommand) -> Option<Problem> {
    match command {
        KeptCommand::Store => {
            let Some(texts) = engine.borrow().stored_texts(MAX_KEPT_BYTES) else { return Some(Problem::TooManyToKeep) };
            (!REPORTS.replace(&texts).await).then_some(Problem::NotKept)
        }
        KeptCommand::Load => {
            let is_complete = REPORTS.read_up_to(MAX_KEPT_BYTES, |text| engine.borrow_mut().add_stored(&text)).await;
            (!is_complete).then_some(Problem::KeptInPart)
        }
        KeptCommand::Delete => {
            REPORTS.clear().await;
            None
        }
    }
}
